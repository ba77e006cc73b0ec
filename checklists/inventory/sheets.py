"""A spreadsheet file (Excel or CSV) into cells of text that know where they stand."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from checklists.workbooks import can_write
from judge.diagnostics import Position, Problems, nearest
from judge.load import SIZE_LIMIT, read_text

MAX_ROWS, MAX_COLUMNS = 20_000, 200
_EXCEL, _OLD_EXCEL = (".xlsx", ".xlsm"), ".xls"
_DELIMITERS = ",\t;"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text (empty if there is nothing in it) and its place."""

    text: str
    place: Position


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's rows, as far as they are filled."""

    place: Position
    rows: tuple[tuple[Cell, ...], ...]


def column_letters(column: int) -> str:
    """The letters of a column, counted from 1.

    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def read_sheet(path: Path, name: str | None, problems: Problems) -> Sheet | None:
    """The sheet of that name (else the first) of an Excel file, or a CSV file; None, with problems, if it cannot be read."""
    ending = path.suffix.lower()
    if ending == _OLD_EXCEL:
        problems.add("T002", Position(str(path)))
        return None
    return _excel(path, name, problems) if ending in _EXCEL else _csv(path, problems)


def _csv(path: Path, problems: Problems) -> Sheet | None:
    text = read_text(path, problems)
    if text is None:
        return None
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error:
        problems.add("T003", Position(str(path)))
        return None
    return _sheet(path, "", rows, problems)


def _excel(path: Path, name: str | None, problems: Problems) -> Sheet | None:
    whole = Position(str(path))
    if not can_write():
        problems.add("T001", whole)
        return None
    if not path.is_file():
        problems.add("F008", whole)
        return None
    if (size := path.stat().st_size) > SIZE_LIMIT:
        problems.add("F005", whole, size=round(size / 1e6, 1), limit=SIZE_LIMIT // 1_000_000)
        return None
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, data_only=True, read_only=True)
        titles = [sheet.title for sheet in book.worksheets]
        if not titles or (name is not None and name not in titles):
            near = nearest(name or "", titles) or ""
            problems.add("T004", whole, name=name or "", known="、".join(titles), nearest=near)
            return None
        sheet = book.worksheets[titles.index(name) if name is not None else 0]
        sheet.reset_dimensions()
        rows = [list(row) for row in sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS, values_only=True)]
        book.close()
    except Exception:
        # Whatever a damaged file makes the library raise, the file cannot be read.
        problems.add("T003", whole)
        return None
    return _sheet(path, sheet.title, rows, problems)


def _sheet(path: Path, title: str, rows: Sequence[Sequence[object]], problems: Problems) -> Sheet | None:
    if len(rows) > MAX_ROWS:
        problems.add("T005", Position(str(path)), limit=MAX_ROWS)
        return None
    cells = tuple(tuple(_cells(path, title, number, row)) for number, row in enumerate(rows, 1))
    return Sheet(Position(f"{path}[{title}]" if title else str(path)), cells)


def _cells(path: Path, title: str, number: int, row: Sequence[object]) -> Iterable[Cell]:
    for column, value in enumerate(row[:MAX_COLUMNS], 1):
        name = f"{title}!" if title else ""
        yield Cell(_text(value), Position(f"{path}[{name}{column_letters(column)}{number}]"))


def _text(value: object) -> str:
    """A cell's value as it would be written: numbers with all their digits and no exponent."""
    if value is None:
        return ""
    if isinstance(value, float):
        shown = format(Decimal(repr(value)), "f")
        return shown.rstrip("0").rstrip(".") if "." in shown else shown
    return str(value).strip()
