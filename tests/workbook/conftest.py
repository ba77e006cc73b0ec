"""Workbooks of the examples and of the trades, and a way to fill them in as people do."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from checklists.asking.choice import ChecklistChoice, rules_for
from checklists.visits import OpenedVisit, opened_visit
from checklists.workbook.writing import checklist_workbook
from judge.diagnostics import Problems
from judge.resolve.resolved import Library

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
DAY = datetime.date(2026, 11, 20)


def choice_of(library: Library, *standards: str) -> ChecklistChoice:
    """The choice of some standards on the day of the examples."""
    rules, all_rules, judging = rules_for(library, standards, (), DAY)
    return ChecklistChoice(day=DAY, standards=standards, rules=rules, all_rules=all_rules, judging=judging)


def column_of(sheet: Any, key: str) -> int:
    """The number of the column of a key."""
    return next(cell.column for cell in sheet[1] if cell.value == key)


@dataclass
class Filling:
    """A workbook being filled in."""

    path: Path
    book: Workbook
    library: Library

    def head(self, **said: object) -> None:
        """Lines of the enterprise's table, by the end of their key."""
        sheet = self.book["企业"]
        for row in sheet.iter_rows(min_row=3):
            key = str(row[0].value or "")
            for name, value in said.items():
                if key in (name, f"#检查.{name}", f"#企业.{name}", f"#范围.{name}"):
                    sheet.cell(row[0].row, 3).value = value

    def cell(self, kind: str, row: int, key: str) -> Cell:
        """The cell of a question in the n-th line of a kind's table."""
        sheet = self.book[kind]
        return sheet.cell(row + 3, column_of(sheet, key))  # type: ignore[return-value]

    def object(self, kind: str, row: int, **said: object) -> None:
        """A line of a kind's table; keys without their sign."""
        for name, value in said.items():
            key = f"#{name}" if name in ("名称", "在", "日期", "数量", "另一端") else name
            self.cell(kind, row, key).value = value  # type: ignore[assignment]

    def complete(self, kinds: Iterable[str]) -> None:
        """Say that all of some kinds are listed."""
        sheet = self.book["名单"]
        for row in sheet.iter_rows(min_row=3):
            if row[1].value in kinds:
                row[3].value = "是"

    def read(self) -> tuple[OpenedVisit | None, Problems]:
        """The visit, and what was told."""
        self.book.save(self.path)
        problems = Problems()
        return opened_visit(self.path, self.library, problems), problems

    def told(self) -> list[tuple[str, str]]:
        """Codes with what stands behind the file's name."""
        _, problems = self.read()
        return [(p.code, p.position.path.removeprefix(str(self.path)).lstrip(":")) for p in problems if p.position]


Fill = Callable[[], Filling]


@pytest.fixture(scope="session")
def empty_workbook(library: Library) -> bytes:
    """The checklist of the trades."""
    return checklist_workbook(library, choice_of(library, "gongmao"))


@pytest.fixture
def fill(library: Library, empty_workbook: bytes, tmp_path: Path) -> Fill:
    """Gives a workbook with its head filled in."""

    def go() -> Filling:
        path = tmp_path / "x.xlsx"
        path.write_bytes(empty_workbook)
        filling = Filling(path, load_workbook(path), library)
        filling.head(编号="甲-1", 类型="行政检查", 日期="2026-11-20", 名称="某厂")
        return filling

    return go


def note(text: str, author: str = "张三") -> Comment:
    """A comment as a user writes one."""
    return Comment(text, author)
