"""Days as ordinals, months and ranges as intervals of days, calendar arithmetic."""

from __future__ import annotations

import calendar
import datetime
import re

from judge.values.number import Interval, Number

ANY_DAY = Interval(1, datetime.date.max.toordinal())
"""All days of the calendar."""
_PART = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月?)?|年)?")


def read_dates(text: str) -> Interval:
    """Read a day, a month, a year, or a range of them as an interval of ordinals.

    >>> read_dates("2026-02").high - read_dates("2026-02").low
    27

    Raises ValueError if it is no date.
    """
    first, mark, last = re.sub(r"[～~]|至", "..", text.strip()).partition("..")
    start, end = _span(first.strip()), _span(last.strip() if mark else first.strip())
    interval = Interval(start[0], end[1])
    if interval.is_empty:
        raise ValueError(text)
    return interval


def _span(text: str) -> tuple[int, int]:
    match = _PART.fullmatch(text)
    if not match:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if day is not None and month is not None:
        ordinal = datetime.date(year, month, day).toordinal()
        return ordinal, ordinal
    first, last = (month or 1), (month or 12)
    return (
        datetime.date(year, first, 1).toordinal(),
        datetime.date(year, last, calendar.monthrange(year, last)[1]).toordinal(),
    )


def add_months(ordinal: int, months: int) -> int:
    """The same day some months later; where the month has no such day, its last day.

    >>> datetime.date.fromordinal(add_months(datetime.date(2025, 8, 31).toordinal(), 6)).isoformat()
    '2026-02-28'
    """
    day = datetime.date.fromordinal(ordinal)
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if not 1 <= year <= 9999:
        return 1 if year < 1 else datetime.date.max.toordinal()
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1])).toordinal()


def shift(ordinal: int, months: int, days: int) -> int:
    """Some months, then some days later; stops at the ends of the calendar."""
    moved = add_months(ordinal, months) + days
    return max(1, min(moved, datetime.date.max.toordinal()))


def show_date(ordinal: Number) -> str:
    """ISO text of a day."""
    return datetime.date.fromordinal(int(ordinal)).isoformat()


def show_dates(interval: Interval) -> str:
    """A day, a range of days, or one bound."""
    low = None if interval.low in (None, ANY_DAY.low) else interval.low
    high = None if interval.high in (None, ANY_DAY.high) else interval.high
    if low is None or high is None:
        if low is None and high is None:
            return "任何一天"
        return f"不早于 {show_date(low)}" if low is not None else f"不晚于 {show_date(high or 1)}"
    return show_date(low) if low == high else f"{show_date(low)}..{show_date(high)}"
