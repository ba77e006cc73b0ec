"""What two libraries differ in besides their rules: object types, facts, standards, rulings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from judge.resolve.resolved import Fact, Library, ObjectType

T = TypeVar("T")
_WORDING = frozenset({"question", "help", "evidence", "meaning", "roster_question", "former_names", "synonyms"})
"""Fields that say the same thing in other words."""


@dataclass(frozen=True, slots=True)
class WordChange:
    """One thing added, removed, or changed in some fields; `kind` is type, fact, standard, ruling or constraint."""

    kind: str
    change: str
    """`added`, `removed`, `changed`, or `reworded` (only texts changed)."""
    name: str
    what: tuple[str, ...] = ()
    """The names of the fields that changed."""


def changed_words(first: Library, second: Library) -> Iterator[WordChange]:
    """Everything but rules that one library has and the other has not, or has otherwise."""
    yield from _compared("type", first.types, second.types, _fields_of(ObjectType))
    yield from _compared("fact", first.facts, second.facts, _fact_fields(first, second))
    yield from _compared("standard", first.standards, second.standards, lambda a, b, n: _standard(a, b))
    yield from _compared(
        "ruling", first.rulings, second.rulings, lambda a, b, n: () if a.option == b.option else ("option",)
    )
    here, there = ({(c.name or "—", c.object_type, c.formula) for c in lib.constraints} for lib in (first, second))
    yield from (WordChange("constraint", "removed", f"{c[1]}：{c[0]}") for c in sorted(here - there, key=repr))
    yield from (WordChange("constraint", "added", f"{c[1]}：{c[0]}") for c in sorted(there - here, key=repr))


def _compared(
    kind: str, first: Mapping[str, T], second: Mapping[str, T], changed: Callable[[T, T, str], tuple[str, ...]]
) -> Iterator[WordChange]:
    for name in sorted({*first, *second}):
        if name not in second:
            yield WordChange(kind, "removed", name)
        elif name not in first:
            yield WordChange(kind, "added", name)
        elif what := changed(first[name], second[name], name):
            yield WordChange(kind, "reworded" if set(what) <= _WORDING else "changed", name, what)


def _fields_of(_: type[Any]) -> Callable[[Any, Any, str], tuple[str, ...]]:
    return lambda a, b, name: tuple(f.name for f in fields(a) if getattr(a, f.name) != getattr(b, f.name))


def _fact_fields(first: Library, second: Library) -> Callable[[Fact, Fact, str], tuple[str, ...]]:
    plain = _fields_of(Fact)

    def changed(one: Fact, other: Fact, name: str) -> tuple[str, ...]:
        found = plain(one, other, name)
        both = name in first.alternatives and name in second.alternatives
        return (*found, "definition") if both and first.alternatives[name] != second.alternatives[name] else found

    return changed


def _standard(one: Any, other: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(one) if getattr(one, f.name) != getattr(other, f.name))
