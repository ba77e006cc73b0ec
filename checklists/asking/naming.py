"""Standards as people name them (`工贸`, `消防`, `gongmao-2023`, 危化判定准则) into ids and families of the library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from judge.diagnostics import Position, Problems, nearest
from judge.diagnostics.names import plain
from judge.resolve.resolved import Library, Standard


def named_standard(word: str, library: Library, place: Position, problems: Problems) -> str | None:
    """The id of one version or the family that a word names; None, with a problem, if it names none or several.

    An id names that version only. All else names a family: its id, a title, the sector's pinyin, then part of a title or of
    what the standard applies to.
    """
    wanted = plain(word).casefold()
    standards = library.standards
    if wanted in standards:
        return wanted
    for found in _families(wanted, standards):
        if len(found) == 1:
            return found[0]
        if found:
            several = "、".join(f"{_newest(family, standards).short_title}（{family}）" for family in found)
            problems.add("J021", place, name=word, several=several)
            return None
    known = [*standards, *(standard.family for standard in standards.values()), *_titles(standards)]
    problems.add("J020", place, name=word, nearest=nearest(word, known) or "", known=_sectors(standards))
    return None


def _families(wanted: str, standards: Mapping[str, Standard]) -> Iterator[list[str]]:
    """The families that a word fits, by ever looser ways of naming one."""
    ways: tuple[Callable[[Standard], bool], ...] = (
        lambda standard: wanted == standard.family,
        lambda standard: wanted in _plain(standard.short_title, standard.title),
        lambda standard: _pinyin(wanted) == standard.family,
        lambda standard: any(wanted in title for title in _plain(standard.short_title, standard.title)),
        lambda standard: wanted in _plain(standard.scope_text)[0],
    )
    if wanted:
        for fits in ways:
            yield list(dict.fromkeys(standard.family for standard in standards.values() if fits(standard)))


def _plain(*texts: str) -> tuple[str, ...]:
    return tuple(plain(text).casefold() for text in texts)


def _pinyin(word: str) -> str:
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(word))


def _titles(standards: Mapping[str, Standard]) -> list[str]:
    return [title for standard in standards.values() for title in (standard.short_title, standard.title)]


def _newest(family: str, standards: Mapping[str, Standard]) -> Standard:
    return max((s for s in standards.values() if s.family == family), key=lambda standard: standard.in_force_from)


def _sectors(standards: Mapping[str, Standard]) -> str:
    families = dict.fromkeys(standard.family for standard in standards.values())
    return "、".join(f"{_newest(family, standards).short_title}（{family}）" for family in families)
