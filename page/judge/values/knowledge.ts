/** What is known of a fact: a set of possible choices, or an interval of possible numbers (or days). */
import { showDates } from "./dates.ts";
import { exact, Interval, point, type Rational, rational, show } from "./number.ts";
import { asciiDigits, BLANK, sortedTexts, strip } from "./text.ts";
import { convert, UNITS } from "./units.ts";

export type Choices = ReadonlySet<string>;
export type Knowledge = Choices | Interval;

const NUMBER = "[+-]?[0-9]+(?:\\.[0-9]+)?";
const REST = "([^\\n]*)";
const fullMatch = (form: string): RegExp => new RegExp(`^${form.replace(/_/g, `[${BLANK}]*`)}$`, "u");
const RANGE = fullMatch(`(${NUMBER})_\\.\\._(${NUMBER})_${REST}`);
const TOLERANCE = fullMatch(`(${NUMBER})_([^±0-9]*)±_(${NUMBER})_${REST}`);
const BOUND = fullMatch(`(<=|>=|<|>)_(${NUMBER})_${REST}`);
const PLAIN = fullMatch(`(${NUMBER})_${REST}`);

export type UnreadableBecause = "about" | "form" | "unit" | "dimension";

/** The text is no number, range, bound or tolerance. */
export class UnreadableNumberError extends Error {
  constructor(
    readonly because: UnreadableBecause,
    readonly written: string,
  ) {
    super(`${because}: ${written}`);
  }
}

/** Read `9`, `9 人`, `8..12 t`, `>= 8 m`, `10 t ±10%`, `10 ±1 t` in the fact's unit. Throws UnreadableNumberError. */
export function readNumber(written: string, unit: string): Interval {
  const text = asciiDigits(strip(written))
    .replace(/[～~]|——|至/g, "..")
    .replace(/≥/g, ">=")
    .replace(/≤/g, "<=")
    .replace(/＞/g, ">")
    .replace(/＜/g, "<")
    .replace(/，/g, "")
    .replace(/％/g, "%");
  if (/^(?:约|大约|左右|近|几)/.test(text) || /左右|上下|多$/.test(text)) throw new UnreadableNumberError("about", text);
  const both = text.indexOf("且");
  if (both >= 0) {
    return checked(readNumber(text.slice(0, both), unit).meet(readNumber(text.slice(both + 1), unit)), text);
  }
  return readOne(text, unit);
}

function readOne(text: string, unit: string): Interval {
  let match = RANGE.exec(text) as string[] | null;
  if (match) {
    const [, low, high, name] = match as [string, string, string, string];
    return checked(new Interval(inUnit(low, name, unit), inUnit(high, name, unit)), text);
  }
  match = TOLERANCE.exec(text);
  if (match) return tolerance(match as [string, string, string, string, string], unit);
  match = BOUND.exec(text);
  if (match) {
    const [, comparison, bound, name] = match as [string, string, string, string];
    const value = inUnit(bound, name, unit);
    const isOpen = !comparison.includes("=");
    return comparison.startsWith(">") ? new Interval(value, null, isOpen, false) : new Interval(null, value, false, isOpen);
  }
  match = PLAIN.exec(text);
  if (!match) throw new UnreadableNumberError("form", text);
  return point(inUnit(match[1] as string, match[2] as string, unit));
}

function tolerance(match: [string, string, string, string, string], unit: string): Interval {
  const [middle, before, spread, after] = match.slice(1).map(strip) as [string, string, string, string];
  let [centre, width]: Rational[] = [];
  if (after === "%" && unit !== "%") {
    centre = inUnit(middle, before, unit);
    width = centre.abs().times(digits(spread)).over(rational(100));
  } else {
    centre = inUnit(middle, before || after, unit);
    width = inUnit(spread, after || before, unit);
  }
  return checked(new Interval(centre.minus(width), centre.plus(width)), match[0]);
}

function checked(interval: Interval, text: string): Interval {
  if (interval.isEmpty) throw new UnreadableNumberError("form", text);
  return interval;
}

function digits(text: string): Rational {
  try {
    return exact(text);
  } catch {
    throw new UnreadableNumberError("form", text);
  }
}

function inUnit(text: string, written: string, unit: string): Rational {
  const [name, value] = [strip(written), digits(text)];
  if (!name) return value;
  if (!UNITS.has(name)) throw new UnreadableNumberError("unit", name);
  const converted = convert(value, name, unit);
  if (!converted) throw new UnreadableNumberError("dimension", name);
  return converted;
}

export const isInterval = (known: Knowledge): known is Interval => known instanceof Interval;

/** Whether each of the first is among the second. */
export function isSubset(part: Choices, whole: Choices): boolean {
  if (part.size > whole.size) return false;
  for (const choice of part) if (!whole.has(choice)) return false;
  return true;
}

/** Whether the two have nothing in common. */
export function isDisjoint(first: Choices, second: Choices): boolean {
  for (const choice of first) if (second.has(choice)) return false;
  return true;
}

export const intersection = (first: Choices, second: Choices): Choices =>
  new Set([...first].filter((choice) => second.has(choice)));
export const difference = (first: Choices, second: Choices): Choices =>
  new Set([...first].filter((choice) => !second.has(choice)));

const keys = new WeakMap<Knowledge, string>();

/** For use as a key: equal exactly for equal knowledge. */
export function knowledgeKey(known: Knowledge): string {
  let key = keys.get(known);
  if (key === undefined) {
    key = isInterval(known) ? known.key : `{${sortedTexts(known).join("\0")}}`;
    keys.set(known, key);
  }
  return key;
}

/** Whether both allow the same. */
export const isSameKnowledge = (first: Knowledge, second: Knowledge): boolean =>
  first === second || knowledgeKey(first) === knowledgeKey(second);

/** Whether the first knowledge allows only what the second allows. */
export function narrows(after: Knowledge, before: Knowledge): boolean {
  if (isInterval(after)) return isInterval(before) && after.isWithin(before);
  return !isInterval(before) && isSubset(after, before);
}

/** How it reads: `有且有效或有但失效`, `8..12 t`, `2026-11-20`. */
export function showKnowledge(known: Knowledge, unit = "", asDate = false): string {
  if (!isInterval(known)) return sortedTexts(known).join("或");
  if (asDate) return showDates(known);
  const tail = unit ? ` ${unit}` : "";
  const { low, high, lowOpen, highOpen, single } = known;
  if (single) return show(single) + tail;
  const [above, below] = [`${lowOpen ? ">" : "≥"} `, `${highOpen ? "<" : "≤"} `];
  if (!low) return high ? below + show(high) + tail : "任何数";
  if (!high) return above + show(low) + tail;
  if (lowOpen || highOpen) return `${above}${show(low)}${tail} 且 ${below}${show(high)}${tail}`;
  return `${show(low)}..${show(high)}${tail}`;
}
