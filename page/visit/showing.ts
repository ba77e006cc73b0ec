/** Answers as people read them in notes and lists. */
import type { AnswerRecord, WrittenAnswer } from "../judge/model/visit.ts";
import { asRecord } from "./reading.ts";

/** `有且有效`, `甲或乙`, `铝 是、木 否`, `待补资料（2026-12-01 前）`. */
export function shownAnswer(written: WrittenAnswer): string {
  const record = asRecord(written);
  const { 答, 无答, 期限 } = record;
  if (答 === undefined) return 期限 ? `${无答 ?? "未查"}（${期限}前）` : (无答 ?? "未查");
  if (typeof 答 === "string") return 答;
  if (Array.isArray(答)) return 答.join("或");
  return Object.entries(答).map(([box, state]) => `${box} ${state}`).join("、");
}

/** `10:21`, from a time as written; with the day where it is not the given one. */
export function shownTime(time: string | undefined): string {
  return /T(\d{2}:\d{2})/.exec(time ?? "")?.[1] ?? time ?? "";
}

/** `王某 10:21 答 否`: an answer with who gave it. */
export function attributed(record: AnswerRecord): string {
  const who = [record.人, shownTime(record.时间)].filter(Boolean).join(" ");
  return `${who}${who ? " " : ""}${record.答 === undefined ? "无答" : "答"} ${shownAnswer(record)}`;
}
