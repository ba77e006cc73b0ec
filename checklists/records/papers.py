"""The papers of a visit as self-contained pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from checklists.command_words import COPY_OUT, HAND_IN, OUTWARD
from checklists.comparing import side_by_side
from checklists.findings import Findings, findings_of
from checklists.open_questions import clause_list, counted, open_things
from checklists.pages import page
from checklists.records.copying import copy_lines
from checklists.records.excluded import excluded_lines
from checklists.records.facts import facts_seen
from checklists.records.fields import LADDER, Printed, printed, printed_observation
from checklists.records.handing_in import wanted_papers
from checklists.records.head import head_of
from checklists.records.issuing import before_issuing
from checklists.records.outward import Outward, outward_of
from checklists.report import clear_lines
from checklists.texts import BLANK, COPY, LIST, OUTCOMES, RECORD
from judge.judging import Judgement
from judge.judging.comparison import Comparison
from judge.resolve.resolved import Library, is_within
from judge.values.dates import show_date

SHEET = "records/record.css.j2"
UNFOLD = "addEventListener('beforeprint',()=>{for(const d of document.querySelectorAll('details'))d.open=true})"
"""What is folded on the screen is printed; newer browsers need no script for it."""
_PLAIN = re.compile(r"[\w .·〔〕（）()\-]{1,60}")
"""What may stand in the running head, which is part of the style sheet."""


def paper(
    kind: str,
    judgement: Judgement,
    library: Library,
    what_if: Sequence[str] = (),
    comparison: Comparison | None = None,
) -> str:
    """A paper of one judgement, as a page; `what_if`, lines on answers that were tried out, and the comparison with another
    day stand in the working paper only."""
    if kind == COPY_OUT:
        return _copied(judgement, library)
    if kind == HAND_IN:
        return _handing_in(judgement, library)
    outward = outward_of(judgement, library)
    if kind == OUTWARD:
        return _outward(judgement, library, outward)
    return _working(judgement, library, outward, what_if, comparison)


def left_out_text(judgement: Judgement, library: Library) -> str:
    """What the outward record does not say though it was found, for whoever has it written; empty if there is nothing."""
    left_out = outward_of(judgement, library).left_out
    if not left_out:
        return ""
    lines = [
        RECORD["left_out_line"].format(title=one.title, objects="、".join(one.objects), why=one.why) for one in left_out
    ]
    return RECORD["left_out"].format(count=len(left_out)) + "\n".join(lines)


def _copied(judgement: Judgement, library: Library) -> str:
    return page(
        "records/copy.html.j2",
        sheet=SHEET,
        head=head_of(judgement, library, COPY["title"]),
        running_head=_running_head(judgement),
        lead=COPY["lead"],
        lines=copy_lines(judgement, library),
    )


def _handing_in(judgement: Judgement, library: Library) -> str:
    wanted = wanted_papers(judgement, library)
    return page(
        "records/handing_in.html.j2",
        sheet=SHEET,
        head=head_of(judgement, library, LIST["title"]),
        running_head=_running_head(judgement),
        wanted=wanted,
        count=LIST["count"].format(count=sum(len(one.papers) for one in wanted), objects=len(wanted)),
        words=LIST,
    )


def _running_head(judgement: Judgement) -> str:
    """What stands at the head of each printed page; nothing where the visit's number could not stand in a style sheet."""
    running = RECORD["running_head"].format(id=judgement.visit.id)
    return running if _PLAIN.fullmatch(running) else ""


def _outward(judgement: Judgement, library: Library, outward: Outward) -> str:
    last = len(outward.findings)
    return page(
        "records/outward_record.html.j2",
        sheet=SHEET,
        major=[printed(finding, library, outward=True) for finding in outward.major],
        ordinary=[printed(finding, library, outward=True) for finding in outward.ordinary],
        facts=facts_seen(outward.findings, judgement, library),
        **_shared(judgement, library, RECORD["outward"], last, outward=True),
    )


def _working(
    judgement: Judgement,
    library: Library,
    outward: Outward,
    what_if: Sequence[str],
    comparison: Comparison | None,
) -> str:
    findings = findings_of(judgement, library)
    last = max((finding.number for finding in findings.all), default=0)
    shown = {
        name: [printed(finding, library, outward=False) for finding in getattr(findings, name)]
        for name in ("major", "ordinary", "suspected", "leaning", "overruled")
    }
    cited: list[Printed] = [*shown["major"], *shown["ordinary"], *shown["suspected"]]
    observations = list(enumerate(judgement.observations, last + 1))
    counts = counted(judgement.verdicts)
    return page(
        "records/working_paper.html.j2",
        script=UNFOLD,
        sheet=SHEET,
        **shown,
        elements=findings.elements,
        counts=SimpleNamespace(**{name: counts[name] for name in OUTCOMES}),
        leaning_count=_leaning_count(findings),
        things=open_things(judgement, library),
        clear=[line for line in clear_lines(judgement, library) if line.outcome != OUTCOMES["not_applicable"]],
        excluded=excluded_lines(judgement, library),
        beyond=_beyond(judgement, library),
        disagreements=judgement.summary.disagreements,
        check=before_issuing(judgement, library, cited, observations, outward.left_out),
        clause_list=clause_list,
        what_if=what_if,
        compared=side_by_side(comparison, library) if comparison is not None else None,
        judged=len(judgement.verdicts),
        **_shared(judgement, library, RECORD["working"], last, outward=False),
    )


def _shared(judgement: Judgement, library: Library, title: str, last: int, *, outward: bool) -> dict[str, Any]:
    """What both papers are filled with; `last` is the number of the last finding."""
    model = judgement.visit.model
    return {
        "head": head_of(judgement, library, title),
        "running_head": _running_head(judgement),
        "observations": [
            (number, item, printed_observation(item, outward=outward))
            for number, item in enumerate(judgement.observations, last + 1)
        ],
        "corrections": [(judgement.visit.names.get(c.object, c.object), c) for c in model.corrections],
        "signed": model.signed,
        "names": judgement.visit.names,
        "levels": OUTCOMES,
        "ladder": LADDER,
        "blank": BLANK,
        "words": RECORD,
        "as_text": _as_text,
    }


def _leaning_count(findings: Findings) -> int:
    return sum(len(finding.verdicts) for finding in findings.leaning)


def _beyond(judgement: Judgement, library: Library) -> SimpleNamespace:
    """What was not judged: other versions, what the standards leave to others, clauses without a rule."""
    scope = judgement.scope
    return SimpleNamespace(
        unproven=scope.unproven,
        not_in_force=scope.not_in_force,
        defers=[(s.short_title, s.defers) for s in scope.standards if s.defers],
        not_encoded=[
            (standard.short_title, reasons)
            for standard in scope.standards
            if (reasons := _not_encoded(standard.id, judgement, library))
        ],
        show_date=show_date,
    )


def _not_encoded(name: str, judgement: Judgement, library: Library) -> dict[str, list[str]]:
    """Clauses within the scope that no rule encodes, by reason."""
    wanted = judgement.scope.clauses
    found: dict[str, list[str]] = {}
    for clause in library.standards[name].clauses:
        inside = not wanted or any(
            is_within(clause.ref, ref) for own, _, ref in (w.partition("/") for w in wanted) if own == name
        )
        if clause.not_encoded is not None and inside:
            found.setdefault(clause.not_encoded, []).append(clause.address)
    return found


def _as_text(value: object) -> str:
    """An answer as written, on one line."""
    if isinstance(value, dict):
        return "，".join(f"{key}：{_as_text(item)}" for key, item in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "、".join(map(_as_text, value))
    return str(value)
