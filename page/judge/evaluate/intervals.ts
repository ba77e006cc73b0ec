/** What intervals say of a comparison: true of all numbers in it, of none, or of some. */
import type { DateTerm, Ref } from "../expr/formula.ts";
import { shift } from "../values/dates.ts";
import { Interval, ONE, point, type Rational, rational } from "../values/number.ts";
import { negation, type Truth } from "../values/truth.ts";
import { known, locate, type Node, type World } from "./world.ts";

/** Whether every number of an interval stands so to the limit (true), none does (false), or some (unknown). */
export function compareInterval(interval: Interval, operator: string, limit: Rational): Truth {
  const { low, high } = interval;
  switch (operator) {
    case ">": {
      const order = low ? low.compare(limit) : -1;
      if (order > 0 || (order === 0 && interval.lowOpen)) return true;
      return high && high.compare(limit) <= 0 ? false : null;
    }
    case ">=": {
      if (low && low.compare(limit) >= 0) return true;
      const order = high ? high.compare(limit) : 1;
      return order < 0 || (order === 0 && interval.highOpen) ? false : null;
    }
    case "<":
      return negation(compareInterval(interval, ">=", limit));
    case "<=":
      return negation(compareInterval(interval, ">", limit));
    case "=":
      if (!interval.contains(limit)) return false;
      return interval.single ? true : null;
    default:
      return negation(compareInterval(interval, "=", limit));
  }
}

/** All values of a linear combination under what is known of its facts. */
export function linearInterval(
  world: World,
  terms: readonly (readonly [Ref, Rational])[],
  node: Node,
  rule: Node,
): Interval {
  let total: Interval | null = null;
  for (const [ref, coefficient] of terms) {
    const amount = known(world, ref, node, rule) as Interval;
    const part = coefficient.equals(ONE) ? amount : amount.times(coefficient);
    total = total ? total.plus(part) : part;
  }
  return total as Interval;
}

/** All days a term can mean under what is known. */
export function termInterval(world: World, term: DateTerm, node: Node, rule: Node): Interval {
  if (term.special === "检查日期") return shiftedInterval(point(rational(world.day)), term);
  if (term.special !== null) {
    return shiftedInterval(locate(node, term.steps, rule).date ?? upTo(world.day), term);
  }
  if (!term.ref) return shiftedInterval(point(rational(term.day as number)), term);
  return shiftedInterval(known(world, term.ref, node, rule) as Interval, term);
}

/** All days of the calendar up to one. */
export const upTo = (day: number): Interval => new Interval(rational(1), rational(day));

/** An interval of days, shifted by months and days. */
export function shiftedInterval(days: Interval, by: { readonly months: number; readonly days: number }): Interval {
  if (!by.months && !by.days) return days;
  const moved = (day: Rational | null): Rational | null => day && rational(shift(day.toNumber(), by.months, by.days));
  return new Interval(moved(days.low), moved(days.high));
}
