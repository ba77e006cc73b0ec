"""Each thing that the deeper check looks for is found where it stands; what is nearly the same and right is let alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from judge.diagnostics.catalogue import entries
from tests.authoring.lint_layer import FILES, FOUND, OTHER, RULE, WAIVERS, WORDS, checked, found_by, places
from tests.resolving.layer import Slip, changed

ELSEWHERE = {"L026", "L027"}
"""Provoked in `test_lint_objects` and `test_drawings`."""
NEW_FACT = "  - {名称: 涉爆,"
CROWD = "        当: 人多\n"
DUST = "当: 积尘厚度 > 3 mm 且 用途 属于 [打磨, 抛光]"
APPLIES = "    适用: 粉尘 包含 [铝粉, 木粉]"
ID = "  - 编号: ceshi-2026/1-车间"
MARKED_ID = "  - 编号: ▲ceshi-2026/1-车间"
SMALL = "    除外: {名称: 小车间, 当: 规模 = 小 且 用途 = 喷涂}"
CASES = "[{当: 作业人数 > 30 人, 值: 大}, {当: 作业人数 > 10 人, 值: 中}]"
TWO = "        当: 人多\n      - 名称: 人少\n        当: {}\n"
TWO_CASE = (
    RULE,
    "      - {名称: 没有,",
    "      - {名称: 少, 已知: {人多: 否}, 判定: 重大, 情形: 人少}\n      - {名称: 没有,",
)


def fact(code: str, text: str, *also: tuple[str, str, str]) -> Slip:
    return Slip(code, WORDS, NEW_FACT, f"  - {text}\n{NEW_FACT}", also)


def crowd(code: str, condition: str) -> Slip:
    return Slip(code, RULE, CROWD, f"        当: {condition}\n")


def ladder(code: str, low: str, high: str) -> Slip:
    """Two situations that share one number out."""
    return Slip(code, RULE, CROWD, f"        当: {low}\n      - 名称: 人少\n        当: {high}\n", (TWO_CASE,))


def part_of(name: str, start: str, end: str) -> str:
    """A stretch of a file."""
    text = FILES[name]
    return text[text.index(start) : text.index(end)]


SLIPS = [
    Slip("L001", RULE, ID, MARKED_ID, ((RULE, APPLIES, "    适用: 企业.停产"),)),
    Slip("L001", RULE, ID, MARKED_ID, ((RULE, APPLIES, "    适用: 非 企业.涉爆"),)),
    Slip("L002", RULE, ID, MARKED_ID, ((RULE, CROWD, "        当: 人多 或 非 人多 或 企业.停产\n"), (RULE, SMALL, ""),
         ("ceshi-2026/standard.yaml", "通则:\n  除外: [{名称: 停产停业, 条款: '9', 当: 企业.停产}]\n", ""),
         ("ceshi-2026/standard.yaml", "  - {编号: '9', 条款: 第九条, 计数: 否}\n", ""))),
    crowd("L003", "▲作业人数 > 9 人 且 作业人数 < 5 人"),
    crowd("L003", "▲人多 且 作业人数 <= 9 人"),
    crowd("L003", "▲粉尘 不包含 [铝粉, 木粉]"),
    Slip("L004", RULE, "当: 清扫}", "当: ▲积尘厚度 > 2 mm}"),
    Slip("L004", RULE, SMALL, "    除外: {名称: 小车间, 当: ▲人多 或 清扫}"),
    Slip("L004", RULE, DUST, f"当: ▲{DUST[3:]}", ((RULE, "当: 清扫}", "当: 清扫 或 用途 = 打磨}"), (RULE, SMALL, "    除外: {名称: 抛光, 当: 用途 = 抛光}"))),
    Slip("L005", RULE, "当: 清扫}", "当: ▲清扫 且 积尘厚度 < 3 mm}"),
    Slip("L005", RULE, SMALL, "    除外: {名称: 小车间, 当: ▲粉尘 不包含 铝粉 且 粉尘 不包含 木粉}"),
    crowd("L006", "人多 且 ▲作业人数 > 5 人"),
    crowd("L006", "人多 且 (▲粉尘 包含 铝粉 或 粉尘 包含 木粉)"),
    crowd("L006", "{全部: [人多, ▲企业.涉爆]}"),
    crowd("L006", "人多 或 ▲作业人数 > 20 人"),
    Slip("L006", RULE, SMALL, "    除外: {名称: 小车间, 当: 规模 = 小 且 用途 = 喷涂 且 ▲企业.涉爆}"),
    Slip("L006", RULE, APPLIES, "    适用: ▲企业.涉爆 且 粉尘 包含 [铝粉, 木粉]"),
    Slip("L006", WORDS, "{条件: 作业人数 > 9 人}", "{条件: 作业人数 > 9 人 且 ▲作业人数 > 5 人}"),
    Slip("L006", WORDS, CASES, "[{当: 作业人数 > 30 人, 值: 大}, {当: 作业人数 > 10 人 且 ▲作业人数 <= 30 人, 值: 中}]"),
    Slip("L007", RULE, "        当: 人多\n", "        当: 人多 且 用途 属于 [打磨, ▲喷涂] 且 用途 != 喷涂\n"),
    Slip("L008", OTHER, "            解释: 多", "            解释: ▲多", ((OTHER, "每周: 非 清扫 且 积尘厚度 > 1 mm", "每周: 非 清扫"),)),
    Slip("L009", OTHER, "编号: ceshi-2026/2-车间", "编号: ▲ceshi-2026/2-车间", (
        (OTHER, part_of(OTHER, "    情形", "    等级"), "    情形: [{名称: 没有清扫, 当: 作业人数 >= 10 人}]\n"),
        (OTHER, part_of(OTHER, "    解释:\n", "    用例"), ""),
        (RULE, part_of(RULE, "    适用", "    等级"), "    情形: [{名称: 人多, 当: 人多}]\n"))),
    ladder("L010", "人多", "▲作业人数 >= 10 人"),
    ladder("L011", "作业人数 > 9 人", "用途 = 喷涂 且 ▲作业人数 < 9 人"),
    ladder("L011", "积尘厚度 > 2 mm", "用途 = 喷涂 且 ▲积尘厚度 < 2 mm"),
    ladder("L011", "积尘厚度 >= 2 mm", "非 (▲积尘厚度 > 1 mm)"),
    Slip("L011", WORDS, CASES, "[{当: 作业人数 > 30 人, 值: 大}, {当: ▲作业人数 < 30 人 且 作业人数 > 10 人, 值: 中}]"),
    ladder("L012", "用途 = 打磨 且 积尘厚度 >= 9 mm", "用途 = 喷涂 且 ▲积尘厚度 <= 9 mm"),
    ladder("L012", "用途 = 打磨 且 积尘厚度 >= 8 mm", "用途 = 打磨 且 ▲积尘厚度 <= 9 mm"),
    Slip("L013", WORDS, CASES, "[{当: 作业人数 > 10 人, 值: 中}, {当: ▲作业人数 > 30 人, 值: 大}]"),
    fact("L014", f"{{名称: ▲照明, 对象: 车间, 类型: 是否, 问题: 有灯吗？, {FOUND}}}"),
    fact("L014", "{名称: ▲人很多, 对象: 车间, 类型: 是否, 问题: 人很多吗？, 定义: {条件: 作业人数 > 99 人}}"),
    fact("L015", f"{{名称: ▲照明, 对象: 车间, 类型: 是否, 问题: 有灯吗？, {FOUND}}}", (RULE, CROWD, "        当: 人多 或 (人多 且 照明)\n")),
    Slip("L016", WORDS, "[铝粉, 木粉, 其他粉尘]", "▲[铝粉, 木粉, 糖粉, 其他粉尘]"),
    fact("L017", f"{{名称: 作业人员, 对象: 车间, 类型: 是否, 问题: 有人吗？, {FOUND}}}\n  - {{名称: ▲作业员人, 对象: 企业, 类型: 是否, 问题: 是谁？, {FOUND}}}",
         (RULE, CROWD, "        当: 人多 且 作业人员 且 作业员人\n")),
    fact("L017", f"{{名称: 点灯, 对象: 车间, 类型: 是否, 问题: 清扫了吗, {FOUND}}}".replace("清扫了吗", "清扫了吗？"), (RULE, CROWD, "        当: 人多 且 点灯\n"),
         (WORDS, "  - {名称: 清扫,", "  - {名称: ▲清扫,")),
    Slip("L018", RULE, DUST, "当: 积尘厚度 > 3 mm 且 ▲用途 != 喷涂"),
    Slip("L018", RULE, DUST, "当: 积尘厚度 > 3 mm 且 ▲用途 不属于 [喷涂, 抛光]"),
    Slip("L018", RULE, DUST, "当: 积尘厚度 > 3 mm 且 非 (▲用途 = 喷涂)"),
    Slip("L018", RULE, "当: 清扫}", "当: {存在: {对象: 车间, 当: ▲用途 != 喷涂}}}"),
    Slip("L019", WORDS, "{名称: 涉爆, 对象: 企业, 类型: 是否, 问题: 涉爆吗？, 查法: {法: 看, 内容: 现场},", "{名称: ▲涉爆, 对象: 企业, 类型: 是否, 问题: 涉爆吗？,"),
    Slip("L020", WORDS, f"{{名称: 涉爆, 对象: 企业, 类型: 是否, 问题: 涉爆吗？, {FOUND}}}", "{名称: ▲涉爆, 对象: 企业, 类型: 是否, 问题: 涉爆吗？, 查法: {法: 看, 内容: 现场}}"),
    Slip("L021", OTHER, "        推荐: 每班\n        出自: 官方解读\n", "        推荐: ▲每班\n"),
    Slip("L022", RULE, "      - 名称: 积尘\n", "      - 名称: ▲积尘\n", ((RULE, "情形: [积尘]}", "情形: [积尘], 来源: 生成}"),)),
    Slip("L022", RULE, "      - 名称: 积尘\n", "      - 名称: ▲积尘\n", ((RULE, "情形: [积尘]}", "情形: 人多}"),)),
    Slip("L023", OTHER, "    用例:\n      - {名称: 有,", "    用例:\n      ▲- {名称: 有,", ((OTHER, "      - {名称: 无, 已知: {清扫: 是}, 判定: 不构成}\n", ""),)),
    Slip("L024", WAIVERS, "", "豁免:\n  - {编号: L006, 处: ▲ceshi-2026/1-车间, 理由: 试, 日期: 2026-01-01}\n"),
    fact("L025", f"{{名称: 照明, 对象: 车间, 类型: 是否, 问题: ▲有灯, {FOUND}}}", (RULE, CROWD, "        当: 人多 且 照明\n")),
]  # fmt: skip

RIGHT = [
    crowd("L006", "人多 且 粉尘 包含 铝粉 或 作业人数 > 15 人"),
    crowd("L006", "{存在: {对象: 车间, 当: 人多}}"),
    ladder("L011", "积尘厚度 > 30 mm", "积尘厚度 < 5 mm"),
    ladder("L011", "作业人数 >= 10 人", "用途 = 喷涂 且 作业人数 <= 9 人"),
    ladder("L011", "积尘厚度 > 9 mm", "用途 = 喷涂 且 积尘厚度 <= 9 mm"),
    ladder("L012", "用途 = 打磨 且 积尘厚度 >= 8 mm", "用途 = 喷涂 且 积尘厚度 <= 9 mm"),
    Slip("L018", RULE, DUST, "当: 积尘厚度 > 3 mm 且 用途 不属于 [喷涂, 其他用途]"),
    Slip("L018", RULE, "当: 清扫}", "当: 清扫 或 粉尘 包含 木粉}"),
    fact("L017", f"{{名称: 停工, 对象: 企业, 类型: 是否, 问题: 停工了吗？, {FOUND}}}", (RULE, CROWD, "        当: 人多 且 企业.停工\n")),
]  # fmt: skip


def test_clean_library_has_no_findings(tmp_path: Path) -> None:
    assert places(checked(tmp_path, dict(FILES))) == []


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_slip_is_found_at_its_place(slip: Slip, tmp_path: Path) -> None:
    if slip.file == WAIVERS:
        files = changed(Slip("", RULE, "标题: 测试\n", "标题: 测试\n"), FILES)
        files[WAIVERS] = slip.new
        found = checked(tmp_path, files)
        assert places(found) == [("L024", 2, 19)]
        return
    found, expected = found_by(slip, tmp_path)
    assert expected in places(found), places(found)


@pytest.mark.parametrize("slip", RIGHT, ids=str)
def test_what_is_right_is_let_alone(slip: Slip, tmp_path: Path) -> None:
    found, _ = found_by(slip, tmp_path)
    assert slip.code not in {each.code for each in found.findings}


def test_every_code_of_the_deeper_check_is_provoked() -> None:
    assert {code for code in entries() if code.startswith("L")} - ELSEWHERE == {slip.code for slip in SLIPS}
