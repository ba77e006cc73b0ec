"""What a workbook says about the library and the choice it was made of, and what of it holds with another library."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass

from checklists.asking.choice import rules_for
from checklists.asking.questionnaire import questionnaire
from checklists.texts import listed
from checklists.workbook import words
from checklists.workbook.cells import Sheet
from checklists.workbook.form import FORM_VERSION, STORE_MARK, fact_named
from judge.diagnostics import Position, Problems
from judge.resolve.resolved import Fact, Library


@dataclass(frozen=True, slots=True)
class FactThen:
    """A fact as it was when the workbook was made."""

    kind: str
    unit: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """What the workbook was made of."""

    library: str
    """Digest."""
    engine: str
    day: datetime.date
    standards: tuple[str, ...]
    clauses: tuple[str, ...]
    kinds: Mapping[str, tuple[str, str]]
    """By kind of object: the kind it belonged to, the kind of its other end."""
    facts: Mapping[tuple[str, str], FactThen]
    """By kind of object and key."""
    rest: Mapping[str, object]
    """Parts of a visit that have no sheet."""


def made_of(sheets: list[Sheet], path: str, problems: Problems) -> Made | None:
    """What the hidden sheet says; None, with a problem, if the workbook is none of ours or of a form to come."""
    store = next((sheet for sheet in sheets if sheet.text(1, 1) == STORE_MARK), None)
    if store is None:
        problems.add("T025", Position(path))
        return None
    if store.text(1, 2) != FORM_VERSION:
        problems.add("T026", Position(path), form=store.text(1, 2))
        return None
    try:
        return _made(store)
    except (ValueError, IndexError):
        problems.add("T025", Position(path))
        return None


def _made(store: Sheet) -> Made:
    rows: dict[str, list[tuple[str, ...]]] = {}
    for number in store.rows():
        values = tuple(store.text(number, column) for column in range(2, 7))
        rows.setdefault(store.text(number, 1), []).append(values)
    rest = "".join(values[0][1:-1] for values in rows.get("rest", []))
    return Made(
        library=rows["library"][0][0] if "library" in rows else "",
        engine=rows["engine"][0][0] if "engine" in rows else "",
        day=datetime.date.fromisoformat(rows.get("day", [("",)])[0][0]),
        standards=tuple(values[0] for values in rows.get("standard", [])),
        clauses=tuple(values[0] for values in rows.get("clause", [])),
        kinds={values[0]: (values[1], values[2]) for values in rows.get("kind", [])},
        facts={
            (values[0], values[1]): FactThen(values[2], values[3], tuple(json.loads(values[4] or "[]")))
            for values in rows.get("fact", [])
        },
        rest=_as_mapping(json.loads(rest)) if rest else {},
    )


def _as_mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise ValueError
    return value


class Standing:
    """Which answers of a workbook still hold, counted."""

    def __init__(self, made: Made, library: Library, problems: Problems) -> None:
        self._made, self._library, self._problems = made, library, problems
        self._held = self._lost = 0

    @property
    def is_other(self) -> bool:
        """Whether the workbook was made of another library."""
        return self._made.library != self._library.digest

    def kind_holds(self, kind: str, place: Position) -> bool:
        """Whether objects of a kind can still be listed; else it is told."""
        now = self._library.types.get(kind)
        then = self._made.kinds.get(kind)
        if not self.is_other or (now is not None and (then is None or then == (now.parent or "", now.other_end or ""))):
            return True
        self._problems.add("T027", place, name=kind)
        return False

    def unit_of(self, kind: str, key: str, fact: Fact) -> str:
        """The unit that a bare number in a cell has: that of the heading."""
        then = self._made.facts.get((kind, key))
        return then.unit if then is not None and then.kind == fact.kind else fact.unit

    def fact(self, kind: str, key: str, place: Position) -> tuple[str, Fact] | None:
        """The fact of a column as it is now, with its key; None, told if it was one, where there is none."""
        found = fact_named(self._library, kind, key)
        then = self._made.facts.get((kind, key))
        if found is not None and (then is None or then.kind == found[1].kind or not self.is_other):
            return found
        if found is None and (not self.is_other or then is None):
            return None
        self.lose("T028", place, name=key)
        return None

    def option_holds(self, kind: str, key: str, fact: Fact, text: str, place: Position) -> bool:
        """Whether a word is still among the options; else it is told."""
        then = self._made.facts.get((kind, key))
        if not self.is_other or then is None or text in fact.options or text not in then.options:
            return True
        self.lose("T029", place, name=fact.name, found=text, options=words.LIST.join(fact.options))
        return False

    def lose(self, code: str, place: Position, **values: str) -> None:
        """Tell of an answer that does not hold."""
        self._lost += 1
        self._problems.add(code, place, **values)

    def hold(self) -> None:
        """Count an answer that holds."""
        self._held += 1

    def tell(self, path: str) -> None:
        """With another library: how many answers hold and how many do not, and what has not been asked."""
        if not self.is_other:
            return
        rules, _, _ = rules_for(self._library, self._made.standards, self._made.clauses, self._made.day)
        fresh = 0
        for card in questionnaire(self._library, rules):
            kind = card.object_type.name
            names = [q.fact.name for q in card.questions if not self._was_asked(kind, q.key, q.fact)]
            fresh += len(names)
            if names:
                self._problems.add("T031", Position(path), name=kind, count=len(names), questions=listed(names))
        self._problems.add("T030", Position(path), held=self._held, lost=self._lost, fresh=fresh)

    def _was_asked(self, kind: str, key: str, fact: Fact) -> bool:
        _, mark, clause = key.partition("@")
        return any((kind, f"{name}{mark}{clause}") in self._made.facts for name in (fact.name, *fact.former_names))
