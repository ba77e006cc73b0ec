"""The tables as resolved, and the lookup of a chemical by name, synonym or CAS number."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from judge.diagnostics.names import plain
from judge.values.number import Number

OUTSIDE = "（表外）"
"""After a name: whoever answers has looked, and the chemical is not one of the table's."""
_OUTSIDE = plain(OUTSIDE)
_IDLE = re.compile(r"[\s\-‐‑‒–—―−·]+")
_CAS = re.compile(r"(\d{2,7})-(\d\d)-(\d)")
_NEAR, _CLOSE = 3, 0.5
_LONGEST = 80


def folded(name: str) -> str:
    """A name without what nobody means: width, case, blanks, hyphens.

    >>> folded("１,３－丁二烯 ") == folded("1,3丁二烯"), folded("tdi") == folded("TDI")
    (True, True)
    """
    return _IDLE.sub("", plain(name)).casefold()


def cas_of(text: str) -> tuple[str, bool] | None:
    """A CAS number in its usual form and whether its check digit is right; None if the text has not the form of one.

    >>> cas_of("７７８２-５０-５"), cas_of("7782-50-6"), cas_of("氯")
    (('7782-50-5', True), ('7782-50-6', False), None)
    """
    match = _CAS.fullmatch(re.sub(r"[\s]", "", re.sub(r"[‐‑‒–—―−]", "-", plain(text))))
    if match is None:
        return None
    first, second, check = match.groups()
    total = sum(place * int(digit) for place, digit in enumerate(reversed(first + second), 1))
    return f"{first.lstrip('0')}-{second}-{check}", total % 10 == int(check)


@dataclass(frozen=True, slots=True)
class Chemical:
    """A chemical of table 1 or table 3; one of table 3 alone has no threshold, one of table 1 alone no factor."""

    name: str
    """With its restriction, if it has one."""
    threshold: Number | None
    beta: Number | None
    cas: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()
    is_restricted: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class HazardClass:
    """A class of hazard: tables 2 and 4."""

    symbol: str
    meaning: str
    threshold: Number
    beta: Number


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a published list."""

    name: str
    group: str
    words: tuple[str, ...]
    """Name, synonyms and CAS numbers."""
    note: str
    confidence: str


@dataclass(frozen=True, slots=True)
class NamedList:
    """A published list."""

    id: str
    title: str
    documents: tuple[str, ...]
    note: str
    entries: tuple[Entry, ...]

    def find(self, word: str) -> tuple[Entry, ...]:
        """The entries that a name, synonym or CAS number leads to."""
        wanted = folded(word)
        return tuple(entry for entry in self.entries if wanted in map(folded, entry.words))


@dataclass(frozen=True, slots=True)
class Found:
    """What a name leads to: the rows that it may mean. With `is_sure` it is the one row; else it may also mean none."""

    names: tuple[str, ...] = ()
    is_sure: bool = False
    near: tuple[str, ...] = ()
    is_outside: bool = False
    """Said to be outside the table."""


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of a library."""

    chemicals: Mapping[str, Chemical] = field(default_factory=dict)
    classes: Mapping[str, HazardClass] = field(default_factory=dict)
    alphas: tuple[tuple[int, Number], ...] = ()
    """From how many residents on which α; the largest number first."""
    lists: Mapping[str, NamedList] = field(default_factory=dict)
    index: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Folded words → names of chemicals."""
    words: tuple[str, ...] = ()
    """All names and synonyms as written."""

    def look_up(self, text: str) -> Found:
        """The rows that a name, a synonym or a CAS number leads to, else the nearest names."""
        said = plain(text)
        is_outside = said.endswith(_OUTSIDE)
        said = said.removesuffix(_OUTSIDE).strip()
        cas = cas_of(said)
        names = self.index.get(folded(cas[0] if cas else said), ())
        if len(names) == 1:
            row = self.chemicals[names[0]]
            if not row.is_restricted or folded(row.name) == folded(said):
                return Found(names, True)
        if is_outside:
            return Found(is_outside=True)
        return Found(names, False, () if names or cas else tuple(_nearest(said, self.words)))


def _nearest(text: str, words: Iterable[str]) -> list[str]:
    by_folded = {folded(word): word for word in words}
    wanted = folded(text)[:_LONGEST]
    return [by_folded[key] for key in difflib.get_close_matches(wanted, by_folded, _NEAR, _CLOSE)]
