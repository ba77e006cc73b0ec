"""Numbers and days at their limits, judged from written rules: sums of quotients, months, the last valid day."""

from __future__ import annotations

import itertools

import pytest

from tests.judging.building import Data, Files, fact, judged, object_type, rule, verdict_on, visit_data

ROOT, TANK = object_type("企业"), object_type("罐", "企业")
UNIT_TYPES = (ROOT, object_type("单元", "企业"), object_type("危险化学品存量", "单元"))
INVENTORY_FACTS = (
    fact("设计最大量", "危险化学品存量", "数值", 单位="t", 下限="0"),
    fact("临界量", "危险化学品存量", "数值", 单位="t", 下限="0"),
    fact("β校正系数", "危险化学品存量", "数值", 下限="1"),
    fact("S", "单元", "数值", 定义={"计算": "gb18218.S"}),
)


def _outcome(files: Files, data: Data, obj: str = "企业") -> str:
    return str(verdict_on(judged(files, data), obj).outcome)


def _ratio(when: str, shares: list[tuple[str, str]], answers: dict[str, str] | None = None) -> str:
    """The outcome of a test of S for inventories of amount and threshold."""
    objects = [{"编号": "u", "类型": "单元"}]
    given: dict[str, dict[str, str]] = {"u": answers or {}}
    for n, (amount, threshold) in enumerate(shares):
        objects.append({"编号": f"i{n}", "类型": "危险化学品存量", "在": "u"})
        given[f"i{n}"] = {"设计最大量": amount, "临界量": threshold}
    files = Files(list(UNIT_TYPES), list(INVENTORY_FACTS), rules=[rule("1", "单元", when)])
    return _outcome(files, visit_data(objects, given, [("企业", "单元"), ("u", "危险化学品存量")]), "u")


def _company(when: str, name: str, answer: str | None = None, kind: str = "日期") -> str:
    answers = {} if answer is None else {"企业": {name: answer}}
    return _outcome(
        Files([ROOT], [fact(name, "企业", kind)], rules=[rule("1", "企业", when)]), visit_data(answers=answers)
    )


@pytest.mark.parametrize("order", list(itertools.permutations(["7 t", "1 t", "2 t"])))
def test_seven_and_one_and_two_tenths_are_one_in_any_order(order: tuple[str, ...]) -> None:
    assert _ratio("S = 1", [(amount, "10 t") for amount in order]) == "major"


def test_three_thirds_are_one() -> None:
    assert _ratio("S = 1", [("1 t", "3 t")] * 3) == "major"


def test_amount_below_an_excluded_bound_stays_below_one() -> None:
    assert _ratio("S >= 1", [("< 10 t", "10 t")]) == "clear"


def test_amount_within_tolerance_leaves_the_ratio_open() -> None:
    assert _ratio("S >= 1", [("10 t ±10%", "10 t")]) == "undetermined"


def test_direct_ratio_against_the_calculated_is_unknown() -> None:
    assert _ratio("S >= 1", [("1 t", "3 t")], {"S": "2"}) == "undetermined"


def test_direct_ratio_narrows_the_calculated() -> None:
    assert _ratio("S >= 1", [("8..12 t", "10 t")], {"S": "1.1"}) == "major"


def test_group_of_inventories_counts_as_many_in_the_ratio() -> None:
    objects = [{"编号": "u", "类型": "单元"}, {"编号": "i", "类型": "危险化学品存量", "在": "u", "数量": "3"}]
    answers = {"i": {"设计最大量": "4 t", "临界量": "10 t"}}
    files = Files(list(UNIT_TYPES), list(INVENTORY_FACTS), rules=[rule("1", "单元", "S >= 1")])
    data = visit_data(objects, answers, [("u", "危险化学品存量"), ("企业", "单元")])
    assert _outcome(files, data, "u") == "major"


def test_threshold_quantity_of_zero_leaves_the_ratio_open() -> None:
    assert _ratio("S >= 1", [("4 t", "0 t")]) == "undetermined"


def test_ratio_above_an_excluded_bound_exceeds_it() -> None:
    assert _ratio("S > 1", [("> 10 t", "10 t")]) == "major"


def test_half_a_year_after_end_of_august_is_end_of_february() -> None:
    assert _company("任职日期 + 6 月 = 2026-02-28", "任职日期", "2025-08-31") == "major"


@pytest.mark.parametrize(("until", "outcome"), [("2026-06-29", "major"), ("2026-06-30", "clear")])
def test_valid_until_the_day_judged_on_is_valid(until: str, outcome: str) -> None:
    assert _company("有效期至 < 检查日期", "有效期至", until) == outcome


@pytest.mark.parametrize(
    ("appointed", "outcome"),
    [("2025-12-29", "major"), ("2025-12-30", "clear"), ("2025-12", "undetermined"), (None, "undetermined")],
)
def test_half_a_year_of_office_ends_on_the_same_day_of_the_month(appointed: str | None, outcome: str) -> None:
    assert _company("任职日期 + 6 月 < 检查日期", "任职日期", appointed) == outcome


def test_no_day_lies_between_two_neighbours() -> None:
    assert _company("d > 2026-01-01 且 d < 2026-01-02", "d") == "clear"


def test_quantifier_inside_quantifier_of_same_type_is_judged() -> None:
    when = {"存在": {"对象": "罐", "当": {"全部": ["非 x", {"存在": {"对象": "罐", "当": "x"}}]}}}
    files = Files([ROOT, TANK], [fact("x", "罐")], rules=[rule("1", "企业", when)])
    assert _outcome(files, visit_data()) == "undetermined"


def test_many_open_objects_still_have_sets_that_settle() -> None:
    when = {"存在": {"对象": "罐", "当": "x"}}
    files = Files([ROOT, TANK], [fact("x", "罐")], rules=[rule("1", "企业", when)])
    data = visit_data([{"编号": f"t{n}", "类型": "罐"} for n in range(300)], complete=[("企业", "罐")])
    assert len(verdict_on(judged(files, data), "企业").missing.to_convict or ()) == 1
