/** What a condition means once names, types and units are resolved: the same form as judge/expr/formula.py. */
import type { Knowledge } from "../values/knowledge.ts";
import type { Rational } from "../values/number.ts";

export const UP = "up";
export const OTHER = "other";
export const RULE_OBJECT = "rule";

export type Operator = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** A fact as seen from an object: the walk to its carrier and the key of its answer there. */
export interface Ref {
  readonly is: "Ref";
  readonly steps: readonly string[];
  readonly key: string;
  readonly fact: string;
  readonly domain: Knowledge;
  readonly whole: boolean;
  readonly calculator: string | null;
}

export interface Const { readonly is: "Const"; readonly value: boolean }
export interface In { readonly is: "In"; readonly ref: Ref; readonly values: ReadonlySet<string> }
export interface Compare {
  readonly is: "Compare";
  readonly terms: readonly (readonly [Ref, Rational])[];
  readonly operator: Operator;
  readonly limit: Rational;
}
export interface DateTerm {
  readonly is: "DateTerm";
  readonly ref: Ref | null;
  readonly day: number | null;
  readonly special: string | null;
  readonly steps: readonly string[];
  readonly months: number;
  readonly days: number;
}
export interface CompareDates {
  readonly is: "CompareDates";
  readonly left: DateTerm;
  readonly operator: Operator;
  readonly right: DateTerm;
}
export interface Derived { readonly is: "Derived"; readonly atom: In | Compare; readonly expansion: Formula }
export interface At {
  readonly is: "At";
  readonly steps: readonly string[];
  readonly part: Formula;
  readonly rebase: boolean;
}
export interface All { readonly is: "All"; readonly parts: readonly Formula[] }
export interface AnyOf { readonly is: "AnyOf"; readonly parts: readonly Formula[] }
export interface Not { readonly is: "Not"; readonly part: Formula }
export interface AtLeast { readonly is: "AtLeast"; readonly threshold: number; readonly parts: readonly Formula[] }
export interface Range {
  readonly is: "Range";
  readonly steps: readonly string[];
  readonly anchorType: string;
  readonly objectType: string;
}
export interface Exists { readonly is: "Exists"; readonly range: Range; readonly body: Formula }
export interface Every { readonly is: "Every"; readonly range: Range; readonly guard: Formula; readonly body: Formula }
export interface Count {
  readonly is: "Count";
  readonly range: Range;
  readonly body: Formula;
  readonly operator: Operator;
  readonly limit: number;
}
export interface Sum {
  readonly is: "Sum";
  readonly range: Range;
  readonly guard: Formula;
  readonly ref: Ref;
  readonly operator: Operator;
  readonly limit: Rational;
}
export interface Element {
  readonly is: "Element";
  readonly clause: string;
  readonly own: Formula;
  readonly shared: readonly (readonly [string, Formula])[];
}
export interface Elements { readonly is: "Elements"; readonly threshold: number; readonly elements: readonly Element[] }
export interface ByReading {
  readonly is: "ByReading";
  readonly reading: string;
  readonly options: readonly (readonly [string, Formula])[];
}

export type Atom = In | Compare | CompareDates;
export type Formula =
  | Const | In | Compare | CompareDates | Derived | At | All | AnyOf | Not | AtLeast
  | Exists | Every | Count | Sum | Elements | ByReading;

export const TRUE: Const = { is: "Const", value: true };
export const FALSE: Const = { is: "Const", value: false };

/** The elements so that each stands after those whose count its shared causes look at. */
export function countingOrder(elements: readonly Element[]): Element[] {
  const ordered: Element[] = [];
  let pending = [...elements];
  while (pending.length) {
    const waiting = new Set(pending.map((element) => element.clause));
    const free = pending.filter((e) => !e.shared.some(([clause]) => clause !== e.clause && waiting.has(clause)));
    ordered.push(...(free.length ? free : pending));
    pending = pending.filter((e) => !ordered.includes(e));
  }
  return ordered;
}

/** The formulas directly inside one. */
export function children(formula: Formula): readonly Formula[] {
  switch (formula.is) {
    case "All":
    case "AnyOf":
    case "AtLeast":
      return formula.parts;
    case "Not":
    case "At":
      return [formula.part];
    case "Exists":
    case "Count":
      return [formula.body];
    case "Every":
      return [formula.guard, formula.body];
    case "Sum":
      return [formula.guard];
    case "Elements":
      return formula.elements.flatMap((e) => [e.own, ...e.shared.map(([, shared]) => shared)]);
    case "ByReading":
      return formula.options.map(([, option]) => option);
    case "Derived":
      return [formula.expansion];
    default:
      return [];
  }
}

/** The formula and all inside it, outside first. */
export function* walk(formula: Formula): Generator<Formula> {
  const pending: Formula[] = [formula];
  let current: Formula | undefined;
  while ((current = pending.pop())) {
    yield current;
    pending.push(...[...children(current)].reverse());
  }
}

/** Every reference to a fact in it, in order of writing, with repetitions. */
export function* refsOf(formula: Formula): Generator<Ref> {
  for (const part of walk(formula)) {
    switch (part.is) {
      case "In":
        yield part.ref;
        break;
      case "Compare":
        for (const [ref] of part.terms) yield ref;
        break;
      case "CompareDates":
        for (const term of [part.left, part.right]) if (term.ref) yield term.ref;
        break;
      case "Derived":
        yield* refsOf(part.atom);
        break;
      case "Sum":
        yield part.ref;
        break;
      default:
    }
  }
}

const isConst = (formula: Formula, value: boolean): boolean => formula.is === "Const" && formula.value === value;

/** All of the parts, without superfluous nesting. */
export function conjunction(parts: readonly Formula[]): Formula {
  const flat = parts.flatMap((part) => (part.is === "All" ? part.parts : [part])).filter((p) => !isConst(p, true));
  if (flat.some((p) => isConst(p, false))) return FALSE;
  const [first] = flat;
  if (!first) return TRUE;
  return flat.length === 1 ? first : { is: "All", parts: flat };
}

/** Any of the parts, without superfluous nesting. */
export function disjunction(parts: readonly Formula[]): Formula {
  const flat = parts.flatMap((part) => (part.is === "AnyOf" ? part.parts : [part])).filter((p) => !isConst(p, false));
  if (flat.some((p) => isConst(p, true))) return TRUE;
  const [first] = flat;
  if (!first) return FALSE;
  return flat.length === 1 ? first : { is: "AnyOf", parts: flat };
}

/** The opposite, without double negation. */
export function negation(part: Formula): Formula {
  if (part.is === "Not") return part.part;
  if (part.is === "Const") return { is: "Const", value: !part.value };
  return { is: "Not", part };
}
