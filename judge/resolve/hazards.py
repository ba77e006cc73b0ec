"""The formulas of a rule as a whole: when a situation counts, and when the rule yields its level."""

from __future__ import annotations

from judge.expr.formula import FALSE, Formula, conjunction, disjunction, negation
from judge.resolve.resolved import Rule, Situation


def situation_formula(rule: Rule, situation: Situation) -> Formula:
    """When a situation of a rule counts: it applies, the situation holds, nothing exempts it."""
    return conjunction(
        (
            rule.in_scope,
            rule.applies,
            situation.when,
            *(negation(e.when) for e in situation.exemptions),
            *(negation(e.when) for e in rule.exemptions),
        )
    )


def hazard_formula(rule: Rule) -> Formula:
    """When the rule yields its level: some situation counts."""
    situations = disjunction(
        tuple(conjunction((s.when, *(negation(e.when) for e in s.exemptions))) for s in rule.situations)
    )
    if situations == FALSE:
        return FALSE
    return conjunction((rule.in_scope, rule.applies, situations, *(negation(e.when) for e in rule.exemptions)))
