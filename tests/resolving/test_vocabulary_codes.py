"""Every slip in a vocabulary is told where it was made."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.resolving.layer import WORDS, Slip, assert_told, changed, fact, kind, read

ASKED = "问题: 甲吗"
CHAIN = "\n  ".join(
    f"- {{名称: 甲{n}, 对象: 企业, 类型: 是否, {ASKED}, 定义: {{条件: {'▲' if n == 0 else ''}甲{n + 1}}}}}"
    for n in range(9)
).removeprefix("- ")


def constraint(code: str, new: str) -> Slip:
    """A slip in a 约束."""
    return Slip(code, WORDS, "事实:\n", f"约束: [{new}]\n事实:\n")


SLIPS = [
    kind("V001", "{名称: ▲储罐, 上级: 企业, 性质: 实物, 含义: 甲}"),
    kind("V002", "{名称: ▲甲, 上级: 罐群, 性质: 实物, 含义: 甲}"),
    kind("V002", "{名称: ▲甲, 性质: 实物, 含义: 甲}"),
    kind("V002", "{名称: ▲甲, 上级: 乙, 性质: 实物, 含义: 甲}\n  - {名称: 乙, 上级: 甲, 性质: 实物, 含义: 乙}"),
    Slip("V002", WORDS, "{名称: 企业, 性质", "{名称: ▲企业, 上级: 建筑, 性质"),
    fact("V003", f"{{名称: 甲, 对象: ▲储灌, 类型: 是否, {ASKED}}}"),
    constraint("V003", "{名称: 甲, 对象: ▲储灌, 恒有: 泄漏}"),
    kind("V004", "{名称: ▲甲, 上级: 企业, 性质: 关系, 含义: 甲}"),
    kind("V004", "{名称: ▲甲, 上级: 企业, 性质: 实物, 另一端: 建筑, 含义: 甲}"),
    kind("V004", "{名称: ▲甲, 上级: 企业, 性质: 关系, 另一端: 大楼, 含义: 甲}"),
    fact("V005", f"{{名称: ▲甲, 对象: 任意, 类型: 是否, {ASKED}}}"),
    fact("V005", f"{{名称: ▲甲, 对象: 企业, 类型: 是否, 逐项: 是, {ASKED}}}"),
    Slip("V006", WORDS, "  - {名称: 涉爆,", f"  - {{名称: 涉爆, 对象: 企业, 类型: 是否, {ASKED}}}\n  - {{名称: ▲涉爆,"),
    fact("V007", f"{{名称: 甲, 对象: 企业, 类型: 单选, 选项: ▲[一级], {ASKED}}}"),
    fact("V007", f"{{名称: ▲甲, 对象: 企业, 类型: 多选, {ASKED}}}"),
    fact("V007", f"{{名称: 甲, 对象: 企业, 类型: 多选, 选项: ▲[一级, 一级], {ASKED}}}"),
    fact("V007", f"{{名称: 甲, 对象: 企业, 类型: 设施, 选项: ▲[有, 无], {ASKED}}}"),
    fact("V008", f"{{名称: 甲, 对象: 企业, 类型: 数值, 单位: ▲吨重, {ASKED}}}"),
    fact("V009", f"{{名称: 甲, 对象: 企业, 类型: 数值, 下限: ▲约 9, {ASKED}}}"),
    fact("V009", f"{{名称: 甲, 对象: 企业, 类型: 数值, 上限: ▲'>= 5', {ASKED}}}"),
    fact("V009", f"{{名称: 甲, 对象: 企业, 类型: 数值, 单位: 人, 上限: ▲5 t, {ASKED}}}"),
    fact("V009", f"{{名称: 甲, 对象: 企业, 类型: 数值, 下限: 9, 上限: ▲8, {ASKED}}}"),
    fact("V010", f"{{名称: 甲, 对象: 企业, 类型: 是否, {ASKED}, 定义: ▲{{条件: 涉爆, 计算: gb18218.S}}}}"),
    fact("V010", f"{{名称: 甲, 对象: 企业, 类型: 是否, {ASKED}, 定义: ▲{{条件: 涉爆, 否则: 是}}}}"),
    fact("V010", f"{{名称: 甲, 对象: 企业, 类型: 是否, {ASKED}, 定义: ▲{{否则: 是}}}}"),
    Slip("V011", WORDS, "{当: 大厂, 值: 大}", "{当: 大厂, 值: ▲巨}"),
    Slip("V011", WORDS, "否则: 小", "否则: ▲微"),
    Slip("V011", WORDS, "一级: 10 t", "一级: ▲10 人"),
    Slip("V011", WORDS, "一级: 10 t", "一级: ▲-3 t"),
    Slip("V011", WORDS, "一级: 10 t", "一级: ▲8..10 t"),
    fact("V012", f"{{名称: ▲作业 人数, 对象: 企业, 类型: 是否, {ASKED}}}"),
    fact("V012", f"{{名称: ▲且, 对象: 企业, 类型: 是否, {ASKED}}}"),
    fact("V012", f"{{名称: ▲检查日期, 对象: 企业, 类型: 日期, {ASKED}}}"),
    fact("V012", f"{{名称: ▲甲+乙, 对象: 企业, 类型: 是否, {ASKED}}}"),
    kind("V012", "{名称: ▲罐/区, 上级: 企业, 性质: 实物, 含义: 甲}"),
    kind("V012", "{名称: ▲任意, 上级: 企业, 性质: 实物, 含义: 甲}"),
    Slip("V013", WORDS, "", "▲约束: []\n"),
    fact("V014", f"{{名称: 甲, 对象: 企业, 类型: 是否, 单位: ▲人, {ASKED}}}"),
    fact("V014", f"{{名称: 甲, 对象: 企业, 类型: 日期, 整数: ▲是, {ASKED}}}"),
    fact("V015", f"{{名称: ▲甲, 对象: 企业, 类型: 是否, 曾用名: 人数, {ASKED}}}"),
    Slip("V015", WORDS, "  - {名称: 种类, 对象: 企业,", "  - {名称: ▲种类, 曾用名: 级别, 对象: 企业,"),
    fact("V016", f"{{名称: 甲, 对象: 企业, 类型: 数值, {ASKED}, 定义: {{计算: ▲gb18218.等级}}}}"),
    fact("V017", f"{{名称: 甲, 对象: 企业, 类型: 是否, {ASKED}, 定义: {{分情况: ▲[{{当: 涉爆, 值: 是}}]}}}}"),
    fact("V017", f"{{名称: 甲, 对象: 企业, 类型: 是否, {ASKED}, 定义: {{查表: {{按: 等级, 表: ▲{{一级: 是}}}}}}}}"),
    Slip("V018", WORDS, "按: 等级", "按: ▲人数"),
    fact("V019", f"{{名称: 甲, 对象: 任意, 逐项: 是, 类型: 是否, {ASKED}, 定义: ▲{{条件: 涉爆}}}}"),
    fact("V020", f"{{名称: 甲, 对象: 企业, 类型: 单选, 选项: [一, 二], {ASKED}, 定义: ▲{{条件: 涉爆}}}}"),
    fact("V020", f"{{名称: 甲, 对象: 企业, 类型: 日期, {ASKED}, 定义: ▲{{分情况: [], 否则: 甲}}}}"),
    Slip("R030", WORDS, "条件: 人数 > 300 人", "条件: ▲人头 > 300 人"),
    Slip("R030", WORDS, "按: 等级", "按: ▲等第"),
    Slip("R032", WORDS, "一级: 10 t", "四级: ▲10 t"),
    constraint("R030", "{名称: 甲, 对象: 企业, 恒有: ▲泄漏}"),
    constraint("R050", "{名称: 甲, 对象: 企业, 恒有: {要素: ▲{出自: '2', 至少: 1}}}"),
    Slip("R054", WORDS, "条件: 人数 > 300 人", "条件: ▲规模 = 大"),
    Slip(
        "R054",
        WORDS,
        "按: 等级, 表: {一级: 10 t, 二级: 5 t}}, 否则: 1 t",
        "按: ▲甲, 表: {是: 1 t, 否: 2 t}}",
        (
            (
                WORDS,
                "  - {名称: 涉爆,",
                f"  - {{名称: 甲, 对象: 企业, 类型: 是否, {ASKED}, 定义: {{条件: 限额 > 1 t}}}}\n  - {{名称: 涉爆,",
            ),
        ),
    ),
    fact("R055", f"{CHAIN}\n  - {{名称: 甲9, 对象: 企业, 类型: 是否, {ASKED}}}"),
    Slip("R059", WORDS, "条件: 人数 > 300 人", "条件: ▲已改正"),
    constraint("R091", "{名称: 甲, 对象: 企业, 恒有: ▲人数 <= 定员}"),
    constraint("R091", "{名称: 甲, 对象: 企业, 恒有: ▲{合计: {对象: 储罐, 事实: 存量, 比较: '> 1 t'}}}"),
]
"""Slips in the small library's vocabulary."""


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_slip_in_a_vocabulary_is_told_where_it_was_made(slip: Slip, tmp_path: Path) -> None:
    library, problems = read(tmp_path, changed(slip))
    assert library is None
    assert_told(slip, problems, tmp_path)


def test_wrong_definition_is_told_once_however_many_rest_on_it(tmp_path: Path) -> None:
    _, problems = read(tmp_path, changed(Slip("", WORDS, "条件: 人数 > 300 人", "条件: 人头 > 300 人")))
    assert [problem.code for problem in problems] == ["R030"]


def test_types_below_a_refused_one_are_not_told_again(tmp_path: Path) -> None:
    _, problems = read(
        tmp_path, changed(Slip("", WORDS, "{名称: 罐区, 上级: 企业, 性质: 实物", "{名称: 罐区, 上级: 企业, 性质: 关系"))
    )
    assert [problem.code for problem in problems] == ["V004"]


def test_derived_fact_may_rest_on_a_table_over_a_derived_fact(tmp_path: Path) -> None:
    made = changed(
        fact("", f"{{名称: 甲, 对象: 企业, 类型: 是否, {ASKED}, 定义: {{查表: {{按: 规模, 表: {{大: 是, 小: 否}}}}}}}}")
    )
    library, problems = read(tmp_path, made)
    assert library is not None
    assert list(problems) == []
