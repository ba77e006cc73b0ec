/** Order and keys of lists of texts. */
import { compareText } from "../values/text.ts";

/** Compares lists of texts, part by part. */
export function compareLists(first: readonly string[], second: readonly string[]): number {
  for (let n = 0; n < Math.min(first.length, second.length); n++) {
    const difference = compareText(first[n] as string, second[n] as string);
    if (difference) return difference;
  }
  return first.length - second.length;
}

/** One key for several texts; no text of a visit holds the sign between them. */
export const keyOf = (...parts: readonly string[]): string => parts.join("\u0000");
