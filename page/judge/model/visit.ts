/** A visit as written: the same form, with Chinese keys, as judge/model/visit.py reads it. Immutable: a change makes a new one. */

export type YesNo = "是" | "否";
export type VisitKind = "行政检查" | "日常巡查" | "专家帮扶" | "企业自查" | "复查";
export const REASONS_FOR_NO_ANSWER = [
  "未查", "查不清", "需检测", "待补资料", "现场未能出示", "拒不提供", "待专家认定", "不明",
] as const;
export type NoAnswer = (typeof REASONS_FOR_NO_ANSWER)[number];

/** A value; a list (of a single choice: what it may be; of a multiple choice: the boxes ticked); or boxes with 是, 否 or 未查. */
export type AnswerValue = string | readonly string[] | Readonly<Record<string, string>>;

export interface AnswerRecord {
  readonly 答?: AnswerValue;
  readonly 无答?: NoAnswer;
  readonly 期限?: string;
  readonly 人?: string;
  readonly 时间?: string;
  readonly 证据?: readonly string[];
  readonly 备注?: string;
  readonly 批量?: YesNo;
  readonly 沿用?: string;
  readonly 抽查?: string;
  readonly 企业自报?: YesNo;
}
/** The page writes records; a file may also hold the bare value. */
export type WrittenAnswer = AnswerRecord | AnswerValue;

export interface Person {
  readonly 姓名: string;
  readonly 证号?: string;
  readonly 单位?: string;
  readonly 身份?: "检查人员" | "专家" | "陪同人员";
}
export interface Occasion {
  readonly 编号: string;
  readonly 类型: VisitKind;
  readonly 日期: readonly string[];
  readonly 判定日期?: string;
  readonly 人员?: readonly Person[];
  readonly 职权?: "有赋权" | "受委托" | "无";
  readonly 单位?: string;
}
export interface Enterprise {
  readonly 名称: string;
  readonly 统一社会信用代码?: string;
  readonly 地址?: string;
}
export interface ScopeWritten {
  readonly 标准?: readonly string[];
  readonly 条款?: readonly string[];
  readonly 区域?: readonly string[];
  readonly 抽样?: string;
  readonly 说明?: string;
}
export interface ObjectWritten {
  readonly 编号: string;
  readonly 类型: string;
  readonly 名称?: string;
  readonly 在?: string;
  readonly 另一端?: string;
  readonly 日期?: string;
  readonly 数量?: number | string;
}
export interface RosterWritten {
  readonly 在?: string;
  readonly 类型: readonly string[];
  readonly 完整: YesNo;
  readonly 人?: string;
  readonly 时间?: string;
  readonly 备注?: string;
}
export interface ObservationWritten {
  readonly 所见: string;
  readonly 位置?: string;
  readonly 对象?: string;
  readonly 照片?: readonly string[];
  readonly 人?: string;
  readonly 时间?: string;
  readonly 依据?: string;
  readonly 等级?: "一般" | "待定";
  readonly 整改?: string;
}
export interface PhotoWritten {
  readonly 名称: string;
  /** SHA-256 of the scaled copy. */
  readonly 摘要: string;
  readonly 时间?: string;
  readonly 人?: string;
  readonly 备注?: string;
}
export interface Reinspection {
  readonly 规则: string;
  readonly 对象: string;
  readonly 结果: "已改" | "部分" | "未改" | "整改中";
  readonly 人?: string;
  readonly 时间?: string;
  readonly 备注?: string;
  readonly 整改前照片?: readonly string[];
  readonly 整改后照片?: readonly string[];
}
export interface FixWritten {
  readonly 规则: string;
  readonly 对象: string;
  readonly 当场整改: string;
  readonly 人: string;
  readonly 时间?: string;
}
export interface MainClause {
  readonly 对象: string;
  readonly 主条: string;
  readonly 并案?: readonly string[];
}
export interface OpinionWritten {
  readonly 规则: string;
  readonly 对象: string;
  readonly 意见: "重大" | "一般" | "不构成" | "不适用" | "待定";
  readonly 种类: "事实" | "读法" | "行业归属" | "规则有误" | "原文已核";
  readonly 人: string;
  readonly 理由: string;
  readonly 日期: string;
  readonly 层级?: "检查人员意见" | "有权机关认定";
  readonly 规则摘要: string;
  readonly 依据摘要: string;
}
export interface Correction {
  readonly 对象?: string;
  readonly 事实: string;
  readonly 原答: WrittenAnswer;
  readonly 更正为: WrittenAnswer;
  readonly 人: string;
  readonly 时间: string;
  readonly 理由: string;
}
export interface VisitDocument {
  readonly 检查: Occasion;
  readonly 企业: Enterprise;
  readonly 范围?: ScopeWritten;
  readonly 对象?: readonly ObjectWritten[];
  readonly 名单?: readonly RosterWritten[];
  /** Object id → fact (`事实` or `事实@标准/条款`) → answer. */
  readonly 答案?: Readonly<Record<string, Readonly<Record<string, WrittenAnswer>>>>;
  readonly 见闻?: readonly ObservationWritten[];
  readonly 意见?: readonly OpinionWritten[];
  readonly 主条?: readonly MainClause[];
  readonly 当场整改?: readonly FixWritten[];
  readonly 更正?: readonly Correction[];
  readonly 签字?: string;
  readonly 上次检查?: string;
  readonly 复查?: readonly Reinspection[];
  readonly 照片?: readonly PhotoWritten[];
  /** By digest: a `data:` address; only in exports with photos. */
  readonly 照片数据?: Readonly<Record<string, string>>;
  readonly 填写?: { readonly 规则库: string; readonly 引擎?: string; readonly 方式?: "网页" | "表格" | "纸质" | "终端" };
}
