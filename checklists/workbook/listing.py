"""The objects that a workbook lists: ids for those that have none, and whom a name means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from checklists.workbook.tables import ReadTable, TableRow
from checklists.workbook.words import AMBIGUOUS_NAME
from judge.diagnostics import Position, Problems, nearest
from judge.diagnostics.names import plain
from judge.model.visit import ROOT_ID
from judge.resolve.objects import SEEN_PART, UNSEEN_PART

_UNUSABLE = re.compile(rf"[〈〉/]+|(?:{SEEN_PART}|{UNSEEN_PART})$")


@dataclass(frozen=True, slots=True)
class ListedObject:
    """A row of a kind's table as an object."""

    id: str
    kind: str
    name: str
    row: TableRow


@dataclass(slots=True)
class Listing:
    """All objects by id, and their ids by what they are called."""

    objects: list[ListedObject] = field(default_factory=list)
    _by_name: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """Ids by kind and plain name."""

    def add(self, item: ListedObject, written: str) -> None:
        """An object with what stands in its name's cell."""
        self.objects.append(item)
        ids = self._by_name.setdefault((item.kind, plain(written)), [])
        ids.append(item.id)

    def id_of(self, written: str, kinds: Sequence[str], place: Position, problems: Problems) -> str | None:
        """The id of the object of these kinds that a name (or an id) means; None, with a problem, for none or several."""
        found = [each for kind in kinds for each in self._by_name.get((kind, plain(written)), ())]
        if len(found) == 1:
            return found[0]
        if found:
            problems.add("T033", place, name=written, count=len(found))
            return None
        ids = {item.id for item in self.objects if item.kind in kinds}
        quoted = written.rpartition("〔")[2].removesuffix("〕")
        if known := next((each for each in (written, quoted) if each in ids), None):
            return known
        names = [name for kind, name in self._by_name if kind in kinds]
        kinds_shown = "、".join(kinds) if len(kinds) <= 3 else ""
        problems.add("T032", place, name=written, kind=kinds_shown, nearest=nearest(written, names) or "")
        return None


def listing_of(tables: Iterable[ReadTable], problems: Problems) -> Listing:
    """The objects of the tables of kinds. Problem: a row with something in it and no name."""
    rows = [(table.kind, row) for table in tables for row in table.rows if any(c.text for c in row.cells.values())]
    for _, row in rows:
        if not row.text("#名称"):
            problems.add("T034", row.at("#名称"))
    named = [(kind, row) for kind, row in rows if row.text("#名称")]
    given = [row.id for _, row in named]
    taken = {ROOT_ID, *given}
    listing = Listing()
    seen: set[str] = set()
    for kind, row in named:
        written = row.text("#名称")
        # A row that was copied has the id of the first: it is another object.
        is_known = bool(row.id) and row.id not in seen
        object_id = row.id if is_known else _fresh_id(written, kind, row.text("#在"), taken)
        taken.add(object_id)
        seen.add(object_id)
        name = written
        if is_known and written == AMBIGUOUS_NAME.format(name=(bare := written.rpartition("〔")[0]), id=object_id):
            name = bare
        listing.add(ListedObject(object_id, kind, name, row), written)
    return listing


def _fresh_id(name: str, kind: str, parent: str, taken: set[str]) -> str:
    """An id that nobody has: the name, if it can be had, else the name with what tells it from others."""
    choices = [name, f"{parent}·{name}" if parent else "", f"{kind}·{name}"]
    usable = [_UNUSABLE.sub("_", " ".join(choice.split())) for choice in choices if choice]
    free = next((choice for choice in usable if choice not in taken), None)
    count = 1
    while free is None:
        count += 1
        numbered = f"{usable[0]}-{count}"
        free = numbered if numbered not in taken else None
    return free
