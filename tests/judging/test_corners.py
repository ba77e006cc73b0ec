"""Corners where the engine once went wrong: each a minimal case beside the brute-force reference."""

from __future__ import annotations

from typing import Any

import pytest

from judge.verdict.verdict import Verdict
from tests.judging.building import Data, Files, fact, judged, object_type, rule, situation, verdict_on, visit_data
from tests.judging.changes import cures_clear
from tests.judging.claims import reasons_are_minimal, sets_settle
from tests.judging.generate import Case
from tests.judging.study import Study

ROOT, TANK, AREA, HOUSE = (
    object_type("企业"),
    object_type("罐", "企业"),
    object_type("区", "企业"),
    object_type("楼", "企业"),
)
GAP = object_type("间距", "罐", "关系", 另一端="楼")
X, A, B, P = fact("x", "罐"), fact("a", "企业"), fact("b", "企业"), fact("p", "企业")
LISTED_TANK: list[Data] = [{"编号": "t", "类型": "罐"}]


def rule_files(facts: list[Data], when: object, on: str = "企业", types: tuple[Data, ...] = (ROOT, TANK)) -> Files:
    return Files(list(types), facts, rules=[rule("1", on, [situation(when)])])


def only_verdict(files: Files, data: Data, obj: str | None = "企业", ref: str = "1") -> Verdict:
    return verdict_on(judged(files, data), obj, ref)


def speaks_against(claim: Any, files: Files, data: Data) -> list[str]:
    library = files.library()
    visit = judged(files, data).visit
    study = Study(Case("", files, data, library, visit))
    return [text for target in study.targets for text in claim(target)]


# Wrong and definite.


def test_unseen_relation_with_two_possible_ends_counts_once() -> None:
    """Two equal Hidden of one source (one for each end) are each counted in full: one more is taken for two."""
    files = rule_files([X], {"数量": {"对象": "间距", "比较": "!= 2"}}, types=(ROOT, TANK, HOUSE, GAP))
    objects = [*LISTED_TANK, {"编号": "h", "类型": "楼"}, {"编号": "g", "类型": "间距", "在": "t", "另一端": "h"}]
    assert only_verdict(files, visit_data(objects, complete=[("t", "间距")])).outcome == "undetermined"


# Open though all completions agree.


def test_constraint_binds_the_unseen_object_that_is_judged() -> None:
    """Exact._constraints_on looks at listed objects only."""
    files = rule_files([fact("z", "区"), P], "z", "区", (ROOT, AREA))
    files.constraints = [{"名称": "k", "对象": "区", "恒有": "非 z 或 企业.p"}]
    assert only_verdict(files, visit_data(answers={"企业": {"p": "否"}}), None).outcome == "clear"


def test_six_bodies_of_one_roster_are_still_exact() -> None:
    some = [{"存在": {"对象": "罐", "当": f"a 且 {name}"}} for name in "bcdef"]
    facts = [fact(name, "罐") for name in "abcdef"]
    files = rule_files(facts, {"全部": [*some, {"非": {"存在": {"对象": "罐", "当": "a"}}}]})
    assert only_verdict(files, visit_data()).outcome == "clear"


def _tested_both_ways() -> Files:
    days = [fact(name, "企业", "日期") for name in ("m", "n")]
    both = [situation("m < n", "甲"), situation("非 (m < n)", "乙")]
    return Files([ROOT], [A, *days], rules=[rule("1", "企业", both, 除外=[{"名称": "外", "当": "a"}])])


def test_test_of_two_days_or_its_opposite_leans_to_the_hazard() -> None:
    """unate.spoilers asks `hopeless` before `_spoiling` finds it: a joint test used both ways passes as one-way."""
    assert only_verdict(_tested_both_ways(), visit_data()).lean == "hazard_unless_exempt"


def test_test_of_two_days_or_its_opposite_is_clear_by_the_exemption() -> None:
    assert only_verdict(_tested_both_ways(), visit_data(answers={"企业": {"a": "是"}})).basis == "exempted"


# What is missing.


@pytest.mark.parametrize(
    "when",
    [
        {"数量": {"对象": "罐", "比较": "= 2"}},
        {"数量": {"对象": "罐", "比较": "!= 2"}},
        {"每个": {"对象": "罐", "当": "x"}},
        {"每个": {"对象": "罐", "其中": "x", "当": "x"}},
    ],
)
def test_sets_say_that_the_roster_must_be_complete(when: Data) -> None:
    """The counts of unseen objects weigh nothing, so that "no more of them" is assumed without being asked."""
    assert not speaks_against(sets_settle, rule_files([X], when), visit_data(LISTED_TANK))


def test_declaring_a_roster_complete_is_one_step_in_to_clear() -> None:
    some = [{"存在": {"对象": "罐", "当": when}} for when in ("x", "v", "x 且 v")]
    files = rule_files([X, fact("v", "罐"), A, B], {"全部": [{"任一": some}, {"任一": ["a", "b"]}]})
    to_clear = only_verdict(files, visit_data()).missing.to_clear or ()
    assert [(item.kind, item.values) for item in to_clear] == [("roster", "已全部列出")]


def test_number_matters_that_an_unseen_object_is_compared_with() -> None:
    """A combination with one fact of the unseen object is quantified away with all its facts."""
    numbers = [fact(name, on, "数值", 整数="是", 下限="0", 上限="4") for name, on in (("zn", "区"), ("n", "企业"))]
    missing = only_verdict(
        rule_files(numbers, {"存在": {"对象": "区", "当": "n > zn"}}, types=(ROOT, AREA)), visit_data()
    ).missing
    assert "n" in {item.name for item in missing.relevant}


def test_day_of_an_event_that_would_settle_is_shown_as_a_day() -> None:
    """missing_of shows the values of an event's own day as ordinals: it has no fact to say that they are days."""
    files = rule_files([X], "事件日期 > 2026-05-31", "作业", (ROOT, TANK, object_type("作业", "企业", "事件")))
    to_convict = only_verdict(files, visit_data([{"编号": "w", "类型": "作业"}]), "w").missing.to_convict or ()
    assert [item.values for item in to_convict] == ["2026-06-01..2026-06-30"]


# Why.


def test_reason_of_a_count_that_is_not_reached_tells_what_refutes() -> None:
    """Reasons._count tells only the objects that are counted."""
    files = rule_files([X], {"数量": {"对象": "罐", "其中": "x", "比较": ">= 1"}})
    data = visit_data(LISTED_TANK, {"t": {"x": "否"}}, [("企业", "罐")])
    assert not speaks_against(reasons_are_minimal, files, data)


# Cures.


def test_open_end_of_an_interval_is_shown() -> None:
    """`w < 6 m` with 下限 0 is offered as 0..6 m, and 6 m does not clear."""
    width = fact("w", "企业", "数值", 单位="m", 下限="0")
    files = rule_files([width], {"非": "w < 6 m"}, types=(ROOT,))
    assert not speaks_against(cures_clear, files, visit_data(answers={"企业": {"w": "7 m"}}))


def _counting(threshold: str, *elements: list[Data]) -> Files:
    written = [rule(f"1.{n}", "企业", listed, 等级="要素") for n, listed in enumerate(elements)]
    counted = rule("2", "企业", {"要素": {"出自": "1", "至少": threshold}})
    return Files([ROOT], [A, B, P], rules=[*written, counted])


def test_ending_an_element_says_what_else_would_bring_it_about() -> None:
    """Cures._groups proves nothing: b, still open, keeps the element."""
    files = _counting("1", [situation("a", "甲"), situation("b", "乙")])
    assert not speaks_against(cures_clear, files, visit_data(answers={"企业": {"a": "是"}}))


def test_ending_an_element_never_brings_about_another() -> None:
    files = _counting("1", [situation("a")], [situation("非 a")])
    assert not speaks_against(cures_clear, files, visit_data(answers={"企业": {"a": "是"}}))


def test_cure_never_breaks_a_constraint() -> None:
    """Offered: a = 否, which cannot be while b = 是."""
    files = rule_files([A, B], "a", types=(ROOT,))
    files.constraints = [{"名称": "k", "对象": "企业", "恒有": "非 b 或 a"}]
    assert not speaks_against(cures_clear, files, visit_data(answers={"企业": {"a": "是", "b": "是"}}))


def test_cure_never_sets_a_defined_fact_against_its_definition() -> None:
    """级, answered directly, is changed to 二; c = 甲 still makes it 一: the cured visit disagrees with itself."""
    level = fact("级", "企业", "单选", 选项=["一", "二"], 定义={"分情况": [{"当": "a", "值": "一"}], "否则": "二"})
    files = rule_files([A, level], "级 = 一", types=(ROOT,))
    assert not speaks_against(cures_clear, files, visit_data(answers={"企业": {"a": "是", "级": "一"}}))
