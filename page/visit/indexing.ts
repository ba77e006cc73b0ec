/** The words of a library that lead to its rules, for `search`. */
import type { Library, Rule } from "../judge/model/library.ts";
import type { IndexRule, IndexWord, SearchIndex } from "./searching.ts";

/** The first letters of the readings of Chinese characters: `{积: "j", 重: "ctz"}`. */
export type Initials = Readonly<Record<string, string>>;
/** The questions of a rule: kind of object, key of the answer, full name of the fact. */
export type QuestionsOf = (rule: Rule) => IndexRule["questions"];

/** Made once for a page: a library, what each of its rules asks, and how characters are read. */
export function searchIndex(library: Library, questionsOf: QuestionsOf, initials: Initials): SearchIndex {
  const words = new Map<string, { facts: Set<string>; rules: Set<string>; types: Set<string> }>();
  const leads = (word: string, to: "facts" | "rules" | "types", name: string): void => {
    if (word.length < 2) return;
    const found = words.get(word) ?? { facts: new Set(), rules: new Set(), types: new Set() };
    words.set(word, found);
    found[to].add(name);
  };
  for (const [name, fact] of library.facts) {
    for (const word of [fact.name, ...fact.synonyms, ...fact.formerNames]) leads(word, "facts", name);
    if (fact.kind === "单选" || fact.kind === "多选") for (const option of fact.options) leads(option, "facts", name);
  }
  for (const type of library.types.values()) leads(type.name, "types", type.name);
  for (const rule of library.rules) {
    leads(rule.title, "rules", rule.id);
    for (const situation of rule.situations) leads(situation.name, "rules", rule.id);
  }
  const readings = new Map(Object.entries(initials));
  return {
    words: [...words].map(([word, { facts, rules, types }]): IndexWord => ({
      word,
      initials: [...word].map((letter) => readings.get(letter) ?? letter.toLowerCase()),
      facts: [...facts],
      rules: [...rules],
      types: [...types],
    })),
    rules: library.rules.map((rule) => ({
      id: rule.id, title: rule.title, objectType: rule.objectType, questions: questionsOf(rule),
    })),
  };
}
