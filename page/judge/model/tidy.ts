/** A visit document in one form, whoever wrote it: texts without blanks around, lists where one value may stand for a list. */
import { strip } from "../values/text.ts";
import type { VisitDocument } from "./visit.ts";

type Written = Readonly<Record<string, unknown>>;

/** By section: the fields that hold lists. What stands in 答案, 原答 and 更正为 is read by the kind of its fact. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  检查: ["日期", "人员"],
  范围: ["标准", "条款", "区域"],
  名单: ["类型"],
  见闻: ["照片"],
  主条: ["并案"],
  复查: ["整改前照片", "整改后照片"],
};
const AS_WRITTEN: ReadonlySet<string> = new Set(["答案", "照片数据"]);
const RAW: ReadonlySet<string> = new Set(["原答", "更正为"]);

export const many = (value: unknown): readonly unknown[] =>
  value === null || value === undefined ? [] : Array.isArray(value) ? value : [value];

const trimmed = (value: unknown): unknown =>
  typeof value === "string" ? strip(value) : Array.isArray(value) ? value.map(trimmed) : value;

function tidyRecord(written: unknown, section: string): unknown {
  if (typeof written !== "object" || written === null) return trimmed(written);
  const lists = LISTS[section] ?? [];
  return Object.fromEntries(
    Object.entries(written as Written)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([key, value]) => [key, RAW.has(key) ? value : trimmed(lists.includes(key) ? many(value) : value)]),
  );
}

export function tidied(document: VisitDocument): VisitDocument {
  const sections = Object.entries(document).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(
    sections.map(([name, value]) => {
      if (AS_WRITTEN.has(name)) return [name, value];
      return [name, Array.isArray(value) ? value.map((each) => tidyRecord(each, name)) : tidyRecord(value, name)];
    }),
  ) as unknown as VisitDocument;
}
