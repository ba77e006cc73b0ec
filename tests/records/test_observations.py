"""What inspectors saw and wrote down freely stands as findings of their own, in every output."""

from __future__ import annotations

from pathlib import Path

import pytest

from checklists.report import judgement_text
from judge.judging.output import judgement_to_json
from judge.resolve.resolved import Library
from tests.records.conftest import Judged, Papers

SEEN = ("{所见: 东间地面有积水, 位置: 东间门口}",)
BASES = {
    "clause": ("依据: cefa-2021/7, 等级: 一般", "《中华人民共和国测试法》第七条"),
    "rule": ("依据: ceshi-2026/2-测试罐, 等级: 一般", "《测试判定标准》（测试令第1号）第二条"),
    "free text": ("依据: 《某某规定》第五条, 等级: 一般", "《某某规定》第五条"),
    "editors": ("依据: jianyi-2026/1-测试间, 等级: 一般", "＿＿＿＿（由检查人员填写）"),
    "none": ("等级: 待定", "＿＿＿＿（由检查人员填写）"),
}


@pytest.mark.parametrize("kind", ["working", "outward"])
@pytest.mark.parametrize("basis", BASES)
def test_basis_is_cited_in_full(basis: str, kind: str, judged: Judged, papers: Papers) -> None:
    written, cite = BASES[basis]
    page = papers(judged((SEEN[0], f"{{所见: 杂物堆在窗下, 照片: 照片9, 人: 甲, {written}}}")), kind)
    assert page.field("杂物堆在窗下", "判定依据") == cite
    assert page.field("杂物堆在窗下", "等级") == ("待定" if basis == "none" else "一般事故隐患")
    assert page.field("杂物堆在窗下", "记录") == "照片：照片9；甲记"
    assert ("（编者建议，不是法定依据）" in page.finding("杂物堆在窗下")) is (basis == "editors")


def test_demand_is_the_inspectors_or_else_the_rules(judged: Judged, papers: Papers) -> None:
    own = judged((SEEN[0], "{所见: 生锈, 依据: ceshi-2026/2-测试罐, 整改: 今天就改}"))
    assert papers(own, "outward").field("生锈", "整改要求") == "今天就改"
    rules = judged((SEEN[0], "{所见: 生锈, 依据: ceshi-2026/2-测试罐}"))
    assert papers(rules, "outward").field("生锈", "整改要求") == "除锈防腐"


def test_they_are_numbered_after_the_findings_of_rules(
    judged: Judged, papers: Papers, records_library: Library
) -> None:
    judgement = judged()
    for kind, number in (("working", 14), ("outward", 7)):
        assert papers(judgement, kind).finding("东间地面有积水").startswith(f"{number}东间")
    text = judgement_text(judgement, records_library)
    assert "【检查人员记录】" in text
    assert "\n14. 东间地面有积水\n   等级：未定　位置：东间门口\n" in text


def test_text_tells_basis_law_and_demand(judged: Judged, records_library: Library) -> None:
    seen = "{所见: 杂物, 对象: 西间, 照片: [照片8, 照片9], 人: 甲, 依据: cefa-2021/7, 等级: 一般, 整改: 搬走}"
    told = judgement_text(judged((SEEN[0], seen)), records_library).split("【检查人员记录】")[1].split("【")[0]
    for line in (
        "等级：一般事故隐患　对象：西间",
        "记录：照片：照片8、照片9　甲",
        "依据：《中华人民共和国测试法》第七条",
        "违反条款：《中华人民共和国测试法》第七条第一款　处理依据：《中华人民共和国测试法》第七十条",
        "整改要求：搬走",
    ):
        assert f"   {line}\n" in told


def test_json_tells_them_with_citation_and_law(judged: Judged) -> None:
    data = judgement_to_json(judged((SEEN[0], "{所见: 杂物, 对象: 西间, 依据: cefa-2021/7, 等级: 一般, 整改: 搬走}")))
    (seen,) = data["observations"]
    assert (seen["level"], seen["basis"], seen["cite"]) == ("ordinary", "cefa-2021/7", "《中华人民共和国测试法》第七条")
    assert (seen["object"], seen["object_name"], seen["is_editorial"]) == ("西间", "西间", False)
    assert seen["handling"][0]["handled_under"] == "《中华人民共和国测试法》第七十条"


def test_json_tells_violated_and_handled_under_of_hazards_alone(judged: Judged) -> None:
    data = judgement_to_json(judged())
    known = {(v["rule"], v["object"]): v["handling"] for v in data["verdicts"]}
    assert [one["violated"] for one in known["danwei-2026/1-测试罐", "罐1"]] == [
        "甲法第一条",
        "甲法第二条",
        "乙法第三条",
    ]
    assert [one["by_failure"] for one in known["danwei-2026/1-测试罐", "罐2"]] == [False, False]
    assert known["danwei-2026/1-测试罐", "罐4"] == []
    assert {s["id"]: s["kind"] for s in data["scope"]["standards"]}["jianyi-2026"] == "编者建议"


def test_observation_never_says_major(tmp_path: Path, judged: Judged) -> None:
    with pytest.raises(AssertionError, match="等级"):
        judged((SEEN[0], "{所见: 杂物, 等级: 重大}"))


LAW = "《中华人民共和国安全生产法》"


@pytest.mark.parametrize("written", ["anquanfa-2021/43", f"{LAW}第四十三条", "《安全生产法》第四十三条"])
def test_clause_of_a_law_brings_what_it_is_handled_under(written: str, judged: Judged, papers: Papers) -> None:
    page = papers(judged((SEEN[0], f"{{所见: 杂物, 依据: {written}, 等级: 一般}}")), "outward")
    assert page.field("杂物", "违反条款") == f"{LAW}第四十三条"
    assert page.field("杂物", "处理依据") == f"{LAW}第一百零一条第（三）项"


@pytest.mark.parametrize("kind", ["working", "outward"])
@pytest.mark.parametrize(
    ("written", "violated"),
    [
        ("anquanfa-2021/99.1", "＿＿＿＿（由检查人员填写）"),
        (f"{LAW}第九十九条第（一）项", "＿＿＿＿（由检查人员填写）"),
        (f"{LAW}第一百零一条第（三）项", f"{LAW}第四十三条"),
    ],
)
def test_penalty_is_what_it_is_handled_under_not_what_it_is_judged_by(
    written: str, violated: str, kind: str, judged: Judged, papers: Papers
) -> None:
    page = papers(judged((SEEN[0], f"{{所见: 杂物, 依据: {written}, 等级: 一般}}")), kind)
    assert page.field("杂物", "判定依据") == "＿＿＿＿（由检查人员填写）"
    assert page.field("杂物", "违反条款") == violated
    assert page.field("杂物", "处理依据").startswith(f"{LAW}第")


@pytest.mark.parametrize("written", ["anquanfa-2021/41.2", "anquanfa-2021/99.1"])
def test_nothing_is_said_of_a_penalty_while_the_level_is_open(
    written: str, judged: Judged, papers: Papers, records_library: Library
) -> None:
    judgement = judged((SEEN[0], f"{{所见: 杂物, 依据: {written}}}"))
    for kind in ("working", "outward"):
        page = papers(judgement, kind)
        assert "处理依据" not in page.finding("杂物")
        assert "第九十" not in page.finding("杂物")
        assert "第一百" not in page.finding("杂物")
        assert "□" not in page.finding("杂物")
    told = judgement_text(judgement, records_library).split("【检查人员记录】")[1].split("【")[0]
    assert "处理依据" not in told
    assert "第九十九条" not in told
