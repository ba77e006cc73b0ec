/** The lookup of a chemical by name, synonym or CAS number. */
import { closeMatches, plain } from "../diagnostics/names.ts";
import type { Chemical, Entry, NamedList, Tables } from "../model/library.ts";
import { asciiDigits, BLANK, caseFolded, strip } from "../values/text.ts";

/** After a name: whoever answers has looked, and the chemical is not one of the table's. */
export const OUTSIDE = "（表外）";
const OUTSIDE_PLAIN = plain(OUTSIDE);
const IDLE = new RegExp(`[${BLANK}\\-‐‑‒–—―−·]+`, "g");
const DASH = /[‐‑‒–—―−]/g;
const BLANKS = new RegExp(`[${BLANK}]`, "g");
const CAS = /^(\p{Nd}{2,7})-(\p{Nd}\p{Nd})-(\p{Nd})$/u;
const [NEAR, CLOSE] = [3, 0.5];
const LONGEST = 80;

/** A name without what nobody means: width, case, blanks, hyphens. */
export const folded = (name: string): string => caseFolded(plain(name).replace(IDLE, ""));

/** A CAS number in its usual form and whether its check digit is right; null if the text has not the form of one. */
export function casOf(text: string): readonly [string, boolean] | null {
  const match = CAS.exec(plain(text).replace(DASH, "-").replace(BLANKS, ""));
  if (!match) return null;
  const [, first, second, check] = match as unknown as [string, string, string, string];
  const digits = Array.from(asciiDigits(first + second), Number).reverse();
  const total = digits.reduce((sum, digit, n) => sum + (n + 1) * digit, 0);
  return [`${first.replace(/^0+/, "")}-${second}-${check}`, total % 10 === Number(asciiDigits(check))];
}

/** What a name leads to: the rows that it may mean. With `isSure` it is the one row; else it may also mean none. */
export interface Found {
  readonly names: readonly string[];
  readonly isSure: boolean;
  readonly near: readonly string[];
  /** Said to be outside the table. */
  readonly isOutside: boolean;
}

/** The entries of a list that a name, synonym or CAS number leads to. */
export function findIn(list: NamedList, word: string): readonly Entry[] {
  const wanted = folded(word);
  return list.entries.filter((entry) => entry.words.some((each) => folded(each) === wanted));
}

/** The rows that a name, a synonym or a CAS number leads to, else the nearest names. */
export function lookUp(tables: Tables, text: string): Found {
  const whole = plain(text);
  const isOutside = whole.endsWith(OUTSIDE_PLAIN);
  const said = isOutside ? strip(whole.slice(0, -OUTSIDE_PLAIN.length)) : strip(whole);
  const cas = casOf(said);
  const names = tables.index.get(folded(cas ? cas[0] : said)) ?? [];
  const [only] = names;
  if (only !== undefined && names.length === 1) {
    const row = tables.chemicals.get(only) as Chemical;
    if (!row.isRestricted || folded(row.name) === folded(said)) return { names, isSure: true, near: [], isOutside: false };
  }
  if (isOutside) return { names: [], isSure: false, near: [], isOutside: true };
  return { names, isSure: false, near: names.length || cas ? [] : nearestOf(said, tables.words), isOutside: false };
}

function nearestOf(text: string, words: readonly string[]): string[] {
  const byFolded = new Map(words.map((word) => [folded(word), word]));
  const wanted = Array.from(folded(text)).slice(0, LONGEST).join("");
  return closeMatches(wanted, byFolded.keys(), NEAR, CLOSE).map((key) => byFolded.get(key) as string);
}
