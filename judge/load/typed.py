"""A tree of text into a typed model; what does not fit becomes one diagnostic each, at its line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from judge.diagnostics import Position, Problems, nearest, plain
from judge.load.document import Document, Path, rename_key
from judge.load.fields import keys_at
from judge.load.tree import REPORTED, excerpt
from judge.load.yaml_errors import FULL_WIDTH_COLON, NO_BLANK

M = TypeVar("M", bound=BaseModel)

_HEAD = 1000
_CODES = {
    "extra_forbidden": "F060",
    "missing": "F061",
    "literal_error": "F066",
    "yes_no": "F069",
    "full_date": "F070",
    "too_short": "F071",
    "string_too_short": "F065",
}
_MAPPING_TYPES = frozenset({"model_type", "model_attributes_type", "dict_type", "mapping_type"})
_LIST_TYPES = frozenset({"tuple_type", "list_type", "set_type", "frozen_set_type", "iterable_type"})
_NUMBER_TYPES = ("int_", "float_", "decimal_")
_BOUNDS = {
    "greater_than_equal": ("ge", "≥"),
    "greater_than": ("gt", ">"),
    "less_than_equal": ("le", "≤"),
    "less_than": ("lt", "<"),
}
_PATTERNS = {
    r"^[a-z0-9-]+/[^/\s]+$": "F072",
    r"^[a-z0-9][a-z0-9-]*$": "F073",
    r"^\d+/\d+$": "F074",
}


def typed(document: Document, model: type[M], problems: Problems) -> M | None:
    """The document as a `model`; None, with diagnostics, where it does not fit."""
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        if not _rename_misspelt_width(document, model, error):
            _report(document, model, error, problems)
            return None
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        _report(document, model, error, problems)
        return None


def _rename_misspelt_width(document: Document, model: type[BaseModel], error: ValidationError) -> bool:
    """Give keys that differ from a known one only in width or form (`ＩＤ` for `ID`) the known form."""
    renamed = False
    for details in error.errors(include_url=False, include_input=False):
        if details["type"] != "extra_forbidden":
            continue
        *parent, key = details["loc"]
        node = document.node(tuple(parent))
        known = plain(str(key))
        if known != key and known in keys_at(model, parent) and known not in (node.keys or {}):
            rename_key(node, str(key), known)
            renamed = True
    return renamed


def _report(document: Document, model: type[BaseModel], error: ValidationError, problems: Problems) -> None:
    found = [details for details in error.errors(include_url=False) if not _is_consequence(details)]
    misspelt = {tuple(details["loc"]): _suggestion(document, model, details) for details in found[:REPORTED]}
    supplied = {(*path[:-1], key) for path, key in misspelt.items() if key}
    for details in found[:REPORTED]:
        if details["type"] != "missing" or tuple(details["loc"]) not in supplied:
            _report_one(document, model, details, problems)
    if len(found) > REPORTED:
        problems.add("F077", Position(document.path), shown=REPORTED, rest=len(found) - REPORTED)


def _suggestion(document: Document, model: type[BaseModel], details: Mapping[str, Any]) -> str | None:
    """For an unknown key the nearest known one that is not yet written beside it."""
    if details["type"] != "extra_forbidden":
        return None
    *parent, key = details["loc"]
    written = document.node(tuple(parent)).keys or {}
    return nearest(str(key), [name for name in keys_at(model, parent) if name not in written])


def _is_consequence(details: Mapping[str, Any]) -> bool:
    """Whether a list is called too short only because items of it are faulty: these are reported themselves."""
    written, least = details["input"], details.get("ctx", {}).get("min_length", 0)
    return details["type"] == "too_short" and isinstance(written, list | tuple) and len(written) >= least


def _report_one(document: Document, model: type[BaseModel], details: Mapping[str, Any], problems: Problems) -> None:
    kind, path, written = str(details["type"]), tuple(details["loc"]), details["input"]
    context: Mapping[str, Any] = details.get("ctx", {})
    clause = _clause_above(document, path)
    if kind == "extra_forbidden":
        *parent, key = path
        known = "、".join(keys_at(model, parent))
        values = {"key": excerpt(str(key)), "nearest": _suggestion(document, model, details) or "", "allowed": known}
        problems.add("F060", document.key_position(path), clause=clause, **values)
    elif kind == "missing":
        *parent, key = path
        owner = tuple(parent)
        problems.add("F061", _owner_position(document, owner), clause=clause, key=key, parent=document.key_of(owner))
    elif kind in _MAPPING_TYPES and (slips := _misread_colons(document, path)):
        for slip, place, name in slips:
            problems.add(slip, place, clause=clause, key=excerpt(name))
    else:
        code, values = _wrong_value(kind, written, context)
        place_of = document.key_position if written is None else document.position
        problems.add(
            code, place_of(path), clause=clause, key=excerpt(document.key_of(path)), written=_shown(written), **values
        )


def _wrong_value(kind: str, written: object, context: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """The code, and the values of its text, for a value that does not fit."""
    if written is None:
        return "F065", {}
    if kind in _MAPPING_TYPES:
        return "F062", {}
    if kind in _LIST_TYPES:
        return "F063", {}
    if isinstance(written, dict | list | tuple) and kind != "too_short":
        return "F064", {}
    if kind == "literal_error":
        choices = _choices(str(context.get("expected", "")))
        return "F066", {"choices": "、".join(choices), "nearest": nearest(str(written), choices) or ""}
    if kind == "string_pattern_mismatch":
        pattern = str(context.get("pattern", ""))
        return _PATTERNS.get(pattern, "F075"), {}
    if kind in _BOUNDS:
        limit, sign = _BOUNDS[kind]
        return "F068", {"bound": f"{sign} {context.get(limit, '')}"}
    if kind.startswith(_NUMBER_TYPES):
        return "F067", {}
    if kind == "too_short":
        return "F071", {"least": str(context.get("min_length", 1))}
    return _CODES.get(kind, "F076"), {}


def _choices(expected: str) -> list[str]:
    """The members of a Literal from pydantic's list of them: `'a', 'b' or 'c'`."""
    return [part for part in expected.split("'")[1::2] if part]


def _shown(written: object) -> str:
    return excerpt(written) if isinstance(written, str) else ""


def _owner_position(document: Document, path: Path) -> Position:
    """Where a mapping that lacks a key is named: at its own key, or at its first key if it is an item of a list."""
    return document.key_position(path) if path and isinstance(path[-1], str) else document.position(path)


def _misread_colons(document: Document, path: Path) -> list[tuple[str, Position, str]]:
    """Where a mapping is wanted but a text stands that begins like `名称：甲` or `名称:甲`: code, place, and the key."""
    node = document.node(path)
    if not isinstance(node.value, str) or not _misread_colon(node.value):
        return []
    # The whole file may be written so: then every line of it counts.
    most = 1 if path else REPORTED
    lines = document.text.split("\n", node.line - 1 + most)[node.line - 1 :][:most]
    lines[0] = " " * (node.column - 1) + lines[0][node.column - 1 :]
    slips = ((number, _misread_colon(line)) for number, line in enumerate(lines, node.line))
    return [(slip[0], Position(document.path, number, slip[1]), slip[2]) for number, slip in slips if slip]


def _misread_colon(line: str) -> tuple[str, int, str] | None:
    """Code, column and key if a line has a colon that is full-width or has no blank behind it."""
    head = line[:_HEAD]
    if found := FULL_WIDTH_COLON.match(head):
        return "F020", found.end(), found[1]
    if found := NO_BLANK.match(head):
        return "F032", found.end(), found[1]
    return None


def _clause_above(document: Document, path: Path) -> str | None:
    """The clause that the innermost mapping around `path` names, if one does."""
    for node in reversed(document.nodes_along(path)):
        clause = node.value.get("条款") if isinstance(node.value, dict) else None
        if isinstance(clause, str):
            return clause
    return None
