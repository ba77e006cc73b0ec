"""Exact numbers and intervals of them. Nothing is ever rounded: an `int` where whole, else a `Fraction`."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction

Number = int | Fraction

_DECIMAL = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?")


def exact(text: str) -> Number:
    """Read a decimal number exactly.

    >>> exact("0.1") + exact("0.2")
    Fraction(3, 10)

    Raises ValueError if it is none, or has more than 30 digits on one side.
    """
    if not _DECIMAL.fullmatch(text):
        raise ValueError(text)
    return simplest(Fraction(text))


def is_exact(text: str) -> bool:
    """Whether `exact` can read it."""
    return _DECIMAL.fullmatch(text) is not None


def simplest(value: Number) -> Number:
    """The same number as an `int` where it is whole."""
    return value.numerator if value.denominator == 1 else value


def show(value: Number) -> str:
    """Decimal text where the number has a finite one, else a fraction.

    >>> show(Fraction(5, 2)), show(Fraction(1, 3)), show(7)
    ('2.5', '1/3', '7')
    """
    if isinstance(value, int) or value.denominator == 1:
        return str(value.numerator)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    scaled = abs(value.numerator * 10**digits // value.denominator)
    whole, part = divmod(scaled, 10**digits)
    return f"{'-' if value < 0 else ''}{whole}.{part:0{digits}d}"


def holds(value: Number, operator: str, limit: Number) -> bool:
    """Whether a comparison of two exact numbers is true."""
    match operator:
        case "=":
            return value == limit
        case "!=":
            return value != limit
        case "<":
            return value < limit
        case "<=":
            return value <= limit
        case ">":
            return value > limit
        case _:
            return value >= limit


@dataclass(frozen=True, slots=True)
class Interval:
    """A non-empty stretch of numbers; `None` is an open end at infinity. Of dates, the ordinals of days."""

    low: Number | None = None
    high: Number | None = None
    low_open: bool = False
    high_open: bool = False

    @property
    def single(self) -> Number | None:
        """The only number in it, if there is just one."""
        return self.low if self.low is not None and self.low == self.high else None

    @property
    def is_empty(self) -> bool:
        """Whether no number lies in it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    def __contains__(self, value: Number) -> bool:
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        return not (self.high is not None and (value > self.high or (self.high_open and value == self.high)))

    def meet(self, other: Interval) -> Interval:
        """What lies in both; may be empty."""
        low, low_open = _tighter(self.low, self.low_open, other.low, other.low_open, lower=True)
        high, high_open = _tighter(self.high, self.high_open, other.high, other.high_open, lower=False)
        return Interval(low, high, low_open, high_open)

    def is_within(self, other: Interval) -> bool:
        """Whether every number of it lies in the other."""
        return self.is_empty or self.meet(other) == self

    def whole(self) -> Interval:
        """The same whole numbers with closed ends."""
        low = None if self.low is None else math.floor(self.low) + 1 if self.low_open else math.ceil(self.low)
        high = None if self.high is None else math.ceil(self.high) - 1 if self.high_open else math.floor(self.high)
        return Interval(low, high)

    def times(self, factor: Number) -> Interval:
        """Every number of it, multiplied."""
        if factor == 0:
            return Interval(0, 0)
        low = None if self.low is None else simplest(self.low * factor)
        high = None if self.high is None else simplest(self.high * factor)
        if factor > 0:
            return Interval(low, high, self.low_open, self.high_open)
        return Interval(high, low, self.high_open, self.low_open)

    def plus(self, other: Interval) -> Interval:
        """Every sum of a number of this and a number of the other."""
        low = None if self.low is None or other.low is None else simplest(self.low + other.low)
        high = None if self.high is None or other.high is None else simplest(self.high + other.high)
        return Interval(low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval around both."""
        low, low_open = _looser(self.low, self.low_open, other.low, other.low_open, lower=True)
        high, high_open = _looser(self.high, self.high_open, other.high, other.high_open, lower=False)
        return Interval(low, high, low_open, high_open)


ANY_NUMBER = Interval()


def point(value: Number) -> Interval:
    """The interval that holds one number."""
    return Interval(value, value)


def _tighter(
    a: Number | None, a_open: bool, b: Number | None, b_open: bool, *, lower: bool
) -> tuple[Number | None, bool]:
    if a is None:
        return b, b_open
    if b is None:
        return a, a_open
    if a == b:
        return a, a_open or b_open
    return (a, a_open) if (a > b) == lower else (b, b_open)


def _looser(
    a: Number | None, a_open: bool, b: Number | None, b_open: bool, *, lower: bool
) -> tuple[Number | None, bool]:
    if a is None or b is None:
        return None, False
    if a == b:
        return a, a_open and b_open
    return (a, a_open) if (a < b) == lower else (b, b_open)
