"""Packs resolved values for the page: every distinct part once, as a list of nodes that refer to earlier ones by number.

A node is a scalar (text, number, truth, nothing) or an array: a mark and the numbers of its parts. Marks: `t` a tuple, `s` a set
(sorted), `d` a mapping (key, value, key, value …), `q` an exact number (numerator and denominator as text), or the number of a
class, whose fields then follow in order. The page's `unpack` (page/judge/model/unpack.ts) makes the same values of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any

SAFE_INTEGER = 2**53 - 1


def pack(value: object) -> dict[str, Any]:
    """`{"classes": [[name, field, …], …], "nodes": […], "root": number}`. Raises TypeError for what has no form."""
    packer = _Packer()
    root = packer.number_of(value, exact=False)
    return {"classes": packer.classes, "nodes": packer.nodes, "root": root}


class _Packer:
    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.classes: list[list[str]] = []
        self._class_numbers: dict[type, int] = {}
        self._exact_fields: dict[type, tuple[bool, ...]] = {}
        self._known: dict[object, int] = {}
        self._by_identity: dict[tuple[int, bool], tuple[object, int]] = {}

    def number_of(self, value: object, *, exact: bool) -> int:
        """The number of a value's node. With `exact`, whole numbers inside are exact numbers like all others."""
        seen = self._by_identity.get((id(value), exact))
        if seen is not None:
            return seen[1]
        number = self._intern(self._node(value, exact))
        self._by_identity[id(value), exact] = (value, number)
        return number

    def _intern(self, node: Any) -> int:
        key = (type(node), tuple(node) if isinstance(node, list) else node)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = len(self.nodes)
            self.nodes.append(node)
        return found

    def _node(self, value: object, exact: bool) -> Any:
        match value:
            case None | bool():
                return value
            case str():
                return str(value)
            case int() if not exact and abs(value) <= SAFE_INTEGER:
                return value
            case int() | Fraction():
                return ["q", str(value.numerator), str(value.denominator)]
            case tuple() | list():
                return ["t", *(self.number_of(part, exact=exact) for part in value)]
            case frozenset():
                return ["s", *(self.number_of(part, exact=exact) for part in sorted(value))]
            case Mapping():
                pairs = ((self.number_of(k, exact=False), self.number_of(v, exact=exact)) for k, v in value.items())
                return ["d", *(number for pair in pairs for number in pair)]
            case _ if is_dataclass(value) and not isinstance(value, type):
                return self._record(value)
            case _:
                raise TypeError(f"{type(value).__name__} has no form on the page")

    def _record(self, value: Any) -> list[Any]:
        kind = type(value)
        if kind not in self._class_numbers:
            self._class_numbers[kind] = len(self.classes)
            self.classes.append([kind.__name__, *(part.name for part in fields(kind))])
            self._exact_fields[kind] = tuple("Number" in str(part.type) for part in fields(kind))
        marks = self._exact_fields[kind]
        parts = [
            self.number_of(getattr(value, part.name), exact=mark)
            for part, mark in zip(fields(kind), marks, strict=True)
        ]
        return [self._class_numbers[kind], *parts]
