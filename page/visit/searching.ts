/** 见什么记什么: a word, its pinyin initials or an area leads to candidate rules and just their questions. */

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

/** Candidates, best first; an empty text with `types` gives all of these. */
export declare function search(index: SearchIndex, typed: string, where?: Where, most?: number): readonly Candidate[];
