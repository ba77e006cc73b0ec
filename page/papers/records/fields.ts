/** A finding as both papers print it, as checklists/records/fields.py makes it: three separate fields of law, what was seen, what
 * is demanded, who says so. */
import type { Observation } from "../../judge/judging/index.ts";
import { isPenalty } from "../../judge/judging/handling.ts";
import type { HandledBy } from "../../judge/verdict/verdict.ts";
import type { Finding } from "../findings.ts";
import { isConfirmed, type Desk } from "../input.ts";
import { distinct, fill, word, type PaperWords } from "../words.ts";

const SURE: ReadonlySet<string> = new Set(["官方原文", "两个来源"]);
const MARKS = "①②③④⑤⑥⑦⑧⑨⑩";

/** One candidate for 违反条款 and 处理依据; of several, `mark` ties the two together. */
export interface Candidate {
  readonly mark: string;
  readonly violated: string;
  readonly handledUnder: string;
  /** When it is the one to choose, how well it is known, for which objects. */
  readonly remark: string;
}
/** 判定依据, and the candidates for 违反条款 and 处理依据; blanks where the library does not know. */
export interface LegalFields {
  readonly basis: string;
  readonly candidates: readonly Candidate[];
  /** Whether 处理依据 is printed: what is not yet held to be a hazard is not handled. */
  readonly isHandled: boolean;
  /** Whether who inspects has to choose. */
  readonly isChoice: boolean;
}
/** A finding with what the papers add to it. */
export interface Printed {
  readonly finding: Finding;
  readonly law: LegalFields;
  readonly rectification: readonly string[];
  /** How far up the ladder it has come: the machine's hint, an inspector's opinion, the competent authority. */
  readonly step: string;
  /** What kind of finding it is where that must be said (编者建议). */
  readonly mark: string;
}
type Handling = readonly (readonly [HandledBy, readonly string[]])[];

const legalFields = (basis: string, candidates: readonly Candidate[], isHandled = true): LegalFields => ({
  basis,
  candidates,
  isHandled,
  isChoice: candidates.length > 1,
});

/** A finding for a paper. The outward record cites plainly, and leaves a field blank rather than cite what is not sure. */
export function printed(finding: Finding, desk: Desk, outward: boolean): Printed {
  const { words } = desk;
  const { first } = finding;
  const rule = desk.rule(first.rule);
  const isLowered = first.effective === "ordinary" && rule.level === "重大";
  const penalty = isPenalty(first.cite, finding.handling.map(([one]) => one)) ? first.cite : null;
  const isSure = outward || finding.verdicts.every(isConfirmed);
  const cites = [isSure ? first.cite : finding.cite, ...(finding.sharedFurther ?? [])].join("、");
  const basis = finding.isEditorial || isLowered || penalty !== null ? word(words.blank, "law") : cites;
  const mark = finding.isEditorial ? "editorial" : isLowered && !outward ? "lowered" : null;
  return {
    finding,
    law: legalFields(basis, candidatesOf(finding.handling, words, outward, penalty)),
    rectification: demandsOf(finding, desk),
    step: stepOf(finding, words.ladder),
    mark: mark === null ? "" : word(words.record, mark),
  };
}

/** What is demanded for a finding: the rule's demand, then those of its situations. */
export function demandsOf(finding: Finding, desk: Desk): string[] {
  const rule = desk.rule(finding.first.rule);
  const own = finding.situations.map((name) => rule.situations.find((each) => each.name === name)?.rectification);
  return distinct([rule.rectification, ...own.filter((text): text is string => Boolean(text))]);
}

/** The fields of law of an inspector's own finding. What names only the 处理依据 is no 判定依据; and as long as the level is open,
 * nothing is said of how it is handled. */
export function printedObservation(observation: Observation, words: PaperWords, outward: boolean): LegalFields {
  const isOpen = observation.level === "undetermined";
  const isFirst = (one: HandledBy, n: number): boolean =>
    observation.handling.findIndex((other) => other.violated === one.violated) === n;
  const handling = isOpen ? observation.handling.filter(isFirst) : observation.handling;
  const penalty = observation.is_penalty ? observation.cite : null;
  const basis = penalty === null ? observation.cite : null;
  const pairs: Handling = handling.map((one) => [one, []]);
  return legalFields(basis || word(words.blank, "law"), candidatesOf(pairs, words, outward, penalty), !isOpen);
}

/** The candidates that a paper prints; `penalty` is what the finding itself names as 处理依据. */
function candidatesOf(handling: Handling, words: PaperWords, outward: boolean, penalty: string | null): Candidate[] {
  const blank = word(words.blank, "law");
  const known = handling.filter(([one]) => !outward || SURE.has(one.confidence));
  if (!known.length) return [{ mark: "", violated: blank, handledUnder: penalty || blank, remark: "" }];
  return known.map(([one, names], n) => ({
    mark: known.length > 1 ? MARKS.slice(n, n + 1) : "",
    violated: one.violated || blank,
    handledUnder: one.handled_under || blank,
    remark: [...remarks(one, names, words)].join("；"),
  }));
}

function* remarks(one: HandledBy, names: readonly string[], { record }: PaperWords): Generator<string> {
  if (names.length) yield fill(record, "only_objects", { names: names.join("、") });
  if (one.note) yield one.note;
  yield fill(record, "known_by_remark", { known: knownBy(one, record) });
}

/** How well a candidate is known. */
export const knownBy = (one: HandledBy, record: PaperWords["record"]): string =>
  fill(record, "known_by", { confidence: one.confidence, text: one.text ? `，${one.text}` : "" });

/** The lowest step that any of its verdicts stands on. */
function stepOf(finding: Finding, ladder: readonly string[]): string {
  const steps = finding.verdicts.map((verdict) => (isConfirmed(verdict) ? ladder.indexOf(verdict.overruling?.step ?? "") : 0));
  return ladder[Math.min(...steps)] as string;
}
