"""Discrepancies between the engine and design §4 that stand open. Run by name: `pytest tests/judging/found.py`.

Each fails today. When one passes, it moves to the tests of its capability.
"""

from __future__ import annotations

from typing import Any

from tests.judging.building import Data, Files, fact, judged, object_type, rule, situation, verdict_on, visit_data

ROOT, TANK, AREA = object_type("企业"), object_type("罐", "企业"), object_type("区", "企业")
X, Y, A, B = fact("x", "罐"), fact("y", "企业"), fact("a", "企业"), fact("b", "企业")
INPUTS: list[Data] = [
    fact("设计最大量", "危险化学品存量", "数值", 单位="t", 下限="0"),
    fact("临界量", "危险化学品存量", "数值", 单位="t", 下限="0"),
    fact("β校正系数", "危险化学品存量", "数值", 下限="1"),
    fact("S", "单元", "数值", 定义={"计算": "gb18218.S"}),
]


def _files(
    facts: list[Data], when: object, on: str = "企业", types: tuple[Data, ...] = (ROOT, TANK), **more: Any
) -> Files:
    return Files(list(types), facts, rules=[rule("1", on, [situation(when, **more)])])


def _outcome(files: Files, data: Data, obj: str | None = "企业") -> str:
    return str(verdict_on(judged(files, data), obj).outcome)


# Wrong and definite: the gravest kind.


def test_two_objects_open_pairs_of_dates_are_two_unknowns() -> None:
    when = {"数量": {"对象": "罐", "其中": "甲日 < 乙日", "比较": "= 1"}}
    files = _files([fact("甲日", "罐", "日期"), fact("乙日", "罐", "日期")], when)
    objects = [{"编号": name, "类型": "罐"} for name in "ab"]
    assert _outcome(files, visit_data(objects, complete=[("企业", "罐")])) == "undetermined"


def test_group_of_inventories_counts_as_many_in_ratio_sum() -> None:
    types = (ROOT, object_type("单元", "企业"), object_type("危险化学品存量", "单元"))
    objects = [{"编号": "u", "类型": "单元"}, {"编号": "i", "类型": "危险化学品存量", "在": "u", "数量": "3"}]
    answers = {"i": {"设计最大量": "4 t", "临界量": "10 t"}}
    data = visit_data(objects, answers, [("u", "危险化学品存量"), ("企业", "单元")])
    assert _outcome(_files(INPUTS, "S >= 1", "单元", types), data, "u") == "major"


def test_direct_answer_against_definition_is_unknown_and_told() -> None:
    derived = fact("D", "企业", "单选", 选项=["一", "二"], 定义={"分情况": [{"当": "a", "值": "一"}], "否则": "二"})
    judgement = judged(_files([A, derived], "D = 一"), visit_data(answers={"企业": {"a": "是", "D": "二"}}))
    assert str(verdict_on(judgement, "企业").outcome) == "undetermined"
    assert judgement.summary.disagreements


def test_direct_answer_that_agrees_never_unsettles() -> None:
    derived = fact("D", "企业", "单选", 选项=["一", "二"], 定义={"分情况": [{"当": "a", "值": "一"}], "否则": "二"})
    files = _files([A, derived], "D = 一")
    assert _outcome(files, visit_data(answers={"企业": {"a": "是"}})) == "major"
    assert _outcome(files, visit_data(answers={"企业": {"a": "是", "D": ["一", "二"]}})) == "major"


def test_unseen_object_differs_from_its_unseen_neighbours() -> None:
    files = _files([X], {"存在": {"对象": "罐", "当": {"任一": ["x 且 非 本对象.x", "本对象.x 且 非 x"]}}}, "罐")
    assert _outcome(files, visit_data(), None) == "not_examined"


# Crashes.


def test_zero_threshold_quantity_is_no_crash() -> None:
    types = (ROOT, object_type("单元", "企业"), object_type("危险化学品存量", "单元"))
    objects = [{"编号": "u", "类型": "单元"}, {"编号": "i", "类型": "危险化学品存量", "在": "u"}]
    data = visit_data(objects, {"i": {"设计最大量": "4 t", "临界量": "0 t"}})
    assert judged(_files(INPUTS, "S >= 1", "单元", types), data)


# Undetermined though all completions agree.


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


def test_six_bodies_of_one_roster_are_still_exact() -> None:
    some = [{"存在": {"对象": "罐", "当": f"a 且 {name}"}} for name in "bcdef"]
    files = _files(
        [fact(name, "罐") for name in "abcdef"], {"全部": [*some, {"非": {"存在": {"对象": "罐", "当": "a"}}}]}
    )
    assert _outcome(files, visit_data()) == "clear"


def test_constraint_holds_of_unseen_objects() -> None:
    files = _files([X, fact("v", "罐")], {"存在": {"对象": "罐", "当": "x 且 非 v"}})
    files.constraints = [{"名称": "k", "对象": "罐", "恒有": "非 x 或 v"}]
    assert _outcome(files, visit_data()) == "clear"


def test_constraint_of_a_child_binds_its_parent() -> None:
    files = _files([X, Y], "y")
    files.constraints = [{"名称": "k", "对象": "罐", "恒有": "非 x 或 企业.y"}]
    assert _outcome(files, visit_data([{"编号": "t", "类型": "罐"}], {"t": {"x": "是"}})) == "major"


def test_object_compared_with_itself_is_no_unknown() -> None:
    files = _files([fact("高", "罐", "数值", 单位="m")], {"存在": {"对象": "罐", "当": "高 > 本对象.高"}}, "罐")
    data = visit_data([{"编号": "t", "类型": "罐"}], complete=[("企业", "罐")])
    assert _outcome(files, data, "t") == "clear"


def test_date_is_before_itself_shifted() -> None:
    assert (
        _outcome(_files([fact("d", "企业", "日期")], "d < d + 6 月"), visit_data(answers={"企业": {"d": "2026"}}))
        == "major"
    )


def test_opposite_comparisons_of_two_open_numbers_cover_all() -> None:
    files = _files([fact("m", "企业", "数值"), fact("n", "企业", "数值")], "m > n 或 n >= m")
    assert _outcome(files, visit_data()) == "major"


def test_ratio_above_an_excluded_bound_exceeds_it() -> None:
    types = (ROOT, object_type("单元", "企业"), object_type("危险化学品存量", "单元"))
    objects = [{"编号": "u", "类型": "单元"}, {"编号": "i", "类型": "危险化学品存量", "在": "u"}]
    data = visit_data(objects, {"i": {"设计最大量": "> 10 t", "临界量": "10 t"}}, [("u", "危险化学品存量")])
    assert _outcome(_files(INPUTS, "S > 1", "单元", types), data, "u") == "major"


def test_relation_nobody_saw_ends_at_a_listed_object_if_all_are_listed() -> None:
    types = (ROOT, TANK, object_type("楼", "企业"), object_type("间距", "罐", "关系", 另一端="楼"))
    files = _files([fact("层", "楼", "数值", 整数="是")], {"存在": {"对象": "间距", "当": "楼.层 > 3"}}, types=types)
    objects = [{"编号": "t", "类型": "罐"}, {"编号": "b", "类型": "楼"}]
    data = visit_data(objects, {"b": {"层": "1"}}, [("企业", "楼"), ("企业", "罐")])
    assert _outcome(files, data) == "clear"


def test_unseen_object_counts_itself() -> None:
    files = _files([X], {"数量": {"对象": "罐", "比较": "= 0"}}, "罐")
    assert _outcome(files, visit_data(), None) == "clear"


# What is missing.


def test_fact_matters_where_only_a_constraint_ties_it() -> None:
    files = _files([A, B, fact("q", "企业")], "a 或 q")
    files.constraints = [{"名称": "k", "对象": "企业", "恒有": "(a 且 b) 或 (非 a 且 非 b)"}]
    missing = verdict_on(judged(files, visit_data()), "企业").missing
    assert {item.name for item in missing.to_clear or ()} <= {item.name for item in missing.relevant}


def test_fact_matters_that_an_unseen_object_is_compared_with() -> None:
    facts = [fact("h", "罐", "单选", 选项=["甲", "乙", "丙"]), fact("c", "企业", "单选", 选项=["甲", "乙", "丙"])]
    files = _files(facts, {"存在": {"对象": "罐", "当": "h != 甲 且 h != 企业.c"}})
    missing = verdict_on(judged(files, visit_data()), "企业").missing
    assert "c" in {item.name for item in missing.relevant}


def test_declaring_a_roster_complete_is_one_step_in_to_clear() -> None:
    some = [{"存在": {"对象": "罐", "当": when}} for when in ("x", "v", "x 且 v")]
    files = _files([X, fact("v", "罐"), A, B], {"全部": [{"任一": some}, {"任一": ["a", "b"]}]})
    missing = verdict_on(judged(files, visit_data()), "企业").missing
    assert [item.kind for item in missing.to_clear or ()] == ["roster"]


def test_to_clear_tells_a_complete_roster_from_one_more_object() -> None:
    counted = [
        verdict_on(judged(_files([X], {"数量": {"对象": "罐", "比较": text}}), visit_data()), "企业").missing.to_clear
        for text in (">= 1", "< 1")
    ]
    assert counted[0] != counted[1]


def test_one_open_amount_of_a_sum_is_named_with_its_values() -> None:
    files = _files([fact("量", "罐", "数值", 下限="0")], {"合计": {"对象": "罐", "事实": "量", "比较": ">= 7"}})
    data = visit_data([{"编号": "t", "类型": "罐"}], complete=[("企业", "罐")])
    missing = verdict_on(judged(files, data), "企业").missing
    assert [item.values for item in missing.to_convict or ()] == ["≥ 7"]


# Cures.


def _elements() -> Files:
    def element(ref: str, when: str, **more: str) -> tuple[str, Data]:
        return rule(ref, "企业", [situation(when, **more)], 等级="要素")

    counting = rule("2", "企业", {"要素": {"出自": "1", "至少": "2"}})
    rules = [element("1.1", "a"), element("1.2", "b", 同因="1.1"), element("1.3", "y"), counting]
    return Files([ROOT], [A, B, Y], rules=rules)


def test_cure_counts_an_element_of_the_same_cause_once() -> None:
    answers = {"企业": {"a": "是", "b": "是", "y": "是"}}
    (cure,) = verdict_on(judged(_elements(), visit_data(answers=answers)), "企业", "2").cures
    assert cure.count == 2


def test_group_above_a_count_has_a_cure() -> None:
    files = _files([X], {"数量": {"对象": "罐", "其中": "x", "比较": ">= 10"}})
    data = visit_data([{"编号": "g", "类型": "罐", "数量": "12"}], {"g": {"x": "是"}}, [("企业", "罐")])
    (cure,) = verdict_on(judged(files, data), "企业").cures
    assert cure.alternatives


def test_cure_never_rests_on_finding_one_more_object() -> None:
    only_other = {"非": {"存在": {"对象": "罐", "当": "x"}}}
    files = Files([ROOT, TANK], [A, X], rules=[rule("1", "企业", [situation("a", "甲"), situation(only_other, "乙")])])
    verdict = verdict_on(judged(files, visit_data(answers={"企业": {"a": "是"}})), "企业")
    assert not any(item.kind == "roster" for c in verdict.cures for alt in c.alternatives for item in alt.also_verify)
