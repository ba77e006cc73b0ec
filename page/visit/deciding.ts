/** What people decide on findings: put right on the spot, the clause to cite, opinions, what a re-check found. */
import type { FixWritten, MainClause, OpinionWritten, Reinspection, VisitDocument } from "../judge/model/visit.ts";
import { clean, cleanLine } from "./cleaning.ts";
import type { By } from "./reading.ts";
import { compact } from "./records.ts";
import { Refused } from "./refusal.ts";
import { withoutEmpty } from "./removing.ts";
import { refuseSigned } from "./starting.ts";

/** The rule and object of a finding. */
export interface Finding {
  readonly rule: string;
  readonly object: string;
}
const isOf = ({ rule, object }: Finding) => (record: { readonly 规则: string; readonly 对象: string }): boolean =>
  record.规则 === rule && record.对象 === object;

/** 当场整改: what was done at once; an empty text takes it back. The answers stay as found. */
export function setFix(document: VisitDocument, finding: Finding, what: string, by: By): VisitDocument {
  refuseSigned(document, "当场整改");
  const others = (document.当场整改 ?? []).filter((fix) => !isOf(finding)(fix));
  const text = clean(what);
  const fix: FixWritten = { 规则: finding.rule, 对象: finding.object, 当场整改: text, 人: cleanLine(by.人), 时间: by.时间 };
  return withoutEmpty({ ...document, 当场整改: text ? [...others, fix] : others });
}

/** 主条: of several rules on one object, the one to cite, and those under it; these are in no other choice of the object. */
export function setMainClause(document: VisitDocument, object: string, rule: string, withRules: readonly string[]): VisitDocument {
  refuseSigned(document, "主条");
  const involved = new Set([rule, ...withRules]);
  const others = (document.主条 ?? []).filter(
    (choice) => choice.对象 !== object || ![choice.主条, ...(choice.并案 ?? [])].some((one) => involved.has(one)),
  );
  const choice = compact<MainClause>({ 对象: object, 主条: rule, 并案: withRules.filter((one) => one !== rule) });
  return { ...document, 主条: [...others, choice] };
}

export function clearMainClause(document: VisitDocument, object: string, rule: string): VisitDocument {
  refuseSigned(document, "主条");
  return withoutEmpty({
    ...document,
    主条: (document.主条 ?? []).filter((choice) => choice.对象 !== object || choice.主条 !== rule),
  });
}

/** An opinion added; earlier ones on the same verdict stay, the last one counts. Also after signature: it has its own day. */
export function addOpinion(document: VisitDocument, opinion: OpinionWritten): VisitDocument {
  const [reason, person] = [clean(opinion.理由), cleanLine(opinion.人)];
  if (!reason || !person) throw new Refused("empty");
  return { ...document, 意见: [...(document.意见 ?? []), { ...opinion, 理由: reason, 人: person }] };
}

/** An opinion taken back, by its place in the list. */
export function removeOpinion(document: VisitDocument, index: number): VisitDocument {
  refuseSigned(document, "意见");
  if (!document.意见?.[index]) throw new Refused("index");
  return withoutEmpty({ ...document, 意见: document.意见.filter((_, n) => n !== index) });
}

/** 复查: what was found of a hazard of the earlier visit; one result each, the newest stays. */
export function setReinspection(
  document: VisitDocument, finding: Finding, result: Reinspection["结果"], by: By, note = "",
): VisitDocument {
  refuseSigned(document, "复查");
  const before = (document.复查 ?? []).find(isOf(finding));
  const record = compact<Reinspection>({
    规则: finding.rule,
    对象: finding.object,
    结果: result,
    人: cleanLine(by.人),
    时间: by.时间,
    备注: clean(note) || before?.备注,
    整改前照片: before?.整改前照片,
    整改后照片: before?.整改后照片,
  });
  const list = document.复查 ?? [];
  return { ...document, 复查: before ? list.map((one) => (one === before ? record : one)) : [...list, record] };
}

export function clearReinspection(document: VisitDocument, finding: Finding): VisitDocument {
  refuseSigned(document, "复查");
  return withoutEmpty({ ...document, 复查: (document.复查 ?? []).filter((one) => !isOf(finding)(one)) });
}
