/** Answers between the document and the controls: what a written answer says, and the record that a control writes. */
import type { Fact } from "../judge/model/library.ts";
import type { AnswerRecord, AnswerValue } from "../judge/model/visit.ts";
import { Interval, Rational } from "../judge/values/number.ts";
import { CARD, GENERAL } from "./words.ts";

const REST = "其余";
export type BoxAnswer = "是" | "否" | "未查";

/** Whether it settles what was asked, or says why not (anything but 未查). */
export const isGiven = (record: AnswerRecord | undefined): boolean =>
  record !== undefined && (record.答 !== undefined || (record.无答 !== undefined && record.无答 !== "未查"));

/** Each option of a multiple choice with what was answered. */
export function boxesOf(fact: Fact, value: AnswerValue | undefined): Record<string, BoxAnswer> {
  const boxes: Record<string, BoxAnswer> = Object.fromEntries(fact.options.map((option) => [option, "未查"]));
  if (value === undefined) return boxes;
  if (typeof value === "string" || Array.isArray(value)) {
    for (const option of typeof value === "string" ? [value] : (value as readonly string[])) boxes[option] = "是";
    return boxes;
  }
  const written = value as Readonly<Record<string, string>>;
  const isRest = (option: string): boolean => option === REST && !fact.options.includes(REST);
  for (const option of fact.options) boxes[option] = (written[option] ?? written[REST] ?? "未查") as BoxAnswer;
  for (const option of Object.keys(written)) if (!isRest(option)) boxes[option] = written[option] as BoxAnswer;
  return boxes;
}

/** Boxes as written: all named; undefined if none is answered. */
export function writtenBoxes(boxes: Readonly<Record<string, BoxAnswer>>): AnswerValue | undefined {
  return Object.values(boxes).some((answer) => answer !== "未查") ? boxes : undefined;
}

/** The possible values of a choice as answered; of one value, just it. */
export function possibleOf(value: AnswerValue | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : Array.isArray(value) ? (value as readonly string[]) : [];
}

export type Bound = "exact" | "range" | "least" | "most";
export interface NumberForm { readonly bound: Bound; readonly low: string; readonly high: string }

/** The parts of a written amount; of a form that the control does not know, the text itself as the first part. */
export function numberForm(value: AnswerValue | undefined): NumberForm {
  const text = typeof value === "string" ? value.trim() : "";
  const range = /^([+-]?[\d.]+)\s*(?:\.\.|~|～|至)\s*([+-]?[\d.]+)/.exec(text);
  if (range) return { bound: "range", low: range[1] as string, high: range[2] as string };
  const bounded = /^(>=|≥|<=|≤)\s*([+-]?[\d.]+)/.exec(text);
  if (bounded) {
    const isLeast = bounded[1] === ">=" || bounded[1] === "≥";
    return { bound: isLeast ? "least" : "most", low: bounded[2] as string, high: "" };
  }
  const plain = /^([+-]?[\d.]+)\s*(\D*)$/.exec(text);
  return { bound: "exact", low: plain ? (plain[1] as string) : text, high: "" };
}

/** Digits of any width, with a full stop. */
const digits = (text: string): string =>
  text.trim().replace(/[０-９]/g, (d) => String.fromCharCode(d.charCodeAt(0) - 0xfee0)).replace(/[。．]/g, ".").replace(/[，,]/g, "");
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

function exactly(text: string): Rational {
  const [whole = "0", fraction = ""] = text.replace(/^[+-]/, "").split(".");
  const value = new Rational(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
  return text.startsWith("-") ? value.negated() : value;
}

/** How an interval of amounts reads. */
export function domainText(fact: Fact): string {
  if (!(fact.domain instanceof Interval)) return "";
  const { low, high } = fact.domain;
  return `${low ? `≥ ${low.key}` : ""}${low && high ? "，" : ""}${high ? `≤ ${high.key}` : ""} ${fact.unit}`.trim();
}

/** What the control's parts say in writing, or what is wrong with them; nothing yet where a part is empty. */
export function writtenNumber(form: NumberForm, fact: Fact): { value?: string; wrong?: string } {
  const low = digits(form.low);
  const high = digits(form.high);
  const parts = form.bound === "range" ? [low, high] : [low];
  if (parts.some((part) => part === "")) return {};
  if (!parts.every((part) => NUMBER.test(part))) return { wrong: CARD.notNumber };
  const values = parts.map(exactly);
  if (fact.whole && form.bound === "exact" && !values.every((value) => value.isWhole)) return { wrong: CARD.whole };
  if (values.length === 2 && (values[0] as Rational).compare(values[1] as Rational) > 0) return { wrong: CARD.wrongOrder };
  const domain = fact.domain instanceof Interval ? fact.domain : new Interval();
  const outside = (value: Rational): boolean =>
    (domain.low !== null && value.compare(domain.low) < 0) || (domain.high !== null && value.compare(domain.high) > 0);
  if (values.some(outside)) return { wrong: CARD.outOfRange.replace("{domain}", domainText(fact)) };
  const unit = fact.unit ? ` ${fact.unit}` : "";
  if (form.bound === "range") return { value: `${low}..${high}${unit}` };
  return { value: `${form.bound === "least" ? ">= " : form.bound === "most" ? "<= " : ""}${low}${unit}` };
}

export type DateBy = "day" | "month" | "range";
export interface DateForm { readonly by: DateBy; readonly from: string; readonly to: string }

export function dateForm(value: AnswerValue | undefined): DateForm {
  const text = typeof value === "string" ? value.trim() : "";
  const [from = "", to = ""] = text.split("..").map((part) => part.trim());
  if (to) return { by: "range", from, to };
  return { by: /^\d{4}-\d{1,2}$/.test(from) ? "month" : "day", from, to: "" };
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

export function writtenDate(form: DateForm): { value?: string; wrong?: string } {
  const parts = form.by === "range" ? [form.from, form.to] : [form.from];
  if (parts.some((part) => part === "")) return {};
  const isRight = form.by === "month" ? isMonth : isDay;
  if (!parts.every(isRight)) return { wrong: CARD.dateWrong };
  if (form.by === "range" && form.from > form.to) return { wrong: CARD.wrongOrder };
  return { value: form.by === "range" ? `${form.from}..${form.to}` : form.from };
}

/** How an answer reads in one line. */
export function answerText(record: AnswerRecord | undefined): string {
  if (!record) return "";
  const { 答: value } = record;
  if (value === undefined) return record.期限 ? `${record.无答}（${record.期限}）` : (record.无答 ?? "");
  if (typeof value === "string") return value.replace("..", "–").replace(">=", "≥").replace("<=", "≤");
  if (Array.isArray(value)) return (value as readonly string[]).join(" / ");
  const boxes = Object.entries(value as Readonly<Record<string, string>>);
  const ticked = boxes.filter(([, answer]) => answer === "是").map(([option]) => option);
  return ticked.join(GENERAL.and) || (boxes.some(([, answer]) => answer === "否") ? GENERAL.none : CARD.unasked);
}

const CIRCUMSTANCES = ["答", "无答", "期限", "批量", "沿用", "企业自报"] as const;

/** The record with another value (or reason): note, evidence and sample stay, how the old one came about goes. */
export function answeredWith(before: AnswerRecord | undefined, change: Partial<AnswerRecord>): AnswerRecord {
  const kept: Record<string, unknown> = { ...before };
  for (const key of CIRCUMSTANCES) delete kept[key];
  return { ...kept, ...change } as AnswerRecord;
}

/** The record with another circumstance (note, evidence, sample …); `undefined` takes it away. */
export function withDetail(before: AnswerRecord | undefined, change: Readonly<Record<string, unknown>>): AnswerRecord {
  const changed: Record<string, unknown> = { ...(before ?? { 无答: "未查" }), ...change };
  for (const [key, value] of Object.entries(changed)) if (value === undefined) delete changed[key];
  return changed as AnswerRecord;
}
