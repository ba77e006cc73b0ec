"""Takes common conditions out of a residual: what every alternative demands is demanded once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from judge.evaluate.residual import (
    Both,
    Either,
    Hidden,
    Opposite,
    ReadingChoiceLeft,
    Residual,
    Threshold,
    both,
    either,
    items_of,
    opposite,
    threshold,
)


def simplified(residual: Residual) -> Residual:
    """An equivalent residual in which shared demands stand outside alternatives and counts."""
    match residual:
        case Both(parts):
            return both(_flat(parts, Both))
        case Either(parts):
            inner = _flat(parts, Either)
            shared = _shared(inner)
            return both((*shared, either(_without(part, shared) for part in inner))) if shared else either(inner)
        case Opposite(part):
            return opposite(simplified(part))
        case Threshold(wanted, weighted):
            return _threshold(wanted, [(simplified(part), weight) for part, weight in weighted])
        case Hidden():
            return _hidden(replace(residual, body=simplified(residual.body)))
        case ReadingChoiceLeft(reading, options):
            return ReadingChoiceLeft(reading, tuple((name, simplified(part)) for name, part in options))
        case _:
            return residual


def _flat(parts: tuple[Residual, ...], kind: type[Both] | type[Either]) -> list[Residual]:
    flat: dict[Residual, None] = {}
    for part in map(simplified, parts):
        for inner in part.parts if isinstance(part, kind) else (part,):
            flat[inner] = None
    return list(flat)


def _demands(part: Residual) -> tuple[Residual, ...]:
    """What a part demands: its conjuncts; a count that can only be reached with something demands that too."""
    return part.parts if isinstance(part, Both) else (part,)


def _shared(parts: Sequence[Residual]) -> list[Residual]:
    if len(parts) < 2:
        return []
    common: list[Residual] = [demand for demand in _demands(parts[0]) if not isinstance(demand, bool)]
    for part in parts[1:]:
        demands = set(_demands(part))
        common = [demand for demand in common if demand in demands]
    return common


def _without(part: Residual, shared: Sequence[Residual]) -> Residual:
    taken = set(shared)
    return both(demand for demand in _demands(part) if demand not in taken)


def _threshold(wanted: int, weighted: list[tuple[Residual, int]]) -> Residual:
    count = threshold(wanted, weighted)
    if not isinstance(count, Threshold) or any(part is True for part, _ in weighted):
        return count
    shared = _shared([part for part, _ in count.parts])
    if not shared:
        return count
    inner = tuple((_without(part, shared), weight) for part, weight in count.parts)
    return both((*shared, simplified(threshold(count.threshold, inner))))


def _hidden(hidden: Hidden) -> Residual:
    """What a body demands of things above the unseen object is demanded outside."""
    if hidden.body is False:
        return False
    if hidden.cap != 1 or hidden.always is not True:
        return hidden
    outside = [
        demand
        for demand in _demands(hidden.body)
        if not isinstance(demand, bool) and not any(i[1].startswith(hidden.source) for i in items_of(demand))
    ]
    if not outside:
        return hidden
    return both((*outside, replace(hidden, body=_without(hidden.body, outside))))
