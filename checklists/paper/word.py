"""The form as a Word document, A4 across."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from checklists.asking.choice import ChecklistChoice
from checklists.paper.form import Form, FormCard, FormFinding, FormObject, FormQuestion, form_of, papers_line
from checklists.paper.words import PAPER
from judge.resolve.resolved import Library

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell

FONT = "宋体"
_SHADE = "E8EEF4"
_WIDTHS = (1.3, 11.0, 4.6)
"""Code, question, form of the answer (cm); the rest is shared by the objects."""
_LONG = 12
"""A card with so many questions begins a page."""
_PAGE = (29.7, 21.0)
_MARGIN = 1.3


class WordMissingError(RuntimeError):
    """The package that writes Word documents is not installed."""


def checklist_document(library: Library, choice: ChecklistChoice) -> bytes:
    """The form of a choice as a .docx. Raises WordMissingError where python-docx is not installed."""
    try:
        import docx
    except ImportError as error:
        raise WordMissingError(PAPER["needs_word"]) from error
    document = docx.Document()
    _Writer(document, form_of(library, choice)).write()
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


class _Writer:
    """Writes one form into an empty document."""

    def __init__(self, document: Document, form: Form) -> None:
        self._document, self._form = document, form

    def write(self) -> None:
        self._set_up()
        self._head()
        self._recheck()
        self._preparation()
        self._areas()
        for card in self._form.cards:
            self._card(card)
        self._ending()

    def _set_up(self) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.oxml.ns import qn
        from docx.shared import Cm, Pt

        section = self._document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(_PAGE[0]), Cm(_PAGE[1])
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN)
        for name in ("Normal", "Title", "Heading 1", "Heading 2"):
            style: Any = self._document.styles[name]
            style.font.name = FONT
            style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
        normal: Any = self._document.styles["Normal"]
        normal.font.size = Pt(10.5)
        normal.paragraph_format.space_after = Pt(3)
        properties = self._document.core_properties
        properties.title, properties.subject, properties.author = self._form.title, self._form.mark, ""
        footer = section.footer.paragraphs[0]
        footer.text = f"{self._form.title}　{PAPER['code'].format(code=self._form.code)}　"
        _page_number(footer)

    def _head(self) -> None:
        from docx.shared import Cm

        form = self._form
        self._document.add_heading(form.title, level=0)
        table = self._table([(None,)] * 2, columns=2, widths=(22.5, 4.5), lines=False)
        text, code = table.rows[0].cells
        text.text = "\n".join((*form.standards, self._made_for()))
        code.paragraphs[0].add_run().add_picture(io.BytesIO(_qr(form.mark)), width=Cm(2.6))
        table.rows[1].cells[1].text = PAPER["scan"]
        rows = [(*form.head[n], *form.head[n + 1]) for n in range(0, len(form.head), 2)]
        _rows(self._table(rows, columns=4, widths=(3.5, 10, 3.5, 10)), rows)
        self._document.add_heading(PAPER["how_title"], level=1)
        for line in form.how:
            self._document.add_paragraph(line, style="List Number")

    def _made_for(self) -> str:
        form = self._form
        parts = [PAPER["code"].format(code=form.code), PAPER["day"].format(day=form.day)]
        if form.review_by:
            parts.append(PAPER["review_by"].format(day=form.review_by))
        return "　".join(parts)

    def _recheck(self) -> None:
        form = self._form
        if form.findings:
            self._document.add_heading(PAPER["findings_title"], level=1)
            self._document.add_paragraph(f"{form.earlier}　{PAPER['findings_note']}")
        for finding in form.findings:
            self._finding(finding)
        if form.still_open:
            self._document.add_heading(PAPER["open_title"], level=1)
            self._document.add_paragraph(PAPER["open_note"])
            _rows(self._table(form.still_open, columns=3, widths=(2, 18, 7)), ((*row, "") for row in form.still_open))

    def _finding(self, finding: FormFinding) -> None:
        heading = PAPER["finding"].format(number=finding.number, level=finding.level, title=finding.title)
        self._document.add_heading(heading, level=2)
        lines = [
            PAPER["of_object"].format(object=finding.object, situations=finding.situations),
            PAPER["cite"].format(cite=finding.cite),
            PAPER["demand"].format(demand=finding.demand),
        ]
        if finding.fixed_on_spot:
            lines.append(PAPER["fixed_on_spot"].format(what=finding.fixed_on_spot))
        self._document.add_paragraph("\n".join(lines))
        rows = [(line, "") for line in finding.decides]
        if rows:
            _rows(self._table(rows, columns=2, widths=(20, 7)), rows)
        self._document.add_paragraph(PAPER["state"])

    def _preparation(self) -> None:
        self._document.add_heading(PAPER["preparation_title"], level=1)
        self._document.add_paragraph(PAPER["preparation_note"])
        rows = [(PAPER["paper_of"], PAPER["papers"])]
        rows.extend((group.name or PAPER["of_several"], papers_line(group)) for group in self._form.papers)
        table = self._table(rows, columns=2, widths=(3.5, 23.5))
        _rows(table, rows)
        _heading_row(table)

    def _areas(self) -> None:
        if not self._form.areas:
            return
        self._document.add_heading(PAPER["areas_title"], level=1)
        rows = [(PAPER["area"], PAPER["objects"])]
        rows.extend((area.name, "　".join(area.objects)) for area in self._form.areas)
        table = self._table(rows, columns=2, widths=(6, 21))
        _rows(table, rows)
        _heading_row(table)

    def _card(self, card: FormCard) -> None:
        heading = self._document.add_heading(f"{card.letters}　{card.name}", level=1)
        heading.paragraph_format.page_break_before = len(card.questions) >= _LONG
        self._document.add_paragraph(card.meaning)
        if not card.is_single:
            self._document.add_paragraph(PAPER["roster"].format(question=card.roster))
        for objects in card.tables:
            if not card.is_single:
                self._objects(card, objects)
            self._questions(card, objects)

    def _objects(self, card: FormCard, objects: Sequence[FormObject]) -> None:
        heads = [PAPER["number"], PAPER["name"], PAPER["parent"]]
        heads += [PAPER["other_end"]] * card.is_relation + [PAPER["event_day"]] * card.is_event + [PAPER["count"]]
        rows = [heads]
        for one in objects:
            row = [f"{card.letters}#{one.number}", one.name, one.parent]
            row += [one.other_end] * card.is_relation + [one.day] * card.is_event
            rows.append([*row, str(one.count or "")])
        middle = (27.0 - 1.5 - 2) / (len(heads) - 2)
        table = self._table(rows, columns=len(heads), widths=(1.5, *[middle] * (len(heads) - 2), 2))
        _rows(table, rows)
        _heading_row(table)
        self._document.add_paragraph()

    def _questions(self, card: FormCard, objects: Sequence[FormObject]) -> None:
        heads = [PAPER["column_code"], PAPER["column_question"], PAPER["column_answer"]]
        heads += [PAPER["one_column"]] if card.is_single else [str(one.number) for one in objects]
        share = (27.0 - sum(_WIDTHS)) / (len(heads) - 3)
        table = self._table(
            [heads, *card.questions], columns=len(heads), widths=(*_WIDTHS, *[share] * (len(heads) - 3))
        )
        _rows(table, [heads])
        _heading_row(table)
        for row, question in zip(list(table.rows)[1:], card.questions, strict=True):
            _fill_question(row.cells, question)
        self._document.add_paragraph()

    def _ending(self) -> None:
        self._document.add_heading(PAPER["seen_title"], level=1)
        self._document.add_paragraph(PAPER["seen_note"])
        self._table([(None,)] * 8, columns=2, widths=(1, 26))
        self._document.add_paragraph()
        self._document.add_paragraph(PAPER["signature"])

    def _table(self, rows: Sequence[Any], *, columns: int, widths: Sequence[float], lines: bool = True) -> Table:
        from docx.shared import Cm

        table: Table = self._document.add_table(rows=len(rows), cols=columns)
        table.style = "Table Grid" if lines else "Normal Table"
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
            for cell in column.cells:
                cell.width = Cm(width)
        for row in table.rows:
            _keep_whole(row)
        return table


def _fill_question(cells: Sequence[_Cell], question: FormQuestion) -> None:
    from docx.shared import Pt

    cells[0].text = question.code
    asked = cells[1].paragraphs[0]
    asked.add_run(question.question).bold = True
    if question.decides_scope:
        asked.add_run(PAPER["decides"])
    small = [*((question.method,) if question.method else ()), *question.counts]
    if small:
        asked.add_run("\n" + "\n".join(small)).font.size = Pt(8)
    cells[2].paragraphs[0].add_run(question.answer).font.size = Pt(9)


def _rows(table: Table, rows: Iterable[Sequence[str]]) -> None:
    for row, texts in zip(table.rows, rows, strict=False):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def _heading_row(table: Table) -> None:
    """Repeats the first row on every page, and shades it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = table.rows[0]._tr.get_or_add_trPr()
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    properties.append(repeated)
    for cell in table.rows[0].cells:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", _SHADE)):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)


def _keep_whole(row: Any) -> None:
    """A row is not torn apart by the end of a page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _page_number(paragraph: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    before, after = PAPER["page"].split("{page}")
    paragraph.add_run(before)
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)
    paragraph.add_run(after)


def _qr(text: str) -> bytes:
    import segno

    buffer = io.BytesIO()
    segno.make(text, error="m").save(buffer, kind="png", scale=8, border=2)
    return buffer.getvalue()
