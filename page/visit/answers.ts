/** Answers given, changed, taken back: one at a time or many at once. Every change says who and when. */
import type { AnswerRecord, AnswerValue, NoAnswer, VisitDocument, WrittenAnswer } from "../judge/model/visit.ts";
import { clean, cleanLine } from "./cleaning.ts";
import { answerOf, type By, countOf, isKnown, isSigned, objectOf, type Place, typeOf } from "./reading.ts";
import { compact, own, recordOf, withKey, withoutKey } from "./records.ts";
import { Refused } from "./refusal.ts";

/** What goes with an answer. What is not named stays as it was; null takes it away. */
export interface Details {
  readonly 证据?: readonly string[] | null;
  readonly 备注?: string | null;
  readonly 期限?: string | null;
  readonly 抽查?: string | null;
  readonly 企业自报?: "是" | "否" | null;
  /** Why the answer of a signed visit is corrected; needed there, and nowhere else. */
  readonly 理由?: string;
}

/** A record while it is put together. */
type Loose = { readonly [K in keyof AnswerRecord]?: AnswerRecord[K] | undefined };

/** The document with one answer. On a signed one it becomes a 更正 with its reason, and what was written stays. */
export function setAnswer(
  document: VisitDocument, place: Place, value: AnswerValue, by: By, details: Details = {},
): VisitDocument {
  const before = answerOf(document, place);
  const kept = { 证据: before?.证据, 备注: before?.备注, 抽查: before?.抽查 };
  return written(document, place, { ...kept, 答: cleanValue(value) }, by, details);
}

/** The document with a reason why there is no answer; 待补资料 may have a day by which to hand it in. */
export function setNoAnswer(
  document: VisitDocument, place: Place, reason: NoAnswer, by: By, details: Details = {},
): VisitDocument {
  const before = answerOf(document, place);
  return written(document, place, { 证据: before?.证据, 备注: before?.备注, 无答: reason }, by, details);
}

/**
 * Only note, evidence, day, sample or 企业自报 changed: the answer stays that of who gave it. A question not yet answered becomes
 * one not asked (未查), with them.
 */
export function setDetails(document: VisitDocument, place: Place, details: Details, by: By): VisitDocument {
  const before = answerOf(document, place) ?? { 无答: "未查" as const, ...by };
  const giver = isSigned(document) ? by : { 人: before.人 ?? by.人, 时间: before.时间 ?? by.时间 };
  return written(document, place, before, giver, details);
}

/** As if never asked. On a signed document: corrected to 未查, with the reason. */
export function clearAnswer(document: VisitDocument, place: Place, by: By, details: Pick<Details, "理由"> = {}): VisitDocument {
  if (answerOf(document, place) === undefined) return document;
  if (isSigned(document)) return written(document, place, { 无答: "未查" }, by, details);
  const rest = withoutKey(own(document.答案, place.object), place.key);
  return withAnswers(document, place.object, rest);
}

/** One answer at many places, marked 批量: nobody looked at each of them. Places answered before are overwritten. */
export function setAnswers(
  document: VisitDocument, places: readonly Place[], value: AnswerValue, by: By, details: Details = {},
): VisitDocument {
  return places.reduce((current, place) => {
    const record: AnswerRecord = { 答: cleanValue(value), 批量: "是" };
    return written(current, place, record, by, details);
  }, document);
}

/** Of objects, where a question is still without a value: “all the rest”. */
export const unansweredOf = (document: VisitDocument, ids: readonly string[], key: string): readonly Place[] =>
  ids.map((object) => ({ object, key })).filter((place) => answerOf(document, place)?.答 === undefined);

/** The ids of all objects of a type, in the order they were added. */
export const idsOfType = (document: VisitDocument, type: string): readonly string[] =>
  (document.对象 ?? []).filter((object) => object.类型 === type).map((object) => object.编号);

/** An answer found by looking at some of a group: `抽查: 3/12`. All of them, or null, means no sample. */
export function setSample(document: VisitDocument, place: Place, lookedAt: number | null, by: By, details: Details = {}): VisitDocument {
  const count = countOf(objectOf(document, place.object));
  if (lookedAt !== null && !(Number.isInteger(lookedAt) && lookedAt >= 1 && lookedAt <= count)) throw new Refused("sample");
  const sample = lookedAt === null || lookedAt === count ? null : `${lookedAt}/${count}`;
  return setDetails(document, place, { ...details, 抽查: sample }, by);
}

/** Puts a finished record in its place. */
export function written(
  document: VisitDocument, place: Place, record: Loose, by: By, details: Details = {},
): VisitDocument {
  if (!isKnown(document, place.object)) throw new Refused("noObject", place.object);
  const { 理由, ...circumstances } = details;
  const whole = checkedRecord({ ...record, ...nullsAway(circumstances), ...by }, typeOf(document, place.object) ?? "");
  if (isSigned(document)) return corrected(document, place, whole, by, 理由);
  return withAnswers(document, place.object, withKey(own(document.答案, place.object), place.key, whole));
}

const nullsAway = (details: Omit<Details, "理由">): Partial<AnswerRecord> =>
  Object.fromEntries(Object.entries(details).map(([key, value]) => [key, value ?? undefined]));

function checkedRecord(record: Loose, type: string): AnswerRecord {
  if (record.答 === undefined && record.无答 === undefined) throw new Refused("empty", type);
  return compact<AnswerRecord>({
    答: record.答,
    无答: record.答 === undefined ? record.无答 : undefined,
    期限: record.期限,
    人: record.人 && cleanLine(record.人),
    时间: record.时间,
    证据: record.证据?.map(cleanLine).filter(Boolean),
    备注: record.备注 && clean(record.备注),
    批量: record.批量 === "是" ? "是" : undefined,
    沿用: record.沿用,
    抽查: record.抽查,
    企业自报: record.企业自报 === "是" ? "是" : undefined,
  });
}

/** The document with a correction appended; the answer it quotes is the one that counted until now. */
function corrected(
  document: VisitDocument, place: Place, record: AnswerRecord, by: By, reason: string | undefined,
): VisitDocument {
  const why = clean(reason ?? "");
  if (!why) throw new Refused("reason");
  const before = answerOf(document, place);
  const quoted: WrittenAnswer = before?.答 ?? before?.无答 ?? "未查";
  const correction = compact<NonNullable<VisitDocument["更正"]>[number]>({
    对象: place.object, 事实: place.key, 原答: quoted, 更正为: record, 人: cleanLine(by.人), 时间: by.时间, 理由: why,
  });
  return { ...document, 更正: [...(document.更正 ?? []), correction] };
}

/** The document with all answers of an object replaced; none of them leave no entry. */
export function withAnswers(document: VisitDocument, object: string, answers: Readonly<Record<string, WrittenAnswer>>): VisitDocument {
  const all = Object.keys(answers).length ? withKey(document.答案, object, answers) : withoutKey(document.答案, object);
  const { 答案: _, ...rest } = document;
  return Object.keys(all).length ? { ...rest, 答案: all } : rest;
}

function cleanValue(value: AnswerValue): AnswerValue {
  if (typeof value === "string") {
    const text = cleanLine(value);
    if (!text) throw new Refused("empty");
    return text;
  }
  if (Array.isArray(value)) {
    const words = [...new Set(value.map((word: string) => cleanLine(word)))].filter(Boolean);
    if (!words.length) throw new Refused("empty");
    return words;
  }
  const boxes = Object.entries(value).map(([box, state]) => [cleanLine(box), cleanLine(state as string)] as const);
  if (!boxes.length) throw new Refused("empty");
  return recordOf(boxes);
}
