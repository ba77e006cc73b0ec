/** The form of a visit document, as judge/model/visit.py has it: foreign data is brought to it, or told where it does not fit. */
import { REASONS_FOR_NO_ANSWER } from "../judge/model/visit.ts";
import { clean, cleanLine } from "./cleaning.ts";
import { endOfDate } from "./days.ts";
import { has, recordOf } from "./records.ts";

/** What does not fit, by path. */
export interface Misfits {
  readonly wrong: string[];
  /** Keys that this form does not have; they are kept as they are. */
  readonly unknown: string[];
}
type Shape = (value: unknown, path: string, misfits: Misfits) => unknown;
interface Fields {
  readonly [key: string]: { readonly shape: Shape; readonly isNeeded: boolean };
}

const wrong = (path: string, misfits: Misfits): undefined => void misfits.wrong.push(path);
const scalar = (value: unknown): string | undefined =>
  typeof value === "string" ? value : typeof value === "boolean" ? (value ? "是" : "否") : typeof value === "number" ? String(value) : undefined;

const text: Shape = (value, path, misfits) => {
  const found = scalar(value);
  return found === undefined || !clean(found) ? wrong(path, misfits) : clean(found);
};
const oneOf = (...words: readonly string[]): Shape => (value, path, misfits) => {
  const found = scalar(value)?.trim();
  return found !== undefined && words.includes(found) ? found : wrong(path, misfits);
};
const yesNo = oneOf("是", "否");
const day: Shape = (value, path, misfits) => {
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(scalar(value)?.trim() ?? "");
  return (match && endOfDate(match.slice(1).join("-"))) ?? wrong(path, misfits);
};
const count: Shape = (value, path, misfits) => {
  const found = Number(scalar(value));
  return Number.isInteger(found) && found >= 1 && found <= 100_000 ? found : wrong(path, misfits);
};
const digest: Shape = (value, path, misfits) =>
  typeof value === "string" && /^[0-9a-f]{64}$/.test(value) ? value : wrong(path, misfits);

/** A list; a single value stands for a list of one where `one` allows it. */
const listOf = (shape: Shape, one = false): Shape => (value, path, misfits) => {
  if (!Array.isArray(value)) return one ? [shape(value, path, misfits)] : wrong(path, misfits);
  return value.map((item, n) => shape(item, `${path}[${n + 1}]`, misfits));
};
const isKeyed = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Free keys, each with a value of one shape. Keys that become equal when cleaned do not fit. */
const mapOf = (shape: Shape): Shape => (value, path, misfits) => {
  if (!isKeyed(value)) return wrong(path, misfits);
  const pairs = Object.entries(value)
    .filter(([, part]) => part !== null)
    .map(([key, part]) => [cleanLine(key), shape(part, `${path}.${cleanLine(key)}`, misfits)] as const);
  const keys = pairs.map(([key]) => key);
  if (keys.some((key) => !key) || new Set(keys).size < keys.length) return wrong(path, misfits);
  return recordOf(pairs);
};
const recordWith = (fields: Fields): Shape => (value, path, misfits) => {
  if (!isKeyed(value)) return wrong(path, misfits);
  for (const [key, { isNeeded }] of Object.entries(fields)) {
    if (isNeeded && (!has(value, key) || value[key] === null)) wrong(join(path, key), misfits);
  }
  return recordOf(
    Object.entries(value).flatMap(([key, part]) => {
      if (part === null) return [];
      const known = has(fields, key) ? fields[key] : undefined;
      if (!known) misfits.unknown.push(join(path, key));
      return [[key, known ? known.shape(part, join(path, key), misfits) : part] as const];
    }),
  );
};
const join = (path: string, key: string): string => (path ? `${path}.${key}` : key);
const needed = (shape: Shape): Fields[string] => ({ shape, isNeeded: true });
const may = (shape: Shape): Fields[string] => ({ shape, isNeeded: false });
const texts = listOf(text, true);

const ANSWER: Fields = {
  答: may((value, path, misfits) => answerValue(value, path, misfits)),
  无答: may(oneOf(...REASONS_FOR_NO_ANSWER)),
  期限: may(day), 人: may(text), 时间: may(text), 证据: may(texts), 备注: may(text), 批量: may(yesNo), 沿用: may(text),
  抽查: may(text), 企业自报: may(yesNo),
};

/** A value, a list, or boxes. */
const answerValue: Shape = (value, path, misfits) => {
  if (Array.isArray(value)) return listOf(text)(value, path, misfits);
  return isKeyed(value) ? mapOf(text)(value, path, misfits) : text(value, path, misfits);
};

/** A value, or a record with its circumstances: told apart as judge/resolve/answers.py does. */
const answer: Shape = (value, path, misfits) => {
  if (!isKeyed(value)) return answerValue(value, path, misfits);
  const keys = Object.keys(value);
  const isRecord = keys.includes("答") || keys.includes("无答") || (keys.length > 0 && keys.every((key) => has(ANSWER, key)));
  return isRecord ? recordWith(ANSWER)(value, path, misfits) : answerValue(value, path, misfits);
};

const PERSON = recordWith({ 姓名: needed(text), 证号: may(text), 单位: may(text), 身份: may(oneOf("检查人员", "专家", "陪同人员")) });
const WHO = { 人: may(text), 时间: may(text), 备注: may(text) };

const VISIT: Fields = {
  检查: needed(
    recordWith({
      编号: needed(text), 类型: needed(oneOf("行政检查", "日常巡查", "专家帮扶", "企业自查", "复查")), 日期: needed(listOf(day, true)),
      判定日期: may(day), 人员: may(listOf(PERSON, true)), 职权: may(oneOf("有赋权", "受委托", "无")), 单位: may(text),
    }),
  ),
  企业: needed(recordWith({ 名称: needed(text), 统一社会信用代码: may(text), 地址: may(text) })),
  范围: may(recordWith({ 标准: may(texts), 条款: may(texts), 区域: may(texts), 抽样: may(text), 说明: may(text) })),
  对象: may(
    listOf(
      recordWith({
        编号: needed(text), 类型: needed(text), 名称: may(text), 在: may(text), 另一端: may(text), 日期: may(text), 数量: may(count),
      }),
    ),
  ),
  名单: may(listOf(recordWith({ 在: may(text), 类型: needed(texts), 完整: needed(yesNo), ...WHO }))),
  答案: may(mapOf(mapOf(answer))),
  见闻: may(
    listOf(
      recordWith({
        所见: needed(text), 位置: may(text), 对象: may(text), 照片: may(texts), 人: may(text), 时间: may(text), 依据: may(text),
        等级: may(oneOf("一般", "待定")), 整改: may(text),
      }),
    ),
  ),
  意见: may(
    listOf(
      recordWith({
        规则: needed(text), 对象: needed(text), 意见: needed(oneOf("重大", "一般", "不构成", "不适用", "待定")),
        种类: needed(oneOf("事实", "读法", "行业归属", "规则有误", "原文已核")), 人: needed(text), 理由: needed(text), 日期: needed(day),
        层级: may(oneOf("检查人员意见", "有权机关认定")), 规则摘要: needed(text), 依据摘要: needed(text),
      }),
    ),
  ),
  主条: may(listOf(recordWith({ 对象: needed(text), 主条: needed(text), 并案: may(texts) }))),
  当场整改: may(
    listOf(recordWith({ 规则: needed(text), 对象: needed(text), 当场整改: needed(text), 人: needed(text), 时间: may(text) })),
  ),
  更正: may(
    listOf(
      recordWith({
        对象: may(text), 事实: needed(text), 原答: needed(answer), 更正为: needed(answer), 人: needed(text), 时间: needed(text),
        理由: needed(text),
      }),
    ),
  ),
  签字: may(text),
  上次检查: may(text),
  复查: may(
    listOf(
      recordWith({
        规则: needed(text), 对象: needed(text), 结果: needed(oneOf("已改", "部分", "未改", "整改中")), ...WHO, 整改前照片: may(texts),
        整改后照片: may(texts),
      }),
    ),
  ),
  照片: may(listOf(recordWith({ 名称: needed(text), 摘要: needed(digest), ...WHO }))),
  照片数据: may(mapOf((value, path, misfits) => (typeof value === "string" ? value : wrong(path, misfits)))),
  填写: may(recordWith({ 规则库: needed(text), 引擎: may(text), 方式: may(text) })),
};

/** The value as a visit document; it may be used only if nothing is wrong. */
export const visitOf = (value: unknown, misfits: Misfits): unknown => recordWith(VISIT)(value, "", misfits);
