"""Sets two judgements of one visit side by side, each by the versions in force on its own day, and tells what differs and why.

Verdicts belong together where their clauses do: the same clause of one version, or clauses that a standard's 沿革 leads to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from judge.judging.judgement import Judgement
from judge.resolve.resolved import Library, Standard, Succession
from judge.resolve.standards import next_version
from judge.verdict.verdict import HITS, OPEN, Outcome, Verdict

Place = tuple[str | None, str | None, str | None]
"""Of what a verdict speaks: the object; or, of unseen ones, the parent and the type."""
ClauseKey = tuple[str, str]
"""Standard, clause number."""


class Difference(StrEnum):
    """What the later day changes."""

    APPEARS = "appears"
    """A hazard on the second day, and settled as none on the first."""
    VANISHES = "vanishes"
    """A hazard on the first day, and settled as none on the second."""
    GRADE = "grade"
    """A hazard on both days, of different level."""
    OPEN = "open"
    """Settled on one day, open on the other."""


@dataclass(frozen=True, slots=True)
class ComparedVerdicts:
    """What both days say of one object by clauses that belong together, where that differs."""

    object: str | None
    object_name: str
    difference: Difference
    first: tuple[Verdict, ...]
    """Empty: no clause in force that day asks it."""
    second: tuple[Verdict, ...]
    changes: tuple[str, ...]
    """How the clauses differ, as the standards' 沿革 tells it."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two days compared."""

    first: Judgement
    second: Judgement
    rows: tuple[ComparedVerdicts, ...]
    """Hazards that appear first, then those that vanish, then the rest, hazards before others."""
    agreed: int
    """How many hazards of seen objects both days share."""
    unseen: int
    """How many verdicts about objects that nobody has seen are open on one day only; they are not told one by one."""


def compared(first: Judgement, second: Judgement, library: Library) -> Comparison:
    """Compare two judgements of the same visit, the earlier day first."""
    groups = _Groups(library, (*first.verdicts, *second.verdicts))
    sides = [_by_group(judgement.verdicts, groups) for judgement in (first, second)]
    rows: list[ComparedVerdicts] = []
    agreed = unseen = 0
    for key in dict.fromkeys((*sides[0], *sides[1])):
        one, other = (side.get(key, ()) for side in sides)
        difference = _difference(one, other)
        if difference is not None and key[0][0] is None:
            unseen += 1
        elif difference is not None:
            rows.append(_row(one, other, difference, groups.changes(key[1])))
        elif _grade(other) in HITS:
            agreed += 1
    order = list(Difference)
    rows.sort(key=lambda row: (order.index(row.difference), not _is_hazard(row)))
    return Comparison(first, second, tuple(rows), agreed, unseen)


def _row(
    one: tuple[Verdict, ...], other: tuple[Verdict, ...], difference: Difference, changes: tuple[str, ...]
) -> ComparedVerdicts:
    known = (*other, *one)[0]
    return ComparedVerdicts(known.object, known.object_name, difference, one, other, changes)


class _Groups:
    """Clauses that belong together, as connected by the 沿革 of the standards."""

    def __init__(self, library: Library, verdicts: Iterable[Verdict]) -> None:
        self._root: dict[ClauseKey, ClauseKey] = {}
        self._changes: dict[ClauseKey, list[str]] = {}
        families = {library.standards[v.standard].family for v in verdicts}
        told = [
            (standard, succession, following)
            for standard in library.standards.values()
            if standard.family in families and (following := next_version(standard, library.standards.values()))
            for succession in standard.succession
        ]
        for standard, succession, following in told:
            for ref in succession.became:
                self._join((standard.id, succession.clause), (following.id, ref))
        for standard, succession, following in told:
            self._tell(standard, succession, following)

    def of(self, verdict: Verdict) -> ClauseKey:
        """The group of a verdict's clause."""
        return self._find((verdict.standard, verdict.clause))

    def changes(self, group: ClauseKey) -> tuple[str, ...]:
        """What the standards say of how the group's clauses changed."""
        return tuple(self._changes.get(group, ()))

    def _tell(self, standard: Standard, succession: Succession, following: Standard) -> None:
        group = self._find((standard.id, succession.clause))
        self._changes.setdefault(group, []).append(succession.change)

    def _find(self, key: ClauseKey) -> ClauseKey:
        while (above := self._root.get(key, key)) != key:
            key = above
        return key

    def _join(self, one: ClauseKey, other: ClauseKey) -> None:
        one, other = self._find(one), self._find(other)
        if one != other:
            self._root[max(one, other)] = min(one, other)


def _by_group(verdicts: Sequence[Verdict], groups: _Groups) -> dict[tuple[Place, ClauseKey], tuple[Verdict, ...]]:
    found: dict[tuple[Place, ClauseKey], tuple[Verdict, ...]] = {}
    for verdict in verdicts:
        key = ((verdict.object, verdict.parent, verdict.roster), groups.of(verdict))
        found[key] = (*found.get(key, ()), verdict)
    return found


_GRADES = (
    Outcome.MAJOR,
    Outcome.SUSPECTED,
    Outcome.ORDINARY,
    Outcome.ELEMENT,
    Outcome.UNDETERMINED,
    Outcome.NOT_EXAMINED,
    Outcome.CLEAR,
)


def _grade(verdicts: Sequence[Verdict]) -> Outcome:
    """The gravest that verdicts say together; clear where there are none, or where none applies."""
    outcomes = {verdict.effective for verdict in verdicts}
    return next((grade for grade in _GRADES if grade in outcomes), Outcome.CLEAR)


def _is_hazard(row: ComparedVerdicts) -> bool:
    return any(verdict.effective in HITS for verdict in (*row.first, *row.second))


def _difference(one: Sequence[Verdict], other: Sequence[Verdict]) -> Difference | None:
    before, after = _grade(one), _grade(other)
    if before is after:
        return None
    if (before in OPEN) is not (after in OPEN):
        return Difference.OPEN
    if before in HITS and after in HITS:
        return Difference.GRADE
    if after in HITS:
        return Difference.APPEARS
    return Difference.VANISHES if before in HITS else None
