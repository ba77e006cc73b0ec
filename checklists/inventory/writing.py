"""Entries of an inventory as the objects, rosters and answers of a visit: by themselves, or put into a visit file.

A visit file keeps all that people wrote in it, comments too: the new parts are set in at the end of their lists.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import yaml

from checklists.inventory.entries import Answer, Entry

OBJECTS, ROSTERS, ANSWERS = "对象", "名单", "答案"
_PLAIN = re.compile(r"[\w\u4e00-\u9fff（）.·≥≤%+-]+(?: [\w²³/]+)?")
_UNUSABLE = re.compile(r"[〈〉/@.\s]+")
_INDENT = 2


class UnfitVisitError(ValueError):
    """The visit's text is of a form into which nothing can be set."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What is added to a visit."""

    objects: Sequence[Mapping[str, str]]
    rosters: Sequence[Mapping[str, str]]
    answers: Mapping[str, Mapping[str, Answer]]


def parts_of(entries: Iterable[Entry], unit: str, inventory: str, taken: Iterable[str], *, complete: bool) -> Parts:
    """The parts for a unit: one object an entry, with an id of its own."""
    used = set(taken)
    objects, answers = [], {}
    for entry in entries:
        base = f"{unit}-{_UNUSABLE.sub('_', entry.name)}"
        name, count = base, 1
        while name in used:
            count += 1
            name = f"{base}-{count}"
        used.add(name)
        objects.append({"编号": name, "类型": inventory, "在": unit})
        answers[name] = dict(entry.answers)
    rosters = [{"在": unit, "类型": inventory, "完整": "是"}] if complete else []
    return Parts(objects, rosters, answers)


def as_yaml(parts: Parts) -> str:
    """The parts as a piece of YAML."""
    lines = [f"{OBJECTS}:", *(f"  - {_flow(item)}" for item in parts.objects)]
    if parts.rosters:
        lines += [f"{ROSTERS}:", *(f"  - {_flow(item)}" for item in parts.rosters)]
    lines += [f"{ANSWERS}:", *(f"  {_scalar(key)}: {_flow(item)}" for key, item in parts.answers.items())]
    return "\n".join(lines) + "\n"


def as_data(parts: Parts) -> dict[str, object]:
    """The parts for programs."""
    return {OBJECTS: parts.objects, ROSTERS: parts.rosters, ANSWERS: parts.answers}


def set_into(text: str, parts: Parts, *, is_json: bool) -> str:
    """The visit's text with the parts in it. Raises UnfitVisitError."""
    for key, items in ((ANSWERS, parts.answers), (ROSTERS, parts.rosters), (OBJECTS, parts.objects)):
        if items:
            text = _set_in(text, key, items, is_json)
    return text


def _set_in(text: str, key: str, items: Mapping[str, object] | Sequence[object], is_json: bool) -> str:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        raise UnfitVisitError(key)
    found = next((value for name, value in root.value if name.value == key), None)
    if found is None:
        whole = [(key, items)]
        if root.flow_style:
            made = ", ".join(f"{_scalar(name, is_json)}: {_flow(value, is_json)}" for name, value in whole)
            return _before_end(text, root, made)
        lines = _lines(items, _INDENT, is_json)
        return text.rstrip("\n") + f"\n{key}:\n" + "".join(lines)
    if not isinstance(found, yaml.MappingNode if isinstance(items, Mapping) else yaml.SequenceNode):
        raise UnfitVisitError(key)
    if found.flow_style:
        return _before_end(text, found, ", ".join(_pieces(items, is_json)))
    end = _end_of_block(text, found)
    return text[:end] + "\n" + "".join(_lines(items, found.start_mark.column, is_json)).rstrip("\n") + text[end:]


def _before_end(text: str, node: yaml.CollectionNode, made: str) -> str:
    """The text with something set in before a flow collection's closing bracket."""
    end = node.end_mark.index - 1
    before = text[:end].rstrip()
    comma = ", " if node.value and not before.endswith(",") else ""
    return before + comma + made + text[end:]


def _end_of_block(text: str, node: yaml.CollectionNode) -> int:
    """Where the last line of a block ends, without blank lines and comments after it."""
    end = _last_mark(node)
    line_end = text.find("\n", end)
    return len(text) if line_end < 0 else line_end


def _last_mark(node: yaml.Node) -> int:
    """Where the last scalar or flow collection of a node ends."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last_mark(last[1] if isinstance(last, tuple) else last)
    index: int = node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return index - 1
    return index


def _pieces(items: Mapping[str, object] | Sequence[object], is_json: bool) -> list[str]:
    if isinstance(items, Mapping):
        return [f"{_scalar(key, is_json)}: {_flow(value, is_json)}" for key, value in items.items()]
    return [_flow(item, is_json) for item in items]


def _lines(items: Mapping[str, object] | Sequence[object], indent: int, is_json: bool) -> list[str]:
    mark = "" if isinstance(items, Mapping) else "- "
    return [f"{' ' * indent}{mark}{piece}\n" for piece in _pieces(items, is_json)]


def _flow(value: object, is_json: bool = False) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(_pieces(value, is_json)) + "}"
    if isinstance(value, str):
        return _scalar(value, is_json)
    assert isinstance(value, Sequence)
    return "[" + ", ".join(_flow(item, is_json) for item in value) + "]"


def _scalar(text: str, is_json: bool = False) -> str:
    """Text as a scalar, in quotes where it would not come back as it is."""
    is_plain = not is_json and _PLAIN.fullmatch(text) and text[0] not in "-.%+"
    return text if is_plain else json.dumps(text, ensure_ascii=False)
