"""The questions still to be asked on a visit: each of one object (or roster), with why it is asked and what it settles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from checklists.asking.costs import Costs
from checklists.asking.open_verdicts import OpenVerdict, Weigher, base_of, item_of
from checklists.asking.places import papers_of
from checklists.asking.questionnaire import METHODS, method_of
from judge.resolve.resolved import Fact, Level
from judge.resolve.visit import ResolvedVisit
from judge.verdict.verdict import Missing

Place = tuple[str, str, str]
"""Kind (`fact` or `roster`), object id, key of the question or type of the roster."""
LOOK, ASK, PAPER, MEASURE = METHODS
UNASKED = "未查"


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """One question that can still change an outcome."""

    kind: str
    """`fact`, or `roster`: whether all things of a kind are listed."""
    object: str
    key: str
    """Key of the answer; the type of a roster."""
    fact: Fact | None
    """None for a roster and for the day of an event."""
    text: str
    boxes: tuple[str, ...]
    """Of a multiple choice: the options that still matter."""
    method: str
    papers: tuple[str, ...]
    """Names of papers that tell it."""
    rules: tuple[str, ...]
    """Ids of the rules it bears on."""
    settles: tuple[str, ...]
    """Of these, the rules that this answer alone may settle for some object."""
    decides_scope: bool
    """Whether it decides if some of the rules apply at all."""
    is_deadly: bool
    """Whether it bears on a major hazard."""
    cost: float
    """Seconds, where one stands."""
    gain: float
    """Seconds of further asking it is expected to save, the graver rules counting more."""
    no_answer: str | None
    """Why there is none though it was asked."""

    @property
    def place(self) -> Place:
        """What tells it from others."""
        return self.kind, self.object, self.key

    @property
    def rate(self) -> float:
        """Gain for its cost."""
        return self.gain / self.cost


@dataclass(slots=True)
class _Gathered:
    missing: Missing
    boxes: dict[str, None] = field(default_factory=dict)
    rules: dict[str, None] = field(default_factory=dict)
    settles: dict[str, None] = field(default_factory=dict)
    decides_scope: bool = False
    is_deadly: bool = False
    gain: float = 0.0


def questions_of(
    verdicts: Iterable[OpenVerdict], visit: ResolvedVisit, weigher: Weigher, costs: Costs
) -> dict[Place, OpenQuestion]:
    """Every question that can still matter."""
    types = {each.id: each.type for each in visit.objects}
    gathered: dict[Place, _Gathered] = {}
    for each in verdicts:
        _gather(each, types, weigher, gathered)
    asked = {
        (answer.object, base_of(answer.key)): answer.none_because
        for answer in visit.answers
        if answer.none_because not in (None, UNASKED)
    }
    return {place: _question(place, found, types, weigher, costs, asked) for place, found in gathered.items()}


def _gather(each: OpenVerdict, types: Mapping[str, str], weigher: Weigher, gathered: dict[Place, _Gathered]) -> None:
    alone = {
        (needed[0].object, needed[0].name)
        for needed in (each.verdict.missing.to_convict, each.verdict.missing.to_clear)
        if needed is not None and len(needed) == 1
    }
    for missing in each.verdict.missing.relevant:
        item = item_of(missing)
        if item is None:
            continue
        kind, object_id, key = item
        place = kind, object_id, base_of(key)
        found = gathered.setdefault(place, _Gathered(missing))
        if "∋" in key:
            found.boxes[key.partition("∋")[2]] = None
        found.rules[each.rule.id] = None
        if (missing.object, missing.name) in alone or (kind == "roster" and each.verdict.roster == key):
            found.settles[each.rule.id] = None
        fact = weigher.fact_at(types[object_id], key) if kind == "fact" else None
        found.decides_scope |= fact is not None and weigher.decides_scope(each.rule, fact)
        found.is_deadly |= each.rule.level is not Level.ORDINARY
        found.gain += each.weight * each.gains[item]


def _question(
    place: Place,
    found: _Gathered,
    types: Mapping[str, str],
    weigher: Weigher,
    costs: Costs,
    asked: Mapping[tuple[str, str], str | None],
) -> OpenQuestion:
    kind, object_id, key = place
    fact = weigher.fact_at(types[object_id], key) if kind == "fact" else None
    cost = costs.roster + costs.tap if kind == "roster" else costs.of(fact) + costs.box * max(0, len(found.boxes) - 1)
    method = LOOK if kind == "roster" else PAPER if fact is None else method_of(fact)
    return OpenQuestion(
        kind=kind,
        object=object_id,
        key=key,
        fact=fact,
        text=found.missing.question,
        boxes=tuple(found.boxes),
        method=method,
        papers=papers_of(fact) if fact is not None else (),
        rules=tuple(found.rules),
        settles=tuple(found.settles),
        decides_scope=found.decides_scope,
        is_deadly=found.is_deadly,
        cost=cost,
        gain=found.gain,
        no_answer=asked.get((object_id, key)),
    )
