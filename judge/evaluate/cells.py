"""Cuts what is known of an open fact into cells, on each of which every test of it comes out one way."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from judge.evaluate.residual import ChoiceTest, DayTest, NumberTest, Test, Variable, holds_of_cell
from judge.values.dates import shift
from judge.values.knowledge import Knowledge
from judge.values.number import Interval, Number, simplest

Cell = tuple[Knowledge, ...]
"""All stretches of the fact's values with one outcome of the tests."""


def cells_of(variable: Variable, tests: Sequence[Test]) -> list[tuple[tuple[bool, ...], Cell]]:
    """Pairs of the outcomes of the tests and the values that have them; every outcome that can occur, once."""
    grouped: dict[tuple[bool, ...], list[Knowledge]] = {}
    for piece in _pieces(variable, tests):
        grouped.setdefault(tuple(holds_of_cell(test, piece) for test in tests), []).append(piece)
    return [(outcome, _joined(pieces, variable.whole)) for outcome, pieces in grouped.items()]


def _joined(pieces: list[Knowledge], whole: bool) -> Cell:
    """The pieces as one set, or as few intervals as possible."""
    choices = [piece for piece in pieces if not isinstance(piece, Interval)]
    if choices:
        return (frozenset().union(*choices),)
    joined: list[Interval] = []
    for piece in pieces:
        assert isinstance(piece, Interval)
        if joined and _touch(joined[-1], piece, whole):
            joined[-1] = joined[-1].hull(piece)
        else:
            joined.append(piece)
    return tuple(joined)


def _touch(left: Interval, right: Interval, whole: bool) -> bool:
    """Whether nothing lies between two intervals, the first the lower one."""
    if left.high is None or right.low is None:
        return True
    if left.high == right.low:
        return not (left.high_open and right.low_open)
    return whole and left.high + 1 == right.low


def _pieces(variable: Variable, tests: Sequence[Test]) -> list[Knowledge]:
    if not isinstance(variable.known, Interval):
        return [frozenset({value}) for value in sorted(variable.known)]
    cuts: set[Number] = set()
    for test in tests:
        if isinstance(test, NumberTest):
            cuts.add(simplest(Fraction(test.limit) / test.factor))
        elif isinstance(test, DayTest):
            cuts.update(_day_cuts(variable.known, test))
        else:
            assert isinstance(test, ChoiceTest)
    pieces = []
    for stretch in _stretches(sorted(cuts)):
        piece = stretch.meet(variable.known)
        piece = piece.whole() if variable.whole else piece
        if not piece.is_empty:
            pieces.append(piece)
    return list(dict.fromkeys(pieces))


def _stretches(cuts: list[Number]) -> list[Interval]:
    """Below the first cut, the cut itself, between it and the next, and so on."""
    found: list[Interval] = []
    low: Number | None = None
    for cut in cuts:
        found.append(Interval(low, cut, low is not None, True))
        found.append(Interval(cut, cut))
        low = cut
    found.append(Interval(low, None, low is not None, False))
    return found


def _day_cuts(days: Interval, test: DayTest) -> list[int]:
    """The first day that, shifted, reaches the limit, and the first that passes it."""
    low = int(days.low) if days.low is not None else 1
    high = int(days.high) if days.high is not None else 3652059
    return [_first(low, high, test, test.limit), _first(low, high, test, test.limit + 1)]


def _first(low: int, high: int, test: DayTest, wanted: int) -> int:
    """The first day of a range whose shift is at least `wanted` (one past the end if none is)."""
    end = high + 1
    while low < end:
        middle = (low + end) // 2
        if middle > 3652059 or shift(middle, test.months, test.days) >= wanted:
            end = middle
        else:
            low = middle + 1
    return low
