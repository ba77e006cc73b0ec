/** How near two names are. */
import { plainName } from "./cleaning.ts";

/** The fewest letters to change, add, leave out or swap with the next. */
export function editDistance(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const at = (line: readonly number[], n: number): number => line[n] as number;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(before, j - 2) + 1 : Infinity;
      row.push(Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1), swapped));
    }
    [before, last] = [last, row];
  }
  return last[b.length] as number;
}

const DIGITS: Readonly<Record<string, string>> = {
  一: "1", 二: "2", 三: "3", 四: "4", 五: "5", 六: "6", 七: "7", 八: "8", 九: "9", 十: "10", 两: "2",
};
/** Letters and numbers of a name apart: 一号炉 and 1#炉 have the same; 1号炉 and 2号炉 never are one. */
const numbersOf = (name: string): string => (name.match(/\d+(?:\.\d+)?/g) ?? []).map((n) => String(Number(n))).join(",");
const arabic = (name: string): string => plainName(name).replace(/[一二三四五六七八九十两]/g, (digit) => DIGITS[digit] ?? digit);

/** Whether two names may mean one object: the same but for width, blanks and signs of numbers, or nearly; numbers must agree. */
export function areNear(one: string, other: string): boolean {
  const [a, b] = [arabic(one), arabic(other)];
  if (!a || !b) return false;
  if (a === b) return true;
  if (numbersOf(a) !== numbersOf(b)) return false;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const letters = short.replace(/\d+/g, "").length;
  if (letters < 2) return false;
  if (letters >= 3 && long.includes(short)) return true;
  return editDistance(a, b) <= Math.max(1, Math.floor(long.length / 4));
}
