"""The working paper holds everything, and ends in what has to be checked before the outward record goes out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from checklists.judging import Judged as Shown
from checklists.judging import as_paper
from checklists.records.excluded import excluded_lines
from checklists.records.issuing import source_of
from checklists.records.papers import paper
from checklists.visits import opened_visit, tried_out
from judge.diagnostics import Problems
from judge.judging import judge
from judge.resolve.resolved import Library, Ruling
from judge.verdict.verdict import Outcome
from tests.records.conftest import ROOT, Judged, Papers, opinion, verdict_of
from tests.records.reading import Page

READING = "ceshi-2026/4-测试间#九人算不算"


def test_everything_has_its_place(working: Page) -> None:
    assert working.headings == [
        "检查范围", "重大事故隐患", "一般事故隐患", "疑似，待查原文", "除外未定", "已成立的要素", "检查人员记录", "尚待查明", "名单未全",
        "其余", "没有判定的", "出具前核对",
    ]  # fmt: skip


def test_what_would_clear_it_is_told_with_its_caveat(working: Page) -> None:
    assert working.field("罐锈蚀", "消除条件").splitlines() == ["复查对照用的最低条件，不是整改方案", "锈蚀 改为 否"]


def test_provisional_citations_are_worded_as_possible(working: Page) -> None:
    assert working.field("房间人太多", "判定依据").startswith("可能涉及《测试判定标准》")
    assert "条文待核" in working.field("房间人太多", "条文状态")


def test_what_is_open_is_told_with_what_would_settle_it(working: Page) -> None:
    asked = working.part("尚待查明")
    assert "锈了吗？" in asked
    assert "答“是”即构成：测试标准第二条（三号罐、四号罐）" in asked
    assert "正好九人算不算？" in asked
    assert "停用了吗？（三号罐）" in working.part("除外未定")
    assert "这间的罐是不是都列全了？" in working.part("名单未全")


def test_what_is_clear_is_folded_on_the_screen_and_printed(working: Page) -> None:
    assert "罐体锈蚀 不成立：锈蚀 = 否" in working.part("其余")
    assert "details::details-content { content-visibility: visible" in working.html
    assert "beforeprint" in working.html


def test_what_does_not_apply_is_told_by_reason_folded_and_never_left_out(
    judged: Judged, records_library: Library
) -> None:
    judgement = judged()
    page = Page(paper("working", judgement, records_library))
    left = [v for v in judgement.verdicts if v.effective is Outcome.NOT_APPLICABLE]
    assert left
    told = re.findall(r"<p class=\"line\"><b>(.*?)</b>　(.*?)</p>", page.html)
    assert "介质（酸） = 否" in [reason for reason, _ in told]
    for verdict in left:
        address = records_library.standards[verdict.standard].clause(verdict.clause).address
        assert any(address in rest and verdict.object_name in rest for _, rest in told), verdict.rule
    assert page.html.index('<details class="excluded">') > page.html.index("其余")


def test_same_reason_for_many_clauses_is_one_line(records_library: Library) -> None:
    opened = opened_visit(ROOT / "examples" / "feed-mill.yaml", records_library, Problems())
    assert opened is not None
    judgement = judge(opened.visit, records_library)
    lines = excluded_lines(judgement, records_library)
    assert len({line.reason for line in lines}) == len(lines)
    assert 10 * len(lines) < sum(v.effective is Outcome.NOT_APPLICABLE for v in judgement.verdicts)
    assert any("第十二条第（一）（二）项" in entry for line in lines for entry in line.entries)


def test_what_was_not_judged_is_told(working: Page) -> None:
    beyond = working.part("没有判定的")
    assert "锅炉（另有标准）" in beyond
    assert "专家标准没有编成规则的条款（2 条），没有判定" in beyond
    assert "还没有读懂：第二条、第三条" in beyond
    assert "《旧测试判定标准》（测试令第0号）是否废止未证实" in beyond


def test_clauses_outside_the_scope_are_not_told_as_not_encoded(judged: Judged, papers: Papers) -> None:
    page = papers(judged(("  抽样: 罐抽查一半", "  条款: danwei-2026/2")), "working")
    assert "专家标准没有编成规则的条款（1 条）" in page.text
    assert "测试标准没有编成规则" not in page.text


def test_candidates_are_shown_with_when_to_choose_them(working: Page) -> None:
    title = "罐的报警器不能用"
    assert working.field(title, "违反条款").splitlines() == ["□① 甲法第一条", "□② 甲法第二条", "□③ 乙法第三条"]
    assert working.field(title, "处理依据").splitlines()[-1] == "□③ ＿＿＿＿（由检查人员填写）"
    assert working.field(title, "对照说明").splitlines() == [
        "① 没有装的；对照程度：两个来源，2021年修正本",
        "② 只对一号罐、三号罐；装了不用的；对照程度：官方原文",
        "③ 对照程度：一个来源",
    ]


def test_tried_out_answers_stand_in_the_working_paper(
    judged: Judged, records_library: Library, tmp_path: object
) -> None:
    judgement = judged()
    opened = opened_visit(tmp_path / "visit.yaml", records_library, Problems())  # type: ignore[operator]
    assert opened is not None
    record = tried_out(judgement, opened, ["二号罐.锈蚀=是"], records_library, Problems())
    page = Page(as_paper(Shown(judgement, record), records_library, "working"))
    assert "试算" in page.headings
    assert "二号罐：未达重大情形 → 一般事故隐患" in page.text


class TestBeforeIssuing:
    """出具前核对."""

    def test_each_cited_clause_stands_once_with_its_grade_and_place(self, working: Page) -> None:
        check = working.part("出具前核对")
        assert "第二条\n7\n两个来源，条文全，2026-01-01 核对" in check
        assert "第四条\n2\n凭记忆（待核），条文全，2026-01-01 核对" in check
        assert "第三条\n9\n一个来源（待核），条文不全（缺：后半句没有见到），2026-01-01 核对" in check
        assert "第九条\n1、3\n规则库没有单独核对这一条" in check
        assert len(re.findall(r"^第一条$", check, re.M)) == 2  # of two standards

    def test_official_address_is_preferred_and_others_are_marked(self, working: Page) -> None:
        check = working.part("出具前核对")
        assert "《中华人民共和国测试法》（主席令第1号）：https://www.example.gov.cn/fa.html （政府网站）" in check
        assert "http://example.org/danwei （不是政府网站，只供查找）" in check
        assert "《测试判定标准》（测试令第1号）：规则库没有网址" in check

    @pytest.mark.parametrize(
        ("source", "is_official"),
        [
            ("https://www.gov.cn/x.html", True),
            ("官方 https://flk.npc.gov.cn/x（打不开）", True),
            ("https://gov.cn.example.org/x", False),
            ("https://www.gov.cn@example.org/x", False),
            ("http://[x", False),
        ],
    )
    def test_only_hosts_of_the_government_are_official(
        self, source: str, is_official: bool, records_library: Library
    ) -> None:
        standard = replace(records_library.standards["danwei-2026"], sources=(source,))
        assert source_of(standard).is_official is is_official

    def test_address_that_is_none_becomes_no_link(self, records_library: Library) -> None:
        standard = replace(records_library.standards["danwei-2026"], sources=("javascript:alert(1)",))
        assert source_of(standard).link is None

    def test_law_is_listed_with_how_well_it_is_known(self, working: Page) -> None:
        assert "甲法第一条\n甲法第十条\n两个来源，2021年修正本" in working.part("出具前核对")

    def test_what_is_missing_for_a_paper_is_listed(self, working: Page) -> None:
        check = working.part("出具前核对")
        for told in (
            "检查人员写了 1 人，不足两人",
            "职权是“无”",
            "没有写统一社会信用代码",
            "第 5 条的违反条款、处理依据有几种对照，选定一种",
            "第 1、2、3、4、7、9 条要填写违反条款、处理依据",
            "第 7 条 罐锈蚀：一号罐没有照片",
            "第 14 条（检查人员记录）没有照片",
        ):
            assert told in check, told

    def test_readings_and_rulings_are_listed(self, judged: Judged, records_library: Library) -> None:
        judgement = judged()
        assert (
            "“正好九人算不算？”尚未裁定；按各种读法，结论相同"
            in Page(paper("working", judgement, records_library)).text
        )
        ruled = replace(records_library, rulings={READING: Ruling(READING, "算", "裁1号", "2026-02-01", "区局")})
        page = Page(paper("working", judge(judgement.visit, ruled), ruled))
        assert "按裁定 裁1号（区局，2026-02-01）：“九人算不算”采用“算”" in page.part("出具前核对")

    def test_lapsed_opinions_are_listed(self, judged: Judged, papers: Papers) -> None:
        line = opinion(verdict_of(judged(), "ceshi-2026/4-测试间", "西间"), "重大")
        lapsed = re.sub(r"依据摘要: \w+", "依据摘要: '0'", line)
        check = papers(judged(more=f"意见:\n{lapsed}"), "working").part("出具前核对")
        assert "测试标准第四条　西间：乙 2026-03-02 的意见“重大”已失效（所依据的答案已改变）" in check

    def test_left_out_hazards_are_listed_with_reason_remedy_and_the_opinion_to_write(self, working: Page) -> None:
        check = working.part("出具前核对")
        assert "房间人太多" in check
        assert "条文只有一个来源（或凭记忆），没有对照官方原文" in check
        assert "打开官方原文核对" in check
        assert "交专家组作结论" in check
        assert '- {规则: "ceshi-2026/4-测试间", 对象: "西间", 意见: 重大, 种类: 原文已核' in check
