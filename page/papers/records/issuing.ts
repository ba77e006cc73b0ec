/** The check list before issuing (出具前核对), as checklists/records/issuing.py makes it: what a person has to look up, choose, fill
 * in or confirm before a paper goes out. */
import type { Observation } from "../../judge/judging/index.ts";
import { clauseNamed } from "../../judge/judging/observations.ts";
import { EDITORIAL, clauseOf, type Rule, type Standard } from "../../judge/model/library.ts";
import { HITS, type Verdict } from "../../judge/verdict/verdict.ts";
import { clauseTitle, rulingLines, type Finding } from "../findings.ts";
import { keyOf, many, type Desk } from "../input.ts";
import { leavesOf } from "../reasons.ts";
import { sourceOf, type Source } from "../sources.ts";
import { distinct, fill, kept, word, type PaperWords } from "../words.ts";
import { knownBy, printedObservation, type LegalFields, type Printed } from "./fields.ts";
import { inspectorsOf } from "./head.ts";
import type { LeftOut } from "./outward.ts";

/** An inspector's own finding and its number in the paper. */
export type Numbered = readonly [number, Observation];
type NumberedLaw = readonly [number, LegalFields];

/** One cited clause: how well its text is known, and the numbers of the findings that cite it. */
interface ClauseCheck { readonly address: string; readonly grades: Set<string>; readonly numbers: Set<number> }
/** A cited standard: where to look it up, and its cited clauses by number. */
interface StandardCheck { readonly name: string; readonly source: Source; readonly clauses: Map<string, ClauseCheck> }
/** One candidate for 违反条款 and 处理依据, and how well it is known. */
interface LawCheck { readonly violated: string | null; readonly handledUnder: string | null; readonly known: string }

/** Everything to tick. */
export interface BeforeIssuing {
  /** Left-out hazards, with the opinion that would put each into the outward record. */
  readonly leftOut: readonly { readonly leftOut: LeftOut; readonly opinions: readonly string[] }[];
  readonly standards: readonly StandardCheck[];
  readonly laws: readonly LawCheck[];
  readonly readings: readonly string[];
  readonly lapsed: readonly string[];
  /** To fill in, choose, take along. */
  readonly toDo: readonly string[];
}

/** The check list for the findings of a working paper (`printed`: those that are or may be hazards). */
export function beforeIssuing(
  desk: Desk,
  printed: readonly Printed[],
  observations: readonly Numbered[],
  leftOut: readonly LeftOut[],
): BeforeIssuing {
  const { words } = desk;
  const findings = printed.map(({ finding }) => finding);
  const laws: NumberedLaw[] = [
    ...printed.map(({ finding, law }) => [finding.number, law] as const),
    ...observations.map(([number, item]) => [number, printedObservation(item, words, true)] as const),
  ];
  const deadlines = laws.length ? [fill(words.record, "deadlines", { numbers: numbersOf(laws.map(([number]) => number)) })] : [];
  return {
    leftOut: leftOut.map((one) => ({ leftOut: one, opinions: opinionsOf(one) })),
    standards: standardsOf(findings, observations, desk),
    laws: lawsOf(findings, observations, words),
    readings: distinct(readingsOf(findings, desk)),
    lapsed: [...lapsedOf(desk.judgement.verdicts, desk)],
    toDo: [
      ...ofVisit(desk),
      ...ofFields(laws, words),
      ...deadlines,
      ...withoutEvidence(findings, desk),
      ...withoutPhoto(observations, words),
    ],
  };
}

function standardsOf(findings: readonly Finding[], observations: readonly Numbered[], desk: Desk): StandardCheck[] {
  const { library, words } = desk;
  const found = new Map<string, StandardCheck>();
  const noGrade = word(words.record, "no_grade");
  const note = (standard: Standard, ref: string, grades: readonly string[], number: number): void => {
    const { title, number: document } = standard;
    const name = fill(words.record, "cited_standard", { title, number: document });
    const check = kept(found, standard.id, () => ({ name, source: sourceOf(standard, words), clauses: new Map() }));
    const made = (): ClauseCheck => ({ address: clauseOf(standard, ref).address, grades: new Set(), numbers: new Set() });
    const clause = kept(check.clauses, ref, made);
    for (const grade of grades) clause.grades.add(grade);
    clause.numbers.add(number);
  };
  for (const finding of findings) {
    const standard = desk.standard(finding.first.standard);
    if (standard.kind === EDITORIAL) continue;
    note(standard, finding.first.clause, [gradeOf(desk.rule(finding.first.rule), words)], finding.number);
    const refs = new Map(standard.clauses.map(({ address, ref }) => [address, ref]));
    for (const address of distinct(finding.objects.flatMap(({ further }) => further))) {
      const ref = refs.get(address);
      if (ref !== undefined) note(standard, ref, [noGrade], finding.number);
    }
  }
  for (const [number, observation] of observations) {
    const named = clauseNamed(observation.basis, library, desk.visit.judgedOn);
    if (!named || observation.is_editorial) continue;
    const { standard, ref } = named;
    const rules = library.rules.filter((rule) => rule.standard === standard.id && rule.clause === ref);
    note(standard, ref, rules.length ? rules.map((rule) => gradeOf(rule, words)) : [noGrade], number);
  }
  return [...found.values()];
}

function gradeOf(rule: Rule, { record, confidence }: PaperWords): string {
  const text = rule.textComplete ? word(record, "complete") : fill(record, "incomplete", { missing: rule.textMissing ?? "" });
  return fill(record, "grade", { confidence: word(confidence, rule.confidence), text, day: rule.verifiedOn });
}

function lawsOf(findings: readonly Finding[], observations: readonly Numbered[], { record }: PaperWords): LawCheck[] {
  const shown = observations.filter(([, observation]) => observation.level !== "undetermined");
  const handling = [
    ...findings.flatMap((finding) => finding.handling.map(([one]) => one)),
    ...shown.flatMap(([, observation]) => observation.handling),
  ];
  const checks = handling.map((one) => ({ violated: one.violated, handledUnder: one.handled_under, known: knownBy(one, record) }));
  const different = new Map<string, LawCheck>();
  for (const check of checks) kept(different, keyOf(check.violated, check.handledUnder, check.known), () => check);
  return [...different.values()];
}

function* readingsOf(findings: readonly Finding[], { rules, words }: Desk): Generator<string> {
  for (const { first } of findings) {
    for (const line of rulingLines(first, words.texts)) yield `${first.cite}：${line}`;
    const ruled = new Set(first.rulings.map(({ reading }) => reading));
    for (const reading of rules.get(first.rule)?.readings ?? []) {
      const isOwn = reading.id === `${first.rule}#${reading.name}`;
      if (!isOwn || ruled.has(reading.id) || !HITS.has(first.outcome)) continue;
      yield `${first.cite}：${fill(words.record, "reading_same", { reading: reading.question })}`;
    }
  }
}

function* lapsedOf(verdicts: readonly Verdict[], desk: Desk): Generator<string> {
  for (const { overruling: opinion, ...verdict } of verdicts) {
    if (!opinion || opinion.in_force) continue;
    yield fill(desk.words.record, "lapsed_opinion", {
      clause: clauseTitle(desk.standard(verdict.standard), verdict.clause),
      object: verdict.object_name,
      person: opinion.person,
      date: opinion.date,
      conclusion: opinion.conclusion,
      why: String(opinion.lapsed_because),
    });
  }
}

function* ofVisit(desk: Desk): Generator<string> {
  const { record } = desk.words;
  const { document } = desk.visit;
  const people = inspectorsOf(desk);
  const power = document.检查.职权 ?? "无";
  if (people.length < 2) yield fill(record, "few_inspectors", { count: people.length });
  for (const { 姓名: name, 证号: number } of people) if (number === undefined) yield fill(record, "no_certificate", { name });
  yield power === "无" ? word(record, "no_power") : fill(record, "power_given", { power });
  if (document.企业.统一社会信用代码 === undefined) yield word(record, "no_credit_code");
  if (!many(document.范围?.标准).length) yield word(record, "no_scope");
  const undetermined = desk.counted("undetermined");
  const unseen = desk.counted("not_examined");
  if (undetermined || unseen) yield fill(record, "still_open", { undetermined, not_examined: unseen });
}

/** Numbers with several candidates to choose from, and numbers with fields to fill in. */
function* ofFields(laws: readonly NumberedLaw[], { record, blank }: PaperWords): Generator<string> {
  const choices = laws.filter(([, law]) => law.isChoice).map(([number]) => number);
  if (choices.length) yield fill(record, "choose", { numbers: numbersOf(choices) });
  const empty = word(blank, "law");
  const blanks = new Map<string, number[]>();
  for (const [number, law] of laws) {
    const fields: (readonly [string, boolean])[] = [
      ["field_basis", law.basis === empty],
      ["field_violated", law.candidates.some(({ violated }) => violated === empty)],
      ["field_handled", law.isHandled && law.candidates.some(({ handledUnder }) => handledUnder === empty)],
    ];
    const names = fields.filter(([, isEmpty]) => isEmpty).map(([name]) => word(record, name));
    if (names.length) kept(blanks, names.join("、"), () => []).push(number);
  }
  for (const [fields, numbers] of blanks) yield fill(record, "fill_in", { numbers: numbersOf(numbers), fields });
}

const numbersOf = (numbers: readonly number[]): string => numbers.join("、");

function* withoutEvidence(findings: readonly Finding[], desk: Desk): Generator<string> {
  for (const finding of findings) {
    const bare = finding.verdicts.filter((verdict) => {
      const leaves = verdict.situations.flatMap(({ because }) => [...leavesOf(because)]);
      return !leaves.some((leaf) => desk.answer(leaf.object, leaf.fact)?.evidence.length);
    });
    const objects = bare.map((verdict) => verdict.object_name).join("、");
    if (bare.length) yield fill(desk.words.record, "no_evidence", { number: finding.number, title: finding.headline, objects });
  }
}

function* withoutPhoto(observations: readonly Numbered[], { record }: PaperWords): Generator<string> {
  const numbers = observations.filter(([, { photos }]) => !photos.length).map(([number]) => number);
  if (numbers.length) yield fill(record, "no_photo", { numbers: numbersOf(numbers) });
}

/** What kind of opinion confirms a hazard that was left out for a reason, where it is not the text that was looked up. */
const KINDS: Readonly<Record<string, string>> = { awaiting_panel: "事实", editorial: "事实", reading_open: "读法" };

/** For each object the line to write under 意见, its digests filled in. */
function opinionsOf(leftOut: LeftOut): string[] {
  if (!leftOut.canBeConfirmed) return [];
  const kind = KINDS[leftOut.reason] ?? "原文已核";
  const step = leftOut.reason === "awaiting_panel" ? "有权机关认定" : "检查人员意见";
  return leftOut.verdicts.map(
    (verdict) =>
      `- {规则: ${JSON.stringify(verdict.rule)}, 对象: ${JSON.stringify(verdict.object ?? "")}, 意见: ${leftOut.rule.level}, 种类: ${kind}, ` +
      `层级: ${step}, 人: ＿＿, 日期: ＿＿, 理由: ＿＿, 规则摘要: ${verdict.rule_digest}, 依据摘要: ${verdict.grounds_digest}}`,
  );
}
