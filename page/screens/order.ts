/** In which order objects are gone through: the enterprise, then area by area, each followed by what lies in it. */
import { ROOT_ID } from "../judge/model/library.ts";
import type { VisitDocument } from "../judge/model/visit.ts";
import type { Overview } from "./overview.ts";

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

/** The next object in walking order that has something to be asked; from the end it goes on at the beginning. */
export function nextObjectWithAsks(document: VisitDocument, overview: Overview, after: string | null): string | null {
  const order = walkingOrder(document).map((node) => node.id);
  const start = after === null ? 0 : order.indexOf(after) + 1;
  const turned = [...order.slice(start), ...order.slice(0, start)];
  return turned.find((id) => id !== after && (overview.asks.get(id)?.size ?? 0) > 0) ?? null;
}
