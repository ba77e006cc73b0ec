/** What several inspectors answered at one place, in one answer; or the contradiction. */
import type { AnswerRecord, WrittenAnswer } from "../judge/model/visit.ts";
import type { Conflict, Side } from "./merging.ts";
import { asRecord, type Place } from "./reading.ts";
import { canonical, compact, has, own, recordOf } from "./records.ts";
import { attributed, shownAnswer } from "./showing.ts";
import { OTHERS } from "./values.ts";

export interface MergedAnswer {
  readonly answer: AnswerRecord;
  readonly conflicts: readonly Conflict[];
}
const BETWEEN_NOTES = " / ";

/** One answer of all that were given at a place. */
export function mergedAnswer(place: Place, given: readonly WrittenAnswer[]): MergedAnswer {
  const records = distinct(unsettled(given.map(asRecord)));
  const values = records.filter((record) => record.答 !== undefined || record.无答 !== "未查");
  // 未查 says nothing against an answer; its notes and evidence stay.
  const said = values.length ? values : records;
  const idle = values.length ? records.filter((record) => !values.includes(record)) : [];
  if (said.length > 1 && said.every(isBoxes)) return mergedBoxes(place, said, idle);
  if (new Set(said.map(meaning)).size === 1) return { answer: together(said, idle), conflicts: [] };
  const conflict = conflictOf("answer", place, sidesOf(said));
  return { answer: open(conflict, [...said, ...idle]), conflicts: [conflict] };
}

const isBoxes = ({ 答 }: AnswerRecord): boolean => typeof 答 === "object" && !Array.isArray(答);
const meaning = (record: AnswerRecord): string =>
  canonical(record.答 === undefined ? [record.无答] : { 答: Array.isArray(record.答) ? [...record.答].sort() : record.答 });

/** In order of time, so that the first who said it stays who said it. */
function distinct(records: readonly AnswerRecord[]): readonly AnswerRecord[] {
  const key = (record: AnswerRecord): string => `${record.时间 ?? "~"} ${record.人 ?? "~"} ${canonical(record)}`;
  const byText = new Map(records.map((record) => [key(record), record]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record);
}

/** Without those that another answer has already been preferred to: its note holds them. */
const unsettled = (records: readonly AnswerRecord[]): readonly AnswerRecord[] =>
  records.filter((one) => !records.some((other) => meaning(other) !== meaning(one) && other.备注?.includes(attributed(one))));

/** Answers that mean the same, as one: evidence and notes of all, doubts only where all share them. */
function together(said: readonly AnswerRecord[], idle: readonly AnswerRecord[]): AnswerRecord {
  const [first = {}] = said;
  const all = [...said, ...idle];
  const dues = said.flatMap((record) => record.期限 ?? []).sort();
  const every = (key: "批量" | "企业自报"): "是" | undefined => (said.every((record) => record[key] === "是") ? "是" : undefined);
  return compact<AnswerRecord>({
    答: first.答,
    无答: first.无答,
    期限: dues[0],
    人: first.人,
    时间: first.时间,
    证据: [...new Set(all.flatMap((record) => record.证据 ?? []))].sort(),
    备注: notesOf(all.map((record) => record.备注)),
    批量: every("批量"),
    沿用: said.every((record) => record.沿用 !== undefined) ? first.沿用 : undefined,
    抽查: sampleOf(said),
    企业自报: every("企业自报"),
  });
}

export function notesOf(notes: readonly (string | undefined)[]): string {
  return [...new Set(notes.flatMap((note) => note?.split(BETWEEN_NOTES) ?? []))].sort().join(BETWEEN_NOTES);
}

/** No sample if somebody looked at all of them; else the largest. */
function sampleOf(said: readonly AnswerRecord[]): string | undefined {
  const samples = said.map((record) => record.抽查);
  if (samples.includes(undefined)) return undefined;
  return [...(samples as string[])].sort((a, b) => parseInt(b, 10) - parseInt(a, 10) || (a < b ? -1 : 1))[0];
}

/** Box by box: what only one said of a box stands; 其余 speaks for all boxes that its answer does not name. */
function mergedBoxes(place: Place, said: readonly AnswerRecord[], idle: readonly AnswerRecord[]): MergedAnswer {
  const boxesIn = (record: AnswerRecord): Readonly<Record<string, string>> => record.答 as Readonly<Record<string, string>>;
  const names = [...new Set(said.flatMap((record) => Object.keys(boxesIn(record))))].sort();
  const boxes: [string, string][] = [];
  const conflicts: Conflict[] = [];
  for (const box of names) {
    const saying = said.filter((record) => has(boxesIn(record), box) || (box !== OTHERS && has(boxesIn(record), OTHERS)));
    const stateIn = (record: AnswerRecord): string => own(boxesIn(record), box) ?? own(boxesIn(record), OTHERS) ?? "未查";
    const sideAt = (record: AnswerRecord): Side => ({ ...sideOf(record), shown: `${box} ${stateIn(record)}`, value: stateIn(record) });
    const isOvercome = (record: AnswerRecord): boolean =>
      saying.some((other) => stateIn(other) !== stateIn(record) && other.备注?.includes(told(sideAt(record))));
    const answering = saying.filter((record) => stateIn(record) !== "未查" && !isOvercome(record));
    const states = new Set(answering.map(stateIn));
    const [state = "未查"] = states;
    if (states.size < 2) {
      boxes.push([box, state]);
      continue;
    }
    const sides = answering.map(sideAt);
    conflicts.push({ ...conflictOf("box", place, sides), id: canonical(["box", place.object, place.key, box]), box });
    boxes.push([box, "未查"]);
  }
  const answer = { ...together(said, idle), 答: recordOf(boxes) };
  const doubts = conflicts.flatMap((conflict) => conflict.sides.map(told));
  return { answer: compact<AnswerRecord>({ ...answer, 备注: notesOf([answer.备注, ...doubts]) }), conflicts };
}

/** Sides with equal words together: the first who said it. */
export function sidesOf(records: readonly AnswerRecord[]): readonly Side[] {
  const byMeaning = new Map<string, AnswerRecord[]>();
  for (const record of records) byMeaning.set(meaning(record), [...(byMeaning.get(meaning(record)) ?? []), record]);
  return [...byMeaning.values()].map((saying) => ({ ...sideOf(together(saying, [])), value: together(saying, []) }));
}

const sideOf = (record: AnswerRecord): Side =>
  compact<Side>({
    shown: shownAnswer(record), value: record, 人: record.人, 时间: record.时间, 证据: record.证据, 备注: record.备注,
  });

const conflictOf = (kind: "answer" | "box", { object, key }: Place, sides: readonly Side[]): Conflict => ({
  id: canonical([kind, object, key]), kind, object, key, sides,
});

/** Nobody can tell yet: open, with what each said. */
function open(conflict: Conflict, records: readonly AnswerRecord[]): AnswerRecord {
  return compact<AnswerRecord>({
    无答: "查不清",
    证据: [...new Set(records.flatMap((record) => record.证据 ?? []))].sort(),
    备注: notesOf([...records.map((record) => record.备注), ...conflict.sides.map(told)]),
  });
}

/** `王某 10:21 答 否`. */
export const told = (side: Side): string =>
  typeof side.value === "object" && side.value !== null && ("答" in side.value || "无答" in side.value)
    ? attributed(side.value as AnswerRecord)
    : attributed(compact<AnswerRecord>({ 答: side.shown, 人: side.人, 时间: side.时间 }));
