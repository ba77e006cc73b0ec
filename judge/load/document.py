"""A file as a plain tree of text, together with where each value and each key of it stands."""

from __future__ import annotations

from dataclasses import dataclass

from judge.diagnostics import Position

Value = dict[str, "Value"] | list["Value"] | str | None
"""A tree as written: mappings, lists, text; None where nothing (or `null`, `~`) is written."""
Path = tuple[str | int, ...]


@dataclass(slots=True)
class Node:
    """One value with its place. `children` follow `value` key by key; `keys` says where each key stands."""

    value: Value
    line: int
    column: int
    length: int = 1
    children: dict[str, Node] | list[Node] | None = None
    keys: dict[str, tuple[int, int, int]] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The tree of one file, and the position of everything in it."""

    path: str
    text: str
    root: Node

    @property
    def value(self) -> Value:
        """The plain tree."""
        return self.root.value

    def position(self, path: Path = ()) -> Position:
        """Where the value at `path` stands, or else its nearest ancestor that exists."""
        node = self._node(path)[0]
        return Position(self.path, node.line, node.column, node.length)

    def key_position(self, path: Path) -> Position:
        """Where the key (or list item) that `path` ends in stands, or else its nearest ancestor's key."""
        node, parent, name = self._node(path)
        if parent is not None and parent.keys is not None and isinstance(name, str):
            return Position(self.path, *parent.keys[name])
        return Position(self.path, node.line, node.column, node.length)

    def node(self, path: Path) -> Node:
        """The node at `path`, or the nearest ancestor that exists."""
        return self._node(path)[0]

    def key_of(self, path: Path) -> str:
        """The innermost key on the way to `path` that exists; empty at the top."""
        return next((str(name) for _, name in reversed(self._walk(path)) if isinstance(name, str)), "")

    def nodes_along(self, path: Path) -> list[Node]:
        """The nodes from the root down to `path`, as far as they exist. A lone value counts as a list of one."""
        return [node for node, _ in self._walk(path)]

    def _node(self, path: Path) -> tuple[Node, Node | None, str | int | None]:
        """The node at `path`, its parent and its name there."""
        *above, (node, name) = self._walk(path)
        return node, above[-1][0] if above else None, name

    def _walk(self, path: Path) -> list[tuple[Node, str | int | None]]:
        walked: list[tuple[Node, str | int | None]] = [(self.root, None)]
        for step in path:
            node = walked[-1][0]
            inner = _child(node, step)
            if inner is not None:
                walked.append((inner, step))
            elif step != 0 or isinstance(node.children, list):
                break
        return walked


def _child(node: Node, step: str | int) -> Node | None:
    children = node.children
    if isinstance(children, dict):
        return children.get(step) if isinstance(step, str) else None
    if isinstance(children, list) and isinstance(step, int) and 0 <= step < len(children):
        return children[step]
    return None


def rename_key(node: Node, old: str, new: str) -> None:
    """Write the key `old` of a mapping as `new`, keeping its place among the others."""
    mappings: tuple[object, ...] = (node.value, node.children, node.keys)
    for mapping in mappings:
        if isinstance(mapping, dict):
            entries = [(new if key == old else key, value) for key, value in mapping.items()]
            mapping.clear()
            mapping.update(entries)
