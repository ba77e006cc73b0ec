/** Every text of this room that people read. */

export const REFUSALS = {
  empty: "没有填写内容",
  noObject: "没有编号为“{}”的对象",
  noType: "没有“{}”这种对象",
  parent: "它要放在一个{}下面",
  otherEnd: "要选它的另一端：{}",
  sameEnds: "两端不能是同一个对象",
  parentIsGroup: "“{}”是一组对象，先把要写下级的那一个分出来",
  hasChildren: "“{}”下面还有对象，不能当作一组",
  date: "日期写成 2026-11-20、2026-11 或 2026-11-01..2026-11-10：{}",
  dateTooLate: "日期晚于检查日期：{}",
  dateNotUsed: "{}不是一次事件，没有日期",
  count: "数量是 1 到 100000 的整数",
  splitCount: "分出的数量要少于这一组的数量",
  notGroup: "“{}”不是一组对象",
  lastArea: "检查范围只剩“{}”这一个区域，先改检查范围",
  signed: "已经签字，不能再改：{}",
  reason: "已经签字，改答案要写更正的理由",
  sample: "抽查数要在 1 和这一组的数量之间",
  rosterType: "{}的名单不写在这里",
  photo: "没有这张照片",
  index: "没有这一条",
  otherVisit: "不是同一次检查：{}",
  mergeSigned: "已经签字的检查不能合并：{}",
  notCarried: "上次的这个答案不能沿用",
  nothing: "没有可用的文件",
} as const;

/** Why a visit is not kept on the device; the bar shows it. */
export const NOT_KEPT = {
  满: "存储空间满了，存不住，请立即导出",
  无痕: "无痕浏览不保存，请立即导出",
  不让存: "这个浏览器不让本页保存，请立即导出",
  出错: "保存出错，存不住，请立即导出",
  别处改过: "这次检查在别的页面改过，与这里不一致，请先合并或导出",
} as const;

export const EXPORTS = { file: "判定", person: "检查人员", enterprise: "某企业" } as const;

/** Ends the note that says who settled a contradiction: `李某 11:02 定`. */
export const MERGING = { settled: "定" } as const;

/** Why something could not be read in, and what is told beside it. */
export const IMPORTS = {
  empty: "没有内容",
  tooLarge: "内容超过 20 MB，请用不带照片的导出",
  cutOff: "内容不完整，后面被截断了，请重新导出或补全",
  notJson: "不是判定的检查文件，也不是粘贴用的文字块",
  notVisit: "不是检查文件，或者有的内容不合格式：{}",
  blocksMissing: "文字块没有凑齐：{}",
  blocks: "共 {} 块",
  missing: "缺第 {} 块",
  damaged: "第 {} 块不完整",
  blocksMixed: "混有几份不同的文字块，请一份一份粘贴：{}",
  whole: "整个文件",
  unknownKeys: "这些内容本页不认识，原样保留：{}",
  spoiltPhotos: "有 {} 张照片损坏或不是图片，没有读入",
} as const;
