"""Finds rules whose cases leave something unsaid, and readings that recommend without saying on what ground."""

from __future__ import annotations

from collections.abc import Iterator

from judge.authoring.lint.desk import Desk, Finding, RuleDesk
from judge.model.rule import CaseModel

HITS = frozenset({"重大", "一般", "要素", "疑似"})
CLEAR = frozenset({"不构成", "不适用"})
CONFIRMED = "核对"


def find_missing_cases(rule: RuleDesk, desk: Desk) -> Iterator[Finding]:
    """L022: a situation that no confirmed case shows; L023: a rule without a case that is no hazard."""
    del desk
    confirmed = [case for case in rule.model.cases if case.source == CONFIRMED]
    is_only = len(rule.model.situations) == 1
    for n, situation in enumerate(rule.model.situations):
        if not any(_shows(case, situation.name, is_only=is_only) for case in confirmed):
            yield rule.told("L022", rule.at("情形", n, "名称"), situation.name, name=situation.name)
    if not any(case.outcome in CLEAR for case in confirmed):
        yield rule.told("L023", rule.at("用例"), name=rule.rule.id)


def _shows(case: CaseModel, situation: str, *, is_only: bool) -> bool:
    if case.outcome not in HITS:
        return False
    return is_only if case.situations is None else situation in case.situations


def find_unfounded_recommendations(rule: RuleDesk, desk: Desk) -> Iterator[Finding]:
    """L021: a reading with a recommended option and nothing about where that comes from."""
    del desk
    for n, reading in enumerate(rule.model.readings):
        if reading.recommended is not None and reading.origin is None:
            yield rule.told("L021", rule.at("解释", n, "推荐"), reading.name, name=reading.name)


CASE_FINDERS = (find_missing_cases, find_unfounded_recommendations)
