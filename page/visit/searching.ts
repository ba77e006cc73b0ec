/** 见什么记什么: a word, its pinyin initials or an area leads to candidate rules and just their questions. */

import { clean } from "./cleaning.ts";

/** One word that people may type, and what it leads to. */
export interface IndexWord {
  readonly word: string;
  /** Pinyin initials: `js` of 积水; several where a character has several readings. */
  readonly initials: readonly string[];
  /** Full names of facts (`熔融区域.积水`). */
  readonly facts: readonly string[];
  readonly rules: readonly string[];
  readonly types: readonly string[];
}
/** A rule with the keys of its questions by kind of object. */
export interface IndexRule {
  readonly id: string;
  readonly title: string;
  readonly objectType: string;
  readonly questions: readonly { readonly type: string; readonly key: string; readonly fact: string }[];
}
export interface SearchIndex {
  readonly words: readonly IndexWord[];
  readonly rules: readonly IndexRule[];
}
export interface Candidate {
  readonly rule: string;
  readonly title: string;
  readonly objectType: string;
  readonly score: number;
  /** The words that led to it, best first. */
  readonly words: readonly string[];
  /** Its questions that these words name, or all of them. */
  readonly questions: IndexRule["questions"];
}
export interface Where {
  /** Only rules judged on these types (of the objects of an area, or of one object). */
  readonly types?: ReadonlySet<string>;
  /** Only these rules (the scope). */
  readonly rules?: ReadonlySet<string>;
}

/** What is typed may be several words with blanks between; each must lead somewhere for a rule to be a candidate. */
const MOST = 30;

/** Candidates, best first; an empty text with `types` gives all of these. */
export function search(index: SearchIndex, typed: string, where: Where = {}, most = MOST): readonly Candidate[] {
  const wanted = clean(typed).normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
  if (!wanted.length && !where.types) return [];
  const hits = wanted.map((word) => hitsOf(index, word));
  const candidates = index.rules.flatMap((rule) => {
    if (where.rules && !where.rules.has(rule.id)) return [];
    if (where.types && !isOfTypes(rule, where.types)) return [];
    const found = candidateOf(rule, hits);
    return found ? [found] : [];
  });
  candidates.sort((a, b) => b.score - a.score || (a.rule < b.rule ? -1 : 1));
  return candidates.slice(0, most);
}

const isOfTypes = (rule: IndexRule, types: ReadonlySet<string>): boolean =>
  types.has(rule.objectType) || rule.questions.some((question) => types.has(question.type));

interface Hit {
  readonly entry: IndexWord;
  readonly score: number;
}

/** Words of the index that what was typed may mean: itself, its beginning, a part of it; by letters, its initials. */
function hitsOf(index: SearchIndex, typed: string): readonly Hit[] {
  const isLetters = /^[a-z]+$/.test(typed);
  return index.words.flatMap((entry) => {
    const word = entry.word.normalize("NFKC").toLowerCase();
    const byLetters = isLetters ? entry.initials.map((one) => initialsLikeness(one, typed)) : [];
    const score = Math.max(likeness(word, typed), ...byLetters);
    return score > 0 ? [{ entry, score }] : [];
  });
}

function likeness(word: string, typed: string): number {
  if (word === typed) return 100;
  if (word.startsWith(typed)) return 70;
  if (word.includes(typed)) return 50;
  // 电焊作业 typed, 电焊 known.
  return typed.length > word.length && word.length > 1 && typed.includes(word) ? 40 : 0;
}

/** One letter says too little, two say too little to look inside words. */
function initialsLikeness(initials: string, typed: string): number {
  if (typed.length < 2) return 0;
  if (initials === typed) return 80;
  if (initials.startsWith(typed)) return 45;
  return typed.length > 2 && initials.includes(typed) ? 25 : 0;
}

/** How strongly words point to a rule: to itself, to a fact it asks, to its kind of object. */
const TO_RULE = 1;
const TO_FACT = 0.9;
const TO_TYPE = 0.4;

function candidateOf(rule: IndexRule, hits: readonly (readonly Hit[])[]): Candidate | undefined {
  const words = new Map<string, number>();
  const named = new Set<string>();
  let score = 0;
  for (const alternatives of hits) {
    let best = 0;
    for (const { entry, score: strength } of alternatives) {
      const facts = rule.questions.filter((question) => entry.facts.includes(question.fact));
      const weight = entry.rules.includes(rule.id) ? TO_RULE : facts.length ? TO_FACT : entry.types.includes(rule.objectType) ? TO_TYPE : 0;
      if (!weight) continue;
      for (const question of facts) named.add(question.fact);
      words.set(entry.word, Math.max(words.get(entry.word) ?? 0, strength * weight));
      best = Math.max(best, strength * weight);
    }
    if (!best) return undefined;
    score += best;
  }
  const questions = named.size ? rule.questions.filter((question) => named.has(question.fact)) : rule.questions;
  const ordered = [...words].sort((a, b) => b[1] - a[1]).map(([word]) => word);
  return { rule: rule.id, title: rule.title, objectType: rule.objectType, score, words: ordered, questions };
}
