"""A verdict is undetermined exactly when two completions differ: cases in which this was once not so."""

from __future__ import annotations

import itertools

import pytest

from judge.verdict.verdict import Verdict
from tests.judging.building import (
    Data,
    Files,
    WrittenWrongError,
    fact,
    judged,
    object_type,
    rule,
    situation,
    verdict_on,
    visit_data,
)
from tests.judging.concrete import compared

ROOT, TANK, AREA = object_type("企业"), object_type("罐", "企业"), object_type("区", "企业")
X, Y, A = fact("x", "罐"), fact("y", "企业"), fact("a", "企业")
D = fact("D", "企业", "单选", 选项=["一", "二"], 定义={"分情况": [{"当": "a", "值": "一"}], "否则": "二"})


def _files(facts: list[Data], when: object, on: str = "企业", types: tuple[Data, ...] = (ROOT, TANK)) -> Files:
    return Files(list(types), facts, rules=[rule("1", on, [situation(when)])])


def _verdict(files: Files, data: Data, obj: str | None = "企业") -> Verdict:
    return verdict_on(judged(files, data), obj)


def _outcome(files: Files, data: Data, obj: str | None = "企业") -> str:
    return str(_verdict(files, data, obj).outcome)


def _is_exact_or_refused(files: Files, data: Data, outcome: str, obj: str = "企业") -> bool:
    """Whether the outcome is right, or the resolver refuses the rule because it might not be judged exactly."""
    try:
        return _outcome(files, data, obj) == outcome
    except WrittenWrongError as refused:
        return "R084" in str(refused)


# Seen objects.


def test_two_objects_open_pairs_of_dates_are_two_unknowns() -> None:
    when = {"数量": {"对象": "罐", "其中": "甲日 < 乙日", "比较": "= 1"}}
    files = _files([fact("甲日", "罐", "日期"), fact("乙日", "罐", "日期")], when)
    objects = [{"编号": name, "类型": "罐"} for name in "ab"]
    assert _outcome(files, visit_data(objects, complete=[("企业", "罐")])) == "undetermined"


def test_object_compared_with_itself_is_no_unknown() -> None:
    files = _files([fact("高", "罐", "数值", 单位="m")], {"存在": {"对象": "罐", "当": "高 > 本对象.高"}}, "罐")
    data = visit_data([{"编号": "t", "类型": "罐"}], complete=[("企业", "罐")])
    assert _is_exact_or_refused(files, data, "clear", "t")


def test_date_is_before_itself_shifted() -> None:
    files = _files([fact("d", "企业", "日期")], "d < d + 6 月")
    assert _is_exact_or_refused(files, visit_data(answers={"企业": {"d": "2026"}}), "major")


def test_opposite_comparisons_of_two_open_numbers_cover_all() -> None:
    files = _files([fact("m", "企业", "数值"), fact("n", "企业", "数值")], "m > n 或 n >= m")
    assert _is_exact_or_refused(files, visit_data(), "major")


@pytest.mark.parametrize(("operator", "limit"), [(o, n) for o in ("=", "!=", "<", "<=", ">", ">=") for n in "0135"])
@pytest.mark.parametrize("more", [{}, {"u": {"x": "是"}}, {"u": {"x": "否"}}, {"u": {"x": "是"}, "g": {"x": "是"}}])
def test_members_of_an_open_group_may_differ_where_they_are_counted(operator: str, limit: str, more: Data) -> None:
    files = _files([X], {"数量": {"对象": "罐", "其中": "x", "比较": f"{operator} {limit}"}})
    objects = [{"编号": "g", "类型": "罐", "数量": "3"}, {"编号": "u", "类型": "罐"}]
    counts = [
        sum(chosen)
        for chosen in itertools.product((0, 1), repeat=4)
        if "u" not in more or chosen[0] == (more["u"]["x"] == "是")
        if "g" not in more or all(chosen[1:])
    ]
    truths = {compared(count, operator, int(limit)) for count in counts}
    expected = {frozenset({True}): "major", frozenset({False}): "clear"}.get(frozenset(truths), "undetermined")
    assert _outcome(files, visit_data(objects, more, [("企业", "罐")])) == expected


# Facts that follow from others.


def test_direct_answer_against_definition_is_unknown_and_told() -> None:
    judgement = judged(_files([A, D], "D = 一"), visit_data(answers={"企业": {"a": "是", "D": "二"}}))
    assert str(verdict_on(judgement, "企业").outcome) == "undetermined"
    assert judgement.summary.disagreements


def test_direct_answer_that_agrees_never_unsettles() -> None:
    files = _files([A, D], "D = 一")
    assert _outcome(files, visit_data(answers={"企业": {"a": "是"}})) == "major"
    assert _outcome(files, visit_data(answers={"企业": {"a": "是", "D": ["一", "二"]}})) == "major"


# Objects that nobody has seen.


def test_unseen_object_differs_from_its_unseen_neighbours() -> None:
    files = _files([X], {"存在": {"对象": "罐", "当": {"任一": ["x 且 非 本对象.x", "本对象.x 且 非 x"]}}}, "罐")
    assert _outcome(files, visit_data(), None) == "not_examined"


def test_unseen_object_counts_itself() -> None:
    files = _files([X], {"数量": {"对象": "罐", "比较": "= 0"}}, "罐")
    assert _outcome(files, visit_data(), None) == "clear"


def test_body_that_every_unseen_object_meets_bounds_the_others() -> None:
    when = {"全部": [{"存在": {"对象": "罐", "当": "x"}}, {"数量": {"对象": "罐", "比较": "= 0"}}]}
    assert _outcome(_files([X], when), visit_data()) == "clear"


def test_body_about_ancestors_only_bounds_the_others() -> None:
    none = {"非": {"存在": {"对象": "罐", "当": "企业.y"}}}
    files = _files([X, Y], {"全部": [{"存在": {"对象": "罐", "当": "x"}}, "y", none]})
    assert _outcome(files, visit_data()) == "clear"


def test_unseen_child_implies_its_unseen_parent() -> None:
    when = {"全部": [{"存在": {"对象": "罐", "当": "区.z"}}, {"非": {"存在": {"对象": "区", "当": "z"}}}]}
    files = _files([fact("z", "区"), X], when, types=(ROOT, AREA, object_type("罐", "区")))
    assert _outcome(files, visit_data()) == "clear"


def test_relation_nobody_saw_ends_at_a_listed_object_if_all_are_listed() -> None:
    types = (ROOT, TANK, object_type("楼", "企业"), object_type("间距", "罐", "关系", 另一端="楼"))
    files = _files([fact("层", "楼", "数值", 整数="是")], {"存在": {"对象": "间距", "当": "楼.层 > 3"}}, types=types)
    objects = [{"编号": "t", "类型": "罐"}, {"编号": "b", "类型": "楼"}]
    data = visit_data(objects, {"b": {"层": "1"}}, [("企业", "楼"), ("企业", "罐")])
    assert _outcome(files, data) == "clear"


def test_count_below_an_unseen_object_is_open() -> None:
    files = _files([X], {"数量": {"对象": "罐", "比较": "< 2"}}, "区", (ROOT, AREA, object_type("罐", "区")))
    assert _outcome(files, visit_data(), None) == "not_examined"


def test_count_inside_a_count_of_the_same_type_is_judged() -> None:
    inner = {"非": {"数量": {"对象": "罐", "其中": "x", "比较": ">= 1"}}}
    files = _files([X], {"数量": {"对象": "罐", "其中": inner, "比较": ">= 1"}})
    assert _outcome(files, visit_data()) == "undetermined"


# Constraints.


def test_constraint_holds_of_unseen_objects() -> None:
    files = _files([X, fact("v", "罐")], {"存在": {"对象": "罐", "当": "x 且 非 v"}})
    files.constraints = [{"名称": "k", "对象": "罐", "恒有": "非 x 或 v"}]
    assert _outcome(files, visit_data()) == "clear"


def test_constraint_of_a_child_binds_its_parent() -> None:
    files = _files([X, Y], "y")
    files.constraints = [{"名称": "k", "对象": "罐", "恒有": "非 x 或 企业.y"}]
    assert _outcome(files, visit_data([{"编号": "t", "类型": "罐"}], {"t": {"x": "是"}})) == "major"
