/** A visit as a file or as text to hand on: with or without photos, with or without names. */
import type { ObjectType } from "../judge/model/library.ts";
import type { VisitDocument } from "../judge/model/visit.ts";
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

/** What stands for what, the longest first so that no name is replaced inside a longer one. */
type Substitutes = readonly (readonly [string, string])[];

function withoutNames(document: VisitDocument, types: ReadonlyMap<string, ObjectType>): VisitDocument {
  const substitutes = new Map<string, string>();
  const put = (name: string | undefined, substitute: string): void => {
    if (name && !substitutes.has(name)) substitutes.set(name, substitute);
  };
  let number = 0;
  for (const name of peopleOf(document)) put(name, `${EXPORTS.person}${++number}`);
  const numbers = new Map<string, number>();
  for (const object of document.对象 ?? []) {
    if (types.get(object.类型)?.nature !== "任职") continue;
    const next = (numbers.get(object.类型) ?? 0) + 1;
    numbers.set(object.类型, next);
    for (const name of [object.编号, object.名称]) {
      put(name, `${object.类型}${next}`);
      put(personIn(name ?? ""), `${object.类型}${next}`);
    }
  }
  const people = document.检查.人员?.map(({ 证号: _, ...person }) => person);
  const bare: VisitDocument = people ? { ...document, 检查: { ...document.检查, 人员: people } } : document;
  return replacedIn(bare, longestFirst(substitutes)) as VisitDocument;
}

/** All who inspected, came along or answered, in the order in which the document names them. */
function peopleOf(document: VisitDocument): ReadonlySet<string> {
  const found = new Set((document.检查.人员 ?? []).map((person) => person.姓名));
  const look = (value: unknown): void => {
    if (value === null || typeof value !== "object") return;
    for (const [key, part] of Object.entries(value)) {
      if (key === "人" && typeof part === "string" && part.length > 1) found.add(part);
      else look(part);
    }
  };
  look(document);
  return found;
}

/** `罗平` of `罗平·电工` and of `罗平（电工）`; none where the name does not begin so. */
function personIn(name: string): string | undefined {
  const head = /^([^·（(\s]+)[·（(\s]/.exec(name)?.[1];
  return head && head.length > 1 ? head : undefined;
}

function withoutEnterprise(document: VisitDocument): VisitDocument {
  const { 名称 } = document.企业;
  const substitutes = new Map([[名称, EXPORTS.enterprise]]);
  const bare: VisitDocument = { ...document, 企业: { 名称: EXPORTS.enterprise } };
  return replacedIn(bare, longestFirst(substitutes)) as VisitDocument;
}

const longestFirst = (substitutes: ReadonlyMap<string, string>): Substitutes =>
  [...substitutes].sort((a, b) => b[0].length - a[0].length);

/** What the judge knows by name stays: these texts are the library's, not people's. */
const LIBRARY_KEYS: ReadonlySet<string> = new Set(["类型", "标准", "条款", "规则", "主条", "并案", "摘要", "规则摘要", "依据摘要", "事实", "填写", "照片数据"]);

/** All texts of a document with names replaced, keys of 答案 (ids of objects) included; keys of facts stay. */
function replacedIn(value: unknown, substitutes: Substitutes, key = "", depth = 0): unknown {
  if (typeof value === "string") return replacedText(value, substitutes);
  if (Array.isArray(value)) return value.map((part) => replacedIn(part, substitutes, key, depth + 1));
  if (value === null || typeof value !== "object") return value;
  return recordOf(
    Object.entries(value).map(([name, part]) => {
      const isObjectId = key === "答案" && depth === 1;
      const kept = LIBRARY_KEYS.has(name) && !isObjectId;
      return [isObjectId ? replacedText(name, substitutes) : name, kept ? part : replacedIn(part, substitutes, name, depth + 1)] as const;
    }),
  );
}

/** One pass, so that a substitute is never replaced again. */
function replacedText(text: string, substitutes: Substitutes): string {
  if (!substitutes.length) return text;
  const pattern = substitutes.map(([name]) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  const by = new Map(substitutes);
  return text.replace(new RegExp(pattern, "g"), (name) => by.get(name) ?? name);
}
