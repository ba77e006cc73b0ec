"""Drawings: what may not be shown is told where it stands, and what is shown can do nothing but be looked at."""

from __future__ import annotations

import re
import xml.etree.ElementTree as Xml
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judge.diagnostics import Problems, render
from judge.library.layers import SHIPPED
from judge.library.opening import library_files, open_library
from judge.resolve.resolved import Library
from judge.resolve.svg import safe_svg
from tests.mutilating import mutilated_text
from tests.resolving.layer import FILES, WORDS, Slip, assert_told, assert_well_told, changed, read
from tests.resolving.test_never_raises import QUICK

DRAWING = "drawings/甲.svg"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0H9"/></svg>'
NAMED = (WORDS, "事实:\n", "图: [{文件: 甲.svg, 名称: 甲图, 说明: 甲, 事实: 企业.报警}]\n事实:\n")
WITH_DRAWING = {**FILES, WORDS: FILES[WORDS].replace(*NAMED[1:]), DRAWING: SVG}
KINDS = (
    'xmlns="http://www.w3.org/2000/svg" xmlns:l="http://www.w3.org/1999/xlink" xmlns:h="http://www.w3.org/1999/xhtml"'
)


def entry(code: str, new: str) -> Slip:
    """A slip in what the vocabulary says of a drawing that is there."""
    return Slip(code, WORDS, "事实:\n", f"图: [{new}]\n事实:\n")


def drawn(code: str, inside: str) -> Slip:
    """A slip inside a drawing."""
    return whole(code, f'<svg {KINDS} viewBox="0 0 9 9">\n<text>泄爆片</text>{inside}</svg>')


def whole(code: str, text: str) -> Slip:
    """A drawing that is a slip."""
    return Slip(code, DRAWING, "", text, (NAMED,))


SLIPS = [
    entry("V021", "{文件: ▲乙.svg, 名称: 乙, 说明: 乙, 事实: 企业.报警}"),
    entry("V021", "{文件: ▲../drawings/甲.svg, 名称: 乙, 说明: 乙}"),
    entry("V022", "{文件: 甲.svg, 名称: 甲, 说明: 甲, 事实: ▲企业.报景}"),
    entry("V022", "{文件: 甲.svg, 名称: 甲, 说明: 甲, 事实: [企业.报警, ▲报警]}"),
    entry("V022", "{文件: 甲.svg, 名称: 甲, 说明: 甲, 事实: ▲储罐}"),
    entry("V022", "{文件: 甲.svg, 名称: 甲, 说明: 甲, 对象: ▲储灌}"),
    entry("V022", "{文件: 甲.svg, 名称: 甲, 说明: 甲, 对象: [储罐, ▲企业.报警]}"),
    drawn("V023", "<g></▲svg>"),
    drawn("V023", "<path d=▲M0/>"),
    whole("V023", "▲"),
    whole("V023", "▲<?xml version='1.0' encoding='GBK'?><svg/>"),
    whole("V023", "▲<?xml version='1.0' encoding='none-such'?><svg/>"),
    drawn("V024", "▲<script>alert(1)</script>"),
    drawn("V024", "▲<h:script>alert(1)</h:script>"),
    drawn("V024", "▲<foreignObject><h:p>字</h:p></foreignObject>"),
    drawn("V024", "▲<style>*{display:none}</style>"),
    drawn("V024", "▲<animate attributeName='href' to='javascript:alert(1)'/>"),
    drawn("V024", "▲<a l:href='#a'><path d='M0 0'/></a>"),
    drawn("V024", "▲<image l:href='data:image/png;base64,AAAA'/>"),
    drawn("V024", "▲<use href='#a'/>"),
    drawn("V024", "▲<svg/>"),
    drawn("V024", "▲<path onclick='alert(1)'/>"),
    drawn("V024", "▲<path OnLoad='alert(1)'/>"),
    drawn("V024", "▲<linearGradient l:href='http://a.cn/b.svg#c'/>"),
    drawn("V024", "▲<path href='javascript:alert(1)'/>"),
    drawn("V024", "▲<path fill='url(http://a.cn/b.svg#c)'/>"),
    drawn("V024", "▲<path fill='URL ( //a.cn )'/>"),
    drawn("V024", "▲<path fill='u\\72l(//a.cn)'/>"),
    drawn("V024", "▲<path stroke='image-set(a)'/>"),
    drawn("V024", "▲<path style='fill: url(//a.cn)'/>"),
    drawn("V024", "▲<path style='cursor: url(//a.cn)'/>"),
    whole("V024", f"▲<?xml-stylesheet href='a.css'?>{SVG}"),
    whole("V024", f"<!DOCTYPE svg ▲[<!ENTITY a 'a'>]>{SVG}"),
    whole("V025", SVG.replace("M0 0H9", "M0 0H9" * 6000)),
    whole("V026", "▲<html/>"),
    whole("V026", "▲<svg viewBox='0 0 9 9'/>"),
    whole("V026", f"▲<svg {KINDS}/>"),
    whole("V026", f"▲<svg {KINDS} width='100%' height='9'/>"),
]
"""Slips in a drawing or in what the vocabulary says of it."""


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_slip_in_a_drawing_is_told_where_it_was_made(slip: Slip, tmp_path: Path) -> None:
    library, problems = read(tmp_path, {DRAWING: SVG, **changed(slip)})
    assert library is None
    assert_told(slip, problems, tmp_path)


def made(inside: str, frame: str = 'viewBox="0 0 9 9"') -> str:
    """The markup of a drawing that has no fault."""
    problems = Problems()
    markup = safe_svg(f"<svg {KINDS} {frame}>{inside}</svg>".encode(), "x.svg", problems)
    assert not len(problems), render(problems)
    assert markup is not None
    Xml.fromstring(markup)
    return markup.removeprefix('<svg xmlns="http://www.w3.org/2000/svg" ')


def test_nearest_names_are_told(tmp_path: Path) -> None:
    slip = entry("V022", "{文件: 申.svg, 名称: 甲, 说明: 甲, 事实: 企业.报景, 对象: 储灌}")
    _, problems = read(tmp_path, {DRAWING: SVG, **changed(slip)})
    told = "".join(problem.remedy for problem in problems)
    assert all(f"是不是“{name}”？" in told for name in ("企业.报警", "储罐", "甲.svg"))


def test_wrong_drawing_is_told_once_however_often_it_is_named(tmp_path: Path) -> None:
    twice = NAMED[2].replace("[{", "[{文件: 甲.svg, 名称: 乙图, 说明: 乙, 事实: 企业.报警}, {")
    _, problems = read(tmp_path, {**FILES, WORDS: FILES[WORDS].replace("事实:\n", twice, 1), DRAWING: "<html/>"})
    assert [problem.code for problem in problems] == ["V026"]


def test_what_only_an_editor_needs_falls_away() -> None:
    inside = "<!-- 注 --><metadata><g/></metadata><e:view xmlns:e='urn:e' e:zoom='1'><path/></e:view><path d='M0' class='a'/>"
    assert made(inside) == 'viewBox="0 0 9 9"><path d="M0"></path></svg>'


def test_styles_become_attributes_since_pages_allow_no_styles() -> None:
    styled = made("<path fill='red' style='fill: #fff;stroke-width:2; -inkscape-x: y; display:inline'/>")
    assert styled == 'viewBox="0 0 9 9"><path fill="#fff" stroke-width="2" display="inline"></path></svg>'


def test_size_becomes_a_view_that_fits_any_place() -> None:
    assert made("", "width='320px' height='200'") == 'viewBox="0 0 320 200"></svg>'
    assert made("", "width='9cm' height='9cm' viewBox='0 0 3 2'") == 'viewBox="0 0 3 2"></svg>'


def test_own_parts_are_named_apart_and_never_nested() -> None:
    pattern = "<pattern id='a'><path fill='url(#a)' stroke='red'/></pattern><path fill='url(#a)'/>"
    inside = made(pattern)
    (name,) = set(re.findall(r'id="(d[0-9a-f]{8}-a)"', inside))
    assert inside.endswith(f'<path stroke="red"></path></pattern><path fill="url(#{name})"></path></svg>')
    assert name not in made(pattern + "<g/>")


def test_text_is_escaped() -> None:
    assert "<text>&lt;b&gt; &amp; 甲</text>" in made("<text>&lt;b> &amp; <![CDATA[甲]]></text>")
    assert 'font-family="&lt;&quot;&gt;"' in made("<text font-family='&lt;&quot;>'/>")


@QUICK
@given(data=st.data())
def test_damaged_drawing_is_told_or_harmless(data: st.DataObject) -> None:
    text = mutilated_text(data, (SHIPPED / "drawings" / "粉尘爆炸分区.svg").read_text(encoding="utf-8"))
    problems = Problems()
    markup = safe_svg(text.encode(errors="surrogatepass"), "x.svg", problems)
    assert (markup is None) == problems.has_errors
    assert_well_told(problems)
    if markup is not None:
        Xml.fromstring(markup)


def test_drawing_is_part_of_the_library_and_of_its_digest(tmp_path: Path) -> None:
    first, problems = read(tmp_path / "甲", WITH_DRAWING)
    assert first is not None, render(problems)
    assert [(each.name, each.note) for each in first.drawings_of("企业.报警")] == [("甲图", "甲")]
    other, _ = read(tmp_path / "乙", {**WITH_DRAWING, DRAWING: SVG.replace("H9", "H8")})
    assert other is not None
    assert first.digest != other.digest
    assert '<path d="M0 0H8">' in other.drawings[0].svg


def test_office_draws_its_own_and_a_changed_drawing_is_not_taken_from_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PANDING_CACHE", str(tmp_path / "缓存"))
    office = tmp_path / "街道"
    for folder in ("drawings", "vocabulary"):
        (office / folder).mkdir(parents=True)
    (office / "drawings" / "泄爆片.svg").write_text(SVG, encoding="utf-8")
    named = "图:\n- {文件: 泄爆片.svg, 名称: 本街道的, 说明: 甲, 事实: 除尘系统.泄爆装置}\n"
    borrowed = "- {文件: 眼镜阀.svg, 名称: 借用的, 说明: 甲, 对象: 煤气管道}\n"
    (office / "vocabulary" / "图.yaml").write_text(named + borrowed, encoding="utf-8")
    for end in ("H9", "H5"):
        (office / "drawings" / "泄爆片.svg").write_text(SVG.replace("H9", end), encoding="utf-8")
        library = open_library([SHIPPED, office], Problems())
        assert library is not None
        shipped, *_, own = library.drawings_of("除尘系统.泄爆装置")
        assert end in own.svg
        assert shipped.name == "泄爆口长什么样"
        assert len(shipped.svg) > 1000
        assert [each.name for each in library.drawings_of("煤气管道")] == ["借用的"]


def test_drawings_are_read_whatever_the_case_of_their_ending(tmp_path: Path) -> None:
    layer = tmp_path / "drawings"
    layer.mkdir()
    for name in ("甲.SVG", "乙.svg", "丙.png"):
        (layer / name).write_text(SVG, encoding="utf-8")
    assert {file.path.name for _, file in library_files([tmp_path], Problems())} == {"甲.SVG", "乙.svg"}


def test_shipped_drawings_can_be_read_on_a_phone_and_by_a_screen_reader(library: Library) -> None:
    assert len(library.drawings) >= 16
    for each in library.drawings:
        file = SHIPPED / "drawings" / each.file
        root = Xml.fromstring(each.svg)
        kind = "{http://www.w3.org/2000/svg}"
        assert file.stat().st_size <= 8 * 1024, each.file
        assert root.findtext(f"{kind}title"), each.file
        assert root.findtext(f"{kind}desc"), each.file
        assert root.get("viewBox", "").startswith("0 0 320 "), each.file
        sizes = [float(part.get("font-size", "12")) for part in root.iter() if "font-size" in part.attrib]
        assert min(sizes) >= 11, each.file
        assert root.get("font-family") == "sans-serif", each.file
