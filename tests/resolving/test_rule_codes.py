"""Every slip in standards, rules, rulings and layers is told where it was made."""

from __future__ import annotations

from pathlib import Path

import pytest

from judge.diagnostics import Problems, Severity
from judge.library import read_library
from tests.resolving.layer import (
    ELEMENT,
    FILES,
    OTHER_ELEMENT,
    RULE,
    RULINGS,
    STANDARD,
    Slip,
    assert_told,
    assert_well_told,
    changed,
    condition,
    read,
    written,
)

TWO_READINGS = "选项: [{名称: 宽, 说明: 宽}, {名称: 严, 说明: 严}]"
READING = f"    解释: [{{名称: 怎么算, 问题: 怎么算, {TWO_READINGS}}}]\n"
CHOSEN = (RULE, "当: 涉爆", "当: {依解释: {解释: 怎么算, 选: {宽: 涉爆, 严: 大厂}}}")
WITH_READING = (RULE, "    等级: 重大\n", f"    等级: 重大\n{READING}")
RULED = "文号: 测, 日期: 2026-01-01, 机关: 测试局"
NO_DEFAULT = (STANDARD, "通则: {失效视同无: '9'}\n", "")
SECOND = FILES[RULE].removeprefix("条款: 第一条\n规则:\n")


def second_rule(code: str, old: str, new: str, *also: tuple[str, str, str]) -> Slip:
    """A slip in a second rule of the first rule's file."""
    assert SECOND.count(old) == 1
    return Slip(code, RULE, FILES[RULE], FILES[RULE] + SECOND.replace(old, new), also)


def handling(code: str, line: str) -> Slip:
    """A slip in what a standard says of the law that its hazards break."""
    return Slip(code, STANDARD, "通则: ", f"处理对照:\n  - {line}\n通则: ")


OF_STANDARDS = [
    Slip("R001", "zz/standard.yaml", "", FILES[STANDARD].replace("标准: ceshi", "标准: ▲ceshi")),
    Slip("R002", STANDARD, "族: ceshi", "失效: ▲2019-01-01\n族: ceshi"),
    Slip(
        "R003",
        STANDARD,
        "{编号: '2.2', 条款: 第二条第二项}",
        "{编号: '2.2', 条款: 第二条第二项}\n  - {编号: ▲'2.2', 条款: 第八条}",
    ),
    Slip("R004", STANDARD, "条款数: {官方: 4,", "条款数: ▲{官方: 5,"),
    Slip("R005", STANDARD, "失效视同无: '9'", "失效视同无: ▲第九条"),
    Slip("R005", STANDARD, "失效视同无: '9'", "结论保留: {由: 专家组, 条款: ▲'8'}"),
    handling("R093", "{条款: ['2', ▲'4'], 违反: 甲法第一条, 程度: 凭记忆}"),
    handling("R093", "{条款: ▲第一条, 违反: 甲法第一条, 程度: 凭记忆}"),
    handling("R094", "▲{违反: 甲法第一条, 处理: 甲法第二条, 程度: 两个来源}"),
    handling("R094", "▲{条款: '2', 说明: 不知道, 程度: 两个来源}"),
    Slip("R095", RULE, "等级: 重大", "等级: ▲重大", ((STANDARD, "性质: 规范性文件", "性质: 编者建议"),)),
    Slip(
        "R006",
        RULE,
        "    等级: 重大\n",
        f"    等级: 重大\n    解释:\n      - ▲{{名称: 怎么算, 问题: 怎么算, {TWO_READINGS}, 推荐: 松}}\n",
        (CHOSEN,),
    ),
    Slip("R007", RULINGS, "", f"裁定: [{{解释: ▲ceshi-2026#怎么算, 采用: 宽, {RULED}}}]\n"),
    Slip(
        "R008", RULINGS, "", f"裁定: [{{解释: ceshi-2026/1-企业#怎么算, 采用: ▲松, {RULED}}}]\n", (CHOSEN, WITH_READING)
    ),
    Slip("R009", STANDARD, "标准: ceshi-2026", "标准: ▲ceshi-2025"),
    Slip(
        "R030", STANDARD, "通则: {失效视同无: '9'}", "通则: {失效视同无: '9', 除外: [{名称: 甲, 条款: '9', 当: ▲涉暴}]}"
    ),
    Slip("R030", STANDARD, "适用范围: 测试", "适用范围: 测试\n适用: ▲涉暴"),
    Slip(
        "R013",
        "zz/standard.yaml",
        "",
        FILES[STANDARD].replace("ceshi", "zz").replace("zz-2026", "zz", 1) + "适用: 涉爆 ▲且\n",
    ),
    Slip("R085", STANDARD, "条款: 第二条第二项", "条款: ▲第二条第一项"),
]
OF_RULES = [
    Slip("R037", RULE, "    对象: 企业", "    对象: ▲企业单位"),
    Slip("R052", RULE, "当: 涉爆", "当: {依解释: {解释: 怎么算, 选: ▲{宽: 涉爆}}}", (WITH_READING,)),
    Slip("R074", ELEMENT, "当: 涉爆", "当: {要素: ▲{出自: '2.2', 至少: 1}}"),
    Slip("R056", RULE, "当: 涉爆", "当: {要素: {出自: ▲'2', 至少: 1}}", ((OTHER_ELEMENT, "等级: 要素", "等级: 重大"),)),
    Slip(
        "R057",
        RULE,
        "当: 涉爆",
        "当: {要素: {出自: ▲'2', 至少: 1}}",
        (
            (RULE, "    对象: 企业", "    对象: 焊工"),
            (RULE, "编号: ceshi-2026/1-企业", "编号: ceshi-2026/1-焊工"),
        ),
    ),
    second_rule("R060", "编号: ceshi-2026/1-企业", "编号: ▲ceshi-2026/1-企业"),
    second_rule(
        "R061", "编号: ceshi-2026/1-企业", "编号: ceshi-2026/1-乙\n    替代: ▲ceshi-2026/1-丙\n    替代理由: 甲"
    ),
    Slip("R062", "ceshi/1.yaml", "", FILES[RULE].replace("第一条", "▲第一条")),
    Slip("R063", RULE, "条款: 第一条", "条款: ▲第一款"),
    Slip("R063", RULE, "条款: 第一条", "条款: ▲第三条"),
    Slip("R064", RULE, "编号: ceshi-2026/1-企业", "编号: ▲ceshi-2026/11-企业"),
    Slip("R065", RULE, "        当: 涉爆\n", "        当: 涉爆\n      - {名称: ▲甲, 当: 大厂}\n"),
    Slip("R066", RULE, "        当: 涉爆\n", "        当: 涉爆\n        同因: ▲'2.1'\n"),
    Slip("R067", RULE, "核对: {日期: 2026-01-01, ", "核对: ▲{日期: 2026-01-01, 条文: 不全, "),
    Slip("R068", RULE, "当: 涉爆", "当: ▲报警 != 有且有效", (NO_DEFAULT,)),
    Slip(
        "R069",
        RULE,
        "当: 涉爆",
        "当: ▲报警 != 有且有效",
        ((RULE, "    等级: 重大\n", "    等级: 重大\n    失效视同无: 否\n"),),
    ),
    Slip(
        "R069",
        RULE,
        "当: 涉爆",
        "当: ▲报警 属于 [有但失效, 无]",
        ((RULE, "    等级: 重大\n", "    等级: 重大\n    失效视同无: 否\n"),),
    ),
    condition("R070", "▲报警 = 无"),
    condition("R070", "▲报警 不属于 [有且有效, 有但失效]"),
    Slip("R070", RULE, "        当: 涉爆\n", "        当: 涉爆\n        除外: {名称: 乙, 当: ▲报警 != 无}\n"),
    Slip("R075", ELEMENT, "当: 涉爆}", "当: 涉爆, 同因: ▲'3'}"),
    Slip("R075", ELEMENT, "当: 涉爆}", "当: 涉爆, 同因: ▲'8'}"),
    Slip("R076", ELEMENT, "当: 涉爆}", "当: 涉爆, 同因: ▲'2.1'}"),
    Slip(
        "R076",
        ELEMENT,
        "当: 涉爆}",
        "当: 涉爆, 同因: ▲'2.2'}",
        ((OTHER_ELEMENT, "当: 泄漏}", "当: 泄漏, 同因: '2.1'}"),),
    ),
    Slip("R078", RULE, "    等级: 重大\n", "    等级: 重大\n    失效视同无: ▲第九条\n"),
    Slip(
        "R079",
        RULE,
        "    等级: 重大\n",
        f"    等级: 重大\n    解释: [{{名称: ▲怎么算, 问题: 怎么算, {TWO_READINGS}}}]\n",
        (
            CHOSEN,
            (
                STANDARD,
                "性质: 规范性文件\n",
                f"性质: 规范性文件\n解释: [{{名称: 怎么算, 问题: 怎么算, {TWO_READINGS}}}]\n",
            ),
        ),
    ),
    second_rule(
        "R086", "编号: ceshi-2026/1-企业", "编号: ceshi-2026/1-乙\n    替代: ▲ceshi-2026/1-乙\n    替代理由: 甲"
    ),
    Slip(
        "R086",
        RULE,
        "    标题: 测试",
        "    替代: ▲ceshi-2026/2.1-企业\n    替代理由: 甲\n    标题: 测试",
        ((ELEMENT, "    标题", "    替代: ceshi-2026/1-企业\n    替代理由: 乙\n    标题"),),
    ),
    second_rule("R087", "编号: ceshi-2026/1-企业", "编号: ceshi-2026/1-乙\n    替代: ▲ceshi-2026/1-企业"),
]
WARNINGS = [
    Slip(
        "R077",
        RULE,
        "    等级: 重大\n",
        f"    等级: 重大\n    解释: [{{名称: ▲怎么算, 问题: 怎么算, {TWO_READINGS}}}]\n",
    ),
    Slip(
        "R077",
        STANDARD,
        "性质: 规范性文件\n",
        f"性质: 规范性文件\n解释: [{{名称: ▲怎么算, 问题: 怎么算, {TWO_READINGS}}}]\n",
    ),
    Slip("R082", "ceshi-2026/4.yml", "", FILES[RULE]),
    Slip("R082", "1.yaml", "", FILES[RULE]),
    Slip("R082", "ceshi-2026/旧/1.yaml", "", FILES[RULE]),
    Slip("R088", STANDARD, "{编号: '3', 条款: 第三条, 未编码: 以后写}", "{编号: ▲'3', 条款: 第三条}"),
    Slip("R089", STANDARD, "{编号: '1', 条款: 第一条}", "{编号: ▲'1', 条款: 第一条, 未编码: 以后写}"),
]
SLIPS = [*OF_STANDARDS, *OF_RULES, *WARNINGS, Slip("R080", ".", "", "")]


@pytest.mark.parametrize("slip", [*OF_STANDARDS, *OF_RULES], ids=str)
def test_slip_in_a_standard_or_rule_is_told_where_it_was_made(slip: Slip, tmp_path: Path) -> None:
    library, problems = read(tmp_path, changed(slip))
    assert library is None
    assert_told(slip, problems, tmp_path)


@pytest.mark.parametrize("slip", WARNINGS, ids=str)
def test_what_has_no_effect_is_warned_of_and_the_library_still_judges(slip: Slip, tmp_path: Path) -> None:
    library, problems = read(tmp_path, changed(slip))
    assert library is not None
    assert {problem.severity for problem in problems} == {Severity.WARNING}
    assert_told(slip, problems, tmp_path)


@pytest.mark.parametrize("name", ["没有", "是文件"])
def test_layer_that_is_no_folder_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "是文件").write_text("甲: 乙")
    problems = Problems()
    assert read_library([tmp_path / name], problems) is None
    assert [(p.code, p.position and p.position.path) for p in problems] == [("R080", str(tmp_path / name))]
    assert_well_told(problems)


def test_small_library_is_right_as_it_stands(tmp_path: Path) -> None:
    library, problems = read(tmp_path)
    assert list(problems) == []
    assert library is not None
    assert [rule.id for rule in library.rules] == ["ceshi-2026/1-企业", "ceshi-2026/2.1-企业", "ceshi-2026/2.2-储罐"]


def test_layer_named_twice_counts_once(tmp_path: Path) -> None:
    written(tmp_path, FILES)
    problems = Problems()
    assert read_library([tmp_path, tmp_path / "." / ""], problems) is not None
    assert list(problems) == []


def test_rules_of_a_standard_that_cannot_be_read_are_not_told_to_lack_it(tmp_path: Path) -> None:
    _, problems = read(tmp_path, changed(Slip("", STANDARD, "施行: 2020-01-01", "施行: 2020-02-30")))
    assert [problem.code for problem in problems] == ["F070"]


def test_folder_or_dangling_link_called_like_a_file_is_a_diagnostic(tmp_path: Path) -> None:
    written(tmp_path, FILES)
    (tmp_path / "ceshi-2026" / "3.yaml").mkdir()
    (tmp_path / "vocabulary" / "断.yaml").symlink_to(tmp_path / "没有")
    problems = Problems()
    assert read_library([tmp_path], problems) is None
    assert {problem.code for problem in problems} == {"F002", "F008"}


def test_replaced_element_is_no_longer_counted(tmp_path: Path) -> None:
    """An office's element takes the place of the shipped one in every count."""
    new = (
        FILES[ELEMENT]
        .removeprefix("条款: 第二条第一项\n规则:\n")
        .replace("2.1-企业", "2.1-本街道")
        .replace("当: 涉爆", "当: 大厂")
    )
    new = new.replace("    标题", "    替代: ceshi-2026/2.1-企业\n    替代理由: 本地规定\n    标题")
    made = changed(
        Slip(
            "",
            RULE,
            "当: 涉爆",
            "当: {要素: {出自: '2.1', 至少: 1}}",
            ((ELEMENT, FILES[ELEMENT], FILES[ELEMENT] + new),),
        )
    )
    library, problems = read(tmp_path, made)
    assert library is not None, list(problems)
    counting = library.rule_by_id["ceshi-2026/1-企业"].situations[0].when
    assert "企业.大厂" in repr(counting)
    assert "企业.涉爆" not in repr(counting)
