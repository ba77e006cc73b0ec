"""Brute force over all completions of a visit: every open fact each value, every open roster some further objects.

A test is run on a world that stops where it meets something open; the run is then repeated with each possible value of
it. So only what matters on the way is told apart, and the plain meaning stays in charge.

How many further objects suffice: take any completion; of each quantifier over an open roster keep, of the further
objects that meet its body, as many as its limit and one more (of 每个: one that meets the condition and one that does
not). Fewer objects never raise a count, and no count falls below what decides its comparison; so leaving out all other
further objects changes no truth, and the sum of these numbers over all quantifiers is enough at every roster.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from judge.expr.formula import Compare, CompareDates, Count, Every, Exists, Formula, Ref, Sum, walk
from judge.resolve.resolved import Library
from judge.resolve.visit import ResolvedVisit
from judge.values.number import Interval
from tests.judging.concrete import Plain, Thing, Value

Item = tuple[str, str, str]
Assignment = Mapping[Item, object]
T = TypeVar("T")
_FAR_DAYS = (datetime.date(1960, 1, 1).toordinal(), datetime.date(2090, 1, 1).toordinal())


class MeetsOpenError(Exception):
    """Something open was read: what, and all it may be."""

    def __init__(self, item: Item, choices: Sequence[object]) -> None:
        super().__init__(item)
        self.item, self.choices = item, choices


class TooManyError(Exception):
    """More completions than brute force can bear."""


@dataclass
class Space:
    """All completions of a visit, as far as some formulas can tell them apart."""

    library: Library
    visit: ResolvedVisit
    formulas: Sequence[Formula]
    rulings: Mapping[str, str] = field(default_factory=dict)
    limit: int = 60_000

    def __post_init__(self) -> None:
        self.further = max(1, sum(map(_witnesses, (part for f in self.formulas for part in walk(f)))))
        self._numbers = sorted(_landmarks(self.formulas))
        self._days = sorted(_days(self.formulas, self.visit.judged_on))
        self.things: dict[str, Thing] = {}
        self.seen_children: dict[tuple[str, str], list[Thing]] = {}
        for item in self.visit.objects:
            parent = self.things[item.parent] if item.parent is not None else None
            self.things[item.id] = thing = Thing(item.id, item.type, parent, item.count)
            if parent is not None:
                self.seen_children.setdefault((parent.id, item.type), []).append(thing)
        self.ends = {o.id: self.things[o.other_end] for o in self.visit.objects if o.other_end is not None}
        self.dates = {o.id: o.date for o in self.visit.objects}
        self.answers = {(a.object, a.key): a.known for a in self.visit.answers if a.known is not None}

    def leaves(self, test: Callable[[Plain, Completion], T]) -> list[tuple[dict[Item, object], T]]:
        """The result of a test in every completion, with what was decided on the way to it."""
        found: list[tuple[dict[Item, object], T]] = []
        for leaf in self._grow({}, test):
            found.append(leaf)
            if len(found) > self.limit:
                raise TooManyError
        return found

    def _grow(
        self, chosen: dict[Item, object], test: Callable[[Plain, Completion], T]
    ) -> Iterator[tuple[dict[Item, object], T]]:
        world = Completion(self, chosen)
        try:
            plain = Plain(world)
            result = test(plain, world) if self._is_allowed(plain, world) else None
        except MeetsOpenError as met:
            for choice in met.choices:
                yield from self._grow({**chosen, met.item: choice}, test)
            return
        if result is not None:
            yield chosen, result

    def _is_allowed(self, plain: Plain, world: Completion) -> bool:
        return all(
            plain.holds(constraint.formula, thing)
            for constraint in self.library.constraints
            for thing in world.all_of_type(constraint.object_type)
        )

    def values(self, known: object, whole: bool, is_date: bool) -> Sequence[Value]:
        """The values to try of what is known: all of a choice or short range, else one on every side of each limit."""
        if isinstance(known, frozenset):
            return sorted(known)
        assert isinstance(known, Interval)
        if is_date:
            short = known.low is not None and known.high is not None and known.high - known.low <= 3
            days = range(int(known.low or 0), int(known.high or 0) + 1) if short else self._days
            return [day for day in days if day in known]
        if whole and known.low is not None and known.high is not None and known.high - known.low <= 12:
            return [n for n in range(int(known.low), int(known.high) + 1) if n in known]
        marks = sorted({*self._numbers, *(end for end in (known.low, known.high) if end is not None)} or {0})
        between = [Fraction(a + b) / 2 for a, b in itertools.pairwise(marks)]
        tried = [marks[0] - 1, *marks, *between, marks[-1] + 1]
        return [n for n in sorted(tried) if n in known and (not whole or Fraction(n).denominator == 1)]


class Completion:
    """A world half decided: reading what is neither known nor chosen yet raises MeetsOpenError."""

    def __init__(self, space: Space, chosen: Assignment) -> None:
        self._space, self._chosen = space, chosen
        self.types, self.day = space.library.types, space.visit.judged_on

    def value(self, thing: Thing, ref: Ref) -> Value:
        known = self._space.answers.get((thing.id, ref.key), ref.domain)
        kind = self._space.library.facts[ref.fact].kind
        return self._choose(("fact", thing.id, ref.key), self._space.values(known, ref.whole, kind == "日期"))  # type: ignore[return-value]

    def is_answered(self, thing: Thing, key: str) -> bool:
        return (thing.id, key) in self._space.answers

    def children(self, thing: Thing, object_type: str) -> Sequence[Thing]:
        space = self._space
        listed = space.seen_children.get((thing.id, object_type), [])
        if (thing.id, object_type) in space.visit.complete:
            return listed
        more = self._choose(("roster", thing.id, object_type), range(space.further + 1))
        assert isinstance(more, int)
        return [*listed, *(Thing(f"{thing.id}+{object_type}{n}", object_type, thing) for n in range(more))]

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
        known = self._space.dates.get(thing.id) or Interval(1, self.day)
        return self._choose(("fact", thing.id, "日期"), self._space.values(known, True, True))  # type: ignore[return-value]

    def option(self, reading: str, options: Sequence[str]) -> str:
        ruled = self._space.library.rulings.get(reading)
        choices = [ruled.option] if ruled is not None else options
        return str(self._choose(("reading", reading, ""), choices))

    def _choose(self, item: Item, choices: Sequence[object]) -> object:
        if item in self._chosen:
            return self._chosen[item]
        if len(choices) == 1:
            return choices[0]
        raise MeetsOpenError(item, choices)


def _witnesses(part: Formula) -> int:
    match part:
        case Exists():
            return 1
        case Every():
            return 2
        case Count(_, _, _, limit):
            return limit + 1
        case Sum():
            return 2
        case _:
            return 0


def _landmarks(formulas: Sequence[Formula]) -> set[Fraction]:
    found: set[Fraction] = set()
    for part in (part for f in formulas for part in walk(f)):
        if isinstance(part, Compare):
            found.update(Fraction(part.limit) / factor for _, factor in part.terms)
        elif isinstance(part, Sum):
            found.add(Fraction(part.limit))
    return found


def _days(formulas: Sequence[Formula], today: int) -> set[int]:
    """Days around every one at which some comparison of days may turn."""
    found = {today, *_FAR_DAYS}
    for part in (part for f in formulas for part in walk(f)):
        if isinstance(part, CompareDates):
            terms = (part.left, part.right)
            fixed = [t.day for t in terms if t.day is not None] + [today]
            for base in fixed:
                for months in {t.months for t in terms} | {0}:
                    for days in {t.days for t in terms} | {0}:
                        near = base - round(months * 30.44) - days
                        found.update(range(near - 4, near + 5))
                        found.add(base)
    return {day for day in found if 1 <= day <= 3_652_059}
