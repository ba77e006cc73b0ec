"""A visit judged on two days, side by side: what differs between versions of a standard, on which object, and why."""

from __future__ import annotations

from collections.abc import Sequence

from checklists.comparing import comparison_text
from judge.judging import Judgement
from judge.judging.comparison import ComparedVerdicts, Comparison, Difference, compared
from judge.resolve.resolved import Library
from tests.conftest import Judge

HEAD = """
检查: {{编号: C-1, 类型: 日常巡查, 日期: 2026-11-20, 判定日期: {day}}}
企业: {{名称: 样厂}}
范围: {{标准: [gongmao]}}
"""
DUST = """
对象:
  - {编号: 系统, 类型: 除尘系统, 名称: 一号除尘}
答案:
  企业: {工贸企业: 是, 粉尘涉爆: 是, 液氨制冷: 否}
  系统: {除尘方式: 干式, 粉尘类别: {木质粉尘: 是}, 泄爆装置: 无, 惰化措施: 无, 抑爆装置: 无, 隔爆装置: 有且有效}
"""
FREEZER = """
对象:
  - {编号: 楼, 类型: 建筑}
  - {编号: 间, 类型: 作业场所, 在: 楼}
  - {编号: 机, 类型: 速冻装置, 在: 间}
答案:
  企业: {工贸企业: 是, 粉尘涉爆: 否, 液氨制冷: 是}
  间: {场所用途: 速冻作业间, 作业人数: 12 人}
  机: {设在单独作业间: 是}
"""
SPACE = """
对象:
  - {编号: 池, 类型: 有限空间}
答案:
  企业: {工贸企业: 是, 粉尘涉爆: 否, 液氨制冷: 否}
  池: {中毒风险: 是, 已辨识: 是, 列入台账: 是, 警示标志: 无}
"""


def _days(judge_text: Judge, body: str) -> tuple[Judgement, Judgement]:
    first, second = (judge_text(HEAD.format(day=day) + body) for day in ("2023-05-14", "2023-05-15"))
    return first, second


def _compared(judge_text: Judge, library: Library, body: str) -> Comparison:
    return compared(*_days(judge_text, body), library)


def _rows(comparison: Comparison, object_id: str) -> list[ComparedVerdicts]:
    return [row for row in comparison.rows if row.object == object_id]


def _clauses(row: ComparedVerdicts) -> tuple[Sequence[str], Sequence[str]]:
    return [v.clause for v in row.first], [v.clause for v in row.second]


def test_isolation_alone_sufficed_before_and_no_longer_does(judge_text: Judge, library: Library) -> None:
    comparison = _compared(judge_text, library, DUST)
    row = next(row for row in _rows(comparison, "系统") if row.difference is Difference.APPEARS)
    assert _clauses(row) == (["专项.粉尘.3"], ["11.3"])
    assert "隔爆不再算数" in row.changes[0]


def test_and_became_or(judge_text: Judge, library: Library) -> None:
    row = next(iter(_rows(_compared(judge_text, library, FREEZER), "间")))
    assert row.difference is Difference.APPEARS
    assert _clauses(row)[1] == ["12.2"]


def test_a_hazard_may_vanish(judge_text: Judge, library: Library) -> None:
    first, second = _days(judge_text, SPACE)
    verdicts = {v.clause: v.outcome for v in (*first.verdicts, *second.verdicts) if v.object == "池"}
    assert verdicts["13.1"] == "clear"
    row = next(iter(_rows(compared(first, second, library), "池")))
    assert row.difference in (Difference.VANISHES, Difference.OPEN)
    assert "两半同时缺" in row.changes[0]


def test_what_is_open_on_one_day_neither_appears_nor_vanishes(judge_text: Judge, library: Library) -> None:
    comparison = _compared(judge_text, library, DUST.replace(", 隔爆装置: 有且有效", ""))
    row = next(row for row in _rows(comparison, "系统") if _clauses(row)[1] == ["11.3"])
    assert [v.outcome for v in (*row.first, *row.second)] == ["undetermined", "major"]
    assert row.difference is Difference.OPEN
    assert row is comparison.rows[0]


def test_an_event_after_the_earlier_day_is_judged_by_the_version_of_its_own_day(
    judge_text: Judge, library: Library
) -> None:
    entry = """
对象:
  - {编号: 池, 类型: 有限空间}
  - {编号: 清淤, 类型: 有限空间作业, 在: 池, 日期: 2026-11-01}
答案:
  企业: {工贸企业: 是, 粉尘涉爆: 否, 液氨制冷: 否}
  池: {中毒风险: 是}
  清淤: {作业已审批: 否}
"""
    first, second = _days(judge_text, entry)
    for judgement in (first, second):
        assert [(v.standard, v.outcome) for v in judgement.verdicts if v.object == "清淤"] == [
            ("gongmao-2023", "major")
        ]
    assert not _rows(compared(first, second, library), "清淤")


def test_objects_nobody_saw_are_counted_not_told(judge_text: Judge, library: Library) -> None:
    comparison = _compared(judge_text, library, DUST)
    assert comparison.unseen > 0
    assert all(row.object is not None for row in comparison.rows)


def test_the_same_day_twice_differs_in_nothing(judge_text: Judge, library: Library) -> None:
    judged = judge_text(HEAD.format(day="2026-11-20") + DUST)
    comparison = compared(judged, judged, library)
    assert not comparison.rows
    assert comparison.agreed == sum(v.effective == "major" for v in judged.verdicts)
    assert "两天的结论没有不同" in comparison_text(comparison, library)


def test_the_text_names_both_days_and_why(judge_text: Judge, library: Library) -> None:
    text = comparison_text(_compared(judge_text, library, DUST), library)
    assert "【新旧对照】2023-05-14 与 2023-05-15" in text
    assert "2023-05-15　重大事故隐患　第十一条第（三）项" in text
    assert "条文变化：隔爆不再算数" in text
