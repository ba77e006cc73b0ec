"""Checks that every rule can be judged exactly, whatever of it is still open.

A test of several facts at once (a comparison of two numbers or two days, a sum over objects) is decided as one thing that
may come out either way, independent of everything else. That is exact only if each fact of the test

- pulls in one direction wherever the rule uses it: then one extreme of it favours all its uses together; or
- is used in this one test alone, and no two instances of the test share it.

A test whose sides cannot meet every value between their extremes (`=` with odd multiples of whole numbers) is not exact
at all. Facts of counted elements are reached through the formula.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from judge.diagnostics import Position, Problems
from judge.expr.formula import Compare, CompareDates, DateTerm, Formula, Sum, walk
from judge.resolve.hazards import hazard_formula
from judge.resolve.resolved import Constraint, Rule
from judge.resolve.uses import EVENT_DAY, Direction, Use, uses_of

_EQUALITIES = ("=", "!=")


def check_exactness(rule: Rule, constraints: Sequence[Constraint], place: Position, problems: Problems) -> None:
    """Problems: tests of the rule that would not be decided exactly, with the fact that is to blame."""
    formula = hazard_formula(rule)
    bound = {use.thing for c in constraints for use in uses_of(c.formula)}
    uses: dict[str, list[Use]] = {}
    for use in uses_of(formula):
        uses.setdefault(use.thing, []).append(use)
    doubtful = set(_gaps(formula))
    doubtful.update(
        thing
        for thing, found in uses.items()
        if any(use.is_joint for use in found)
        and (thing in bound or not (_pulls_one_way(found) or _stands_alone(found)))
    )
    for thing in sorted(doubtful):
        problems.add("R084", place, name=thing)


def check_constraint(constraint: Constraint, place: Position, problems: Problems) -> None:
    """Problems: a 约束 that compares several facts at once; it would not be kept exactly."""
    joint = [use.thing for use in uses_of(constraint.formula) if use.is_joint]
    for thing in sorted({*joint, *_gaps(constraint.formula)}):
        problems.add("R091", place, name=thing)


def _pulls_one_way(uses: Sequence[Use]) -> bool:
    """Whether some values of the thing favour every use of it, and the fewer favour one use the more do another."""
    directions = {use.direction for use in uses}
    if directions <= {Direction.UP} or directions <= {Direction.DOWN}:
        return True
    favoured = [use.favoured for use in uses]
    if any(values is None for values in favoured):
        return False
    chain = sorted((values for values in favoured if values is not None), key=len)
    return all(small <= large for small, large in pairwise(chain))


def _stands_alone(uses: Sequence[Use]) -> bool:
    """Whether all uses are one and the same test, in which the thing occurs once and which nobody else shares."""
    tests = {use.test for use in uses}
    return len(tests) == 1 and all(use.is_joint and use.is_alone for use in uses)


def _gaps(formula: Formula) -> Iterator[str]:
    """Facts of tests that do not meet every value between their extremes."""
    for part in walk(formula):
        match part:
            case Compare(terms, operator, limit) if len(terms) > 1 and operator in _EQUALITIES:
                if not any(ref.whole for ref, _ in terms):
                    continue
                sizes = {abs(Fraction(factor)) for _, factor in terms}
                is_even = len(sizes) == 1 and all(ref.whole for ref, _ in terms)
                if not is_even or (Fraction(limit) / sizes.pop()).denominator != 1:
                    yield from (ref.fact for ref, _ in terms if ref.whole)
            case CompareDates(left, operator, right) if operator in _EQUALITIES:
                if _is_fixed(left) or _is_fixed(right):
                    continue  # One open day against a fixed one is decided day by day.
                for term in (left, right):
                    if term.months:
                        yield term.ref.fact if term.ref is not None else EVENT_DAY
            case Sum(_, _, ref, operator, _) if operator in _EQUALITIES:
                yield ref.fact
            case _:
                pass


def _is_fixed(term: DateTerm) -> bool:
    """Whether the day is known whatever is answered."""
    return term.ref is None and term.special != EVENT_DAY
