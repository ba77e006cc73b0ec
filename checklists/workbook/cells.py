"""An Excel file into cells of text that know where they stand: formulas are never worked out, damaged files are told."""

from __future__ import annotations

import datetime
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checklists.inventory.sheets import column_letters
from checklists.workbooks import can_write
from judge.diagnostics import Position, Problems
from judge.load import SIZE_LIMIT
from judge.load.text import CONTROL

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_READ = (".xlsx", ".xlsm")
UNPACKED_LIMIT = 150_000_000
"""Bytes. The largest real workbook unpacks to some ten million."""
CELL_LIMIT = 400_000
_PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is not empty, or has a comment."""

    text: str
    place: Position
    formula: str = ""
    """What stands in it if it is a formula; its text is empty then."""
    is_error: bool = False
    """Whether it holds an error of the spreadsheet (#N/A)."""
    comment: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, with its cells by row and column, both from 1."""

    title: str
    path: str
    cells: dict[tuple[int, int], Cell]

    def place(self, row: int = 0, column: int = 0) -> Position:
        """The place of a cell, empty or not; of the sheet without one."""
        return _place(self.path, self.title, row, column)

    def text(self, row: int, column: int) -> str:
        """The text of a cell."""
        cell = self.cells.get((row, column))
        return cell.text if cell is not None else ""

    def rows(self) -> list[int]:
        """The rows that hold anything."""
        return sorted({row for row, _ in self.cells})


def read_book(path: Path, problems: Problems) -> list[Sheet] | None:
    """The sheets of an Excel file; None, with a problem, if it cannot be read."""
    whole = Position(str(path))
    if path.suffix.lower() not in _READ:
        problems.add("T002", whole)
        return None
    if not can_write():
        problems.add("T017", whole)
        return None
    if path.is_dir():
        problems.add("F002", whole)
        return None
    if not path.is_file():
        problems.add("F008", whole)
        return None
    if (size := path.stat().st_size) > SIZE_LIMIT:
        problems.add("F005", whole, size=round(size / 1e6, 1), limit=SIZE_LIMIT // 1_000_000)
        return None
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
        if unpacked > UNPACKED_LIMIT:
            problems.add("T018", whole, limit=UNPACKED_LIMIT // 1_000_000)
            return None
        return _sheets(path, problems)
    except Exception:
        # Whatever a damaged file makes the library raise, the file cannot be read.
        problems.add("T003", whole)
        return None


def _sheets(path: Path, problems: Problems) -> list[Sheet] | None:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(path, keep_links=False)
    found = [_sheet(str(path), sheet) for sheet in book.worksheets]
    if sum(len(sheet.cells) for sheet in found) > CELL_LIMIT:
        problems.add("T018", Position(str(path)), limit=CELL_LIMIT)
        return None
    for sheet in found:
        for cell in sheet.cells.values():
            if match := CONTROL.search(cell.text + cell.comment):
                problems.add("F006", cell.place, character=f"U+{ord(match[0]):04X}")
    return None if problems.has_errors else found


def _sheet(path: str, sheet: Worksheet) -> Sheet:
    return Sheet(sheet.title, path, dict(_cells(path, sheet)))


def _cells(path: str, sheet: Worksheet) -> Iterator[tuple[tuple[int, int], Cell]]:
    # Only what is there: a sheet with one cell in its last corner has 17 thousand million cells.
    for (row, column), cell in sheet._cells.items():
        comment = cell.comment
        said = str(comment.text or "").strip() if comment is not None else ""
        if cell.value is None and not said:
            continue
        is_formula = cell.data_type == "f"
        yield (
            (row, column),
            Cell(
                text="" if is_formula else _text(cell.value, str(cell.number_format or "")),
                place=_place(path, sheet.title, row, column),
                formula=_formula(cell.value) if is_formula else "",
                is_error=cell.data_type == "e",
                comment=said,
                author=str(comment.author or "") if comment is not None else "",
            ),
        )


def _place(path: str, title: str, row: int, column: int) -> Position:
    return Position(f"{path}:{title}!{column_letters(column)}{row}" if row else f"{path}:{title}")


def _formula(value: Any) -> str:
    return str(getattr(value, "text", value))


def _text(value: object, number_format: str) -> str:
    """A cell's value as it would be typed: numbers with all their digits, days as dates, ticks as 是 and 否."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time()
        return value.date().isoformat() if is_day else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, int | float):
        exact = Decimal(repr(value))
        if number_format.rstrip().endswith(_PERCENT):
            return f"{_digits(exact * 100)}%"
        return _digits(exact)
    return str(value).replace("\r\n", "\n").replace("_x000D_", "").strip()


def _digits(number: Decimal) -> str:
    shown = format(number, "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
