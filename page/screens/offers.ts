/** Long-lived answers of an earlier visit, offered on the card of each object. */
import { carry, type Offer as Carried, offers } from "../visit/carrying.ts";
import { latestDay } from "../visit/days.ts";
import { answerText } from "./answers.ts";
import type { Offer } from "./question.tsx";
import type { Session } from "./session.ts";
import { CARD, fill } from "./words.ts";

const NONE: ReadonlyMap<string, Carried> = new Map();
let remembered: { document: unknown; earlier: unknown; byObject: Map<string, Map<string, Carried>> } | null = null;

function carriedFor(session: Session, object: string): ReadonlyMap<string, Carried> {
  const { document, earlier, library } = session;
  if (!document || !earlier) return NONE;
  if (remembered?.document !== document || remembered.earlier !== earlier) {
    const byObject = new Map<string, Map<string, Carried>>();
    for (const offer of offers(document, earlier, library, latestDay(document))) {
      const ofObject = byObject.get(offer.object) ?? new Map<string, Carried>();
      byObject.set(offer.object, ofObject.set(offer.key, offer));
    }
    remembered = { document, earlier, byObject };
  }
  return remembered.byObject.get(object) ?? NONE;
}

/** By key: what may be carried over to an object, as the card shows it. */
export function offersFor(session: Session, object: string): ReadonlyMap<string, Offer> {
  const visit = session.earlier?.检查.编号 ?? "";
  const carried = carriedFor(session, object);
  return new Map([...carried].map(([key, offer]) => [key, { text: answerText(offer.answer), visit }]));
}

export function takeOffers(session: Session, object: string, keys: readonly string[]): void {
  const { earlier } = session;
  const carried = carriedFor(session, object);
  const taken = keys.flatMap((key) => carried.get(key) ?? []);
  if (!earlier || !taken.length) return;
  session.edit(fill(CARD.carriedOver, { visit: earlier.检查.编号 }), (document) => carry(document, earlier, taken, session.by));
}
export const takeOffer = (session: Session, object: string, key: string): void => takeOffers(session, object, [key]);
