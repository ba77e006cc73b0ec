"""A typed model together with the places of its parts, whatever file or text it came from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from judge.diagnostics import Position
from judge.expr.written import Location, Span

M = TypeVar("M", covariant=True)
Locate = Callable[[Location], Position]
_QUOTES = 2


@dataclass(frozen=True, slots=True)
class Source(Generic[M]):
    """A model and how to find where a part of it stands."""

    model: M
    locate: Locate

    def at(self, span: Span) -> Position:
        """The place of a stretch inside a scalar; the scalar's own place where it is folded over several lines."""
        start = self.locate(span.path)
        around = start.length - span.whole
        if not span.length or around not in (0, _QUOTES):
            return start
        return replace(start, column=start.column + around // 2 + span.offset, length=span.length)
