/** A visit as a file or as text to hand on: with or without photos, with or without names. */
import { ROOT_ID, type ObjectType } from "../judge/model/library.ts";
import type { ObjectWritten, VisitDocument } from "../judge/model/visit.ts";
import { freeIdOf, renamed } from "./merged_ids.ts";
import { recordOf } from "./records.ts";
import { withoutEmpty } from "./removing.ts";
import { EXPORTS } from "./texts.ts";

export interface ExportChoice {
  readonly photos: boolean;
  /** No: people become 检查人员1…, certificate numbers go; objects that are people in a role become e.g. 特种作业任职1. */
  readonly names: boolean;
  /** No: the enterprise becomes 某企业, its code and address go. */
  readonly enterprise: boolean;
}

/** The longest file that is read back, in bytes; above it leave out photos. */
export const MOST_BYTES = 20_000_000;

/** The document to hand on. `photos` by digest, as stored. */
export function exported(
  document: VisitDocument, choice: ExportChoice, types: ReadonlyMap<string, ObjectType>, photos: ReadonlyMap<string, string>,
): VisitDocument {
  const named = choice.names ? document : withoutNames(document, types);
  const firm = choice.enterprise ? named : withoutEnterprise(named);
  const { 照片数据: _, ...rest } = firm;
  if (!choice.photos) return rest;
  const wanted = (rest.照片 ?? []).map((photo) => photo.摘要);
  const data = wanted.flatMap((digest) => {
    const address = photos.get(digest);
    return address === undefined ? [] : [[digest, address] as const];
  });
  return withoutEmpty({ ...rest, 照片数据: recordOf(data) });
}

/** The file's text: JSON that `panding judge` reads. */
export const exportText = (document: VisitDocument): string => `${JSON.stringify(document, null, 1)}\n`;

/** `判定-恒拓压铸有限公司-2026-11-17-<编号>.json`, without characters that file systems refuse. */
export function exportFileName(document: VisitDocument): string {
  const parts = [EXPORTS.file, document.企业.名称, document.检查.日期[0] ?? "", document.检查.编号];
  const safe = parts.map((part) => [...part.replace(/[\\/:*?"<>|\s.]+/g, "_")].slice(0, 40).join("")).filter(Boolean);
  return `${safe.join("-")}.json`;
}

/** What stands for what. */
type Substitutes = ReadonlyMap<string, string>;

function withoutNames(document: VisitDocument, types: ReadonlyMap<string, ObjectType>): VisitDocument {
  const people = new Map([...peopleOf(document)].map((name, n) => [name, `${EXPORTS.person}${n + 1}`]));
  const substitutes = new Map(people);
  const taken = new Set([ROOT_ID, ...(document.对象 ?? []).map((object) => object.编号)]);
  const numbers = new Map<string, number>();
  const labels = new Map<string, string>();
  for (const { 编号, 名称, 类型 } of document.对象 ?? []) {
    if (types.get(类型)?.nature !== "任职") continue;
    let label = "";
    while (!label || taken.has(label)) {
      numbers.set(类型, (numbers.get(类型) ?? 0) + 1);
      label = `${类型}${numbers.get(类型)}`;
    }
    taken.add(label);
    labels.set(编号, label);
    for (const name of [编号, 名称, personIn(编号), personIn(名称 ?? "")]) if (name && !substitutes.has(name)) substitutes.set(name, label);
  }
  const replaced = replacedIn(document, substitutes, people) as VisitDocument;
  const renaming = new Map<string, string>();
  for (const { 编号 } of document.对象 ?? []) {
    const wanted = labels.get(编号) ?? replacedText(编号, substitutes);
    if (wanted !== 编号) renaming.set(编号, labels.get(编号) ?? freeIdOf(taken, wanted));
  }
  const named = (object: ObjectWritten): ObjectWritten => {
    const id = renaming.get(object.编号);
    return id === undefined ? object : { ...object, 名称: labels.get(object.编号) ?? object.名称 ?? id };
  };
  const persons = replaced.检查.人员?.map(({ 证号: _, ...person }) => person);
  return renamed(
    {
      ...replaced,
      检查: persons ? { ...replaced.检查, 人员: persons } : replaced.检查,
      ...(replaced.对象 ? { 对象: replaced.对象.map(named) } : {}),
    },
    renaming,
  );
}

/** All who inspected, came along or answered, in the order in which the document names them. */
function peopleOf(document: VisitDocument): ReadonlySet<string> {
  const found = new Set((document.检查.人员 ?? []).map((person) => person.姓名));
  const look = (value: unknown): void => {
    if (value === null || typeof value !== "object") return;
    for (const [key, part] of Object.entries(value)) {
      if (key === "人" && typeof part === "string") found.add(part);
      else look(part);
    }
  };
  look(document);
  return found;
}

/** `罗平` of `罗平·电工` and of `罗平（电工）`; none where the name does not begin so. */
const personIn = (name: string): string | undefined => /^([^·（(\s]+)[·（(\s]/.exec(name)?.[1];

function withoutEnterprise(document: VisitDocument): VisitDocument {
  const substitutes = new Map([[document.企业.名称, EXPORTS.enterprise]]);
  return { ...(replacedIn(document, substitutes, new Map()) as VisitDocument), 企业: { 名称: EXPORTS.enterprise } };
}

/** Where people write freely; what the judge knows by name stands elsewhere and stays. */
const FREE: ReadonlySet<string> = new Set([
  "备注", "所见", "位置", "整改", "当场整改", "理由", "说明", "抽样", "依据", "签字", "名称", "单位", "证据", "照片", "整改前照片", "整改后照片",
]);
const PERSON: ReadonlySet<string> = new Set(["人", "姓名"]);

/** The document with names replaced: of who did something as a whole, in free texts wherever they occur. */
function replacedIn(value: unknown, substitutes: Substitutes, people: Substitutes, key = ""): unknown {
  if (typeof value === "string") {
    if (PERSON.has(key)) return people.get(value) ?? value;
    return FREE.has(key) ? replacedText(value, substitutes) : value;
  }
  if (Array.isArray(value)) return value.map((part) => replacedIn(part, substitutes, people, key));
  if (value === null || typeof value !== "object") return value;
  return recordOf(Object.entries(value).map(([name, part]) => [name, replacedIn(part, substitutes, people, name)] as const));
}

/** One pass, the longest first, so that no substitute is replaced again. A name of one letter would be found everywhere. */
function replacedText(text: string, substitutes: Substitutes): string {
  const names = [...substitutes.keys()].filter((name) => name.length > 1).sort((a, b) => b.length - a.length);
  if (!names.length) return text;
  const pattern = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  return text.replace(new RegExp(pattern, "g"), (name) => substitutes.get(name) ?? name);
}
