"""A tree of text of which every part knows its cell, typed as a file of ours is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel

from judge.diagnostics import Position, Problems
from judge.expr.written import Location
from judge.load.document import Document, Node, Value
from judge.load.typed import typed
from judge.resolve.source import Source

M = TypeVar("M", bound=BaseModel)


class PlacedTree:
    """Grows part by part. The line of a node is the number of its cell."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._places = [Position(path)]
        self._root = self._node({}, 0)

    def put(self, path: Location, value: object, place: Position) -> None:
        """Set a value (text, lists and mappings of it) at a path; what lies above it is made where it is missing.

        The number of a list's next item adds it; places of what is made above are that of its first part.
        """
        number = len(self._places)
        self._places.append(place)
        node = self._root
        for step, following in zip(path, (*path[1:], None), strict=True):
            node = self._step(node, step, following, value, number)

    def typed(self, model: type[M], problems: Problems) -> Source[M] | None:
        """The tree as a model; None, with problems at their cells, if it does not fit."""
        document = Document(self._path, "", self._root)
        mine = Problems()
        found = typed(document, model, mine)
        for problem in mine:
            position = problem.position
            problems.extend([replace(problem, position=self._places[position.line]) if position else problem])

        def locate(path: Location) -> Position:
            return self._places[document.position(tuple(path)).line]

        return None if found is None else Source(found, locate)

    def _step(self, node: Node, step: str | int, following: str | int | None, value: object, number: int) -> Node:
        existing = self._child(node, step)
        if existing is not None and following is not None:
            return existing
        made = self._made(value, number) if following is None else self._node([] if following == 0 else {}, number)
        if isinstance(node.value, dict) and isinstance(node.children, dict) and node.keys is not None:
            node.value[str(step)], node.children[str(step)] = made.value, made
            node.keys[str(step)] = (number, 1, 1)
        elif isinstance(node.value, list) and isinstance(node.children, list):
            node.value.append(made.value)
            node.children.append(made)
        return made

    @staticmethod
    def _child(node: Node, step: str | int) -> Node | None:
        children = node.children
        if isinstance(children, dict):
            return children.get(str(step))
        return children[step] if isinstance(children, list) and isinstance(step, int) and step < len(children) else None

    def _made(self, value: object, number: int) -> Node:
        if isinstance(value, Mapping):
            node = self._node({}, number)
            for key, inner in value.items():
                self._step(node, str(key), None, inner, number)
            return node
        if isinstance(value, list | tuple):
            node = self._node([], number)
            for index, inner in enumerate(value):
                self._step(node, index, None, inner, number)
            return node
        return Node(None if value is None else str(value), number, 1)

    @staticmethod
    def _node(value: dict[str, Value] | list[Value], number: int) -> Node:
        is_mapping = isinstance(value, dict)
        return Node(value, number, 1, 1, {} if is_mapping else [], {} if is_mapping else None)
