/** What papers are written from: one judgement, the library it was judged by, and the words. */
import type { Answer, Judgement, ResolvedVisit } from "../judge/judging/index.ts";
import type { Library, Rule, Standard } from "../judge/model/library.ts";
import type { Outcome, Verdict } from "../judge/verdict/verdict.ts";
import type { PaperWords } from "./words.ts";

/** Everything that a paper is written from. */
export class Desk {
  readonly rules: ReadonlyMap<string, Rule>;
  /** Answers by object and key. */
  private readonly answers: ReadonlyMap<string, Answer>;
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

  get visit(): ResolvedVisit {
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
  answer(object: string | null, key: string | null): Answer | undefined {
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

export const isConfirmed = (verdict: Verdict): boolean => verdict.overruling?.in_force ?? false;
