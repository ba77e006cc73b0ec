"""Proves things about formulas, and finds the smallest concrete case where a proof fails.

A formula is looked at from one object of an enterprise of which nothing is known and whose rosters are all open: what is
certain there is certain everywhere. Concrete cases are sought in small enterprises whose rosters are complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from judge.evaluate.exact import Exact
from judge.evaluate.kleene import Kleene
from judge.evaluate.world import Node, World
from judge.expr.formula import Count, Every, Exists, Formula, Sum, conjunction, negation, walk
from judge.model.visit import ROOT_ID
from judge.resolve.resolved import ROOT_TYPE, Library, Ruling
from judge.values.knowledge import Knowledge
from judge.values.truth import Truth

SIZES = (1, 2, 3)
"""How many objects of each type a quantifier speaks of are tried in concrete cases."""


@dataclass(frozen=True, slots=True)
class Given:
    """One answer of a concrete case: at an object, under a key, one of some values."""

    object: str
    object_type: str
    key: str
    value: Knowledge


@dataclass(frozen=True, slots=True)
class Example:
    """A concrete case, as small as possible: the answers that matter, the objects beside the judged one (with parents and
    other ends), the options of readings. All rosters are complete."""

    given: tuple[Given, ...]
    objects: tuple[tuple[str, str, str, str | None], ...] = ()
    """(id, type, parent's id, other end's id) of each object besides the judged one and its ancestors."""
    readings: tuple[tuple[str, str], ...] = ()


class Prover:
    """Proves by the library's vocabulary and constraints."""

    def __init__(self, library: Library, day: int) -> None:
        self._library, self._day = library, day
        self._kleene = Kleene()

    def truth(self, formula: Formula, object_type: str) -> Truth:
        """True if the formula always holds at an object of the type, False if never, None if it depends."""
        world, node = self.open_world(object_type)
        return Exact(world, self._kleene).truth(formula, node)

    def example(self, formula: Formula, object_type: str) -> Example | None:
        """The smallest concrete case in which the formula holds; None if there is none, or none so small."""
        if self.truth(formula, object_type) is False:
            return None
        for size in (0, *SIZES):
            world, node = self.closed_world(object_type, formula, size)
            exact = Exact(world, self._kleene)
            analysis = exact.analyse(formula, node)
            if analysis.truth is False or (analysis.truth is None and analysis.to_true is None):
                continue
            return self._example(world, node, analysis.to_true or ())
        return None

    def difference(self, first: Formula, second: Formula, object_type: str) -> tuple[Example | None, Example | None]:
        """The smallest cases in which only the first holds, and only the second; (None, None) proves them equal.

        Raises UndecidedError where they are not equal but no small case shows it.
        """
        found = []
        for one, other in ((first, second), (second, first)):
            apart = conjunction((one, negation(other)))
            example = self.example(apart, object_type)
            if example is None and self.truth(apart, object_type) is not False:
                raise UndecidedError
            found.append(example)
        return found[0], found[1]

    def open_world(self, object_type: str) -> tuple[World, Node]:
        """One object of the type with its ancestors and other ends, nothing known, every roster open."""
        return self._world(object_type, (), 0)

    def closed_world(self, object_type: str, formula: Formula, size: int) -> tuple[World, Node]:
        """As the open world, with so many further objects of each type that the formula's quantifiers speak of, and every
        roster complete."""
        types = tuple(dict.fromkeys(quantified_types(formula)))
        world, node = self._world(object_type, types, size)
        for each in world.nodes.values():
            each.complete = set(world.types)
        return world, node

    def _world(self, object_type: str, further: tuple[str, ...], size: int) -> tuple[World, Node]:
        maker = _Maker(self._library)
        node = maker.line(object_type)
        for other in further:
            maker.more(other, size)
        world = World(
            root=maker.nodes[ROOT_ID],
            nodes=maker.nodes,
            types=self._library.types,
            day=self._day,
            rulings=dict[str, Ruling](),
            constraints=self._library.constraints,
            tables=self._library.tables,
        )
        return world, node

    def _example(self, world: World, node: Node, choices: Iterable[object]) -> Example:
        from judge.evaluate.diagram import Choice

        given: list[Given] = []
        readings: list[tuple[str, str]] = []
        for choice in choices:
            assert isinstance(choice, Choice)
            kind, first, second = choice.item
            if kind == "reading" and choice.option is not None:
                readings.append((first, choice.option))
            elif kind == "fact" and choice.values:
                given.append(Given(first, world.nodes[first].type, second, choice.values[0]))
        own = {above.id for above in _upwards(node)}
        used = [n for n in world.nodes.values() if n.id not in own]
        objects = tuple(
            (n.id, n.type, n.parent.id if n.parent else ROOT_ID, n.other.id if n.other else None) for n in used
        )
        return Example(tuple(sorted(given, key=lambda g: (g.object, g.key))), objects, tuple(sorted(readings)))


class UndecidedError(Exception):
    """Two formulas differ, but only in cases larger than those tried."""


class _Maker:
    """Makes the objects of a small enterprise; the judged object's line bears the names of its types."""

    def __init__(self, library: Library) -> None:
        self._types = library.types
        self.nodes: dict[str, Node] = {ROOT_ID: Node(ROOT_ID, ROOT_TYPE, None)}
        self._first: dict[str, Node] = {ROOT_TYPE: self.nodes[ROOT_ID]}

    def line(self, object_type: str) -> Node:
        """The first object of a type, with all above it and at its other end."""
        if object_type not in self._first:
            parent_type = self._types[object_type].parent
            assert parent_type is not None
            self._first[object_type] = self._made(object_type, object_type, self.line(parent_type))
        return self._first[object_type]

    def more(self, object_type: str, size: int) -> None:
        """So many objects of a type below the judged line, besides those already there."""
        parent_type = self._types[object_type].parent
        assert parent_type is not None
        parent = self._first.get(parent_type) or self.line(parent_type)
        for number in range(1, size + 1):
            self._made(f"{object_type}{number}", object_type, parent)

    def _made(self, name: str, object_type: str, parent: Node) -> Node:
        made = Node(name, object_type, parent)
        parent.children.setdefault(object_type, []).append(made)
        self.nodes[name] = made
        other = self._types[object_type].other_end
        if other is not None:
            made.other = self._other_end(name, other)
        return made

    def _other_end(self, owner: str, object_type: str) -> Node:
        parent_type = self._types[object_type].parent or ROOT_TYPE
        above = self._first.get(parent_type) or self.line(parent_type)
        return self._made(f"{owner}的{object_type}", object_type, above)


def quantified_types(formula: Formula) -> Iterator[str]:
    """The types that a formula's quantifiers speak of, outer ones first."""
    for part in walk(formula):
        if isinstance(part, Exists | Every | Count | Sum):
            yield part.range.object_type


def _upwards(node: Node) -> Iterator[Node]:
    current: Node | None = node
    while current is not None:
        yield current
        current = current.parent
