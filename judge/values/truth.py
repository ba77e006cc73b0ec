"""Kleene's three truths as `True`, `False` and `None` (unknown)."""

from __future__ import annotations

from collections.abc import Iterable

Truth = bool | None


def all_of(truths: Iterable[Truth]) -> Truth:
    """Kleene's minimum: false if one is false, else unknown if one is unknown.

    >>> all_of([True, None]), all_of([None, False]), all_of([])
    (None, False, True)
    """
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def any_of(truths: Iterable[Truth]) -> Truth:
    """Kleene's maximum: true if one is true, else unknown if one is unknown."""
    result: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            result = None
    return result


def negation(truth: Truth) -> Truth:
    """Swap true and false; unknown stays."""
    return None if truth is None else not truth


def count_at_least(threshold: int, certain: int, possible: int) -> Truth:
    """Whether a count known to lie in `certain..possible` reaches the threshold."""
    if certain >= threshold:
        return True
    return None if possible >= threshold else False
