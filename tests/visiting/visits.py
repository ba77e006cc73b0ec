"""Small visits as real files against the small library, and slips made in them. `▲` marks where a slip must be told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from judge.diagnostics import Problems, render
from judge.library import read_visit
from judge.resolve.resolved import Library
from judge.resolve.visit import ResolvedVisit
from tests.resolving.layer import MARK, assert_well_told, place_of_mark

VISIT = """\
检查: {编号: 甲, 类型: 行政检查, 日期: 2026-11-20}
企业: {名称: 某厂}
对象:
  - {编号: 东区, 类型: 罐区}
  - {编号: 一号罐, 类型: 储罐, 在: 东区}
  - {编号: 一次, 类型: 清罐, 在: 一号罐, 日期: 2026-11}
  - {编号: 一号楼, 类型: 建筑}
  - {编号: 二号楼, 类型: 建筑}
  - {编号: 间距一, 类型: 间距, 在: 一号楼, 另一端: 二号楼}
  - {编号: 焊工, 类型: 焊工, 数量: 12}
名单:
  - {在: 东区, 类型: 储罐, 完整: 是}
答案:
  企业: {涉爆: 是, 人数: 9 人}
  一号罐: {泄漏: 否}
"""


@dataclass(frozen=True, slots=True)
class Slip:
    """One mistake: a piece of the visit is replaced by another; without an old piece the new one is added at the end."""

    code: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.code} {' '.join(self.new.split())[:40]}"

    @property
    def text(self) -> str:
        """The visit with the slip in it, its mark still there."""
        if not self.old:
            return VISIT + self.new
        assert VISIT.count(self.old) == 1, self.old
        return VISIT.replace(self.old, self.new)


def answer(code: str, fact: str, new: str) -> Slip:
    """A slip in an answer of the enterprise."""
    return Slip(code, "人数: 9 人}", f"人数: 9 人, {fact}: {new}}}")


def read(text: str, library: Library, folder: Path) -> tuple[ResolvedVisit | None, Problems]:
    """The visit of a text, and the problems told."""
    path = folder / "检查.yaml"
    path.write_text(text.replace(MARK, ""), encoding="utf-8")
    problems = Problems()
    visit = read_visit(path, library, problems)
    assert (visit is None) == problems.has_errors
    return visit, problems


def assert_told(slip: Slip, problems: Problems) -> None:
    """The slip's code is told at its mark."""
    told = [(p.code, p.position.line, p.position.column) for p in problems if p.position]
    assert (slip.code, *place_of_mark(slip.text)) in told, render(problems)
    assert_well_told(problems)
