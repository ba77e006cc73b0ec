"""The values of an open fact that are worth trying: every choice, every number of a short range, else values on all sides
of everything that a number or a day is compared with."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction

from judge.expr.formula import Compare, CompareDates, Formula, Sum, walk
from judge.resolve.resolved import Library
from judge.resolve.visit import ResolvedVisit
from judge.values.dates import shift
from judge.values.knowledge import Knowledge
from judge.values.number import Interval, Number
from tests.judging.concrete import Value

FAR = (datetime.date(1960, 1, 1).toordinal(), datetime.date(2090, 1, 1).toordinal())
LAST_DAY = datetime.date.max.toordinal()
SHORT = 12
"""Whole numbers of a range no longer than this are all tried."""


class Trials:
    """What to try in one visit under some formulas."""

    def __init__(self, library: Library, visit: ResolvedVisit, formulas: Sequence[Formula]) -> None:
        self._parts = [part for formula in formulas for part in walk(formula)]
        known: list[Interval] = [a.known for a in visit.answers if isinstance(a.known, Interval)]
        known += [o.date for o in visit.objects if o.date is not None]
        self._ends = {end for interval in known for end in _ends(interval)}
        small = {Fraction(end) for end in self._ends if -1000 < end < 1000}
        self._numbers: list[Fraction] = sorted(small.union(self._limits()))
        self._today = visit.judged_on
        self._days: list[int] | None = None
        self._found: dict[tuple[Knowledge, bool, bool], Sequence[Value]] = {}

    def of(self, known: Knowledge, whole: bool, is_date: bool) -> Sequence[Value]:
        """The values to try of what is known."""
        key = (known, whole, is_date)
        if key not in self._found:
            self._found[key] = self._values(known, whole, is_date)
        return self._found[key]

    def _values(self, known: Knowledge, whole: bool, is_date: bool) -> Sequence[Value]:
        if not isinstance(known, Interval):
            return sorted(known)
        if is_date:
            short = known.low is not None and known.high is not None and known.high - known.low <= 3
            days = range(int(known.low or 0), int(known.high or 0) + 1) if short else self._all_days()
            return [day for day in days if day in known]
        if whole and known.low is not None and known.high is not None and known.high - known.low <= SHORT:
            return [n for n in range(int(known.low), int(known.high) + 1) if n in known]
        marks: list[Fraction] = sorted(set(self._numbers).union(map(Fraction, _ends(known)))) or [Fraction(0)]
        between = [(a + b) / 2 for a, b in itertools.pairwise(marks)]
        tried = [marks[0] - 1, *marks, *between, marks[-1] + 1]
        return [n for n in sorted(tried) if n in known and (not whole or n.denominator == 1)]

    def _limits(self) -> Iterator[Fraction]:
        for part in self._parts:
            if isinstance(part, Compare):
                yield from (Fraction(part.limit) / factor for _, factor in part.terms)
            elif isinstance(part, Sum):
                yield Fraction(part.limit)

    def _all_days(self) -> list[int]:
        """Days on every side of each at which some comparison of days may turn, and days far off."""
        if self._days is None:
            terms = [t for part in self._parts if isinstance(part, CompareDates) for t in (part.left, part.right)]
            shifts = {(t.months, t.days) for t in terms} | {(0, 0)}
            bases = {self._today, *(t.day for t in terms if t.day), *(int(end) for end in self._ends if end > 100_000)}
            signs = [(base, *by) for base in sorted(bases) for by in sorted(shifts)]
            near = {
                d for base in bases for back in (*shifts, *((-m, -n) for m, n in shifts)) for d in _around(base, back)
            }
            self._days = [FAR[0], *_turns(sorted(near), signs), FAR[1]]
        return self._days


def _ends(interval: Interval) -> Iterator[Number]:
    yield from (end for end in (interval.low, interval.high) if end is not None)


def _around(base: int, back: tuple[int, int]) -> range:
    middle = shift(base, -back[0], -back[1])
    return range(max(1, middle - 4), min(LAST_DAY, middle + 4))


def _turns(days: list[int], signs: list[tuple[int, int, int]]) -> Iterator[int]:
    """The first and the last day of each stretch on which every comparison comes out one way."""
    pairs = [(m, n, base) for base, m, n in signs] + [(0, 0, shift(base, m, n)) for base, m, n in signs]
    outcome = {d: tuple((shift(d, m, n) > base) - (shift(d, m, n) < base) for m, n, base in pairs) for d in days}
    for _, stretch in itertools.groupby(days, key=outcome.__getitem__):
        run = list(stretch)
        yield run[0]
        if len(run) > 1:
            yield run[-1]
