/** Days as ordinals (day 1 is 0001-01-01, as in Python), months and ranges as intervals of days, calendar arithmetic. */
import { Interval, type Rational, rational } from "./number.ts";
import { asciiDigits, strip } from "./text.ts";

export const FIRST_DAY = 1;
/** 9999-12-31. */
export const LAST_DAY = 3652059;
/** All days of the calendar. */
export const ANY_DAY = new Interval(rational(FIRST_DAY), rational(LAST_DAY));
const PART = /^([0-9]{4})(?:[-/.年]([0-9]{1,2})(?:[-/.月]([0-9]{1,2})日?|月?)?|年)?$/;
const BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysBeforeYear = (year: number): number => {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
};
const daysBeforeMonth = (year: number, month: number): number =>
  (BEFORE_MONTH[month - 1] as number) + (month > 2 && isLeap(year) ? 1 : 0);

/** The number of days of a month. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The ordinal of a day. Throws RangeError if there is no such day. */
export function toOrdinal(year: number, month: number, day: number): number {
  const exists = year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  if (!exists) throw new RangeError(`${year}-${month}-${day}`);
  return daysBeforeYear(year) + daysBeforeMonth(year, month) + day;
}

/** Year, month and day of an ordinal. */
export function fromOrdinal(ordinal: number): [number, number, number] {
  let year = Math.floor(ordinal / 365.2425) + 1;
  while (daysBeforeYear(year) >= ordinal) year--;
  while (daysBeforeYear(year + 1) < ordinal) year++;
  const rest = ordinal - daysBeforeYear(year);
  let month = 12;
  while (daysBeforeMonth(year, month) >= rest) month--;
  return [year, month, rest - daysBeforeMonth(year, month)];
}

/** Read a day, a month, a year, or a range of them as an interval of ordinals. Throws RangeError if it is no date. */
export function readDates(text: string): Interval {
  const written = strip(text).replace(/[～~]|至/g, "..");
  const mark = written.indexOf("..");
  const first = strip(mark < 0 ? written : written.slice(0, mark));
  const [start, end] = [span(first), span(mark < 0 ? first : strip(written.slice(mark + 2)))];
  const interval = new Interval(rational(start[0]), rational(end[1]));
  if (interval.isEmpty) throw new RangeError(text);
  return interval;
}

function span(text: string): [number, number] {
  const match = PART.exec(asciiDigits(text));
  if (!match) throw new RangeError(text);
  const [year, month, day] = match.slice(1).map((part) => (part ? Number(part) : null)) as [number, number?, number?];
  if (day != null && month != null) {
    const ordinal = toOrdinal(year, month, day);
    return [ordinal, ordinal];
  }
  const [first, last] = [month ?? 1, month ?? 12];
  return [toOrdinal(year, first || 1, 1), toOrdinal(year, last || 12, daysInMonth(year, last || 12))];
}

/** The same day some months later; where the month has no such day, its last day. */
export function addMonths(ordinal: number, months: number): number {
  const [year, month, day] = fromOrdinal(ordinal);
  const moved = month - 1 + months;
  const [newYear, newMonth] = [year + Math.floor(moved / 12), (((moved % 12) + 12) % 12) + 1];
  if (newYear < 1) return FIRST_DAY;
  if (newYear > 9999) return LAST_DAY;
  return toOrdinal(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth)));
}

/** Some months, then some days later; stops at the ends of the calendar. */
export const shift = (ordinal: number, months: number, days: number): number =>
  Math.max(FIRST_DAY, Math.min(addMonths(ordinal, months) + days, LAST_DAY));

/** ISO text of a day. */
export function showDate(ordinal: Rational | number): string {
  const [year, month, day] = fromOrdinal(typeof ordinal === "number" ? ordinal : ordinal.toNumber());
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** A day, a range of days, or one bound. */
export function showDates(interval: Interval): string {
  const low = interval.low?.toNumber() === FIRST_DAY ? null : interval.low;
  const high = interval.high?.toNumber() === LAST_DAY ? null : interval.high;
  if (!low && !high) return "任何一天";
  if (!low || !high) return low ? `不早于 ${showDate(low)}` : `不晚于 ${showDate(high as Rational)}`;
  return low.equals(high) ? showDate(low) : `${showDate(low)}..${showDate(high)}`;
}

/** ISO text of a day as people write it; a text that is no single day stands as it is. */
export function isoDay(text: string): string {
  try {
    const day = readDates(text).single;
    return day ? showDate(day) : text;
  } catch {
    return text;
  }
}
