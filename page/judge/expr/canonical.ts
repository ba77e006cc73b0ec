/** Values as canonical text, and its short hash: the twin of judge/expr/canonical.py, letter by letter. */
import { Interval, Rational } from "../values/number.ts";
import { sortedTexts } from "../values/text.ts";

import { sha256 } from "./sha256.ts";

const UNPRINTABLE = /[\p{C}\p{Z}]/u;
const ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\" };

/** A text as Python's `repr` writes it. */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const letters = [...text].map((letter) => {
    if (letter === quote) return `\\${letter}`;
    const escape = ESCAPES[letter];
    if (escape !== undefined) return escape;
    if (letter === " " || !UNPRINTABLE.test(letter)) return letter;
    const code = letter.codePointAt(0) as number;
    const [mark, width] = code < 0x100 ? ["x", 2] : code < 0x10000 ? ["u", 4] : ["U", 8];
    return `\\${mark}${code.toString(16).padStart(width as number, "0")}`;
  });
  return quote + letters.join("") + quote;
}

/** Text that is equal exactly for equal values. An array stands for a tuple, a set for a frozen set. */
export function canonical(value: unknown): string {
  if (value === null) return "None";
  if (typeof value === "string") return quoted(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  if (value instanceof Rational) return value.isWhole ? `${value.n}` : `Fraction(${value.n}, ${value.d})`;
  if (value instanceof Interval) {
    return `Interval(${[value.low, value.high, value.lowOpen, value.highOpen].map(canonical).join(",")})`;
  }
  if (value instanceof Set) return `{${sortedTexts([...value].map(canonical)).join(",")}}`;
  if (Array.isArray(value)) return `(${value.map(canonical).join(",")})`;
  throw new TypeError(`no canonical text for ${typeof value}`);
}

/** An interval as Python's `repr` writes it. */
export function intervalText(interval: Interval): string {
  const { low, high, lowOpen, highOpen } = interval;
  const parts = { low, high, low_open: lowOpen, high_open: highOpen };
  return `Interval(${Object.entries(parts).map(([name, part]) => `${name}=${canonical(part)}`).join(", ")})`;
}

/** A short hash (16 hex digits) of canonical text. */
export const digest = (...values: readonly unknown[]): string =>
  sha256(new TextEncoder().encode(canonical(values))).slice(0, 16);
