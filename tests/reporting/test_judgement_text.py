"""What people read of a judgement."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from checklists.findings import findings_of
from checklists.judging import Judged, as_text, what_if_text
from checklists.open_questions import clause_list, open_things
from checklists.report import judgement_text
from checklists.visits import OpenedVisit, opened_visit, tried_out
from judge.diagnostics import Problems, render
from judge.judging import Judgement, judge
from judge.resolve.resolved import Library, Ruling
from tests.reporting.conftest import VISIT

READING = "ceshi-2026/4-测试间#九人算不算"


@pytest.fixture(scope="module")
def text(judgement: Judgement, layer_library: Library) -> str:
    return judgement_text(judgement, layer_library)


def part(text: str, heading: str) -> str:
    """The text under a heading, up to the next one."""
    found = re.search(rf"【{heading}】(.*?)(?=\n【|\n小结)", text, re.S)
    assert found, text
    return found[1]


def changed(tmp_path: Path, library: Library, *replacements: tuple[str, str], more: str = "") -> Judgement:
    """The visit judged with some of its text replaced and more text at its end."""
    written = VISIT.read_text(encoding="utf-8")
    for old, new in replacements:
        assert old in written
        written = written.replace(old, new)
    place = tmp_path / "visit.yaml"
    place.write_text(written + more, encoding="utf-8")
    problems = Problems()
    opened = opened_visit(place, library, problems)
    assert opened is not None, render(problems)
    return judge(opened.visit, library)


def test_hazards_come_first_then_what_leans_then_questions_then_scope(text: str) -> None:
    headings = re.findall(r"【(\S+?)】", text)
    assert headings == [
        "重大事故隐患", "一般事故隐患", "疑似，待查原文", "除外未定", "已成立的要素", "检查人员记录", "尚待查明", "名单未全", "其余", "判定范围",
    ]  # fmt: skip


def test_hazard_tells_citation_situation_reason_cure_and_rectification(text: str) -> None:
    first = part(text, "重大事故隐患").split("\n\n")[1]
    assert "1. 罐没有报警器" in first
    assert "依据：《测试判定标准》（测试令第1号）第一条" in first
    assert "情形：报警器缺失" in first
    assert "理由：存量 = 2 t（界限：> 0 t）；报警器 = 无；停用 = 否" in first
    assert "整改要求：装好报警器并保持有效" in first
    assert re.search(r"消除条件.*不是整改方案.*\n.*报警器 改为 有且有效|消除条件(.|\n)*报警器 改为 有且有效", first)


def test_one_clause_with_one_cause_is_one_finding_that_lists_its_objects(text: str) -> None:
    hazards = part(text, "重大事故隐患")
    assert hazards.startswith("5 处（并为 4 条）")
    assert hazards.count("1. 罐没有报警器") == 1
    assert "对象：一号罐（并引第九条）" in hazards
    assert "对象：二号罐\n" in hazards


def test_what_was_noted_with_an_answer_stands_by_the_reason_that_rests_on_it(text: str) -> None:
    assert "记录：报警器：按了不响；证据：照片1" in part(text, "重大事故隐患")


def test_findings_on_one_fact_under_several_clauses_are_marked_as_one_case(text: str) -> None:
    assert "并案：与第 3 条依据同一事实，可并案，选一主条" in text
    assert "并案：与第 1 条依据同一事实，可并案，选一主条" in text


def test_chosen_main_clause_is_printed_instead(tmp_path: Path, layer_library: Library) -> None:
    more = "主条:\n  - {对象: 罐1, 主条: ceshi-2026/1-测试罐, 并案: ceshi-2026/5-测试罐}\n"
    text = judgement_text(changed(tmp_path, layer_library, more=more), layer_library)
    assert "并案：已选主条：测试标准第一条；并案：测试标准第五条" in text


def test_unconfirmed_clause_is_worded_as_possible(text: str) -> None:
    assert "依据：可能涉及《测试判定标准》（测试令第1号）第四条（条文待核，请查原文）" in part(text, "重大事故隐患")
    assert "依据：可能涉及《测试判定标准》（测试令第1号）第三条（条文待核，请查原文）" in part(text, "疑似，待查原文")


def test_exemption_still_open_stands_directly_under_the_hazards(text: str) -> None:
    leaning = part(text, "除外未定")
    assert "对象：三号罐" in leaning
    assert "除外还要问：\n     停用了吗？" in leaning


def test_counted_hazard_says_how_many_to_end(text: str) -> None:
    assert "现有 3 项，标准为 2 项：至少消除其中 2 项" in text
    assert "6.1 门坏了：门坏 改为 否" in text


def test_open_question_is_asked_once_and_says_what_settles_it(text: str) -> None:
    asked = part(text, "尚待查明")
    assert asked.count("锈了吗？") == 1
    assert "事实：锈蚀　对象：三号罐、四号罐" in asked
    assert "答“是”即构成：第二条（三号罐、四号罐）" in asked
    assert "答“否”即排除：第二条（三号罐、四号罐）" in asked


def test_firms_own_declaration_does_not_settle_but_its_effect_is_told(text: str) -> None:
    assert "三号罐：构成至少再答 1 项，排除至少再答 1 项（企业自报属实则为一般事故隐患）" in part(text, "尚待查明")


def test_open_reading_is_printed_with_its_options(text: str) -> None:
    asked = part(text, "尚待查明")
    assert "正好九人算不算？（第四条）" in asked
    assert "不算（编者倾向）：超过九人才算" in asked


def test_ruling_is_printed_beside_the_citation(opened: OpenedVisit, layer_library: Library) -> None:
    ruled = replace(layer_library, rulings={READING: Ruling(READING, "算", "裁1号", "2026-02-01", "区局")})
    text = judgement_text(judge(opened.visit, ruled), ruled)
    assert "按裁定 裁1号（区局，2026-02-01）：“九人算不算”采用“算”" in text


def test_roster_not_complete_is_counted_apart(text: str) -> None:
    assert "共 4 处（另计）" in part(text, "名单未全")
    assert "测试罐（西间）：这间的罐是不是都列全了？" in part(text, "名单未全")


def test_clear_is_never_called_safe(text: str) -> None:
    assert "按所答未达该条重大情形（不等于没有隐患）4 处" in text
    assert not re.search(r"合格|通过|安全状态|没有问题", text)


def test_clear_and_not_applicable_are_listed_only_when_wanted(judgement: Judgement, layer_library: Library) -> None:
    everything = judgement_text(judgement, layer_library, everything=True)
    assert "罐体锈蚀 不成立：锈蚀 = 否" in everything
    assert "罐体锈蚀 不成立" not in judgement_text(judgement, layer_library)


def test_scope_names_version_older_one_sampling_and_what_is_not_encoded(text: str) -> None:
    scope = part(text, "判定范围")
    assert "《测试判定标准》（测试令第1号），2026-01-01 起施行" in scope
    assert "旧版《旧测试判定标准》（测试令第0号）是否废止未证实" in scope
    assert "抽样：罐抽查一半" in scope
    assert "测试标准还有 1 条没有编成规则，没有判定" in scope


def test_nothing_judged_is_never_told_as_nothing_found(tmp_path: Path, layer_library: Library) -> None:
    older = changed(tmp_path, layer_library, ("日期: [2026-03-01, 2026-03-02]", "日期: 2019-03-01"))
    text = judgement_text(older, layer_library)
    assert "【重大事故隐患】没有判定" in text
    assert "按所答未见" not in text
    assert "《测试判定标准》（测试令第1号）在判定日期不施行，没有用它判定" in text


def test_fix_on_the_spot_leaves_the_finding(text: str) -> None:
    assert "当场整改：已补漆（甲）" in part(text, "一般事故隐患")


def test_overruled_verdict_keeps_what_the_machine_said(
    tmp_path: Path, judgement: Judgement, layer_library: Library
) -> None:
    verdict = next(v for v in judgement.verdicts if v.rule == "ceshi-2026/2-测试罐" and v.object == "罐1")
    opinion = (
        "意见:\n  - {规则: ceshi-2026/2-测试罐, 对象: 罐1, 意见: 不构成, 种类: 事实, 人: 乙, 理由: 只是浮锈, 日期: 2026-03-02, "
        f"规则摘要: {verdict.rule_digest}, 依据摘要: %s}}\n"
    )
    text = judgement_text(changed(tmp_path, layer_library, more=opinion % verdict.grounds_digest), layer_library)
    overruled = part(text, "意见与系统提示不同")
    assert "检查人员意见：不构成（事实；乙，2026-03-02）：只是浮锈" in overruled
    assert "系统提示仍为：一般事故隐患" in overruled
    lapsed = judgement_text(changed(tmp_path, layer_library, more=opinion % "0000"), layer_library)
    assert "已失效：所依据的答案已改变" in part(lapsed, "一般事故隐患")


def test_next_question_ends_the_text(text: str) -> None:
    assert re.search(r"下一问：三号罐：\S+？\n以上是系统提示", text)


def test_several_visits_end_in_a_table(judgement: Judgement, layer_library: Library) -> None:
    text = as_text([Judged(judgement), Judged(judgement)], layer_library, everything=False)
    rows = text.split("汇总（处）")[1].strip().splitlines()[1:]
    assert [row.split() for row in rows] == [["5", "1", "1", "8", "4", "6", "CS-1", "测试厂"]] * 2


def test_what_if_tells_new_hazards_first_and_leaves_the_answers(
    judgement: Judgement, opened: OpenedVisit, layer_library: Library
) -> None:
    wanted = ["罐1.报警器=有且有效", "二号罐.锈蚀=是"]
    record = tried_out(judgement, opened, wanted, layer_library, Problems())
    assert record is not None
    text = what_if_text(record, judgement)
    assert (
        "会出现新的隐患 1 处：\n  ! 《测试判定标准》（测试令第1号）第二条　二号罐：未达重大情形 → 一般事故隐患" in text
    )
    assert "第一条　一号罐：重大事故隐患 → 未达重大情形" in text
    assert opened.source.model.answers["罐1"]["报警器"] != "有且有效"


def test_what_if_without_effect_says_so(judgement: Judgement, opened: OpenedVisit, layer_library: Library) -> None:
    record = tried_out(judgement, opened, ["罐1.锈蚀=是"], layer_library, Problems())
    assert record is not None
    assert "结论都不变" in what_if_text(record, judgement)


def test_findings_and_questions_cover_every_hit_and_every_open_verdict(
    judgement: Judgement, layer_library: Library
) -> None:
    findings = findings_of(judgement, layer_library)
    things = open_things(judgement, layer_library)
    shown = [
        v
        for group in (findings.major, findings.ordinary, findings.suspected, findings.elements)
        for f in group
        for v in f.verdicts
    ]
    hits = [v for v in judgement.verdicts if str(v.effective) in ("major", "ordinary", "suspected", "element")]
    assert sorted(map(repr, shown)) == sorted(map(repr, hits))
    asked = {ask.name for ask in things.asks}
    relevant = [m for v in judgement.verdicts if str(v.effective) == "undetermined" for m in v.missing.relevant]
    assert {m.name.partition("∋")[0] for m in relevant if m.kind in ("fact", "roster")} <= asked


def test_clauses_of_one_standard_name_it_once() -> None:
    assert clause_list([("甲", "第一条"), ("甲", "第二条"), ("乙", "第一条")]) == "甲第一条、第二条、乙第一条"
