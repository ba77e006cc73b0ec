"""What an earlier visit leaves to do: its findings with what decides their re-check, what stayed open, what still holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from judge.diagnostics import Position, Problems
from judge.explain.reasons import leaves_of
from judge.judging import Judgement, judge
from judge.model.visit import VisitModel
from judge.resolve.resolved import Fact, Library
from judge.resolve.source import Source
from judge.resolve.visit import resolve_visit
from judge.verdict.verdict import Outcome, Verdict

STATES = ("已改", "部分", "未改", "整改中")
_FOUND = (Outcome.MAJOR, Outcome.ORDINARY, Outcome.SUSPECTED)


@dataclass(frozen=True, slots=True)
class Deciding:
    """One answer that a finding rests on and that can be changed: it is asked again."""

    object: str
    object_name: str
    key: str
    question: str
    value: str
    """As it was found."""


@dataclass(frozen=True, slots=True)
class FindingToRecheck:
    """One finding of the earlier visit, for one object."""

    rule: str
    object: str
    object_name: str
    title: str
    cite: str
    level: Outcome
    situations: tuple[str, ...]
    demand: str
    deciding: tuple[Deciding, ...]
    fixed_on_spot: str | None


@dataclass(frozen=True, slots=True)
class StillOpen:
    """One question that stayed open, with how many open verdicts wait for it."""

    object: str
    object_name: str
    key: str
    question: str
    verdicts: int


@dataclass(frozen=True, slots=True)
class Recheck:
    """What the earlier visit leaves to do."""

    visit: str
    enterprise: str
    day: str
    findings: tuple[FindingToRecheck, ...]
    """The gravest first."""
    open: tuple[StillOpen, ...]
    """What most verdicts wait for first."""


def recheck_of(model: VisitModel, library: Library) -> Recheck | None:
    """What a visit leaves to do; None if the library cannot judge it any more (its names are no longer those)."""
    problems = Problems()
    visit = resolve_visit(Source(model, lambda _: Position("")), library, problems)
    return None if problems.has_errors else recheck_of_judgement(judge(visit, library), library)


def recheck_of_judgement(judgement: Judgement, library: Library) -> Recheck:
    """What a judged visit leaves to do."""
    counted = [verdict for verdict in judgement.verdicts if verdict.effective in _FOUND and verdict.object is not None]
    counted.sort(key=lambda verdict: _FOUND.index(verdict.effective))
    return Recheck(
        visit=judgement.visit.id,
        enterprise=judgement.visit.enterprise,
        day=max(judgement.visit.model.occasion.dates).isoformat(),
        findings=tuple(_finding(verdict, judgement, library) for verdict in counted),
        open=_still_open(judgement),
    )


def _finding(verdict: Verdict, judgement: Judgement, library: Library) -> FindingToRecheck:
    assert verdict.object is not None
    return FindingToRecheck(
        rule=verdict.rule,
        object=verdict.object,
        object_name=verdict.object_name,
        title=verdict.title,
        cite=verdict.cite,
        level=verdict.effective,
        situations=tuple(situation.name for situation in verdict.situations),
        demand=verdict.rectification,
        deciding=tuple(dict.fromkeys(_deciding(verdict, judgement, library))),
        fixed_on_spot=verdict.fix_on_spot,
    )


def _deciding(verdict: Verdict, judgement: Judgement, library: Library) -> Iterator[Deciding]:
    """The answers behind it that the enterprise can change; all of them where it can change none."""
    types = {item.id: item.type for item in judgement.visit.objects}
    names = judgement.visit.names
    found: list[tuple[Fact, Deciding]] = []
    for situation in verdict.situations:
        for leaf in leaves_of(situation.because):
            if leaf.kind != "fact" or leaf.object is None or leaf.fact is None:
                continue
            fact = library.fact(types[leaf.object], leaf.fact.partition("∋")[0].partition("@")[0])
            if fact is not None:
                asked = Deciding(
                    leaf.object, names.get(leaf.object, leaf.object), leaf.fact, fact.question, leaf.value or ""
                )
                found.append((fact, asked))
    changeable = [asked for fact, asked in found if fact.changeable]
    yield from changeable or [asked for _, asked in found]


def _still_open(judgement: Judgement) -> tuple[StillOpen, ...]:
    waiting: dict[tuple[str, str, str], int] = {}
    for verdict in judgement.verdicts:
        if verdict.effective is Outcome.UNDETERMINED:
            for missing in verdict.missing.relevant:
                if missing.kind == "fact" and missing.object is not None:
                    place = (missing.object, missing.name, missing.question)
                    waiting[place] = waiting.get(place, 0) + 1
    names = judgement.visit.names
    ordered = sorted(waiting.items(), key=lambda pair: -pair[1])
    return tuple(
        StillOpen(object_id, names.get(object_id, object_id), key, question, count)
        for (object_id, key, question), count in ordered
    )
