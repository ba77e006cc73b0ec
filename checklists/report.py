"""A judgement as the text that people read: hazards first, then what leans, what is open, what is clear, and the scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace

from checklists.findings import findings_of, object_name, ruling_lines
from checklists.open_questions import clause_list, counted, open_things, question_text, short_clause
from checklists.reasons import Wording, reason_lines, wording_of
from checklists.rendering import rendered
from checklists.texts import BLANK, OUTCOMES, RECORD, STANDINGS, TEXTS
from judge.judging import Judgement
from judge.judging.output import ENGINE_VERSION
from judge.resolve.resolved import Library
from judge.values.dates import show_date
from judge.verdict.verdict import Outcome, Standing, Verdict

SHOWN_QUESTIONS = 20
SHOWN_CLAUSES = 12
DIGITS = 12
"""How much of a digest is printed."""


@dataclass(frozen=True, slots=True)
class ClearLine:
    """One rule that is clear or not applicable on some objects for the same reasons."""

    clause: str
    title: str
    outcome: str
    marks: tuple[str, ...]
    because: tuple[str, ...]
    objects: list[str]


def judgement_text(judgement: Judgement, library: Library, *, everything: bool = False) -> str:
    """The judgement as text; with `everything`, all questions and what is clear are listed too."""
    findings = findings_of(judgement, library)
    things = open_things(judgement, library)
    counts = counted(judgement.verdicts)
    following = judgement.summary.next_question
    last = max((finding.number for finding in findings.all), default=0)
    return rendered(
        "judgement.txt.j2",
        visit=judgement.visit,
        model=judgement.visit.model,
        day=show_date(judgement.visit.judged_on),
        digest=judgement.library_digest[:DIGITS],
        answers=judgement.visit.digest[:DIGITS],
        engine=ENGINE_VERSION,
        findings=findings,
        observations=list(enumerate(judgement.observations, last + 1)),
        levels=OUTCOMES,
        blanks=BLANK,
        words=RECORD,
        things=things,
        everything=everything,
        shown_questions=None if everything else SHOWN_QUESTIONS,
        shown_clauses=None if everything else SHOWN_CLAUSES,
        clear=clear_lines(judgement, library) if everything else (),
        clear_marked=_clear_marked(judgement.verdicts),
        counts=SimpleNamespace(**{name: counts[name] for name in OUTCOMES}),
        judged_count=len(judgement.verdicts),
        scope=judgement.scope,
        not_encoded=[
            (library.standards[name].short_title, count) for name, count in judgement.scope.not_encoded.items()
        ],
        show_date=show_date,
        clause_list=clause_list,
        disagreements=judgement.summary.disagreements,
        open_facts=judgement.summary.open_facts,
        next_question=question_text(following, judgement) if following else None,
        object_count=len(judgement.visit.objects) - 1,
    )


def _clear_marked(verdicts: Sequence[Verdict]) -> int:
    """How many clear verdicts rest on a text that is not confirmed."""
    return sum(v.effective is Outcome.CLEAR and Standing.UNCONFIRMED in v.standings for v in verdicts)


def clear_lines(judgement: Judgement, library: Library) -> tuple[ClearLine, ...]:
    """What is clear or not applicable, with the reasons; objects with the same reasons side by side."""
    several = len(judgement.scope.standards) > 1
    found: dict[tuple[object, ...], ClearLine] = {}
    for verdict in judgement.verdicts:
        if verdict.effective not in (Outcome.CLEAR, Outcome.NOT_APPLICABLE):
            continue
        line = ClearLine(
            clause="".join(short_clause(verdict, library, with_title=several)),
            title=verdict.title,
            outcome=OUTCOMES[verdict.effective],
            marks=(*(STANDINGS[s] for s in verdict.standings if STANDINGS[s]), *ruling_lines(verdict)),
            because=_because(verdict, wording_of(judgement, library, verdict.standard, verdict.object)),
            objects=[],
        )
        key = (verdict.rule, line.outcome, line.marks, line.because)
        found.setdefault(key, line).objects.append(object_name(verdict))
    return tuple(found.values())


def _because(verdict: Verdict, wording: Wording) -> tuple[str, ...]:
    """Why a verdict is not a hazard: what rules out each of its situations."""
    lines = []
    for situation in verdict.refuted:
        what = "；".join(line.strip() for line in reason_lines(situation.because, wording))
        if verdict.outcome is Outcome.NOT_APPLICABLE:
            lines.append(what)
        else:
            name = TEXTS["not_held"].format(name=situation.name)
            lines.append(TEXTS["leaf_with_parts"].format(text=name, parts=what))
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One visit in the table over several."""

    id: str
    enterprise: str
    major: int
    ordinary: int
    leaning: int
    undetermined: int
    not_examined: int
    open_facts: int


def summary_row(judgement: Judgement) -> SummaryRow:
    """A visit's counts: hazards as verdicts, by what counts."""
    counts = counted(judgement.verdicts)
    leaning = sum(v.lean is not None and v.effective is Outcome.UNDETERMINED for v in judgement.verdicts)
    return SummaryRow(
        judgement.visit.id,
        judgement.visit.enterprise,
        counts["major"],
        counts["ordinary"],
        leaning,
        counts["undetermined"],
        counts["not_examined"],
        judgement.summary.open_facts,
    )


def summary_text(rows: Sequence[SummaryRow]) -> str:
    """The table over several visits."""
    return rendered("summary.txt.j2", rows=rows)
