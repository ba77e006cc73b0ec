/** What to ask next on a visit, why, and how far one is: a pure function of the answers, in the same order as checklists/asking. */
import { buildWorld } from "../judge/evaluate/build.ts";
import type { Judgement } from "../judge/judging/judgement.ts";
import type { Library } from "../judge/model/library.ts";
import type { ResolvedVisit } from "../judge/resolve/visit.ts";
import { compareText } from "../judge/values/text.ts";
import { OPEN, type Verdict } from "../judge/verdict/verdict.ts";
import { type Card, cardsInOrder, openOf } from "./cards.ts";
import { askable, type OpenVerdict, Weigher } from "./open_verdicts.ts";
import { type OpenQuestion, questionsOf } from "./questions.ts";
import { mustNotBeLeft, type Urgent } from "./urgent.ts";

export { type Card, openOf } from "./cards.ts";
export { METHODS, type Method, methodOf } from "./costs.ts";
export { papersOf } from "./places.ts";
export { type OpenQuestion, placeOf, whyOf } from "./questions.ts";
export type { Urgent } from "./urgent.ts";

/** How far a visit is, in rules. */
export interface Progress {
  /** Rules that have something to judge. */
  readonly rules: number;
  /** Of these: nothing of them is open. */
  readonly settled: number;
  /** Of these: no question settles what is open, only a ruling on a reading or the clause's full text. */
  readonly waiting: number;
}

export interface Interview {
  /** In the order of asking; a question stands on one card only. */
  readonly cards: readonly Card[];
  /** The card to ask now; null if nothing is left to ask. */
  readonly nextCard: Card | null;
  readonly nextQuestion: OpenQuestion | null;
  readonly progress: Progress;
  /** What to ask if only so many minutes are left. */
  mustNotBeLeft(minutes: number): Urgent;
}

const weighers = new WeakMap<Library, Weigher>();

function weigherOf(library: Library): Weigher {
  let found = weighers.get(library);
  if (!found) weighers.set(library, (found = new Weigher(library)));
  return found;
}

/**
 * The interview of a judged visit. `here` is the id of the object one stands at: its area is finished first; null: where the
 * last answer was given.
 */
export function interviewOf({ visit, verdicts }: Judgement, library: Library, here: string | null = null): Interview {
  const weigher = weigherOf(library);
  const { world } = buildWorld(visit, library);
  const open = verdicts.flatMap((verdict): OpenVerdict[] => {
    const weighed = weigher.openVerdict(verdict, world);
    return weighed ? [weighed] : [];
  });
  const cards = cardsInOrder(questionsOf(open, visit, weigher), visit.objects, library, here ?? lastPlace(visit));
  const nextCard = cards.find((card) => openOf(card).length > 0) ?? null;
  return {
    cards,
    nextCard,
    nextQuestion: nextCard && (openOf(nextCard)[0] ?? null),
    progress: progressOf(verdicts),
    mustNotBeLeft: (minutes) => mustNotBeLeft(open, cards, minutes),
  };
}

/** The object of the answer given last, by the times that answers carry; null if none does. */
function lastPlace({ answers }: ResolvedVisit): string | null {
  let last: readonly [string, string] | null = null;
  for (const { at, object } of answers) {
    if (at === null) continue;
    if (!last || (compareText(at, last[0]) || compareText(object, last[1])) > 0) last = [at, object];
  }
  return last && last[1];
}

/** How far a visit is, in rules. */
export function progressOf(verdicts: readonly Verdict[]): Progress {
  const open = new Map<string, boolean>();
  for (const verdict of verdicts) {
    if (!OPEN.has(verdict.outcome) || !OPEN.has(verdict.effective)) continue;
    const canBeAsked = verdict.missing.relevant.some((missing) => askable(missing) !== null);
    open.set(verdict.rule, (open.get(verdict.rule) ?? false) || canBeAsked);
  }
  const rules = new Set(verdicts.map((verdict) => verdict.rule)).size;
  return { rules, settled: rules - open.size, waiting: [...open.values()].filter((canBeAsked) => !canBeAsked).length };
}
