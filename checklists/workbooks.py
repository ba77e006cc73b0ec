"""Writes tables as an Excel workbook (an extra: openpyxl): one sheet a table, with a frozen head that filters."""

from __future__ import annotations

import importlib.util
import io
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from judge.authoring.telling.lettering import width_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Columns = Sequence[tuple[str, int]]
Row = Sequence[str | int]
FONT = "微软雅黑"
LINE = 16.5
"""Height of a line in points."""


def can_write() -> bool:
    """Whether the extra is installed."""
    return importlib.util.find_spec("openpyxl") is not None


def workbook(sheets: Mapping[str, tuple[str, Columns]], tables: Mapping[str, Sequence[Row]]) -> bytes:
    """The workbook's bytes. Text is written as text, whatever it begins with."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, (title, columns) in sheets.items():
        _fill(book.create_sheet(title), columns, tables[name])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: Worksheet, columns: Columns, rows: Sequence[Row]) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    line = Side(style="thin", color="CDD4DB")
    border = Border(left=line, right=line, top=line, bottom=line)
    places = Alignment(vertical="top", wrap_text=True)
    for number, row in enumerate((tuple(title for title, _ in columns), *rows), 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
            cell.alignment, cell.border = places, border
            cell.font = Font(name=FONT, size=10, bold=number == 1)
            if number == 1:
                cell.fill = PatternFill("solid", fgColor="F4F6F8")
        sheet.row_dimensions[number].height = LINE * _lines(row, columns)
    for column, (_, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _lines(row: Row, columns: Columns) -> int:
    """How many lines the fullest cell of a row takes: a column's width counts narrow characters."""
    return max(
        sum(max(1, math.ceil(2 * width_of(line, 1) / (width - 1))) for line in str(value).split("\n"))
        for value, (_, width) in zip(row, columns, strict=True)
    )
