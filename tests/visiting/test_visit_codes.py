"""Every slip in a visit is told where it was made."""

from __future__ import annotations

from pathlib import Path

import pytest

from judge.diagnostics import Severity
from judge.resolve import objects
from judge.resolve.resolved import Library
from tests.resolving import layer
from tests.visiting.visits import VISIT, Slip, answer, assert_told, read

OPINION = "意见: 重大, 种类: 事实, 人: 王, 理由: 甲, 日期: 2026-11-20, 规则摘要: a, 依据摘要: b"
CORRECTION = "人: 王, 时间: 今天, 理由: 看错"


def item(code: str, new: str) -> Slip:
    """A slip in a further object."""
    return Slip(code, "  - {编号: 东区,", f"  - {new}\n  - {{编号: 东区,")


ERRORS = [
    item("C001", "{编号: ▲企业, 类型: 建筑}"),
    Slip("C001", "编号: 二号楼", "编号: ▲一号楼"),
    item("C002", "{编号: 甲, 类型: ▲罐群}"),
    item("C002", "{编号: 甲, 类型: ▲企业}"),
    Slip("C003", "类型: 储罐, 在: 东区", "类型: 储罐, 在: ▲西区"),
    Slip("C003", "另一端: 二号楼", "另一端: ▲三号楼"),
    Slip("C003", "  一号罐: {泄漏: 否}", "  二号罐: ▲{泄漏: 否}"),
    Slip("C003", "  - {在: 东区, ", "  - {在: ▲西区, "),
    Slip("C003", "企业: {名称: 某厂}", "企业: {名称: 某厂}\n范围: {区域: [东区, ▲西区]}"),
    Slip("C003", "", f"更正: [{{对象: ▲西区, 事实: 涉爆, 原答: 是, 更正为: 否, {CORRECTION}}}]\n"),
    Slip("C004", "{编号: 间距一, 类型: 间距, 在: 一号楼, 另一端: 二号楼}", "▲{编号: 间距一, 类型: 间距, 在: 一号楼}"),
    Slip("C005", "{编号: 二号楼, 类型: 建筑}", "{编号: 二号楼, 类型: 建筑, 另一端: ▲一号楼}"),
    Slip("C006", "{编号: 二号楼, 类型: 建筑}", "{编号: 二号楼, 类型: 建筑, 日期: ▲2026-01-01}"),
    Slip("C007", "日期: 2026-11}", "日期: ▲2026-12}"),
    Slip("C008", "{编号: 一号罐, 类型: 储罐, 在: 东区}", "{编号: 一号罐, 类型: 储罐, 在: ▲一号楼}"),
    Slip("C008", "{编号: 一号罐, 类型: 储罐, 在: 东区}", "▲{编号: 一号罐, 类型: 储罐}"),
    answer("C011", "人头", "▲9 人"),
    answer("C011", "人头@ceshi-2026/1", "▲是"),
    answer("C012", "泄漏", "▲是"),
    answer("C013", "已改正@ceshi-2026/8", "▲是"),
    answer("C013", "已改正@", "▲是"),
    answer("C014", "已改正", "▲是"),
    Slip("C015", "", f"更正: [{{事实: 人数, 原答: ▲8 人, 更正为: 7 人, {CORRECTION}}}]\n"),
    Slip("C015", "", f"更正: [{{事实: 等级, 原答: ▲一级, 更正为: 二级, {CORRECTION}}}]\n"),
    Slip("C016", "在: 东区, 类型: 储罐, 完整: 是}", "在: 东区, 类型: ▲建筑, 完整: 是}"),
    Slip("C016", "在: 东区, 类型: 储罐, 完整: 是}", "类型: ▲企业, 完整: 是}"),
    Slip("C016", "在: 东区, 类型: 储罐, 完整: 是}", "类型: ▲储灌, 完整: 是}"),
    Slip("C017", "完整: 是}\n", "完整: 是}\n  - {在: 东区, 类型: ▲储罐, 完整: 否}\n"),
    Slip("C018", "企业: {名称: 某厂}", "企业: {名称: 某厂}\n范围: {标准: ▲ceshi-2025}"),
    Slip("C019", "企业: {名称: 某厂}", "企业: {名称: 某厂}\n范围: {条款: [ceshi-2026/2, ▲ceshi-2026/8]}"),
    answer("C020", "等级", "▲{答: 一级, 备往: 甲}"),
    answer("C020", "等级", "▲{答: 一级, 期限: 2026-02-30}"),
    answer("C021", "等级", "▲{答: 一级, 无答: 未查}"),
    answer("C021", "等级", "▲{备注: 甲}"),
    answer("C021", "等级", "▲[]"),
    answer("C022", "等级", "▲四级"),
    answer("C022", "等级", "▲[一级, 四级]"),
    answer("C022", "等级", "▲{甲: 乙}"),
    answer("C022", "介质", "▲易爆"),
    answer("C022", "介质", "▲{易爆: 是}"),
    answer("C022", "报警", "▲有"),
    answer("C023", "介质", "▲{可燃: 有}"),
    answer("C023", "介质", "▲{可燃: 否, 其余: 是}"),
    answer("C024", "定员", "▲九个"),
    answer("C024", "定员", "▲[9, 10]"),
    answer("C024", "定员", "▲9..8 人"),
    answer("C024", "定员", f"▲{'9' * 40} 人"),
    answer("C025", "定员", "▲约 9 人"),
    answer("C025", "定员", "▲9 人左右"),
    answer("C025", "定员", "▲几十人"),
    answer("C026", "定员", "▲9 口"),
    answer("C027", "定员", "▲9 t"),
    answer("C028", "定员", "▲9.5 人"),
    answer("C028", "定员", "▲9.2..9.8 人"),
    answer("C029", "定员", "▲-1 人"),
    answer("C029", "面积", "▲-3..5 m2"),
    Slip("C029", "人数: 9 人", "人数: ▲2000 人"),
    answer("C030", "有效期至", "▲2026-02-30"),
    answer("C030", "有效期至", "▲明年"),
    answer("C030", "有效期至", "▲[2026-01-01]"),
    Slip("C030", "日期: 2026-11}", "日期: ▲2026-13}"),
    item("C031", "{编号: ▲东/甲, 类型: 建筑}"),
    item("C031", "{编号: ▲甲〈未见〉, 类型: 建筑}"),
    item("C031", "{编号: ▲甲·未抽, 类型: 建筑}"),
    Slip(
        "C032",
        "{编号: 一号罐, 类型: 储罐, 在: 东区}\n  - {编号: 一次, 类型: 清罐, 在: 一号罐,",
        "{编号: 一号罐, 类型: 储罐, 在: 东区, 数量: 3}\n  - {编号: 一次, 类型: 清罐, 在: ▲一号罐,",
    ),
    Slip(
        "C032",
        "{编号: 东区, 类型: 罐区}\n  - {编号: 一号罐, 类型: 储罐, 在: 东区}",
        "{编号: 东区, 类型: 罐区, 数量: 2}\n  - {编号: 一号罐, 类型: 储罐, 在: ▲东区}",
    ),
    Slip(
        "C032",
        "{编号: 二号楼, 类型: 建筑}\n  - {编号: 间距一, 类型: 间距, 在: 一号楼, 另一端: 二号楼}",
        "{编号: 二号楼, 类型: 建筑, 数量: 2}\n  - {编号: 间距一, 类型: 间距, 在: 一号楼, 另一端: ▲二号楼}",
    ),
    Slip("C033", "  一号罐: {泄漏: 否}", "  焊工: {持证: {答: 是, 抽查: ▲3/10}}"),
    Slip("C033", "  一号罐: {泄漏: 否}", "  焊工: {持证: {答: 是, 抽查: ▲13/12}}"),
    Slip("C033", "  一号罐: {泄漏: 否}", "  焊工: {持证: {答: 是, 抽查: ▲0/12}}"),
    Slip("C033", "  一号罐: {泄漏: 否}", f"  焊工: {{持证: {{答: 是, 抽查: ▲1/{'9' * 5000}}}}}"),
    Slip("C033", "  一号罐: {泄漏: 否}", "  一号罐: {泄漏: {答: 否, 抽查: ▲1/2}}"),
    Slip("C038", "人数: 9 人}", "人数: 9 人, 等级: 一级, 级别: ▲二级}"),
    Slip("C039", "另一端: 二号楼", "另一端: ▲一号楼"),
    Slip("C045", "{泄漏: 否}", "{泄漏: 否, 物料: ▲7664-41-8}"),
    Slip("C045", "{泄漏: 否}", "{泄漏: 否, 物料: ▲[液氨, 7664-41-8]}"),
    Slip("C046", "{泄漏: 否}", "{泄漏: 否, 物料: ▲''}"),
    Slip("C046", "{泄漏: 否}", "{泄漏: 否, 物料: ▲[{甲: 乙}]}"),
    Slip("C041", "", "见闻: [{所见: 漏油, 依据: ▲ceshi-2026/4}]\n"),
    Slip("C041", "", "见闻: [{所见: 漏油, 依据: ▲ceshi-2026/1-工厂}]\n"),
    Slip("C042", "", "见闻: [{所见: 漏油, 依据: ▲ceshi-2026/1-企业}]\n"),
]
WARNINGS = [
    answer("C010", "级别", "▲一级"),
    Slip("C034", "", f"意见: [{{规则: ▲ceshi-2026/1-工厂, 对象: 企业, {OPINION}}}]\n"),
    Slip("C034", "", "当场整改: [{规则: ▲ceshi-2026/1-工厂, 对象: 企业, 当场整改: 改, 人: 王}]\n"),
    Slip("C034", "", "主条: [{对象: 企业, 主条: ▲ceshi-2026/1-工厂}]\n"),
    Slip("C034", "", "主条: [{对象: 企业, 主条: ceshi-2026/1-企业, 并案: [ceshi-2026/2.1-企业, ▲ceshi-2026/8]}]\n"),
    Slip("C035", "", f"意见: [{{规则: ceshi-2026/2.2-储罐, 对象: ▲二号罐, {OPINION}}}]\n"),
    Slip("C035", "", "当场整改: [{规则: ceshi-2026/2.2-储罐, 对象: ▲二号罐, 当场整改: 改, 人: 王}]\n"),
    Slip("C035", "", "主条: [{对象: ▲二号罐, 主条: ceshi-2026/2.2-储罐}]\n"),
    Slip("C035", "", "见闻: [{所见: 漏油, 对象: ▲二号罐}]\n"),
    Slip("C043", "{泄漏: 否}", "{泄漏: 否, 物料: ▲液胺}"),
    Slip("C043", "{泄漏: 否}", "{泄漏: 否, 物料: ▲64-17-5}"),
    Slip("C044", "{泄漏: 否}", "{泄漏: 否, 物料: ▲甲醛}"),
    Slip("C044", "{泄漏: 否}", "{泄漏: 否, 物料: ▲50-00-0}"),
    Slip("C037", "日期: 2026-11-20}", "日期: [2026-11-01, ▲2026-11-20], 判定日期: 2026-11-10}"),
    Slip("C037", "日期: 2026-11-20}", "日期: ▲2026-11-20, 判定日期: 2026-11-19}"),
    Slip("C040", "", f"意见: [{{规则: ceshi-2026/2.2-储罐, 对象: ▲企业, {OPINION}}}]\n"),
]
SLIPS = [*ERRORS, *WARNINGS, Slip("C009", "", ""), Slip("C060", "", "")]


@pytest.mark.parametrize("slip", ERRORS, ids=str)
def test_slip_in_a_visit_is_told_where_it_was_made(slip: Slip, small_library: Library, tmp_path: Path) -> None:
    visit, problems = read(slip.text, small_library, tmp_path)
    assert visit is None
    assert_told(slip, problems)


@pytest.mark.parametrize("slip", WARNINGS, ids=str)
def test_what_has_no_effect_is_warned_of_and_the_visit_still_counts(
    slip: Slip, small_library: Library, tmp_path: Path
) -> None:
    visit, problems = read(slip.text, small_library, tmp_path)
    assert visit is not None
    assert {problem.severity for problem in problems} == {Severity.WARNING}
    assert_told(slip, problems)


def test_small_visit_is_right_as_it_stands(small_library: Library, tmp_path: Path) -> None:
    visit, problems = read(VISIT, small_library, tmp_path)
    assert visit is not None
    assert list(problems) == []


def test_too_many_objects_are_refused(small_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "MAX_OBJECTS", 3)
    _, problems = read(VISIT, small_library, tmp_path)
    assert [(p.code, p.position and p.position.line) for p in problems] == [("C009", 4)]


def test_answers_that_break_a_constraint_are_told_at_their_object(tmp_path: Path) -> None:
    constrained = layer.changed(
        layer.Slip(
            "", layer.WORDS, "事实:\n", "约束: [{名称: 大的涉爆, 对象: 企业, 恒有: 涉爆 或 人数 < 9 人}]\n事实:\n"
        )
    )
    library, _ = layer.read(tmp_path / "库", constrained)
    assert library is not None
    slip = Slip("C060", "企业: {涉爆: 是, 人数: 9 人}", "企业: ▲{涉爆: 否, 人数: 9 人}")
    _, problems = read(slip.text, library, tmp_path)
    assert_told(slip, problems)


@pytest.mark.parametrize(
    "text",
    [
        "限额: 3 t, 规模: 大, 大厂: 是",
        "定员: 8..10 人, 面积: '>= 300 m2'",
        "定员: 10 人 ±20%",
        "定员: 不明",
        "等级: [一级, 二级]",
        "介质: [可燃], 报警: {无答: 待补资料, 期限: 2026-12-01}",
        "有效期至: 2026-11..2026-12, 备忘: 随便写",
        "已改正@ceshi-2026/1: 是",
        "等级: {答: 一级, 人: 王, 证据: [照片一], 企业自报: 是}",
    ],
)
def test_right_answers_are_taken_without_a_word(text: str, small_library: Library, tmp_path: Path) -> None:
    visit, problems = read(answer("", text.partition(": ")[0], text.partition(": ")[2]).text, small_library, tmp_path)
    assert visit is not None
    assert list(problems) == []


def test_object_that_is_wrong_in_itself_is_not_told_missing(small_library: Library, tmp_path: Path) -> None:
    _, problems = read(VISIT.replace("编号: 东区, 类型: 罐区", "编号: 东区, 类型: 罐群"), small_library, tmp_path)
    assert [problem.code for problem in problems] == ["C002"]
