/** Judges a whole visit: verdicts in canonical order, the scope they hold for, a summary, and the next question. */
import type { Standard } from "../model/library.ts";
import type { ResolvedVisit } from "../resolve/visit.ts";
import type { Missing, Verdict } from "../verdict/verdict.ts";
import type { Observation } from "./observations.ts";

/** What was judged: standards by the version that judges, areas and clauses if restricted, and what was not. */
export interface ScopeUsed {
  readonly standards: readonly Standard[];
  readonly unproven: readonly Standard[];
  readonly notInForce: readonly Standard[];
  readonly clauses: readonly string[];
  /** Names of the objects to which it was restricted; empty: the whole enterprise. */
  readonly areas: readonly string[];
  /** By standard: how many counted clauses no rule encodes yet. They were not judged. */
  readonly notEncoded: ReadonlyMap<string, number>;
}

/** Counts by outcome, how many facts are still open, and the question to ask next; the field names are those of the JSON output. */
export interface Summary {
  readonly outcomes: Readonly<Record<string, number>>;
  readonly effective: Readonly<Record<string, number>>;
  readonly open_facts: number;
  readonly next_question: Missing | null;
  readonly disagreements: readonly string[];
}

/** Everything judged of one visit. */
export interface Judgement {
  readonly visit: ResolvedVisit;
  readonly libraryDigest: string;
  readonly scope: ScopeUsed;
  readonly verdicts: readonly Verdict[];
  readonly observations: readonly Observation[];
  readonly summary: Summary;
}
