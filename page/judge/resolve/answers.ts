/** Reads one answer by the kind of its fact: a value, a set, an interval, boxes of a multiple choice, or none with a reason. */
import { nearest } from "../diagnostics/names.ts";
import type { Fact } from "../model/library.ts";
import { many } from "../model/tidy.ts";
import { REASONS_FOR_NO_ANSWER } from "../model/visit.ts";
import { isoDay, readDates } from "../values/dates.ts";
import { type Knowledge, narrows, readNumber, showKnowledge, UnreadableNumberError } from "../values/knowledge.ts";
import type { Interval } from "../values/number.ts";
import { sortedTexts, strip } from "../values/text.ts";

/** In a mapping of boxes: all that are not named. */
export const OTHERS = "其余";
const NOT_ASKED = "未查";
const REASONS: ReadonlySet<string> = new Set(REASONS_FOR_NO_ANSWER);

type Record_ = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Record_ =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): boolean => typeof value === "string" && strip(value) !== "";
const isTextOrNone = (value: unknown): boolean => value === null || isText(value);
const isYesNo = (value: unknown): boolean => value === "是" || value === "否" || typeof value === "boolean";
const isDay = (value: unknown): boolean => {
  if (value === null) return true;
  if (typeof value !== "string" || !/^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$/.test(value)) return false;
  try {
    return readDates(value).single !== null;
  } catch {
    return false;
  }
};

/** What each key of an answer with circumstances may hold. */
const KEYS: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ["答", () => true],
  ["无答", (value: unknown) => value === null || (typeof value === "string" && REASONS.has(value))],
  ["期限", isDay],
  ["人", isTextOrNone],
  ["时间", isTextOrNone],
  ["证据", (value: unknown) => many(value).every(isText)],
  ["备注", isTextOrNone],
  ["批量", isYesNo],
  ["沿用", isTextOrNone],
  ["抽查", (value: unknown) => value === null || (typeof value === "string" && /^\d+\/\d+$/.test(strip(value)))],
  ["企业自报", isYesNo],
]);

/** An answer that cannot be read: a catalogue code and the values of its texts. What is no text is found as null. */
export class AnswerError extends Error {
  constructor(
    readonly code: string,
    readonly values: Readonly<Record<string, unknown>> & { readonly found?: string | null },
    /** The option that may be meant. */
    readonly near: string | null = null,
  ) {
    super(code);
  }
}

/** The circumstances of an answer. */
export interface Details {
  /** Until when what is missing is to be handed in (ISO text), where a day was set. */
  readonly due: string | null;
  readonly declared: boolean;
  readonly sampled: string | null;
  readonly note: string | null;
  readonly evidence: readonly string[];
  readonly by: string | null;
  readonly at: string | null;
  readonly bulk: boolean;
  readonly carriedOver: string | null;
}
/** What an answer says: knowledge by key (one key, or one for each box answered), or why there is none. */
export interface ReadAnswer {
  readonly known: readonly (readonly [string, Knowledge])[];
  readonly details: Details;
  readonly noneBecause: string | null;
}

const NO_DETAILS: Details = {
  due: null, declared: false, sampled: null, note: null, evidence: [], by: null, at: null, bulk: false, carriedOver: null,
};

/** Read an answer to a fact under a key. Throws AnswerError. */
export function readAnswer(raw: unknown, fact: Fact, key: string): ReadAnswer {
  let details = NO_DETAILS;
  let value = raw;
  let noneBecause: string | null = null;
  if (isRecord(raw) && isWithCircumstances(raw)) {
    const wrong = Object.keys(raw).filter((each) => !(KEYS.get(each)?.(raw[each]) ?? false));
    if (wrong.length) throw new AnswerError("C020", { name: fact.name, keys: sortedTexts(wrong).join("、") });
    details = detailsOf(raw);
    value = raw["答"] ?? null;
    noneBecause = (raw["无答"] as string | null | undefined) ?? null;
    if ((value === null) === (noneBecause === null)) throw new AnswerError("C021", { name: fact.name });
  }
  if (typeof value === "string" && REASONS.has(strip(value)) && !fact.options.includes(strip(value))) {
    return { known: [], details, noneBecause: strip(value) };
  }
  if (value === null || value === undefined) {
    if (noneBecause === null) throw new AnswerError("C021", { name: fact.name });
    return { known: [], details, noneBecause };
  }
  return { known: knownOf(value, fact, key), details, noneBecause: null };
}

function isWithCircumstances(raw: Record_): boolean {
  const keys = Object.keys(raw);
  return keys.length > 0 && (keys.every((key) => KEYS.has(key)) || "答" in raw || "无答" in raw);
}

function detailsOf(raw: Record_): Details {
  const text = (key: string): string | null => (typeof raw[key] === "string" ? strip(raw[key]) : null);
  const yes = (key: string): boolean => raw[key] === "是" || raw[key] === true;
  const due = text("期限");
  return {
    due: due === null ? null : isoDay(due),
    declared: yes("企业自报"),
    sampled: text("抽查"),
    note: text("备注"),
    evidence: many(raw["证据"]).map((each) => strip(String(each))),
    by: text("人"),
    at: text("时间"),
    bulk: yes("批量"),
    carriedOver: text("沿用"),
  };
}

function knownOf(value: unknown, fact: Fact, key: string): (readonly [string, Knowledge])[] {
  switch (fact.kind) {
    case "多选":
      return boxes(value, fact, key);
    case "数值":
      return [[key, numberOf(value, fact)]];
    case "日期":
      return [[key, dateOf(value, fact)]];
    case "文本":
      return [];
    default:
      return [[key, choices(value, fact)]];
  }
}

function choices(value: unknown, fact: Fact): Knowledge {
  const words = Array.isArray(value) ? value : [value];
  if (!words.length) throw new AnswerError("C021", { name: fact.name });
  return new Set(words.map((word) => option(word, fact)));
}

function option(word: unknown, fact: Fact): string {
  const text = typeof word === "string" ? strip(word) : null;
  if (text !== null && fact.options.includes(text)) return text;
  const near = text === null ? null : nearest(text, fact.options);
  throw new AnswerError("C022", { name: fact.name, found: text, options: fact.options.join("、") }, near);
}

const shown = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** A list names the boxes ticked, the rest are unasked; a mapping says 是, 否 or 未查 of each, and 其余: 否 of all others. */
function boxes(value: unknown, fact: Fact, key: string): (readonly [string, Knowledge])[] {
  const answers = new Map<string, unknown>();
  if (isRecord(value)) {
    const named = Object.entries(value).filter(([box]) => box !== OTHERS || fact.options.includes(OTHERS));
    for (const [box, answer] of named) answers.set(option(box, fact), answer);
    if (named.length < Object.keys(value).length) {
      const rest = value[OTHERS];
      if (rest !== "否" && rest !== NOT_ASKED) {
        throw new AnswerError("C023", { name: `${fact.name}：${OTHERS}`, found: shown(rest) });
      }
      for (const box of fact.options) if (!answers.has(box)) answers.set(box, rest);
    }
  } else {
    for (const box of many(value)) answers.set(option(box, fact), "是");
  }
  const found: (readonly [string, Knowledge])[] = [];
  for (const [box, answer] of answers) {
    if (answer === "是" || answer === "否") found.push([`${key}∋${box}`, new Set([answer])]);
    else if (answer !== NOT_ASKED) throw new AnswerError("C023", { name: `${fact.name}：${box}`, found: shown(answer) });
  }
  return found;
}

const NUMBER_CODES = { about: "C025", form: "C024", unit: "C026", dimension: "C027" } as const;

function numberOf(value: unknown, fact: Fact): Interval {
  const told = { name: fact.name, unit: fact.unit };
  if (typeof value !== "string") throw new AnswerError("C024", { ...told, found: shown(value) });
  let read: Interval;
  try {
    read = readNumber(value, fact.unit);
  } catch (error) {
    if (!(error instanceof UnreadableNumberError)) throw error;
    throw new AnswerError(NUMBER_CODES[error.because], { ...told, found: error.written });
  }
  if (fact.whole) {
    read = read.whole();
    if (read.isEmpty) throw new AnswerError("C028", { name: fact.name, found: value });
  }
  const narrowed = read.meet(fact.domain as Interval);
  const bounded = read.low !== null && read.high !== null;
  if (narrowed.isEmpty || (bounded && !narrows(read, fact.domain))) {
    throw new AnswerError("C029", { name: fact.name, found: value, domain: showKnowledge(fact.domain, fact.unit) });
  }
  return narrowed;
}

function dateOf(value: unknown, fact: Fact): Interval {
  try {
    if (typeof value === "string") return readDates(value);
  } catch {
    // Told below.
  }
  throw new AnswerError("C030", { name: fact.name, found: shown(value) });
}
