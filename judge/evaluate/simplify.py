"""Takes common conditions out of a residual: what every alternative demands is demanded once."""

from __future__ import annotations

from collections.abc import Sequence

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
        case Threshold(threshold, weighted):
            return _threshold(threshold, [(simplified(part), weight) for part, weight in weighted])
        case Hidden(source, body, prefix, cap):
            return _hidden(Hidden(source, simplified(body), prefix, cap))
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


def _threshold(threshold: int, weighted: list[tuple[Residual, int]]) -> Residual:
    certain = sum(weight for part, weight in weighted if part is True)
    left = [(part, weight) for part, weight in weighted if not isinstance(part, bool)]
    needed = threshold - certain
    if needed <= 0:
        return True
    unbounded = any(isinstance(part, Hidden) for part, _ in left)
    if not unbounded and sum(weight for _, weight in left) < needed:
        return False
    shared = _shared([part for part, _ in left]) if certain == 0 else []
    if not shared:
        return Threshold(needed, tuple(left))
    inner = tuple((_without(part, shared), weight) for part, weight in left)
    return both((*shared, simplified(Threshold(needed, inner))))


def _hidden(hidden: Hidden) -> Residual:
    """What a body demands of things above the unseen object is demanded outside."""
    if hidden.cap != 1:
        return hidden
    outside = [
        demand
        for demand in _demands(hidden.body)
        if not isinstance(demand, bool) and not any(i[1].startswith(hidden.own_prefix) for i in items_of(demand))
    ]
    if not outside:
        return hidden
    inner = _without(hidden.body, outside)
    return both((*outside, Hidden(hidden.source, inner, hidden.own_prefix, hidden.cap)))
