"""Whatever is open, S and the level of every completion lie within what is said: held to a plain reference."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from judge.resolve.chemicals import Tables
from judge.resolve.resolved import Library
from judge.values.number import Interval, show
from tests.chemicals.inventories import OTHERS, built, known, levels, visit_text

NAMED = ("氯", "氨", "甲苯", "一氧化碳", "硫化氢", "苯")
CLASSES = ("J3", "W2", "W5.1", "W5.4", "W11")


@dataclass(frozen=True)
class Real:
    """One chemical as it really is."""

    name: str
    """甲 stands for one outside the tables."""
    classes: tuple[str, ...]
    amount: Fraction
    beta_of: str
    """The class whose factor counts: the standard leaves it open."""


@st.composite
def reals(draw: st.DrawFn) -> Real:
    classes = tuple(draw(st.lists(st.sampled_from(CLASSES), min_size=1, max_size=3, unique=True)))
    amount = Fraction(draw(st.integers(0, 4000)), draw(st.sampled_from([1, 2, 4, 5, 10, 8])))
    return Real(draw(st.sampled_from((*NAMED, "甲"))), classes, amount, draw(st.sampled_from(classes)))


@st.composite
def said(draw: st.DrawFn, real: Real) -> str:
    """Answers that the real thing fits, with parts left open."""
    parts = []
    name = "甲（表外）" if real.name == "甲" else real.name
    match draw(st.integers(0, 3)):
        case 0:
            pass
        case 1:
            parts.append(f"化学品: [{name}, {draw(st.sampled_from(NAMED))}]")
        case _:
            parts.append(f"化学品: {name}")
    ticks = "".join(f"{each}: 是, " for each in real.classes if draw(st.integers(0, 3)))
    denied = OTHERS if ticks.count("是") == len(real.classes) and draw(st.booleans()) else "其余: 未查"
    parts.append(f"危险性类别: {{{ticks}{denied}}}")
    low = max(Fraction(0), real.amount - draw(st.integers(0, 3)))
    match draw(st.integers(0, 3)):
        case 0:
            pass
        case 1:
            parts.append(f"设计最大量: {show(low)}..{show(real.amount + draw(st.integers(0, 9)))} t")
        case _:
            parts.append(f"设计最大量: {show(real.amount)} t")
    return ", ".join(parts)


def threshold(real: Real, tables: Tables) -> Fraction:
    row = tables.chemicals.get(real.name)
    if row is not None and row.threshold is not None:
        return Fraction(row.threshold)
    return min(Fraction(tables.classes[each].threshold) for each in real.classes)


def beta(real: Real, tables: Tables) -> Fraction:
    row = tables.chemicals.get(real.name)
    if row is not None and row.beta is not None:
        return Fraction(row.beta)
    return Fraction(tables.classes[real.beta_of].beta)


def level(s: Fraction, r: Fraction) -> str:
    if s < 1:
        return "不构成"
    return "一级" if r >= 100 else "二级" if r >= 50 else "三级" if r >= 10 else "四级"


def alpha(population: int) -> Fraction:
    for floor, found in ((100, "2"), (50, "1.5"), (30, "1.2"), (1, "1")):
        if population >= floor:
            return Fraction(found)
    return Fraction(1, 2)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_completion_lies_within_what_is_said(library: Library, data: st.DataObject) -> None:
    inventory = data.draw(st.lists(reals(), max_size=4))
    seen = data.draw(st.integers(0, len(inventory)))
    population = data.draw(st.integers(0, 120))
    people = data.draw(st.sampled_from([None, f"{population} 人", f"{max(0, population - 20)}..{population + 20} 人"]))
    items = [data.draw(said(real)) for real in inventory[:seen]]
    is_complete = seen == len(inventory) and data.draw(st.booleans())
    world = built(visit_text(items, people, complete=is_complete), library)
    tables = library.tables
    shares = [(real.amount / threshold(real, tables), beta(real, tables)) for real in inventory]
    s = sum((share for share, _ in shares), Fraction(0))
    r = alpha(population) * sum((share * each for share, each in shares), Fraction(0))
    found = known(world, "存量比值之和")
    assert isinstance(found, Interval)
    assert s in found
    assert level(s, r) in levels(world)
