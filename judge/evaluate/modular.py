"""Analyses a large unate residual part by part: parts that share nothing are settled independently of each other.

A part whose own parts overlap is handed to a decision diagram if it is small enough; else it is treated as if they did
not overlap: then `relevant` may name too much, never too little.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from judge.evaluate.residual import (
    Both,
    Either,
    Hidden,
    Joint,
    Literal,
    Opposite,
    ReadingChoiceLeft,
    Residual,
    Threshold,
)

Thing = object
"""What makes parts overlap: an open item, or an unseen object's way to meet a body."""


@dataclass(frozen=True, slots=True)
class Settling:
    """How a part can be settled: what matters, and the lightest choices that make it true, and false."""

    relevant: tuple[object, ...]
    to_true: tuple[int, tuple[object, ...]] | None
    to_false: tuple[int, tuple[object, ...]] | None
    is_exact: bool = True

    def flipped(self) -> Settling:
        """The settling of the opposite."""
        return Settling(self.relevant, self.to_false, self.to_true, self.is_exact)


Leaf = Callable[[Residual], Settling]


def settle(residual: Residual, small: Leaf, limit: int) -> Settling:
    """Settle a residual; `small` settles any residual of at most `limit` open things exactly."""
    things = things_of(residual)
    if isinstance(residual, Literal | Joint | Hidden) or len(set(things)) <= limit:
        return small(residual)
    match residual:
        case Opposite(part):
            return settle(part, small, limit).flipped()
        case Both(parts):
            return _all([settle(part, small, limit) for part in parts], _apart(parts))
        case Either(parts):
            inner = [settle(part, small, limit).flipped() for part in parts]
            return _all(inner, _apart(parts)).flipped()
        case Threshold(threshold, weighted):
            return _count(
                threshold,
                [(settle(part, small, limit), weight) for part, weight in weighted],
                _apart(tuple(p for p, _ in weighted)),
            )
        case ReadingChoiceLeft(_, options):
            inner = [settle(part, small, limit) for _, part in options]
            both_ways = _all(inner, False)
            return Settling(both_ways.relevant, both_ways.to_true, both_ways.to_false, False)
        case _:
            raise AssertionError(residual)


def things_of(residual: Residual) -> list[Thing]:
    """Every open thing in it, in order, with repetitions."""
    match residual:
        case Literal(variable, _):
            return [variable.item]
        case Joint(items, _):
            return list(items)
        case ReadingChoiceLeft(reading, options):
            return [reading, *(t for _, part in options for t in things_of(part))]
        case Hidden(source, body, prefix, _):
            above = [t for t in things_of(body) if not (isinstance(t, tuple) and str(t[1]).startswith(prefix))]
            return [(source, body), *above]
        case Both(parts) | Either(parts):
            return [t for part in parts for t in things_of(part)]
        case Opposite(part):
            return things_of(part)
        case Threshold(_, weighted):
            return [t for part, _ in weighted for t in things_of(part)]
        case _:
            return []


def _apart(parts: tuple[Residual, ...]) -> bool:
    """Whether no two parts share anything."""
    seen: set[Thing] = set()
    for part in parts:
        things = set(things_of(part))
        if things & seen:
            return False
        seen |= things
    return True


def _all(parts: list[Settling], apart: bool) -> Settling:
    relevant = tuple(dict.fromkeys(item for part in parts for item in part.relevant))
    exact = apart and all(part.is_exact for part in parts)
    to_false = [part.to_false for part in parts if part.to_false is not None]
    if any(part.to_true is None for part in parts):
        to_true = None
    else:
        needed = [part.to_true for part in parts if part.to_true is not None]
        to_true = (sum(cost for cost, _ in needed), tuple(c for _, choices in needed for c in choices))
    return Settling(relevant, to_true, min(to_false, key=lambda found: found[0], default=None), exact)


def _count(threshold: int, parts: list[tuple[Settling, int]], apart: bool) -> Settling:
    relevant = tuple(dict.fromkeys(item for part, _ in parts for item in part.relevant))
    total = sum(weight for _, weight in parts)
    exact = apart and all(part.is_exact for part, _ in parts) and all(weight == 1 for _, weight in parts)
    to_true = _cheapest([(part.to_true, weight) for part, weight in parts], threshold)
    to_false = _cheapest([(part.to_false, weight) for part, weight in parts], total - threshold + 1)
    return Settling(relevant, to_true, to_false, exact)


def _cheapest(
    ways: list[tuple[tuple[int, tuple[object, ...]] | None, int]], needed: int
) -> tuple[int, tuple[object, ...]] | None:
    """The cheapest ways whose weights add up to what is needed (exact where all weights are one)."""
    possible = sorted(((way, weight) for way, weight in ways if way is not None), key=lambda w: w[0][0])
    cost = 0
    chosen: list[object] = []
    for way, weight in possible:
        if needed <= 0:
            break
        cost += way[0]
        chosen.extend(way[1])
        needed -= weight
    return None if needed > 0 else (cost, tuple(chosen))
