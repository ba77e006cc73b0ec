"""The outward record says only what may stand against an enterprise, and nothing vanishes silently."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from checklists.plain import PlainWording, plain_heading
from checklists.records.outward import outward_of
from checklists.records.papers import left_out_text, paper
from checklists.visits import opened_visit
from judge.diagnostics import Problems, render
from judge.judging import Judgement, judge
from judge.resolve.resolved import Confidence, Library
from judge.verdict.verdict import Reason
from tests.records.conftest import ROOT, Judged, Papers, opinion, verdict_of
from tests.records.reading import Page

PROVISIONAL = {
    "房间人太多": ("unconfirmed", "超过人数"),
    "罐裂纹": ("text_incomplete", "罐体裂纹"),
    "罐的报警器不能用": ("awaiting_panel", "报警不能用"),
    "灯坏了没修": ("editorial", "灯坏了"),
}


def titles(judgement: Judgement, library: Library) -> list[str]:
    """What stands in the outward record, by the titles of its rules, which it does not print."""
    return [finding.first.title for finding in outward_of(judgement, library).findings]


def test_it_holds_scope_facts_hazards_by_level_and_space_to_sign(outward: Page) -> None:
    assert outward.headings == [
        "检查范围", "检查所见", "重大事故隐患", "一般事故隐患", "检查人员记录", "说明", "被检查单位意见",
    ]  # fmt: skip
    for told in ("范围以外的没有检查，也没有判定", "拒签", "被检查单位负责人", "甲，Z-1"):
        assert told in outward.text
    assert outward.part("被检查单位意见").count("检查人员") == 2


def test_facts_seen_are_the_answers_behind_the_hazards(outward: Page) -> None:
    seen = outward.part("检查所见")
    assert "报警器：有但失效（按了不响；证据：照片1）" in seen
    assert "锈蚀：是" in seen
    assert "人数" not in seen
    assert "三号罐" not in seen


def test_who_answered_and_when_is_told(judged: Judged, papers: Papers) -> None:
    page = papers(judged(("证据: 照片1}", "证据: 照片1, 人: 甲, 时间: 10点}")), "outward")
    assert "报警器：有但失效（按了不响；证据：照片1；甲，10点记）" in page.part("检查所见")


def test_what_was_noted_of_the_whole_enterprise_stands_once(judged: Judged, papers: Papers) -> None:
    judgement = judged(("企业: {测试行业: 是}", "企业: {测试行业: {答: 是, 备注: 看了全厂}}"))
    assert papers(judgement, "outward").text.count("看了全厂") == 1
    assert "测试行业：看了全厂" in papers(judgement, "working").finding("罐没有报警器")


def test_a_hazard_is_headed_by_what_was_found_not_by_all_that_its_clause_names(outward: Page) -> None:
    assert "罐没有报警器" not in outward.text
    assert outward.finding("报警器缺失（其中报警器装了但失效，按没有论）").count("一号罐")
    assert re.search(r"\d报警器缺失\n", outward.text)
    assert "情形" not in outward.text


def test_failure_counts_as_absence_only_where_the_clause_that_says_so_is_cited(judged: Judged) -> None:
    heading = "报警器缺失（其中报警器装了但失效，按没有论）"
    verdict = next(v for v in judged().verdicts if plain_heading(v) == heading)
    alone = tuple(replace(situation, cites=situation.cites[:1]) for situation in verdict.situations)
    assert plain_heading(replace(verdict, situations=alone)) == "报警器缺失（其中报警器装了但失效）"


def test_facts_read_as_question_and_answer_without_signs_of_the_machine(judged: Judged, papers: Papers) -> None:
    more = "意见:\n" + opinion(verdict_of(judged(), "ceshi-2026/4-测试间", "西间"), "重大")
    page = papers(judged(more=more), "outward")
    assert "人数：12 人，达到 9 人" in page.finding("超过人数")
    assert "报警器：没有" in page.part("检查所见")
    for name in page.headings:
        assert not re.search(r" [=≥≤<>≠] |界限", page.part(name)), name


def test_what_opens_the_scope_of_a_standard_is_no_finding(outward: Page) -> None:
    assert outward.text.count("测试行业") == 1
    assert "标准适用的前提　测试厂　测试行业：是" in outward.part("检查所见")


@pytest.mark.parametrize(
    ("question", "name", "value", "told"),
    [
        ("有没有定期做安全检查？", "定期安全检查", "否", "没有"),
        ("里面有没有办公室？", "内设人员聚集用房", "是", "有"),
        ("会不会有毒气，人进去会中毒？", "中毒风险", "是", "有"),
        ("是不是检测合格以后才进去的？", "合格后才作业", "否", "不是"),
        ("他干的活里有没有焊接？", "属特种作业", "是", "是"),
        ("进去以前通风了吗？", "进入前已通风", "否", "没有"),
        ("安全出口的数量符合规定吗？", "安全出口数量符合", "否", "否"),
    ],
)
def test_answer_is_told_in_the_words_of_its_question(
    question: str, name: str, value: str, told: str, records_library: Library
) -> None:
    fact = replace(records_library.facts["测试罐.锈蚀"], question=question, name=name)
    library = replace(records_library, facts={**records_library.facts, f"测试罐.{name}": fact})
    wording = PlainWording({}, {}, library=library, types={"罐1": "测试罐"})
    assert wording.text_of(Reason("fact", "", "罐1", name, value)) == f"{name}：{told}"


def test_nothing_open_clear_provisional_or_minimal_leaks(outward: Page) -> None:
    for word in (
        "可能涉及", "待核", "疑似", "消除条件", "改变适用条件", "未定", "未达", "不适用", "未检查", "名单", "要素成立", "除外", "试算",
        "还要问", "锈了吗", "编者倾向", "旧测试判定标准", "测试标准第八条", "对照程度", "三号罐", "四号罐", "意见与系统提示不同",
        "存量为零的不适用", "规则摘要", "出具前",
    ):  # fmt: skip
        assert word not in outward.text, word


@pytest.mark.parametrize("title", PROVISIONAL)
def test_provisional_hazards_do_not_stand_and_are_named_with_the_reason(
    title: str, judged: Judged, records_library: Library
) -> None:
    judgement = judged()
    assert title not in titles(judgement, records_library)
    reason, situation = PROVISIONAL[title]
    assert not re.search(rf"{title}|</span>{situation}", paper("outward", judgement, records_library))
    (left,) = [one for one in outward_of(judgement, records_library).left_out if one.title == title]
    assert left.reason == reason
    assert title in left_out_text(judgement, records_library)
    assert title in Page(paper("working", judgement, records_library)).part("出具前核对")


def test_every_hazard_stands_or_is_left_out_by_name(judged: Judged, records_library: Library) -> None:
    judgement = judged()
    found = outward_of(judgement, records_library)
    told = [(v.rule, v.object) for f in found.findings for v in f.verdicts]
    told += [(v.rule, v.object) for one in found.left_out for v in one.verdicts]
    hazards = [(v.rule, v.object) for v in judgement.verdicts if str(v.effective) in ("major", "ordinary", "suspected")]
    assert set(hazards) <= set(told)
    assert len(told) == len(set(told))


def test_opinion_written_from_the_check_list_puts_the_hazard_into_the_record(judged: Judged, papers: Papers) -> None:
    line = re.search(r"- \{规则: \"ceshi-2026/4-测试间\".*\}", papers(judged(), "working").text)
    assert line is not None
    filled = (
        line[0]
        .replace("人: ＿＿", "人: 乙")
        .replace("日期: ＿＿", "日期: 2026-03-02")
        .replace("理由: ＿＿", "理由: 已核")
    )
    page = papers(judged(more=f"意见:\n  {filled}\n"), "outward")
    assert page.field("超过人数", "判定依据") == "《测试判定标准》（测试令第1号）第四条"
    assert "检查人员意见：重大（原文已核；乙，2026-03-02）：已核" in page.finding("超过人数")
    assert '<span class="reached">检查人员意见</span> → <span>有权机关认定</span>' in page.html
    assert "系统提示仍为" not in page.text


def test_lapsed_opinion_confirms_nothing(judged: Judged, records_library: Library) -> None:
    line = opinion(verdict_of(judged(), "ceshi-2026/4-测试间", "西间"), "重大")
    lapsed = re.sub(r"规则摘要: \w+", "规则摘要: '0'", line)
    assert "房间人太多" not in titles(judged(more=f"意见:\n{lapsed}"), records_library)


def test_opinion_counts_for_its_own_object_only(judged: Judged, papers: Papers) -> None:
    verdict = verdict_of(judged(), "danwei-2026/1-测试罐", "罐2")
    page = papers(judged(more="意见:\n" + opinion(verdict, "重大", kind="事实", step="有权机关认定")), "outward")
    found = page.finding("报警不能用")
    assert "二号罐" in found
    assert "一号罐" not in found
    assert page.field("报警不能用", "违反条款") == "甲法第一条"


def test_overruled_hazard_does_not_stand(judged: Judged, records_library: Library) -> None:
    verdict = verdict_of(judged(), "ceshi-2026/2-测试罐", "罐1")
    judgement = judged(more="意见:\n" + opinion(verdict, "不构成", kind="事实"))
    assert "罐锈蚀" not in titles(judgement, records_library)
    assert "overruled" in {one.reason for one in outward_of(judgement, records_library).left_out}
    assert "罐锈蚀" in Page(paper("working", judgement, records_library)).part("意见与系统提示不同")


def test_hazard_that_a_person_holds_to_be_ordinary_is_not_cited_by_the_major_clause(
    judged: Judged, papers: Papers
) -> None:
    verdict = verdict_of(judged(), "ceshi-2026/7-测试间", "东间")
    page = papers(judged(more="意见:\n" + opinion(verdict, "一般", kind="事实")), "outward")
    assert "两项以上" in page.part("一般事故隐患")
    assert page.field("两项以上", "判定依据") == "＿＿＿＿（由检查人员填写）"


def test_law_that_is_not_sure_is_left_blank(judged: Judged, papers: Papers) -> None:
    judgement = judged()
    assert papers(judgement, "working").field("窗坏了没修", "处理依据") == "《中华人民共和国测试法》第七十条"
    assert papers(judgement, "outward").field("窗坏了", "处理依据") == "＿＿＿＿（由检查人员填写）"


def test_editors_suggestion_stands_only_by_an_opinion_and_says_what_it_is(judged: Judged, papers: Papers) -> None:
    verdict = verdict_of(judged(), "jianyi-2026/1-测试间", "东间")
    page = papers(judged(more="意见:\n" + opinion(verdict, "一般", kind="事实")), "outward")
    assert "灯坏了 （编者建议，不是法定依据）" in page.text
    assert page.field("灯坏了", "判定依据") == "＿＿＿＿（由检查人员填写）"
    assert "《测试一般隐患建议》（编者建议，不是法定依据）" in page.part("检查范围")


def test_merged_clauses_are_one_finding_under_the_main_clause(judged: Judged, papers: Papers) -> None:
    more = "主条:\n  - {对象: 罐1, 主条: ceshi-2026/1-测试罐, 并案: ceshi-2026/5-测试罐}\n"
    page = papers(judged(more=more), "outward")
    assert "</span>酸罐无报警" not in page.html
    assert page.field("报警器缺失", "并案") == "并案，同时涉及《测试判定标准》（测试令第1号）第五条（酸罐无报警）"


def test_major_hazard_is_never_merged_into_an_ordinary_one(judged: Judged, records_library: Library) -> None:
    more = "主条:\n  - {对象: 罐1, 主条: ceshi-2026/2-测试罐, 并案: [ceshi-2026/1-测试罐, ceshi-2026/5-测试罐]}\n"
    assert "存酸的罐没有报警器" in titles(judged(more=more), records_library)


def test_count_that_rests_on_unconfirmed_elements_is_left_out(judged: Judged, records_library: Library) -> None:
    weak = tuple(
        replace(rule, confidence=Confidence.MEMORY) if rule.clause == "6.2" and rule.standard == "ceshi-2026" else rule
        for rule in records_library.rules
    )
    library = replace(records_library, rules=weak)
    judgement = judge(judged().visit, library)
    assert "elements_unconfirmed" in {one.reason for one in outward_of(judgement, library).left_out}


def test_nothing_found_is_not_told_as_nothing_there(judged: Judged, papers: Papers) -> None:
    judgement = judged(
        ("  抽样: 罐抽查一半", "  条款: danwei-2026/1"), ("见闻:\n  - {所见: 东间地面有积水, 位置: 东间门口}\n", "")
    )
    page = papers(judgement, "outward")
    assert "没有列出隐患（不等于没有隐患）" in page.text
    assert "检查所见" not in page.headings


def test_corrections_after_signature_are_told(judged: Judged, papers: Papers) -> None:
    more = "更正:\n  - {对象: 罐2, 事实: 锈蚀, 原答: 否, 更正为: 是, 人: 甲, 时间: 3月3日, 理由: 看漏}\n"
    page = papers(judged(more=more), "outward")
    assert "二号罐：锈蚀\n否\n是\n甲，3月3日：看漏" in page.part("签字后的更正")


def test_rule_whose_clause_is_a_penalty_is_cited_as_what_it_is_handled_under(
    tmp_path: Path, records_library: Library, papers: Papers
) -> None:
    text = (ROOT / "examples" / "sewage-works.yaml").read_text(encoding="utf-8")
    place = tmp_path / "visit.yaml"
    added = text.replace("标准: [gongmao]", "标准: anquanfa", 1).replace(
        "    工贸企业:", "    从事生产经营: 是\n    工贸企业:", 1
    )
    place.write_text(added, encoding="utf-8")
    problems = Problems()
    opened = opened_visit(place, records_library, problems)
    assert opened is not None, render(problems)
    page = papers(judge(opened.visit, records_library), "outward")
    assert page.field("有限空间没有明显的警示标志", "判定依据") == "＿＿＿＿（由检查人员填写）"
    assert page.field("有限空间没有明显的警示标志", "处理依据") == "《中华人民共和国安全生产法》第九十九条第（一）项"


def test_every_record_says_that_what_is_not_written_in_is_not_therefore_absent(judged: Judged, papers: Papers) -> None:
    assert "没有写入，不等于没有隐患" in papers(judged(), "outward").part("说明")
