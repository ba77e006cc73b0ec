"""Which rosters are complete: said of one object, of several types at once, or of everything listed below."""

from __future__ import annotations

from pathlib import Path

import pytest

from judge.resolve.resolved import Library
from tests.visiting.visits import VISIT, read

TWO_AREAS = VISIT.replace(
    "  - {编号: 东区, 类型: 罐区}\n", "  - {编号: 东区, 类型: 罐区}\n  - {编号: 西区, 类型: 罐区}\n"
)
TOLD = "  - {在: 东区, 类型: 储罐, 完整: 是}\n"


def _complete(rosters: str, library: Library, folder: Path) -> set[tuple[str, str]]:
    visit, problems = read(TWO_AREAS.replace(TOLD, rosters), library, folder)
    assert visit is not None, list(problems)
    return set(visit.complete)


@pytest.mark.parametrize(
    ("rosters", "expected"),
    [
        (TOLD, {("东区", "储罐")}),
        ("  - {类型: [罐区, 建筑], 完整: 是}\n", {("企业", "罐区"), ("企业", "建筑")}),
        ("  - {类型: 储罐, 完整: 是}\n", {("东区", "储罐"), ("西区", "储罐")}),
        ("  - {类型: 储罐, 完整: 是}\n  - {在: 西区, 类型: 储罐, 完整: 否}\n", {("东区", "储罐")}),
        ("  - {类型: 清罐, 完整: 是}\n", {("一号罐", "清罐")}),
        ("  - {类型: 清罐, 完整: 是}\n  - {在: 东区, 类型: 清罐, 完整: 否}\n", set()),
        ("  - {在: 西区, 类型: 清罐, 完整: 是}\n", set()),
    ],
)
def test_complete_rosters(rosters: str, expected: set[tuple[str, str]], small_library: Library, tmp_path: Path) -> None:
    assert _complete(rosters, small_library, tmp_path) == expected


def test_the_nearest_word_counts_whatever_the_order(small_library: Library, tmp_path: Path) -> None:
    near, far = "  - {在: 东区, 类型: 清罐, 完整: 否}\n", "  - {类型: 清罐, 完整: 是}\n"
    assert _complete(near + far, small_library, tmp_path) == _complete(far + near, small_library, tmp_path) == set()


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        ("{可燃: 是, 其余: 否}", {"介质∋可燃": "是", "介质∋有毒": "否"}),
        ("{其余: 否}", {"介质∋可燃": "否", "介质∋有毒": "否"}),
        ("{可燃: 是, 其余: 未查}", {"介质∋可燃": "是"}),
        ("{可燃: 是}", {"介质∋可燃": "是"}),
    ],
)
def test_boxes_not_named_are_open_unless_said(
    boxes: str, expected: dict[str, str], small_library: Library, tmp_path: Path
) -> None:
    visit, problems = read(VISIT.replace("人数: 9 人}", f"人数: 9 人, 介质: {boxes}}}"), small_library, tmp_path)
    assert visit is not None, list(problems)
    answers = {a.key: "".join(sorted(a.known)) for a in visit.answers if isinstance(a.known, frozenset)}
    assert {key: value for key, value in answers.items() if key.startswith("介质")} == expected
