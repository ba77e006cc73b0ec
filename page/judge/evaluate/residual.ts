/** What is left of a formula once everything known is put in: a small tree over literals that are still open. */
import { type Choices, isInterval, isSubset, type Knowledge, knowledgeKey } from "../values/knowledge.ts";
import type { Interval, Rational } from "../values/number.ts";
import { ONE } from "../values/number.ts";
import { compareInterval, shiftedInterval } from "./intervals.ts";
import { type Item, itemOf } from "./world.ts";

/** Something open with values of its own: a fact, or a linear combination of several numeric facts. */
export interface Variable {
  readonly number: number;
  readonly key: Item;
  /** The facts it is made of; one, except for combinations. */
  readonly items: readonly Item[];
  readonly known: Knowledge;
  readonly whole: boolean;
}

/** The variable's choice is one of some. */
export interface ChoiceTest { readonly is: "ChoiceTest"; readonly number: number; readonly values: Choices }
/** The variable's number (times a factor) stands so to a limit. */
export interface NumberTest {
  readonly is: "NumberTest";
  readonly number: number;
  readonly operator: string;
  readonly limit: Rational;
  readonly factor: Rational;
}
/** The variable's day, shifted, stands so to a limit. */
export interface DayTest {
  readonly is: "DayTest";
  readonly number: number;
  readonly operator: string;
  readonly limit: Rational;
  readonly months: number;
  readonly days: number;
}
export type Test = ChoiceTest | NumberTest | DayTest;

/** A test of one open variable. */
export interface Literal { readonly is: "Literal"; readonly number: number; readonly variable: Variable; readonly test: Test }
/** A test of several open things at once that may come out either way. */
export interface Joint {
  readonly is: "Joint";
  readonly number: number;
  readonly items: readonly Item[];
  readonly identity: string;
}
/** An open reading, with what is left under each option. */
export interface ReadingChoiceLeft {
  readonly is: "ReadingChoiceLeft";
  readonly number: number;
  readonly reading: string;
  readonly options: readonly (readonly [string, Residual])[];
}
/**
 * That some unseen object meets a body; in a count, how many do (up to a cap beyond which it makes no difference).
 *
 * `source` is the id of the supposed object directly below the roster's parent: the ids of all facts of its own begin with it.
 */
export interface Hidden {
  readonly is: "Hidden";
  readonly number: number;
  readonly source: string;
  /** The roster (its parent and type) as an item. */
  readonly roster: Item;
  readonly body: Residual;
  /** What constraints say of the supposed object. */
  readonly always: Residual;
  readonly cap: number;
}
export interface Both { readonly is: "Both"; readonly number: number; readonly parts: readonly Residual[] }
export interface Either { readonly is: "Either"; readonly number: number; readonly parts: readonly Residual[] }
export interface Opposite { readonly is: "Opposite"; readonly number: number; readonly part: Residual }
/** The weights of the parts that hold (a Hidden part counts as often as it occurs) reach the threshold. */
export interface Threshold {
  readonly is: "Threshold";
  readonly number: number;
  readonly threshold: number;
  readonly parts: readonly Weighted[];
}
export type Weighted = readonly [Residual, number];

/** Equal residuals are the same object, so that they serve as keys of sets and maps. */
export type Residual =
  | boolean | Literal | Joint | ReadingChoiceLeft | Hidden | Both | Either | Opposite | Threshold;

const MANY = 100_000;
const made = new Map<string, { readonly number: number }>();
let last = 0;

function unique<T extends { readonly number: number }>(name: string, make: (number: number) => T): T {
  let found = made.get(name);
  if (!found) made.set(name, (found = make(++last)));
  return found as T;
}

/** Lets go of residuals made before, if they have become many. Only where none of them is still in use. */
export function forgetResiduals(): void {
  if (made.size > MANY) made.clear();
}

const nameOf = (residual: Residual): string => (typeof residual === "boolean" ? (residual ? "t" : "f") : `${residual.number}`);
const namesOf = (parts: readonly Residual[]): string => parts.map(nameOf).join(",");

export function variable(key: Item, items: readonly Item[], known: Knowledge, whole = false): Variable {
  const name = `V${key.number}:${items.map((item) => item.number).join(",")}:${whole}:${knowledgeKey(known)}`;
  return unique(name, (number) => ({ number, key, items, known, whole }));
}
export const choiceTest = (values: Choices): Test =>
  unique(`C${knowledgeKey(values)}`, (number) => ({ is: "ChoiceTest", number, values }));
export const numberTest = (operator: string, limit: Rational, factor: Rational = ONE): Test =>
  unique(`N${operator}${limit.key}*${factor.key}`, (number) => ({ is: "NumberTest", number, operator, limit, factor }));
export const dayTest = (operator: string, limit: Rational, months: number, days: number): DayTest =>
  unique(`D${operator}${limit.key}:${months}:${days}`, (number) => ({ is: "DayTest", number, operator, limit, months, days }));
export const literal = (variable: Variable, test: Test): Literal =>
  unique(`L${variable.number}:${test.number}`, (number) => ({ is: "Literal", number, variable, test }));
export const joint = (items: readonly Item[], identity: string): Joint =>
  unique(`J${items.map((item) => item.number).join(",")}:${identity}`, (number) => ({ is: "Joint", number, items, identity }));
export function readingChoiceLeft(reading: string, options: readonly (readonly [string, Residual])[]): ReadingChoiceLeft {
  const name = `R${reading}\0${options.map(([option, part]) => `${option}\0${nameOf(part)}`).join("\0")}`;
  return unique(name, (number) => ({ is: "ReadingChoiceLeft", number, reading, options }));
}
export function hidden(source: string, roster: Item, body: Residual, always: Residual = true, cap = 1): Hidden {
  const name = `H${roster.number}:${nameOf(body)}:${nameOf(always)}:${cap}:${source}`;
  return unique(name, (number) => ({ is: "Hidden", number, source, roster, body, always, cap }));
}

/** All parts, constants taken out. Later parts are not asked for once one is false. */
export function both(parts: Iterable<Residual>): Residual {
  const kept: Residual[] = [];
  for (const part of parts) {
    if (part === false) return false;
    if (part !== true) kept.push(part);
  }
  if (kept.length < 2) return kept[0] ?? true;
  return unique<Both>(`B${namesOf(kept)}`, (number) => ({ is: "Both", number, parts: kept }));
}

/** Some part, constants taken out. Later parts are not asked for once one is true. */
export function either(parts: Iterable<Residual>): Residual {
  const kept: Residual[] = [];
  for (const part of parts) {
    if (part === true) return true;
    if (part !== false) kept.push(part);
  }
  if (kept.length < 2) return kept[0] ?? false;
  return unique<Either>(`E${namesOf(kept)}`, (number) => ({ is: "Either", number, parts: kept }));
}

/** The opposite. */
export function opposite(part: Residual): Residual {
  if (typeof part === "boolean") return !part;
  if (part.is === "Opposite") return part.part;
  return unique<Opposite>(`O${part.number}`, (number) => ({ is: "Opposite", number, part }));
}

/** A count, constants taken out; a Hidden part alone can reach any number up to its cap. */
export function threshold(wanted: number, weighted: Iterable<Weighted>): Residual {
  const left: Weighted[] = [];
  let missing = wanted;
  for (const [part, weight] of weighted) {
    if (part === true) missing -= weight;
    else if (part !== false) left.push([part, weight]);
  }
  if (missing <= 0) return true;
  const isUnbounded = left.some(([part]) => isHidden(part));
  if (!isUnbounded && left.reduce((sum, [, weight]) => sum + weight, 0) < missing) return false;
  const name = `T${missing}:${left.map(([part, weight]) => `${nameOf(part)}*${weight}`).join(",")}`;
  return unique<Threshold>(name, (number) => ({ is: "Threshold", number, threshold: missing, parts: left }));
}

export const isHidden = (part: Residual): part is Hidden => typeof part !== "boolean" && part.is === "Hidden";

/** Every open thing in it, in order, with repetitions; of unseen objects, their roster. */
export function itemsOf(residual: Residual): Item[] {
  const found: Item[] = [];
  collectItems(residual, found);
  return found;
}

function collectItems(residual: Residual, found: Item[]): void {
  if (typeof residual === "boolean") return;
  switch (residual.is) {
    case "Literal":
      found.push(...residual.variable.items);
      break;
    case "Joint":
      found.push(...residual.items);
      break;
    case "ReadingChoiceLeft":
      found.push(itemOf("reading", residual.reading));
      for (const [, part] of residual.options) collectItems(part, found);
      break;
    case "Hidden": {
      const inside = [...itemsOf(residual.body), ...itemsOf(residual.always)];
      found.push(residual.roster, ...inside.filter((item) => !item.object.startsWith(residual.source)));
      break;
    }
    case "Opposite":
      collectItems(residual.part, found);
      break;
    case "Threshold":
      for (const [part] of residual.parts) collectItems(part, found);
      break;
    default:
      for (const part of residual.parts) collectItems(part, found);
  }
}

/** Whether a test is true of a cell that does not straddle it. */
export function holdsOfCell(test: Test, cell: Knowledge): boolean {
  if (test.is === "ChoiceTest") return !isInterval(cell) && isSubset(cell, test.values);
  const numbers = cell as Interval;
  const moved = test.is === "NumberTest" ? numbers.times(test.factor) : shiftedInterval(numbers, test);
  return compareInterval(moved, test.operator, test.limit) === true;
}
