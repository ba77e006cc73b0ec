/** What papers are written from: one judgement, the library it was judged by, and the words. */
import type { Library, Rule, Standard } from "../judge/model/library.ts";
import type { VisitDocument } from "../judge/model/visit.ts";
import type { HandledBy, Outcome, Verdict } from "../judge/verdict/verdict.ts";
import type { PaperWords } from "./words.ts";

export interface GivenAnswer {
  readonly object: string;
  readonly key: string;
  readonly noneBecause: string | null;
  readonly due: string | null;
  readonly declared: boolean;
  readonly sampled: readonly [number, number] | null;
  readonly note: string | null;
  readonly evidence: readonly string[];
  readonly by: string | null;
  readonly at: string | null;
  readonly bulk: boolean;
  readonly carriedOver: string | null;
}
export interface SeenObject { readonly id: string; readonly type: string }
export interface JudgedVisit {
  readonly id: string;
  readonly enterprise: string;
  /** Ordinal of the day. */
  readonly judgedOn: number;
  /** 企业 first; every parent before its children. */
  readonly objects: readonly SeenObject[];
  readonly answers: readonly GivenAnswer[];
  readonly document: VisitDocument;
  readonly digest: string;
  readonly names: ReadonlyMap<string, string>;
}
export interface ScopeUsed {
  readonly standards: readonly Standard[];
  readonly unproven: readonly Standard[];
  readonly notInForce: readonly Standard[];
  readonly clauses: readonly string[];
  readonly areas: readonly string[];
  readonly notEncoded: ReadonlyMap<string, number>;
}
export interface Observation {
  readonly text: string;
  readonly place: string | null;
  readonly object_name: string | null;
  readonly photos: readonly string[];
  readonly by: string | null;
  readonly level: "ordinary" | "undetermined";
  readonly basis: string | null;
  readonly cite: string | null;
  readonly is_editorial: boolean;
  readonly handling: readonly HandledBy[];
  readonly is_penalty: boolean;
  readonly rectification: string | null;
}
/** The parts of page/judge/judging's Judgement that stand in papers. */
export interface Judgement {
  readonly visit: JudgedVisit;
  readonly libraryDigest: string;
  readonly scope: ScopeUsed;
  readonly verdicts: readonly Verdict[];
  readonly observations: readonly Observation[];
  readonly summary: { readonly disagreements: readonly string[] };
}

/** Everything that a paper is written from. */
export class Desk {
  readonly rules: ReadonlyMap<string, Rule>;
  /** Answers by object and key. */
  private readonly answers: ReadonlyMap<string, GivenAnswer>;
  /** Types of objects by id. */
  readonly types: ReadonlyMap<string, string>;

  constructor(
    readonly judgement: Judgement,
    readonly library: Library,
    readonly words: PaperWords,
  ) {
    this.rules = new Map(library.rules.map((rule) => [rule.id, rule]));
    this.types = new Map(judgement.visit.objects.map(({ id, type }) => [id, type]));
    this.answers = new Map(judgement.visit.answers.map((answer) => [keyOf(answer.object, answer.key), answer]));
  }

  get visit(): JudgedVisit {
    return this.judgement.visit;
  }
  nameOf(object: string | null): string {
    return this.visit.names.get(object ?? "") ?? object ?? "";
  }
  rule(id: string): Rule {
    const found = this.rules.get(id);
    if (!found) throw new Error(`no rule ${id}`);
    return found;
  }
  standard(id: string): Standard {
    const found = this.library.standards.get(id);
    if (!found) throw new Error(`no standard ${id}`);
    return found;
  }
  answer(object: string | null, key: string | null): GivenAnswer | undefined {
    return this.answers.get(keyOf(object ?? "", key ?? ""));
  }
  counted(outcome: Outcome): number {
    return this.judgement.verdicts.filter((verdict) => verdict.effective === outcome).length;
  }
}

/** Texts as one key of a map. */
export const keyOf = (...parts: readonly unknown[]): string => JSON.stringify(parts);

/** A written value that may be one or many. */
export const many = <T>(written: T | readonly T[] | undefined): readonly T[] =>
  written === undefined ? [] : Array.isArray(written) ? written : [written as T];

/** ISO text of a day (an ordinal as in Python's `date.toordinal`). */
export const showDate = (ordinal: number): string => new Date((ordinal - 719163) * 86400000).toISOString().slice(0, 10);

export const isConfirmed = (verdict: Verdict): boolean => verdict.overruling?.in_force ?? false;
