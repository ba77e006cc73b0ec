"""The cells of one object into its answers: those that hold, each at its cell."""

from __future__ import annotations

from collections.abc import Mapping

from checklists.workbook.answers import ReadCells, WrongBoxError, circumstances_of, read_cells, texts_of
from checklists.workbook.cells import Cell
from checklists.workbook.filling import KEPT_ANSWERS
from checklists.workbook.form import MULTIPLE, OPTION_MARK
from checklists.workbook.placed import PlacedTree
from checklists.workbook.remarks import NOTE, Details, as_answer, details_of, joined
from checklists.workbook.tables import is_fixed
from checklists.workbook.versions import Made, Standing
from judge.diagnostics import Problems
from judge.resolve.answers import NOT_ASKED, has_circumstances
from judge.resolve.resolved import Fact


class AnswerReader:
    """Puts the answers of objects into a visit's tree."""

    def __init__(self, tree: PlacedTree, made: Made, standing: Standing, problems: Problems) -> None:
        self._tree, self._made, self._standing, self._problems = tree, made, standing, problems

    def read(self, object_id: str, kind: str, cells: Mapping[str, Cell]) -> None:
        """The answers of an object; `cells` by the keys of their columns, others among them.

        Problems: boxes that hold neither yes nor no; with another library what does not hold.
        """
        groups: dict[str, dict[str, Cell]] = {}
        for column, cell in cells.items():
            if not is_fixed(column) and (cell.text or cell.comment):
                groups.setdefault(column.partition(OPTION_MARK)[0], {})[column] = cell
        for written, group in groups.items():
            first = next((cell for cell in group.values() if cell.text), next(iter(group.values())))
            found = self._standing.fact(kind, written, first.place)
            if found is not None:
                self._take(object_id, kind, (written, *found), group)
            elif not self._standing.is_other or (kind, written) not in self._made.facts:
                # Nothing known of it: the judge names what is wrong.
                self._tree.put(("答案", object_id, written), first.text or NOT_ASKED, first.place)

    def _take(self, object_id: str, kind: str, named: tuple[str, str, Fact], group: dict[str, Cell]) -> None:
        written, key, fact = named
        texts = {
            column: cell.text
            for column, cell in group.items()
            if cell.text and self._box_holds(kind, written, fact, column, cell)
        }
        unit = self._standing.unit_of(kind, written, fact)
        try:
            read = read_cells(texts, fact, unit)
        except WrongBoxError as error:
            place = group[f"{written}{OPTION_MARK}{error.option}"].place
            self._problems.add("T040", place, name=fact.name, option=error.option, found=error.found)
            return
        first = next((group[column] for column in texts), next(iter(group.values())))
        if not self._words_hold(kind, written, fact, read, first):
            return
        kept = self._kept(object_id, written, fact, texts)
        value = kept if kept is not None else read.value
        details = self._details(group, read)
        reason = read.none_because or (NOT_ASKED if read.is_empty and details else None)
        if value is None and reason is None:
            return
        self._tree.put(("答案", object_id, key), as_answer(value, details, reason), first.place)
        if not read.is_empty:
            self._standing.hold()

    def _box_holds(self, kind: str, written: str, fact: Fact, column: str, cell: Cell) -> bool:
        option = column.partition(OPTION_MARK)[2]
        return fact.kind != MULTIPLE or self._standing.option_holds(kind, written, fact, option, cell.place)

    def _words_hold(self, kind: str, written: str, fact: Fact, read: ReadCells, first: Cell) -> bool:
        if not fact.is_choice or read.value is None:
            return True
        words = read.value if isinstance(read.value, list) else [read.value]
        return all(self._standing.option_holds(kind, written, fact, str(word), first.place) for word in words)

    def _kept(self, object_id: str, written: str, fact: Fact, texts: Mapping[str, str]) -> object | None:
        """The answer that a correction quotes, word for word, where its cells still say it."""
        answers = self._made.rest.get(KEPT_ANSWERS)
        of_object = answers.get(object_id) if isinstance(answers, dict) else None
        raw = of_object.get(written) if isinstance(of_object, dict) else None
        if raw is None or texts_of(circumstances_of(raw), fact, written) != texts:
            return None
        value: object = raw.get("答") if has_circumstances(raw) else raw
        return value

    @staticmethod
    def _details(group: Mapping[str, Cell], read: ReadCells) -> Details:
        details: Details = {}
        for cell in group.values():
            if cell.comment:
                details = joined(details, details_of(cell.comment, cell.author))
        if read.due is not None:
            details["期限"] = read.due
        if read.notes:
            details = joined(details, {NOTE: "\n".join(read.notes)})
        return details
