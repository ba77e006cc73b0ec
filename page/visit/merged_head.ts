/** The head, the scope and the objects of several documents in one. */
import { ROOT_ID } from "../judge/model/library.ts";
import type { Enterprise, ObjectWritten, Occasion, Person, VisitDocument } from "../judge/model/visit.ts";
import { grouped, type MergedList } from "./merged_parts.ts";
import type { Conflict, Side } from "./merging.ts";
import { compact, canonical, type Keyed } from "./records.ts";

export interface MergedHead {
  readonly parts: Pick<VisitDocument, "检查" | "企业" | "范围" | "上次检查" | "填写">;
  readonly conflicts: readonly Conflict[];
}

const OCCASION = ["类型", "判定日期", "职权", "单位"] as const;
const ENTERPRISE = ["名称", "统一社会信用代码", "地址"] as const;

/** Days and people are united; of everything else different words are a conflict, and the first stands until it is settled. */
export function mergedHead(documents: readonly VisitDocument[]): MergedHead {
  const conflicts: Conflict[] = [];
  const chosen = <T>(key: string, values: readonly (T | undefined)[]): T | undefined => {
    const different = distinct(values);
    if (different.length > 1) conflicts.push(conflictOf("head", ROOT_ID, key, different.map(sideOf)));
    return different[0];
  };
  const occasions = documents.map((document) => document.检查);
  const firms = documents.map((document) => document.企业);
  const [first] = documents;
  if (!first) throw new RangeError("nothing to merge");
  const occasion = Object.fromEntries(OCCASION.map((key) => [key, chosen(`检查.${key}`, occasions.map((one) => one[key]))]));
  const people = mergedPeople(occasions.flatMap((one) => one.人员 ?? []));
  conflicts.push(...people.conflicts);
  const firm = Object.fromEntries(ENTERPRISE.map((key) => [key, chosen(`企业.${key}`, firms.map((one) => one[key]))]));
  return {
    parts: compact<MergedHead["parts"]>({
      检查: compact<Occasion>({
        ...(occasion as unknown as Occasion),
        编号: first.检查.编号,
        日期: [...new Set(occasions.flatMap((one) => one.日期))].sort(),
        人员: people.list,
      }),
      企业: compact<Enterprise>(firm as unknown as Enterprise),
      范围: chosen("范围", documents.map((document) => document.范围)),
      上次检查: chosen("上次检查", documents.map((document) => document.上次检查)),
      填写: distinct(documents.map((document) => document.填写))[0],
    }),
    conflicts,
  };
}

function mergedPeople(people: readonly Person[]): MergedList<Person> {
  const conflicts: Conflict[] = [];
  const sorted = [...people].sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
  const list = grouped(sorted, (person) => person.姓名).flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const fields = (["证号", "单位", "身份"] as const).map((key) => {
      const values = distinct(same.map((person) => person[key]));
      if (values.length > 1) conflicts.push(conflictOf("head", ROOT_ID, `人员.${first.姓名}.${key}`, values.map(sideOf)));
      return [key, values[0]];
    });
    return [compact<Person>({ 姓名: first.姓名, ...Object.fromEntries(fields) })];
  });
  return { list, conflicts };
}

/** Objects by id; what only one says of one is taken, what two say differently is a conflict. */
export function mergedObjects(documents: readonly VisitDocument[]): MergedList<ObjectWritten> {
  const conflicts: Conflict[] = [];
  const all = documents.flatMap((document) => document.对象 ?? []);
  const list = grouped(all, (object) => object.编号).flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const fields = (["名称", "另一端", "日期", "数量"] as const).map((key) => {
      // A group and a single object differ too, though one of them writes no number.
      const values = distinct(same.map((object) => (key === "数量" ? Number(object.数量 ?? 1) : object[key])));
      if (values.length > 1) conflicts.push(conflictOf("object", first.编号, key, values.map(sideOf)));
      return [key, key === "数量" && values[0] === 1 ? undefined : values[0]];
    });
    return [compact<ObjectWritten>({ 编号: first.编号, 类型: first.类型, 在: first.在, ...Object.fromEntries(fields) })];
  });
  return { list, conflicts };
}

/** In an order that does not depend on that of the documents. */
function distinct<T>(values: readonly (T | undefined)[]): readonly T[] {
  const byText = new Map(values.flatMap((value) => (value === undefined ? [] : [[canonical(value), value] as const])));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

const conflictOf = (kind: "head" | "object", object: string, key: string, sides: readonly Side[]): Conflict => ({
  id: canonical([kind, object, key]), kind, object, key, sides,
});

const sideOf = (value: unknown): Side => ({ shown: typeof value === "object" ? words(value) : String(value), value });
const words = (value: unknown): string =>
  Object.entries(value as Keyed<unknown>).map(([key, part]) => `${key}：${[part].flat().join("、")}`).join("；");

/** The document with one field of its head chosen. */
export function withHead(document: VisitDocument, key: string, value: unknown): VisitDocument {
  const [part = "", ...path] = key.split(".");
  if (part === "检查" || part === "企业") {
    return { ...document, [part]: { ...document[part], [path[0] ?? ""]: value } };
  }
  if (part !== "人员") return { ...document, [part]: value };
  const [field, name] = [path[path.length - 1] ?? "", path.slice(0, -1).join(".")];
  const people = (document.检查.人员 ?? []).map((person) => (person.姓名 === name ? { ...person, [field]: value } : person));
  return { ...document, 检查: { ...document.检查, 人员: people } };
}

export function withObjectField(document: VisitDocument, id: string, key: string, value: unknown): VisitDocument {
  const changed = (object: ObjectWritten): ObjectWritten =>
    compact<ObjectWritten>({ ...object, [key]: key === "数量" && value === 1 ? undefined : value });
  return { ...document, 对象: (document.对象 ?? []).map((object) => (object.编号 === id ? changed(object) : object)) };
}

