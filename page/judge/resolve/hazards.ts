/** The formulas of a rule as a whole: the twin of judge/resolve/hazards.py. */
import { conjunction, disjunction, FALSE, type Formula, negation } from "../expr/formula.ts";
import type { Exemption, Rule, Situation } from "../model/library.ts";

const noneOf = (exemptions: readonly Exemption[]): Formula[] => exemptions.map((e) => negation(e.when));

/** When a situation of a rule counts: it applies, the situation holds, nothing exempts it. */
export const situationFormula = (rule: Rule, situation: Situation): Formula =>
  conjunction([
    rule.inScope, rule.applies, situation.when, ...noneOf(situation.exemptions), ...noneOf(rule.exemptions),
  ]);

/** When the rule yields its level: some situation counts. */
export function hazardFormula(rule: Rule): Formula {
  const situations = disjunction(rule.situations.map((s) => conjunction([s.when, ...noneOf(s.exemptions)])));
  if (situations.is === "Const" && !situations.value) return FALSE;
  return conjunction([rule.inScope, rule.applies, situations, ...noneOf(rule.exemptions)]);
}
