/** What the papers open with, as checklists/records/head.py makes it: who was inspected by whom, when, with what power, within what
 * scope. */
import { isoDay, showDate } from "../../judge/values/dates.ts";
import { EDITORIAL, type Standard } from "../../judge/model/library.ts";
import type { Person } from "../../judge/model/visit.ts";
import { clauseTitle } from "../findings.ts";
import { many, type Desk } from "../input.ts";
import { cut, fill, word, type PaperWords } from "../words.ts";

/** How much of a digest is printed. */
const DIGITS = 12;
const BRIEF = ["enterprise", "address", "visit", "days", "inspectors", "office"];
const INSPECTOR = "检查人员";

/** Lines of a name and what stands there; `digests` are for whoever proves the paper. */
export interface Head {
  readonly title: string;
  readonly id: string;
  readonly enterprise: string;
  readonly lines: readonly (readonly [string, string])[];
  /** The lines that a short paper opens with. */
  readonly brief: readonly (readonly [string, string])[];
  readonly scope: readonly (readonly [string, readonly string[]])[];
  readonly digests: string;
  /** Name and number of the certificate. */
  readonly inspectors: readonly (readonly [string, string])[];
}

/** The head of a paper. */
export function headOf(desk: Desk, title: string): Head {
  const { visit, words } = desk;
  const lines = [...linesOf(desk)];
  const brief = new Set(BRIEF.map((name) => word(words.record, name)));
  const digests = {
    library: desk.judgement.libraryDigest.slice(0, DIGITS),
    engine: words.engine,
    answers: visit.digest.slice(0, DIGITS),
  };
  return {
    title,
    id: visit.id,
    enterprise: visit.enterprise,
    lines,
    brief: lines.filter(([name]) => brief.has(name)),
    scope: [...scopeOf(desk)].filter(([, lines]) => lines.length),
    digests: fill(words.record, "digests", digests),
    inspectors: inspectorsOf(desk).map((person) => [person.姓名, certificate(person, words)]),
  };
}

/** Who inspects. */
export const inspectorsOf = (desk: Desk): Person[] =>
  many(desk.visit.document.检查.人员).filter(({ 身份 }) => (身份 ?? INSPECTOR) === INSPECTOR);

const certificate = (person: Person, { blank }: PaperWords): string => person.证号 ?? word(blank, "certificate");

function* linesOf(desk: Desk): Generator<readonly [string, string]> {
  const { record, blank } = desk.words;
  const { 检查: occasion, 企业: enterprise } = desk.visit.document;
  const line = word(blank, "line");
  yield [word(record, "enterprise"), enterprise.名称];
  yield [word(record, "credit_code"), enterprise.统一社会信用代码 || line];
  yield [word(record, "address"), enterprise.地址 || line];
  yield [word(record, "visit"), occasion.编号];
  yield [word(record, "kind"), occasion.类型];
  yield [word(record, "days"), many<string>(occasion.日期).map(isoDay).join("、")];
  yield [word(record, "judged_on"), showDate(desk.visit.judgedOn)];
  const people = inspectorsOf(desk).map((person) =>
    fill(record, "inspector", { name: person.姓名, certificate: certificate(person, desk.words), unit: unitOf(person) }),
  );
  yield [word(record, "inspectors"), people.join("；") || line];
  const others = many(occasion.人员).filter(({ 身份 }) => (身份 ?? INSPECTOR) !== INSPECTOR);
  if (others.length) yield [word(record, "company"), others.map((person) => companion(person, desk.words)).join("；")];
  yield [word(record, "office"), occasion.单位 || line];
  yield [word(record, "power"), occasion.职权 ?? "无"];
}

const unitOf = (person: Person): string => (person.单位 ? `，${person.单位}` : "");

/** Someone who came along, with the role. */
function companion(person: Person, { record }: PaperWords): string {
  const number = person.证号 ? `，${person.证号}` : "";
  return fill(record, "companion", { name: person.姓名, role: person.身份 ?? "", certificate: number, unit: unitOf(person) });
}

/** What was fixed beforehand; what is not restricted says so. */
function* scopeOf(desk: Desk): Generator<readonly [string, readonly string[]]> {
  const { record } = desk.words;
  const { scope } = desk.judgement;
  const fixed = desk.visit.document.范围 ?? {};
  const or = (lines: readonly string[], name: string): readonly string[] => (lines.length ? lines : [word(record, name)]);
  yield [word(record, "standards"), or(scope.standards.map((each) => standardLine(each, desk.words)), "no_standard")];
  const whole = scope.notEncoded.size ? "encoded_clauses" : "all_clauses";
  yield [word(record, "clauses"), or(scope.clauses.map((clause) => clauseText(clause, desk)), whole)];
  yield [word(record, "areas"), or(scope.areas, "all_areas")];
  yield [word(record, "sampling"), [fixed.抽样 || word(record, "no_sampling")]];
  yield [word(record, "scope_note"), fixed.说明 ? [fixed.说明] : []];
}

function standardLine(standard: Standard, { record }: PaperWords): string {
  const { title, number } = standard;
  const form = standard.kind === EDITORIAL ? "editorial_standard" : "standard";
  return fill(record, form, { title, number, day: showDate(standard.inForceFrom) });
}

/** Whether a clause is, or stands in, a part of its standard. */
export const isWithin = (ref: string, part: string): boolean => ref === part || ref.startsWith(`${part}.`);

/** `<standard>/<ref>` as people read it; of a whole chapter, how many clauses it has. */
function clauseText(reference: string, desk: Desk): string {
  const [name, ref] = cut(reference, "/");
  const standard = desk.library.standards.get(name);
  if (!standard) return reference;
  const [only, ...rest] = standard.clauses.filter((clause) => isWithin(clause.ref, ref));
  if (only && !rest.length) return clauseTitle(standard, only.ref);
  return fill(desk.words.record, "chapter", { title: standard.shortTitle, ref, count: only ? rest.length + 1 : 0 });
}
