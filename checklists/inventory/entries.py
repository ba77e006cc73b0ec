"""The rows of an inventory into answers, checked cell by cell as answers of a visit are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from checklists.inventory.columns import AMOUNT, BETA, CAS, CLASSES, NAME, THRESHOLD, UNIT, Columns
from checklists.inventory.sheets import Cell, Sheet
from judge.diagnostics import Problems
from judge.resolve.answers import AnswerError, read_answer
from judge.resolve.chemicals import cas_of
from judge.resolve.registered import chemicals_named
from judge.resolve.resolved import Library

CHEMICAL = "化学品"
_TOTALS = ("合计", "总计", "小计", "总和")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SEPARATORS = re.compile(r"[\s、，,；;/]+")
_BARE = re.compile(r"[\d.\s<>≤≥=±%~～，+-]+|\d.*(?:\.\.|至)[\d.\s]+")
_ANSWERS = {AMOUNT: "设计最大量", THRESHOLD: "临界量", BETA: "β校正系数"}

Answer = str | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One chemical of the inventory, with its answers as a visit has them."""

    name: str
    answers: Mapping[str, Answer]


def read_entries(sheet: Sheet, columns: Columns, inventory: str, library: Library, problems: Problems) -> list[Entry]:
    """One entry a filled row, for an inventory of that type. Every problem is told at its cell; sums below are left out and told."""
    reader = _Reader(columns, inventory, library, problems)
    entries = []
    for row in sheet.rows[columns.first_row :]:
        if any(cell.text for cell in row):
            entry = reader.entry(row)
            entries += [entry] if entry is not None else []
    if not entries and not problems.has_errors:
        problems.add("T013", sheet.place)
    return entries


class _Reader:
    def __init__(self, columns: Columns, inventory: str, library: Library, problems: Problems) -> None:
        self._columns, self._inventory, self._library, self._problems = columns, inventory, library, problems

    def entry(self, row: tuple[Cell, ...]) -> Entry | None:
        first = next(cell for cell in row if cell.text)
        if first.text.rstrip("：: ").replace(" ", "").startswith(_TOTALS):
            self._problems.add("T008", first.place, text=first.text)
            return None
        name, cas = self._columns.cell(row, NAME), self._columns.cell(row, CAS)
        carrier = name or cas
        if carrier is None:
            self._problems.add("T009", first.place)
            return None
        chemical = self._chemical(name, cas)
        answers: dict[str, Answer] = {} if chemical is None else {CHEMICAL: chemical}
        for column, fact in _ANSWERS.items():
            cell = self._columns.cell(row, column)
            if cell is not None and (text := self._number(row, column, cell)):
                self._take(fact, text, cell, answers)
        if self._columns.cell(row, AMOUNT) is None:
            self._problems.add("T012", carrier.place, name=carrier.text)
        classes = self._columns.cell(row, CLASSES)
        if classes is not None:
            symbols = [word.upper() for word in _SEPARATORS.split(classes.text) if word]
            self._take(CLASSES, {**dict.fromkeys(symbols, "是"), "其余": "否"}, classes, answers)
        return Entry(carrier.text, answers)

    def _take(self, fact: str, value: Answer, cell: Cell, answers: dict[str, Answer]) -> None:
        known = self._library.facts[f"{self._inventory}.{fact}"]
        try:
            read_answer(value, known, fact)
        except AnswerError as error:
            self._problems.add(error.code, cell.place, **error.values)
            return
        answers[fact] = value

    def _number(self, row: tuple[Cell, ...], column: str, cell: Cell) -> str | None:
        """A number with its unit: its own, else that of the row, else that of the heading. None, with a problem, without."""
        text = cell.text.replace("，", ",")
        text = _THOUSANDS.sub(lambda match: match[0].replace(",", ""), text)
        if column == BETA or not _BARE.fullmatch(text):
            return text
        own = self._columns.cell(row, UNIT) if column == AMOUNT else None
        unit = own.text if own is not None else self._columns.units.get(column, "")
        if not unit:
            self._problems.add("T010", cell.place, text=cell.text)
            return None
        middle, sign, spread = text.partition("±")
        return f"{middle.strip()} {unit} {sign}{spread.strip()}".strip()

    def _chemical(self, name: Cell | None, cas: Cell | None) -> str | None:
        """What to answer: the name, or the CAS number where the name says less. None, with a problem, if they contradict."""
        cell = name or cas
        assert cell is not None
        text = cell.text
        if name is not None and cas is not None:
            number = cas_of(cas.text)
            if number is None or not number[1]:
                self._problems.add("C045", cas.place, name=CHEMICAL, found=cas.text)
                return None
            found = self._library.tables.look_up(name.text)
            by_number = self._library.tables.look_up(cas.text)
            rows = [self._library.tables.chemicals[each] for each in found.names]
            numbers = {each for row in rows for each in row.cas}
            if numbers and number[0] not in numbers:
                self._problems.add("T011", cas.place, name=name.text, cas=cas.text, known="、".join(sorted(numbers)))
                return None
            if not found.names and not found.is_outside and by_number.names:
                text, cell = number[0], cas
        try:
            chemicals_named(text, CHEMICAL, self._library.tables, cell.place, self._problems)
        except AnswerError as error:
            self._problems.add(error.code, cell.place, **error.values)
            return None
        return text
