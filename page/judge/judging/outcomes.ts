/** From exact truths to the outcome of one rule on one object. */
import { type Analysis, analysis as analysed } from "../evaluate/analysis.ts";
import type { Exact } from "../evaluate/exact.ts";
import type { Node } from "../evaluate/world.ts";
import { conjunction, disjunction, type Formula } from "../expr/formula.ts";
import type { Level, Rule, Situation } from "../model/library.ts";
import { hazardFormula, situationFormula } from "../resolve/hazards.ts";
import type { Basis, Lean, Outcome, Standing } from "../verdict/verdict.ts";

const HIT: Readonly<Record<Level, Outcome>> = { 重大: "major", 一般: "ordinary", 要素: "element" };

/** The formulas of a rule that outcomes are made of. */
export interface RuleFormulas {
  readonly hazard: Formula;
  readonly applies: Formula;
  /** Applies, and some situation holds, exemptions aside. */
  readonly unexempted: Formula;
  readonly situations: readonly (readonly [Situation, Formula])[];
  readonly hasExemption: boolean;
}

export function formulasOf(rule: Rule): RuleFormulas {
  const applies = conjunction([rule.inScope, rule.applies]);
  return {
    hazard: hazardFormula(rule),
    applies,
    unexempted: conjunction([applies, disjunction(rule.situations.map((s) => s.when))]),
    situations: rule.situations.map((s) => [s, situationFormula(rule, s)] as const),
    hasExemption: rule.exemptions.length > 0 || rule.situations.some((s) => s.exemptions.length > 0),
  };
}

/** All formulas of a rule that judging it evaluates. */
export const partsOf = (formulas: RuleFormulas): Formula[] => [
  formulas.hazard, formulas.applies, formulas.unexempted, ...formulas.situations.map(([, when]) => when),
];

/** An outcome with what it rests on. */
export interface Result {
  readonly outcome: Outcome;
  readonly basis: Basis | null;
  readonly lean: Lean | null;
  readonly holding: readonly Situation[];
  readonly analysis: Analysis;
}

export const resultOf = (outcome: Outcome, analysis: Analysis, more: Partial<Result> = {}): Result => ({
  outcome, analysis, basis: null, lean: null, holding: [], ...more,
});
export const UNDECIDED = analysed(null);

/** Judge one rule on one object (seen or unseen). */
export function outcomeOf(rule: Rule, formulas: RuleFormulas, node: Node, exact: Exact): Result {
  const analysis = exact.analyse(formulas.hazard, node);
  if (analysis.truth === true) {
    const holding = formulas.situations.filter(([, when]) => exact.truth(when, node) === true).map(([s]) => s);
    const outcome = rule.textComplete ? HIT[rule.level] : "suspected";
    return resultOf(node.unseen ? "not_examined" : outcome, analysis, { holding });
  }
  if (analysis.truth === false) return refuted(rule, formulas, node, exact, analysis);
  if (node.unseen) return resultOf("not_examined", analysis);
  const isCertainButForExemption = formulas.hasExemption && exact.truth(formulas.unexempted, node) === true;
  return resultOf("undetermined", analysis, { lean: isCertainButForExemption ? "hazard_unless_exempt" : null });
}

function refuted(rule: Rule, formulas: RuleFormulas, node: Node, exact: Exact, analysis: Analysis): Result {
  if (!rule.textComplete && exact.truth(rule.inScope, node) !== false) {
    return resultOf(node.unseen ? "not_examined" : "undetermined", analysis);
  }
  if (exact.truth(formulas.applies, node) === false) return resultOf("not_applicable", analysis);
  const isExempted = formulas.hasExemption && exact.truth(formulas.unexempted, node) === true;
  return resultOf("clear", analysis, { basis: isExempted ? "exempted" : "absent" });
}

/** All standings of a verdict, the gravest first; `firm` alone if there is none. */
export function standingsOf(rule: Rule, result: Result, hasPanel: boolean): Standing[] {
  const found: Standing[] = [];
  if (!rule.textComplete) found.push("text_incomplete");
  const isReadingOpen = result.analysis.relevant.some((item) => item.kind === "reading");
  if (result.outcome === "undetermined" && isReadingOpen) found.push("reading_open");
  if (hasPanel && ["major", "ordinary", "suspected"].includes(result.outcome)) found.push("awaiting_panel");
  if (rule.confidence === "一个来源" || rule.confidence === "凭记忆") found.push("unconfirmed");
  return found.length ? found : ["firm"];
}
