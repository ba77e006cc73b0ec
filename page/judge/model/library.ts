/** The resolved library as the page carries it: the same records as judge/resolve/resolved.py. */
import type { Formula } from "../expr/formula.ts";
import type { Knowledge } from "../values/knowledge.ts";
import type { Rational } from "../values/number.ts";

export const ROOT_TYPE = "企业";
export const ROOT_ID = "企业";
export const ANY_TYPE = "任意";
export const FAILED = "有但失效";
export const EDITORIAL = "编者建议";
export const LAW = "法律";

export interface ObjectType {
  readonly is: "ObjectType";
  readonly name: string;
  /** Itself first, 企业 last. */
  readonly chain: readonly string[];
  readonly nature: "实物" | "任职" | "事件" | "关系";
  readonly otherEnd: string | null;
  readonly meaning: string;
  readonly rosterQuestion: string;
}
export interface HelpLine { readonly is: "HelpLine"; readonly kind: string; readonly text: string; readonly origin: string }
export interface Fact {
  readonly is: "Fact";
  readonly name: string;
  readonly objectType: string;
  readonly kind: "是否" | "设施" | "数值" | "单选" | "多选" | "日期" | "文本";
  readonly options: readonly string[];
  readonly unit: string;
  readonly domain: Knowledge;
  readonly whole: boolean;
  readonly perClause: boolean;
  readonly question: string;
  readonly help: readonly HelpLine[];
  readonly evidence: readonly string[];
  readonly speciality: string | null;
  readonly holds: string;
  readonly changeable: boolean;
  readonly formerNames: readonly string[];
  readonly synonyms: readonly string[];
  readonly calculator: string | null;
  readonly derived: boolean;
  readonly lookedUpIn: string | null;
}
export interface Drawing {
  readonly is: "Drawing";
  readonly file: string;
  readonly name: string;
  readonly note: string;
  readonly facts: readonly string[];
  readonly objectTypes: readonly string[];
  readonly svg: string;
}
export interface Constraint {
  readonly is: "Constraint";
  readonly name: string;
  readonly objectType: string;
  readonly formula: Formula;
}
export interface Reading {
  readonly is: "Reading";
  readonly id: string;
  readonly name: string;
  readonly question: string;
  readonly options: readonly (readonly [string, string])[];
  readonly recommended: string | null;
  readonly origin: string | null;
}
export interface Ruling {
  readonly is: "Ruling";
  readonly reading: string;
  readonly option: string;
  readonly number: string;
  readonly date: string;
  readonly by: string;
}
export interface Exemption {
  readonly is: "Exemption";
  readonly name: string;
  readonly when: Formula;
  readonly clause: string | null;
}
export interface Situation {
  readonly is: "Situation";
  readonly name: string;
  readonly when: Formula;
  readonly exemptions: readonly Exemption[];
  readonly sameCauseAs: string | null;
  readonly rectification: string | null;
}
export type Level = "重大" | "一般" | "要素";
export type Confidence = "官方原文" | "两个来源" | "一个来源" | "凭记忆";
export interface Rule {
  readonly is: "Rule";
  readonly id: string;
  readonly standard: string;
  readonly clause: string;
  readonly title: string;
  readonly objectType: string;
  readonly inScope: Formula;
  readonly applies: Formula;
  readonly situations: readonly Situation[];
  readonly exemptions: readonly Exemption[];
  readonly level: Level;
  readonly failureClause: string | null;
  readonly rectification: string;
  readonly note: string | null;
  readonly confidence: Confidence;
  readonly verifiedOn: string;
  readonly textComplete: boolean;
  readonly textMissing: string | null;
  readonly readings: readonly Reading[];
  readonly digest: string;
  readonly source: string;
  readonly replaces: string | null;
}
export interface Clause {
  readonly is: "Clause";
  readonly ref: string;
  readonly address: string;
  readonly topic: string | null;
  readonly counted: boolean;
  readonly notEncoded: string | null;
}
export interface Panel { readonly is: "Panel"; readonly who: string; readonly clause: string; readonly atLeast: number | null }
export interface Succession {
  readonly is: "Succession";
  readonly clause: string;
  readonly became: readonly string[];
  readonly change: string;
}
export interface Deferral { readonly is: "Deferral"; readonly topic: string; readonly note: string | null }
export interface Handling {
  readonly is: "Handling";
  readonly clauses: readonly string[];
  readonly byFailure: boolean;
  readonly violated: string | null;
  readonly handledUnder: string | null;
  readonly confidence: Confidence;
  readonly text: string | null;
  readonly note: string | null;
}
export interface Standard {
  readonly is: "Standard";
  readonly id: string;
  readonly title: string;
  readonly shortTitle: string;
  readonly number: string;
  readonly issuer: string;
  readonly kind: string;
  readonly family: string;
  readonly issued: string | null;
  /** Ordinals of days, as in Python's `date.toordinal`. */
  readonly inForceFrom: number;
  readonly repealedFrom: number | null;
  readonly repealUnproven: string | null;
  readonly scopeText: string;
  readonly defers: readonly Deferral[];
  readonly officialCount: number;
  readonly clauses: readonly Clause[];
  readonly generalClauses: readonly string[];
  readonly failureDefault: string | null;
  readonly panel: Panel | null;
  readonly readings: readonly Reading[];
  readonly succession: readonly Succession[];
  readonly sources: readonly string[];
  readonly handling: readonly Handling[];
}
export interface Chemical {
  readonly is: "Chemical";
  readonly name: string;
  readonly threshold: Rational | null;
  readonly beta: Rational | null;
  readonly cas: readonly string[];
  readonly suggested: readonly string[];
  readonly isRestricted: boolean;
  readonly note: string;
}
export interface HazardClass {
  readonly is: "HazardClass";
  readonly symbol: string;
  readonly meaning: string;
  readonly threshold: Rational;
  readonly beta: Rational;
}
export interface Entry {
  readonly is: "Entry";
  readonly name: string;
  readonly group: string;
  readonly words: readonly string[];
  readonly note: string;
  readonly confidence: string;
}
export interface NamedList {
  readonly is: "NamedList";
  readonly id: string;
  readonly title: string;
  readonly documents: readonly string[];
  readonly note: string;
  readonly entries: readonly Entry[];
}
/** See judge/resolve/chemicals.py for the exact meaning of each part. */
export interface Tables {
  readonly is: "Tables";
  readonly chemicals: ReadonlyMap<string, Chemical>;
  readonly classes: ReadonlyMap<string, HazardClass>;
  readonly alphas: readonly (readonly [Rational, Rational])[];
  readonly lists: ReadonlyMap<string, NamedList>;
  readonly index: ReadonlyMap<string, readonly string[]>;
  readonly words: readonly string[];
}
export interface Library {
  readonly is: "Library";
  readonly types: ReadonlyMap<string, ObjectType>;
  /** By full name. */
  readonly facts: ReadonlyMap<string, Fact>;
  readonly constraints: readonly Constraint[];
  readonly standards: ReadonlyMap<string, Standard>;
  /** In canonical order: standard id, clause order, rule id. */
  readonly rules: readonly Rule[];
  readonly rulings: ReadonlyMap<string, Ruling>;
  readonly alternatives: ReadonlyMap<string, readonly (readonly [Knowledge, Formula])[]>;
  readonly digest: string;
  /** Former names and synonyms: word → full names. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  readonly drawings: readonly Drawing[];
  readonly tables: Tables;
}

/** The fact of a name on a type or the nearest ancestor type that has it. */
export function factOf(library: Library, objectType: string, name: string): Fact | undefined {
  for (const carrier of library.types.get(objectType)?.chain ?? []) {
    const found = library.facts.get(`${carrier}.${name}`);
    if (found) return found;
  }
  return library.facts.get(`${ANY_TYPE}.${name}`);
}

export const fullName = (fact: Fact): string => `${fact.objectType}.${fact.name}`;
/** The part of an answer's key that names the fact: without the box and without the clause. */
export const baseName = (key: string): string => (key.split("∋")[0] ?? key).split("@")[0] ?? key;

export function clauseOf(standard: Standard, ref: string): Clause {
  const found = standard.clauses.find((clause) => clause.ref === ref);
  if (!found) throw new Error(`no clause ${ref} in ${standard.id}`);
  return found;
}

/** The full Chinese citation of a clause: title, document number (a law is cited without), address. */
export function cite(standard: Standard, ref: string): string {
  const number = standard.kind === LAW ? "" : `（${standard.number}）`;
  return `《${standard.title}》${number}${clauseOf(standard, ref).address}`;
}

export const isInForceOn = (standard: Standard, day: number): boolean =>
  standard.inForceFrom <= day && (standard.repealedFrom === null || day < standard.repealedFrom);
