"""Checks that a rule with 设施 facts says what their failure means, and that its conditions keep to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from judge.diagnostics import Position, Problems
from judge.expr.formula import Elements, Formula, In, children
from judge.model.standard import FAILURE_NEVER
from judge.resolve.resolved import FACILITY

PlacedFormula = tuple[Formula, Position]
_ABSENT = frozenset({"无"})
_WORKING = frozenset({"有且有效"})
_TELL_ABSENCE = (_ABSENT, FACILITY - _ABSENT)
"""What sets 无 apart from the other two, as tested or the other way round."""
_JOIN_ABSENCE = (_WORKING, FACILITY - _WORKING)
"""What takes failure and absence as one."""


def check_facilities(conditions: Sequence[PlacedFormula], failure: str | None, problems: Problems) -> None:
    """Problems: failure not said; failure told from absence though it counts as such; or counted as such though not."""
    for condition, place in conditions:
        for test in _facility_tests(condition):
            if failure is None:
                problems.add("R068", place, name=test.ref.fact)
                return
            if failure == FAILURE_NEVER and test.values in _JOIN_ABSENCE:
                problems.add("R069", place, name=test.ref.fact)
            if failure != FAILURE_NEVER and test.values in _TELL_ABSENCE:
                problems.add("R070", place, name=test.ref.fact)


def _facility_tests(condition: Formula) -> Iterator[In]:
    for part in _own(condition):
        if isinstance(part, In) and part.ref.domain == FACILITY:
            yield part


def _own(formula: Formula) -> Iterator[Formula]:
    """The formula's parts without those of counted elements: they have said it in their own rules."""
    yield formula
    if not isinstance(formula, Elements):
        for part in children(formula):
            yield from _own(part)
