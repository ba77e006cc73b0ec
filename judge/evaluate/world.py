"""The world a visit describes: objects with what is known of them, and, where a roster is open, objects nobody has seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from judge.expr.formula import OTHER, RULE_OBJECT, UP, Range, Ref
from judge.resolve.chemicals import Tables
from judge.resolve.resolved import Constraint, ObjectType, Ruling
from judge.values.knowledge import Knowledge
from judge.values.number import Interval


@dataclass(slots=True, eq=False)
class Node:
    """An object. An unseen one has no answers, an open roster of every kind, and `unseen` set."""

    id: str
    type: str
    parent: Node | None
    answers: dict[str, Knowledge] = field(default_factory=dict)
    children: dict[str, list[Node]] = field(default_factory=dict)
    """By type: the objects seen directly under it."""
    complete: set[str] = field(default_factory=set)
    """Types whose roster directly under it is complete."""
    other: Node | None = None
    date: Interval | None = None
    count: int = 1
    unseen: bool = False
    calculated: dict[str, object] = field(default_factory=dict)
    """Notes of calculators, by fact: the figures behind a derived answer."""


Item = tuple[str, str, str]
"""Something known or askable: ("fact", object id, key), ("roster", parent id, type) or ("reading", reading id, "")."""
Watch = Callable[[Item], bool]
"""Told of every known thing that is read; false hides it."""


@dataclass(slots=True)
class World:
    """All objects, the day judged on, and what offices have ruled.

    With a `watch`, every read of something known is told to it, and what it refuses is taken as unknown: so reasons are
    found and proven sufficient.
    """

    root: Node
    nodes: dict[str, Node]
    types: Mapping[str, ObjectType]
    day: int
    rulings: Mapping[str, Ruling] = field(default_factory=dict)
    constraints: tuple[Constraint, ...] = ()
    tables: Tables = field(default_factory=Tables)
    watch: Watch | None = None
    supposed_now: list[Node] = field(default_factory=list)
    """Objects that are supposed to exist at the moment."""

    def answer(self, node: Node, key: str) -> Knowledge | None:
        """The answer at an object, if there is one and it may be seen."""
        found = node.answers.get(key)
        if found is None or self.watch is None or self.watch(("fact", node.id, key)):
            return found
        return None

    def is_complete(self, parent: Node, object_type: str) -> bool:
        """Whether all objects of a type directly under a parent are listed."""
        if object_type not in parent.complete:
            return False
        return self.watch is None or self.watch(("roster", parent.id, object_type))

    def ruling(self, reading: str) -> str | None:
        """The option an office chose for a reading, if it did."""
        found = self.rulings.get(reading)
        if found is None or (self.watch is not None and not self.watch(("reading", reading, ""))):
            return None
        return found.option

    def suppose(self, parent: Node, path: tuple[str, ...], label: str = "未见") -> list[Node]:
        """Objects nobody saw, below `parent` by a line of types whose members are unseen too: one for each object that the
        other end of an unseen relation may be, else just one. Ids begin with the supposed child's of `parent`."""
        line = [parent]
        for object_type in path:
            line = [made for above in line for made in self._suppose_child(above, object_type, label)]
        return line

    def _suppose_child(self, parent: Node, object_type: str, label: str) -> Iterator[Node]:
        others = sum(sibling.unseen for sibling in parent.children.get(object_type, ()))
        name = f"{parent.id}〈{label}{object_type}{'′' * others}〉"
        other_type = self.types[object_type].other_end
        if other_type is None:
            yield self._supposed(name, object_type, parent)
            return
        anchor: Node | None = parent
        while anchor is not None and anchor.type not in self.types[other_type].chain[1:]:
            anchor = anchor.parent
        assert anchor is not None
        scope = Range((), anchor.type, other_type)
        for other in seen(self, scope, anchor):
            made = self._supposed(f"{name}→{other.id}〉", object_type, parent)
            made.other = other
            yield made
        for above, path in open_rosters(self, scope, anchor):
            made = self._supposed(f"{name}→{above.id}：{path[0]}〉", object_type, parent)
            made.other = self._other_end(above, path, made)
            yield made

    def _supposed(self, name: str, object_type: str, parent: Node) -> Node:
        made = Node(name, object_type, parent, unseen=True)
        if self.types[object_type].nature == "事件":
            made.date = Interval(1, self.day)
        return made

    def _other_end(self, above: Node, path: tuple[str, ...], near: Node) -> Node:
        """An unseen object as the other end of an unseen relation; its ids belong to the relation."""
        node = above
        for object_type in path:
            node = Node(f"{near.id}〈另一端{object_type}〉", object_type, node, unseen=True)
        return node

    @contextmanager
    def supposing(self, node: Node) -> Iterator[None]:
        """The world in which a supposed object (with the line above it) exists."""
        placed: list[tuple[list[Node], Node]] = []
        current = node
        while current.unseen and current.parent is not None:
            siblings = current.parent.children.setdefault(current.type, [])
            if current not in siblings:
                siblings.append(current)
                self.supposed_now.append(current)
                placed.append((siblings, current))
            current = current.parent
        try:
            yield
        finally:
            for siblings, each in placed:
                siblings.remove(each)
                self.supposed_now.remove(each)


def locate(node: Node, steps: tuple[str, ...], rule_object: Node) -> Node:
    """Where a walk leads."""
    for step in steps:
        if step == UP:
            assert node.parent is not None
            node = node.parent
        elif step == RULE_OBJECT:
            node = rule_object
        else:
            assert step == OTHER
            assert node.other is not None
            node = node.other
    return node


def known(world: World, ref: Ref, node: Node, rule_object: Node) -> Knowledge:
    """What is known of a referenced fact, seen from an object; its whole domain if nothing."""
    carrier = locate(node, ref.steps, rule_object) if ref.steps else node
    found = world.answer(carrier, ref.key)
    return ref.domain if found is None else found


def seen(world: World, scope: Range, anchor: Node) -> Iterator[Node]:
    """The objects of a quantifier's range that were seen, below its anchor."""
    path = _path(world, scope)
    level = [anchor]
    for object_type in path:
        level = [child for node in level for child in node.children.get(object_type, ())]
    yield from level


def open_rosters(world: World, scope: Range, anchor: Node) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Where further objects of the range may hide: a seen (or itself unseen) parent with an open roster, and the line of
    unseen types below it that ends in the range's type."""
    path = _path(world, scope)
    level = [anchor]
    for depth, object_type in enumerate(path):
        for node in level:
            if not world.is_complete(node, object_type):
                yield node, path[depth:]
        level = [child for node in level for child in node.children.get(object_type, ())]


def supposed(world: World, scope: Range, anchor: Node) -> Iterator[Node]:
    """One supposed object of the range for each place where further ones may hide, and each other end it may have."""
    for parent, path in open_rosters(world, scope, anchor):
        yield from world.suppose(parent, path)


def _path(world: World, scope: Range) -> tuple[str, ...]:
    chain = world.types[scope.object_type].chain
    return tuple(reversed(chain[: chain.index(scope.anchor_type)]))
