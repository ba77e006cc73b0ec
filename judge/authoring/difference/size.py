"""How many objects a case needs at most: if a formula holds in some enterprise, it holds in one no larger than this.

Of a case keep, for each 存在 that has to hold, one object that makes it hold, for each count the objects it needs, and leave
out all others: what must not be met by any object is met by none of those left.
"""

from __future__ import annotations

from judge.expr.formula import (
    OTHER,
    All,
    AnyOf,
    At,
    AtLeast,
    ByReading,
    Compare,
    CompareDates,
    Const,
    Count,
    Derived,
    Every,
    Exists,
    Formula,
    In,
    Not,
    Range,
    Sum,
    walk,
)
from judge.resolve.resolved import Library


def enough_objects(formula: Formula, library: Library) -> int | None:
    """So many objects suffice; None where no such number is known (sums, several kinds of objects, nested lists)."""
    ranges = {part.range for part in walk(formula) if isinstance(part, Exists | Every | Count | Sum)}
    kinds = {scope.object_type for scope in ranges}
    if len(kinds) > 1 or any(isinstance(part, Sum) for part in walk(formula)):
        return None
    if any(isinstance(part, Exists | Every | Count) for c in library.constraints for part in walk(c.formula)):
        return None
    if not all(_is_flat(scope, library) for scope in ranges) or _is_nested(formula):
        return None
    return _needed(formula, True)


def _is_flat(scope: Range, library: Library) -> bool:
    """Whether the objects stand directly below one that the judged object has above it, and have no other end."""
    kind = library.types[scope.object_type]
    return kind.parent == scope.anchor_type and kind.other_end is None and OTHER not in scope.steps


def _is_nested(formula: Formula) -> bool:
    quantified = [part for part in walk(formula) if isinstance(part, Exists | Every | Count)]
    return any(
        isinstance(inner, Exists | Every | Count)
        for part in quantified
        for body in ((part.guard, part.body) if isinstance(part, Every) else (part.body,))
        for inner in walk(body)
    )


def _needed(formula: Formula, wanted: bool) -> int | None:
    """How many objects suffice for a formula to come out as wanted."""
    match formula:
        case Const() | In() | Compare() | CompareDates():
            return 0
        case Not(part):
            return _needed(part, not wanted)
        case At(_, part, _):
            return _needed(part, wanted)
        case Derived(_, expansion):
            return _needed(expansion, wanted)
        case All(parts) | AnyOf(parts):
            each = [_needed(part, wanted) for part in parts]
            return _joined(each, all_of_them=isinstance(formula, All) == wanted)
        case AtLeast(_, parts):
            return _joined([_needed(part, wanted) for part in parts], all_of_them=True)
        case ByReading(_, options):
            return _joined([_needed(part, wanted) for _, part in options], all_of_them=False)
        case Exists() | Every():
            return 1 if wanted or isinstance(formula, Every) else 0
        case Count(_, _, operator, limit):
            return limit + 1 if wanted or operator not in (">", ">=") else 0
        case _:
            return None


def _joined(each: list[int | None], *, all_of_them: bool) -> int | None:
    known = [number for number in each if number is not None]
    if len(known) < len(each):
        return None
    return sum(known) if all_of_them else max(known, default=0)
