"""What a question is worth: how much asking it first shortens what is expected to be asked until a verdict is settled.

A verdict's residual becomes a tree of parts, each with the chance that it holds and the cost that settling it is expected to
take if the most telling part is always asked first. A question's gain is the cost expected before less that expected after
it is answered. Where nothing occurs twice the expectation is exact for asking part by part; else it is an estimate. It decides
the order of questions and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from judge.evaluate.residual import (
    Both,
    Either,
    Hidden,
    Joint,
    Literal,
    Opposite,
    ReadingChoiceLeft,
    Residual,
    Test,
    Threshold,
    Variable,
)
from judge.evaluate.world import Item

Estimate = tuple[float, float]
"""The chance that a part holds, and the cost that settling it is expected to take."""
Ways = Sequence[tuple[float, Mapping[Test, bool]]]
"""How one open thing can turn out: the chance of each way, and what its tests come to."""
WaysOf = Callable[[Variable, Sequence[Test]], Ways]
CostOf = Callable[[Item], float]
MoreOf = Callable[[Item], float]
"""The chance that a roster lacks some."""
_EVEN = 0.5


@dataclass(frozen=True, slots=True)
class Told:
    """One open thing supposed to be known."""

    item: Item
    cost: float
    truths: Mapping[Test, bool] = field(default_factory=dict)
    more: bool = False
    """For a roster: whether it lacks some."""


class Part:
    """A part of a residual."""

    __slots__ = ("items", "now")
    items: frozenset[Item]
    now: Estimate

    def under(self, told: Told) -> Estimate:
        """The estimate once something is known."""
        return self.now if told.item not in self.items else self.renewed(told)

    def renewed(self, told: Told) -> Estimate:
        """The estimate once one of its own things is known."""
        raise NotImplementedError


class _Test(Part):
    """A test of one thing, or of several at once."""

    __slots__ = ("test",)

    def __init__(self, items: tuple[Item, ...], test: Test | None, chance: float, cost: float) -> None:
        self.items, self.test, self.now = frozenset(items), test, (chance, cost)

    def renewed(self, told: Told) -> Estimate:
        if self.test is not None and self.test in told.truths:
            return (1.0 if told.truths[self.test] else 0.0), 0.0
        return self.now[0], max(0.0, self.now[1] - told.cost)


class _Group(Part):
    """All of some parts, or any of them."""

    __slots__ = ("is_any", "parts")

    def __init__(self, parts: Sequence[Part], is_any: bool) -> None:
        self.parts, self.is_any = parts, is_any
        self.items = frozenset().union(*(part.items for part in parts))
        self.now = _in_best_order([part.now for part in parts], is_any)

    def renewed(self, told: Told) -> Estimate:
        return _in_best_order([part.under(told) for part in self.parts], self.is_any)


class _Not(Part):
    __slots__ = ("part",)

    def __init__(self, part: Part) -> None:
        self.part, self.items, self.now = part, part.items, (1 - part.now[0], part.now[1])

    def renewed(self, told: Told) -> Estimate:
        chance, cost = self.part.under(told)
        return 1 - chance, cost


class _Count(Part):
    """That the weights of the parts that hold reach a threshold."""

    __slots__ = ("parts", "wanted")

    def __init__(self, wanted: int, parts: Sequence[tuple[Part, int]]) -> None:
        self.wanted, self.parts = wanted, parts
        self.items = frozenset().union(*(part.items for part, _ in parts))
        self.now = _counted(wanted, [(part.now, weight) for part, weight in parts])

    def renewed(self, told: Told) -> Estimate:
        return _counted(self.wanted, [(part.under(told), weight) for part, weight in self.parts])


class _Roster(Part):
    """That an unseen object meets a body."""

    __slots__ = ("body", "cost", "item", "more")

    def __init__(self, item: Item, body: Part, more: float, cost: float) -> None:
        self.item, self.body, self.more, self.cost = item, body, more, cost
        self.items = body.items | {item}
        self.now = more * body.now[0], cost

    def renewed(self, told: Told) -> Estimate:
        chance, cost = self.body.under(told)
        if told.item != self.item:
            return self.more * chance, self.cost if chance else 0.0
        return (chance, cost) if told.more else (0.0, 0.0)


class _Readings(Part):
    """An open reading: nobody on the site settles it, each option may hold."""

    __slots__ = ("parts",)

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts
        self.items = frozenset().union(*(part.items for part in parts))
        self.now = _mean([part.now for part in parts])

    def renewed(self, told: Told) -> Estimate:
        return _mean([part.under(told) for part in self.parts])


class _Fixed(Part):
    __slots__ = ()

    def __init__(self, truth: bool) -> None:
        self.items, self.now = frozenset(), (float(truth), 0.0)


def _in_best_order(parts: list[Estimate], is_any: bool) -> Estimate:
    """Parts asked one after the other until one decides, the cheapest for its chance to decide first."""
    left = 1.0
    total = 0.0
    deciding = [(chance if is_any else 1 - chance, cost) for chance, cost in parts]
    deciding.sort(key=lambda part: part[1] / part[0] if part[0] else float("inf"))
    for decides, cost in deciding:
        total += left * cost
        left *= 1 - decides
    return (1 - left if is_any else left), total


def _counted(wanted: int, parts: list[tuple[Estimate, int]]) -> Estimate:
    """The chance to reach the threshold; the cost as if asked in turn until reached or out of reach."""
    reach = [1.0] + [0.0] * wanted
    total = 0.0
    possible = sum(weight for (chance, _), weight in parts if chance)
    for (chance, cost), weight in sorted(parts, key=lambda part: part[0][1]):
        undecided = sum(reach[:wanted])
        total += undecided * cost if possible >= wanted else 0.0
        for n in range(wanted, -1, -1):
            gained, reach[n] = reach[n] * chance, reach[n] * (1 - chance) if n < wanted else reach[n]
            if n < wanted:
                reach[min(wanted, n + weight)] += gained
    return reach[wanted], total


def _mean(parts: list[Estimate]) -> Estimate:
    return sum(chance for chance, _ in parts) / len(parts), sum(cost for _, cost in parts) / len(parts)


class Worth:
    """Values residuals by what is known of chances and costs."""

    def __init__(self, ways_of: WaysOf, cost_of: CostOf, more_of: MoreOf) -> None:
        self._ways_of, self._cost_of, self._more_of = ways_of, cost_of, more_of

    def gains(self, residual: Residual) -> dict[Item, float]:
        """By open thing that can be asked: how much less is to be asked once it is known, in expectation."""
        return self.weighed(residual)[1]

    def weighed(self, residual: Residual) -> tuple[float, dict[Item, float]]:
        """The chance that a residual holds, and the gains of its open things."""
        tests = tests_in(residual)
        part = self._part(residual, tests)
        found: dict[Item, float] = {}
        for item in part.items:
            cost = self._cost_of(item)
            after = sum(chance * part.under(told)[1] for chance, told in self._turns(item, cost, tests))
            found[item] = part.now[1] - after
        return part.now[0], found

    def _turns(
        self, item: Item, cost: float, tests: Mapping[Item, tuple[Variable, list[Test]]]
    ) -> Iterator[tuple[float, Told]]:
        if item[0] == "roster":
            more = self._more_of(item)
            yield 1 - more, Told(item, cost)
            yield more, Told(item, cost, more=True)
        elif item in tests:
            for chance, truths in self._ways_of(*tests[item]):
                yield chance, Told(item, cost, truths)
        else:
            yield 1.0, Told(item, cost)

    def _part(self, residual: Residual, tests: Mapping[Item, tuple[Variable, list[Test]]]) -> Part:
        match residual:
            case bool():
                return _Fixed(residual)
            case Literal(variable, test):
                chance = self._chance(variable, test, tests)
                return _Test(variable.items, test, chance, sum(self._share_of(item, tests) for item in variable.items))
            case Joint(items, _):
                return _Test(items, None, _EVEN, sum(self._cost_of(item) for item in items))
            case Both(parts):
                return _Group([self._part(part, tests) for part in parts], is_any=False)
            case Either(parts):
                return _Group([self._part(part, tests) for part in parts], is_any=True)
            case Opposite(part):
                return _Not(self._part(part, tests))
            case Threshold(wanted, weighted):
                return _Count(wanted, [(self._part(part, tests), weight) for part, weight in weighted])
            case Hidden(source, roster, body, _, _):
                item: Item = ("roster", *roster)
                inner = self._without(self._part(body, tests), source)
                return _Roster(item, inner, self._more_of(item), self._cost_of(item))
            case ReadingChoiceLeft(_, options):
                return _Readings([self._part(part, tests) for _, part in options])

    def _chance(self, variable: Variable, test: Test, tests: Mapping[Item, tuple[Variable, list[Test]]]) -> float:
        if len(variable.items) > 1:
            return _EVEN
        known = tests[variable.items[0]][1] if variable.items[0] in tests else [test]
        return sum(chance for chance, truths in self._ways_of(variable, known) if truths[test])

    def _share_of(self, item: Item, tests: Mapping[Item, tuple[Variable, list[Test]]]) -> float:
        """Its cost, shared by the tests of it: it is asked once for all."""
        return self._cost_of(item) / (len(tests[item][1]) if item in tests else 1)

    @staticmethod
    def _without(part: Part, source: str) -> Part:
        """A body of an unseen object: what it is itself like is nothing to ask."""
        part.items = frozenset(item for item in part.items if not item[1].startswith(source))
        return part


def tests_in(residual: Residual) -> dict[Item, tuple[Variable, list[Test]]]:
    """By open thing tested alone: its variable and all its tests, each once."""
    found: dict[Item, tuple[Variable, list[Test]]] = {}
    pending: list[Residual] = [residual]
    while pending:
        match pending.pop():
            case Literal(variable, test) if len(variable.items) == 1:
                tests = found.setdefault(variable.items[0], (variable, []))[1]
                if test not in tests:
                    tests.append(test)
            case Both(parts) | Either(parts):
                pending.extend(reversed(parts))
            case Opposite(part):
                pending.append(part)
            case Threshold(_, weighted):
                pending.extend(part for part, _ in reversed(weighted))
            case Hidden(_, _, body, _, _):
                pending.append(body)
            case ReadingChoiceLeft(_, options):
                pending.extend(part for _, part in reversed(options))
            case _:
                pass
    return found
