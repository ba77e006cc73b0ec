/** What must not be left when time runs out; as checklists/asking/urgent.py. */
import { keyOf } from "../judge/expr/order.ts";
import { compareText } from "../judge/values/text.ts";
import { type Card, openOf } from "./cards.ts";
import { COSTS } from "./costs.ts";
import { type OpenVerdict, questionKey } from "./open_verdicts.ts";
import { type OpenQuestion, placeOf } from "./questions.ts";

/** What to ask in the time left. */
export interface Urgent {
  /** In the order of asking, with only the questions chosen. */
  readonly cards: readonly Card[];
  /** What asking them is expected to take. */
  readonly seconds: number;
  /** Open verdicts on major hazards that there is no time for. */
  readonly left: number;
}
interface Waiting { readonly each: OpenVerdict; readonly places: readonly string[] }

/**
 * The likeliest major hazards for the time they take to decide, as many as fit. Of each only the fewest answers that could
 * convict it are counted: more is to be asked where these do not.
 */
export function mustNotBeLeft(verdicts: readonly OpenVerdict[], cards: readonly Card[], minutes: number): Urgent {
  const areas = new Map(cards.flatMap((card) => card.questions.map((q) => [placeOf(q), card.area] as const)));
  const open = new Map(cards.flatMap((card) => openOf(card).map((q) => [placeOf(q), q] as const)));
  const areaOf = (place: string): string => areas.get(place) as string;
  const chosen = new Set<string>();
  const been = new Set<string>();
  const priceOf = (places: readonly string[]): number => {
    const fresh = places.filter((place) => !chosen.has(place));
    const walks = new Set(fresh.map(areaOf).filter((area) => !been.has(area))).size;
    let seconds = 0;
    for (const place of fresh) seconds += (open.get(place) as OpenQuestion).cost;
    return seconds + walks * COSTS.walk;
  };
  const budget = minutes * 60;
  let spent = 0;
  let waiting: Waiting[] = verdicts.flatMap((each) => {
    const places = needed(each, open);
    return places ? [{ each, places }] : [];
  });
  while (waiting.length) {
    const priced = waiting.map((one) => ({ ...one, price: priceOf(one.places) }));
    const worth = ({ each, price }: { each: OpenVerdict; price: number }): number =>
      (-each.weight * each.chance) / Math.max(price, 1);
    const best = priced.reduce((a, b) => ((worth(b) - worth(a) || compareText(b.each.rule.id, a.each.rule.id)) < 0 ? b : a));
    if (spent + best.price > budget) {
      waiting = priced.filter(({ price }) => spent + price <= budget);
      continue;
    }
    spent += best.price;
    for (const place of best.places) {
      chosen.add(place);
      been.add(areaOf(place));
    }
    waiting = waiting.filter(({ each }) => each !== best.each);
  }
  const deadly = verdicts.filter(isDeadly);
  const covered = deadly.filter((each) => needed(each, open)?.every((place) => chosen.has(place))).length;
  const kept = cards.map((card) => ({ ...card, questions: card.questions.filter((q) => chosen.has(placeOf(q))) }));
  return { cards: kept.filter((card) => card.questions.length), seconds: spent, left: deadly.length - covered };
}

const isDeadly = ({ rule, verdict }: OpenVerdict): boolean => rule.level === "重大" && verdict.outcome === "undetermined";

/** The questions that could convict; null if the verdict is no major one, or if they are none to ask now. */
function needed(each: OpenVerdict, open: ReadonlyMap<string, OpenQuestion>): readonly string[] | null {
  const convict = each.verdict.missing.to_convict;
  if (!isDeadly(each) || !convict?.length) return null;
  const places = [...new Set(convict.map(({ kind, object, name }) => keyOf(kind, object ?? "", questionKey(name))))];
  return places.every((place) => open.has(place)) ? places : null;
}
