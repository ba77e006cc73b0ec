"""Ten lines to copy by hand: the gravest first, nothing provisional, and nothing gone without a word."""

from __future__ import annotations

import pytest

from checklists.records.copying import LINES, WIDTH, copy_lines, copy_text
from checklists.records.outward import outward_of
from judge.judging import Judgement
from judge.resolve.resolved import Library
from tests.records.conftest import Judged, Papers, opinion, verdict_of

SEEN = "{所见: 东间地面有积水, 位置: 东间门口}"


@pytest.fixture
def lines(judged: Judged, records_library: Library) -> tuple[str, ...]:
    """The lines of the tests' visit."""
    return copy_lines(judged(), records_library)


NO_HAZARD = (
    ("  标准: [ceshi, cefa, jianyi, danwei]\n", "  标准: cefa\n"),
    ("灯坏: 是, 窗坏: 是", "灯坏: 是, 窗坏: 否"),
)
"""Standards and answers by which no rule finds anything."""


def many(count: int) -> tuple[tuple[str, str], ...]:
    """A replacement that writes so many observations."""
    return ((SEEN, "\n  - ".join(f"{{所见: 第{n}处坏了, 等级: 一般, 整改: 修好}}" for n in range(count))),)


def of_nothing_but(judged: Judged, count: int) -> Judgement:
    """A visit in which the standards find nothing, with so many observations."""
    return judged(*many(count), *NO_HAZARD)


def test_first_line_tells_when_where_and_who(judged: Judged, records_library: Library) -> None:
    at = ("企业: {名称: 测试厂}", "企业: {名称: 测试厂, 地址: 一路1号}")
    first = copy_lines(judged(at), records_library)[0]
    assert first.startswith("2026-03-01、2026-03-02 检查测试厂（一路1号），检查人员甲")


def test_hazards_stand_by_gravity_with_object_situation_and_short_citation(lines: tuple[str, ...]) -> None:
    hazards = [line for line in lines if line[:1].isdigit() and "." in line[:3]]
    levels = [line.partition(".")[2].partition("：")[0] for line in hazards]
    assert levels == sorted(levels, key=["重大", "一般", "等级待定"].index)
    assert any("一号罐" in line and "锈蚀（测试标准第二条），已当场整改" in line for line in hazards)
    assert all("《测试判定标准》" not in line for line in hazards)


@pytest.mark.parametrize("count", range(1, 14))
def test_never_more_than_ten_lines_and_the_rest_is_counted(
    count: int, judged: Judged, records_library: Library
) -> None:
    found = copy_lines(of_nothing_but(judged, count), records_library)
    assert len(found) <= LINES
    shown = sum("处坏了" in line for line in found)
    rest = [line for line in found if line.startswith("另有 ")]
    assert rest == ([f"另有 {count - shown} 条见记录"] if count > shown else [])


def test_provisional_hazards_are_only_counted(judged: Judged, records_library: Library) -> None:
    judgement = judged()
    text = copy_text(judgement, records_library)
    left_out = outward_of(judgement, records_library).left_out
    assert left_out
    assert f"没有列入的 {len(left_out)} 条" in text
    for gone in ("超过人数", "罐体裂纹"):
        assert gone not in text


def test_a_confirmed_hazard_stands_in_it(judged: Judged, records_library: Library) -> None:
    more = "意见:\n" + opinion(verdict_of(judged(), "ceshi-2026/4-测试间", "西间"), "重大")
    assert "西间，超过人数" in copy_text(judged(more=more), records_library)


def test_what_is_left_to_check_is_the_last_line(lines: tuple[str, ...]) -> None:
    assert lines[-1].startswith("还要查：待补资料、检测 1 项；未定 ")
    assert "没有检查的" in lines[-1]


def test_nothing_found_is_not_said_to_be_safe(judged: Judged, records_library: Library) -> None:
    none = judged(("见闻:\n  - " + SEEN + "\n", ""), *NO_HAZARD)
    assert "在检查范围内没有列出隐患（不等于没有隐患）" in copy_lines(none, records_library)


def test_demands_follow_where_there_is_room(judged: Judged, records_library: Library) -> None:
    found = copy_lines(of_nothing_but(judged, 2), records_library)
    assert found[1:6] == (
        "1.一般：第0处坏了（依据＿＿＿＿）",
        "　要求：修好",
        "2.一般：第1处坏了（依据＿＿＿＿）",
        "　要求：修好",
        "整改期限＿＿＿＿",
    )


def test_a_long_demand_is_cut_between_its_parts_and_says_so(judged: Judged, records_library: Library) -> None:
    demand = "先停用；" + "；".join(f"再做第{n}件要紧的事" for n in range(8))
    judgement = judged((SEEN, f"{{所见: 杂物, 等级: 一般, 整改: {demand}}}"), *NO_HAZARD)
    line = copy_lines(judgement, records_library)[2]
    assert len(line) <= WIDTH
    assert line.startswith("　要求：先停用；再做第0件要紧的事")
    assert line.endswith("，其余见记录")


def test_the_page_shows_the_same_lines_as_text(judged: Judged, papers: Papers, records_library: Library) -> None:
    judgement = judged((SEEN, "{所见: <b>积水</b>}"))
    page = papers(judgement, "copy")
    assert {tag for tag, _ in page.tags} & {"b", "script"} == set()
    for line in copy_lines(judgement, records_library):
        assert line in page.text
