"""The state of a guided visit: a pure function of the answers given so far. It says what to ask next, why, and how far one is.

Nothing is remembered but the visit itself: the same visit gives the same state, whether judged whole or kept up to date.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from checklists.asking.cards import Card, cards_of
from checklists.asking.costs import Costs
from checklists.asking.open_verdicts import OpenVerdict, Weigher, item_of
from checklists.asking.priors import Priors, shipped_priors
from checklists.asking.questions import OpenQuestion, Place, questions_of
from checklists.asking.urgent import Urgent, must_not_be_left
from judge.evaluate.build import build_world
from judge.judging import Compiled, LiveVisit, judge
from judge.resolve.objects import ObjectInstance
from judge.resolve.resolved import Library
from judge.resolve.visit import ResolvedVisit
from judge.values.knowledge import Knowledge
from judge.verdict.verdict import OPEN, Verdict


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a visit is, in rules."""

    rules: int
    """Rules that have something to judge."""
    settled: int
    """Of these: nothing of them is open."""
    waiting: int
    """Of these: no question settles what is open, only a ruling on a reading or the clause's full text."""


@dataclass(frozen=True)
class State:
    """What there is to ask."""

    visit: ResolvedVisit
    verdicts: tuple[Verdict, ...]
    open_verdicts: tuple[OpenVerdict, ...]
    cards: tuple[Card, ...]
    """In the order of asking; a question stands on one card only."""
    costs: Costs

    @property
    def next_card(self) -> Card | None:
        """The card to ask now; None if nothing is left to ask."""
        return next((card for card in self.cards if card.open), None)

    @property
    def next_question(self) -> OpenQuestion | None:
        """The question to ask now."""
        card = self.next_card
        return None if card is None else card.open[0]

    @cached_property
    def questions(self) -> dict[Place, OpenQuestion]:
        """All open questions by place."""
        return {question.place: question for card in self.cards for question in card.questions}

    @cached_property
    def progress(self) -> Progress:
        """How far it is."""
        return progress_of(self.verdicts)

    def must_not_be_left(self, minutes: float) -> Urgent:
        """What to ask if only so many minutes are left."""
        return must_not_be_left(self.open_verdicts, self.cards, minutes, self.costs)


class Interviewer:
    """Leads visits under one library. Reading the library's formulas is done once."""

    def __init__(
        self,
        library: Library,
        priors: Priors | None = None,
        costs: Costs | None = None,
        compiled: Compiled | None = None,
    ) -> None:
        self.library = library
        self.costs = costs or Costs()
        self.compiled = compiled if compiled is not None and compiled.library is library else Compiled(library)
        self.weigher = Weigher(library, priors or shipped_priors(library), self.costs, self.compiled)

    def state(self, visit: ResolvedVisit, here: str | None = None) -> State:
        """The state of a visit as answered; `here` is the object one stands at (else where the last answer was given)."""
        verdicts = judge(visit, self.library, explain=False, compiled=self.compiled).verdicts
        return self.state_of(visit, verdicts, here)

    def state_of(self, visit: ResolvedVisit, verdicts: Sequence[Verdict], here: str | None = None) -> State:
        """The state of a visit that is judged already."""
        world = build_world(visit, self.library).world
        found = [self.weigher.open_verdict(verdict, world) for verdict in verdicts]
        return self.put_together(visit, verdicts, [each for each in found if each is not None], here)

    def put_together(
        self, visit: ResolvedVisit, verdicts: Sequence[Verdict], weighed: Sequence[OpenVerdict], here: str | None
    ) -> State:
        """The state from verdicts weighed already."""
        questions = questions_of(weighed, visit, self.weigher, self.costs)
        where = here if here is not None else last_place(visit)
        cards = cards_of(questions.values(), visit.objects, self.library, where)
        return State(visit, tuple(verdicts), tuple(weighed), cards, self.costs)


class LiveInterview:
    """An interview kept up to date answer by answer: the same states as judged anew, sooner."""

    def __init__(self, interviewer: Interviewer, visit: ResolvedVisit) -> None:
        self._interviewer = interviewer
        self._live = LiveVisit(visit, interviewer.library, interviewer.compiled)
        self._weighed: list[OpenVerdict | None] = []
        self._weigh_all()

    def answer(self, object_id: str, key: str, known: Knowledge | None) -> None:
        """Give, change or take back one answer, as `LiveVisit.answer`."""
        self._live.answer(object_id, key, known)
        judged = self._live.judged_last
        if judged is None:
            self._weigh_all()
            return
        verdicts, world = self._live.verdicts, self._live.world
        for number in judged:
            self._weighed[number] = self._interviewer.weigher.open_verdict(verdicts[number], world)

    def listed(self, parent: str, types: Sequence[str], more: Sequence[ObjectInstance] = ()) -> None:
        """All things of some kinds under an object are listed; `more` are those that were not."""
        self._live.listed(parent, types, more)
        self._weigh_all()

    def state(self, here: str | None = None) -> State:
        """The state now."""
        weighed = [each for each in self._weighed if each is not None]
        return self._interviewer.put_together(self._live.visit, self._live.verdicts, weighed, here)

    def _weigh_all(self) -> None:
        world = self._live.world
        self._weighed = [self._interviewer.weigher.open_verdict(verdict, world) for verdict in self._live.verdicts]


def last_place(visit: ResolvedVisit) -> str | None:
    """The object of the answer given last, by the times that answers carry; None if none does."""
    timed = [(answer.at, answer.object) for answer in visit.answers if answer.at is not None]
    return max(timed)[1] if timed else None


def progress_of(verdicts: Iterable[Verdict]) -> Progress:
    """How far a visit is, in rules."""
    open_rules: dict[str, bool] = {}
    """By rule: whether asking can still settle something of it."""
    rules = set()
    for verdict in verdicts:
        rules.add(verdict.rule)
        if verdict.outcome in OPEN and verdict.effective in OPEN:
            askable = any(item_of(missing) is not None for missing in verdict.missing.relevant)
            open_rules[verdict.rule] = open_rules.get(verdict.rule, False) or askable
    waiting = sum(not askable for askable in open_rules.values())
    return Progress(len(rules), len(rules) - len(open_rules), waiting)
