"""Brute force over all completions of a visit: every open fact each value, every open roster some further objects.

A test is run on a world that stops where it meets something open; the run is then repeated with each possible value of
it. So only what matters on the way is told apart, and the plain meaning stays in charge.

How many further objects suffice: take any completion; of each quantifier over an open roster keep, of the further
objects that meet its body, as many as its limit and one more (of 每个: one that meets the condition and one that does
not; of a sum as many of the largest as exceed its limit). Fewer objects never raise a count, and no count falls below what decides its comparison; so leaving out all other
further objects changes no truth, and the sum of these numbers over all quantifiers whose objects stand at a roster or
below it is enough there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from judge.expr.formula import Count, Every, Exists, Formula, Ref, Sum, walk
from judge.resolve.resolved import Library, ObjectType
from judge.resolve.visit import ResolvedVisit
from judge.values.knowledge import Knowledge
from judge.values.number import Interval
from tests.judging.concrete import Plain, Thing, Value
from tests.judging.trials import Trials

Item = tuple[str, str, str]
Leaf = dict[Item, object]
"""What was decided of the open things, as far as a test asked."""
T = TypeVar("T")
FURTHER = "+"
"""Stands in the ids of objects that nobody has seen."""


class MeetsOpenError(Exception):
    """Something open was read: what, and all it may be."""

    def __init__(self, item: Item, choices: Sequence[object]) -> None:
        super().__init__(item)
        self.item, self.choices = item, choices


class TooManyError(Exception):
    """More completions than brute force can bear."""


@dataclass(frozen=True)
class Given:
    """What is known: answers by object and key, complete rosters, and the option of each ruled reading."""

    answers: Mapping[tuple[str, str], Knowledge]
    complete: frozenset[tuple[str, str]]
    rulings: Mapping[str, str]

    @staticmethod
    def of(visit: ResolvedVisit, library: Library) -> Given:
        """All that a visit and the offices say."""
        answers = {(a.object, a.key): a.known for a in visit.answers if a.known is not None}
        return Given(answers, visit.complete, {name: ruling.option for name, ruling in library.rulings.items()})


@dataclass
class Space:
    """All completions of a visit, as far as some formulas can tell them apart."""

    library: Library
    visit: ResolvedVisit
    formulas: Sequence[Formula]
    given: Given
    limit: int = 4_000
    supposed: tuple[str, tuple[str, ...]] | None = None
    """The id of a parent and a line of types: below it one further object of each exists for certain."""
    things: dict[str, Thing] = field(init=False, default_factory=dict)
    seen_children: dict[tuple[str, str], list[Thing]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        constraints = [constraint.formula for constraint in self.library.constraints]
        self.further = _further(self.formulas, self.library.types)
        self.trials = Trials(self.library, self.visit, [*self.formulas, *constraints])
        for item in self.visit.objects:
            self._place(Thing(item.id, item.type, self.things.get(item.parent or ""), item.count))
        self.ends = {o.id: self.things[o.other_end] for o in self.visit.objects if o.other_end is not None}
        self.dates = {o.id: o.date for o in self.visit.objects}
        if self.supposed is not None:
            above, line = self.supposed
            for object_type in line:
                parent = self.things[above]
                above = f"{above}{FURTHER}{object_type}"
                self._place(Thing(above, object_type, parent))
                for end in _ends(self.library.types, object_type):
                    self.further[end] = self.further.get(end, 0) + 1
            self.judged = self.things[above]
        self.answers = dict(self.given.answers)
        for place, known in self._direct_answers():
            self.answers[place] = known

    def _place(self, thing: Thing) -> None:
        self.things[thing.id] = thing
        if thing.parent is not None:
            self.seen_children.setdefault((thing.parent.id, thing.type), []).append(thing)

    def _direct_answers(self) -> Iterator[tuple[tuple[str, str], Knowledge]]:
        """Direct answers of defined facts, as far as the definitions agree; everything where they do not agree at all."""
        for full_name, alternatives in self.library.alternatives.items():
            fact = self.library.facts[full_name]
            for thing in self.things.values():
                answered = self.given.answers.get((thing.id, fact.name))
                if thing.type != fact.object_type or not isinstance(answered, frozenset):
                    continue
                possible: set[str] = set()
                for value, when in alternatives:
                    inner = Space(self.library, self.visit, [when], self._without(thing.id, fact.name))
                    if isinstance(value, frozenset) and inner.truths(when, thing) & {True}:
                        possible |= value
                assert isinstance(fact.domain, frozenset)
                yield (thing.id, fact.name), (answered & possible) or fact.domain

    def _without(self, thing: str, key: str) -> Given:
        answers = {place: known for place, known in self.given.answers.items() if place != (thing, key)}
        return Given(answers, self.given.complete, self.given.rulings)

    def truths(self, formula: Formula, at: Thing) -> set[bool]:
        """The truths that a formula has in the completions; empty where there is no completion."""
        found: set[bool] = set()
        for count, (_, (truth,)) in enumerate(self.grow({}, lambda plain, _: (plain.holds(formula, at),))):
            found.add(truth)
            if len(found) == 2:
                break
            if count > self.limit:
                raise TooManyError
        return found

    def leaves(self, formula: Formula, at: Thing) -> list[tuple[Leaf, bool]]:
        """The truth of a formula in every completion, with what was decided on the way to it."""
        found: list[tuple[Leaf, bool]] = []
        for leaf, (truth,) in self.grow({}, lambda plain, _: (plain.holds(formula, at),)):
            found.append((leaf, truth))
            if len(found) > self.limit:
                raise TooManyError
        return found

    def grow(self, chosen: Leaf, test: Callable[[Plain, Completion], T]) -> Iterator[tuple[Leaf, T]]:
        """The results of a test in all completions in which some things are chosen already."""
        world = Completion(self, chosen)
        plain = Plain(world)
        try:
            if not self._is_allowed(plain, world):
                return
            result = test(plain, world)
        except MeetsOpenError as met:
            for choice in met.choices:
                yield from self.grow({**chosen, met.item: choice}, test)
            return
        yield chosen, result

    def _is_allowed(self, plain: Plain, world: Completion) -> bool:
        return all(
            plain.holds(constraint.formula, thing)
            for constraint in self.library.constraints
            for thing in world.all_of_type(constraint.object_type)
        )

    def owner(self, item: Item) -> Item:
        """The open thing of which one would ask: of what belongs to an unseen object, the roster it is hidden in."""
        _, name, _ = item
        if FURTHER not in name:
            return item
        parent, _, rest = name.partition(FURTHER)
        return ("roster", parent, rest.partition(FURTHER)[0].rstrip("0123456789"))


class Completion:
    """A world half decided: reading what is neither known nor chosen yet raises MeetsOpenError."""

    def __init__(self, space: Space, chosen: Mapping[Item, object]) -> None:
        self._space, self._chosen = space, chosen
        self.types: dict[str, ObjectType] = space.library.types
        self.day = space.visit.judged_on

    def value(self, thing: Thing, ref: Ref) -> Value:
        known = self._space.answers.get((thing.id, ref.key), ref.domain)
        is_date = self._space.library.facts[ref.fact].kind == "日期"
        return self._choose(("fact", thing.id, ref.key), self._space.trials.of(known, ref.whole, is_date))  # type: ignore[return-value]

    def is_answered(self, thing: Thing, key: str) -> bool:
        return (thing.id, key) in self._space.answers

    def children(self, thing: Thing, object_type: str) -> Sequence[Thing]:
        space = self._space
        listed = space.seen_children.get((thing.id, object_type), [])
        most = space.further.get(object_type, 0)
        if not most or (thing.id, object_type) in space.given.complete:
            return listed
        other = self.types[object_type].other_end
        if other is not None and not self.all_of_type(other):
            return listed
        more = self._choose(("roster", thing.id, object_type), range(most + 1))
        assert isinstance(more, int)
        return [*listed, *(Thing(f"{thing.id}{FURTHER}{object_type}{n}", object_type, thing) for n in range(more))]

    def all_of_type(self, object_type: str) -> list[Thing]:
        """Every object of a type."""
        level = [next(iter(self._space.things.values()))]
        for kind in list(reversed(self.types[object_type].chain))[1:]:
            level = [child for parent in level for child in self.children(parent, kind)]
        return level

    def other_end(self, thing: Thing) -> Thing:
        seen = self._space.ends.get(thing.id)
        if seen is not None:
            return seen
        wanted = self.types[thing.type].other_end
        assert wanted is not None
        choices = {t.id: t for t in self.all_of_type(wanted)}
        return choices[str(self._choose(("end", thing.id, ""), sorted(choices)))]

    def event_day(self, thing: Thing) -> int:
        known = self._space.answers.get((thing.id, "日期")) or self._space.dates.get(thing.id) or Interval(1, self.day)
        return self._choose(("fact", thing.id, "日期"), self._space.trials.of(known, True, True))  # type: ignore[return-value]

    def option(self, reading: str, options: Sequence[str]) -> str:
        ruled = self._space.given.rulings.get(reading)
        return str(self._choose(("reading", reading, ""), options if ruled is None else [ruled]))

    def _choose(self, item: Item, choices: Sequence[object]) -> object:
        if item in self._chosen:
            return self._chosen[item]
        if len(choices) == 1:
            return choices[0]
        raise MeetsOpenError(item, choices)


def _further(formulas: Sequence[Formula], types: Mapping[str, ObjectType]) -> dict[str, int]:
    """By type, how many further objects are worth trying under one parent."""
    found: dict[str, int] = {}
    for scope, number in (_witnesses(part) for f in formulas for part in walk(f)):
        for kind in types[scope].chain if scope else ():
            found[kind] = found.get(kind, 0) + number
            for end in _ends(types, kind):
                found[end] = found.get(end, 0) + number
    return found


def _ends(types: Mapping[str, ObjectType], kind: str) -> Sequence[str]:
    """The types that may have to be there for an object of a type to have its other end."""
    other = types[kind].other_end
    return () if other is None else types[other].chain[:-1]


def _witnesses(part: Formula) -> tuple[str, int]:
    match part:
        case Exists(scope, _):
            return scope.object_type, 1
        case Every(scope, _, _):
            return scope.object_type, 2
        case Count(scope, _, _, limit):
            return scope.object_type, limit + 1
        case Sum(scope, _, ref, _, limit):
            assert isinstance(ref.domain, Interval)
            return scope.object_type, 2 if ref.domain.high is None else int(limit / ref.domain.high) + 1
        case _:
            return "", 0
