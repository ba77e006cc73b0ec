/** The data that stands in the page (checklists/page/data.py): each part in an element of its own, read when it is first wanted. */
import { unpack, type Packed } from "./judge/model/unpack.ts";
import type { Fact, Library, ObjectType, Rule } from "./judge/model/library.ts";
import type { Person, VisitDocument, VisitKind } from "./judge/model/visit.ts";

export interface AboutStandard {
  readonly id: string;
  readonly family: string;
  readonly title: string;
  readonly shortTitle: string;
  readonly number: string;
}
/** Parts of a visit that are known beforehand, under the keys of a visit file. */
export interface Preset {
  readonly 检查?: { readonly 编号?: string; readonly 类型?: VisitKind; readonly 日期?: readonly string[]; readonly 人员?: readonly Person[] };
  readonly 企业?: { readonly 名称?: string };
  readonly 范围?: { readonly 标准?: readonly string[]; readonly 条款?: readonly string[] };
  /** The earlier visit, whose findings are re-checked and whose answers are offered. */
  readonly 上次?: VisitDocument;
}
export interface About {
  readonly format: number;
  readonly engine: string;
  /** Digest of the whole library, as `panding judge` prints it. */
  readonly library: string;
  /** The digest's first digits in groups, to be compared by eye. */
  readonly code: string;
  readonly madeOn: string | null;
  readonly reviewBy: string | null;
  readonly standards: readonly AboutStandard[];
  readonly preset: Preset;
}

export const METHODS = ["看", "问", "文件", "测"] as const;
export type Method = (typeof METHODS)[number];
/** As in checklists/asking/questionnaire.py. */
export interface Question {
  readonly code: string;
  readonly fact: Fact;
  /** Key of the answer; of a fact asked clause by clause with `@standard/ref`. */
  readonly key: string;
  readonly rules: readonly Rule[];
  readonly decidesScope: boolean;
  readonly method: Method;
}
export interface Card {
  readonly letters: string;
  readonly objectType: ObjectType;
  readonly questions: readonly Question[];
}
type PackedQuestion = readonly [number, string | 0, readonly number[], 0 | 1, number];
export type PackedCard = readonly [string, string, readonly PackedQuestion[]];

/** Reads one part; of elements that are not there (tests, tools) nothing. */
export function readPart<T>(name: string): T | null {
  const text = globalThis.document?.getElementById(`panding-${name}`)?.textContent;
  return text ? (JSON.parse(text) as T) : null;
}

export const readLibrary = (packed: Packed): Library => unpack<Library>(packed);

/** The cards of questions; facts and rules by their places in the library. */
export function readCards(packed: readonly PackedCard[], library: Library): readonly Card[] {
  const facts = [...library.facts.values()];
  return packed.map(([letters, type, questions]) => ({
    letters,
    objectType: library.types.get(type) as ObjectType,
    questions: questions.map(([number, key, rules, decides, way], n) => {
      const fact = facts[number] as Fact;
      return {
        code: `${letters}${n + 1}`,
        fact,
        key: key === 0 ? fact.name : key,
        rules: rules.map((rule) => library.rules[rule] as Rule),
        decidesScope: decides === 1,
        method: METHODS[way] as Method,
      };
    }),
  }));
}

/** First letters of each Chinese character's readings. */
export type Initials = Readonly<Record<string, string>>;
