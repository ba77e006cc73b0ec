"""Looks up the chemicals that an answer names, and tells what is not found, not certain or mistyped."""

from __future__ import annotations

from collections.abc import Mapping

from judge.diagnostics import Position, Problems
from judge.resolve.answers import AnswerError
from judge.resolve.chemicals import Tables, cas_of
from judge.values.knowledge import Knowledge

_SHOWN = 8


def chemicals_named(raw: object, fact: str, tables: Tables, place: Position, problems: Problems) -> Knowledge:
    """The rows that an answer may mean, by name; with what was written itself where it may be none of them.

    Raises AnswerError: no text, or a CAS number with a wrong check digit.
    """
    value = raw.get("答") if isinstance(raw, Mapping) else raw
    texts = value if isinstance(value, list | tuple) else [value]
    found: set[str] = set()
    for text in texts:
        if not isinstance(text, str) or not text.strip():
            raise AnswerError("C046", name=fact)
        found.update(_looked_up(text.strip(), fact, tables, place, problems))
    if not found:
        raise AnswerError("C046", name=fact)
    return frozenset(found)


def _looked_up(text: str, fact: str, tables: Tables, place: Position, problems: Problems) -> tuple[str, ...]:
    cas = cas_of(text)
    if cas is not None and not cas[1]:
        raise AnswerError("C045", name=fact, found=text)
    row = tables.look_up(text)
    if row.is_sure:
        return row.names
    if row.names:
        rows = "；".join(row.names[:_SHOWN])
        problems.add("C044", place, name=fact, found=text, rows=rows)
    elif not row.is_outside:
        problems.add("C043", place, name=fact, found=text, nearest="、".join(row.near))
    return (*row.names, text)
