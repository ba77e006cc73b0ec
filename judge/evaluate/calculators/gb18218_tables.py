"""GB 18218-2018: the threshold Q and the factor β of one chemical of an inventory, from its name and its classes of hazard.

A chemical named in table 1 has its own threshold, any other the lowest of its classes in table 2 (4.1.2); one named in table 3
has its own factor, any other that of its class in table 4 (4.3.2). The standard does not say which class counts for β where there are
several: all stay possible. So does whatever is not answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from judge.evaluate.calculators.result import Calculation
from judge.evaluate.world import Item, Node, World
from judge.resolve.chemicals import HazardClass
from judge.values.knowledge import show_knowledge
from judge.values.number import Interval, Number, point

CHEMICAL, CLASSES = "化学品", "危险性类别"
POSITIVE = Interval(0, None, low_open=True)
_FIRST_CLASSES = 4
_WORDS = {
    "named": "{name}：{table} {value}",
    "by_class": "{name}：按类别 {classes} {table} {value}",
    "no_name": "化学品没有答",
    "no_class": "{name}：危险性类别没有答，{table}定不了",
    "several": "{value}，取哪一类标准没有写明",
    "all_denied": "{name}：各类都答了“否”，{table}定不了",
}


@dataclass(frozen=True, slots=True)
class _Classes:
    """The classes a chemical may have, and those it has."""

    possible: tuple[HazardClass, ...]
    certain: tuple[HazardClass, ...]

    @property
    def is_settled(self) -> bool:
        return self.possible == self.certain


def threshold(world: World, item: Node) -> Calculation:
    """Q in tonnes: table 1, else the lowest of its classes in table 2."""
    return _each(world, item, "临界量", _threshold_by_class)


def beta(world: World, item: Node) -> Calculation:
    """β: table 3, else table 4."""
    return _each(world, item, "β", _beta_by_class)


def chemical_names(world: World, item: Node) -> tuple[str, ...]:
    """The chemicals that an item may be, as far as it is known."""
    found = world.answer(item, CHEMICAL)
    return tuple(sorted(found)) if isinstance(found, frozenset) else ()


def _each(world: World, item: Node, what: str, by_class: Callable[[_Classes], Interval]) -> Calculation:
    """What all chemicals that the item may be allow together."""
    names, classes = chemical_names(world, item), _classes(world, item)
    chemical: Item = ("fact", item.id, CHEMICAL)
    its_classes: Item = ("fact", item.id, CLASSES)
    if not names:
        return Calculation(POSITIVE, _WORDS["no_name"], (chemical, its_classes))
    ranges: list[Interval] = []
    figures: list[str] = []
    rests_on_class = False
    for name in names:
        row = world.tables.chemicals.get(name)
        own = None if row is None else row.threshold if what == "临界量" else row.beta
        if own is not None:
            table = "表1" if what == "临界量" else "表3"
            ranges.append(point(own))
            figures.append(_WORDS["named"].format(name=name, table=table, value=_value(point(own), what)))
            continue
        rests_on_class = True
        ranges.append(by_class(classes))
        figures.append(_class_figures(name, classes, ranges[-1], what))
    known = _hull(ranges)
    open_inputs = ((chemical,) if len(names) > 1 else ()) + (
        (its_classes,) if rests_on_class and not classes.is_settled else ()
    )
    return Calculation(known, "；".join(figures), open_inputs if known.single is None else ())


def _class_figures(name: str, classes: _Classes, found: Interval, what: str) -> str:
    table = "表2" if what == "临界量" else "表4"
    if not classes.possible:
        return _WORDS["all_denied"].format(name=name, table=what)
    if not classes.certain:
        return _WORDS["no_class"].format(name=name, table=what)
    symbols = "、".join(each.symbol for each in classes.certain[:_FIRST_CLASSES])
    value = _value(found, what)
    if what == "β" and classes.is_settled and found.single is None:
        value = _WORDS["several"].format(value=value)
    return _WORDS["by_class"].format(name=name, classes=symbols, table=table, value=value)


def _value(known: Interval, what: str) -> str:
    return show_knowledge(known, "t") if what == "临界量" else f"β {show_knowledge(known)}"


def _classes(world: World, item: Node) -> _Classes:
    answers = [(each, world.answer(item, f"{CLASSES}∋{each.symbol}")) for each in world.tables.classes.values()]
    possible = tuple(each for each, known in answers if known != frozenset({"否"}))
    return _Classes(possible, tuple(each for each, known in answers if known == frozenset({"是"})))


def _threshold_by_class(classes: _Classes) -> Interval:
    """The lowest: no less than the lowest possible, no more than the lowest certain."""
    if not classes.possible:
        return POSITIVE
    amounts = [each.threshold for each in classes.possible]
    return Interval(min(amounts), min((each.threshold for each in classes.certain), default=max(amounts)))


def _beta_by_class(classes: _Classes) -> Interval:
    if not classes.possible:
        return POSITIVE
    return _span(each.beta for each in classes.possible)


def _span(numbers: Iterable[Number]) -> Interval:
    found = list(numbers)
    return Interval(min(found), max(found))


def _hull(ranges: list[Interval]) -> Interval:
    whole = ranges[0]
    for each in ranges[1:]:
        whole = whole.hull(each)
    return whole
