"""The day before a new version and its first day: each is judged by the version then in force, and differs as the law does."""

from __future__ import annotations

import pytest

from judge.judging import Judgement
from tests.conftest import Judge

HEAD = """
检查: {{编号: C-1, 类型: 日常巡查, 日期: {day}}}
企业: {{名称: 样厂}}
范围: {{标准: [{family}]}}
"""
LYING_TANK = """
对象:
  - {编号: 罐区, 类型: 罐区}
  - {编号: 卧罐, 类型: 储罐, 在: 罐区}
答案:
  企业: {化工危化企业: 是}
  卧罐: {罐型: 卧罐, 储存方式: 全压力式, 存液化烃: 是, 注水设施: 无}
"""
OVERLOADED_SUPPORT = """
对象:
  - {编号: 项目, 类型: 施工项目}
  - {编号: 胎架, 类型: 施工分项, 在: 项目}
答案:
  企业: {建筑施工企业: 是}
  胎架: {分项类别: 钢结构安装, 安装用支撑结构: 是, 基础承载力符合设计: 否, 基础变形符合设计: 是, 超过设计承载力: 是, 防倾覆措施: 有且有效}
"""


def outcomes(judgement: Judgement, object_id: str, clauses: set[str]) -> dict[str, str]:
    return {
        f"{v.standard}/{v.clause}": v.outcome.value
        for v in judgement.verdicts
        if v.object == object_id and v.clause in clauses
    }


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        ("2026-09-29", {"weihua-2017/6": "major"}),
        ("2026-09-30", {"weihua-2026/5.4.7": "undetermined"}),
    ],
)
def test_lying_tank_without_water_injection(judge_text: Judge, day: str, wanted: dict[str, str]) -> None:
    found = judge_text(HEAD.format(day=day, family="weihua") + LYING_TANK)
    assert outcomes(found, "卧罐", {"6", "5.4.7"}) == wanted


@pytest.mark.parametrize(
    ("day", "wanted", "situations"),
    [
        ("2024-12-12", "fangjian-2022/9.1", ["支撑地基基础承载力不够"]),
        ("2024-12-13", "fangjian-2024/9.1", ["支撑基础承载力不够", "支撑结构超过设计承载力"]),
    ],
)
def test_overloaded_support_is_named_from_2024_on(
    judge_text: Judge, day: str, wanted: str, situations: list[str]
) -> None:
    found = judge_text(HEAD.format(day=day, family="fangjian") + OVERLOADED_SUPPORT)
    assert outcomes(found, "胎架", {"9.1"}) == {wanted: "major"}
    (verdict,) = [v for v in found.verdicts if (v.object, v.clause) == ("胎架", "9.1")]
    assert [s.name for s in verdict.situations] == situations


def test_where_repeal_is_unproven_the_newest_judges_and_the_older_is_named(judge_text: Judge) -> None:
    found = judge_text(HEAD.format(day="2026-09-30", family="weihua") + LYING_TANK)
    assert {v.standard for v in found.verdicts} == {"weihua-2026"}
    assert [s.id for s in found.scope.unproven] == ["weihua-2017"]
