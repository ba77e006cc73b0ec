"""What must not be left when time runs out: the questions that decide the gravest hazards in the time there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checklists.asking.cards import Card
from checklists.asking.costs import Costs
from checklists.asking.open_verdicts import OpenVerdict, base_of
from checklists.asking.questions import OpenQuestion, Place
from judge.resolve.resolved import Level
from judge.verdict.verdict import Outcome


@dataclass(frozen=True, slots=True)
class Urgent:
    """What to ask in the time left."""

    cards: tuple[Card, ...]
    """In the order of asking, with only the questions chosen."""
    seconds: float
    """What asking them is expected to take."""
    left: int
    """Open verdicts on major hazards that there is no time for."""

    @property
    def questions(self) -> tuple[OpenQuestion, ...]:
        """All questions chosen."""
        return tuple(question for card in self.cards for question in card.questions)


def must_not_be_left(verdicts: Iterable[OpenVerdict], cards: Sequence[Card], minutes: float, costs: Costs) -> Urgent:
    """The likeliest major hazards for the time they take to decide, as many as fit.

    Of each only the fewest answers that could convict it are counted: more is to be asked where these do not.
    """
    areas = {q.place: card.area for card in cards for q in card.questions}
    by_place = {q.place: q for card in cards for q in card.open}
    waiting = [(each, places) for each in verdicts if (places := _needed(each, by_place)) is not None]
    budget = minutes * 60
    chosen: dict[Place, None] = {}
    been: set[str] = set()
    spent = 0.0
    while waiting:
        priced = [(_price(places, chosen, been, by_place, areas, costs), each, places) for each, places in waiting]
        price, best, places = min(priced, key=lambda p: (-p[1].weight * p[1].chance / max(p[0], 1.0), p[1].rule.id))
        if spent + price > budget:
            waiting = [(each, needed) for cost, each, needed in priced if spent + cost <= budget]
            if not waiting:
                break
            continue
        spent += price
        chosen.update(dict.fromkeys(places))
        been.update(areas[place] for place in places)
        waiting = [(each, needed) for each, needed in waiting if each is not best]
    kept = [_with(card, chosen) for card in cards]
    every = [each for each in verdicts if _is_deadly(each)]
    covered = sum(1 for each in every if (needed := _needed(each, by_place)) is not None and set(needed) <= set(chosen))
    return Urgent(tuple(card for card in kept if card.questions), spent, len(every) - covered)


def _is_deadly(each: OpenVerdict) -> bool:
    return each.rule.level is Level.MAJOR and each.verdict.outcome is Outcome.UNDETERMINED


def _needed(each: OpenVerdict, by_place: dict[Place, OpenQuestion]) -> tuple[Place, ...] | None:
    """The questions that could convict; None if the verdict is no major one, or if they are none to ask now."""
    needed = each.verdict.missing.to_convict
    if not _is_deadly(each) or not needed:
        return None
    places = tuple(dict.fromkeys((m.kind, m.object or "", base_of(m.name)) for m in needed))
    return places if all(place in by_place for place in places) else None


def _price(
    places: Iterable[Place],
    chosen: dict[Place, None],
    been: set[str],
    by_place: dict[Place, OpenQuestion],
    areas: dict[Place, str],
    costs: Costs,
) -> float:
    new = [place for place in places if place not in chosen]
    walks = len({areas[place] for place in new} - been)
    return sum(by_place[place].cost for place in new) + walks * costs.walk


def _with(card: Card, chosen: dict[Place, None]) -> Card:
    questions = tuple(question for question in card.questions if question.place in chosen)
    return Card(card.kind, card.object, card.area, card.paper, questions, card.alike)
