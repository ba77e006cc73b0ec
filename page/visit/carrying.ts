/** Long-lived answers of an earlier visit offered as 沿用; each holds after one tap. What was found only for that day is never offered. */
import { ROOT_ID, factOf, type Fact, type Library } from "../judge/model/library.ts";
import type { AnswerRecord, VisitDocument } from "../judge/model/visit.ts";
import { written } from "./answers.ts";
import { endOfDate } from "./days.ts";
import { areNear } from "./likeness.ts";
import { answerOf, type By, isAnswered, nameOf, objectOf, type Place, placesWritten, typeOf } from "./reading.ts";
import { compact } from "./records.ts";
import { Refused } from "./refusal.ts";
import { attributed } from "./showing.ts";

export interface Offer extends Place {
  /** The object of the earlier visit it comes from. */
  readonly from: string;
  /** Whether that object was found by its id, or only by type and a near name (the screen then names both). */
  readonly foundBy: "id" | "name";
  readonly answer: AnswerRecord;
}
export interface Matched {
  readonly id: string;
  readonly foundBy: "id" | "name";
}

/** All answers that may be taken over, at places that are still without a value. `today` is `2026-11-25`. */
export function offers(document: VisitDocument, earlier: VisitDocument, library: Library, today: string): readonly Offer[] {
  const earlierKeys = new Map<string, string[]>();
  for (const { object, key } of [...placesWritten(earlier), ...correctedPlaces(earlier)]) {
    const keys = earlierKeys.get(object) ?? [];
    if (!keys.includes(key)) earlierKeys.set(object, [...keys, key]);
  }
  const found: Offer[] = [];
  for (const [object, { id, foundBy }] of matchedObjects(document, earlier)) {
    for (const key of earlierKeys.get(id) ?? []) {
      const answer = answerOf(earlier, { object: id, key });
      const fact = factOf(library, typeOf(document, object) ?? "", key.split("@")[0] ?? key);
      if (answer && fact && !isAnswered(document, { object, key }) && stillHolds(fact, answer, today)) {
        found.push({ object, key, from: id, foundBy, answer });
      }
    }
  }
  return found;
}

const correctedPlaces = (document: VisitDocument): readonly Place[] =>
  (document.更正 ?? []).map((correction) => ({ object: correction.对象 ?? ROOT_ID, key: correction.事实 }));

/** Long-lived; or with a day that has not passed: the date answered, or the 期限 that came with the answer. */
function stillHolds(fact: Fact, answer: AnswerRecord, today: string): boolean {
  if (answer.答 === undefined || answer.抽查 !== undefined) return false;
  if (fact.holds === "长期") return true;
  if (fact.holds !== "至某日") return false;
  const until = fact.kind === "日期" && typeof answer.答 === "string" ? answer.答 : answer.期限;
  const last = until === undefined ? undefined : endOfDate(until);
  return last !== undefined && last >= today;
}

/** The document with offers taken over, marked 沿用 with the earlier visit's id, who and when. Refused where one is no offer. */
export function carry(document: VisitDocument, earlier: VisitDocument, taken: readonly Offer[], by: By): VisitDocument {
  return taken.reduce((current, offer) => {
    const answer = answerOf(earlier, { object: offer.from, key: offer.key });
    if (answer?.答 === undefined || isAnswered(current, offer)) throw new Refused("notCarried");
    const record = compact<AnswerRecord>({
      答: answer.答,
      期限: answer.期限,
      备注: `上次：${attributed(answer)}`,
      沿用: earlier.检查.编号,
      企业自报: answer.企业自报,
    });
    return written(current, offer, record, by);
  }, document);
}

/** Objects of the earlier visit by ids of this one's: 企业; the same id and type; else the only near name of a type. */
export function matchedObjects(document: VisitDocument, earlier: VisitDocument): ReadonlyMap<string, Matched> {
  const found = new Map<string, Matched>([[ROOT_ID, { id: ROOT_ID, foundBy: "id" }]]);
  const free = new Set((earlier.对象 ?? []).map((object) => object.编号));
  for (const { 编号, 类型 } of document.对象 ?? []) {
    if (objectOf(earlier, 编号)?.类型 !== 类型) continue;
    found.set(编号, { id: 编号, foundBy: "id" });
    free.delete(编号);
  }
  for (const { 编号, 类型 } of document.对象 ?? []) {
    if (found.has(编号)) continue;
    const near = (earlier.对象 ?? []).filter(
      (object) => free.has(object.编号) && object.类型 === 类型 && areNear(nameOf(earlier, object.编号), nameOf(document, 编号)),
    );
    const [only] = near;
    if (!only || near.length > 1) continue;
    found.set(编号, { id: only.编号, foundBy: "name" });
    free.delete(only.编号);
  }
  return found;
}
