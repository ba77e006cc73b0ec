"""The library's drawings as parts of a page: inline SVG that is safe there and says to a screen reader what it shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from judge.resolve.resolved import Drawing, Library

_OPENING = "<svg "
_SPOKEN = Markup('<svg role="img" aria-label="{name}" ')


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with its words; `markup` is empty where the page has shown it before."""

    name: str
    note: str
    markup: Markup


def figures_of(name: str, library: Library) -> tuple[Figure, ...]:
    """The drawings of a fact (by full name) or an object type, as inline SVG."""
    return tuple(Figure(each.name, each.note, markup_of(each)) for each in library.drawings_of(name))


def figures_on_page(names: Iterable[str], library: Library) -> dict[str, tuple[Figure, ...]]:
    """The drawings of all facts and types of a page, by name; each is drawn once, at the first that it belongs to."""
    found: dict[str, tuple[Figure, ...]] = {}
    shown: set[Figure] = set()
    for name in names:
        figures = figures_of(name, library)
        found[name] = tuple(Figure(f.name, f.note, Markup()) if f in shown else f for f in figures)
        shown.update(figures)
    return found


def markup_of(drawing: Drawing) -> Markup:
    """One drawing as inline SVG. The library holds only drawings that were read and written anew as harmless."""
    return _SPOKEN.format(name=drawing.name) + Markup(drawing.svg.removeprefix(_OPENING))
