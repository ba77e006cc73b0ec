"""A filled checklist workbook into the visit that it says, with every part of it knowing its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from checklists.workbook import words
from checklists.workbook.asked import AnswerReader
from checklists.workbook.cells import Cell, read_book
from checklists.workbook.filling import STORED
from checklists.workbook.form import FIXED_MARK
from checklists.workbook.listing import Listing, listing_of
from checklists.workbook.placed import PlacedTree
from checklists.workbook.tables import ReadTable, TableRow, is_fixed, read_tables
from checklists.workbook.versions import Made, Standing, made_of
from judge.diagnostics import Position, Problems
from judge.model.visit import ROOT_ID, VisitModel
from judge.resolve.resolved import ROOT_TYPE, Library
from judge.resolve.source import Source

_LISTED = re.compile(r"[、，,；;\n]\s*|\s+(?=\d{4})")
_PLACES = re.compile(r"[、，,；;\n]\s*")
_WAY = "表格"


def read_workbook(path: Path, library: Library, problems: Problems) -> Source[VisitModel] | None:
    """The visit of a filled workbook; None, with problems at their cells, if it is faulty.

    A workbook of another library is told as such (warnings), with what does not hold; the visit is what holds.
    """
    mine = Problems()
    sheets = read_book(path, mine)
    made = made_of(sheets, str(path), mine) if sheets is not None else None
    found = None
    if sheets is not None and made is not None:
        fixed = (words.ENTERPRISE, words.PEOPLE, words.ROSTERS, words.SEEN)
        tables = read_tables(sheets, (*made.kinds, *fixed), mine)
        found = _Reader(str(path), tables, made, library, mine).read()
    problems.extend(mine)
    return None if mine.has_errors else found


class _Reader:
    def __init__(self, path: str, tables: list[ReadTable], made: Made, library: Library, problems: Problems) -> None:
        self._path, self._made, self._library, self._problems = path, made, library, problems
        self._standing = Standing(made, library, problems)
        self._fixed = {table.name: table for table in tables if not table.kind}
        kinds = [table for table in tables if table.kind and any(_is_filled(row) for row in table.rows)]
        self._kinds = [table for table in kinds if self._standing.kind_holds(table.kind, table.place)]
        self._tree = PlacedTree(path)
        self._answers = AnswerReader(self._tree, made, self._standing, problems)

    def read(self) -> Source[VisitModel] | None:
        listing = listing_of(self._kinds, self._problems)
        self._enterprise(listing)
        self._people()
        for number, item in enumerate(listing.objects):
            self._object(number, listing)
            self._answers.read(item.id, item.kind, item.row.cells)
        self._rosters(listing)
        self._seen(listing)
        self._rest()
        self._standing.tell(self._path)
        return self._tree.typed(VisitModel, self._problems)

    def _table(self, name: str) -> tuple[TableRow, ...]:
        table = self._fixed.get(name)
        if table is None:
            self._problems.add("T019", Position(self._path), name=name)
            return ()
        return tuple(row for row in table.rows if _is_filled(row))

    def _enterprise(self, listing: Listing) -> None:
        asked: dict[str, Cell] = {}
        found: set[str] = set()
        for row in self._table(words.ENTERPRISE):
            cell = _answer_cell(row)
            key = row.id[len(FIXED_MARK) :]
            if not row.id:
                self._problems.add("T037", row.place, name=next(c.text for c in row.cells.values() if c.text))
            elif not is_fixed(row.id):
                if row.id in asked:
                    self._problems.add("T021", row.place, name=row.text("#项目"))
                asked[row.id] = cell
            elif key in words.HEAD_FIELDS:
                found.add(key)
                self._head(key, cell, row, listing)
        if ROOT_TYPE in self._library.types:
            self._answers.read(ROOT_ID, ROOT_TYPE, asked)
        for key in words.REQUIRED:
            if key not in found:
                self._missing(key, Position(self._path))

    def _missing(self, key: str, place: Position) -> None:
        """Tell of what has to be filled in."""
        self._problems.add("T038", place, name=words.HEAD_FIELDS[key][0])
        self._tree.put(tuple(key.split(".")), words.REQUIRED[key], place)

    def _head(self, key: str, cell: Cell, row: TableRow, listing: Listing) -> None:
        path = tuple(key.split("."))
        if not cell.text:
            if key in words.REQUIRED:
                self._missing(key, row.at("#填写"))
            return
        if key not in words.LISTED_FIELDS:
            self._tree.put(path, cell.text, cell.place)
            return
        for index, part in enumerate(part for part in _LISTED.split(cell.text) if part):
            value: str | None = part.strip()
            if key == "范围.区域":
                value = listing.id_of(part, list(self._made.kinds), cell.place, self._problems)
            self._tree.put((*path, index), value, cell.place)

    def _people(self) -> None:
        for number, row in enumerate(self._table(words.PEOPLE)):
            self._record(("检查", "人员", number), row, tuple(words.PEOPLE_HEADINGS))

    def _record(self, path: tuple[str | int, ...], row: TableRow, names: tuple[str, ...]) -> None:
        """The filled cells of a row under the names of their columns."""
        for name in names:
            if row.text(f"#{name}"):
                self._tree.put((*path, name), row.text(f"#{name}"), row.at(f"#{name}"))
        for cell in row.cells.values():
            if cell.comment:
                self._problems.add("T035", cell.place, text=cell.comment)

    def _object(self, number: int, listing: Listing) -> None:
        item = listing.objects[number]
        row, path = item.row, ("对象", number)
        kind = self._library.types.get(item.kind)
        name_place = row.at("#名称")
        self._tree.put((*path, "编号"), item.id, name_place)
        self._tree.put((*path, "类型"), item.kind, name_place)
        if item.name != item.id:
            self._tree.put((*path, "名称"), item.name, name_place)
        ends = {"在": kind.parent if kind else None, "另一端": kind.other_end if kind else None}
        for key, wanted in ends.items():
            written, place = row.text(f"#{key}"), row.at(f"#{key}")
            if wanted is None or (wanted == ROOT_TYPE and key == "在"):
                continue
            if not written:
                self._problems.add("T036", place, name=item.name, kind=wanted)
            elif end := listing.id_of(written, [wanted], place, self._problems):
                self._tree.put((*path, key), end, place)
        for key in ("日期", "数量"):
            if row.text(f"#{key}"):
                self._tree.put((*path, key), row.text(f"#{key}"), row.at(f"#{key}"))
        for key, cell in row.cells.items():
            if is_fixed(key) and cell.comment:
                self._problems.add("T035", cell.place, text=cell.comment)

    def _rosters(self, listing: Listing) -> None:
        number = 0
        for row in self._table(words.ROSTERS):
            kind, complete = row.text("#种类"), row.text("#完整")
            if not complete:
                if row.text("#备注") or row.text("#人"):
                    self._problems.add("T039", row.at("#完整"), name=kind)
                continue
            if not self._standing.kind_holds(kind, row.at("#种类")):
                continue
            path = ("名单", number)
            number += 1
            self._tree.put((*path, "类型", 0), kind, row.at("#种类"))
            self._record(path, row, ("完整", "人", "时间", "备注"))
            above = row.text("#在")
            if above and above != ROOT_ID:
                known = self._library.types.get(kind)
                holders = [each for each in known.chain[1:] if each != ROOT_TYPE] if known else []
                place = row.at("#在")
                if end := listing.id_of(above, holders or list(self._made.kinds), place, self._problems):
                    self._tree.put((*path, "在"), end, place)

    def _seen(self, listing: Listing) -> None:
        for number, row in enumerate(self._table(words.SEEN)):
            path = ("见闻", number)
            names = tuple(name for name in words.SEEN_HEADINGS if name not in ("对象", "照片"))
            self._record(path, row, names)
            photos = [part for part in _PLACES.split(row.text("#照片")) if part]
            if photos:
                self._tree.put((*path, "照片"), photos, row.at("#照片"))
            if row.text("#对象"):
                place = row.at("#对象")
                written = row.text("#对象")
                end = ROOT_ID if written == ROOT_ID else self._any(listing, written, place)
                if end is not None:
                    self._tree.put((*path, "对象"), end, place)

    def _any(self, listing: Listing, written: str, place: Position) -> str | None:
        return listing.id_of(written, [table.kind for table in self._kinds], place, self._problems)

    def _rest(self) -> None:
        """What has no sheet, and where all this comes from."""
        whole = Position(self._path)
        for key in STORED:
            if key in self._made.rest:
                self._tree.put((key,), self._made.rest[key], whole)
        filled: Mapping[str, str] = {"规则库": self._made.library, "引擎": self._made.engine, "方式": _WAY}
        self._tree.put(("填写",), {key: text for key, text in filled.items() if text}, whole)


def _is_filled(row: TableRow) -> bool:
    return any(cell.text or cell.comment for cell in row.cells.values())


def _answer_cell(row: TableRow) -> Cell:
    """The answer of a line of the enterprise's table, its remark from the column beside it."""
    cell = row.cells.get("#填写") or Cell("", row.at("#填写"))
    note = row.cells.get("#备注")
    if note is None:
        return cell
    said = "\n".join(filter(None, (cell.comment, note.text)))
    return Cell(cell.text, cell.place, comment=said, author=cell.author)
