"""A near miss is never told where the major hazard of its own clause is met, whatever the answers and readings."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest

from judge.authoring.proof.proving import Prover
from judge.expr.formula import conjunction
from judge.resolve.hazards import hazard_formula
from judge.resolve.resolved import Level, Library, Rule

NEAR, MAJOR = "gongmao-tishi", "gongmao-2023"
DAY = datetime.date(2026, 11, 20).toordinal()


def pairs(library: Library) -> Iterator[tuple[Rule, Rule]]:
    """Each near-miss rule with the rule of the same clause on the same kind of object."""
    for rule in library.rules:
        twin = library.rule_by_id.get(rule.id.replace(NEAR, MAJOR)) if rule.standard == NEAR else None
        if twin is not None:
            yield rule, twin


def test_near_misses_and_major_hazards_exclude_each_other(library: Library) -> None:
    prover = Prover(library, DAY)
    found = list(pairs(library))
    assert len(found) >= 7
    together = [
        near.id
        for near, major in found
        if prover.truth(conjunction((hazard_formula(near), hazard_formula(major))), near.object_type) is not False
    ]
    assert together == []


@pytest.mark.parametrize("standard", [NEAR, "anquanfa-2021"])
def test_everything_here_is_ordinary(library: Library, standard: str) -> None:
    assert {rule.level for rule in library.rules if rule.standard == standard} == {Level.ORDINARY}
    assert library.standards[standard].kind in {"法律", "编者建议"}
