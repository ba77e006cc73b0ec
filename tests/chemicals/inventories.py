"""Visits with one unit and what it holds, judged by the shipped library."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from judge.diagnostics import Problems, render
from judge.evaluate.build import BuiltWorld, build_world
from judge.load import load_text
from judge.model.visit import VisitModel
from judge.resolve.resolved import Library
from judge.resolve.source import Source
from judge.resolve.visit import resolve_visit
from judge.values.knowledge import Knowledge
from judge.values.number import Interval

INVENTORY = {"罐区": "危险化学品存量", "生产装置": "装置存量", "危化仓库": "仓库存量"}
OTHERS = "其余: 否"


def visit_text(
    items: Sequence[str], population: str | None = "0 人", *, unit: str = "罐区", complete: bool = True, own: str = ""
) -> str:
    """A visit to one unit `u`; each item is the inside of a flow mapping of answers."""
    kind = INVENTORY[unit]
    objects = "".join(f"  - {{编号: i{n}, 类型: {kind}, 在: u}}\n" for n in range(len(items)))
    answers = "".join(f"  i{n}: {{{item}}}\n" for n, item in enumerate(items))
    people = f"  企业: {{厂外500米常住人口: {population}}}\n" if population else ""
    return (
        "检查: {编号: t, 类型: 行政检查, 日期: 2026-11-20}\n企业: {名称: 厂}\n"
        f"对象:\n  - {{编号: u, 类型: {unit}}}\n{objects}"
        f"名单:\n  - {{在: u, 类型: {kind}, 完整: {'是' if complete else '否'}}}\n"
        f"答案:\n{people}  u: {{{own}}}\n{answers}"
    )


def read(text: str, library: Library) -> tuple[BuiltWorld | None, Problems]:
    """The world of a visit, and what was told."""
    problems = Problems()
    loaded = load_text(text, "visit.yaml", VisitModel, problems)
    assert loaded is not None, render(problems)
    visit = resolve_visit(Source(loaded.model, loaded.document.position), library, problems)
    return (None if problems.has_errors else build_world(visit, library)), problems


def built(text: str, library: Library) -> BuiltWorld:
    """The world of a visit without errors."""
    world, problems = read(text, library)
    assert world is not None, render(problems)
    return world


def known(world: BuiltWorld, fact: str, of: str = "u") -> Knowledge:
    """What is known of a calculated fact."""
    answered = world.world.nodes[of].answers.get(fact)
    return world.calculations[of, fact].known if answered is None else answered


def ratio(world: BuiltWorld) -> Fraction:
    """S, which must be one number."""
    found = known(world, "存量比值之和")
    assert isinstance(found, Interval)
    assert found.single is not None, found
    return Fraction(found.single)


def levels(world: BuiltWorld) -> set[str]:
    """The levels that are possible."""
    found = known(world, "重大危险源级别")
    assert isinstance(found, frozenset)
    return set(found)


def figures(world: BuiltWorld, fact: str = "重大危险源级别", of: str = "u") -> str:
    """The numbers behind a calculated fact."""
    return world.calculations[of, fact].figures
