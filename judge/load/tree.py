"""Events of a reader (a mapping opens, a scalar, …) into a tree of nodes, without recursion and within fixed bounds."""

from __future__ import annotations

from typing import NoReturn

from judge.diagnostics import INVISIBLE, Position, Problems, Severity, severity_of
from judge.load.document import Node, Value
from judge.load.text import CONTROL, code_point

DEPTH_LIMIT = 60
NODE_LIMIT = 2_000_000
REPORTED = 200
"""Diagnostics of one kind told per file: with more errors it is wrong as a whole, and the rest is not read."""
_SHOWN = 40


class StopReading(Exception):  # noqa: N818 - it ends the reading, the problem is already recorded
    """The rest of the file is not worth reading: the problem has been recorded."""


def excerpt(text: str) -> str:
    """A piece of the user's text, short enough for a message."""
    line = " ".join(text[: _SHOWN * 10].split())
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"


class TreeBuilder:
    """Gathers events into nodes. Places are (line, column, length), from 1."""

    def __init__(self, path: str, problems: Problems) -> None:
        self._path = path
        self._problems = problems
        self._open: list[tuple[Node, Node | None, str | None]] = []
        self._parent: Node | None = None
        self._key: str | None = None
        self._count = 0
        self._reported = {Severity.ERROR: 0, Severity.WARNING: 0}
        self.root: Node | None = None

    @property
    def awaits_key(self) -> bool:
        """Whether the next value is a key of a mapping."""
        return self._parent is not None and isinstance(self._parent.value, dict) and self._key is None

    @property
    def in_list(self) -> bool:
        """Whether the next value is an item of a list."""
        return self._parent is not None and isinstance(self._parent.value, list)

    def open(self, value: dict[str, Value] | list[Value], place: tuple[int, int, int]) -> None:
        """A mapping or a list begins."""
        if self.awaits_key:
            self.stop("F015", place)
        if len(self._open) >= DEPTH_LIMIT:
            self.stop("F010", place, limit=DEPTH_LIMIT)
        node = Node(value, *place, {} if isinstance(value, dict) else [], {} if isinstance(value, dict) else None)
        self._put(node, place)
        self._open.append((node, self._parent, self._key))
        self._parent, self._key = node, None

    def close(self) -> None:
        """The innermost mapping or list ends."""
        _, self._parent, _ = self._open.pop()
        self._key = None

    def scalar(self, value: str | None, place: tuple[int, int, int]) -> None:
        """A value that is not a mapping or list."""
        if value is not None and (match := CONTROL.search(value)):
            self.problem("F006", place, character=code_point(match[0]))
        self._put(Node(value, *place), place)

    def key(self, text: str | None, place: tuple[int, int, int]) -> None:
        """A key; its value follows."""
        name = INVISIBLE.sub("", text or "").strip()
        if not name:
            self.problem("F016", place)
        parent = self._parent
        assert parent is not None
        assert parent.keys is not None
        self._count_one(place)
        if match := CONTROL.search(name):
            self.problem("F006", place, character=code_point(match[0]))
        if name in parent.keys:
            self.problem("F011", place, key=excerpt(name), first=parent.keys[name][0])
        else:
            if not parent.keys and (parent.line, parent.column) == place[:2]:
                parent.length = place[2]  # a mapping without braces is marked by its first key
            parent.keys[name] = place
        self._key = name

    def stop(self, code: str, place: tuple[int, int, int], **values: object) -> NoReturn:
        """Record a problem that makes the rest of the file unreadable."""
        self._problems.add(code, Position(self._path, *place), clause=None, **values)
        raise StopReading

    def problem(self, code: str, place: tuple[int, int, int], **values: object) -> None:
        """Record a problem; too many errors end the reading, too many warnings are not told."""
        severity = severity_of(code)
        self._reported[severity] += 1
        if self._reported[severity] <= REPORTED:
            self._problems.add(code, Position(self._path, *place), clause=None, **values)
        elif severity is Severity.ERROR:
            self._problems.add("F077", Position(self._path), shown=REPORTED, rest="")
            raise StopReading
        elif self._reported[severity] == REPORTED + 1:
            self._problems.add("F078", Position(self._path), shown=REPORTED)

    def _count_one(self, place: tuple[int, int, int]) -> None:
        self._count += 1
        if self._count > NODE_LIMIT:
            self.stop("F009", place, limit=NODE_LIMIT)

    def _put(self, node: Node, place: tuple[int, int, int]) -> None:
        self._count_one(place)
        parent = self._parent
        if parent is None:
            self.root = node
        elif isinstance(parent.children, list) and isinstance(parent.value, list):
            parent.children.append(node)
            parent.value.append(node.value)
        elif isinstance(parent.children, dict) and isinstance(parent.value, dict) and self._key is not None:
            if self._key not in parent.children:
                parent.children[self._key] = node
                parent.value[self._key] = node.value
            self._key = None
