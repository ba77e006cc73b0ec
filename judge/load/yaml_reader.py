"""YAML text into a tree: composed from parser events, every scalar kept as the text that was written."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from judge.diagnostics import Problems
from judge.load.document import Node
from judge.load.tree import StopReading, TreeBuilder, excerpt
from judge.load.yaml_errors import explain_error

LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_NOTHING = frozenset({"", "null", "~"})
_LINE_SEPARATORS = {0x2028: " ", 0x2029: " "}
_OPENING, _CLOSING = "［｛", "］｝"
_GLUED_COMMENT = re.compile(r"[ \t]+(#[^\s#!].*)")
_STRUCTURE = frozenset("\"'[]{}：")


def read_yaml(text: str, path: str, problems: Problems) -> Node | None:
    """The tree of one YAML document; None if the text cannot be read to its end."""
    text = text.translate(_LINE_SEPARATORS)
    builder = TreeBuilder(path, problems)
    try:
        _Composer(builder, text.split("\n")).feed(yaml.parse(text, Loader=LOADER))
    except StopReading:
        return None
    except yaml.YAMLError as error:
        explain_error(error, text, path, problems)
        return None
    return builder.root


class _Composer:
    """Turns YAML events into calls of the builder, refusing what this project's files may not hold."""

    def __init__(self, builder: TreeBuilder, lines: list[str]) -> None:
        self._builder = builder
        self._lines = lines
        self._flow: list[bool] = []
        self._documents = 0
        self._held: tuple[str, tuple[int, int, int]] | None = None

    def feed(self, events: Iterator[yaml.Event]) -> None:
        for event in events:
            if self._held is not None and self._settle_full_width_key(event):
                continue
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._refuse_extras(event)
                self._flow.append(bool(event.flow_style))
                self._builder.open({} if isinstance(event, yaml.MappingStartEvent) else [], _place(event))
            elif isinstance(event, yaml.CollectionEndEvent):
                self._flow.pop()
                self._builder.close()
            elif isinstance(event, yaml.AliasEvent):
                self._builder.stop("F012", _place(event))
            elif isinstance(event, yaml.DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    self._builder.stop("F014", _place(event))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_extras(event)
        place = _place(event)
        plain = not event.style
        if self._builder.awaits_key:
            if plain and "：" in event.value:
                self._held = event.value, place
                return
            if plain:
                self._check_plain_key(event.value, place)
            self._builder.key(event.value, place)
            return
        if plain:
            self._check_plain_value(event.value, place)
            self._warn_of_swallowed_text(event)
        self._builder.scalar(None if plain and event.value in _NOTHING else event.value, place)

    def _refuse_extras(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._builder.problem("F012", _place(event))
        if getattr(event, "tag", None) is not None:
            self._builder.problem("F013", _place(event))

    def _check_plain_key(self, key: str, place: tuple[int, int, int]) -> None:
        line, column, _ = place
        if key == "<<":
            self._builder.problem("F017", place)
        if key[:1].isspace():
            self._builder.problem("F018", (line, column, len(key) - len(key.lstrip())))

    def _settle_full_width_key(self, value: yaml.Event) -> bool:
        """A plain key that holds a full-width colon: `{名称：甲}` can only mean 名称 is 甲, anything else is refused.

        Returns whether `value`, the event after the key, is used up by it.
        """
        assert self._held is not None
        (text, (line, column, length)), self._held = self._held, None
        key, _, rest = text.partition("：")
        offset = len(key) + 1
        self._check_plain_key(key, (line, column, max(len(key), 1)))
        is_alone = isinstance(value, yaml.ScalarEvent) and not value.style and not value.value
        accepted = is_alone and self._flow[-1] and not _STRUCTURE.intersection(rest)
        if not accepted:
            self._builder.problem("F020", (line, column + len(key), 1), key=excerpt(key))
            if "，" in rest:
                self._builder.problem("F023", (line, column + text.index("，", offset), 1))
        self._builder.key(key, (line, column, max(len(key), 1)))
        if accepted:
            place = (line, column + offset, max(length - offset, 1))
            self._builder.scalar(None if rest.strip() in _NOTHING else rest.strip(), place)
        return accepted

    def _check_plain_value(self, value: str, place: tuple[int, int, int]) -> None:
        if value[:1] in _OPENING and value[-1:] in _CLOSING and value:
            self._builder.problem("F021", place)
        elif self._builder.in_list and self._flow[-1] and "，" in value:
            self._builder.problem("F022", place, text=excerpt(value))

    def _warn_of_swallowed_text(self, event: yaml.ScalarEvent) -> None:
        """`储罐 #1` is 储罐 with a comment to YAML; people who mean a comment leave a blank after the sign."""
        end = event.end_mark
        assert end is not None
        if end.line < len(self._lines) and (found := _GLUED_COMMENT.match(self._lines[end.line], end.column)):
            place = end.line + 1, found.start(1) + 1, len(found[1])
            self._builder.problem("F024", place, text=excerpt(found[1]))


def _place(event: yaml.Event) -> tuple[int, int, int]:
    """Line, column and length of an event; of what spans lines, only the first character is marked."""
    start, end = event.start_mark, event.end_mark
    assert start is not None
    assert end is not None
    length = end.column - start.column if end.line == start.line else 1
    return start.line + 1, start.column + 1, max(length, 1)
