"""The further points of the acceptance list, on whole visits."""

from __future__ import annotations

import itertools

import pytest

from judge.verdict.verdict import Outcome, Verdict
from tests.conftest import Judge

HEAD = "检查: {编号: t, 类型: 行政检查, 日期: 2026-11-20}\n企业: {名称: 厂}\n"


def verdict_on(verdicts: tuple[Verdict, ...], rule: str, object_id: str) -> Verdict:
    """The verdict of a rule on an object."""
    return next(v for v in verdicts if v.rule == rule and v.object == object_id)


def test_one_of_two_work_categories_of_a_person_is_named(judge_text: Judge) -> None:
    result = judge_text(
        HEAD
        + """
范围: {标准: [gongmao]}
对象:
  - {编号: 张三·焊接, 类型: 特种作业任职}
  - {编号: 张三·高处, 类型: 特种作业任职}
答案:
  企业: {工贸企业: 是}
  张三·焊接: {属特种作业: 是, 已上岗作业: 是, 专门安全培训: 是, 持有操作证: 是, 准操项目相符: 是, 证书有效期至: 2026-11-20, 应复审日期: 2027-01-01}
  张三·高处: {属特种作业: 是, 已上岗作业: 是, 专门安全培训: 是, 持有操作证: 是, 准操项目相符: 否, 证书有效期至: 2026-11-20, 应复审日期: 2027-01-01}
"""
    )
    hits = [v for v in result.verdicts if v.outcome is Outcome.MAJOR]
    assert [(v.object, [s.name for s in v.situations]) for v in hits] == [("张三·高处", ["准操项目不符"])]
    welding = verdict_on(result.verdicts, "gongmao-2023/3.2-特种作业任职", "张三·焊接")
    assert welding.outcome is Outcome.CLEAR


INVENTORY = """
范围: {{标准: [weihua-2026]}}
对象:
  - {{编号: 罐区一, 类型: 罐区}}
  - {{编号: 罐一, 类型: 储罐, 在: 罐区一}}
  - {{编号: 管一, 类型: 储罐管道, 在: 罐一}}
{materials}
名单:
{roster}
  - {{类型: 罐区, 完整: 是}}
答案:
  企业: {{化工危化企业: 是, 厂外500米常住人口: 200 人}}
  管一: {{物料相态: 液相, 管道流向: 出料, 紧急切断: 无}}
{answers}
"""


def inventory(amounts: list[str], *, complete: bool) -> str:
    """A visit to a tank area with amounts (t) of things whose threshold is 10 t and β is 1."""
    lines = [f"  - {{编号: 料{n}, 类型: 危险化学品存量, 在: 罐区一}}" for n in range(len(amounts))]
    answers = [f"  料{n}: {{设计最大量: {a}, 临界量: 10 t, β校正系数: 1}}" for n, a in enumerate(amounts)]
    roster = f"  - {{在: 罐区一, 类型: 危险化学品存量, 完整: {'是' if complete else '否'}}}"
    return HEAD + INVENTORY.format(materials="\n".join(lines), roster=roster, answers="\n".join(answers))


@pytest.mark.parametrize("order", list(itertools.permutations(["7 t", "1 t", "2 t"])))
def test_seven_one_and_two_of_ten_make_exactly_one_in_any_order(judge_text: Judge, order: tuple[str, ...]) -> None:
    """S = 1 exactly makes it a major hazard installation; R = 2 × 1 gives level four, so 5.5.6 does not apply."""
    result = judge_text(inventory(list(order), complete=True))
    pipe = verdict_on(result.verdicts, "weihua-2026/5.5.6-储罐管道", "管一")
    assert pipe.outcome is Outcome.NOT_APPLICABLE
    assert "重大危险源级别 = 四级" in str(pipe.refuted)
    assert "= 1；R" in str(pipe.refuted)


def test_open_inventory_gives_lower_bounds_only(judge_text: Judge) -> None:
    result = judge_text(inventory(["7 t", "1 t", "2 t"], complete=False))
    pipe = verdict_on(result.verdicts, "weihua-2026/5.5.6-储罐管道", "管一")
    assert pipe.outcome is Outcome.UNDETERMINED
    level, roster = pipe.missing.relevant[:2]
    assert (level.name, level.note) == ("重大危险源级别", level.note)
    assert "S = 7/10 + 1/10 + 2/10 ≥ 1" in (level.note or "")
    assert (roster.kind, roster.name) == ("roster", "危险化学品存量")


def test_just_below_the_threshold_is_no_installation(judge_text: Judge) -> None:
    result = judge_text(inventory(["7 t", "1 t", "1.999999999 t"], complete=True))
    pipe = verdict_on(result.verdicts, "weihua-2026/5.5.6-储罐管道", "管一")
    assert "重大危险源级别 = 不构成" in str(pipe.refuted)


def test_registered_level_that_the_inventory_contradicts_counts_as_unknown(judge_text: Judge) -> None:
    text = inventory(["7 t", "1 t", "2 t"], complete=True).replace("答案:", "答案:\n  罐区一: {重大危险源级别: 一级}")
    result = judge_text(text)
    assert verdict_on(result.verdicts, "weihua-2026/5.5.6-储罐管道", "管一").outcome is Outcome.UNDETERMINED
    assert len(result.summary.disagreements) == 1


def test_unticked_and_unasked_box_is_unknown(judge_text: Judge) -> None:
    result = judge_text(
        HEAD
        + """
范围: {标准: [gongmao], 条款: [gongmao-2023/11.4]}
对象: [{编号: 除尘, 类型: 除尘系统}]
答案:
  企业: {工贸企业: 是, 粉尘涉爆: 是}
  除尘: {粉尘类别: [木质粉尘], 压力方式: 正压, 防点燃源措施: 有且有效}
"""
    )
    verdict = verdict_on(result.verdicts, "gongmao-2023/11.4-除尘系统", "除尘")
    assert verdict.outcome is Outcome.UNDETERMINED
    assert [m.name for m in verdict.missing.relevant] == ["粉尘类别∋铝镁等金属粉尘"]


def seven_elements() -> str:
    """A building with seven elements met, each surely not excluded."""
    clauses = ("6.5.4", "6.5.5", "6.5.6", "6.6.3", "6.3.2", "6.6.2", "6.5.2")
    excluded = "".join(f", 标准修订引起@xiaofang-2025/{c}: 否, 能立即整改@xiaofang-2025/{c}: 否" for c in clauses)
    return (
        HEAD
        + f"""
范围: {{标准: [xiaofang-2025]}}
对象: [{{编号: 楼, 类型: 建筑}}]
答案:
  楼: {{停产停用: 否, 可燃物上设电气: 是, 线路有烧痕: 是, 端子插座有烧痕: 是, 常开阀门被关: 是, 安全出口完全堵死: 是, 水泵柜应处自动: 是,
    水泵柜位置: 手动, 有消防用电设备: 是, 消防专用回路: 否{excluded}}}
"""
    )


def test_seven_of_six_elements_tell_which_count_and_that_two_must_go(judge_text: Judge) -> None:
    result = judge_text(seven_elements())
    verdict = verdict_on(result.verdicts, "xiaofang-2025/4.1c-建筑", "楼")
    assert verdict.outcome is Outcome.MAJOR
    (cure,) = verdict.cures
    assert (cure.count, cure.threshold, cure.choose, len(cure.groups)) == (7, 6, 2, 7)
    assert {group.name.split()[0] for group in cure.groups} == {
        "6.5.4", "6.5.5", "6.5.6", "6.6.3", "6.3.2", "6.6.2", "6.5.2",
    }  # fmt: skip


def test_exclusion_is_written_once_and_asked_for_each_element(judge_text: Judge) -> None:
    text = seven_elements().replace("标准修订引起@xiaofang-2025/6.5.4: 否, ", "")
    result = judge_text(text)
    verdict = verdict_on(result.verdicts, "xiaofang-2025/6.5.4-建筑", "楼")
    assert (verdict.outcome, str(verdict.lean)) == (Outcome.UNDETERMINED, "hazard_unless_exempt")
    assert {m.name for m in verdict.missing.relevant} == {
        "标准修订引起@xiaofang-2025/6.5.4", "法律要求改造@xiaofang-2025/6.5.4",
    }  # fmt: skip


def test_ruling_is_printed_beside_the_verdict(judge_text: Judge) -> None:
    text = (
        HEAD
        + """
范围: {标准: [gongmao]}
对象: [{编号: 池, 类型: 有限空间}]
答案:
  企业: {工贸企业: 是}
  池: {中毒风险: 是, 已辨识: 是, 列入台账: 否, 警示标志: 无}
"""
    )
    reading = "gongmao-2023/13.1-有限空间#辨识和台账缺几样"
    before = verdict_on(judge_text(text).verdicts, "gongmao-2023/13.1-有限空间", "池")
    assert (before.outcome, str(before.standing)) == (Outcome.UNDETERMINED, "reading_open")
    after = verdict_on(judge_text(text, rulings={reading: "缺一样就算"}).verdicts, "gongmao-2023/13.1-有限空间", "池")
    assert after.outcome is Outcome.MAJOR
    assert [(r.option, r.number) for r in after.rulings] == [("缺一样就算", "裁〔2026〕1号")]
    assert "裁〔2026〕1号" in str(after.situations[0].because)
