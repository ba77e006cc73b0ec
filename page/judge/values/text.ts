/** Text as Python's own functions treat it: order by code point, blanks, digits of every script, case folding. */

/** What `str.strip` and `\s` mean by a blank, as the inside of a character class. */
export const BLANK = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const BLANKS_AROUND = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, "gu");
const DIGIT = /\p{Nd}/u;

/** Negative, zero or positive: order by code point (surrogates stand above all else). */
export function compareText(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let n = 0; n < shared; n++) {
    const [left, right] = [a.charCodeAt(n), b.charCodeAt(n)];
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

const rank = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);

/** Texts in order of code points. */
export const sortedTexts = (texts: Iterable<string>): string[] => [...texts].sort(compareText);

/** Without blanks at both ends. */
export const strip = (text: string): string => text.replace(BLANKS_AROUND, "");

/** Decimal digits of any script as 0–9. */
export const asciiDigits = (text: string): string => text.replace(/\p{Nd}/gu, digitValue);

function digitValue(digit: string): string {
  if (digit >= "0" && digit <= "9") return digit;
  // Digits stand in runs of ten; runs may touch.
  const code = digit.codePointAt(0) as number;
  let before = 0;
  while (DIGIT.test(String.fromCodePoint(code - before - 1))) before++;
  return String(before % 10);
}

/** Case folded, character by character (so that a final sigma is no exception). */
export const caseFolded = (text: string): string =>
  Array.from(text, (c) => (c === "ı" ? c : c.toLowerCase().toUpperCase().toLowerCase().replace(/ς/g, "σ"))).join("");
