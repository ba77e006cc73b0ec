"""What is known of a fact: a set of possible choices, or an interval of possible numbers (or days).

The full domain of a fact is itself knowledge: that of a fact nobody asked.
"""

from __future__ import annotations

import re
from fractions import Fraction

from judge.values.dates import show_dates
from judge.values.number import Interval, Number, exact, point, show, simplest
from judge.values.units import UNITS, convert

Choices = frozenset[str]
Knowledge = Choices | Interval

_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_RANGE = re.compile(rf"({_NUMBER})\s*\.\.\s*({_NUMBER})\s*(.*)")
_TOLERANCE = re.compile(rf"({_NUMBER})\s*([^±\d]*)±\s*({_NUMBER})\s*(.*)")
_BOUND = re.compile(rf"(<=|>=|<|>)\s*({_NUMBER})\s*(.*)")
_PLAIN = re.compile(rf"({_NUMBER})\s*(.*)")


class UnreadableNumberError(ValueError):
    """The text is no number, range, bound or tolerance; `args[0]` is a catalogue-free reason key."""


def read_number(text: str, unit: str) -> Interval:
    """Read `9`, `9 人`, `8..12 t`, `>= 8 m`, `10 t ±10%`, `10 ±1 t` in the fact's unit.

    >>> read_number("9..11 t", "t") == read_number("10 t ±10%", "t")
    True

    Raises UnreadableNumberError (`about`, `form`, `unit`, `dimension`).
    """
    text = re.sub(r"[～~]|——|至", "..", text.strip()).replace("≥", ">=").replace("≤", "<=")
    text = text.replace("＞", ">").replace("＜", "<").replace("，", "").replace("％", "%")
    if re.match(r"约|大约|左右|近|几", text) or re.search(r"左右|上下|多$", text):
        raise UnreadableNumberError("about", text)
    first, both, second = text.partition("且")
    if both:
        return _checked(read_number(first, unit).meet(read_number(second, unit)), text)
    if match := _RANGE.fullmatch(text):
        low, high, written = match.groups()
        return _checked(Interval(_in(low, written, unit), _in(high, written, unit)), text)
    if match := _TOLERANCE.fullmatch(text):
        return _tolerance(match, unit)
    if match := _BOUND.fullmatch(text):
        comparison, bound, written = match.groups()
        value = _in(bound, written, unit)
        is_open = "=" not in comparison
        if comparison.startswith(">"):
            return Interval(value, None, is_open, False)
        return Interval(None, value, False, is_open)
    if match := _PLAIN.fullmatch(text):
        digits, written = match.groups()
        return point(_in(digits, written, unit))
    raise UnreadableNumberError("form", text)


def _tolerance(match: re.Match[str], unit: str) -> Interval:
    middle, unit_before, spread, unit_after = (part.strip() for part in match.groups())
    if unit_after == "%" and unit != "%":
        centre = _in(middle, unit_before, unit)
        width = simplest(abs(Fraction(centre)) * exact(spread) / 100)
    else:
        centre = _in(middle, unit_before or unit_after, unit)
        width = _in(spread, unit_after or unit_before, unit)
    return _checked(Interval(simplest(centre - width), simplest(centre + width)), match.string)


def _checked(interval: Interval, text: str) -> Interval:
    if interval.is_empty:
        raise UnreadableNumberError("form", text)
    return interval


def _in(digits: str, written: str, unit: str) -> Number:
    written = written.strip()
    try:
        value = exact(digits)
    except ValueError as error:
        raise UnreadableNumberError("form", digits) from error
    if not written:
        return value
    if written not in UNITS:
        raise UnreadableNumberError("unit", written)
    try:
        return convert(value, written, unit)
    except ValueError as error:
        raise UnreadableNumberError("dimension", written) from error


def narrows(after: Knowledge, before: Knowledge) -> bool:
    """Whether the first knowledge allows only what the second allows."""
    if isinstance(after, Interval):
        return isinstance(before, Interval) and after.is_within(before)
    return not isinstance(before, Interval) and after <= before


def show_knowledge(known: Knowledge, unit: str = "", *, as_date: bool = False) -> str:
    """How it reads: `有且有效或有但失效`, `8..12 t`, `2026-11-20`."""
    if not isinstance(known, Interval):
        return "或".join(sorted(known))
    if as_date:
        return show_dates(known)
    tail = f" {unit}" if unit else ""
    if known.single is not None:
        return show(known.single) + tail
    if known.low is None and known.high is None:
        return "任何数"
    if known.high is None and known.low is not None:
        return f"{'>' if known.low_open else '≥'} {show(known.low)}{tail}"
    if known.low is None and known.high is not None:
        return f"{'<' if known.high_open else '≤'} {show(known.high)}{tail}"
    assert known.low is not None
    assert known.high is not None
    if known.low_open or known.high_open:
        signs = (">" if known.low_open else "≥", "<" if known.high_open else "≤")
        return f"{signs[0]} {show(known.low)}{tail} 且 {signs[1]} {show(known.high)}{tail}"
    return f"{show(known.low)}..{show(known.high)}{tail}"
