"""A near miss is never told where the major hazard of its own clause is met, whatever the answers and readings."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest

from judge.authoring.proof.proving import Prover
from judge.expr.formula import conjunction, negation
from judge.resolve.hazards import hazard_formula
from judge.resolve.resolved import Level, Library, Rule

NEAR, MAJOR = "gongmao-tishi", "gongmao-2023"
DAY = datetime.date(2026, 11, 20).toordinal()
WIDER = {"gongmao-tishi/7.3-熔融区域", "gongmao-tishi/11.6-除尘系统", "gongmao-tishi/11.7-电气设备"}
"""Told of places, dusts and zones the clause leaves out: just that makes them near misses."""


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


def test_near_misses_keep_within_the_scope_of_their_clause(library: Library) -> None:
    prover = Prover(library, DAY)
    outside = {
        near.id
        for near, major in pairs(library)
        if prover.truth(
            conjunction((hazard_formula(near), negation(conjunction((major.in_scope, major.applies))))),
            near.object_type,
        )
        is not False
    }
    assert outside == WIDER


@pytest.mark.parametrize("standard", [NEAR, "anquanfa-2021"])
def test_everything_here_is_ordinary(library: Library, standard: str) -> None:
    assert {rule.level for rule in library.rules if rule.standard == standard} == {Level.ORDINARY}
    assert library.standards[standard].kind in {"法律", "编者建议"}
