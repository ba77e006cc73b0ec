"""A visit judged on two days, side by side, as text: what differs, on which object, why."""

from __future__ import annotations

from dataclasses import dataclass

from checklists.findings import object_name
from checklists.open_questions import short_clause
from checklists.reasons import reason_lines, wording_of
from checklists.rendering import rendered
from checklists.texts import OUTCOMES, TEXTS
from judge.judging import Judgement
from judge.judging.comparison import ComparedVerdicts, Comparison
from judge.resolve.resolved import Library
from judge.values.dates import show_date
from judge.verdict.verdict import HITS, Verdict


@dataclass(frozen=True, slots=True)
class SideLine:
    """One verdict of one day."""

    clause: str
    title: str
    outcome: str
    situations: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One difference, ready to be printed."""

    object: str
    difference: str
    first: tuple[SideLine, ...]
    second: tuple[SideLine, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A comparison, ready to be printed."""

    first: str
    second: str
    standards: tuple[list[str], list[str]]
    """Titles in force on the one day only."""
    rows: list[ComparedRow]
    agreed: int
    unseen: int


def comparison_text(comparison: Comparison, library: Library) -> str:
    """The comparison for people."""
    return rendered("comparison.txt.j2", compared=side_by_side(comparison, library))


def side_by_side(comparison: Comparison, library: Library) -> SideBySide:
    """The differences, one for each object and group of clauses."""
    first, second = comparison.first, comparison.second
    return SideBySide(
        first=show_date(first.visit.judged_on),
        second=show_date(second.visit.judged_on),
        standards=(_changed_standards(first, second), _changed_standards(second, first)),
        rows=[_row(row, comparison, library) for row in comparison.rows],
        agreed=comparison.agreed,
        unseen=comparison.unseen,
    )


def _changed_standards(judgement: Judgement, other: Judgement) -> list[str]:
    """The standards in force on the one day and not on the other."""
    theirs = {standard.id for standard in other.scope.standards}
    return [f"《{s.title}》（{s.number}）" for s in judgement.scope.standards if s.id not in theirs]


def _row(row: ComparedVerdicts, comparison: Comparison, library: Library) -> ComparedRow:
    any_verdict = (*row.second, *row.first)[0]
    return ComparedRow(
        object=object_name(any_verdict),
        difference=TEXTS[f"compared_{row.difference}"],
        first=tuple(_side(verdict, comparison.first, library) for verdict in row.first),
        second=tuple(_side(verdict, comparison.second, library) for verdict in row.second),
        changes=row.changes,
    )


def _side(verdict: Verdict, judgement: Judgement, library: Library) -> SideLine:
    wording = wording_of(judgement, library, verdict.standard, verdict.object)
    found = verdict.situations if verdict.effective in HITS else verdict.refuted
    reasons = dict.fromkeys("；".join(line.strip() for line in reason_lines(s.because, wording)) for s in found)
    return SideLine(
        clause="".join(short_clause(verdict, library, with_title=False)),
        title=verdict.title,
        outcome=OUTCOMES[verdict.effective],
        situations="；".join(situation.name for situation in verdict.situations),
        reasons=tuple(reasons),
    )
