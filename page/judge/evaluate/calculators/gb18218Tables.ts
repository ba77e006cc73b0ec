/**
 * GB 18218-2018: the threshold Q and the factor β of one chemical of an inventory, from its name and its classes of hazard.
 *
 * A chemical named in table 1 has its own threshold, any other the lowest of its classes in table 2 (4.1.2); one named in
 * table 3 has its own factor, any other that of its class in table 4 (4.3.2). The standard does not say which class counts
 * for β where there are several: all stay possible. So does whatever is not answered.
 */
import type { HazardClass } from "../../model/library.ts";
import { isInterval, showKnowledge } from "../../values/knowledge.ts";
import { Interval, largest, point, type Rational, smallest, ZERO } from "../../values/number.ts";
import { sortedTexts } from "../../values/text.ts";
import { itemOf, type Node, type World } from "../world.ts";
import { type Calculation, calculation } from "./result.ts";

const [CHEMICAL, CLASSES] = ["化学品", "危险性类别"] as const;
export const POSITIVE = new Interval(ZERO, null, true);
const FIRST_CLASSES = 4;

/** The classes a chemical may have, and those it has. */
interface Classes {
  readonly possible: readonly HazardClass[];
  readonly certain: readonly HazardClass[];
  readonly isSettled: boolean;
}

/** What is derived: where a chemical's own number stands, where that of its classes, and how it is written. */
interface Derived {
  readonly name: string;
  readonly tables: readonly [string, string];
  readonly own: (chemical: { readonly threshold: Rational | null; readonly beta: Rational | null }) => Rational | null;
  readonly byClass: (classes: Classes) => Interval;
  readonly show: (known: Interval) => string;
}

const THRESHOLD: Derived = {
  name: "临界量",
  tables: ["表1", "表2"],
  own: (chemical) => chemical.threshold,
  byClass: thresholdByClass,
  show: (known) => showKnowledge(known, "t"),
};
const BETA: Derived = {
  name: "β",
  tables: ["表3", "表4"],
  own: (chemical) => chemical.beta,
  byClass: betaByClass,
  show: (known) => `β ${showKnowledge(known)}`,
};

/** Q in tonnes: table 1, else the lowest of its classes in table 2. */
export const threshold = (world: World, item: Node): Calculation => derive(world, item, THRESHOLD);

/** β: table 3, else table 4. */
export const beta = (world: World, item: Node): Calculation => derive(world, item, BETA);

/** The chemicals that an item may be, as far as it is known. */
export function chemicalNames(world: World, item: Node): readonly string[] {
  const found = world.answer(item, CHEMICAL);
  return found && !isInterval(found) ? sortedTexts(found) : [];
}

/** What all chemicals that the item may be allow together. */
function derive(world: World, item: Node, what: Derived): Calculation {
  const [names, classes] = [chemicalNames(world, item), classesOf(world, item)];
  const [chemical, itsClasses] = [itemOf("fact", item.id, CHEMICAL), itemOf("fact", item.id, CLASSES)];
  if (!names.length) return calculation(POSITIVE, "化学品没有答", [chemical, itsClasses]);
  const figures: string[] = [];
  let restsOnClass = false;
  const ranges = names.map((name) => {
    const row = world.tables.chemicals.get(name);
    const own = row ? what.own(row) : null;
    restsOnClass ||= own === null;
    const range = own ? point(own) : what.byClass(classes);
    figures.push(own ? `${name}：${what.tables[0]} ${what.show(range)}` : classFigures(name, classes, range, what));
    return range;
  });
  const known = ranges.reduce((whole, each) => whole.hull(each));
  const open = [
    ...(names.length > 1 ? [chemical] : []),
    ...(restsOnClass && !classes.isSettled ? [itsClasses] : []),
  ];
  return calculation(known, figures.join("；"), known.single ? [] : open);
}

function classFigures(name: string, classes: Classes, found: Interval, what: Derived): string {
  if (!classes.possible.length) return `${name}：各类都答了“否”，${what.name}定不了`;
  if (!classes.certain.length) return `${name}：危险性类别没有答，${what.name}定不了`;
  const symbols = classes.certain.slice(0, FIRST_CLASSES).map((each) => each.symbol).join("、");
  const isOneOfSeveral = what === BETA && classes.isSettled && !found.single;
  const value = what.show(found) + (isOneOfSeveral ? "，取哪一类标准没有写明" : "");
  return `${name}：按类别 ${symbols} ${what.tables[1]} ${value}`;
}

function classesOf(world: World, item: Node): Classes {
  const answers = [...world.tables.classes.values()].map((each) => {
    const found = world.answer(item, `${CLASSES}∋${each.symbol}`);
    const only = found && !isInterval(found) && found.size === 1 ? [...found][0] : null;
    return [each, only] as const;
  });
  const possible = answers.filter(([, only]) => only !== "否").map(([each]) => each);
  const certain = answers.filter(([, only]) => only === "是").map(([each]) => each);
  return { possible, certain, isSettled: possible.length === certain.length };
}

/** The lowest: no less than the lowest possible, no more than the lowest certain. */
function thresholdByClass({ possible, certain }: Classes): Interval {
  if (!possible.length) return POSITIVE;
  const amounts = possible.map((each) => each.threshold);
  const sure = certain.map((each) => each.threshold);
  return new Interval(smallest(amounts), sure.length ? smallest(sure) : largest(amounts));
}

function betaByClass({ possible }: Classes): Interval {
  if (!possible.length) return POSITIVE;
  const factors = possible.map((each) => each.beta);
  return new Interval(smallest(factors), largest(factors));
}
