"""Judgements of one or several visits as the text or the data that is given out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from checklists.comparing import comparison_text
from checklists.report import judgement_text, summary_row, summary_text
from checklists.texts import OUTCOMES, TEXTS
from judge.judging import Judgement
from judge.judging.comparison import Comparison
from judge.judging.output import WhatIfRecord, judgement_to_json
from judge.resolve.resolved import Library
from judge.verdict.verdict import Outcome


@dataclass(frozen=True, slots=True)
class Judged:
    """One visit judged, with what else was asked about it."""

    judgement: Judgement
    what_if: WhatIfRecord | None = None
    comparison: Comparison | None = None


TRIPPING = {
    "major": frozenset({Outcome.MAJOR}),
    "ordinary": frozenset({Outcome.MAJOR, Outcome.ORDINARY}),
    "open": frozenset({Outcome.MAJOR, Outcome.ORDINARY, Outcome.SUSPECTED, Outcome.UNDETERMINED, Outcome.NOT_EXAMINED}),
}
"""For each `--fail-on`: what counted outcomes trip it."""
_HAZARDS = frozenset({Outcome.MAJOR, Outcome.ORDINARY, Outcome.SUSPECTED})


def as_json(judged: Sequence[Judged]) -> Any:
    """One object for one visit, an array for several."""
    data = [judgement_to_json(each.judgement, each.what_if, each.comparison) for each in judged]
    return data[0] if len(data) == 1 else data


def as_text(judged: Sequence[Judged], library: Library, *, everything: bool) -> str:
    """The texts one below the other, and for several visits a table at the end."""
    parts = []
    for each in judged:
        parts.append(judgement_text(each.judgement, library, everything=everything))
        if each.what_if is not None:
            parts.append(what_if_text(each.what_if, each.judgement))
        if each.comparison is not None:
            parts.append(comparison_text(each.comparison, library))
    if len(judged) > 1:
        parts.append(summary_text([summary_row(each.judgement) for each in judged]))
    return "".join(parts)


def left_out_text(judgement: Judgement, library: Library) -> str:
    """What the outward record leaves out, for whoever has it written; empty if nothing."""
    from checklists.records.papers import left_out_text as told

    return told(judgement, library)


def as_paper(judged: Judged, library: Library, kind: str) -> str:
    """A paper of one visit, as a page."""
    from checklists.records.papers import paper

    tried = what_if_text(judged.what_if, judged.judgement).strip().splitlines() if judged.what_if is not None else []
    return paper(kind, judged.judgement, library, tried, judged.comparison)


def as_copy(judged: Judged, library: Library) -> str:
    """The ten lines to copy by hand, as text."""
    from checklists.records.copying import copy_text

    return copy_text(judged.judgement, library)


def what_if_text(record: WhatIfRecord, judgement: Judgement) -> str:
    """What other answers would change, new hazards first."""
    from checklists.rendering import rendered

    names = judgement.visit.names
    fresh = [v for v in record.verdicts if v.after in _HAZARDS]
    return rendered(
        "what_if.txt.j2",
        record=record,
        fresh=fresh,
        others=[v for v in record.verdicts if v not in fresh],
        outcome=_outcome,
        name_of=lambda object_id: names.get(object_id, object_id),
        shown=_shown,
    )


def _outcome(outcome: str | None) -> str:
    return OUTCOMES[outcome] if outcome is not None else TEXTS["what_if_new"]


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "、".join(f"{key} {item}" for key, item in value.items())
    return " 或 ".join(map(str, value)) if isinstance(value, list) else str(value)


def trips(judged: Sequence[Judged], threshold: str) -> bool:
    """Whether what counts in any of the judgements reaches a `--fail-on` threshold."""
    tripping = TRIPPING[threshold]
    return any(verdict.effective in tripping for each in judged for verdict in each.judgement.verdicts)
