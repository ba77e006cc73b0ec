/** What each fact is to the rules; as checklists/asking/bearing.py. */
import { children, conjunction, type Formula, type Operator, type Ref } from "../judge/expr/formula.ts";
import type { Level, Library, Rule } from "../judge/model/library.ts";
import { isInterval } from "../judge/values/knowledge.ts";

export type Role = "范围" | "情形" | "除外";
/** What a fact can be to a rule, the strongest first. */
const ROLES: readonly Role[] = ["范围", "情形", "除外"];
const LEVELS: readonly Level[] = ["重大", "要素", "一般"];
const FLIPPED: Readonly<Record<Operator, Operator>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!=" };

export type Direction = "<" | ">" | "=";
export interface Bearing {
  readonly role: Role;
  /** The gravest level of the rules that read it. */
  level: Level;
  /** By choice: in how many tests it leads to a hazard (of an exemption: excuses it), less those in which it does not. */
  readonly votes: Map<string, number>;
  /** For numbers and days: positive if such a test, true, leads to a hazard. */
  readonly directions: Map<Direction, number>;
}
/** By full name and box (empty for facts without boxes), see `bearingKey`. */
export type Bearings = ReadonlyMap<string, Bearing>;
export const bearingKey = (fact: string, key: string): string => `${fact}\0${key.split("∋")[1] ?? ""}`;

interface Tested {
  readonly ref: Ref;
  readonly choices: readonly string[];
  readonly direction: Direction | null;
  readonly leads: boolean;
}

/** The bearing of every fact that some rule reads. */
export function bearingsOf(library: Library): Bearings {
  const found = new Map<string, Bearing>();
  for (const rule of library.rules) {
    for (const [role, formula] of partsOf(rule)) for (const test of tests(formula, true)) note(found, rule, role, test);
  }
  for (const [name, alternatives] of library.alternatives) {
    const defined = [...found].find(([key]) => key.split("\0")[0] === name)?.[1];
    if (!defined) continue;
    for (const [, when] of alternatives) {
      for (const { ref } of tests(when, true)) {
        const place = bearingKey(ref.fact, ref.key);
        if (!found.has(place)) found.set(place, bearing(defined.role, defined.level));
      }
    }
  }
  return found;
}

const bearing = (role: Role, level: Level): Bearing => ({ role, level, votes: new Map(), directions: new Map() });

/** Which way a comparison points. */
export const directionOf = (operator: string): Direction =>
  operator === "=" || operator === "!=" ? "=" : (operator[0] as Direction);

/** What decides whether a rule applies at all. */
export const gatesOf = (rule: Rule): Formula => conjunction([rule.inScope, rule.applies]);

/** The choices that lead to a hazard (of an exemption: that excuse it). */
export const towards = (of: Bearing): ReadonlySet<string> =>
  new Set([...of.votes].filter(([, votes]) => votes > 0).map(([choice]) => choice));

function* partsOf(rule: Rule): Generator<readonly [Role, Formula]> {
  yield ["范围", gatesOf(rule)];
  for (const situation of rule.situations) {
    yield ["情形", situation.when];
    for (const exemption of situation.exemptions) yield ["除外", exemption.when];
  }
  for (const exemption of rule.exemptions) yield ["除外", exemption.when];
}

function note(found: Map<string, Bearing>, rule: Rule, role: Role, { ref, choices, direction, leads }: Tested): void {
  const place = bearingKey(ref.fact, ref.key);
  let of = found.get(place);
  if (!of) found.set(place, (of = bearing(role, rule.level)));
  if (ROLES.indexOf(role) < ROLES.indexOf(of.role)) found.set(place, (of = bearing(role, of.level)));
  if (LEVELS.indexOf(rule.level) < LEVELS.indexOf(of.level)) of.level = rule.level;
  if (role !== of.role) return;
  const vote = leads ? 1 : -1;
  if (direction !== null) of.directions.set(direction, (of.directions.get(direction) ?? 0) + vote);
  else for (const choice of choices) of.votes.set(choice, (of.votes.get(choice) ?? 0) + vote);
}

/** Every test: of which fact, of which choices or in which direction, and whether its truth makes the formula true. */
function* tests(formula: Formula, leads: boolean): Generator<Tested> {
  switch (formula.is) {
    case "In": {
      const { ref, values } = formula;
      yield { ref, choices: [...values], direction: null, leads };
      if (!isInterval(ref.domain)) {
        yield { ref, choices: [...ref.domain].filter((choice) => !values.has(choice)), direction: null, leads: !leads };
      }
      return;
    }
    case "Compare":
      for (const [ref, factor] of formula.terms) {
        const operator = factor.sign > 0 ? formula.operator : FLIPPED[formula.operator];
        yield { ref, choices: [], direction: directionOf(operator), leads };
      }
      return;
    case "CompareDates":
      for (const [term, operator] of [[formula.left, formula.operator], [formula.right, FLIPPED[formula.operator]]] as const) {
        if (term.ref) yield { ref: term.ref, choices: [], direction: directionOf(operator), leads };
      }
      return;
    case "Not":
      yield* tests(formula.part, !leads);
      return;
    case "Derived":
      yield* tests(formula.atom, leads);
      yield* tests(formula.expansion, leads);
      return;
    case "Count":
      yield* tests(formula.body, leads === (directionOf(formula.operator) !== "<"));
      return;
    case "Sum":
      yield* tests(formula.guard, leads);
      yield { ref: formula.ref, choices: [], direction: directionOf(formula.operator), leads };
      return;
    default:
      for (const part of children(formula)) yield* tests(part, leads);
  }
}
