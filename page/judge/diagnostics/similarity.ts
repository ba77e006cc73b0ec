/** How alike two texts are: the measure of Python's `difflib.SequenceMatcher` (without junk). */

/** Twice the characters in matching blocks, over all characters; a smaller number than the cutoff may be anything below it. */
export function similarity(a: readonly string[], b: readonly string[], cutoff = 0): number {
  const length = a.length + b.length;
  if (!length) return 1;
  const most = (2 * Math.min(a.length, b.length)) / length;
  if (most < cutoff) return most;
  const upper = (2 * shared(a, b)) / length;
  return upper < cutoff ? upper : (2 * matching(a, b, positions(b), [0, a.length, 0, b.length])) / length;
}

/** How many characters both have, in whatever order. */
function shared(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>();
  for (const each of b) left.set(each, (left.get(each) ?? 0) + 1);
  let found = 0;
  for (const each of a) {
    const rest = left.get(each) ?? 0;
    if (rest > 0) found++;
    left.set(each, rest - 1);
  }
  return found;
}

function positions(text: readonly string[]): ReadonlyMap<string, number[]> {
  const found = new Map<string, number[]>();
  text.forEach((each, n) => {
    const known = found.get(each);
    if (known) known.push(n);
    else found.set(each, [n]);
  });
  return found;
}

type Stretch = readonly [number, number, number, number];

/** The characters in matching blocks: the longest, then those to the left and to the right of it. */
function matching(
  a: readonly string[],
  b: readonly string[],
  where: ReadonlyMap<string, number[]>,
  [fromA, toA, fromB, toB]: Stretch,
): number {
  let [bestA, bestB, size] = [fromA, fromB, 0];
  let lengths = new Map<number, number>();
  for (let i = fromA; i < toA; i++) {
    const next = new Map<number, number>();
    for (const j of where.get(a[i] as string) ?? []) {
      if (j < fromB || j >= toB) continue;
      const length = (lengths.get(j - 1) ?? 0) + 1;
      next.set(j, length);
      if (length > size) [bestA, bestB, size] = [i - length + 1, j - length + 1, length];
    }
    lengths = next;
  }
  if (!size) return 0;
  const left = matching(a, b, where, [fromA, bestA, fromB, bestB]);
  return size + left + matching(a, b, where, [bestA + size, toA, bestB + size, toB]);
}
