"""Two rules that differ in one corner only are told apart, with that corner as the case."""

from __future__ import annotations

from typing import Any

import pytest

from judge.authoring.difference.cases import ToldCase
from judge.authoring.difference.rules import Change, Comparer, RuleDiff
from tests.judging.building import Files, fact, object_type, rule, situation

TYPES = [object_type("企业"), object_type("罐区", "企业"), object_type("储罐", "罐区")]
FACTS = [
    fact("甲", "企业"),
    fact("乙", "企业"),
    fact("丙", "企业"),
    fact("级别", "企业", "单选", 选项=["一级", "二级", "三级"]),
    fact("介质", "企业", "多选", 选项=["可燃", "有毒"]),
    fact("报警", "企业", "设施"),
    fact("人数", "企业", "数值", 单位="人", 下限="0 人", 上限="100 人", 整数="是"),
    fact("变形", "企业", "数值", 单位="mm", 下限="0 mm"),
    fact("控制值", "企业", "数值", 单位="mm", 下限="0 mm"),
    fact("任职日", "企业", "日期"),
    fact("考核日", "企业", "日期"),
    fact("泄漏", "储罐"),
    fact("停用", "储罐"),
    fact("存量", "储罐", "数值", 单位="t", 下限="0 t"),
    fact("已改正", "任意", 逐项="是"),
]


def compared(
    one: Any, other: Any, first: dict[str, Any] | None = None, second: dict[str, Any] | None = None
) -> RuleDiff:
    """Two rules on 企业 in clauses 1 and 2 of one library."""
    files = Files(
        TYPES, FACTS, [], [rule("1", "企业", one, **(first or {})), rule("2", "企业", other, **(second or {}))]
    )
    library = files.library()
    return Comparer(library, library).compare(library.rules[0], library.rules[1])


def case_of(told: ToldCase | None) -> dict[str, Any]:
    assert told is not None
    return told.case["已知"]  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("one", "other", "change", "case"),
    [
        ("人数 >= 9 人", "人数 > 9 人", Change.LOOSER, {"人数": "9 人"}),
        ("人数 > 9 人", "人数 > 10 人", Change.LOOSER, {"人数": "10 人"}),
        ("甲 或 乙", "甲 且 乙", Change.LOOSER, None),
        ("级别 属于 [一级, 二级]", "级别 = 一级", Change.LOOSER, {"级别": "二级"}),
        ("介质 包含 [可燃, 有毒]", "介质 包含 可燃", Change.LOOSER, {"介质": {"可燃": "否", "有毒": "是"}}),
        ("甲", "甲 且 报警 != 有且有效", Change.LOOSER, {"甲": "是", "报警": "有且有效"}),
        ("变形 >= 控制值", "变形 > 控制值", Change.LOOSER, None),
        ("甲", "非 甲", Change.CROSSING, {"甲": "是"}),
    ],
)
def test_one_corner_is_the_case(one: str, other: str, change: Change, case: dict[str, Any] | None) -> None:
    found = compared(one, other)
    assert found.change is change
    assert found.only_first is not None
    assert (found.only_first.first, found.only_first.second) == ("重大", "不构成")
    if case is not None:
        assert case_of(found.only_first) == case
    back = compared(other, one)
    mirrored = {Change.LOOSER: Change.STRICTER}.get(change, change)
    assert back.change is mirrored
    assert case_of(back.only_second) == case_of(found.only_first)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("非 (甲 且 乙)", {"任一": ["非 甲", "非 乙"]}),
        ("人数 > 9 人", "人数 >= 10 人"),
        ("级别 != 一级", "级别 属于 [二级, 三级]"),
        ({"至少": {"数": "2", "其中": ["甲", "乙", "丙"]}}, "甲 且 乙 或 甲 且 丙 或 乙 且 丙"),
        ("变形 > 控制值", "非 变形 <= 控制值"),
        ("变形 > 控制值", "控制值 < 变形"),
        ("甲 或 甲 且 乙", "甲"),
        ({"存在": {"对象": "储罐", "当": "泄漏"}}, {"非": {"数量": {"对象": "储罐", "其中": "泄漏", "比较": "< 1"}}}),
    ],
)
def test_same_meaning_in_other_words_is_proven(one: Any, other: Any) -> None:
    found = compared(one, other)
    assert found.change is Change.SAME
    assert (found.only_first, found.only_second, found.undecided) == (None, None, ())


def test_what_arithmetic_forbids_is_no_difference() -> None:
    # More than one and a half times a limit that is not below zero is more than the limit.
    found = compared("变形 > 控制值 × 150%", "变形 > 控制值 × 150% 且 变形 >= 控制值")
    assert found.change is Change.SAME
    looser = compared("变形 > 控制值", "变形 > 控制值 × 150%")
    assert looser.change is Change.LOOSER
    assert looser.only_first is not None
    assert (looser.only_first.first, looser.only_first.second) == ("重大", "不构成")


def test_days_months_apart_are_told_by_concrete_days() -> None:
    found = compared("任职日 + 6 月 < 考核日", "任职日 + 12 月 < 考核日")
    assert found.change is Change.LOOSER
    assert set(case_of(found.only_first)) == {"任职日", "考核日"}
    assert found.only_first is not None
    assert (found.only_first.first, found.only_first.second) == ("重大", "不构成")


def test_failed_facility_counted_or_not_is_the_case() -> None:
    found = compared("报警 != 有且有效", "报警 = 无", second={"失效视同无": "否"})
    assert found.change is Change.LOOSER
    assert case_of(found.only_first) == {"报警": "有但失效"}


def test_lost_exemption_is_the_case() -> None:
    found = compared("甲", "甲", second={"除外": [{"名称": "免", "当": "乙"}]})
    assert found.change is Change.LOOSER
    assert case_of(found.only_first) == {"甲": "是", "乙": "是"}


def test_lost_situation_is_the_case() -> None:
    found = compared([situation("甲", "一"), situation("乙", "二")], "甲")
    assert found.change is Change.LOOSER
    assert case_of(found.only_first) == {"甲": "否", "乙": "是"}


def test_quantifiers_are_told_by_objects() -> None:
    some = {"存在": {"对象": "储罐", "当": "泄漏"}}
    found = compared(some, {"每个": {"对象": "储罐", "当": "泄漏"}})
    assert found.change is Change.LOOSER
    assert found.only_first is not None
    objects = found.only_first.case["对象"]
    assert isinstance(objects, list)
    assert sorted(str(o["已知"]["泄漏"]) for o in objects if o["类型"] == "储罐") == ["否", "是"]
    assert (found.only_first.first, found.only_first.second) == ("重大", "不构成")


def test_absence_of_objects_is_told_by_complete_lists() -> None:
    none = {"均无": [{"存在": {"对象": "储罐", "当": "泄漏"}}]}
    found = compared(none, {"全部": [none, {"存在": {"对象": "储罐", "当": "停用"}}]})
    assert found.change is Change.LOOSER
    assert found.only_first is not None
    assert found.only_first.case["名单完整"] == ["储罐", "罐区"]
    assert (found.only_first.first, found.only_first.second) == ("重大", "不构成")


def test_level_differs_with_the_same_condition() -> None:
    found = compared("甲", "甲", second={"等级": "一般"})
    assert found.change is Change.LOOSER
    assert [(a.what, a.first, a.second) for a in found.aspects] == [("level", "重大", "一般")]


def test_scope_and_condition_are_one_meaning_told_apart() -> None:
    found = compared("乙", "甲 且 乙", first={"适用": "甲"})
    assert found.change is Change.SAME
    (aspect,) = found.aspects
    assert (aspect.what, aspect.first, aspect.second) == ("scope", "not_applicable", "clear")
    assert aspect.case is not None
    assert (aspect.case.first, aspect.case.second) == ("不适用", "不构成")


def test_exempt_and_absent_are_one_meaning_told_apart() -> None:
    found = compared("甲", "甲 且 非 乙", first={"除外": [{"名称": "免", "当": "乙"}]})
    assert found.change is Change.SAME
    assert [(a.what, a.first, a.second) for a in found.aspects] == [("basis", "exempted", "absent")]


def test_rules_on_different_objects_are_not_compared() -> None:
    files = Files(TYPES, FACTS, [], [rule("1", "企业", "甲"), rule("2", "储罐", "泄漏")])
    library = files.library()
    found = Comparer(library, library).compare(library.rules[0], library.rules[1])
    assert found.change is Change.INCOMPARABLE
    assert found.obstacles == (("object_type", "企业、储罐"),)


def test_facts_asked_per_clause_stand_for_each_other() -> None:
    assert compared("甲 且 非 已改正", "甲 且 非 已改正").change is Change.SAME
    found = compared("甲 且 非 已改正", "甲")
    assert case_of(found.only_second) == {"甲": "是", "已改正": "是"}
    assert (found.only_second.first, found.only_second.second) == ("不构成", "重大")  # type: ignore[union-attr]


def reading(name: str, *options: str) -> dict[str, Any]:
    return {"解释": [{"名称": name, "问题": "？", "选项": [{"名称": o, "说明": o} for o in options]}]}


def by_reading(name: str, one: str, other: str, first: str, second: str) -> dict[str, Any]:
    return {"依解释": {"解释": name, "选": {one: first, other: second}}}


def test_readings_with_equal_options_are_one() -> None:
    found = compared(
        by_reading("九人", "算", "不算", "人数 >= 9 人", "人数 > 9 人"),
        by_reading("九人呢", "算", "不算", "人数 >= 9 人", "人数 > 9 人"),
        reading("九人", "算", "不算"),
        reading("九人呢", "不算", "算"),
    )
    assert found.change is Change.SAME
    assert [(r.first, r.second, r.by) for r in found.readings] == [("九人", "九人呢", "options")]


def test_readings_with_other_names_are_paired_and_that_is_said() -> None:
    found = compared(
        by_reading("九人", "含九人", "超过九人", "人数 >= 9 人", "人数 > 9 人"),
        by_reading("怎么数", "从严", "从宽", "人数 > 9 人", "人数 >= 9 人"),
        reading("九人", "含九人", "超过九人"),
        reading("怎么数", "从严", "从宽"),
    )
    assert found.change is Change.SAME
    (pair,) = found.readings
    assert pair.by == "position"
    assert set(pair.options) == {("含九人", "从宽"), ("超过九人", "从严")}


def test_reading_of_one_rule_only_is_a_case_of_its_option() -> None:
    found = compared(
        by_reading("九人", "算", "不算", "人数 >= 9 人", "人数 > 9 人"), "人数 > 9 人", reading("九人", "算", "不算")
    )
    assert found.change is Change.LOOSER
    assert found.only_first is not None
    assert case_of(found.only_first) == {"人数": "9 人"}
    assert list(found.only_first.case["裁定"].values()) == ["算"]  # type: ignore[attr-defined]
    assert [(r.first, r.second, r.by) for r in found.readings] == [("九人", None, "alone")]


def test_sums_are_told_by_amounts() -> None:
    def total(limit: str) -> dict[str, Any]:
        return {"合计": {"对象": "储罐", "事实": "存量", "比较": limit}}

    assert compared(total(">= 10 t"), total(">= 10 t")).change is Change.SAME
    found = compared(total(">= 10 t"), total("> 10 t"))
    assert found.change is Change.LOOSER
    assert found.only_first is not None
    assert "10 t" in str(found.only_first.case)
    assert (found.only_first.first, found.only_first.second) == ("重大", "不构成")


def test_case_of_a_constraint_does_not_break_it() -> None:
    files = Files(
        TYPES,
        FACTS,
        [{"名称": "甲必乙", "对象": "企业", "恒有": "非 甲 或 乙"}],
        [rule("1", "企业", "甲 或 丙"), rule("2", "企业", "甲 且 乙")],
    )
    library = files.library()
    found = Comparer(library, library).compare(library.rules[0], library.rules[1])
    assert found.change is Change.LOOSER
    # 非乙 alone makes the second fail, and by the constraint 甲 too.
    assert case_of(found.only_first) == {"丙": "是", "乙": "否"}
    other = Files(files.types, files.facts, files.constraints, [rule("1", "企业", "甲"), rule("2", "企业", "甲 且 乙")])
    same = other.library()
    assert Comparer(same, same).compare(same.rules[0], same.rules[1]).change is Change.SAME
