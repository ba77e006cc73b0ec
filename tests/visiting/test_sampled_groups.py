"""A group of which only some were looked at goes on as two groups."""

from __future__ import annotations

from pathlib import Path

from judge.resolve.resolved import Library
from tests.visiting.visits import VISIT, read

SAMPLED = VISIT.replace("  一号罐: {泄漏: 否}", "  一号罐: {泄漏: 否}\n  焊工: {持证: {答: 是, 抽查: 3/12}}").replace(
    "企业: {名称: 某厂}", "企业: {名称: 某厂}\n范围: {区域: [焊工]}"
)
WELDERS = ("焊工·抽查", "焊工·未抽")


def test_answer_from_a_sample_holds_for_those_looked_at_alone(small_library: Library, tmp_path: Path) -> None:
    visit, problems = read(SAMPLED, small_library, tmp_path)
    assert visit is not None, list(problems)
    assert [(o.id, o.count) for o in visit.objects if o.type == "焊工"] == [(WELDERS[0], 3), (WELDERS[1], 9)]
    assert [a.object for a in visit.answers if a.key == "持证"] == [WELDERS[0]]


def test_both_parts_stay_in_the_scope_of_their_group(small_library: Library, tmp_path: Path) -> None:
    visit, _ = read(SAMPLED, small_library, tmp_path)
    assert visit is not None
    assert visit.scope.areas == WELDERS


def test_whole_group_looked_at_stays_one(small_library: Library, tmp_path: Path) -> None:
    visit, _ = read(SAMPLED.replace("3/12", "12/12"), small_library, tmp_path)
    assert visit is not None
    assert [(o.id, o.count) for o in visit.objects if o.type == "焊工"] == [("焊工", 12)]


def test_what_was_decided_on_a_part_is_known(small_library: Library, tmp_path: Path) -> None:
    seen = "见闻: [{所见: 甲, 对象: 焊工·抽查}]\n"
    assert list(read(SAMPLED + seen, small_library, tmp_path)[1]) == []
    whole = "见闻: [{所见: 甲, 对象: 焊工}]\n"
    assert [p.code for p in read(SAMPLED + whole, small_library, tmp_path)[1]] == ["C035"]


def test_corrected_answer_takes_the_place_of_the_first(small_library: Library, tmp_path: Path) -> None:
    corrections = """\
更正:
  - {事实: 人数, 原答: 9 人, 更正为: 8 人, 人: 王, 时间: 今天, 理由: 数错}
  - {事实: 人数, 原答: 8 人, 更正为: 7 人, 人: 王, 时间: 明天, 理由: 又数错}
"""
    visit, problems = read(VISIT + corrections, small_library, tmp_path)
    assert visit is not None, list(problems)
    assert [repr(a.known) for a in visit.answers if a.key == "人数"] == [
        "Interval(low=7, high=7, low_open=False, high_open=False)"
    ]
