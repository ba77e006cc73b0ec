/** In which order one goes through a visit: the tree of objects, and the next stop of the interview. */
import { useEffect, useState } from "preact/hooks";
import { ROOT_ID } from "../judge/model/library.ts";
import type { VisitDocument } from "../judge/model/visit.ts";
import { nameOf } from "../visit/reading.ts";
import { openOf } from "../asking/index.ts";
import { hrefOf } from "./context.tsx";
import { writtenId } from "./overview.ts";
import type { Session } from "./session.ts";
import { SITE } from "./words.ts";

export interface Node { readonly id: string; readonly depth: number }

/** All objects as a list in walking order, 企业 first. */
export function walkingOrder(document: VisitDocument): readonly Node[] {
  const below = new Map<string, string[]>();
  const known = new Set([ROOT_ID, ...(document.对象 ?? []).map((object) => object.编号)]);
  for (const object of document.对象 ?? []) {
    const parent = object.在 !== undefined && known.has(object.在) ? object.在 : ROOT_ID;
    const list = below.get(parent);
    if (list) list.push(object.编号);
    else below.set(parent, [object.编号]);
  }
  const found: Node[] = [];
  const seen = new Set<string>();
  const visit = (id: string, depth: number): void => {
    if (seen.has(id)) return;
    seen.add(id);
    found.push({ id, depth });
    for (const child of below.get(id) ?? []) visit(child, depth + 1);
  };
  visit(ROOT_ID, 0);
  for (const id of known) visit(id, 1);
  return found;
}

/** Where to go on asking: an object's card, a paper that answers several questions, or the rosters. */
export interface Stop { readonly href: string; readonly name: string }

/** The next card that has something to be asked, as seen from an object; null if nothing is left. */
function nextStop(session: Session, here: string | null): Stop | null {
  const { document } = session;
  if (!document) return null;
  const card = session.interview(here)?.cards.find((each) => openOf(each).length > 0 && !(each.kind === "object" && each.object === here));
  if (!card) return null;
  if (card.kind === "rosters") return { href: hrefOf("rosters"), name: SITE.rosters };
  if (card.paper !== null) return { href: hrefOf("paper", card.paper), name: card.paper };
  const id = writtenId(card.object ?? ROOT_ID);
  return { href: hrefOf("object", id), name: nameOf(document, id) };
}

/** By key: at which place an object's open questions stand in the order of asking. */
export function ranksOf(session: Session, object: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  let place = 0;
  for (const card of session.interview(object)?.cards ?? []) {
    for (const question of card.questions) {
      place += 1;
      if (question.kind === "fact" && writtenId(question.object) === object && !found.has(question.key)) found.set(question.key, place);
    }
  }
  return found;
}

const PAUSE = 120;
/** The next stop, worked out a moment after the verdicts are shown: it takes longer than they do. Undefined until then. */
export function useNextStop(session: Session, here: string | null): Stop | null | undefined {
  const [stop, setStop] = useState<Stop | null | undefined>(undefined);
  useEffect(() => {
    if (!session.judgement || session.isJudging) return;
    const timer = setTimeout(() => setStop(nextStop(session, here)), PAUSE);
    return () => clearTimeout(timer);
  }, [session.judgement, session.isJudging, here]);
  return stop;
}
