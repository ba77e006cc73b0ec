/** Cuts what is known of an open fact into cells, on each of which every test of it comes out one way. */
import { FIRST_DAY, LAST_DAY, shift } from "../values/dates.ts";
import { type Choices, isInterval, type Knowledge } from "../values/knowledge.ts";
import { Interval, ONE, point, type Rational, rational } from "../values/number.ts";
import { sortedTexts } from "../values/text.ts";
import { type DayTest, holdsOfCell, type Test, type Variable } from "./residual.ts";

/** All stretches of the fact's values with one outcome of the tests. */
export type Cell = readonly Knowledge[];

/** Pairs of the outcomes of the tests and the values that have them; every outcome that can occur, once. */
export function cellsOf(variable: Variable, tests: readonly Test[]): [readonly boolean[], Cell][] {
  const grouped = new Map<string, [boolean[], Knowledge[]]>();
  for (const piece of piecesOf(variable, tests)) {
    const outcome = tests.map((test) => holdsOfCell(test, piece));
    const group = grouped.get(outcome.join());
    if (group) group[1].push(piece);
    else grouped.set(outcome.join(), [outcome, [piece]]);
  }
  return [...grouped.values()].map(([outcome, pieces]) => [outcome, joined(pieces, variable.whole)]);
}

/** The pieces as one set, or as few intervals as possible. */
function joined(pieces: readonly Knowledge[], whole: boolean): Cell {
  const choices = pieces.filter((piece): piece is Choices => !isInterval(piece));
  if (choices.length) return [new Set(choices.flatMap((each) => [...each]))];
  const found: Interval[] = [];
  for (const piece of pieces as readonly Interval[]) {
    const last = found[found.length - 1];
    if (last && touch(last, piece, whole)) found[found.length - 1] = last.hull(piece);
    else found.push(piece);
  }
  return found;
}

/** Whether nothing lies between two intervals, the first the lower one. */
function touch(left: Interval, right: Interval, whole: boolean): boolean {
  if (!left.high || !right.low) return true;
  if (left.high.equals(right.low)) return !(left.highOpen && right.lowOpen);
  return whole && left.high.plus(ONE).equals(right.low);
}

function piecesOf(variable: Variable, tests: readonly Test[]): Knowledge[] {
  const { known, whole } = variable;
  if (!isInterval(known)) return sortedTexts(known).map((value) => new Set([value]));
  const cuts = new Map<string, Rational>();
  for (const test of tests) for (const cut of cutsOf(known, test)) cuts.set(cut.key, cut);
  const pieces = new Map<string, Interval>();
  for (const stretch of stretches([...cuts.values()].sort((a, b) => a.compare(b)))) {
    const met = stretch.meet(known);
    const piece = whole ? met.whole() : met;
    if (!piece.isEmpty) pieces.set(piece.key, piece);
  }
  return [...pieces.values()];
}

function cutsOf(known: Interval, test: Test): readonly Rational[] {
  switch (test.is) {
    case "NumberTest":
      return [test.limit.over(test.factor)];
    case "DayTest":
      return dayCuts(known, test);
    default:
      return [];
  }
}

/** Below the first cut, the cut itself, between it and the next, and so on. */
function stretches(cuts: readonly Rational[]): Interval[] {
  const found: Interval[] = [];
  let low: Rational | null = null;
  for (const cut of cuts) {
    found.push(new Interval(low, cut, low !== null, true), point(cut));
    low = cut;
  }
  found.push(new Interval(low, null, low !== null, false));
  return found;
}

/** The first day that, shifted, reaches the limit, and the first that passes it. */
function dayCuts(days: Interval, test: DayTest): Rational[] {
  const low = days.low?.toNumber() ?? FIRST_DAY;
  const high = days.high?.toNumber() ?? LAST_DAY;
  const limit = test.limit.toNumber();
  return [limit, limit + 1].map((wanted) => rational(firstDay(low, high, test, wanted)));
}

/** The first day of a range whose shift is at least `wanted` (one past the end if none is). */
function firstDay(from: number, to: number, test: DayTest, wanted: number): number {
  let [low, end] = [from, to + 1];
  while (low < end) {
    const middle = Math.floor((low + end) / 2);
    if (middle > LAST_DAY || shift(middle, test.months, test.days) >= wanted) end = middle;
    else low = middle + 1;
  }
  return low;
}
