"""What is left of a formula once everything known is put in: a small tree over literals that are still open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from judge.evaluate.intervals import compare_interval, date_interval
from judge.evaluate.world import Item
from judge.expr.formula import DateTerm
from judge.values.knowledge import Choices, Knowledge
from judge.values.number import Interval, Number


@dataclass(frozen=True, slots=True)
class Variable:
    """Something open with values of its own: a fact, or a linear combination of several numeric facts."""

    key: Item
    items: tuple[Item, ...]
    """The facts it is made of; one, except for combinations."""
    known: Knowledge
    whole: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceTest:
    """The variable's choice is one of some."""

    values: Choices


@dataclass(frozen=True, slots=True)
class NumberTest:
    """The variable's number (times a factor) stands so to a limit."""

    operator: str
    limit: Number
    factor: Number = 1


@dataclass(frozen=True, slots=True)
class DayTest:
    """The variable's day, shifted, stands so to a limit."""

    operator: str
    limit: int
    months: int
    days: int


Test = ChoiceTest | NumberTest | DayTest


@dataclass(frozen=True, slots=True)
class Literal:
    """A test of one open variable."""

    variable: Variable
    test: Test


@dataclass(frozen=True, slots=True)
class Joint:
    """A test of several open things at once that may come out either way."""

    items: tuple[Item, ...]
    identity: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class ReadingChoiceLeft:
    """An open reading, with what is left under each option."""

    reading: str
    options: tuple[tuple[str, Residual], ...]


@dataclass(frozen=True, slots=True)
class Hidden:
    """That some unseen object meets a body; in a count, how many do (up to a cap beyond which it makes no difference).

    `source` is the id of the supposed object directly below the roster's parent: the ids of all facts of its own begin with it.
    """

    source: str
    roster: tuple[str, str]
    """The roster's parent and type."""
    body: Residual
    always: Residual = True
    """What constraints say of the supposed object."""
    cap: int = 1


@dataclass(frozen=True, slots=True)
class Both:
    """All parts."""

    parts: tuple[Residual, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Some part."""

    parts: tuple[Residual, ...]


@dataclass(frozen=True, slots=True)
class Opposite:
    """Not the part."""

    part: Residual


@dataclass(frozen=True, slots=True)
class Threshold:
    """The weights of the parts that hold (a Hidden part counts as often as it occurs) reach the threshold."""

    threshold: int
    parts: tuple[tuple[Residual, int], ...]


Residual = bool | Literal | Joint | ReadingChoiceLeft | Hidden | Both | Either | Opposite | Threshold


def both(parts: Iterable[Residual]) -> Residual:
    """All parts, constants taken out."""
    kept: list[Residual] = []
    for part in parts:
        if part is False:
            return False
        if part is not True:
            kept.append(part)
    return True if not kept else kept[0] if len(kept) == 1 else Both(tuple(kept))


def either(parts: Iterable[Residual]) -> Residual:
    """Some part, constants taken out."""
    kept: list[Residual] = []
    for part in parts:
        if part is True:
            return True
        if part is not False:
            kept.append(part)
    return False if not kept else kept[0] if len(kept) == 1 else Either(tuple(kept))


def opposite(part: Residual) -> Residual:
    """The opposite."""
    if isinstance(part, bool):
        return not part
    return part.part if isinstance(part, Opposite) else Opposite(part)


def threshold(wanted: int, weighted: Iterable[tuple[Residual, int]]) -> Residual:
    """A count, constants taken out; a Hidden part alone can reach any number up to its cap."""
    left: list[tuple[Residual, int]] = []
    for part, weight in weighted:
        if part is True:
            wanted -= weight
        elif part is not False:
            left.append((part, weight))
    if wanted <= 0:
        return True
    unbounded = any(isinstance(part, Hidden) for part, _ in left)
    if not unbounded and sum(weight for _, weight in left) < wanted:
        return False
    return Threshold(wanted, tuple(left))


def items_of(residual: Residual) -> list[Item]:
    """Every open thing in it, in order, with repetitions; of unseen objects, their roster."""
    match residual:
        case Literal(variable, _):
            return list(variable.items)
        case Joint(items, _):
            return list(items)
        case ReadingChoiceLeft(reading, options):
            return [("reading", reading, ""), *(item for _, part in options for item in items_of(part))]
        case Hidden(source, roster, body, always, _):
            inside = [*items_of(body), *items_of(always)]
            return [("roster", *roster), *(item for item in inside if not item[1].startswith(source))]
        case Both(parts) | Either(parts):
            return [item for part in parts for item in items_of(part)]
        case Opposite(part):
            return items_of(part)
        case Threshold(_, weighted):
            return [item for part, _ in weighted for item in items_of(part)]
        case _:
            return []


def holds_of_cell(test: Test, cell: Knowledge) -> bool:
    """Whether a test is true of a cell that does not straddle it."""
    match test:
        case ChoiceTest(values):
            assert isinstance(cell, frozenset)
            return cell <= values
        case NumberTest(operator, limit, factor):
            assert isinstance(cell, Interval)
            return compare_interval(cell.times(factor), operator, limit) is True
        case DayTest(operator, limit, months, days):
            assert isinstance(cell, Interval)
            moved = date_interval(cell, DateTerm(None, months=months, days=days))
            return compare_interval(moved, operator, limit) is True
