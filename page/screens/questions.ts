/** The questions and kinds of objects that the rules in scope speak of, out of all that the page carries. */
import type { Card, Question } from "../data.ts";
import { children, type Formula } from "../judge/expr/formula.ts";
import type { Library, ObjectType, Rule } from "../judge/model/library.ts";

/** By type: its questions, in the order in which one card asks them. */
export type Questionnaire = ReadonlyMap<string, readonly Question[]>;

/** Only the questions that some of the rules read. */
export function questionsOf(cards: readonly Card[], rules: ReadonlySet<string>): Questionnaire {
  const found = new Map<string, readonly Question[]>();
  for (const { objectType, questions } of cards) {
    const asked = questions.filter((question) => question.rules.some((rule) => rules.has(rule.id)));
    if (asked.length) found.set(objectType.name, asked);
  }
  return found;
}

/** The types that a choice of rules speaks of: those judged, and all whose objects their conditions look at. */
export function typesOf(library: Library, rules: Iterable<Rule>, questionnaire: Questionnaire): ReadonlySet<string> {
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
  for (const type of questionnaire.keys()) take(type);
  return found;
}

/** The types directly below one, in the library's order. */
export const childTypes = (library: Library, parent: string): readonly ObjectType[] =>
  [...library.types.values()].filter((type) => type.chain[1] === parent);
