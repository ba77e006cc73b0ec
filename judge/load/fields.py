"""What a model expects at a place of the file: the keys of the mapping there."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel


def keys_at(model: type[BaseModel], path: Sequence[str | int]) -> tuple[str, ...]:
    """The keys that may be written in the mapping at `path`; empty where any may, or none."""
    expected: list[object] = [model]
    for step in path:
        expected = [inner for outer in expected for inner in _step(outer, step)]
    return tuple(key for kind in expected if _is_model(kind) for key in _fields(kind))


def _step(expected: object, step: str | int) -> Iterator[object]:
    """The types at one key or index of a value of the type `expected`."""
    if _is_model(expected):
        if step in (fields := _fields(expected)):
            yield from _alternatives(fields[str(step)])
        return
    origin, arguments = get_origin(expected), get_args(expected)
    if isinstance(step, int) and origin in (tuple, list, Sequence) and arguments:
        yield from _alternatives(arguments[0])
    elif isinstance(step, str) and origin in (dict, Mapping):
        yield from _alternatives(arguments[1])


def _alternatives(annotation: object) -> Iterator[object]:
    """The members of a union, without the wrapping that only constrains them."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _alternatives(get_args(annotation)[0])
    elif origin in (Union, types.UnionType):
        for member in get_args(annotation):
            yield from _alternatives(member)
    else:
        yield annotation


def _is_model(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _fields(model: Any) -> dict[str, object]:
    """Key as written → annotation."""
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}
