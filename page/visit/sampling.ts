/** 抽查: what was found by looking at some of a group. A sample speaks for its own group only. */
import type { AnswerRecord, VisitDocument, WrittenAnswer } from "../judge/model/visit.ts";
import { shownAnswer } from "./showing.ts";
import { asRecord } from "./reading.ts";
import { compact, own, recordOf, withKey } from "./records.ts";

/** What becomes of samples at an object: those looked at are all in it, of another size; or nobody can tell. */
export type Sampled = { readonly dropped: true } | { readonly count: number };

/** The document with the samples at an object adapted; one that no longer speaks stays as a note on an open question. */
export function resampled(document: VisitDocument, id: string, how: Sampled): VisitDocument {
  const answers = own(document.答案, id);
  if (!answers) return document;
  const adapted = Object.entries(answers).map(([key, written]) => [key, adaptedAnswer(written, how)] as const);
  return { ...document, 答案: withKey(document.答案, id, recordOf(adapted)) };
}

/** One answer adapted likewise. */
export function adaptedAnswer(written: WrittenAnswer, how: Sampled): WrittenAnswer {
  const record = asRecord(written);
  if (record.抽查 === undefined) return written;
  const { 抽查, 答, 无答, ...rest } = record;
  const seen = Number(抽查.split("/")[0]);
  if ("count" in how && seen <= how.count) {
    return compact<AnswerRecord>({ ...rest, 答, 无答, 抽查: seen < how.count ? `${seen}/${how.count}` : undefined });
  }
  const note = `原抽查 ${抽查}：${shownAnswer(record)}`;
  return { ...rest, 无答: "未查", 备注: rest.备注 ? `${rest.备注}；${note}` : note };
}
