"""Both papers: self-contained, safe, whole, and with three separate fields of law for each finding."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from checklists.records.outward import outward_of
from checklists.records.papers import paper
from checklists.texts import BLANK
from checklists.visits import opened_visit
from judge.diagnostics import Problems
from judge.judging import judge
from judge.resolve.resolved import Library
from tests.records.conftest import ROOT, Judged, Papers
from tests.records.reading import Page

KINDS = ("working", "outward")
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(params=KINDS)
def page(request: pytest.FixtureRequest, judged: Judged, papers: Papers) -> Page:
    """Each of the papers."""
    return papers(judged(), request.param)


def headed(page: Page, title: str, situations: str) -> str:
    """How a finding is headed: by its rule in the working paper, by what was found in the outward record."""
    return title if "<title>工作底稿" in page.html else situations


def test_policy_lets_nothing_in_but_the_pages_own_style_and_script(page: Page) -> None:
    policy = next(a["content"] for tag, a in page.tags if tag == "meta" and "http-equiv" in a) or ""
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    style = re.search(r"<style>(.*?)</style>", page.html, re.S)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert rules["style-src"] == f"'sha256-{digest}'"
    assert "unsafe" not in policy


def test_nothing_is_loaded_from_anywhere(page: Page) -> None:
    assert [tag for tag, attributes in page.tags if "src" in attributes or tag in ("link", "iframe", "object")] == []
    assert not re.search(r"url\(|@import", page.html)
    assert [
        name for _, attributes in page.tags for name in attributes if name.startswith("on") or name == "style"
    ] == []


def test_outward_record_has_no_script_and_no_link(outward: Page) -> None:
    assert {tag for tag, _ in outward.tags} & {"script", "a", "details"} == set()


def test_same_visit_gives_the_same_bytes(judged: Judged, records_library: Library) -> None:
    for kind in KINDS:
        assert paper(kind, judged(), records_library) == paper(kind, judged(), records_library)


def test_head_tells_who_whom_when_with_what_power_and_within_what_scope(judged: Judged, papers: Papers) -> None:
    judgement = judged(
        ("企业: {名称: 测试厂}", "企业: {名称: 测试厂, 统一社会信用代码: 9111, 地址: 一路1号}"),
        (
            "人员: {姓名: 甲, 证号: Z-1}",
            "人员: [{姓名: 甲, 证号: Z-1, 单位: 一所}, {姓名: 乙}]\n  职权: 受委托\n  单位: 某街道",
        ),
        ("  抽样: 罐抽查一半", "  抽样: 罐抽查一半\n  条款: [ceshi-2026/6, ceshi-2026/1]\n  区域: 东间"),
    )
    for kind in KINDS:
        text = papers(judgement, kind).text
        for told in (
            "9111", "一路1号", "CS-1", "行政检查", "2026-03-01、2026-03-02", "甲（Z-1，一所）；乙（证号＿＿＿＿）", "某街道", "受委托",
            "《测试判定标准》（测试令第1号），2026-01-01 起施行", "测试标准编号 6 的各项（3 项）\n测试标准第一条", "东间",
            "罐抽查一半", judgement.library_digest[:12], judgement.visit.digest[:12],
        ):  # fmt: skip
            assert told in text, (kind, told)


def test_who_came_along_is_named_with_the_role_and_does_not_sign(judged: Judged, papers: Papers) -> None:
    people = "[{姓名: 甲, 证号: Z-1}, {姓名: 丁, 身份: 专家, 单位: 某院}, {姓名: 戊, 身份: 陪同人员}]"
    judgement = judged(("人员: {姓名: 甲, 证号: Z-1}", f"人员: {people}"))
    for kind in KINDS:
        page = papers(judgement, kind)
        assert "检查人员\n甲（Z-1）\n其他人员\n丁（专家，某院）；戊（陪同人员）" in page.text
    outward, check = papers(judgement, "outward"), papers(judgement, "working").part("出具前核对")
    signing = outward.part("被检查单位意见")
    assert signing.count("检查人员") == 2
    assert not re.search("丁|戊", signing)
    assert "检查人员写了 1 人，不足两人" in check
    assert not re.search("[丁戊]没有写证号", check)


def test_role_is_one_of_three(judged: Judged) -> None:
    with pytest.raises(AssertionError, match="身份"):
        judged(("人员: {姓名: 甲, 证号: Z-1}", "人员: {姓名: 甲, 身份: 翻译}"))


def test_hostile_text_is_shown_as_text(judged: Judged, papers: Papers) -> None:
    judgement = judged(
        ("企业: {名称: 测试厂}", f"企业: {{名称: '{HOSTILE}', 地址: 'javascript:alert(2)'}}"),
        ("备注: 按了不响", f"备注: '\"></td>{HOSTILE}'"),
        ("名称: 一号罐", "名称: '<img src=x onerror=alert(3)>'"),
        ("  编号: CS-1", "  编号: '\"}</style><b>CS-1'"),
        ("{所见: 东间地面有积水,", "{所见: '{{ 7 * 7 }}</h3>', 依据: 'javascript:alert(4)',"),
    )
    for kind in KINDS:
        page = papers(judgement, kind)
        tags = [tag for tag, _ in page.tags]
        assert tags.count("script") == (kind == "working")
        assert {"img", "b"} & {tag for tag, _ in page.tags if tag == "img"} == set()
        assert HOSTILE in page.text
        assert "{{ 7 * 7 }}</h3>" in page.text
        assert "javascript:alert(2)" in page.text
        assert "javascript:alert(4)" in page.text
        assert [a["href"] for tag, a in page.tags if tag == "a" and not str(a["href"]).startswith("http")] == []


def test_findings_have_three_separate_fields_blank_where_the_library_does_not_know(page: Page) -> None:
    rust = headed(page, "罐锈蚀", "罐体锈蚀")
    assert page.field(rust, "判定依据") == "《测试判定标准》（测试令第1号）第二条"
    assert page.field(rust, "违反条款") == BLANK["law"]
    assert page.field(rust, "处理依据") == "＿＿＿＿（由检查人员填写）"
    assert page.field(rust, "整改要求") == "除锈防腐"
    assert "当场整改：已补漆（甲）" in page.finding(rust)


def test_one_clause_with_one_cause_is_one_finding_with_its_objects(page: Page) -> None:
    alarm = headed(page, "罐没有报警器", "报警器缺失")
    numbered = re.findall(rf"^\d+{alarm}$", page.part("重大事故隐患"), re.M)
    assert len(numbered) == 1
    found = page.finding(alarm)
    if alarm == "罐没有报警器":
        assert "一号罐\n并引第九条" in found
        assert "二号罐" in found
    else:  # what is there but fails is headed as such
        assert page.field(alarm, "判定依据").endswith("第一条、第九条")
        assert "二号罐" not in found
    assert "报警器：按了不响；证据：照片1" in found


def test_a_law_is_cited_by_title_and_article(page: Page) -> None:
    assert page.field(headed(page, "窗坏了没修", "窗坏了"), "判定依据") == "《中华人民共和国测试法》第七条"


def test_ladder_stands_on_the_machines_hint(page: Page) -> None:
    assert '<span class="reached">系统提示</span> → <span>检查人员意见</span> → <span>有权机关认定</span>' in page.html


def test_paper_is_named_on_every_printed_page_and_pages_are_counted(page: Page) -> None:
    assert 'content: "检查编号 CS-1"' in page.html
    assert "counter(page)" in page.html
    assert "size: A4" in page.html


@pytest.mark.parametrize("example", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda path: path.name)
@pytest.mark.parametrize("kind", KINDS)
def test_examples_can_be_written(example: object, kind: str, records_library: Library) -> None:
    opened = opened_visit(example, records_library, Problems())  # type: ignore[arg-type]
    assert opened is not None
    judgement = judge(opened.visit, records_library)
    page = Page(paper(kind, judgement, records_library))
    # where no clause of the standard was compared with the official text, the outward record has no hazards yet
    expected = kind == "working" or bool(outward_of(judgement, records_library).major)
    assert ("重大事故隐患" in page.headings) is expected


def test_library_knows_what_law_a_dust_hazard_breaks(records_library: Library) -> None:
    opened = opened_visit(ROOT / "examples" / "furniture-works.yaml", records_library, Problems())
    assert opened is not None
    page = Page(paper("outward", judge(opened.visit, records_library), records_library))
    contractor = "未定期安全检查"
    assert page.field(contractor, "违反条款") == "《中华人民共和国安全生产法》第四十九条第二款"
    assert page.field(contractor, "处理依据") == "《中华人民共和国安全生产法》第一百零三条第二款"
    rooms = page.field("场所内设有人员聚集用房", "整改要求")
    assert "休息室等全部迁到场所以外" in rooms
    assert "框架结构" not in rooms
    explosion = page.field("泄爆惰化抑爆一样都没有", "违反条款").splitlines()
    assert explosion == [
        f"□{mark} 《中华人民共和国安全生产法》{article}"
        for mark, article in zip(
            "①②③④", ("第三十六条第一款", "第四十一条第二款", "第三十六条第二款", "第三十六条第三款"), strict=True
        )
    ]
    assert page.field("泄爆惰化抑爆一样都没有", "判定依据").endswith("第十一条第（三）项、第十四条")
