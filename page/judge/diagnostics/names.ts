/** Names as people type them: brought to one form, and the nearest ones to a misspelt word. */
import { compareText, strip } from "../values/text.ts";
import { similarity } from "./similarity.ts";

/** Characters that show nothing and yet make two words differ. Joiners (U+200C, U+200D) are not among them. */
export const INVISIBLE =
  /[\u00ad\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
const CLOSE_ENOUGH = 0.5;
const LONGEST_COMPARED = 60;

/** A name without differences that nobody means: width of letters and signs, blanks around, invisible characters. */
export const plain = (name: string): string => strip(name.replace(INVISIBLE, "").normalize("NFKC"));

/** The choice most like the word, or null if none is much like it. */
export function nearest(word: string, choices: Iterable<string>): string | null {
  if (Array.from(word).length > LONGEST_COMPARED) return null;
  const byPlain = new Map(Array.from(choices, (choice) => [plain(choice), choice]));
  const wanted = plain(word);
  const found = byPlain.has(wanted) ? wanted : closeMatches(wanted, byPlain.keys(), 1, CLOSE_ENOUGH)[0];
  return found === undefined ? null : (byPlain.get(found) ?? null);
}

/** The few most alike, the best first, as Python's `difflib.get_close_matches` finds them. */
export function closeMatches(word: string, choices: Iterable<string>, number: number, cutoff: number): string[] {
  const wanted = Array.from(word);
  const found: [number, string][] = [];
  for (const choice of choices) {
    const alike = similarity(Array.from(choice), wanted, cutoff);
    if (alike >= cutoff) found.push([alike, choice]);
  }
  found.sort(([a, first], [b, second]) => b - a || compareText(second, first));
  return found.slice(0, number).map(([, choice]) => choice);
}
