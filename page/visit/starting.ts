/** A visit begun: its head, its scope, its signature. */
import type { Enterprise, Occasion, Person, ScopeWritten, VisitDocument } from "../judge/model/visit.ts";
import { clean, cleanLine } from "./cleaning.ts";
import { latestDay, startOfDate } from "./days.ts";
import { type By, isKnown, isSigned } from "./reading.ts";
import { compact } from "./records.ts";
import { Refused } from "./refusal.ts";

export interface Head {
  readonly 检查: Occasion;
  readonly 企业: Enterprise;
  readonly 范围?: ScopeWritten;
  readonly 上次检查?: string;
}
export interface LibraryInfo {
  readonly digest: string;
  readonly engine?: string;
}

/** An id for a new visit: day and a few random letters, so that visits begun on two phones differ. `random` gives 0 ≤ x < 1. */
export function newVisitId(day: string, random: () => number): string {
  const letters = Array.from({ length: 6 }, () => "23456789abcdefghjkmnpqrstuvwxyz"[Math.floor(random() * 31)]);
  return `${day.replace(/-/g, "")}-${letters.join("")}`;
}

export function startVisit(head: Head, library: LibraryInfo): VisitDocument {
  return compact<VisitDocument>({
    检查: occasionOf(head.检查),
    企业: enterpriseOf(head.企业),
    范围: head.范围 && scopeOf(head.范围),
    上次检查: head.上次检查,
    填写: compact({ 规则库: library.digest, 引擎: library.engine, 方式: "网页" as const }),
  });
}

/** Parts of the head replaced. Refused on a signed document, or where an event would lie after the visit. */
export function setHead(document: VisitDocument, parts: Partial<Omit<Head, "范围">>): VisitDocument {
  refuseSigned(document, "检查信息");
  const changed: VisitDocument = {
    ...document,
    ...(parts.检查 ? { 检查: occasionOf(parts.检查) } : {}),
    ...(parts.企业 ? { 企业: enterpriseOf(parts.企业) } : {}),
    ...(parts.上次检查 ? { 上次检查: clean(parts.上次检查) } : {}),
  };
  for (const { 日期 } of changed.对象 ?? []) {
    if (日期 !== undefined && startOfDate(日期) > latestDay(changed)) throw new Refused("dateTooLate", 日期);
  }
  return changed;
}

/** The scope replaced. Refused if an area is no object of the visit. */
export function setScope(document: VisitDocument, scope: ScopeWritten): VisitDocument {
  refuseSigned(document, "检查范围");
  for (const area of scope.区域 ?? []) if (!isKnown(document, area)) throw new Refused("noObject", area);
  return { ...document, 范围: scopeOf(scope) };
}

/** The document made as one filled in with this library. */
export const setLibrary = (document: VisitDocument, library: LibraryInfo): VisitDocument => ({
  ...document,
  填写: compact({ 规则库: library.digest, 引擎: library.engine, 方式: "网页" as const }),
});

/** The document signed: from now on answers are only corrected. */
export function sign(document: VisitDocument, by: By): VisitDocument {
  refuseSigned(document, "签字");
  return { ...document, 签字: `${by.人} ${by.时间}` };
}

/** Throws if the document is signed; `what` names what was to be changed. */
export function refuseSigned(document: VisitDocument, what: string): void {
  if (isSigned(document)) throw new Refused("signed", what);
}

function occasionOf(written: Occasion): Occasion {
  const id = cleanLine(written.编号);
  const days = written.日期.map(clean).filter(Boolean);
  if (!id || !days.length) throw new Refused("empty");
  for (const day of [...days, ...(written.判定日期 ? [written.判定日期] : [])]) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || startOfDate(day) !== day) throw new Refused("date", day);
  }
  return compact<Occasion>({
    编号: id,
    类型: written.类型,
    日期: days,
    判定日期: written.判定日期,
    人员: (written.人员 ?? []).map(personOf),
    职权: written.职权,
    单位: written.单位 && cleanLine(written.单位),
  });
}

function personOf(person: Person): Person {
  const name = cleanLine(person.姓名);
  if (!name) throw new Refused("empty");
  return compact<Person>({
    姓名: name,
    证号: person.证号 && cleanLine(person.证号),
    单位: person.单位 && cleanLine(person.单位),
    身份: person.身份,
  });
}

function enterpriseOf(written: Enterprise): Enterprise {
  const name = cleanLine(written.名称);
  if (!name) throw new Refused("empty");
  return compact<Enterprise>({
    名称: name,
    统一社会信用代码: written.统一社会信用代码 && cleanLine(written.统一社会信用代码),
    地址: written.地址 && cleanLine(written.地址),
  });
}

const scopeOf = (scope: ScopeWritten): ScopeWritten =>
  compact<ScopeWritten>({
    标准: scope.标准,
    条款: scope.条款,
    区域: scope.区域,
    抽样: scope.抽样 && clean(scope.抽样),
    说明: scope.说明 && clean(scope.说明),
  });
