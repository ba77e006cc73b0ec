"""What law each hazard breaks and under what law it is handled, as far as its standard's 处理对照 knows."""

from __future__ import annotations

from dataclasses import replace

from judge.explain.reasons import leaves_of
from judge.resolve.resolved import FAILED, Library, Standard
from judge.resolve.visit import ResolvedVisit
from judge.verdict.verdict import HITS, HandledBy, Outcome, Verdict

_HAZARDS = frozenset({Outcome.MAJOR, Outcome.ORDINARY})


def with_handling(verdicts: tuple[Verdict, ...], visit: ResolvedVisit, library: Library) -> tuple[Verdict, ...]:
    """Verdicts that are, lean towards or by an opinion count as a hazard, with all candidates; who inspects chooses."""
    failed = {
        (answer.object, answer.key)
        for answer in visit.answers
        if isinstance(answer.known, frozenset) and FAILED in answer.known
    }
    return tuple(
        replace(verdict, handling=_candidates(verdict, failed, library))
        if verdict.outcome in HITS or verdict.lean is not None or verdict.effective in _HAZARDS
        else verdict
        for verdict in verdicts
    )


def _candidates(verdict: Verdict, failed: set[tuple[str, str]], library: Library) -> tuple[HandledBy, ...]:
    rests_on_failure = any(
        (leaf.object or "", leaf.fact or "") in failed
        for situation in verdict.situations
        for leaf in leaves_of(situation.because)
    )
    return candidates(library.standards[verdict.standard], verdict.clause, rests_on_failure=rests_on_failure)


def candidates(standard: Standard, ref: str, *, rests_on_failure: bool = False) -> tuple[HandledBy, ...]:
    """All that a standard knows for one of its clauses."""
    return tuple(
        HandledBy(
            violated=known.violated,
            handled_under=known.handled_under,
            by_failure=known.by_failure,
            confidence=str(known.confidence),
            text=known.text,
            note=known.note,
        )
        for known in standard.handling
        if known.speaks_of(ref) and (rests_on_failure or not known.by_failure)
    )


def is_penalty(cite: str | None, known: tuple[HandledBy, ...]) -> bool:
    """Whether what is cited is itself the provision under which the thing is handled."""
    return bool(known) and all(one.handled_under == cite for one in known)
