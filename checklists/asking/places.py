"""Where things are found out: the area an object stands in, and the paper that a fact is read from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from judge.resolve.objects import ObjectInstance
from judge.resolve.resolved import ROOT_TYPE, Fact, Library

_THING = "实物"
_KINDS_OF_AN_AREA = 2
"""A kind of thing below which at least so many kinds of things stand is an area of its own (a workshop, a site)."""
_PAPER = "查法（文件）"
_ASIDE = re.compile(r"[（(][^（()）]*[)）]")
_END = re.compile(r"[、，；。：,;:]|上的|里的|中的|与|和(?=[^和]{2,}对照)")


def areas_of(objects: Iterable[ObjectInstance], library: Library) -> dict[str, str]:
    """By object: the id of the thing whose place it is found at; the enterprise for what is asked at the desk (people,
    contracts, records)."""
    broad = area_types(library)
    found: dict[str, str] = {}
    by_id: dict[str, ObjectInstance] = {}
    for each in objects:
        by_id[each.id] = each
        line = _line(each, by_id)
        area = next((thing for thing in line if thing.type in broad), None)
        if area is None:
            things = [thing for thing in line if thing.type != ROOT_TYPE]
            at_place = bool(things) and library.types[things[-1].type].nature == _THING
            area = things[-1] if at_place else line[-1]
        found[each.id] = area.id
    return found


def area_types(library: Library) -> frozenset[str]:
    """Kinds of things that are areas: several kinds of things stand in them."""
    counts: dict[str, int] = {}
    for object_type in library.types.values():
        if object_type.nature == _THING and object_type.parent not in (None, ROOT_TYPE):
            counts[object_type.parent or ""] = counts.get(object_type.parent or "", 0) + 1
    return frozenset(name for name, count in counts.items() if count >= _KINDS_OF_AN_AREA)


def _line(each: ObjectInstance, by_id: Mapping[str, ObjectInstance]) -> list[ObjectInstance]:
    line = [each]
    while line[-1].parent is not None:
        line.append(by_id[line[-1].parent])
    return line


def papers_of(fact: Fact) -> tuple[str, ...]:
    """The papers that its help names, without what is said about them.

    Papers of one name answer several questions at once.
    """
    return tuple(dict.fromkeys(name for line in fact.help if line.kind == _PAPER if (name := paper_name(line.text))))


@lru_cache(maxsize=4096)
def paper_name(text: str) -> str:
    """The first paper that a line of help names.

    >>> paper_name("有限空间作业票，看时间和签字人"), paper_name("作业票上的通风时间")
    ('有限空间作业票', '作业票')
    """
    return _END.split(_ASIDE.sub("", text), maxsplit=1)[0].strip()
