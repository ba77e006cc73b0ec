/** Which hazards stand in the outward record (检查记录), and which are left out of it, why, and what to do about them, as
 * checklists/records/outward.py tells them. */
import { EDITORIAL, type Confidence, type Rule } from "../../judge/model/library.ts";
import { HITS, type Outcome, type Reason, type Standing, type Verdict } from "../../judge/verdict/verdict.ts";
import { FindingMaker, objectName, type Finding } from "../findings.ts";
import { isConfirmed, keyOf, many, type Desk } from "../input.ts";
import { distinct, fill, kept, word } from "../words.ts";

const HAZARDS: ReadonlySet<Outcome> = new Set(["major", "ordinary"]);
const WEAK: ReadonlySet<Confidence> = new Set(["一个来源", "凭记忆"]);
const REASONS: readonly Standing[] = ["text_incomplete", "reading_open", "awaiting_panel", "unconfirmed"];

/** One rule whose hazards do not stand in the outward record, for one reason. */
export interface LeftOut {
  readonly rule: Rule;
  readonly reason: string;
  readonly cite: string;
  readonly title: string;
  readonly outcome: string;
  readonly why: string;
  readonly remedy: string;
  readonly verdicts: Verdict[];
  /** Names of its objects, one for each verdict. */
  readonly objects: string[];
  /** Whether an opinion can put it into the record. */
  readonly canBeConfirmed: boolean;
}
/** What the outward record says of hazards, and what it does not. */
export interface Outward {
  readonly major: readonly Finding[];
  readonly ordinary: readonly Finding[];
  readonly leftOut: readonly LeftOut[];
}

/** Splits what a judgement found into what the outward record says and what is left out of it. */
export function outwardOf(desk: Desk): Outward {
  const standing: Verdict[] = [];
  const left = new Map<string, LeftOut>();
  for (const verdict of desk.judgement.verdicts) {
    const reason = leftOutBecause(verdict, desk);
    if (reason !== null) {
      const found = kept(left, keyOf(verdict.rule, reason), () => leftOut(verdict, reason, desk));
      found.verdicts.push(verdict);
      found.objects.push(objectName(verdict, desk.words.texts));
    } else if (HAZARDS.has(verdict.effective)) standing.push(verdict);
  }
  const merged = mergedOf(standing, desk);
  const maker = new FindingMaker(desk, true);
  const own = standing.filter((verdict) => !merged.has(verdictKey(verdict)));
  const major = maker.grouped(own.filter((verdict) => verdict.effective === "major"));
  const ordinary = maker.grouped(own.filter((verdict) => verdict.effective === "ordinary"));
  [...major, ...ordinary].forEach((finding, n) => {
    finding.number = n + 1;
    const keys = new Set(finding.verdicts.map(verdictKey));
    const cites = distinct(standing.filter((v) => keys.has(merged.get(verdictKey(v)) ?? "")).map((v) => mergedText(v, desk)));
    finding.overlap = cites.length ? fill(desk.words.record, "merged", { cites: cites.join("、") }) : "";
  });
  return { major, ordinary, leftOut: [...left.values()] };
}

/** A merged verdict's clause, with what was found by it. */
function mergedText(verdict: Verdict, desk: Desk): string {
  const situations = verdict.situations.map(({ name }) => name).join("；");
  return situations ? fill(desk.words.record, "merged_one", { cite: verdict.cite, situations }) : verdict.cite;
}

/** The reason (part of a name among the words) why a verdict on a hazard does not stand in the outward record; null if it does,
 * or is not about a hazard at all. */
export function leftOutBecause(verdict: Verdict, desk: Desk): string | null {
  if (HAZARDS.has(verdict.effective)) {
    if (isConfirmed(verdict)) return null;
    if (desk.standard(verdict.standard).kind === EDITORIAL) return "editorial";
    const reason = REASONS.find((standing) => verdict.standings.includes(standing));
    return reason ?? (hasWeakElements(verdict, desk) ? "elements_unconfirmed" : null);
  }
  if (verdict.effective === "suspected") return "text_incomplete";
  if (HITS.has(verdict.outcome) && verdict.outcome !== "element" && isConfirmed(verdict)) return "overruled";
  if (verdict.lean !== null && verdict.effective === "undetermined") {
    return desk.rule(verdict.rule).level === "要素" ? null : "exemption_open";
  }
  return null;
}

function leftOut(verdict: Verdict, reason: string, desk: Desk): LeftOut {
  const { record, outcomes } = desk.words;
  return {
    rule: desk.rule(verdict.rule),
    reason,
    cite: verdict.cite,
    title: verdict.title,
    outcome: word(outcomes, verdict.outcome),
    why: word(record, `why_${reason}`),
    remedy: fill(record, `remedy_${reason}`, { panel: desk.standard(verdict.standard).panel?.who ?? "" }),
    verdicts: [],
    objects: [],
    canBeConfirmed: reason !== "overruled" && reason !== "exemption_open",
  };
}

/** Whether a counting clause is met only with elements whose own text is not confirmed, or known in part. */
function hasWeakElements(verdict: Verdict, desk: Desk): boolean {
  const counted = new Set(verdict.situations.flatMap(({ because }) => [...elementsOf(because)]));
  return desk.library.rules.some(
    (rule) =>
      rule.standard === verdict.standard && counted.has(rule.clause) && (WEAK.has(rule.confidence) || !rule.textComplete),
  );
}

function* elementsOf(reason: Reason): Generator<string> {
  if (reason.kind === "element") yield reason.text;
  for (const part of reason.parts) yield* elementsOf(part);
}

const verdictKey = (verdict: Verdict): string => keyOf(verdict.rule, verdict.object);

/** Verdicts that the inspector merged into that of a main clause (主条), which stands itself and is no less grave; by key. */
function mergedOf(standing: readonly Verdict[], desk: Desk): Map<string, string> {
  const outcomes = new Map(standing.map((verdict) => [verdictKey(verdict), verdict.effective]));
  const found = new Map<string, string>();
  for (const choice of many(desk.visit.document.主条)) {
    const main = keyOf(choice.主条, choice.对象);
    const grave = outcomes.get(main);
    for (const key of many(choice.并案).map((rule) => keyOf(rule, choice.对象))) {
      if (key === main || grave === undefined || !outcomes.has(key)) continue;
      if (grave === "major" || grave === outcomes.get(key)) found.set(key, main);
    }
  }
  return new Map([...found].filter(([, main]) => !found.has(main)));
}
