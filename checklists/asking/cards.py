"""The open questions in the order in which they are best asked: what decides the scope, area by area, object by object, then paper by
paper, then whether everything is listed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checklists.asking.places import areas_of
from checklists.asking.questionnaire import METHODS
from checklists.asking.questions import PAPER, OpenQuestion
from judge.resolve.objects import ObjectInstance
from judge.resolve.resolved import Library

SCOPE, OBJECT, PAPERS, ROSTERS = KINDS = ("scope", "object", "paper", "rosters")


@dataclass(frozen=True, slots=True)
class Card:
    """Questions that are asked together: of one object, from one paper, or about the rosters below one object."""

    kind: str
    """One of `KINDS`."""
    object: str | None
    """Id; None for a paper."""
    area: str
    """Id of the thing at whose place it is asked; the enterprise for the desk."""
    paper: str | None
    questions: tuple[OpenQuestion, ...]
    """In the order of asking. What was asked without getting an answer stands last."""
    alike: tuple[str, ...] = ()
    """Ids of other objects of the same kind and parent of which the same is open: one answer may serve all."""

    @property
    def open(self) -> tuple[OpenQuestion, ...]:
        """The questions that nobody has asked yet."""
        return tuple(question for question in self.questions if question.no_answer is None)


def cards_of(
    questions: Iterable[OpenQuestion], objects: Sequence[ObjectInstance], library: Library, here: str | None = None
) -> tuple[Card, ...]:
    """All cards in order. `here` is the object one stands at: its area is finished first."""
    return _Cards(list(questions), objects, library, here).all()


class _Cards:
    def __init__(
        self, questions: list[OpenQuestion], objects: Sequence[ObjectInstance], library: Library, here: str | None
    ) -> None:
        self._library, self._here = library, here
        self._objects = {each.id: each for each in objects}
        self._number = {each.id: number for number, each in enumerate(objects)}
        self._areas = areas_of(objects, library)
        self._root = objects[0].id
        self._order = {name: number for number, name in enumerate(library.facts)}
        self._by_object: dict[str, list[OpenQuestion]] = {}
        self._scope: list[OpenQuestion] = []
        self._rosters: dict[str, list[OpenQuestion]] = {}
        for question in questions:
            if question.kind == "roster":
                self._rosters.setdefault(question.object, []).append(question)
            elif question.object == self._root and question.decides_scope:
                self._scope.append(question)
            else:
                self._by_object.setdefault(question.object, []).append(question)
        self._rank = {each: self._rank_of(found) for each, found in self._by_object.items()}
        self._alike = self._alike_objects()

    def all(self) -> tuple[Card, ...]:
        """All cards in order."""
        cards: list[Card] = []
        if self._scope:
            cards.append(Card(SCOPE, self._root, self._root, None, self._sorted(self._scope)))
        for area in self._areas_in_order():
            cards.extend(self._object_cards(area))
            cards.extend(self._roster_cards(area))
        cards.extend(self._object_cards(self._root))
        cards.extend(self._paper_cards())
        cards.extend(self._roster_cards(self._root))
        asked_last = [card for card in cards if not card.open]
        return (*(card for card in cards if card.open), *asked_last)

    def _areas_in_order(self) -> list[str]:
        """Where one is; what decides the scope of other areas; then where most is to be gained for the time."""
        sums: dict[str, tuple[float, float]] = {}
        for found in (*self._by_object.values(), *self._rosters.values()):
            for question in found:
                area = self._areas[question.object]
                if area != self._root and (question.kind == "roster" or question.method != PAPER):
                    gain, cost = sums.get(area, (0.0, 0.0))
                    deadly = question.gain if question.is_deadly else 0.0
                    sums[area] = gain + deadly, cost + question.cost
        here = self._areas.get(self._here or "")
        above = {
            self._areas[parent] for each in self._objects for parent in self._line(each) if self._areas[each] in sums
        }

        def key(area: str) -> tuple[bool, bool, float, int]:
            gates = area in above and any(
                question.decides_scope for question in self._by_object.get(area, ()) if question.method != PAPER
            )
            gain, cost = sums[area]
            return area != here, not gates, -gain / cost, self._number[area]

        return sorted(sums, key=key)

    def _line(self, each: str) -> Iterable[str]:
        """Ids of the things above an object that stand in another area."""
        parent = self._objects[each].parent
        while parent is not None:
            if self._areas[parent] not in (self._areas[each], self._root):
                yield parent
            parent = self._objects[parent].parent

    def _object_cards(self, area: str) -> Iterable[Card]:
        """Cards of the objects in an area of which something is to be seen, asked or measured there."""
        found = [
            each
            for each, questions in self._by_object.items()
            if self._areas[each] == area and any(question.method != PAPER for question in questions)
        ]
        best: dict[str, tuple[bool, float]] = {}
        for each in found:
            kind = self._objects[each].type
            best[kind] = min(best.get(kind, self._rank[each]), self._rank[each])
        here = self._objects.get(self._here or "")
        here_type = here.type if here is not None and self._areas[here.id] == area else None

        def key(each: str) -> tuple[bool, bool, bool, tuple[bool, float], str, int]:
            kind = self._objects[each].type
            gates = each == area and any(question.decides_scope for question in self._by_object[each])
            return each != self._here, not gates, kind != here_type, best[kind], kind, self._number[each]

        for each in sorted(found, key=key):
            yield Card(OBJECT, each, area, None, self._sorted(self._by_object[each]), self._alike.get(each, ()))

    def _paper_cards(self) -> list[Card]:
        """Papers in order: each with all the questions it tells, of whatever object nothing else is to be found out."""
        by_paper: dict[str, list[OpenQuestion]] = {}
        for questions in self._by_object.values():
            if any(question.method != PAPER for question in questions):
                continue
            for question in questions:
                by_paper.setdefault(question.papers[0] if question.papers else "", []).append(question)
        for questions in by_paper.values():
            questions.sort(
                key=lambda q: (q.no_answer is not None, self._order.get(_name(q), 0), self._number[q.object])
            )
        cards = [Card(PAPERS, None, self._root, paper or None, tuple(found)) for paper, found in by_paper.items()]
        return sorted(cards, key=lambda card: (-_rate(card.questions), card.paper or ""))

    def _roster_cards(self, area: str) -> Iterable[Card]:
        for parent in sorted(self._rosters, key=self._number.__getitem__):
            if self._areas[parent] == area:
                kinds = sorted(self._rosters[parent], key=lambda q: list(self._library.types).index(q.key))
                yield Card(ROSTERS, parent, area, None, tuple(kinds))

    def _alike_objects(self) -> dict[str, tuple[str, ...]]:
        groups: dict[tuple[object, ...], list[str]] = {}
        for each, questions in self._by_object.items():
            instance = self._objects[each]
            same = frozenset((question.key, question.boxes) for question in questions)
            groups.setdefault((instance.type, instance.parent, same), []).append(each)
        return {
            each: tuple(other for other in group if other != each)
            for group in groups.values()
            if len(group) > 1
            for each in group
        }

    def _rank_of(self, questions: Sequence[OpenQuestion]) -> tuple[bool, float]:
        """Deadly things first, then those most is gained from for the time."""
        best = max((question.rate for question in questions if question.method != PAPER), default=0.0)
        return not any(question.is_deadly for question in questions), -best

    def _sorted(self, questions: Iterable[OpenQuestion]) -> tuple[OpenQuestion, ...]:
        """Within a card: what is read from papers later; else most gain for the time, quick ways first where equal."""

        def key(question: OpenQuestion) -> tuple[bool, bool, int, int, int, str]:
            return (
                question.no_answer is not None,
                question.method == PAPER,
                -math.floor(question.rate * 1e6 + 0.5),
                METHODS.index(question.method),
                self._order.get(_name(question), 0),
                question.key,
            )

        return tuple(sorted(questions, key=key))


def _name(question: OpenQuestion) -> str:
    return question.fact.full_name if question.fact is not None else ""


def _rate(questions: Sequence[OpenQuestion]) -> float:
    return sum(question.gain for question in questions) / sum(question.cost for question in questions)
