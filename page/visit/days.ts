/** Dates as the page writes them: a day, a month, or a range of them, in ISO form. */
import type { VisitDocument } from "../judge/model/visit.ts";
import { Refused } from "./refusal.ts";

/** The first day of a date; throws Refused if it is none. */
export function startOfDate(text: string): string {
  const [first = "", last] = text.split("..");
  const start = dayOf(first, "start");
  if (start === undefined || (last !== undefined && (dayOf(last, "end") ?? "") < start)) throw new Refused("date", text);
  return start;
}

/** The last day of a date; undefined if it is none. */
export function endOfDate(text: string): string | undefined {
  const parts = text.split("..");
  return parts.length > 2 ? undefined : dayOf(parts[parts.length - 1] ?? "", "end");
}

function dayOf(text: string, side: "start" | "end"): string | undefined {
  const match = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text.trim());
  const year = Number(match?.[1] ?? 0);
  if (!match || year < 1) return undefined;
  const month = match[2] ? Number(match[2]) : side === "start" ? 1 : 12;
  if (month < 1 || month > 12) return undefined;
  const days = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] as number;
  const day = match[3] ? Number(match[3]) : side === "start" ? 1 : days;
  if (day < 1 || day > days) return undefined;
  return `${match[1]}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** The last day of the visit or its 判定日期, whichever is later: no event lies after it. */
export function latestDay({ 检查 }: VisitDocument): string {
  const days = [检查.日期].flat().concat(检查.判定日期 ?? []).map((day) => endOfDate(day) ?? day);
  return days.sort()[days.length - 1] ?? "";
}
