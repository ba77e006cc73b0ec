/** Photos, observations, decisions and rosters of several documents in one. */
import { ROOT_ID } from "../judge/model/library.ts";
import type {
  AnswerRecord, FixWritten, MainClause, OpinionWritten, PhotoWritten, Reinspection, RosterWritten, VisitDocument, WrittenAnswer,
} from "../judge/model/visit.ts";
import type { Conflict, Side } from "./merging.ts";
import { notesOf } from "./merged_answers.ts";
import { canonical, compact, recordOf } from "./records.ts";

export interface MergedList<T> {
  readonly list: readonly T[];
  readonly conflicts: readonly Conflict[];
}

/** Groups in the order of their first item. */
export function grouped<T>(items: readonly T[], key: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups.values()];
}

/** Each different item once, in the order of time. */
export function unitedList<T extends { readonly 时间?: string }>(lists: readonly (readonly T[] | undefined)[]): readonly T[] {
  const byText = new Map(lists.flatMap((list) => list ?? []).map((item) => [`${item.时间 ?? ""} ${canonical(item)}`, item]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}

/** Every picture under one name in all documents: by its digest. */
export function withCommonPhotos(documents: readonly VisitDocument[]): readonly VisitDocument[] {
  const names = new Map<string, string>();
  const photos = documents.flatMap((document) => document.照片 ?? []);
  const taken = new Map<string, string>();
  for (const [first] of grouped([...photos].sort((a, b) => (a.摘要 + a.名称 < b.摘要 + b.名称 ? -1 : 1)), (photo) => photo.摘要)) {
    if (!first) continue;
    const { 名称, 摘要 } = first;
    const name = taken.has(名称) ? `${名称}-${摘要.slice(0, 4)}` : 名称;
    taken.set(name, 摘要);
    names.set(摘要, name);
  }
  return documents.map((document) => {
    const renaming = new Map((document.照片 ?? []).map((photo) => [photo.名称, names.get(photo.摘要) ?? photo.名称]));
    return [...renaming].every(([from, to]) => from === to) ? document : withPhotoNames(document, renaming);
  });
}

function withPhotoNames(document: VisitDocument, renaming: ReadonlyMap<string, string>): VisitDocument {
  const to = (names: readonly string[]): readonly string[] => names.map((name) => renaming.get(name) ?? name);
  const inAnswer = (written: WrittenAnswer): WrittenAnswer => {
    const record = written as AnswerRecord;
    return typeof written === "object" && Array.isArray(record.证据) ? { ...record, 证据: to(record.证据) } : written;
  };
  const answers = Object.entries(document.答案 ?? {}).map(([id, given]) => {
    return [id, recordOf(Object.entries(given).map(([key, written]) => [key, inAnswer(written)] as const))] as const;
  });
  const shown = <K extends string>(part: { readonly [key in K]?: readonly string[] }, key: K): object =>
    part[key] ? { [key]: to(part[key]) } : {};
  return {
    ...document,
    照片: (document.照片 ?? []).map((photo) => ({ ...photo, 名称: renaming.get(photo.名称) ?? photo.名称 })),
    ...(document.答案 ? { 答案: recordOf(answers) } : {}),
    ...(document.见闻 ? { 见闻: document.见闻.map((seen) => ({ ...seen, ...shown(seen, "照片") })) } : {}),
    ...(document.复查
      ? { 复查: document.复查.map((one) => ({ ...one, ...shown(one, "整改前照片"), ...shown(one, "整改后照片") })) }
      : {}),
  };
}

export const mergedPhotos = (documents: readonly VisitDocument[]): readonly PhotoWritten[] =>
  grouped(unitedList(documents.map((document) => document.照片)), (photo) => photo.摘要).flatMap((same) => {
    const [first] = same;
    return first ? [compact<PhotoWritten>({ ...first, 备注: notesOf(same.map((photo) => photo.备注)) })] : [];
  });

/** A list is complete only if all who spoke of it say so; who does not is listed as a conflict, and until then it is not. */
export function mergedRosters(documents: readonly VisitDocument[]): MergedList<RosterWritten> {
  const said = unitedList(documents.map((document) => document.名单)).flatMap((roster) =>
    [roster.类型].flat().map((type) => ({ ...roster, 类型: [type] })),
  );
  const conflicts: Conflict[] = [];
  const list = grouped(said, (roster) => canonical([roster.在 ?? ROOT_ID, roster.类型])).flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const notes = notesOf(same.map((roster) => roster.备注));
    if (same.every((roster) => roster.完整 === first.完整)) return [compact<RosterWritten>({ ...first, 备注: notes })];
    const [object, key] = [first.在 ?? ROOT_ID, first.类型[0] ?? ""];
    const sides = grouped(same, (roster) => roster.完整).flatMap(([one]) => (one ? [sideOf(`名单完整：${one.完整}`, one)] : []));
    conflicts.push({ id: canonical(["roster", object, key]), kind: "roster", object, key, sides });
    return [compact<RosterWritten>({ ...first, 完整: "否", 备注: notes })];
  });
  // Types that one person declared at once stay one line.
  const lines = grouped(list, ({ 类型: _, ...roster }) => canonical(roster));
  return {
    list: lines.flatMap((same) => (same[0] ? [{ ...same[0], 类型: same.flatMap((roster) => roster.类型).sort() }] : [])),
    conflicts,
  };
}

/** What was done on the spot is all told. */
export const mergedFixes = (documents: readonly VisitDocument[]): readonly FixWritten[] =>
  grouped(unitedList(documents.map((document) => document.当场整改)), (fix) => canonical([fix.规则, fix.对象])).flatMap((same) =>
    same[0] ? [{ ...same[0], 当场整改: notesOf(same.map((fix) => fix.当场整改)) }] : [],
  );

const WORST: readonly Reinspection["结果"][] = ["未改", "整改中", "部分", "已改"];

/** Until a contradiction is settled the worst of the results stands. */
export function mergedReinspections(documents: readonly VisitDocument[]): MergedList<Reinspection> {
  const conflicts: Conflict[] = [];
  const groups = grouped(unitedList(documents.map((document) => document.复查)), (one) => canonical([one.规则, one.对象]));
  const list = groups.flatMap((same) => {
    const worst = [...same].sort((a, b) => WORST.indexOf(a.结果) - WORST.indexOf(b.结果))[0];
    if (!worst) return [];
    if (new Set(same.map((one) => one.结果)).size > 1) {
      const sides = grouped(same, (one) => one.结果).flatMap(([one]) => (one ? [sideOf(one.结果, one)] : []));
      const [object, key] = [worst.对象, worst.规则];
      conflicts.push({ id: canonical(["reinspection", object, key]), kind: "reinspection", object, key, sides });
    }
    const photos = (key: "整改前照片" | "整改后照片"): readonly string[] => [...new Set(same.flatMap((one) => one[key] ?? []))].sort();
    return [
      compact<Reinspection>({
        ...worst, 备注: notesOf(same.map((one) => one.备注)), 整改前照片: photos("整改前照片"), 整改后照片: photos("整改后照片"),
      }),
    ];
  });
  return { list, conflicts };
}

/** Choices of one object that share a rule and differ contradict; until then the first stands. */
export function mergedMainClauses(documents: readonly VisitDocument[]): MergedList<MainClause> {
  const all = unitedList(documents.map((document) => document.主条 as readonly (MainClause & { 时间?: string })[] | undefined));
  const conflicts: Conflict[] = [];
  const list: MainClause[] = [];
  const rulesOf = (choice: MainClause): readonly string[] => [choice.主条, ...(choice.并案 ?? [])];
  const pending = [...all];
  for (let choice = pending.shift(); choice; choice = pending.shift()) {
    const { 对象: object, 主条: key } = choice;
    const rules = new Set(rulesOf(choice));
    const rivals = pending.filter((other) => other.对象 === object && rulesOf(other).some((rule) => rules.has(rule)));
    for (const rival of rivals) pending.splice(pending.indexOf(rival), 1);
    list.push(choice);
    if (!rivals.length) continue;
    const sides = [choice, ...rivals].map((one) => ({ shown: rulesOf(one).join("、"), value: one }));
    conflicts.push({ id: canonical(["mainClause", object, key]), kind: "mainClause", object, key, sides });
  }
  return { list, conflicts };
}

/** All opinions stay, by day; where the last ones of the documents differ somebody says which counts (it then comes last). */
export function mergedOpinions(documents: readonly VisitDocument[]): MergedList<OpinionWritten> {
  const byText = new Map(documents.flatMap((document) => document.意见 ?? []).map((one) => [`${one.日期} ${canonical(one)}`, one]));
  const list = [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  const conflicts = grouped(list, (one) => canonical([one.规则, one.对象])).flatMap((same) => {
    const last = documents.flatMap((document) => {
      const own = (document.意见 ?? []).filter((one) => one.规则 === same[0]?.规则 && one.对象 === same[0]?.对象);
      return own.slice(-1);
    });
    const different = grouped(last, (one) => canonical(one)).flatMap(([one]) => (one ? [one] : []));
    if (!same[0] || new Set(different.map((one) => one.意见)).size < 2) return [];
    const [object, key] = [same[0].对象, same[0].规则];
    const sides = different.map((one) => ({ shown: `${one.意见}：${one.理由}`, value: one, 人: one.人, 时间: one.日期 }));
    return [{ id: canonical(["opinion", object, key]), kind: "opinion" as const, object, key, sides }];
  });
  return { list, conflicts };
}

const sideOf = (shown: string, one: { readonly 人?: string; readonly 时间?: string; readonly 备注?: string }): Side =>
  compact<Side>({ shown, value: one, 人: one.人, 时间: one.时间, 备注: one.备注 });
