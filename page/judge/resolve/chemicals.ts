/** The lookup of a chemical by name, synonym or CAS number: the twin of judge/resolve/chemicals.py. */
import { closeMatches, plain } from "../diagnostics/names.ts";
import type { Tables } from "../model/library.ts";
import { caseFolded, strip } from "../values/text.ts";

/** After a name: whoever answers has looked, and the chemical is not one of the table's. */
export const OUTSIDE = "（表外）";
const PLAIN_OUTSIDE = plain(OUTSIDE);
const IDLE = /[\s\-‐‑‒–—―−·]+/g;
const NEAR = 3;
const CLOSE = 0.5;
const LONGEST = 80;

/** What a name leads to: the rows that it may mean. With `isSure` it is the one row; else it may also mean none. */
export interface Found {
  readonly names: readonly string[];
  readonly isSure: boolean;
  readonly near: readonly string[];
  /** Said to be outside the table. */
  readonly isOutside: boolean;
}
const NOTHING: Found = { names: [], isSure: false, near: [], isOutside: false };

/** A name without what nobody means: width, case, blanks, hyphens. */
export const folded = (name: string): string => caseFolded(plain(name).replace(IDLE, ""));

/** A CAS number in its usual form and whether its check digit is right; null if the text has not the form of one. */
export function casOf(text: string): readonly [string, boolean] | null {
  const match = /^(\d{2,7})-(\d\d)-(\d)$/.exec(plain(text).replace(/[‐‑‒–—―−]/g, "-").replace(/\s/g, ""));
  if (!match) return null;
  const [, first, second, check] = match as unknown as [string, string, string, string];
  const total = [...(first + second)].reverse().reduce((sum, digit, place) => sum + (place + 1) * Number(digit), 0);
  return [`${first.replace(/^0+/, "")}-${second}-${check}`, total % 10 === Number(check)];
}

/** The rows that a name, a synonym or a CAS number leads to, else the nearest names. */
export function lookUp(tables: Tables, text: string): Found {
  let said = plain(text);
  const isOutside = said.endsWith(PLAIN_OUTSIDE);
  if (isOutside) said = said.slice(0, -PLAIN_OUTSIDE.length);
  said = strip(said);
  const cas = casOf(said);
  const index = tables.index as ReadonlyMap<string, readonly string[]>;
  const names = index.get(folded(cas ? cas[0] : said)) ?? [];
  const row = names.length === 1 ? tables.chemicals.get(names[0] as string) : undefined;
  if (row && (!row.isRestricted || folded(row.name) === folded(said))) return { ...NOTHING, names, isSure: true };
  if (isOutside) return { ...NOTHING, isOutside: true };
  return { ...NOTHING, names, near: names.length || cas ? [] : nearestWords(said, tables.words as readonly string[]) };
}

function nearestWords(text: string, words: readonly string[]): string[] {
  const byFolded = new Map(words.map((word) => [folded(word), word] as const));
  const wanted = [...folded(text)].slice(0, LONGEST).join("");
  return closeMatches(wanted, byFolded.keys(), NEAR, CLOSE).map((key) => byFolded.get(key) as string);
}
