"""Every slip in a condition is told where it was made."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.resolving.layer import Slip, assert_told, changed, condition, read

LONG = "且 涉爆 " * 400

SLIPS = [
    condition("R010", f"▲涉爆 {LONG}"),
    condition("R011", "等级 = ▲「一级"),
    condition("R012", "涉爆 ▲大厂"),
    condition("R012", "等级 = 一级 ▲二级"),
    condition("R013", "涉爆 ▲且"),
    condition("R013", "人数 ▲>"),
    condition("R014", f"人数 > {'(' * 39}▲(1 人{')' * 40}"),
    condition("R014", f"{'非 ' * 40}▲涉爆"),
    condition("R014", f"人数 {'+ 人数 ' * 39}▲+ 人数 > 1 人"),
    condition("R015", "(人数 > 1 人 且 涉爆 ▲]"),
    condition("R015", "等级 属于 [一级 ▲二级]"),
    condition("R016", "1 人 < 人数 ▲< 5 人"),
    condition("R017", "▲9 人"),
    condition("R018", "涉爆 且 ▲或 大厂"),
    condition("R018", "人数 > ▲且 涉爆"),
    condition("R019", "▲[涉爆, 大厂]"),
    condition("R020", "▲{全部: [涉爆], 任一: [大厂]}"),
    condition("R020", "▲{都要: [涉爆]}"),
    condition("R021", "{全部: ▲涉爆}"),
    condition("R021", "{任一: ▲[]}"),
    condition("R022", "{存在: ▲储罐}"),
    condition("R022", "{存在: ▲{对象: 储罐}}"),
    condition("R022", "{依解释: {解释: 甲, 选: ▲乙}}"),
    condition("R023", "{存在: {对象: 储罐, 当: 泄漏, 条件: ▲泄漏}}"),
    condition("R024", "{至少: {数: ▲两, 其中: [涉爆, 大厂]}}"),
    condition("R024", "{至少: {数: ▲²，, 其中: [涉爆, 大厂]}}"),
    condition("R024", f"{{至少: {{数: ▲{'9' * 5000}, 其中: [涉爆, 大厂]}}}}"),
    condition("R025", "{至少: {数: ▲3, 其中: [涉爆, 大厂]}}"),
    condition("R025", "{要素: {出自: '2', 至少: ▲3}}"),
    condition("R026", "{数量: {对象: 储罐, 比较: ▲两个以上}}"),
    condition("R026", "{数量: {对象: 储罐, 比较: ▲[1]}}"),
    condition("R027", f"人数 > ▲{'1' * 31} × 2"),
    condition("R027", f"{{数量: {{对象: 储罐, 比较: ▲'> {'1' * 31}'}}}}"),
    condition("R028", "▲9 属于 [一级]"),
    condition("R028", "等级 属于 [(1 ▲+ 2)]"),
    condition("R029", "{存在: {对象: ▲[储罐], 当: 泄漏}}"),
    condition("R029", "{要素: {出自: [▲{甲: 乙}], 至少: 1}}"),
    condition("R030", "▲涉暴"),
    condition("R030", "人数 > ▲人头"),
    condition("R030", "检查日期 > ▲有效日期"),
    condition("R030", "▲储罐.存量 > 1 t"),
    condition("R030", "▲本对象.存量 > 1 t"),
    condition("R030", "'▲涉暴 且 涉爆'"),
    condition("R032", "涉爆 ≠ ▲不是"),
    condition("R031", "▲等级"),
    condition("R031", "非 ▲报警"),
    condition("R032", "等级 = ▲「四级」"),
    condition("R032", "等级 属于 [一级, ▲四级]"),
    condition("R032", "介质 包含 ▲有害"),
    condition("R033", "▲介质 属于 [可燃]"),
    condition("R033", "▲等级 包含 一级"),
    condition("R033", "▲人数 属于 [3 人]"),
    condition("R034", "▲等级 > 二级"),
    condition("R035", "▲等级 = 2026-01-01"),
    condition("R036", "等级 = ▲种类"),
    condition("R036", "等级 = ▲人数"),
    condition("R037", "{存在: {对象: ▲储灌, 当: 泄漏}}"),
    condition("R038", "{存在: {对象: ▲企业, 当: 涉爆}}"),
    condition("R039", "{数量: {对象: 储罐, 比较: ▲'>= 2 个'}}"),
    condition("R039", "{数量: {对象: 储罐, 比较: ▲'>= 51'}}"),
    condition("R040", "{合计: {对象: 储罐, 事实: ▲泄漏, 比较: '> 1 t'}}"),
    condition("R040", "{合计: {对象: 储罐, 事实: ▲人数, 比较: '> 1 人'}}"),
    condition("R041", "{合计: {对象: 储罐, 事实: 存量, 比较: ▲'> 1 吨重'}}"),
    condition("R041", "人数 > ▲9 年"),
    condition("R042", "人数 > ▲9"),
    condition("R043", "人数 > ▲9 kg"),
    condition("R043", "人数 > ▲面积"),
    condition("R044", "▲介质 = 可燃"),
    condition("R044", "▲备忘 = 甲"),
    condition("R044", "检查日期 > ▲人数"),
    condition("R045", "人数 > ▲「一级」"),
    condition("R046", "人数 ▲× 定员 > 9 人"),
    condition("R046", "人数 ▲÷ 定员 > 9 人"),
    condition("R046", "人数 ▲÷ 0 > 9 人"),
    condition("R046", "人数 > 定员 ▲× 2 人"),
    condition("R047", "有效期至 < ▲2026-02-30"),
    condition("R048", "限额 ▲+ 上报量 > 9 t"),
    condition("R049", "有效期至 + ▲6 t < 检查日期"),
    condition("R049", "有效期至 ▲× 2 < 检查日期"),
    condition("R049", "检查日期 > ▲9"),
    condition("R051", "{依解释: {解释: ▲面积怎么算, 选: {甲: 涉爆, 乙: 大厂}}}"),
    condition("R053", "▲事件日期 < 2026-01-01"),
    condition("R073", "{要素: {出自: ['2.1', ▲'3'], 至少: 1}}"),
    condition("R058", "{存在: {对象: 储罐, 当: ▲已改正}}"),
    condition("R059", "▲企业.已改正"),
    condition("R071", "▲9 人 > 5 人"),
    condition("R071", "▲人数 > 人数"),
    condition("R071", "▲2026-01-01 < 2026-02-01"),
    condition("R072", "{要素: {出自: ['2', ▲'2.1'], 至少: 1}}"),
    condition("R072", "{要素: {出自: ['2.1', ▲'2.1'], 至少: 1}}"),
    condition("R073", "{要素: {出自: ▲'7', 至少: 1}}"),
    condition("R090", "人数 ▲× 2 = 5 人"),
    condition("R090", "▲人数 != 4.5 人"),
]
"""Slips in the condition of the small library's rule."""


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_slip_in_a_condition_is_told_where_it_was_made(slip: Slip, tmp_path: Path) -> None:
    library, problems = read(tmp_path, changed(slip))
    assert library is None
    assert_told(slip, problems, tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "本对象.已改正 且 涉爆",
        "{存在: {对象: 储罐, 当: 本对象.已改正}}",
        "人数 ＞ 9 人 且 （涉爆 或 大厂）",
        "人数 > 定员 × 50% 且 面积 ≥ 100 平方米",
        "限额 > 3 t 且 规模 = 大",
        "{要素: {出自: ['2.1', '2.2'], 至少: 2}}",
        "有效期至 + 6 月 < 检查日期",
        "检查日期 < 2027-01-01",
        "恒真",
    ],
)
def test_right_condition_is_taken_without_a_word(text: str, tmp_path: Path) -> None:
    library, problems = read(tmp_path, changed(condition("", text)))
    assert library is not None
    assert list(problems) == []


def test_condition_folded_over_lines_is_told_at_its_start(tmp_path: Path) -> None:
    slip = condition("R030", "▲>\n          涉爆 且\n          涉暴")
    _, problems = read(tmp_path, changed(slip))
    assert_told(slip, problems, tmp_path)


def test_problem_in_a_rule_names_the_clause_it_stands_under(tmp_path: Path) -> None:
    _, problems = read(tmp_path, changed(condition("R030", "▲涉暴")))
    assert {problem.clause for problem in problems} == {"第一条"}
