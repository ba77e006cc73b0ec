/** What 见什么记什么 looks words up in: names, synonyms, options, titles and the texts of questions, with pinyin initials. */
import { type Card, type Initials, termsOf } from "../data.ts";
import { fullName, type Library } from "../judge/model/library.ts";
import type { IndexRule, IndexWord, SearchIndex } from "../visit/searching.ts";

const MOST_READINGS = 8;
const LONGEST_WITH_INITIALS = 16;

/** The index of a library; made once, when the screen is first opened. */
export function seeingIndex(library: Library, cards: readonly Card[], initials: Initials): SearchIndex {
  const words: IndexWord[] = termsOf(library, cards).map(({ word, kind, rules, facts }) => ({
    word,
    initials: initialsOf(word, initials),
    facts: [...facts],
    rules: kind === "对象" ? [] : kind === "条款" ? [...rules].map((rule) => rule.id) : [],
    types: kind === "对象" ? [word] : [],
  }));
  const byRule = new Map<string, IndexRule["questions"][number][]>();
  for (const { objectType, questions } of cards) {
    for (const { fact, key, rules } of questions) {
      for (const text of [fact.question, ...fact.help.filter((line) => line.kind === "算").map((line) => line.text)]) {
        words.push({ word: text, initials: [], facts: [fullName(fact)], rules: [], types: [] });
      }
      for (const rule of rules) {
        const list = byRule.get(rule.id) ?? [];
        byRule.set(rule.id, list);
        list.push({ type: objectType.name, key, fact: fullName(fact) });
      }
    }
  }
  const rules = library.rules.filter((rule) => rule.level !== "要素" && byRule.has(rule.id)).map((rule) => ({
    id: rule.id, title: rule.title, objectType: rule.objectType, questions: byRule.get(rule.id) ?? [],
  }));
  return { words, rules };
}

/** `js` of 积水; several where a character has several readings. Of long texts none. */
function initialsOf(word: string, initials: Initials): readonly string[] {
  const characters = [...word];
  if (characters.length > LONGEST_WITH_INITIALS) return [];
  let found = [""];
  for (const character of characters) {
    const letters = initials[character] ?? character.toLowerCase();
    const readings = initials[character] ? [...letters] : [letters];
    found = found.flatMap((start) => readings.map((reading) => start + reading)).slice(0, MOST_READINGS);
  }
  return found;
}
