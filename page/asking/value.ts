/**
 * What a question is worth: how much asking it first shortens what is expected to be asked until a verdict is settled; as
 * checklists/asking/value.py.
 */
import { type Residual, type Test, type Variable } from "../judge/evaluate/residual.ts";
import type { Item } from "../judge/evaluate/world.ts";
import type { Way } from "./priors.ts";

/** The chance that a part holds, and the cost that settling it is expected to take. */
type Estimate = readonly [chance: number, cost: number];
/** By open thing tested alone: its variable and all its tests, each once. */
type Tests = ReadonlyMap<Item, readonly [Variable, readonly Test[]]>;
export interface Chances {
  waysOf(variable: Variable, tests: readonly Test[]): readonly Way[];
  costOf(item: Item): number;
  /** The chance that a roster lacks some. */
  moreOf(item: Item): number;
}
export interface Weighed {
  readonly chance: number;
  /** By open thing that can be asked: how much less is to be asked once it is known, in expectation. */
  readonly gains: ReadonlyMap<Item, number>;
}

/** One open thing supposed to be known. */
interface Told {
  readonly item: Item;
  readonly cost: number;
  readonly truths: ReadonlyMap<Test, boolean>;
  /** For a roster: whether it lacks some. */
  readonly more: boolean;
}

/** A part of a residual. */
interface Part {
  readonly items: ReadonlySet<Item>;
  readonly now: Estimate;
  /** The estimate once one of its own things is known. */
  renewed(told: Told): Estimate;
}

const EVEN = 0.5;
const NOTHING: ReadonlyMap<Test, boolean> = new Map();

/** The chance that a residual holds, and the gains of its open things. */
export function weighed(residual: Residual, chances: Chances): Weighed {
  const tests = testsIn(residual);
  const part = new Building(chances, tests).part(residual);
  const gains = new Map<Item, number>();
  for (const item of part.items) {
    let after = 0;
    for (const [chance, told] of turns(item, chances, tests)) after += chance * under(part, told)[1];
    gains.set(item, part.now[1] - after);
  }
  return { chance: part.now[0], gains };
}

function* turns(item: Item, chances: Chances, tests: Tests): Generator<readonly [number, Told]> {
  const cost = chances.costOf(item);
  const tested = tests.get(item);
  if (item.kind === "roster") {
    const more = chances.moreOf(item);
    yield [1 - more, { item, cost, truths: NOTHING, more: false }];
    yield [more, { item, cost, truths: NOTHING, more: true }];
  } else if (tested) {
    for (const [chance, truths] of chances.waysOf(...tested)) yield [chance, { item, cost, truths, more: false }];
  } else yield [1, { item, cost, truths: NOTHING, more: false }];
}

const under = (part: Part, told: Told): Estimate => (part.items.has(told.item) ? part.renewed(told) : part.now);

class Building {
  constructor(
    private readonly chances: Chances,
    private readonly tests: Tests,
  ) {}

  part(residual: Residual): Part {
    if (typeof residual === "boolean") return testPart([], null, residual ? 1 : 0, 0);
    switch (residual.is) {
      case "Literal": {
        const { variable, test } = residual;
        let cost = 0;
        for (const item of variable.items) cost += this.shareOf(item);
        return testPart(variable.items, test, this.chance(variable, test), cost);
      }
      case "Joint": {
        let cost = 0;
        for (const item of residual.items) cost += this.chances.costOf(item);
        return testPart(residual.items, null, EVEN, cost);
      }
      case "Both":
        return group(residual.parts.map((part) => this.part(part)), false);
      case "Either":
        return group(residual.parts.map((part) => this.part(part)), true);
      case "Opposite":
        return opposed(this.part(residual.part));
      case "Threshold":
        return count(residual.threshold, residual.parts.map(([part, weight]) => [this.part(part), weight] as const));
      case "Hidden": {
        const body = this.part(residual.body);
        const outside = new Set([...body.items].filter((item) => !item.object.startsWith(residual.source)));
        const { roster } = residual;
        return rosterPart(roster, { ...body, items: outside }, this.chances.moreOf(roster), this.chances.costOf(roster));
      }
      case "ReadingChoiceLeft":
        return readings(residual.options.map(([, part]) => this.part(part)));
    }
  }

  private chance(variable: Variable, test: Test): number {
    if (variable.items.length > 1) return EVEN;
    const known = this.tests.get(variable.items[0] as Item)?.[1] ?? [test];
    let total = 0;
    for (const [chance, truths] of this.chances.waysOf(variable, known)) if (truths.get(test)) total += chance;
    return total;
  }

  /** Its cost, shared by the tests of it: it is asked once for all. */
  private shareOf(item: Item): number {
    return this.chances.costOf(item) / (this.tests.get(item)?.[1].length ?? 1);
  }
}

/** A test of one thing, or of several at once. */
function testPart(items: readonly Item[], test: Test | null, chance: number, cost: number): Part {
  const now: Estimate = [chance, cost];
  const renewed = (told: Told): Estimate => {
    const truth = test ? told.truths.get(test) : undefined;
    if (truth !== undefined) return [truth ? 1 : 0, 0];
    return [chance, Math.max(0, cost - told.cost)];
  };
  return { items: new Set(items), now, renewed };
}

const itemsIn = (parts: readonly Part[]): Set<Item> => new Set(parts.flatMap((part) => [...part.items]));

/** All of some parts, or any of them. */
function group(parts: readonly Part[], isAny: boolean): Part {
  return {
    items: itemsIn(parts),
    now: inBestOrder(parts.map((part) => part.now), isAny),
    renewed: (told) => inBestOrder(parts.map((part) => under(part, told)), isAny),
  };
}

function opposed(part: Part): Part {
  const flipped = ([chance, cost]: Estimate): Estimate => [1 - chance, cost];
  return { items: part.items, now: flipped(part.now), renewed: (told) => flipped(under(part, told)) };
}

/** That the weights of the parts that hold reach a threshold. */
function count(wanted: number, parts: readonly (readonly [Part, number])[]): Part {
  return {
    items: itemsIn(parts.map(([part]) => part)),
    now: counted(wanted, parts.map(([part, weight]) => [part.now, weight] as const)),
    renewed: (told) => counted(wanted, parts.map(([part, weight]) => [under(part, told), weight] as const)),
  };
}

/** That an unseen object meets a body. */
function rosterPart(item: Item, body: Part, more: number, cost: number): Part {
  return {
    items: new Set([...body.items, item]),
    now: [more * body.now[0], cost],
    renewed: (told) => {
      const [chance, left] = under(body, told);
      if (told.item !== item) return [more * chance, chance ? cost : 0];
      return told.more ? [chance, left] : [0, 0];
    },
  };
}

/** An open reading: nobody on the site settles it, each option may hold. */
function readings(parts: readonly Part[]): Part {
  return {
    items: itemsIn(parts),
    now: mean(parts.map((part) => part.now)),
    renewed: (told) => mean(parts.map((part) => under(part, told))),
  };
}

/** Parts asked one after the other until one decides, the cheapest for its chance to decide first. */
function inBestOrder(parts: readonly Estimate[], isAny: boolean): Estimate {
  const rate = ([decides, cost]: Estimate): number => (decides ? cost / decides : Infinity);
  const deciding = parts.map(([chance, cost]): Estimate => [isAny ? chance : 1 - chance, cost]);
  const ordered = deciding.map((part) => [rate(part), part] as const).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  let left = 1;
  let total = 0;
  for (const [, [decides, cost]] of ordered) {
    total += left * cost;
    left *= 1 - decides;
  }
  return [isAny ? 1 - left : left, total];
}

/** The chance to reach the threshold; the cost as if asked in turn until reached or out of reach. */
function counted(wanted: number, parts: readonly (readonly [Estimate, number])[]): Estimate {
  const reach = [1, ...new Array<number>(wanted).fill(0)];
  const possible = parts.reduce((sum, [[chance], weight]) => sum + (chance ? weight : 0), 0);
  let total = 0;
  for (const [[chance, cost], weight] of [...parts].sort(([a], [b]) => a[1] - b[1])) {
    let undecided = 0;
    for (let n = 0; n < wanted; n++) undecided += reach[n] as number;
    if (possible >= wanted) total += undecided * cost;
    for (let n = wanted - 1; n >= 0; n--) {
      const gained = (reach[n] as number) * chance;
      reach[n] = (reach[n] as number) * (1 - chance);
      const reached = Math.min(wanted, n + weight);
      reach[reached] = (reach[reached] as number) + gained;
    }
  }
  return [reach[wanted] as number, total];
}

function mean(parts: readonly Estimate[]): Estimate {
  let [chances, costs] = [0, 0];
  for (const [chance, cost] of parts) {
    chances += chance;
    costs += cost;
  }
  return [chances / parts.length, costs / parts.length];
}

function testsIn(residual: Residual): Tests {
  const found = new Map<Item, [Variable, Test[]]>();
  const collect = (part: Residual): void => {
    if (typeof part === "boolean") return;
    switch (part.is) {
      case "Literal": {
        const [item, ...others] = part.variable.items;
        if (!item || others.length) return;
        const known = found.get(item);
        if (!known) found.set(item, [part.variable, [part.test]]);
        else if (!known[1].includes(part.test)) known[1].push(part.test);
        return;
      }
      case "Opposite":
        collect(part.part);
        return;
      case "Threshold":
        for (const [inner] of part.parts) collect(inner);
        return;
      case "Hidden":
        collect(part.body);
        return;
      case "ReadingChoiceLeft":
        for (const [, inner] of part.options) collect(inner);
        return;
      case "Joint":
        return;
      default:
        for (const inner of part.parts) collect(inner);
    }
  };
  collect(residual);
  return found;
}

