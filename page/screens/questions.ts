/** All questions that a choice of rules can ask of a kind of object, in the order in which one card asks them. */
import { children, type Formula, refsOf } from "../judge/expr/formula.ts";
import { ANY_TYPE, baseName, factOf, type Fact, type Library, type ObjectType, type Rule } from "../judge/model/library.ts";

export const METHODS = ["看", "问", "文件", "测"] as const;
export type Method = (typeof METHODS)[number];

/** One fact as asked of the objects of a kind. */
export interface Question {
  readonly fact: Fact;
  /** Key of the answer: the fact's name, or `名称@标准/条款`. */
  readonly key: string;
  readonly rules: ReadonlySet<string>;
  /** Whether it decides if rules apply at all. */
  readonly decidesScope: boolean;
  readonly method: Method;
}
export type Questionnaire = ReadonlyMap<string, readonly Question[]>;

/** The quickest way to find a fact out; 问 where its help names none. */
export function methodOf(fact: Fact): Method {
  const named = new Set(fact.help.map((line) => line.kind));
  return METHODS.find((method) => named.has(`查法（${method}）`)) ?? "问";
}

interface Use { fact: Fact; key: string; rules: Set<string>; decides: boolean }

/** By type: its questions; what decides the scope first, then what is found out most quickly, then as the vocabulary has them. */
export function questionnaire(library: Library, rules: Iterable<Rule>): Questionnaire {
  const uses = new Map<string, Map<string, Use>>();
  const note = (type: string, key: string, rule: Rule, decides: boolean): void => {
    const fact = factOf(library, type, baseName(key));
    if (!fact) return;
    const ofType = uses.get(type) ?? new Map<string, Use>();
    uses.set(type, ofType);
    const use = ofType.get(key) ?? { fact, key, rules: new Set<string>(), decides: false };
    ofType.set(key, use);
    use.rules.add(rule.id);
    use.decides ||= decides;
  };
  for (const rule of rules) for (const [type, key, decides] of placesOf(library, rule)) note(type, key, rule, decides);
  const order = new Map([...library.facts.keys()].map((name, number) => [name, number]));
  const place = (use: Use): number => order.get(`${use.fact.objectType}.${use.fact.name}`) ?? 0;
  const ordered = (ofType: Map<string, Use>): Question[] =>
    [...ofType.values()]
      .map((use) => ({ use, method: METHODS.indexOf(methodOf(use.fact)) }))
      .sort((a, b) =>
        Number(b.use.decides) - Number(a.use.decides) || a.method - b.method || place(a.use) - place(b.use)
        || (a.use.key < b.use.key ? -1 : 1))
      .map(({ use, method }) => ({ fact: use.fact, key: use.key, rules: use.rules, decidesScope: use.decides, method: METHODS[method] as Method }));
  return new Map([...uses].map(([type, ofType]) => [type, ordered(ofType)]));
}

type Place = readonly [type: string, key: string, decides: boolean];

function* placesOf(library: Library, rule: Rule): Generator<Place> {
  const gates = [rule.inScope, rule.applies];
  const whens = rule.situations.flatMap((situation) => [situation.when, ...situation.exemptions.map((each) => each.when)]);
  for (const formula of gates) yield* placesIn(library, rule, formula, true);
  for (const formula of [...whens, ...rule.exemptions.map((each) => each.when)]) yield* placesIn(library, rule, formula, false);
}

function* placesIn(library: Library, rule: Rule, formula: Formula, decides: boolean): Generator<Place> {
  for (const ref of refsOf(formula)) {
    const fact = library.facts.get(ref.fact);
    if (!fact) continue;
    const type = fact.objectType === ANY_TYPE ? rule.objectType : fact.objectType;
    yield [type, ref.key.split("∋")[0] ?? ref.key, decides];
    if (fact.calculator !== null) for (const input of inputsOf(library, fact)) yield [input.objectType, input.name, false];
  }
}

/** What a calculated fact may be worked out from: the facts of what lies below its object, and its own. */
function inputsOf(library: Library, fact: Fact): Fact[] {
  const calculated = new Set([...library.facts.values()].filter((each) => each.calculator !== null).map((each) => each.objectType));
  return [...library.facts.values()].filter((other) => {
    const chain = other.objectType === ANY_TYPE ? [] : (library.types.get(other.objectType)?.chain ?? []);
    return chain.includes(fact.objectType) && calculated.has(other.objectType);
  });
}

/** The types that a choice of rules speaks of: those judged, and all whose objects their conditions look at. */
export function typesOf(library: Library, rules: Iterable<Rule>): ReadonlySet<string> {
  const found = new Set<string>();
  const take = (type: string): void => {
    for (const name of library.types.get(type)?.chain ?? []) found.add(name);
    const other = library.types.get(type)?.otherEnd;
    if (other) found.add(other);
  };
  const look = (formula: Formula): void => {
    if ("range" in formula) take(formula.range.objectType);
    children(formula).forEach(look);
  };
  for (const rule of rules) {
    take(rule.objectType);
    for (const formula of [rule.applies, ...rule.situations.map((each) => each.when)]) look(formula);
  }
  return found;
}

/** The types directly below one, those that the rules speak of first. */
export function childTypes(library: Library, parent: string, spoken: ReadonlySet<string>): readonly ObjectType[] {
  const found = [...library.types.values()].filter((type) => type.chain[1] === parent);
  return found.sort((a, b) => Number(spoken.has(b.name)) - Number(spoken.has(a.name)));
}
