"""Whether Kleene's "unknown" is exact for a residual: every open variable is asked in one direction only.

If the values that make each test of a variable come out favourably form a chain, one value is favourable for all of them
at once; then all tests can come out well together, and all badly together, so an unknown residual is truly undetermined.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from judge.evaluate.cells import cells_of
from judge.evaluate.residual import (
    Both,
    Either,
    Hidden,
    Joint,
    Literal,
    Opposite,
    ReadingChoiceLeft,
    Residual,
    Test,
    Threshold,
    Variable,
)
from judge.evaluate.world import Item

Spoiler = Item
"""A variable, or a reading (`("reading", id, "")`), that is asked in two directions."""


@dataclass(slots=True)
class _Uses:
    """How the open things of a residual are used."""

    tests: dict[Item, tuple[Variable, dict[tuple[Test, bool], None]]] = field(default_factory=dict)
    joints: dict[tuple[object, ...], tuple[tuple[Item, ...], set[bool]]] = field(default_factory=dict)
    readings: dict[str, int] = field(default_factory=dict)
    hidden: dict[str, set[bool]] = field(default_factory=dict)
    hopeless: bool = False


def is_unate(residual: Residual) -> bool:
    """Whether an unknown residual is certain to be undetermined, without looking further."""
    return spoilers(residual) == []


def spoilers(residual: Residual) -> list[Spoiler] | None:
    """The variables and readings asked in two directions: fixing them leaves a residual asked in one. None if even that
    would not help."""
    uses = _Uses()
    _collect(residual, True, uses, {})
    found = _spoiling(uses)
    return None if uses.hopeless else found


def _collect(residual: Residual, positive: bool, uses: _Uses, own: dict[str, _Uses]) -> None:
    """Records the uses; `own` holds separate records for the facts of each unseen object, by the beginning of its ids."""
    match residual:
        case Literal(variable, test):
            target = _owner(variable, uses, own)
            _, tests = target.tests.setdefault(variable.key, (variable, {}))
            tests[test, positive] = None
        case Joint(items, identity):
            _, polarities = uses.joints.setdefault(identity, (items, set()))
            polarities.add(positive)
        case ReadingChoiceLeft(reading, options):
            uses.readings[reading] = uses.readings.get(reading, 0) + 1
            for _, part in options:
                _collect(part, positive, uses, own)
        case Hidden(source, _, body, always, _):
            uses.hidden.setdefault(source, set()).add(positive)
            inner = _Uses()
            _collect(body, positive, uses, {**own, source: inner})
            mixed = len(uses.hidden[source]) > 1 or always is not True
            spoilt = bool(_spoiling(inner))
            uses.hopeless = uses.hopeless or mixed or inner.hopeless or spoilt
        case Both(parts) | Either(parts):
            for part in parts:
                _collect(part, positive, uses, own)
        case Opposite(part):
            _collect(part, not positive, uses, own)
        case Threshold(_, weighted):
            for part, _ in weighted:
                _collect(part, positive, uses, own)
        case _:
            pass


def _owner(variable: Variable, uses: _Uses, own: dict[str, _Uses]) -> _Uses:
    for beginning, inner in own.items():
        if any(item[1].startswith(beginning) for item in variable.items):
            return inner
    return uses


def _spoiling(uses: _Uses) -> list[Spoiler]:
    found: list[Spoiler] = [("reading", name, "") for name, times in uses.readings.items() if times > 1]
    joint_items = [item for items, _ in uses.joints.values() for item in items]
    combined = [item for variable, _ in uses.tests.values() if len(variable.items) > 1 for item in variable.items]
    shared = {item for item in (*joint_items, *combined) if (*joint_items, *combined).count(item) > 1}
    shared |= {item for item in (*joint_items, *combined) if item in uses.tests}
    two_ways = any(len(polarities) > 1 for _, polarities in uses.joints.values())
    if shared or two_ways:
        uses.hopeless = True
    found.extend(key for key, (variable, tests) in uses.tests.items() if not _is_chain(variable, list(tests)))
    return found


def _is_chain(variable: Variable, uses: list[tuple[Test, bool]]) -> bool:
    """Whether the favourable values of each use contain those of every narrower use."""
    if len(uses) == 1:
        return True
    cells = cells_of(variable, [test for test, _ in uses])
    favourable = [
        frozenset(n for n, (outcome, _) in enumerate(cells) if outcome[position] is wanted)
        for position, (_, wanted) in enumerate(uses)
    ]
    favourable.sort(key=len)
    return all(small <= large for small, large in itertools.pairwise(favourable))
