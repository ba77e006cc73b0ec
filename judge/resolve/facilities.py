"""Checks that a rule with 设施 facts says what their failure means, and that its conditions keep to it."""

from __future__ import annotations

from collections.abc import Iterator

from judge.diagnostics import Position, Problems
from judge.expr.formula import Elements, Formula, In, children
from judge.model.standard import FAILURE_NEVER
from judge.resolve.resolved import FACILITY, FAILED, Rule

ABSENT = "无"


def check_facilities(rule: Rule, place: Position, failure: str | None, problems: Problems) -> None:
    """Problems: failure not said; failure told from absence though it counts as such; or counted as such though not."""
    tests = [test for part in _formulas(rule) for test in _own(part) if isinstance(test, In)]
    facility = [test for test in tests if test.ref.domain == FACILITY]
    if not facility:
        return
    if failure is None:
        problems.add("R068", place, name=facility[0].ref.fact)
        return
    for test in facility:
        together = (FAILED in test.values) == (ABSENT in test.values)
        working = "有且有效" in test.values
        if failure == FAILURE_NEVER and together and len(test.values) < 3:
            problems.add("R069", place, name=test.ref.fact)
        if failure != FAILURE_NEVER and not together and not working and FAILED not in test.values:
            problems.add("R070", place, name=test.ref.fact)


def _own(formula: Formula) -> Iterator[Formula]:
    """The formula's parts without those of counted elements: they have said it in their own rules."""
    yield formula
    if not isinstance(formula, Elements):
        for part in children(formula):
            yield from _own(part)


def _formulas(rule: Rule) -> list[Formula]:
    return [
        rule.applies,
        *(s.when for s in rule.situations),
        *(e.when for s in rule.situations for e in s.exemptions),
        *(e.when for e in rule.exemptions if e.clause is None),
    ]
