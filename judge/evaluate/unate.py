"""Whether Kleene's "unknown" is exact for a residual: every open fact is asked in one direction only.

If the values that make each test of a fact come out favourably form a chain, one value is favourable for all of them at
once; then all tests can come out well together, and all badly together, so an unknown residual is truly undetermined.
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
    Source,
    Test,
    Threshold,
    Variable,
)
from judge.evaluate.world import Item


@dataclass(slots=True)
class _Uses:
    """How the open things of a residual are used."""

    tests: dict[Item, tuple[Variable, dict[tuple[Test, bool], None]]] = field(default_factory=dict)
    joints: dict[tuple[object, ...], tuple[tuple[Item, ...], set[bool]]] = field(default_factory=dict)
    readings: set[str] = field(default_factory=set)
    hidden: dict[Source, set[bool]] = field(default_factory=dict)
    reading_repeats: bool = False


def is_unate(residual: Residual) -> bool:
    """Whether an unknown residual is certain to be undetermined, without looking further."""
    uses = _Uses()
    return _collect(residual, True, uses, {}) and _consistent(uses)


def _collect(residual: Residual, positive: bool, uses: _Uses, own: dict[str, _Uses]) -> bool:
    """Records the uses; `own` holds separate records for the facts of each unseen object, by prefix."""
    match residual:
        case Literal(variable, test):
            target = _owner(variable.item, uses, own)
            _, tests = target.tests.setdefault(variable.item, (variable, {}))
            tests[test, positive] = None
        case Joint(items, identity):
            _, polarities = uses.joints.setdefault(identity, (items, set()))
            polarities.add(positive)
        case ReadingChoiceLeft(reading, options):
            if reading in uses.readings:
                uses.reading_repeats = True
            uses.readings.add(reading)
            return all(_collect(part, positive, uses, own) for _, part in options)
        case Hidden(source, body, prefix, _):
            uses.hidden.setdefault(source, set()).add(positive)
            inner = _Uses()
            return _collect(body, positive, uses, {**own, prefix: inner}) and _consistent(inner)
        case Both(parts) | Either(parts):
            return all(_collect(part, positive, uses, own) for part in parts)
        case Opposite(part):
            return _collect(part, not positive, uses, own)
        case Threshold(_, weighted):
            return all(_collect(part, positive, uses, own) for part, _ in weighted)
        case _:
            pass
    return True


def _owner(item: Item, uses: _Uses, own: dict[str, _Uses]) -> _Uses:
    for prefix, inner in own.items():
        if item[1].startswith(prefix):
            return inner
    return uses


def _consistent(uses: _Uses) -> bool:
    if uses.reading_repeats or any(len(polarities) > 1 for polarities in uses.hidden.values()):
        return False
    joint_items = [item for items, polarities in uses.joints.values() for item in items]
    if any(len(polarities) > 1 for _, polarities in uses.joints.values()):
        return False
    if len(set(joint_items)) != len(joint_items) or any(item in uses.tests for item in joint_items):
        return False
    return all(_is_chain(variable, list(tests)) for variable, tests in uses.tests.values())


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
