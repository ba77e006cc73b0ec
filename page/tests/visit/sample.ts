/** A small library and visits for tests. */
import type { Fact, Library, ObjectType } from "../../judge/model/library.ts";
import type { VisitDocument } from "../../judge/model/visit.ts";
import { addObject } from "../../visit/objects.ts";
import type { By } from "../../visit/reading.ts";
import { startVisit } from "../../visit/starting.ts";

const type = (chain: string, nature: ObjectType["nature"] = "实物", otherEnd: string | null = null): ObjectType => ({
  is: "ObjectType", name: chain.split(" ")[0] as string, chain: chain.split(" "), nature, otherEnd, meaning: "", rosterQuestion: "",
});
const fact = (name: string, kind: Fact["kind"], options: string, holds = "当次"): Fact => ({
  is: "Fact", name: name.split(".")[1] as string, objectType: name.split(".")[0] as string, kind,
  options: options.split(" ").filter(Boolean), unit: "", domain: new Set(), whole: false, perClause: false, question: "", help: [],
  evidence: [], speciality: null, holds, changeable: true, formerNames: [], synonyms: name === "炉窑.积水" ? ["明水"] : [],
  calculator: null, derived: false, lookedUpIn: null,
});
const types = [
  type("企业"), type("建筑 企业"), type("车间 建筑 企业"), type("炉窑 车间 建筑 企业"), type("除尘系统 企业"),
  type("除尘接入 除尘系统 企业", "关系", "建筑"), type("任职 企业", "任职"), type("动火 企业", "事件"),
];
const facts = [
  fact("企业.涉爆", "是否", "是 否", "长期"), fact("炉窑.炉型", "单选", "熔炼炉 保温炉 其他", "长期"),
  fact("炉窑.积水", "是否", "是 否"), fact("炉窑.报警", "设施", "有且有效 有但失效 无"), fact("炉窑.容量", "数值", "", "长期"),
  fact("除尘系统.粉尘", "多选", "铝镁 木粉 粮食", "长期"), fact("任职.证书有效期至", "日期", "", "至某日"),
  fact("炉窑.压力表在检定期内", "是否", "是 否", "至某日"),
];

export const library = {
  is: "Library",
  types: new Map(types.map((one) => [one.name, one])),
  facts: new Map(facts.map((one) => [`${one.objectType}.${one.name}`, one])),
  names: new Map(), standards: new Map(), rules: [], constraints: [], digest: "0123456789abcdef",
} as unknown as Library;

export const by = (person = "周明", time = "10:21:08"): By => ({ 人: person, 时间: `2026-11-25T${time}` });

export const begun = (id = "DL-1"): VisitDocument =>
  startVisit(
    {
      检查: { 编号: id, 类型: "行政检查", 日期: ["2026-11-25"], 人员: [{ 姓名: "周明", 证号: "JC-0231" }, { 姓名: "林芳" }] },
      企业: { 名称: "恒拓压铸有限公司", 地址: "工业园五路16号" },
    },
    { digest: "0123456789abcdef" },
  );

/** A building, a hall, two furnaces, one of them a group of twelve. */
export function furnished(): VisitDocument {
  const add = (document: VisitDocument, object: Parameters<typeof addObject>[2]): VisitDocument =>
    addObject(document, library.types, object).document;
  return [
    { 类型: "建筑", 名称: "一号厂房" },
    { 类型: "车间", 名称: "压铸车间", 在: "一号厂房" },
    { 类型: "炉窑", 名称: "1号炉", 在: "压铸车间" },
    { 类型: "炉窑", 名称: "保温炉", 在: "压铸车间", 数量: 12 },
    { 类型: "除尘系统", 名称: "布袋除尘" },
  ].reduce(add, begun());
}

/** A generator of numbers 0 ≤ x < 1 that gives the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
