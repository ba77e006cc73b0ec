"""L026: a rule that looks at nothing of its own object."""

from __future__ import annotations

from dataclasses import replace

from judge.authoring.lint.desk import Desk
from judge.authoring.lint.objects import find_foreign_objects, looks_at_its_object
from judge.authoring.listing import opened_bench
from judge.diagnostics import Problems
from judge.library import SHIPPED
from judge.resolve.resolved import Library


def test_every_shipped_rule_looks_at_its_object(library: Library) -> None:
    assert [rule.id for rule in library.rules if not looks_at_its_object(rule)] == []


def test_rule_on_the_object_below_looks_at_nothing_of_it() -> None:
    bench = opened_bench([SHIPPED], Problems())
    assert bench.library is not None
    desk = Desk(bench, bench.library)
    rule = next(rule for rule in desk.rules if rule.rule.id == "gongmao-2023/12.1-作业场所")
    assert list(find_foreign_objects(rule, desk)) == []
    below = replace(rule, rule=replace(rule.rule, object_type="速冻装置"))
    (found,) = find_foreign_objects(below, desk)
    assert found.diagnostic.code == "L026"
    assert "速冻装置" in found.diagnostic.message
