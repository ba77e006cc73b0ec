"""What a calculator returns."""

from __future__ import annotations

from dataclasses import dataclass

from judge.evaluate.world import Item
from judge.values.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Calculation:
    """A sound range of the derived fact, the figures behind it in one line, and the open things that could narrow it."""

    known: Knowledge
    figures: str
    open_inputs: tuple[Item, ...] = ()
