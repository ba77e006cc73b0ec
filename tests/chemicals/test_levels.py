"""S, R and the level of a unit: the worked examples of the sheet, the boundaries, and what stays open."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest

from judge.resolve.resolved import Library
from judge.values.number import Interval, point
from tests.chemicals.inventories import INVENTORY, OTHERS, built, figures, known, levels, ratio, read, visit_text
from tests.conftest import Judge


def item(chemical: str, amount: str, *classes: str) -> str:
    """One chemical and how much; with its classes of hazard, all others denied."""
    ticked = "".join(f"{each}: 是, " for each in classes)
    return f"化学品: {chemical}, 设计最大量: {amount}" + (f", 危险性类别: {{{ticked}{OTHERS}}}" if classes else "")


EXAMPLES = {
    "E1": ([item("氯", "5 t"), item("氨", "5 t")], 0, "1.5", "2.5", "四级"),
    "E2": ([item("氯", "250 t")], 100, "50", "400", "一级"),
    "E3": ([item("氯", "2.5 t"), item("氨", "5 t")], 0, "1", "1.5", "四级"),
    "E4": ([item("氯", "4.9 t")], 0, "0.98", "1.96", "不构成"),
    "E5": ([item("甲醇", "11850 t", "W5.3")], 60, "23.7", "35.55", "三级"),
    "E6": ([item("氨", "100 t")], 35, "10", "24", "三级"),
    "E7": ([item("液化石油气", "1000 t", "W2")], 120, "20", "60", "二级"),
    "E8": ([item("汽油", "45 t", "W5.3"), item("柴油", "42 t", "W5.4")], 80, "0.2334", "0.3501", "不构成"),
    "E9": ([item("氯", "12.5 t")], 1, "2.5", "10", "三级"),
    "E10": ([item("氯", "62.5 t")], 29, "12.5", "50", "二级"),
    "E11": ([item("氯", "62.5 t")], 100, "12.5", "100", "一级"),
    "E12": ([item("氯", "124.875 t")], 1, "24.975", "99.9", "二级"),
}
"""The worked examples: what the unit holds, residents, S, R, level."""


@pytest.mark.parametrize("unit", INVENTORY)
@pytest.mark.parametrize("example", EXAMPLES)
def test_worked_example_comes_out(library: Library, example: str, unit: str) -> None:
    items, population, s, r, level = EXAMPLES[example]
    world = built(visit_text(items, f"{population} 人", unit=unit), library)
    assert ratio(world) == Fraction(s)
    assert levels(world) == {level}
    assert f") = {r}；{level}" in figures(world)
    assert not world.disagreements


@pytest.mark.parametrize("amounts", list(itertools.permutations(["7 t", "1 t", "2000 kg"])))
def test_seven_and_one_and_two_tenths_are_one_in_any_order(library: Library, amounts: tuple[str, ...]) -> None:
    world = built(visit_text([item("氨", amount) for amount in amounts]), library)
    assert ratio(world) == 1
    assert levels(world) == {"四级"}


@pytest.mark.parametrize(
    ("amount", "level"),
    [
        ("4.999999999 t", "不构成"),
        ("5 t", "四级"),
        ("12.499999999 t", "四级"),
        ("12.5 t", "三级"),
        ("62.499999999 t", "三级"),
        ("62.5 t", "二级"),
        ("124.999999999 t", "二级"),
        ("125 t", "一级"),
    ],
)
def test_level_changes_exactly_at_its_boundary(library: Library, amount: str, level: str) -> None:
    assert levels(built(visit_text([item("氯", amount)], "1 人"), library)) == {level}


@pytest.mark.parametrize(
    ("population", "alpha"),
    [(0, "0.5"), (1, "1"), (29, "1"), (30, "1.2"), (49, "1.2"), (50, "1.5"), (99, "1.5"), (100, "2"), (10**6, "2")],
)
def test_alpha_changes_exactly_at_its_boundary(library: Library, population: int, alpha: str) -> None:
    world = built(visit_text([item("氯", "5 t")], f"{population} 人"), library)
    assert f"= {alpha} × (4×氯 5/5)" in figures(world)


@pytest.mark.parametrize(
    ("population", "found"), [("20..60 人", {"三级", "二级"}), (None, {"三级", "二级"}), ("1..29 人", {"三级"})]
)
def test_open_population_leaves_the_levels_it_allows(library: Library, population: str | None, found: set[str]) -> None:
    assert levels(built(visit_text([item("氯", "45 t")], population), library)) == found


def test_figures_name_the_chemicals(library: Library) -> None:
    world = built(visit_text([item("7782-50-5", "250 t")], "100 人"), library)
    assert figures(world) == "S = 氯 250/5 = 50；R = α·Σβq/Q = 2 × (4×氯 250/5) = 400；一级"
    assert figures(world, "临界量", "i0") == "氯：表1 5 t"
    assert figures(world, "β校正系数", "i0") == "氯：表3 β 4"


def test_lowest_threshold_of_several_classes_counts(library: Library) -> None:
    world = built(visit_text([item("甲（表外）", "5 t", "J5", "W5.1", "W10")]), library)
    assert known(world, "临界量", "i0") == point(10)
    assert known(world, "β校正系数", "i0") == Interval(1, Fraction(3, 2))
    assert "标准没有写明" in figures(world, "β校正系数", "i0")


def test_unasked_class_leaves_the_threshold_open_downwards(library: Library) -> None:
    world = built(visit_text(["化学品: 甲（表外）, 设计最大量: 5 t, 危险性类别: [W5.1]"]), library)
    assert known(world, "临界量", "i0") == Interval(1, 10)
    assert levels(world) == {"不构成", "四级", "三级"}


def test_carbon_monoxide_takes_its_threshold_from_its_class(library: Library) -> None:
    world = built(visit_text([item("一氧化碳", "10 t", "J3", "W2")]), library)
    assert known(world, "临界量", "i0") == point(10)
    assert known(world, "β校正系数", "i0") == point(2)


def test_name_with_a_restriction_not_said_keeps_all_it_may_mean(library: Library) -> None:
    world, problems = read(visit_text([item("甲醛", "5 t", "J5")]), library)
    assert [problem.code for problem in problems] == ["C044"]
    assert world is not None
    assert known(world, "临界量", "i0") == Interval(5, 500)


@pytest.mark.parametrize("chemical", ["[氯, 氨]", "[氨, 7782-50-5]"])
def test_one_of_two_chemicals_keeps_both_thresholds(library: Library, chemical: str) -> None:
    world = built(visit_text([item(chemical, "5 t")]), library)
    assert known(world, "临界量", "i0") == Interval(5, 10)
    assert known(world, "β校正系数", "i0") == Interval(2, 4)


def test_direct_threshold_serves_where_no_chemical_is_named(library: Library) -> None:
    world = built(visit_text(["临界量: 10 t, β校正系数: 2, 设计最大量: 100 t"], "35 人"), library)
    assert levels(world) == {"三级"}


@pytest.mark.parametrize(("fact", "value"), [("临界量", "10 t"), ("β校正系数", "2")])
def test_direct_answer_against_the_table_is_told_and_unknown(library: Library, fact: str, value: str) -> None:
    world = built(visit_text([item("氯", "5 t") + f", {fact}: {value}"]), library)
    (found,) = world.disagreements
    assert (found.object, found.fact) == ("i0", fact)
    assert fact not in world.world.nodes["i0"].answers


def test_registered_level_against_the_calculated_is_told_and_unknown(library: Library) -> None:
    world = built(visit_text([item("氯", "250 t")], "100 人", unit="生产装置", own="重大危险源级别: 三级"), library)
    assert [found.fact for found in world.disagreements] == ["重大危险源级别"]


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ("化学品: 液胺, 设计最大量: 5 t", "C043"),
        ("化学品: 7664-41-8, 设计最大量: 5 t", "C045"),
        ("化学品: 氨, 设计最大量: -5 t", "C029"),
        ("化学品: 氨, 设计最大量: 5 m3", "C027"),
        ("化学品: 氨, 设计最大量: 5 桶", "C026"),
        ("化学品: 氨, 设计最大量: 约 5 t", "C025"),
        ("化学品: 氨, 危险性类别: W5", "C022"),
    ],
)
def test_slip_in_an_inventory_is_told_at_its_line(library: Library, answers: str, code: str) -> None:
    text = visit_text([answers])
    _, problems = read(text, library)
    (told,) = problems
    assert told.code == code
    assert told.position is not None
    assert "i0" in text.splitlines()[told.position.line - 1]


def test_unknown_chemical_names_the_nearest_and_counts_for_nothing(library: Library) -> None:
    world, problems = read(visit_text([item("液胺", "5000 t"), item("氯", "5 t")]), library)
    assert world is not None
    assert "液氨" in dict(next(iter(problems)).values)["nearest"]
    assert known(world, "存量比值之和") == Interval(2, 5001)
    assert ("fact", "i0", "危险性类别") in world.calculations["i0", "临界量"].open_inputs


def test_open_inventory_bounds_from_below_only(library: Library) -> None:
    world = built(visit_text([item("氯", "62.5 t")], "1 人", complete=False), library)
    assert known(world, "存量比值之和") == Interval(Fraction(25, 2), None)
    assert levels(world) == {"二级", "一级"}


def test_text_and_json_show_the_numbers(judge_text: Judge) -> None:
    text = visit_text([item("氯", "250 t")], "100 人", own="")
    text = text.replace("名单:", "  - {编号: 罐, 类型: 储罐, 在: u}\n  - {编号: 管, 类型: 储罐管道, 在: 罐}\n名单:")
    text = text.replace("厂外500米", "化工危化企业: 是, 厂外500米")
    judgement = judge_text(text + "  管: {物料相态: 液相, 管道流向: 进料, 紧急切断: 无}\n")
    (pipe,) = [v for v in judgement.verdicts if v.object == "管" and v.clause == "5.5.6"]
    assert str(pipe.outcome) == "major"
    assert "S = 氯 250/5 = 50；R = α·Σβq/Q = 2 × (4×氯 250/5) = 400；一级" in str(pipe.situations)


def test_question_for_the_level_leads_down_to_the_class(judge_text: Judge) -> None:
    text = visit_text(["化学品: 甲（表外）, 设计最大量: 500 t"], "100 人")
    text = text.replace("名单:", "  - {编号: 罐, 类型: 储罐, 在: u}\n  - {编号: 管, 类型: 储罐管道, 在: 罐}\n名单:")
    text = text.replace("厂外500米", "化工危化企业: 是, 厂外500米")
    judgement = judge_text(text + "  管: {物料相态: 液相, 管道流向: 进料, 紧急切断: 无}\n")
    (pipe,) = [v for v in judgement.verdicts if v.object == "管" and v.clause == "5.5.6"]
    assert {"重大危险源级别", "临界量", "危险性类别"} <= {missing.name for missing in pipe.missing.relevant}
