"""From exact truths to the outcome of one rule on one object."""

from __future__ import annotations

from dataclasses import dataclass

from judge.evaluate.exact import Analysis, Exact
from judge.evaluate.world import Node
from judge.expr.formula import Formula, conjunction, disjunction
from judge.resolve.resolved import Confidence, Level, Rule, Situation
from judge.resolve.rules import hazard_formula, situation_formula
from judge.verdict.verdict import Basis, Lean, Outcome, Standing

_HIT = {Level.MAJOR: Outcome.MAJOR, Level.ORDINARY: Outcome.ORDINARY, Level.ELEMENT: Outcome.ELEMENT}


@dataclass(frozen=True, slots=True)
class RuleFormulas:
    """The formulas of a rule that outcomes are made of."""

    hazard: Formula
    applies: Formula
    unexempted: Formula
    """Applies, and some situation holds, exemptions aside."""
    situations: tuple[tuple[Situation, Formula], ...]
    has_exemption: bool


def formulas_of(rule: Rule) -> RuleFormulas:
    """The formulas of a rule."""
    applies = conjunction((rule.in_scope, rule.applies))
    return RuleFormulas(
        hazard=hazard_formula(rule),
        applies=applies,
        unexempted=conjunction((applies, disjunction(tuple(s.when for s in rule.situations)))),
        situations=tuple((s, situation_formula(rule, s)) for s in rule.situations),
        has_exemption=bool(rule.exemptions) or any(s.exemptions for s in rule.situations),
    )


UNDECIDED = Analysis(None)


@dataclass(frozen=True, slots=True)
class Result:
    """An outcome with what it rests on."""

    outcome: Outcome
    basis: Basis | None = None
    lean: Lean | None = None
    holding: tuple[Situation, ...] = ()
    analysis: Analysis = UNDECIDED


def outcome_of(rule: Rule, formulas: RuleFormulas, node: Node, exact: Exact) -> Result:
    """Judge one rule on one object (seen or unseen)."""
    analysis = exact.analyse(formulas.hazard, node)
    if analysis.truth is True:
        holding = tuple(s for s, formula in formulas.situations if exact.truth(formula, node) is True)
        outcome = _HIT[rule.level] if rule.text_complete else Outcome.SUSPECTED
        return Result(Outcome.NOT_EXAMINED if node.unseen else outcome, holding=holding, analysis=analysis)
    if analysis.truth is False:
        return _refuted(rule, formulas, node, exact, analysis)
    if node.unseen:
        return Result(Outcome.NOT_EXAMINED, analysis=analysis)
    certain_but_for_exemption = formulas.has_exemption and exact.truth(formulas.unexempted, node) is True
    lean = Lean.HAZARD_UNLESS_EXEMPT if certain_but_for_exemption else None
    return Result(Outcome.UNDETERMINED, lean=lean, analysis=analysis)


def _refuted(rule: Rule, formulas: RuleFormulas, node: Node, exact: Exact, analysis: Analysis) -> Result:
    if not rule.text_complete and exact.truth(rule.in_scope, node) is not False:
        return Result(Outcome.NOT_EXAMINED if node.unseen else Outcome.UNDETERMINED, analysis=analysis)
    if exact.truth(formulas.applies, node) is False:
        return Result(Outcome.NOT_APPLICABLE, analysis=analysis)
    exempted = formulas.has_exemption and exact.truth(formulas.unexempted, node) is True
    return Result(Outcome.CLEAR, Basis.EXEMPTED if exempted else Basis.ABSENT, analysis=analysis)


def standings_of(rule: Rule, result: Result, has_panel: bool) -> tuple[Standing, ...]:
    """All standings of a verdict, the gravest first; FIRM alone if there is none."""
    found = []
    if not rule.text_complete:
        found.append(Standing.TEXT_INCOMPLETE)
    if result.outcome is Outcome.UNDETERMINED and any(item[0] == "reading" for item in result.analysis.relevant):
        found.append(Standing.READING_OPEN)
    if has_panel and result.outcome in (Outcome.MAJOR, Outcome.ORDINARY, Outcome.SUSPECTED):
        found.append(Standing.AWAITING_PANEL)
    if rule.confidence in (Confidence.ONE_SOURCE, Confidence.MEMORY):
        found.append(Standing.UNCONFIRMED)
    return tuple(found) or (Standing.FIRM,)
