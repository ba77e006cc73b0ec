/** What to ask next on a visit, why, and how far one is: a pure function of the answers, in the same order as checklists/asking. */
import type { Judgement } from "../judge/judging/judgement.ts";
import type { Library } from "../judge/model/library.ts";
import type { OpenQuestion } from "./questions.ts";

export { METHODS, type Method, type OpenQuestion, placeOf } from "./questions.ts";

/** Questions that are asked together: of one object, from one paper, or about the rosters below one object. */
export interface Card {
  readonly kind: "scope" | "object" | "paper" | "rosters";
  /** Id of the object; null for a paper. */
  readonly object: string | null;
  /** Id of the thing at whose place it is asked; 企业 for the desk. */
  readonly area: string;
  readonly paper: string | null;
  /** In the order of asking. What was asked without getting an answer (`noAnswer`) stands last. */
  readonly questions: readonly OpenQuestion[];
  /** Ids of other objects of the same kind and parent of which the same is open: one answer may serve all. */
  readonly alike: readonly string[];
}

/** How far a visit is, in rules. */
export interface Progress {
  /** Rules that have something to judge. */
  readonly rules: number;
  /** Of these: nothing of them is open. */
  readonly settled: number;
  /** Of these: no question settles what is open, only a ruling on a reading or the clause's full text. */
  readonly waiting: number;
}

/** What to ask in the time left. */
export interface Urgent {
  /** In the order of asking, with only the questions chosen. */
  readonly cards: readonly Card[];
  /** What asking them is expected to take. */
  readonly seconds: number;
  /** Open verdicts on major hazards that there is no time for. */
  readonly left: number;
}

export interface Interview {
  /** In the order of asking; a question stands on one card only. */
  readonly cards: readonly Card[];
  readonly nextCard: Card | null;
  readonly nextQuestion: OpenQuestion | null;
  readonly progress: Progress;
  mustNotBeLeft(minutes: number): Urgent;
}

/**
 * The interview of a judged visit. `here` is the id of the object one stands at: its area is finished first; null: where the
 * last answer was given.
 */
export declare function interviewOf(judgement: Judgement, library: Library, here?: string | null): Interview;
export declare function cardsOf(judgement: Judgement, library: Library, here?: string | null): readonly Card[];
/** The first question nobody has asked yet; null if nothing is left to ask. */
export declare function nextQuestion(cards: readonly Card[]): OpenQuestion | null;
