"""What intervals say of a comparison: true of all numbers in it, of none, or of some."""

from __future__ import annotations

from judge.evaluate.world import Node, World, known, locate
from judge.expr.formula import DateTerm, Ref
from judge.values.dates import shift
from judge.values.number import Interval, Number
from judge.values.truth import Truth


def compare_interval(interval: Interval, operator: str, limit: Number) -> Truth:
    """Whether every number of an interval stands so to the limit (true), none does (false), or some (unknown)."""
    low, high = interval.low, interval.high
    match operator:
        case ">":
            if low is not None and (low > limit or (low == limit and interval.low_open)):
                return True
            return False if high is not None and high <= limit else None
        case ">=":
            if low is not None and low >= limit:
                return True
            return False if high is not None and (high < limit or (high == limit and interval.high_open)) else None
        case "<":
            return _opposite(compare_interval(interval, ">=", limit))
        case "<=":
            return _opposite(compare_interval(interval, ">", limit))
        case "=":
            if limit not in interval:
                return False
            return True if low is not None and low == high else None
        case _:
            return _opposite(compare_interval(interval, "=", limit))


def _opposite(truth: Truth) -> Truth:
    return None if truth is None else not truth


def linear_interval(world: World, terms: tuple[tuple[Ref, Number], ...], node: Node, rule: Node) -> Interval:
    """All values of a linear combination under what is known of its facts."""
    total: Interval | None = None
    for ref, coefficient in terms:
        amount = known(world, ref, node, rule)
        assert isinstance(amount, Interval)
        part = amount if coefficient == 1 else amount.times(coefficient)
        total = part if total is None else total.plus(part)
    assert total is not None
    return total


def term_interval(world: World, term: DateTerm, node: Node, rule: Node) -> Interval:
    """All days a term can mean under what is known."""
    if term.special == "检查日期":
        return date_interval(Interval(world.day, world.day), term)
    if term.special is not None:
        return date_interval(locate(node, term.steps, rule).date or Interval(1, world.day), term)
    if term.ref is None:
        return date_interval(Interval(term.day, term.day), term)
    days = known(world, term.ref, node, rule)
    assert isinstance(days, Interval)
    return date_interval(days, term)


def date_interval(days: Interval, term: DateTerm) -> Interval:
    """An interval of days, shifted by a term's months and days."""
    if not term.months and not term.days:
        return days
    low = None if days.low is None else shift(int(days.low), term.months, term.days)
    high = None if days.high is None else shift(int(days.high), term.months, term.days)
    return Interval(low, high)
