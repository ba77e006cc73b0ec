"""Draws one table as a sheet: hidden keys, headings, help, drop-downs, what is filled in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checklists.workbook import words
from checklists.workbook.filling import Row, Said
from checklists.workbook.form import Column
from judge.authoring.telling.lettering import width_of

if TYPE_CHECKING:
    from openpyxl.styles import NamedStyle
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

FONT = "微软雅黑"
AUTHOR = "panding"
ROOM = 300
"""Empty rows below the filled ones that offer drop-downs."""
NAMED = 2000
"""How many names of objects a drop-down offers at most."""
PRINTED = 12
"""Empty rows that are printed."""
_LIST_LIMIT, _PROMPT_LIMIT, _TITLE_LIMIT = 250, 250, 30
_TEXT = "@"
"""Number format of text: what is typed stays as it is typed, `3/12` no date and `=1` no formula."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row to draw: its key in the hidden first column, and its cells by the key of their column."""

    key: str
    cells: Row


@dataclass(frozen=True, slots=True)
class Table:
    """What is drawn on a sheet."""

    mark: str
    columns: Sequence[Column]
    lines: Sequence[Line]
    has_questions: bool
    """Whether a row of questions stands under the headings."""
    room: int = ROOM


class Drawer:
    """Draws tables into a book. `lists` says where the names of a kind stand; `long_lists` keeps what fits in no cell."""

    def __init__(self, book: Workbook, names: Mapping[str, str], store: Worksheet) -> None:
        self._book, self._names, self._store = book, names, store
        self._stored: dict[tuple[str, ...], str] = {}
        self._styles = _styles()
        for style in self._styles.values():
            book.add_named_style(style)

    def draw(self, title: str, table: Table) -> Worksheet:
        """The table as a new sheet of that title."""
        from openpyxl.utils import get_column_letter

        sheet: Worksheet = self._book.create_sheet(title)
        rows = [words.HEAD_ROW, words.QUESTION_ROW] if table.has_questions else [words.HEAD_ROW]
        put(sheet, 1, 1, table.mark)
        for number, row_mark in enumerate(rows, 2):
            put(sheet, number, 1, row_mark)
        first = len(rows) + 2
        last = first + len(table.lines) + table.room - 1
        for number, column in enumerate(table.columns, 2):
            letter = get_column_letter(number)
            put(sheet, 1, number, column.key)
            self._head(sheet, number, column, has_question=table.has_questions)
            dimension = sheet.column_dimensions[letter]
            dimension.width = column.width
            dimension.number_format, dimension.alignment = _TEXT, self._styles["answer"].alignment
            if table.room:
                self.offer(sheet, f"{letter}{first}:{letter}{last}", column)
        for row, line in enumerate(table.lines, first):
            put(sheet, row, 1, line.key)
            self._fill(sheet, row, table.columns, line.cells)
            texts = [line.cells[column.key].text if column.key in line.cells else "" for column in table.columns]
            sheet.row_dimensions[row].height = _height(texts, table.columns, 10, 16)
        self._settle(sheet, table, first)
        return sheet

    def offer(self, sheet: Worksheet, cells: str, column: Column) -> None:
        """A drop-down and the help for cells to fill in. Any other text may be typed all the same."""
        from openpyxl.worksheet.datavalidation import DataValidation

        asked = "\n".join(filter(None, (column.question, column.help)))
        if not asked and not column.values:
            return
        listed = self._listed(column)
        sheet.add_data_validation(
            DataValidation(
                type="list" if listed else None,
                formula1=listed,
                allow_blank=True,
                showErrorMessage=False,
                showInputMessage=bool(asked),
                promptTitle=_cut(column.heading.split("\n")[0], _TITLE_LIMIT),
                prompt=_cut(asked, _PROMPT_LIMIT),
                sqref=cells,
            )
        )

    def _listed(self, column: Column) -> str | None:
        """The formula of a drop-down's list."""
        if column.names_of is not None:
            title = self._names.get(column.names_of)
            return f"'{title}'!$B$4:$B${NAMED + 3}" if title is not None else None
        if not column.values:
            return None
        inline = ",".join(column.values)
        if len(inline) <= _LIST_LIMIT and not any("," in value or '"' in value for value in column.values):
            return f'"{inline}"'
        if column.values not in self._stored:
            self._stored[column.values] = self._put_list(column.values)
        return self._stored[column.values]

    def _put_list(self, values: tuple[str, ...]) -> str:
        from openpyxl.utils import get_column_letter

        number = len(self._stored) + LISTS_FROM
        for row, value in enumerate(values, 1):
            put(self._store, row, number, value)
        letter = get_column_letter(number)
        return f"'{self._store.title}'!${letter}$1:${letter}${len(values)}"

    def _head(self, sheet: Worksheet, number: int, column: Column, *, has_question: bool) -> None:
        cell = put(sheet, 2, number, column.heading)
        cell.style = self._styles["first" if column.decides_scope else "head"].name
        remark(cell, "\n".join(filter(None, (column.question, column.help))))
        if has_question:
            put(sheet, 3, number, column.question).style = self._styles["question"].name

    def _fill(self, sheet: Worksheet, row: int, columns: Sequence[Column], cells: Mapping[str, Said]) -> None:
        for number, column in enumerate(columns, 2):
            said = cells.get(column.key)
            if said is not None:
                put(sheet, row, number, said.text).style = self._styles["answer"].name
                remark(sheet.cell(row, number), said.comment)

    def _settle(self, sheet: Worksheet, table: Table, first: int) -> None:
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet.row_dimensions[1].hidden = True
        sheet.column_dimensions["A"].hidden = True
        sheet.row_dimensions[2].height = _height((c.heading for c in table.columns), table.columns, 10, 16)
        if table.has_questions:
            sheet.row_dimensions[3].height = _height((c.question for c in table.columns), table.columns, 8, 13)
        sheet.freeze_panes = "C3"
        last = get_column_letter(len(table.columns) + 1)
        sheet.print_area = f"A1:{last}{first + len(table.lines) + min(table.room, PRINTED) - 1}"
        sheet.print_title_rows, sheet.print_title_cols = f"2:{first - 1}", "A:B"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.page_setup.pageOrder = "overThenDown"
        sheet.print_options.gridLines = True
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        if sheet.oddFooter is not None:
            sheet.oddFooter.center.text = "&A　&P/&N"
        if not table.has_questions:
            sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
            sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


LISTS_FROM = 8
"""The first column of the hidden sheet that holds long lists."""


def put(sheet: Worksheet, row: int, column: int, text: str):  # type: ignore[no-untyped-def]
    """Text into a cell, as text whatever it begins with."""
    cell = sheet.cell(row, column, text or None)
    if text:
        cell.data_type = "s"
        cell.number_format = _TEXT
    return cell


def remark(cell, text: str) -> None:  # type: ignore[no-untyped-def]
    """A comment at a cell, large enough to be read, if there is something to say."""
    from openpyxl.comments import Comment

    if text:
        lines = sum(math.ceil(max(1.0, width_of(line, 1) / 22)) for line in text.split("\n"))
        cell.comment = Comment(text, AUTHOR, width=330, height=min(420, 22 + 18 * lines))


def _styles() -> dict[str, NamedStyle]:
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    side = Side(style="thin", color="B8C2CC")
    border = Border(left=side, right=side, top=side, bottom=side)
    top = Alignment(vertical="top", wrap_text=True)

    def style(name: str, size: int, colour: str, *, bold: bool = False, ink: str = "1A1A1A") -> NamedStyle:
        fill = PatternFill("solid", fgColor=colour) if colour else PatternFill()
        font = Font(name=FONT, size=size, bold=bold, color=ink)
        return NamedStyle(f"panding {name}", font=font, fill=fill, border=border, alignment=top, number_format=_TEXT)

    return {
        "head": style("head", 10, "DCE6F1", bold=True),
        "first": style("first", 10, "F4C77B", bold=True),
        "question": style("question", 8, "F7F9FB", ink="404040"),
        "answer": style("answer", 10, ""),
    }


def _height(texts: Iterable[str], columns: Sequence[Column], size: int, line: float) -> float:
    """The height of a row that shows all its texts: a column's width counts narrow characters of size 11."""
    most = 1
    for text, column in zip(texts, columns, strict=True):
        room = max(1.0, (column.width - 1.5) / 2 * 11 / size)
        most = max(most, sum(math.ceil(max(1.0, width_of(part, 1) / room)) for part in text.split("\n")))
    return min(400, line * most + 4)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + words.CUT
