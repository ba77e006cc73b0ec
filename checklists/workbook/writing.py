"""A checklist as an Excel workbook, empty or filled from a visit."""

from __future__ import annotations

import io
import json
import math
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from checklists.asking.choice import ChecklistChoice, library_code
from checklists.workbook import words
from checklists.workbook.filling import Filled, Row, Said, filled_from
from checklists.workbook.form import (
    FORM_VERSION,
    KIND_MARK,
    STORE_MARK,
    TABLE_MARK,
    Column,
    Form,
    form_of,
    head_columns,
)
from checklists.workbook.sheets import FONT, Drawer, Line, Table, put
from judge.authoring.telling.lettering import width_of
from judge.judging.output import ENGINE_VERSION
from judge.model.visit import VisitModel
from judge.resolve.resolved import ROOT_TYPE, Library

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_UNFIT = re.compile(r"[\[\]:*?/\\']")
_LONGEST_TITLE, _LONGEST_CELL = 31, 30_000


def checklist_workbook(library: Library, choice: ChecklistChoice) -> bytes:
    """The checklist of a choice, to be filled in."""
    form = form_of(library, choice.rules)
    return _book(library, choice, form, Filled(head=_head(choice), people=tuple(_people(choice))))


def workbook_of_visit(visit: VisitModel, library: Library, choice: ChecklistChoice) -> bytes:
    """The checklist with all that a valid visit says already filled in, but for the data of its photos."""
    form = form_of(library, choice.rules, visit)
    return _book(library, choice, form, filled_from(visit, library, form))


def _head(choice: ChecklistChoice) -> dict[str, str]:
    said = {
        "检查.编号": choice.visit_id,
        "检查.类型": choice.kind,
        "检查.日期": choice.day.isoformat() if choice.is_day_fixed else None,
        "企业.名称": choice.enterprise,
        "范围.标准": words.LIST.join(choice.standards),
        "范围.条款": words.LIST.join(choice.clauses),
        "上次检查": choice.earlier.occasion.id if choice.earlier else None,
    }
    return {key: text for key, text in said.items() if text}


def _people(choice: ChecklistChoice) -> Iterator[Row]:
    for person in choice.inspectors:
        said = {"#姓名": person.name, "#证号": person.certificate, "#单位": person.unit, "#身份": person.role}
        yield {key: Said(text) for key, text in said.items() if text}


def _book(library: Library, choice: ChecklistChoice, form: Form, filled: Filled) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator, book.properties.title = "panding", words.GUIDE_TITLE
    guide = book.worksheets[0]
    guide.title = words.GUIDE
    store = book.create_sheet(words.STORE)
    titles = _titles(form)
    drawer = Drawer(book, titles, store)
    _guide(guide, library, choice)
    _enterprise(drawer, form, filled)
    drawer.draw(words.PEOPLE, _plain(words.PEOPLE, words.PEOPLE_HEADINGS, filled.people, {"#身份": words.ROLES}))
    for table in form.kinds:
        rows = filled.kinds.get(table.kind.name, ())
        lines = [Line(row[""].text, row) for row in rows]
        drawn = Table(f"{KIND_MARK}{table.kind.name}", table.columns, lines, has_questions=True)
        drawer.draw(titles[table.kind.name], drawn)
    drawer.draw(words.ROSTERS, _rosters(form, filled.rosters))
    drawer.draw(words.SEEN, _plain(words.SEEN, words.SEEN_HEADINGS, filled.seen, {"#等级": words.LEVELS}))
    _store(store, library, choice, form, filled.stored)
    book.move_sheet(store, len(book.worksheets))
    book.active = 1
    guide.sheet_view.tabSelected = False
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _titles(form: Form) -> dict[str, str]:
    """Titles of the kinds' sheets: their names as far as a title may have them, each but once."""
    taken = {words.GUIDE, words.ENTERPRISE, words.PEOPLE, words.ROSTERS, words.SEEN, words.STORE}
    titles = {}
    for table in form.kinds:
        base = title = _UNFIT.sub("_", table.kind.name)[: _LONGEST_TITLE - 3]
        count = 1
        while title in taken:
            count += 1
            title = f"{base}{count}"
        taken.add(title)
        titles[table.kind.name] = title
    return titles


def _plain(mark: str, headings: dict[str, int], rows: Sequence[Row], values: dict[str, tuple[str, ...]]) -> Table:
    columns = [
        Column(f"#{name}", words.SHOWN_HEADINGS.get(name, name), width, values=values.get(f"#{name}", ()))
        for name, width in headings.items()
    ]
    return Table(f"{TABLE_MARK}{mark}", columns, [Line("", row) for row in rows], has_questions=False)


def _rosters(form: Form, rows: Sequence[Row]) -> Table:
    """A line for each kind, and one more for each thing said of a kind at one object."""
    whole = {row["#种类"].text: row for row in rows if "#在" not in row}
    lines = [
        whole.pop(table.kind.name, {})
        | {"#种类": Said(table.kind.name), "#问题": Said(table.kind.roster_question or table.kind.meaning)}
        for table in form.kinds
    ]
    lines += [*whole.values(), *(row for row in rows if "#在" in row)]
    return _plain(words.ROSTERS, words.ROSTER_HEADINGS, lines, {"#完整": words.YES_NO})


def _enterprise(drawer: Drawer, form: Form, filled: Filled) -> None:
    """A line for each thing to fill in, instead of a column."""
    asked = form.tables[0]
    answers = filled.kinds.get(ROOT_TYPE, ({},))[0]
    entries = [(column, Said(text)) for column, text in head_columns(filled.head)]
    entries += [(column, answers.get(column.key, Said(""))) for column in asked.columns]
    names = list(words.ENTERPRISE_HEADINGS)
    columns = [Column(f"#{name}", name, width) for name, width in words.ENTERPRISE_HEADINGS.items()]
    lines = [
        Line(
            column.key,
            {
                f"#{names[0]}": Said(column.heading),
                f"#{names[1]}": said,
                f"#{names[3]}": Said("\n".join(filter(None, (column.question, column.help)))),
            },
        )
        for column, said in entries
    ]
    lines = [_with_note(line, f"#{names[1]}", f"#{names[2]}") for line in lines]
    drawn = Table(f"{TABLE_MARK}{words.ENTERPRISE}", columns, lines, has_questions=False, room=0)
    sheet = drawer.draw(words.ENTERPRISE, drawn)
    for row, (column, _) in enumerate(entries, 3):
        drawer.offer(sheet, f"C{row}", column)


def _with_note(line: Line, answer: str, note: str) -> Line:
    """The line with its remark in a cell of its own."""
    said = line.cells[answer]
    return Line(line.key, {**line.cells, answer: Said(said.text), note: Said(said.comment)})


def _guide(sheet: Worksheet, library: Library, choice: ChecklistChoice) -> None:
    from openpyxl.styles import Alignment, Font

    standards = [f"《{standard.title}》（{standard.number}）" for standard in choice.judging]
    about = {
        words.MADE_FOR: words.LIST.join(standards) or words.MADE_ALL,
        words.LIBRARY: words.LIBRARY_SHOWN.format(code=library_code(library.digest), digest=library.digest[:16]),
        words.MADE_ON: choice.made_on.isoformat() if choice.made_on else "",
        words.REVIEW_BY: choice.review_by.isoformat() if choice.review_by else "",
    }
    lines = [words.GUIDE_TITLE, *words.GUIDE_LINES, *(f"{name}：{text}" for name, text in about.items() if text)]
    sheet.column_dimensions["A"].width = 90
    for row, line in enumerate(lines, 1):
        cell = put(sheet, row, 1, line)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cell.font = Font(name=FONT, size=15 if row == 1 else 11, bold=row == 1)
        sheet.row_dimensions[row].height = 28 if row == 1 else 18 * max(1, math.ceil(width_of(line, 1) / 42))
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4


def _store(sheet: Worksheet, library: Library, choice: ChecklistChoice, form: Form, stored: str) -> None:
    """What tells a later reader which library and choice the workbook was made of."""
    sheet.sheet_state = "veryHidden"
    rows: list[tuple[str, ...]] = [
        (STORE_MARK, FORM_VERSION),
        ("library", library.digest),
        ("engine", ENGINE_VERSION),
        ("day", choice.day.isoformat()),
        *(("standard", name) for name in choice.standards),
        *(("clause", name) for name in choice.clauses),
    ]
    for table in form.tables:
        kind = table.kind
        rows.append(("kind", kind.name, kind.parent or "", kind.other_end or ""))
        for asked in table.asked:
            options = json.dumps(asked.fact.options, ensure_ascii=False)
            rows.append(("fact", kind.name, asked.key, asked.fact.kind, asked.fact.unit, options))
    rows += [("rest", f"<{stored[start : start + _LONGEST_CELL]}>") for start in range(0, len(stored), _LONGEST_CELL)]
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            put(sheet, number, column, text)
