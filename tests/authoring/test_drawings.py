"""Drawings stand beside the question that they belong to, once on a page, and those that nobody sees are found."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from checklists.drawings import figures_of, figures_on_page, markup_of
from judge.diagnostics import render
from judge.library.layers import SHIPPED
from judge.resolve.resolved import Drawing, Library
from tests.authoring.lint_layer import FILES, WAIVERS, WORDS, checked, found_by
from tests.authoring.running import Run, runner
from tests.resolving.layer import Slip

VENT, LAUNDER = "gongmao-2023/11.3-除尘系统", "gongmao-2023/5.7-深井铸造机"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0H9"/></svg>'
DRAWN = (WORDS, "事实:\n", "图: [{文件: 甲.svg, 名称: 甲图, 说明: 甲, 事实: 企业.涉爆}]\n事实:\n")
IDLE = "图: [{文件: 甲.svg, 名称: 甲图, 说明: 甲}]\n事实:\n"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.delenv("PANDING_RULES", raising=False)
    return runner(monkeypatch, capsys)


@pytest.mark.parametrize(
    "slip",
    [
        Slip("L027", WORDS, "事实:\n", IDLE.replace("甲图", "▲甲图"), (("drawings/甲.svg", "", SVG),)),
        Slip("L027", "drawings/乙.svg", "", SVG, (("drawings/甲.svg", "", SVG), DRAWN)),
    ],
    ids=["of nothing", "not named"],
)
def test_drawing_that_nobody_sees_is_found(slip: Slip, tmp_path: Path) -> None:
    found, place = found_by(slip, tmp_path)
    told = [(each.code, each.position.line, each.position.column) for each in found.findings if each.position]
    assert told == [place]
    assert "没有用在任何事实或对象上" in render(found.findings)


def test_drawing_for_later_is_waived_by_its_file(tmp_path: Path) -> None:
    waiver = "豁免:\n  - {编号: L027, 处: 甲.svg, 理由: 以后用, 日期: 2026-11-25}\n"
    words = FILES[WORDS].replace("事实:\n", IDLE, 1)
    found = checked(tmp_path, {**FILES, WORDS: words, "drawings/甲.svg": SVG, WAIVERS: waiver})
    assert found.findings == ()
    assert [each.diagnostic.code for each in found.waived] == ["L027"]


@pytest.mark.parametrize("shown", ["事实: 企业.涉爆", "对象: 车间"])
def test_drawing_of_a_fact_or_a_type_is_in_use(shown: str, tmp_path: Path) -> None:
    words = FILES[WORDS].replace("事实:\n", IDLE.replace("说明: 甲", f"说明: 甲, {shown}"), 1)
    assert checked(tmp_path, {**FILES, WORDS: words, "drawings/甲.svg": SVG}).findings == ()


def test_text_names_drawings_under_their_question(run: Run) -> None:
    shown = run("rules", "show", VENT).out
    question = shown.split("  除尘系统.泄爆装置（设施")[1].split("\n  除尘系统.")[0]
    assert "    图：泄爆口长什么样：除尘器上" in question
    assert "（泄爆片.svg）\n    图：隔爆和泄爆不是一回事：" in question
    assert shown.count("    图：") == 2
    assert "\n图：深井铸造机各部分在哪里：" in run("rules", "show", LAUNDER).out


def test_json_names_drawings_without_their_content(run: Run) -> None:
    data = run("rules", "show", VENT, "--format", "json").data
    (fact,) = (fact for fact in data["facts"] if fact["name"] == "除尘系统.泄爆装置")
    assert [drawing["file"] for drawing in fact["drawings"]] == ["泄爆片.svg", "隔爆与泄爆.svg"]
    assert set(fact["drawings"][0]) == {"name", "note", "file"}


def test_page_shows_drawings_beside_their_question(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "规则.html"
    assert run("rules", "show", VENT, "-o", target).status == 0
    page = target.read_text(encoding="utf-8")
    (question,) = re.findall(r'<div class="question drawn">.*?</figure>\s*</div>\s*</div>', page, re.S)
    assert "除尘器上有没有泄爆口" in question
    assert question.count('<svg role="img" aria-label="') == 2
    assert "<b>泄爆口长什么样</b>：除尘器上四周用螺栓压住的一块薄板" in question
    assert not re.search(r"""(?:src|href|style|class)=[^<]*<path|@import|<script""", question)


def test_drawing_of_several_facts_is_drawn_once_on_a_page(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "规则.html"
    assert run("rules", "show", LAUNDER, "-o", target).status == 0
    page = target.read_text(encoding="utf-8")
    name = "深井铸造机各部分在哪里"
    assert page.count(f'aria-label="{name}"') == 1
    assert page.count(f"<b>{name}</b>（图见前面）") == 2
    assert page.index(f'aria-label="{name}"') < page.index("怎样判")


def test_figures_are_given_for_facts_and_types(library: Library) -> None:
    (figure,) = figures_of("煤气排水器", library)
    assert figure.name == "水封式排水器和它的封堵高度"
    assert figures_of("煤气排水器.不同介质共用", library) == ()
    on_page = figures_on_page(["煤气排水器", "煤气排水器.最高封堵压力", "企业.粉尘涉爆"], library)
    assert [[bool(f.markup) for f in figures] for figures in on_page.values()] == [[True], [False], []]


def test_name_of_a_drawing_cannot_leave_its_attribute() -> None:
    name = '"><script>甲</script>'
    markup = markup_of(Drawing("甲.svg", name, "甲", (), (), '<svg xmlns="x"></svg>'))
    assert "<script" not in markup
    assert markup.endswith(' xmlns="x"></svg>')
    label = re.search(r'aria-label="([^"]*)"', markup)
    assert label is not None
    assert html.unescape(label[1]) == name


def test_every_shipped_drawing_is_named(library: Library) -> None:
    assert {each.file for each in library.drawings} == {path.name for path in (SHIPPED / "drawings").iterdir()}
