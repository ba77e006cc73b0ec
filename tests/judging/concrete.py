"""The plain meaning of formulas: two truths, in a world where every fact has one value and every list of objects an end.

Nothing here is shared with the engine but the form of formulas and the calendar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from judge.expr.formula import (
    UP,
    All,
    AnyOf,
    At,
    AtLeast,
    ByReading,
    Compare,
    CompareDates,
    Const,
    Count,
    DateTerm,
    Derived,
    Elements,
    Every,
    Exists,
    Formula,
    In,
    Not,
    Range,
    Ref,
    Sum,
)
from judge.resolve.resolved import ObjectType
from judge.values.dates import shift

Value = str | int | Fraction


@dataclass(frozen=True, slots=True)
class Thing:
    """An object; a group of alike ones has a count above one."""

    id: str
    type: str
    parent: Thing | None
    count: int = 1


class World(Protocol):
    """What a completion says."""

    types: dict[str, ObjectType]
    day: int

    def value(self, thing: Thing, ref: Ref) -> Value:
        """The fact's one value."""

    def is_answered(self, thing: Thing, key: str) -> bool:
        """Whether a derived fact was answered directly."""

    def children(self, thing: Thing, object_type: str) -> Sequence[Thing]:
        """All objects of a type directly under one."""

    def other_end(self, thing: Thing) -> Thing:
        """A relation's other end."""

    def event_day(self, thing: Thing) -> int:
        """An event's own day."""

    def option(self, reading: str, options: Sequence[str]) -> str:
        """The option that a reading has."""


def compared(left: Value, operator: str, right: Value) -> bool:
    """An exact comparison."""
    assert not isinstance(left, str)
    assert not isinstance(right, str)
    return {
        "=": left == right,
        "!=": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }[operator]


class Plain:
    """Says whether formulas hold in one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def holds(self, formula: Formula, at: Thing, rule: Thing | None = None) -> bool:
        """Whether a formula holds at an object, in a rule judged on `rule` (the same object unless said)."""
        rule = rule or at
        match formula:
            case Const(value):
                return value
            case All(parts):
                return all(self.holds(part, at, rule) for part in parts)
            case AnyOf(parts):
                return any(self.holds(part, at, rule) for part in parts)
            case Not(part):
                return not self.holds(part, at, rule)
            case AtLeast(threshold, parts):
                return sum(self.holds(part, at, rule) for part in parts) >= threshold
            case At(steps, part, rebase):
                there = self._walk(at, steps, rule)
                return self.holds(part, there, there if rebase else rule)
            case ByReading(reading, options):
                chosen = self._world.option(reading, [name for name, _ in options])
                return self.holds(dict(options)[chosen], at, rule)
            case Elements():
                return self._elements(formula, at, rule) >= formula.threshold
            case Exists() | Every() | Count() | Sum():
                return self._quantified(formula, at, rule)
            case _:
                return self._tested(formula, at, rule)

    def _tested(self, formula: Formula, at: Thing, rule: Thing) -> bool:
        match formula:
            case In(ref, values):
                return self._value(ref, at, rule) in values
            case Compare(terms, operator, limit):
                total = sum((Fraction(self._number(ref, at, rule)) * factor for ref, factor in terms), Fraction(0))
                return compared(total, operator, limit)
            case CompareDates(left, operator, right):
                return compared(self._day(left, at, rule), operator, self._day(right, at, rule))
            case Derived(atom, expansion):
                ref = atom.ref if isinstance(atom, In) else atom.terms[0][0]
                direct = self._world.is_answered(self._walk(at, ref.steps, rule), ref.key)
                return self.holds(atom if direct else expansion, at, rule)
        raise AssertionError(formula)

    def _quantified(self, formula: Formula, at: Thing, rule: Thing) -> bool:
        match formula:
            case Exists(scope, body):
                return any(self.holds(body, item, rule) for item in self._members(scope, at, rule))
            case Every(scope, guard, body):
                inside = [item for item in self._members(scope, at, rule) if self.holds(guard, item, rule)]
                return bool(inside) and all(self.holds(body, item, rule) for item in inside)
            case Count(scope, body, operator, limit):
                members = self._members(scope, at, rule)
                return compared(sum(i.count for i in members if self.holds(body, i, rule)), operator, limit)
            case Sum(scope, guard, ref, operator, limit):
                members = self._members(scope, at, rule)
                inside = [item for item in members if self.holds(guard, item, rule)]
                total = sum((Fraction(self._number(ref, i, rule)) * i.count for i in inside), Fraction(0))
                return compared(total, operator, limit)
        raise AssertionError(formula)

    def _elements(self, formula: Elements, at: Thing, rule: Thing) -> int:
        """How many clause numbers count: one whose only cause was counted under another number does not."""
        counted: dict[str, bool] = {}
        waiting = list(formula.elements)
        while waiting:
            names = {element.clause for element in waiting}
            ready = [e for e in waiting if not names & {c for c, _ in e.shared if c != e.clause}]
            assert ready, "同因 in a circle"
            for element in ready:
                own = self.holds(element.own, at, rule)
                shared = any(not counted.get(c, False) and self.holds(f, at, rule) for c, f in element.shared)
                counted[element.clause] = own or shared
                waiting.remove(element)
        return sum(counted.values())

    def count_elements(self, formula: Elements, at: Thing) -> int:
        """The number of clause numbers that count at an object."""
        return self._elements(formula, at, at)

    def _members(self, scope: Range, at: Thing, rule: Thing) -> list[Thing]:
        chain = self._world.types[scope.object_type].chain
        level = [self._walk(at, scope.steps, rule)]
        for kind in reversed(chain[: chain.index(scope.anchor_type)]):
            level = [child for parent in level for child in self._world.children(parent, kind)]
        return level

    def _walk(self, at: Thing, steps: Sequence[str], rule: Thing) -> Thing:
        for step in steps:
            if step == UP:
                assert at.parent is not None
                at = at.parent
            else:
                at = rule if step == "rule" else self._world.other_end(at)
        return at

    def _value(self, ref: Ref, at: Thing, rule: Thing) -> Value:
        return self._world.value(self._walk(at, ref.steps, rule), ref)

    def _number(self, ref: Ref, at: Thing, rule: Thing) -> int | Fraction:
        value = self._value(ref, at, rule)
        assert not isinstance(value, str)
        return value

    def _day(self, term: DateTerm, at: Thing, rule: Thing) -> int:
        if term.ref is not None:
            day = int(self._number(term.ref, at, rule))
        elif term.special == "事件日期":
            day = self._world.event_day(self._walk(at, term.steps, rule))
        else:
            day = self._world.day if term.special else (term.day or 0)
        return shift(day, term.months, term.days)
