"""Sheets of a workbook into tables: which is which, where the columns have gone, and what nobody can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checklists.workbook import words
from checklists.workbook.cells import Cell, Sheet
from checklists.workbook.form import FIXED_MARK, KIND_MARK, TABLE_MARK
from judge.diagnostics import Position, Problems

_SEARCHED = 30
"""Rows in which the hidden row of keys is looked for: people insert titles above it."""
_ROW_MARKS = (words.HEAD_ROW, words.QUESTION_ROW)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of a table: what stands in the hidden first column, and the cells by the key of their column."""

    id: str
    cells: dict[str, Cell]
    place: Position
    places: dict[str, Position]
    """Of each column in this line, empty or not."""

    def text(self, key: str) -> str:
        """The text of a column; empty if there is none."""
        cell = self.cells.get(key)
        return cell.text if cell is not None else ""

    def at(self, key: str) -> Position:
        """Where a column stands in this line."""
        return self.places.get(key, self.place)


@dataclass(frozen=True, slots=True)
class ReadTable:
    """One table as it was found. `kind` is empty but for tables of objects."""

    name: str
    kind: str
    place: Position
    rows: tuple[TableRow, ...]
    columns: dict[str, Position]
    """Where each column's heading stands."""


def read_tables(sheets: Iterable[Sheet], known_titles: Iterable[str], problems: Problems) -> list[ReadTable]:
    """The tables of all sheets but the first explanations and the hidden one.

    Problems: formulas and errors of the spreadsheet in cells that are read, sheets that have lost their keys (an error
    where the sheet is one of ours), sheets and columns of somebody's own that are not read.
    """
    titles = set(known_titles)
    found = []
    for sheet in sheets:
        if sheet.title in (words.GUIDE, words.STORE) or not sheet.cells:
            continue
        start = _key_cell(sheet)
        if start is None:
            problems.add("T019" if sheet.title in titles else "T020", sheet.place(), name=sheet.title)
            continue
        found.append(_table(sheet, *start, problems))
    return found


def _key_cell(sheet: Sheet) -> tuple[int, int] | None:
    for (row, column), cell in sorted(sheet.cells.items()):
        if row > _SEARCHED:
            break
        if cell.text.startswith((TABLE_MARK, KIND_MARK)):
            return row, column
    return None


def _table(sheet: Sheet, key_row: int, mark_column: int, problems: Problems) -> ReadTable:
    mark = sheet.text(key_row, mark_column)
    kind = mark[len(KIND_MARK) :] if mark.startswith(KIND_MARK) else ""
    keys = {
        column: cell.text
        for (row, column), cell in sorted(sheet.cells.items())
        if row == key_row and column != mark_column and cell.text
    }
    heads = {row for row in sheet.rows() if sheet.text(row, mark_column) in _ROW_MARKS}
    heads |= {row for row in sheet.rows() if row < key_row or (row > key_row and _is_heading(sheet, row, keys))}
    data = [row for row in sheet.rows() if row != key_row and row not in heads]
    heading_row = min((row for row in heads if row > key_row), default=key_row)
    columns = _columns(sheet, keys, data, (heading_row, mark_column), problems)
    return ReadTable(
        kind or mark[len(TABLE_MARK) :],
        kind,
        sheet.place(),
        tuple(_rows(sheet, data, mark_column, columns, problems)),
        {key: sheet.place(heading_row, column) for column, key in columns.items()},
    )


def _is_heading(sheet: Sheet, row: int, keys: dict[int, str]) -> bool:
    """Whether a row is that of the headings though its mark is gone."""
    return any(key == "#名称" and sheet.text(row, column) == words.NAME for column, key in keys.items())


def _columns(
    sheet: Sheet, keys: dict[int, str], data: list[int], corner: tuple[int, int], problems: Problems
) -> dict[int, str]:
    """Columns by number. Problems: a column without a key, or with that of another, where something is filled in.

    `corner` is the row of the headings and the column of the marks.
    """
    heading_row, mark_column = corner
    filled = {column for row, column in sheet.cells if row in set(data)}
    columns: dict[int, str] = {}
    for column, key in keys.items():
        if key not in columns.values():
            columns[column] = key
        elif column in filled:
            place = sheet.place(heading_row, column)
            problems.add("T021", place, name=_shown(sheet.text(heading_row, column) or key))
    for column in sorted(filled - set(keys) - {mark_column}):
        problems.add("T022", sheet.place(heading_row, column), name=_shown(sheet.text(heading_row, column)))
    return columns


def _rows(
    sheet: Sheet, data: list[int], mark_column: int, columns: dict[int, str], problems: Problems
) -> Iterator[TableRow]:
    wanted = set(data)
    by_row: dict[int, dict[str, Cell]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        if row in wanted and column in columns:
            by_row.setdefault(row, {})[columns[column]] = cell
    for row, cells in by_row.items():
        places = {key: sheet.place(row, column) for column, key in columns.items()}
        yield TableRow(sheet.text(row, mark_column), _sound(cells, problems), _first(cells), places)


def _sound(cells: dict[str, Cell], problems: Problems) -> dict[str, Cell]:
    """The cells without those that hold no text of somebody's: they are told."""
    for cell in cells.values():
        if cell.formula:
            problems.add("T023", cell.place, formula=_shown(cell.formula))
        elif cell.is_error:
            problems.add("T024", cell.place, found=cell.text)
    return {key: cell for key, cell in cells.items() if not cell.formula and not cell.is_error}


def _first(cells: dict[str, Cell]) -> Position:
    return next(iter(cells.values())).place


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:40]}{words.CUT}"


def is_fixed(key: str) -> bool:
    """Whether a column holds something else than an answer."""
    return key.startswith(FIXED_MARK)
