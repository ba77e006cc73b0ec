/** Values as documents write them: boxes of a multiple choice, sets of possible values, ranges of numbers. */
import type { AnswerRecord, AnswerValue, VisitDocument } from "../judge/model/visit.ts";
import { clearAnswer, type Details, setAnswer } from "./answers.ts";
import { answerOf, type By, type Place } from "./reading.ts";
import { has, own, recordOf, withKey, withoutKey } from "./records.ts";

export type BoxState = "是" | "否" | "未查";
/** In a mapping of boxes: all that are not named. */
export const OTHERS = "其余";

/** The boxes that an answer names; a list or a single value names the ticked ones. */
export function boxesOf(answer: AnswerRecord | undefined): Readonly<Record<string, string>> {
  const value = answer?.答;
  if (value === undefined) return {};
  if (typeof value === "string") return recordOf([[value, "是"]]);
  if (Array.isArray(value)) return recordOf(value.map((box: string) => [box, "是"] as const));
  return value as Readonly<Record<string, string>>;
}

/** What is known of one box; not asked (未查) where nothing says so. */
export function boxState(answer: AnswerRecord | undefined, box: string): BoxState {
  const boxes = boxesOf(answer);
  const state = own(boxes, box) ?? own(boxes, OTHERS) ?? "未查";
  return state === "是" || state === "否" ? state : "未查";
}

/** One box answered. Taking back the last one (未查) clears the answer. */
export function setBox(
  document: VisitDocument, place: Place, box: string, state: BoxState, by: By, details: Details = {},
): VisitDocument {
  const boxes = boxesOf(answerOf(document, place));
  const isCovered = box !== OTHERS && has(boxes, OTHERS);
  const next = state === "未查" && !isCovered ? withoutKey(boxes, box) : withKey(boxes, box, state);
  return withBoxes(document, place, next, by, details);
}

/** 其余: all boxes not named are no (or, taken back, not asked). */
export const setOtherBoxes = (
  document: VisitDocument, place: Place, state: "否" | "未查", by: By, details: Details = {},
): VisitDocument => setBox(document, place, OTHERS, state, by, details);

function withBoxes(
  document: VisitDocument, place: Place, boxes: Readonly<Record<string, string>>, by: By, details: Details,
): VisitDocument {
  return Object.keys(boxes).length
    ? setAnswer(document, place, boxes, by, details)
    : clearAnswer(document, place, by, details.理由 === undefined ? {} : { 理由: details.理由 });
}

/** A set of what may be: one value stands by itself, several as a list in the order of the options; all of them say nothing (null). */
export function possible(values: readonly string[], options: readonly string[]): AnswerValue | null {
  const chosen = options.filter((option) => values.includes(option));
  if (!chosen.length || chosen.length === options.length) return null;
  return chosen.length === 1 ? (chosen[0] as string) : chosen;
}

const withUnit = (text: string, unit: string): string => (unit ? `${text} ${unit}` : text);

/** `9 人`, `8..12 t`, `>= 8 m`, `<= 3 m`; null where neither bound is given. */
export function rangeText(low: string, high: string, unit: string): string | null {
  const [from, to] = [low.trim(), high.trim()];
  if (!from && !to) return null;
  if (from && to) return withUnit(from === to ? from : `${from}..${to}`, unit);
  return withUnit(from ? `>= ${from}` : `<= ${to}`, unit);
}

/** `10 t ±10%` or `10 t ±1`. */
export const toleranceText = (middle: string, spread: string, unit: string, isPercent: boolean): string =>
  `${withUnit(middle.trim(), unit)} ±${spread.trim()}${isPercent ? "%" : ""}`;
