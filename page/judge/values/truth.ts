/** Kleene's three truths as true, false and null (unknown). */

export type Truth = boolean | null;

/** Kleene's minimum: false if one is false, else unknown if one is unknown. */
export function allOf(truths: Iterable<Truth>): Truth {
  let result: Truth = true;
  for (const truth of truths) {
    if (truth === false) return false;
    if (truth === null) result = null;
  }
  return result;
}

/** Kleene's maximum: true if one is true, else unknown if one is unknown. */
export function anyOf(truths: Iterable<Truth>): Truth {
  let result: Truth = false;
  for (const truth of truths) {
    if (truth === true) return true;
    if (truth === null) result = null;
  }
  return result;
}

/** Swap true and false; unknown stays. */
export const negation = (truth: Truth): Truth => (truth === null ? null : !truth);

/** Whether a count known to lie in `certain..possible` reaches the threshold. */
export function countAtLeast(threshold: number, certain: number, possible: number): Truth {
  if (certain >= threshold) return true;
  return possible >= threshold ? null : false;
}
