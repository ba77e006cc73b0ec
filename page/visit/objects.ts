/** Objects of a visit: added, renamed, changed, removed. */
import { ROOT_ID, ROOT_TYPE, type ObjectType } from "../judge/model/library.ts";
import type { ObjectWritten, VisitDocument } from "../judge/model/visit.ts";
import { cleanLine } from "./cleaning.ts";
import { latestDay, startOfDate } from "./days.ts";
import { childrenOf, countOf, isKnown, nameOf, objectOf, typeOf } from "./reading.ts";
import { compact } from "./records.ts";
import { Refused } from "./refusal.ts";
import { resampled } from "./sampling.ts";
import { refuseSigned } from "./starting.ts";

export type Types = ReadonlyMap<string, ObjectType>;
/** A new object; `在` is left out for one directly under 企业. */
export type NewObject = Omit<ObjectWritten, "编号">;
export const MOST_ALIKE = 100_000;
const LONGEST_ID = 40;

/** The document with one more object, and its id, which comes from its name and stays. */
export function addObject(
  document: VisitDocument, types: Types, object: NewObject,
): { readonly document: VisitDocument; readonly id: string } {
  refuseSigned(document, "对象");
  const name = cleanLine(object.名称 ?? "");
  const id = freeId(document, name || object.类型, object.在 ?? ROOT_ID);
  const written = compact<ObjectWritten>({
    编号: id,
    类型: object.类型,
    名称: name === id ? undefined : name,
    在: object.在 === ROOT_ID ? undefined : object.在,
    另一端: object.另一端,
    日期: object.日期 === undefined ? undefined : cleanLine(object.日期),
    数量: writtenCount(object.数量),
  });
  checkObject(document, types, written);
  return { document: { ...document, 对象: [...(document.对象 ?? []), written] }, id };
}

/** An id made of a name: unique, without the signs that papers and the judge keep for themselves. */
export function freeId(document: VisitDocument, name: string, parent: string): string {
  const base = [...name.replace(/[〈〉/\\.]/g, "-").replace(/·(抽查|未抽)$/, "-$1")].slice(0, LONGEST_ID).join("").trim();
  const taken = new Set([ROOT_ID, ...(document.对象 ?? []).map((object) => object.编号)]);
  if (base && !taken.has(base)) return base;
  const longer = parent === ROOT_ID ? base : `${parent}-${base}`;
  if (longer && !taken.has(longer)) return longer;
  let number = 2;
  while (taken.has(`${longer}-${number}`)) number++;
  return `${longer}-${number}`;
}

function writtenCount(count: number | string | undefined): number | undefined {
  if (count === undefined || count === "") return undefined;
  const number = Number(count);
  if (!Number.isInteger(number) || number < 1 || number > MOST_ALIKE) throw new Refused("count");
  return number === 1 ? undefined : number;
}

function checkObject(document: VisitDocument, types: Types, object: ObjectWritten): void {
  const type = types.get(object.类型);
  if (!type || type.name === ROOT_TYPE) throw new Refused("noType", object.类型);
  checkEnd(document, object.在 ?? ROOT_ID, type.chain[1] ?? ROOT_TYPE, "parent");
  if (type.otherEnd !== null) checkEnd(document, object.另一端 ?? "", type.otherEnd, "otherEnd");
  else if (object.另一端 !== undefined) throw new Refused("otherEnd", "无");
  if (object.另一端 !== undefined && object.另一端 === (object.在 ?? ROOT_ID)) throw new Refused("sameEnds");
  if (object.日期 !== undefined) {
    if (type.nature !== "事件") throw new Refused("dateNotUsed", type.name);
    if (startOfDate(object.日期) > latestDay(document)) throw new Refused("dateTooLate", object.日期);
  }
}

function checkEnd(document: VisitDocument, id: string, wanted: string, code: "parent" | "otherEnd"): void {
  if (!isKnown(document, id) || typeOf(document, id) !== wanted) throw new Refused(code, wanted);
  if (countOf(objectOf(document, id)) > 1) throw new Refused("parentIsGroup", nameOf(document, id));
}

/** Another name; the id stays. An empty name is refused. */
export function renameObject(document: VisitDocument, id: string, name: string): VisitDocument {
  refuseSigned(document, "对象");
  const cleaned = cleanLine(name);
  if (!cleaned) throw new Refused("empty");
  return changedObject(document, id, (object) => ({ ...object, 名称: cleaned }));
}

/** Another parent, other end or date (undefined takes it away). */
export function changeObject(
  document: VisitDocument, types: Types, id: string, parts: Partial<Pick<NewObject, "在" | "另一端" | "日期">>,
): VisitDocument {
  refuseSigned(document, "对象");
  return changedObject(document, id, (object) => {
    const written = compact<ObjectWritten>({ ...object, ...parts, 在: "在" in parts ? parts.在 : object.在 });
    checkObject(document, types, written);
    return written;
  });
}

/** How many alike ones the object stands for. What was found by a sample of another number is no longer counted. */
export function setCount(document: VisitDocument, id: string, count: number): VisitDocument {
  refuseSigned(document, "对象");
  const written = writtenCount(count);
  if (written !== undefined && isEnd(document, id)) throw new Refused("hasChildren", nameOf(document, id));
  const changed = changedObject(document, id, ({ 数量: _, ...object }) => compact<ObjectWritten>({ ...object, 数量: written }));
  return countOf(objectOf(document, id)) === count ? document : resampled(changed, id, { dropped: true });
}

const isEnd = (document: VisitDocument, id: string): boolean =>
  childrenOf(document, id).length > 0 || (document.对象 ?? []).some((object) => object.另一端 === id);

/** The document with one object replaced; Refused if there is none. */
export function changedObject(
  document: VisitDocument, id: string, change: (object: ObjectWritten) => ObjectWritten,
): VisitDocument {
  if (!objectOf(document, id)) throw new Refused("noObject", id);
  const objects = document.对象 ?? [];
  return { ...document, 对象: objects.map((object) => (object.编号 === id ? change(object) : object)) };
}
