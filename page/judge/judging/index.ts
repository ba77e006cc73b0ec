/** Judging a visit: which versions and rules judge which objects, what comes out, and what people made of it. */
import type { VisitProblem } from "../diagnostics/problems.ts";
import type { Words } from "../diagnostics/words.ts";
import type { Library } from "../model/library.ts";
import type { VisitDocument } from "../model/visit.ts";
import type { ResolvedVisit } from "../resolve/visit.ts";
import type { Verdict } from "../verdict/verdict.ts";
import type { Judgement } from "./judgement.ts";

export type { VisitProblem } from "../diagnostics/problems.ts";
export type { Words, Words as Messages } from "../diagnostics/words.ts";
export type { Answer } from "../resolve/given.ts";
export type { ObjectInstance } from "../resolve/objects.ts";
export type { ResolvedVisit, Scope } from "../resolve/visit.ts";
export type { Judgement, ScopeUsed, Summary } from "./judgement.ts";
export type { Observation } from "./observations.ts";

export declare function resolveVisit(
  document: VisitDocument,
  library: Library,
  words?: Words,
): { visit: ResolvedVisit | null; problems: readonly VisitProblem[] };
export declare function judge(
  visit: ResolvedVisit,
  library: Library,
  options?: { explain?: boolean; words?: Words },
): Judgement;
/** The verdicts of one document at a time; replays, never mutates the document. */
export declare class LiveJudgement {
  constructor(library: Library, words?: Words);
  update(document: VisitDocument): { judgement: Judgement | null; problems: readonly VisitProblem[] };
  explain(verdict: Verdict): Verdict;
}
