"""The cheapest adaptive order of asking for a few facts, exactly: dynamic programming over what is left of some residuals.

A state is the set of residuals still open; residuals that come out alike are one. Of every state it tries every fact first, each of its
ways weighted with its chance. It also gives the exact expected cost of any other way of choosing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from checklists.asking.value import Ways, tests_in
from judge.evaluate.residual import (
    Both,
    Either,
    Literal,
    Opposite,
    Residual,
    Test,
    Threshold,
    Variable,
    both,
    either,
    opposite,
    threshold,
)
from judge.evaluate.simplify import simplified
from judge.evaluate.world import Item

State = frozenset[Residual]
Choose = Callable[[State], Item]


class TooManyStatesError(Exception):
    """The component is too large to be solved exactly."""


def known_now(residual: Residual, item: Item, truths: Mapping[Test, bool]) -> Residual:
    """What is left once an open thing is known. Residuals with rosters, readings or joint tests are not for this."""
    match residual:
        case Literal(variable, test):
            return truths[test] if variable.items == (item,) else residual
        case Both(parts):
            return both(known_now(part, item, truths) for part in parts)
        case Either(parts):
            return either(known_now(part, item, truths) for part in parts)
        case Opposite(part):
            return opposite(known_now(part, item, truths))
        case Threshold(wanted, weighted):
            return threshold(wanted, [(known_now(part, item, truths), weight) for part, weight in weighted])
        case _:
            return residual


@dataclass
class Component:
    """Residuals that share facts, with what it costs to ask each fact and how it may turn out."""

    residuals: State
    cost_of: Callable[[Item], float]
    ways_of: Callable[[Variable, list[Test]], Ways]
    limit: int = 200_000
    _tests: dict[Item, tuple[Variable, list[Test]]] = field(init=False)
    _ways: dict[Item, Ways] = field(init=False)
    _after: dict[tuple[State, Item], list[tuple[float, State]]] = field(init=False, default_factory=dict)
    _left: dict[tuple[Residual, Item, int], Residual] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._tests = merged(self.residuals)
        self._ways = {item: self.ways_of(*tests) for item, tests in self._tests.items()}

    @property
    def items(self) -> list[Item]:
        """Its facts."""
        return sorted(self._tests)

    def optimal(self) -> float:
        """The least expected cost of settling everything. Raises TooManyStatesError."""
        return self._best(self.residuals, {})

    def expected(self, choose: Choose) -> float:
        """The expected cost of settling everything if `choose` says what to ask."""
        return self._following(self.residuals, choose, {})

    def _best(self, state: State, memo: dict[State, float]) -> float:
        if not state:
            return 0.0
        if state not in memo:
            if len(memo) > self.limit:
                raise TooManyStatesError
            memo[state] = min(
                self.cost_of(item) + sum(chance * self._best(left, memo) for chance, left in self.after(state, item))
                for item in items_left(state)
            )
        return memo[state]

    def _following(self, state: State, choose: Choose, memo: dict[State, float]) -> float:
        if not state:
            return 0.0
        if state not in memo:
            item = choose(state)
            memo[state] = self.cost_of(item) + sum(
                chance * self._following(left, choose, memo) for chance, left in self.after(state, item)
            )
        return memo[state]

    def after(self, state: State, item: Item) -> list[tuple[float, State]]:
        """What may be left after asking a fact."""
        key = state, item
        if key not in self._after:
            self._after[key] = [
                (chance, frozenset(r for part in state if not isinstance(r := self._told(part, item, n, truths), bool)))
                for n, (chance, truths) in enumerate(self._ways[item])
                if chance
            ]
        return self._after[key]

    def _told(self, residual: Residual, item: Item, way: int, truths: Mapping[Test, bool]) -> Residual:
        key = residual, item, way
        if key not in self._left:
            self._left[key] = simplified(known_now(residual, item, truths))
        return self._left[key]


def items_left(state: Iterable[Residual]) -> list[Item]:
    """The facts that residuals still test."""
    return sorted({item for residual in state for item in tests_in(residual)})


def merged(residuals: Iterable[Residual]) -> dict[Item, tuple[Variable, list[Test]]]:
    """By fact: its variable and every test of it in any of the residuals."""
    found: dict[Item, tuple[Variable, list[Test]]] = {}
    for residual in sorted(residuals, key=repr):
        for item, (variable, tests) in tests_in(residual).items():
            known = found.setdefault(item, (variable, []))[1]
            known.extend(test for test in tests if test not in known)
    return found
