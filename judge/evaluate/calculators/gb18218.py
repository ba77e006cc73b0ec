"""GB 18218-2018: the ratio sum S = Σ q/Q, the index R = α · Σ β·q/Q and the level of a major hazard installation.

Amounts in tonnes (设计最大量), thresholds in tonnes (临界量), both exact; every boundary is compared exactly. What is open
becomes an interval: an open inventory has no upper end.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from judge.evaluate.calculators.gb18218_tables import POSITIVE, chemical_names
from judge.evaluate.calculators.result import Calculation
from judge.evaluate.world import Item, Node, World
from judge.resolve.chemicals import Tables
from judge.values.knowledge import show_knowledge
from judge.values.number import Interval, Number, point, show, simplest

INVENTORIES = ("危险化学品存量", "装置存量", "仓库存量")
"""Types that list what a unit holds: one for each type of unit, below it."""
AMOUNT, THRESHOLD, BETA = "设计最大量", "临界量", "β校正系数"
POPULATION = "厂外500米常住人口"
LEVELS = ("一级", "二级", "三级", "四级", "不构成")
_R_FLOORS = (("一级", 100), ("二级", 50), ("三级", 10))
_ANY_ALPHA = Interval(Fraction(1, 2), 2)
_NOT_NEGATIVE = Interval(0, None)


@dataclass(frozen=True, slots=True)
class _Totals:
    ratio: Interval
    weighted: Interval
    parts: tuple[str, ...]
    weighted_parts: tuple[str, ...]
    open_inputs: tuple[Item, ...]


def _known(world: World, node: Node, key: str, default: Interval) -> Interval:
    found = world.answer(node, key)
    return found if isinstance(found, Interval) else default


def _quotient(above: Interval, below: Interval) -> Interval:
    """Quotients of an interval of numbers ≥ 0 by one of numbers > 0."""
    low, low_open = Fraction(0), False
    if below.high:
        low, low_open = Fraction(above.low or 0) / below.high, above.low_open or below.high_open
    if above.high is None or not below.low:
        return Interval(simplest(low), None, low_open and low > 0, False)
    high_open = above.high_open or below.low_open
    return Interval(simplest(low), simplest(Fraction(above.high) / below.low), low_open and low > 0, high_open)


def _product(left: Interval, right: Interval) -> Interval:
    """Products of two intervals of numbers ≥ 0."""
    low = simplest(Fraction(left.low or 0) * (right.low or 0))
    low_open = low > 0 and (left.low_open or right.low_open)
    if left.high is None or right.high is None:
        is_zero = left.high == 0 or right.high == 0
        return Interval(low, 0 if is_zero else None, low_open)
    high = simplest(Fraction(left.high) * right.high)
    return Interval(low, high, low_open, high > 0 and (left.high_open or right.high_open))


def _inventory_of(world: World, unit: Node) -> str | None:
    """The type that lists what a unit of this type holds."""
    return next((name for name in INVENTORIES if name in world.types and world.types[name].parent == unit.type), None)


def _totals(world: World, unit: Node) -> _Totals:
    inventory = _inventory_of(world, unit)
    if inventory is None:
        return _Totals(Interval(0, None), Interval(0, None), (), (), ())
    ratio, weighted = point(0), point(0)
    parts: list[str] = []
    weighted_parts: list[str] = []
    missing: list[Item] = []
    for item in unit.children.get(inventory, ()):
        amount = _known(world, item, AMOUNT, _NOT_NEGATIVE)
        threshold = _known(world, item, THRESHOLD, POSITIVE)
        beta = _known(world, item, BETA, Interval(1, 20))
        share = _quotient(amount.times(item.count), threshold)
        ratio = ratio.plus(share)
        weighted = weighted.plus(_product(beta, share))
        missing.extend(
            ("fact", item.id, key)
            for key, value in ((AMOUNT, amount), (THRESHOLD, threshold), (BETA, beta))
            if value.single is None
        )
        parts.append(_part(world, item, amount, threshold))
        weighted_parts.append(parts[-1] if beta.single is None else f"{show(beta.single)}×{parts[-1]}")
    if not world.is_complete(unit, inventory):
        ratio, weighted = Interval(ratio.low, None), Interval(weighted.low, None)
        missing.append(("roster", unit.id, inventory))
    return _Totals(ratio, weighted, tuple(parts), tuple(weighted_parts), tuple(missing))


def _part(world: World, item: Node, amount: Interval, threshold: Interval) -> str:
    """One quotient as it is printed: the chemical, how many, amount and threshold."""
    names = chemical_names(world, item)
    name = names[0] if len(names) == 1 else ""
    if amount.single is None or threshold.single is None:
        return f"{name or item.id}（未查全）"
    times = f"{item.count}×" if item.count > 1 else ""
    return f"{name} {times}{show(amount.single)}/{show(threshold.single)}".strip()


def ratio_sum(world: World, unit: Node) -> Calculation:
    """S of a unit: 4.2.1 of the standard. S ≥ 1 makes it a major hazard installation."""
    totals = _totals(world, unit)
    without_beta = tuple(item for item in totals.open_inputs if item[2] != BETA)
    return Calculation(totals.ratio, _s_figures(totals), without_beta)


def _s_figures(totals: _Totals) -> str:
    return f"S = {' + '.join(totals.parts) or '0'} {_equals(totals.ratio)}"


def _equals(total: Interval) -> str:
    """`= 50`, `≥ 0.8`, `= 1.65..2.2`."""
    told = show_knowledge(total)
    return told if told[0] in "<>≤≥" else f"= {told}"


def alpha_of(tables: Tables, population: int) -> Number | None:
    """α by the number of residents within 500 m of the plant's boundary (table 5); None if the table does not say."""
    return next((alpha for floor, alpha in tables.alphas if population >= floor), None)


def _alpha(tables: Tables, population: Interval) -> Interval:
    low = alpha_of(tables, math.ceil(population.low or 0))
    top = tables.alphas[0][0] if tables.alphas else 0
    high = alpha_of(tables, top if population.high is None else math.floor(population.high))
    return _ANY_ALPHA if low is None or high is None else Interval(low, high)


def _level_of(r: Number) -> str:
    return next((name for name, floor in _R_FLOORS if r >= floor), "四级")


def _levels(ratio: Interval, index: Interval) -> frozenset[str]:
    """All levels that some S and R of the ranges can have; a unit with S < 1 has none (不构成)."""
    found: set[str] = set()
    if ratio.low is None or ratio.low < 1:
        found.add("不构成")
    if ratio.high is None or ratio.high > 1 or (ratio.high == 1 and not ratio.high_open):
        worst = _worst_level(index)
        best = _level_of(index.low or 0)
        order = LEVELS[:4]
        found.update(order[order.index(worst) : order.index(best) + 1])
    return frozenset(found)


def _worst_level(index: Interval) -> str:
    if index.high is None:
        return "一级"
    for name, floor in _R_FLOORS:
        if index.high > floor or (index.high == floor and not index.high_open):
            return name
    return "四级"


def level(world: World, unit: Node) -> Calculation:
    """The level of a unit: 4.3 of the standard. First whether it is one (S ≥ 1), then by R."""
    totals = _totals(world, unit)
    root = unit
    while root.parent is not None:
        root = root.parent
    population = _known(world, root, POPULATION, _NOT_NEGATIVE)
    alpha = _alpha(world.tables, population)
    index = _product(alpha, totals.weighted)
    levels = _levels(totals.ratio, index)
    missing = list(totals.open_inputs)
    if alpha.single is None:
        missing.append(("fact", root.id, POPULATION))
    figures = f"{_s_figures(totals)}；{_r_figures(totals, alpha, index)}；{_told(levels)}"
    return Calculation(levels, figures, tuple(missing) if len(levels) > 1 else ())


def _r_figures(totals: _Totals, alpha: Interval, index: Interval) -> str:
    terms = " + ".join(totals.weighted_parts) or "0"
    return f"R = α·Σβq/Q = {show_knowledge(alpha)} × ({terms}) {_equals(index)}"


def _told(levels: frozenset[str]) -> str:
    return "或".join(name for name in LEVELS if name in levels)
