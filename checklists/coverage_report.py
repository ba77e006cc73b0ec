"""What `panding rules coverage` prints: how far cases show their rules, and the cases that are missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from checklists.rendering import rendered
from judge.authoring.coverage.coverage import Covered
from judge.authoring.coverage.pasting import case_line
from judge.judging.output import plain


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """The coverage of rules, and of what standards say for all their rules."""

    rules: tuple[Covered, ...]
    standards: tuple[Covered, ...]
    interrupted: bool = False

    @property
    def shown(self) -> int:
        """How many obligations confirmed cases show."""
        return sum(part.shown for part in (*self.rules, *self.standards))

    @property
    def wanted(self) -> int:
        """How many there are."""
        return sum(part.wanted for part in (*self.rules, *self.standards))

    @property
    def percent(self) -> str:
        """The share that is shown, in percent, rounded down: 100 only where nothing is missing."""
        tenths = self.shown * 1000 // self.wanted if self.wanted else 1000
        return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)

    def is_below(self, percent: float) -> bool:
        """Whether less than so much is shown."""
        return self.shown * 100 < self.wanted * percent


def coverage_text(report: CoverageReport) -> str:
    """Part by part what is shown and what is missing, with cases to paste."""
    parts = [*_parts(report.rules, is_standard=False), *_parts(report.standards, is_standard=True)]
    covered = (*report.rules, *report.standards)
    return rendered(
        "rules_coverage.txt.j2",
        parts=parts,
        shown=report.shown,
        wanted=report.wanted,
        percent=report.percent,
        impossible=sum(len(part.impossible) for part in covered),
        cases=any(part.cases for part in covered),
        waiting=any(duty.waiting for part in covered for duty in part.missing),
        interrupted=report.interrupted,
    )


def _parts(covered: Sequence[Covered], *, is_standard: bool) -> list[dict[str, Any]]:
    return [
        {
            "id": part.id,
            "title": part.title,
            "is_standard": is_standard,
            "shown": part.shown,
            "wanted": part.wanted,
            "missing": part.missing,
            "impossible": part.impossible,
            "cases": list(_lines_by_place(part).items()),
        }
        for part in covered
    ]


def _lines_by_place(part: Covered) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for proposed in part.cases:
        found.setdefault(f"{proposed.rule}，{proposed.source}", []).append(case_line(proposed.case))
    return found


def coverage_json(report: CoverageReport) -> dict[str, Any]:
    """The coverage as data; each case also as a line of YAML."""
    return {
        "shown": report.shown,
        "wanted": report.wanted,
        "interrupted": report.interrupted,
        "rules": [_as_data(part) for part in report.rules],
        "standards": [_as_data(part) for part in report.standards],
    }


def _as_data(part: Covered) -> dict[str, Any]:
    cases = [{"rule": p.rule, "source": p.source, "case": dict(p.case), "yaml": case_line(p.case)} for p in part.cases]
    return {
        "id": part.id,
        "title": part.title,
        "shown": part.shown,
        "wanted": part.wanted,
        "missing": plain(part.missing),
        "impossible": list(part.impossible),
        "cases": cases,
    }
