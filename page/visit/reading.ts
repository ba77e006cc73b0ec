/** What a visit document says, asked for one thing at a time. Corrections after signature are applied. */
import { ROOT_ID, ROOT_TYPE } from "../judge/model/library.ts";
import type {
  AnswerRecord, AnswerValue, NoAnswer, ObjectWritten, RosterWritten, VisitDocument, WrittenAnswer,
} from "../judge/model/visit.ts";
import { REASONS_FOR_NO_ANSWER } from "../judge/model/visit.ts";
import { own } from "./records.ts";

/** Where an answer stands: an object's id and a fact's key (`事实` or `事实@标准/条款`). */
export interface Place {
  readonly object: string;
  readonly key: string;
}
/** Who and when; local time to the second: `2026-11-25T10:21:08`. */
export interface By {
  readonly 人: string;
  readonly 时间: string;
}

/** The local time as documents write it. */
export function localTime(moment: Date): string {
  const two = (part: number): string => String(part).padStart(2, "0");
  const day = [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())].join("-");
  return `${day}T${[moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two).join(":")}`;
}

export const objectOf = (document: VisitDocument, id: string): ObjectWritten | undefined =>
  document.对象?.find((object) => object.编号 === id);

export const isKnown = (document: VisitDocument, id: string): boolean =>
  id === ROOT_ID || objectOf(document, id) !== undefined;

export const typeOf = (document: VisitDocument, id: string): string | undefined =>
  id === ROOT_ID ? ROOT_TYPE : objectOf(document, id)?.类型;

/** The name to show. */
export function nameOf(document: VisitDocument, id: string): string {
  return id === ROOT_ID ? document.企业.名称 : (objectOf(document, id)?.名称 ?? id);
}

export const countOf = (object: ObjectWritten | undefined): number => Number(object?.数量 ?? 1);
export const isSigned = (document: VisitDocument): boolean => document.签字 !== undefined;

export const childrenOf = (document: VisitDocument, id: string): readonly ObjectWritten[] =>
  (document.对象 ?? []).filter((object) => (object.在 ?? ROOT_ID) === id && object.编号 !== id);

/** The object itself and all below it. */
export function withAllBelow(document: VisitDocument, id: string): ReadonlySet<string> {
  const found = new Set([id]);
  for (const current of found) for (const child of childrenOf(document, current)) found.add(child.编号);
  return found;
}

/** The object first, 企业 last. */
export function upwards(document: VisitDocument, id: string): readonly string[] {
  const found = new Set<string>();
  let current: string | undefined = id;
  while (current !== undefined && current !== ROOT_ID && !found.has(current)) {
    found.add(current);
    current = objectOf(document, current)?.在;
  }
  return [...found, ROOT_ID];
}

const CIRCUMSTANCES = new Set([
  "答", "无答", "期限", "人", "时间", "证据", "备注", "批量", "沿用", "抽查", "企业自报",
]);

/** An answer as a record, as judge/resolve/answers.py tells records from boxes. */
export function asRecord(written: WrittenAnswer): AnswerRecord {
  if (typeof written === "object" && !Array.isArray(written)) {
    const keys = Object.keys(written);
    const isRecord = keys.includes("答") || keys.includes("无答") || keys.every((key) => CIRCUMSTANCES.has(key));
    if (keys.length && isRecord) return written as AnswerRecord;
  }
  const reason = typeof written === "string" ? written.trim() : "";
  if ((REASONS_FOR_NO_ANSWER as readonly string[]).includes(reason)) return { 无答: reason as NoAnswer };
  return { 答: written as AnswerValue };
}

/** The answer as written in 答案, before corrections. */
export const writtenAnswer = (document: VisitDocument, { object, key }: Place): WrittenAnswer | undefined =>
  own(own(document.答案, object), key);

/** The answer that counts: the last correction, else what is written. */
export function answerOf(document: VisitDocument, place: Place): AnswerRecord | undefined {
  for (let n = (document.更正?.length ?? 0) - 1; n >= 0; n--) {
    const correction = document.更正?.[n];
    if (correction && correction.事实 === place.key && (correction.对象 ?? ROOT_ID) === place.object) {
      return asRecord(correction.更正为);
    }
  }
  const written = writtenAnswer(document, place);
  return written === undefined ? undefined : asRecord(written);
}

/** Whether there is a value (and not only a reason for none). */
export const isAnswered = (document: VisitDocument, place: Place): boolean =>
  answerOf(document, place)?.答 !== undefined;

/** All places with something written, in the order of the document. */
export const placesWritten = (document: VisitDocument): readonly Place[] =>
  Object.entries(document.答案 ?? {}).flatMap(([object, answers]) =>
    Object.keys(answers).map((key) => ({ object, key })),
  );

/** What is said of the roster of a type under a parent itself; undefined if nobody spoke. */
export const rosterOf = (document: VisitDocument, parent: string, type: string): RosterWritten | undefined =>
  document.名单?.find((roster) => (roster.在 ?? ROOT_ID) === parent && [roster.类型].flat().includes(type));
