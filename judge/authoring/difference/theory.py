"""What arithmetic says of tests that look at several facts at once: combinations of outcomes that can never be.

A decision diagram takes `变形 > 控制值` and `变形 > 控制值 × 150%` for two questions of their own. What cannot be true
together is added as constraints, so that two rules are not called different for a case that no numbers make.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from judge.expr.formula import (
    OTHER,
    RULE_OBJECT,
    UP,
    At,
    Compare,
    CompareDates,
    Count,
    DateTerm,
    Every,
    Exists,
    Formula,
    Sum,
    children,
    conjunction,
    negation,
)
from judge.resolve.resolved import Constraint, ObjectType
from judge.values.dates import shift
from judge.values.knowledge import Knowledge
from judge.values.number import Interval

MOST_ATOMS = 10
"""Of more tests that hang together only pairs are looked at, not triples."""

Test = Compare | CompareDates | Sum
Thing = tuple[object, ...]
"""A number that a test looks at: a fact, a shifted day, a sum."""
Terms = dict[Thing, Fraction]


@dataclass(frozen=True, slots=True)
class Bound:
    """`sum(coefficient * thing) <= limit`, or `<` where strict."""

    terms: tuple[tuple[Thing, Fraction], ...]
    limit: Fraction
    strict: bool


@dataclass(frozen=True, slots=True)
class Linear:
    """A test as `sum(coefficient * thing) operator limit`."""

    terms: tuple[tuple[Thing, Fraction], ...]
    operator: str
    limit: Fraction

    def alternatives(self, holds: bool) -> list[tuple[Bound, ...]]:
        """The ways in which the test comes out so, each as bounds that hold together."""
        operator = self.operator if holds else _OPPOSITE[self.operator]
        up = Bound(self.terms, self.limit, operator == "<")
        down = Bound(tuple((t, -c) for t, c in self.terms), -self.limit, operator == ">")
        match operator:
            case "<" | "<=":
                return [(up,)]
            case ">" | ">=":
                return [(down,)]
            case "=":
                return [(up, down)]
            case _:
                return [(Bound(up.terms, up.limit, True),), (Bound(down.terms, down.limit, True),)]


_OPPOSITE = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "=": "!=", "!=": "="}


def impossible(
    formulas: Iterable[Formula], object_type: str, types: Mapping[str, ObjectType], day: int
) -> tuple[Constraint, ...]:
    """Constraints that rule out what arithmetic rules out, between the tests of formulas read at an object of a type."""
    found: dict[str, dict[Test, None]] = {}
    for formula in formulas:
        for place, test in tests_of(formula, object_type, types):
            found.setdefault(place, {})[test] = None
    made = []
    for place, tests in found.items():
        lemmas = list(_lemmas(list(tests), day))
        if lemmas:
            made.append(Constraint("", place, conjunction(tuple(lemmas))))
    return tuple(made)


def tests_of(formula: Formula, place: str, types: Mapping[str, ObjectType]) -> Iterator[tuple[str, Test]]:
    """Every test of numbers or days in it, with the type of object at which it is read."""
    match formula:
        case Compare() | CompareDates():
            yield place, formula
        case Sum(scope, guard, _, _, _):
            yield place, formula
            yield from tests_of(guard, scope.object_type, types)
        case Exists(scope, body) | Count(scope, body, _, _):
            yield from tests_of(body, scope.object_type, types)
        case Every(scope, guard, body):
            yield from tests_of(guard, scope.object_type, types)
            yield from tests_of(body, scope.object_type, types)
        case At(steps, part, _):
            there = _walked(place, steps, types)
            if there is not None:
                yield from tests_of(part, there, types)
        case _:
            for part in children(formula):
                yield from tests_of(part, place, types)


def _walked(place: str, steps: tuple[str, ...], types: Mapping[str, ObjectType]) -> str | None:
    for step in steps:
        next_ = types[place].parent if step == UP else types[place].other_end if step == OTHER else None
        if next_ is None:
            return None
        place = next_
    return place


def _lemmas(tests: list[Test], day: int) -> Iterator[Formula]:
    for cluster in _clusters({test: linear for test in tests if (linear := linear_of(test, day)) is not None}):
        atoms = list(cluster)
        if all(isinstance(test, Compare) and len(test.terms) == 1 for test in atoms):
            continue  # Tests of one fact are told apart exactly.
        knowledge = tuple(_domains(atoms, day))
        known: set[frozenset[tuple[Test, bool]]] = set()
        for size in (1, 2, 3) if len(atoms) <= MOST_ATOMS else (1, 2):
            for chosen in itertools.combinations(atoms, size):
                for signs in itertools.product((True, False), repeat=size):
                    literals = frozenset(zip(chosen, signs, strict=True))
                    if any(less <= literals for less in known):
                        continue
                    if not _possible([cluster[t].alternatives(s) for t, s in literals], knowledge, atoms):
                        known.add(literals)
                        yield negation(
                            conjunction(tuple(t if s else negation(t) for t, s in _sorted(literals, chosen)))
                        )


def _sorted(literals: frozenset[tuple[Test, bool]], order: tuple[Test, ...]) -> list[tuple[Test, bool]]:
    return sorted(literals, key=lambda literal: order.index(literal[0]))


def _clusters(linear: dict[Test, Linear]) -> list[dict[Test, Linear]]:
    """Tests that share a fact, directly or through others."""
    groups: list[tuple[set[object], dict[Test, Linear]]] = []
    for test, form in linear.items():
        own: set[object] = {thing[:3] for thing, _ in form.terms}
        touching = [group for group in groups if group[0] & own]
        merged = {t: f for _, group in touching for t, f in group.items()} | {test: form}
        groups = [g for g in groups if g not in touching]
        groups.append((own.union(*(g[0] for g in touching)), merged))
    return [group for _, group in groups if len(group) > 1]


def linear_of(test: Test, day: int) -> Linear | None:
    """The test as a linear one; None where it looks back to the rule's own object from elsewhere."""
    match test:
        case Compare(terms, operator, limit):
            if any(RULE_OBJECT in ref.steps for ref, _ in terms):
                return None
            total: Terms = {}
            for ref, factor in terms:
                thing: Thing = ("fact", ref.steps, ref.key)
                total[thing] = total.get(thing, Fraction(0)) + Fraction(factor)
            return Linear(tuple((t, c) for t, c in total.items() if c), operator, Fraction(limit))
        case CompareDates(left, operator, right):
            (one, first), (other, second) = _day(left, day), _day(right, day)
            if RULE_OBJECT in (*left.steps, *right.steps, *_steps(left), *_steps(right)):
                return None
            joined = dict(one)
            for day_, factor in other.items():
                joined[day_] = joined.get(day_, Fraction(0)) - factor
            return Linear(tuple((t, c) for t, c in joined.items() if c), operator, second - first)
        case Sum(scope, guard, ref, operator, limit):
            if RULE_OBJECT in (*scope.steps, *ref.steps):
                return None
            return Linear(((("sum", scope, guard, ref), Fraction(1)),), operator, Fraction(limit))


def _steps(term: DateTerm) -> tuple[str, ...]:
    return term.ref.steps if term.ref is not None else ()


def _day(term: DateTerm, day: int) -> tuple[Terms, Fraction]:
    """A shifted day as a thing and a number of days to add."""
    if term.ref is not None:
        return {("day", term.ref.steps, term.ref.key, term.months): Fraction(1)}, Fraction(term.days)
    if term.special == "事件日期":
        return {("day", term.steps, "日期", term.months): Fraction(1)}, Fraction(term.days)
    fixed = day if term.special else (term.day or 0)
    return {}, Fraction(shift(fixed, term.months, term.days))


def _domains(tests: list[Test], day: int) -> Iterator[Bound]:
    """What is known of each thing beforehand: its domain, and how far apart a day lies from the same day months later."""
    domains: dict[Thing, Knowledge] = {}
    months: dict[tuple[object, ...], set[int]] = {}
    for test in tests:
        match test:
            case Compare(terms, _, _):
                domains.update({("fact", ref.steps, ref.key): ref.domain for ref, _ in terms})
            case Sum(scope, guard, ref, _, _):
                if isinstance(ref.domain, Interval) and ref.domain.low is not None and ref.domain.low >= 0:
                    domains["sum", scope, guard, ref] = Interval(0, None)
            case CompareDates(left, _, right):
                for term in (left, right):
                    for thing in _day(term, day)[0]:
                        months.setdefault(thing[:3], set()).add(term.months)
    for thing, domain in domains.items():
        if isinstance(domain, Interval):
            if domain.high is not None:
                yield Bound(((thing, Fraction(1)),), Fraction(domain.high), domain.high_open)
            if domain.low is not None:
                yield Bound(((thing, Fraction(-1)),), -Fraction(domain.low), domain.low_open)
    for base, shifts in months.items():
        for less, more in itertools.pairwise(sorted(shifts)):
            ahead: Thing = (*base, more)
            behind: Thing = (*base, less)
            yield Bound(((ahead, Fraction(1)), (behind, Fraction(-1))), Fraction(31 * (more - less) + 3), False)
            yield Bound(((behind, Fraction(1)), (ahead, Fraction(-1))), -Fraction(28 * (more - less)), False)


def _possible(choices: list[list[tuple[Bound, ...]]], knowledge: tuple[Bound, ...], tests: list[Test]) -> bool:
    whole = _whole(tests)
    for picked in itertools.product(*choices):
        bounds = [*(bound for group in picked for bound in group), *knowledge]
        if _feasible([_tightened(bound, whole) for bound in bounds]):
            return True
    return False


def _whole(tests: list[Test]) -> set[Thing]:
    """The things that are whole numbers: days are."""
    found: set[Thing] = set()
    for test in tests:
        if isinstance(test, Compare):
            found.update(("fact", ref.steps, ref.key) for ref, _ in test.terms if ref.whole)
    return found


def _tightened(bound: Bound, whole: set[Thing]) -> Bound:
    """Of whole numbers with whole coefficients, the limit brought to the next whole number."""
    if not all(t[0] == "day" or t in whole for t, _ in bound.terms) or any(c.denominator != 1 for _, c in bound.terms):
        return bound
    limit = math.ceil(bound.limit) - 1 if bound.strict else math.floor(bound.limit)
    return Bound(bound.terms, Fraction(limit), False)


def _feasible(bounds: list[Bound]) -> bool:
    """Whether some numbers meet all bounds: one thing after the other is eliminated (Fourier, Motzkin)."""
    while True:
        things = {thing for bound in bounds for thing, _ in bound.terms}
        if not things:
            return all(bound.limit > 0 or (bound.limit == 0 and not bound.strict) for bound in bounds)
        thing = min(things, key=repr)
        above: list[Bound] = []
        below: list[Bound] = []
        rest: list[Bound] = []
        for bound in bounds:
            factor = dict(bound.terms).get(thing, Fraction(0))
            (above if factor > 0 else below if factor < 0 else rest).append(bound)
        bounds = [*rest, *(_joined(one, other, thing) for one in above for other in below)]
        bounds = list(dict.fromkeys(bounds))


def _joined(above: Bound, below: Bound, thing: Thing) -> Bound:
    """The bound that two bounds make without the thing, which one bounds above and the other below."""
    up, down = dict(above.terms), dict(below.terms)
    first, second = -down[thing], up[thing]
    total = {t: up.get(t, Fraction(0)) * first + down.get(t, Fraction(0)) * second for t in {**up, **down}}
    terms = tuple(sorted(((t, c) for t, c in total.items() if c), key=repr))
    return Bound(terms, above.limit * first + below.limit * second, above.strict or below.strict)
