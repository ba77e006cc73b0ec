"""Finds facts of one line of object types that are nearly the same: a name or a question that can be taken for another's."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations

from judge.authoring.lint.desk import Desk, FactDesk, Finding
from judge.authoring.lint.words import ALIAS, ONE_CHARACTER, SAME_NAME, SAME_QUESTION
from judge.diagnostics.names import plain
from judge.resolve.resolved import ANY_TYPE

_FILLERS = str.maketrans("", "", "的之了与和及或、，。·？?（）() “”")
_LIKE = ("人员", "设装置", "间室", "处点", "它他", "其余", "器机", "道路", "量数", "未没", "有设")
"""Characters that are often written one for the other."""
_SHORTEST = 4


def find_near_duplicates(desk: Desk) -> Iterator[Finding]:
    """L017: two facts that can be reached from one object, nearly of one name, or with one question."""
    for first, second in combinations(desk.facts, 2):
        if _on_one_line(first, second, desk) and (why := _likeness(first, second)):
            names = {"name": second.fact.full_name, "other": first.fact.full_name, "why": why}
            yield second.told("L017", second.at("名称"), first.fact.full_name, **names)


def _on_one_line(first: FactDesk, second: FactDesk, desk: Desk) -> bool:
    one, other = first.fact.object_type, second.fact.object_type
    if ANY_TYPE in (one, other):
        return True
    types = desk.library.types
    return one in types[other].chain or other in types[one].chain


def _likeness(first: FactDesk, second: FactDesk) -> str:
    """Why two facts can be taken for each other; empty if they cannot."""
    one, other = _bare(first.fact.name), _bare(second.fact.name)
    if one == other:
        return SAME_NAME
    if _bare(first.fact.question) == _bare(second.fact.question):
        return SAME_QUESTION
    words = {_bare(word) for word in (*second.fact.former_names, *second.fact.synonyms)}
    if one in words or other in {_bare(w) for w in (*first.fact.former_names, *first.fact.synonyms)}:
        return ALIAS
    if min(len(one), len(other)) >= _SHORTEST and (sorted(one) == sorted(other) or _is_slip(one, other)):
        return ONE_CHARACTER
    return ""


@cache
def _bare(text: str) -> str:
    return plain(text).translate(_FILLERS)


def _is_slip(one: str, other: str) -> bool:
    """Whether they differ in one character that is often written for another, or is often left out."""
    if len(one) == len(other):
        pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
        return len(pairs) == 1 and any(set(pairs[0]) <= set(group) for group in _LIKE)
    short, long = sorted((one, other), key=len)
    if len(long) != len(short) + 1:
        return False
    place = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[place:] == long[place + 1 :] and any(long[place] in group for group in _LIKE)
