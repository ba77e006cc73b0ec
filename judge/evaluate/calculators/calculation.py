"""The interface of calculators, and their register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from judge.evaluate.calculators import gb18218, gb18218_tables
from judge.evaluate.calculators.result import Calculation
from judge.evaluate.world import Node, World

Calculator = Callable[[World, Node], Calculation]


@dataclass(frozen=True, slots=True)
class Registered:
    """A calculator with the standard it implements."""

    run: Calculator
    source: str
    of_enterprise: tuple[str, ...] = ()
    """Facts of the enterprise that it reads, beside those of what lies below its object."""


CALCULATORS: Mapping[str, Registered] = {
    "gb18218.S": Registered(gb18218.ratio_sum, "GB 18218-2018 4.2.1"),
    "gb18218.级别": Registered(gb18218.level, "GB 18218-2018 4.3", (gb18218.POPULATION,)),
    "gb18218.临界量": Registered(gb18218_tables.threshold, "GB 18218-2018 4.1.2"),
    "gb18218.β": Registered(gb18218_tables.beta, "GB 18218-2018 4.3.2"),
}
"""Calculators by the name that vocabulary files use."""

__all__ = ["CALCULATORS", "Calculation", "Registered"]
