/**
 * GB 18218-2018: the ratio sum S = Σ q/Q, the index R = α · Σ β·q/Q and the level of a major hazard installation.
 *
 * Amounts in tonnes (设计最大量), thresholds in tonnes (临界量), both exact; every boundary is compared exactly. What is open
 * becomes an interval: an open inventory has no upper end.
 */
import type { Tables } from "../../model/library.ts";
import { type Choices, isInterval, showKnowledge } from "../../values/knowledge.ts";
import { Interval, ONE, point, type Rational, rational, show, ZERO } from "../../values/number.ts";
import { type Item, itemOf, type Node, type World } from "../world.ts";
import { chemicalNames, POSITIVE } from "./gb18218Tables.ts";
import { type Calculation, calculation } from "./result.ts";

/** Types that list what a unit holds: one for each type of unit, below it. */
export const INVENTORIES = ["危险化学品存量", "装置存量", "仓库存量"];
const [AMOUNT, THRESHOLD, BETA] = ["设计最大量", "临界量", "β校正系数"] as const;
const POPULATION = "厂外500米常住人口";
export const LEVELS = ["一级", "二级", "三级", "四级", "不构成"];
const R_FLOORS = [["一级", rational(100)], ["二级", rational(50)], ["三级", rational(10)]] as const;
const LOWEST = "四级";
const ANY_ALPHA = new Interval(rational(1, 2), rational(2));
const ANY_BETA = new Interval(ONE, rational(20));
const NOT_NEGATIVE = new Interval(ZERO, null);

interface Totals {
  readonly ratio: Interval;
  readonly weighted: Interval;
  readonly parts: readonly string[];
  readonly weightedParts: readonly string[];
  readonly openInputs: readonly Item[];
}

function knownOf(world: World, node: Node, key: string, otherwise: Interval): Interval {
  const found = world.answer(node, key);
  return found && isInterval(found) ? found : otherwise;
}

const isPositive = (value: Rational | null): value is Rational => value !== null && value.sign !== 0;

/** Quotients of an interval of numbers ≥ 0 by one of numbers > 0. */
function quotient(above: Interval, below: Interval): Interval {
  const low = isPositive(below.high) ? (above.low ?? ZERO).over(below.high) : ZERO;
  const lowOpen = low.sign > 0 && isPositive(below.high) && (above.lowOpen || below.highOpen);
  if (!above.high || !isPositive(below.low)) return new Interval(low, null, lowOpen, false);
  return new Interval(low, above.high.over(below.low), lowOpen, above.highOpen || below.lowOpen);
}

/** Products of two intervals of numbers ≥ 0. */
function product(left: Interval, right: Interval): Interval {
  const low = (left.low ?? ZERO).times(right.low ?? ZERO);
  const lowOpen = low.sign > 0 && (left.lowOpen || right.lowOpen);
  if (!left.high || !right.high) {
    const isZero = left.high?.sign === 0 || right.high?.sign === 0;
    return new Interval(low, isZero ? ZERO : null, lowOpen);
  }
  const high = left.high.times(right.high);
  return new Interval(low, high, lowOpen, high.sign > 0 && (left.highOpen || right.highOpen));
}

/** The type that lists what a unit of this type holds. */
function inventoryOf(world: World, unit: Node): string | undefined {
  return INVENTORIES.find((name) => world.types.get(name)?.chain[1] === unit.type);
}

function totalsOf(world: World, unit: Node): Totals {
  const inventory = inventoryOf(world, unit);
  if (inventory === undefined) {
    return { ratio: NOT_NEGATIVE, weighted: NOT_NEGATIVE, parts: [], weightedParts: [], openInputs: [] };
  }
  let [ratio, weighted] = [point(ZERO), point(ZERO)];
  const [parts, weightedParts, missing]: [string[], string[], Item[]] = [[], [], []];
  for (const item of unit.children.get(inventory) ?? []) {
    const amount = knownOf(world, item, AMOUNT, NOT_NEGATIVE);
    const threshold = knownOf(world, item, THRESHOLD, POSITIVE);
    const beta = knownOf(world, item, BETA, ANY_BETA);
    const share = quotient(amount.times(rational(item.count)), threshold);
    ratio = ratio.plus(share);
    weighted = weighted.plus(product(beta, share));
    for (const [key, value] of [[AMOUNT, amount], [THRESHOLD, threshold], [BETA, beta]] as const) {
      if (!value.single) missing.push(itemOf("fact", item.id, key));
    }
    const part = partOf(world, item, amount, threshold);
    parts.push(part);
    weightedParts.push(beta.single ? `${show(beta.single)}×${part}` : part);
  }
  if (!world.isComplete(unit, inventory)) {
    [ratio, weighted] = [new Interval(ratio.low, null), new Interval(weighted.low, null)];
    missing.push(itemOf("roster", unit.id, inventory));
  }
  return { ratio, weighted, parts, weightedParts, openInputs: missing };
}

/** One quotient as it is printed: the chemical, how many, amount and threshold. */
function partOf(world: World, item: Node, amount: Interval, threshold: Interval): string {
  const names = chemicalNames(world, item);
  const name = names.length === 1 ? (names[0] as string) : "";
  if (!amount.single || !threshold.single) return `${name || item.id}（未查全）`;
  const times = item.count > 1 ? `${item.count}×` : "";
  return `${name} ${times}${show(amount.single)}/${show(threshold.single)}`.trim();
}

/** S of a unit: 4.2.1 of the standard. S ≥ 1 makes it a major hazard installation. */
export function ratioSum(world: World, unit: Node): Calculation {
  const totals = totalsOf(world, unit);
  return calculation(totals.ratio, sFigures(totals), totals.openInputs.filter((item) => item.key !== BETA));
}

const sFigures = (totals: Totals): string => `S = ${totals.parts.join(" + ") || "0"} ${equalsText(totals.ratio)}`;

/** `= 50`, `≥ 0.8`, `= 1.65..2.2`. */
function equalsText(total: Interval): string {
  const told = showKnowledge(total);
  return "<>≤≥".includes(told.charAt(0)) ? told : `= ${told}`;
}

/** α by the number of residents within 500 m of the plant's boundary (table 5); null if the table does not say. */
function alphaOf(tables: Tables, population: Rational): Rational | null {
  return tables.alphas.find(([floor]) => population.compare(floor) >= 0)?.[1] ?? null;
}

function alphasOf(tables: Tables, population: Interval): Interval {
  const top = tables.alphas[0]?.[0] ?? ZERO;
  const low = alphaOf(tables, (population.low ?? ZERO).ceil());
  const high = alphaOf(tables, population.high ? population.high.floor() : top);
  return low && high ? new Interval(low, high) : ANY_ALPHA;
}

const levelOf = (r: Rational): string => R_FLOORS.find(([, floor]) => r.compare(floor) >= 0)?.[0] ?? LOWEST;

/** All levels that some S and R of the ranges can have; a unit with S < 1 has none (不构成). */
function levelsOf(ratio: Interval, index: Interval): Choices {
  const found = new Set<string>();
  if (!ratio.low || ratio.low.compare(ONE) < 0) found.add("不构成");
  const above = ratio.high ? ratio.high.compare(ONE) : 1;
  if (above > 0 || (above === 0 && !ratio.highOpen)) {
    const [worst, best] = [LEVELS.indexOf(worstLevel(index)), LEVELS.indexOf(levelOf(index.low ?? ZERO))];
    for (const name of LEVELS.slice(worst, best + 1)) found.add(name);
  }
  return found;
}

function worstLevel({ high, highOpen }: Interval): string {
  if (!high) return "一级";
  const reached = R_FLOORS.find(([, floor]) => high.compare(floor) > 0 || (high.equals(floor) && !highOpen));
  return reached?.[0] ?? LOWEST;
}

/** The level of a unit: 4.3 of the standard. First whether it is one (S ≥ 1), then by R. */
export function level(world: World, unit: Node): Calculation {
  const totals = totalsOf(world, unit);
  let root = unit;
  while (root.parent !== null) root = root.parent;
  const alpha = alphasOf(world.tables, knownOf(world, root, POPULATION, NOT_NEGATIVE));
  const index = product(alpha, totals.weighted);
  const levels = levelsOf(totals.ratio, index);
  const missing = [...totals.openInputs, ...(alpha.single ? [] : [itemOf("fact", root.id, POPULATION)])];
  const told = LEVELS.filter((name) => levels.has(name)).join("或");
  const figures = `${sFigures(totals)}；${rFigures(totals, alpha, index)}；${told}`;
  return calculation(levels, figures, levels.size > 1 ? missing : []);
}

function rFigures(totals: Totals, alpha: Interval, index: Interval): string {
  const terms = totals.weightedParts.join(" + ") || "0";
  return `R = α·Σβq/Q = ${showKnowledge(alpha)} × (${terms}) ${equalsText(index)}`;
}
