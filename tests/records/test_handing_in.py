"""What the firm has to hand in: every answer that waits for papers or measuring, by object, with room to sign."""

from __future__ import annotations

from checklists.records.handing_in import wanted_papers
from judge.resolve.resolved import Library
from tests.conftest import Judge
from tests.records.conftest import Judged, Papers

WAITING = (
    ("罐4: {存量: 0 t, 报警器: 需检测, 介质: [酸]}", "罐4: {存量: 0 t, 报警器: 需检测, 介质: [酸], 锈蚀: {无答: 现场未能出示, 期限: 2026-03-20}}"),
    ("西间: {门坏: 是, 灯坏: 否, 窗坏: 否, 人数: 12 人}", "西间: {门坏: 拒不提供, 灯坏: 未查, 窗坏: {无答: 待补资料, 期限: 2026/3/9, 备注: 在<b>档案室</b>}}"),
)  # fmt: skip


def test_what_waits_is_listed_by_object_and_day(judged: Judged, records_library: Library) -> None:
    wanted = wanted_papers(judged(*WAITING), records_library)
    assert [(one.name, [(p.number, p.fact, p.reason, p.due) for p in one.papers]) for one in wanted] == [
        ("西间", [(1, "窗坏", "待补资料", "2026-03-09")]),
        ("四号罐", [(2, "锈蚀", "现场未能出示", "2026-03-20"), (3, "报警器", "需检测", None)]),
    ]


def test_refusal_and_what_was_not_asked_are_no_papers_to_hand_in(judged: Judged, records_library: Library) -> None:
    facts = [p.fact for one in wanted_papers(judged(*WAITING), records_library) for p in one.papers]
    assert "门坏" not in facts
    assert "灯坏" not in facts


def test_a_sampled_group_is_asked_once(judged: Judged, records_library: Library) -> None:
    group = ("  - {编号: 罐1,", "  - {编号: 罐9, 类型: 测试罐, 在: 东间, 名称: 九号罐, 数量: 6}\n  - {编号: 罐1,")
    answers = ("答案:\n", "答案:\n  罐9: {锈蚀: {答: 是, 抽查: 2/6}, 报警器: 待补资料}\n")
    names = [one.name for one in wanted_papers(judged(group, answers), records_library)]
    assert names == ["九号罐", "四号罐"]


def test_papers_named_in_the_help_are_what_is_wanted(judge_text: Judge, library: Library) -> None:
    judgement = judge_text(
        "检查: {编号: 一, 类型: 行政检查, 日期: 2026-11-20}\n企业: {名称: 甲厂}\n范围: {标准: [gongmao]}\n"
        "对象: [{编号: 池, 类型: 有限空间}]\n答案: {池: {列入台账: 待补资料, 中毒风险: 需检测}}\n"
    )
    (pool,) = wanted_papers(judgement, library)
    by_fact = {paper.fact: paper for paper in pool.papers}
    helps = {line.text for line in library.facts["有限空间.列入台账"].help if line.kind == "查法（文件）"}
    assert set(by_fact["列入台账"].papers) == helps
    assert by_fact["列入台账"].question == library.facts["有限空间.列入台账"].question


def test_the_page_has_room_for_day_and_signature(judged: Judged, papers: Papers) -> None:
    page = papers(judged(*WAITING), "list")
    for told in ("企业签收人", "签收日期", "共 3 项，2 个对象", "2026-03-09", "在<b>档案室</b>", "测试厂"):
        assert told in page.text
    assert "b" not in {tag for tag, _ in page.tags}
    assert "重大" not in page.text


def test_nothing_wanted_is_said(judged: Judged, papers: Papers) -> None:
    page = papers(judged(("报警器: 需检测", "报警器: 无")), "list")
    assert "没有要企业补交的资料和检测结果" in page.text
