/** Names as people type them: brought to one form, and the nearest ones to a misspelt word (judge/diagnostics/names.py). */
import { compareText, strip } from "../values/text.ts";

const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
const CLOSE_ENOUGH = 0.5;
const LONGEST_COMPARED = 60;

/** A name without differences that nobody means: width of letters and signs, blanks around, invisible characters. */
export const plain = (name: string): string => strip(name.replace(INVISIBLE, "").normalize("NFKC"));

/** The choice most like the word, or null if none is much like it. */
export function nearest(word: string, choices: Iterable<string>): string | null {
  if ([...word].length > LONGEST_COMPARED) return null;
  const byPlain = new Map([...choices].map((choice) => [plain(choice), choice] as const));
  const wanted = plain(word);
  const same = byPlain.get(wanted);
  if (same !== undefined) return same;
  const [found] = closeMatches(wanted, byPlain.keys(), 1, CLOSE_ENOUGH);
  return found === undefined ? null : (byPlain.get(found) ?? null);
}

/** The words most like one, best first, as Python's `difflib.get_close_matches` finds them. */
export function closeMatches(word: string, choices: Iterable<string>, count: number, cutoff: number): string[] {
  const wanted = [...word];
  const scored: [number, string][] = [];
  for (const choice of choices) {
    const letters = [...choice];
    const longest = letters.length + wanted.length;
    if (!longest || (2 * Math.min(letters.length, wanted.length)) / longest < cutoff) continue;
    const score = (2 * shared(letters, wanted, 0, letters.length, 0, wanted.length)) / longest;
    if (score >= cutoff) scored.push([score, choice]);
  }
  scored.sort((a, b) => b[0] - a[0] || compareText(b[1], a[1]));
  return scored.slice(0, count).map(([, choice]) => choice);
}

/** How many letters two stretches share: those of the longest common piece, and on both sides of it in turn. */
function shared(
  first: readonly string[], second: readonly string[], from: number, to: number, start: number, end: number,
): number {
  let [length, left, right] = [0, from, start];
  let running = new Map<number, number>();
  for (let i = from; i < to; i++) {
    const next = new Map<number, number>();
    for (let j = start; j < end; j++) {
      if (first[i] !== second[j]) continue;
      const run = (running.get(j - 1) ?? 0) + 1;
      next.set(j, run);
      if (run > length) [length, left, right] = [run, i - run + 1, j - run + 1];
    }
    running = next;
  }
  if (!length) return 0;
  return (
    length +
    shared(first, second, from, left, start, right) +
    shared(first, second, left + length, to, right + length, end)
  );
}
