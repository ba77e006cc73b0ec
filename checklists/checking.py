"""What `panding rules check` prints: the counts of a library, of its problems, and of the findings that are waived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from checklists.rendering import rendered
from judge.diagnostics import Problems, Severity, to_json
from judge.judging.output import plain

if TYPE_CHECKING:
    from judge.authoring.lint.waivers import Waived
    from judge.authoring.listing import Counts


def check_json(problems: Problems, waived: Sequence[Waived], counts: Counts) -> dict[str, Any]:
    """The problems of a library, the waived findings with their reasons, and the counts, as data."""
    told = [
        {
            **to_json([each.diagnostic])[0],
            "reason": each.reason,
            "date": each.date,
            "waived_at": f"{each.place.path}:{each.place.line}",
        }
        for each in waived
    ]
    return {
        "diagnostics": to_json(problems),
        "waived": told,
        "counts": {**plain(counts), **_severities(problems), "waived": len(waived)},
    }


def check_text(problems: Problems, waived: Sequence[Waived], counts: Counts, *, show_waived: bool) -> str:
    """The waived findings if they are wanted, and the counts on one line."""
    return rendered(
        "rules_checked.txt.j2",
        counts=counts,
        waived=waived,
        shown=waived if show_waived else (),
        **_severities(problems),
    )


def _severities(problems: Problems) -> dict[str, int]:
    found = Counter(problem.severity for problem in problems)
    return {"errors": found[Severity.ERROR], "warnings": found[Severity.WARNING]}
