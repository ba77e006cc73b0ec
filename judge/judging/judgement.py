"""Judges a whole visit: verdicts in canonical order, the scope they hold for, a summary, and the next question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from judge.evaluate.build import BuiltWorld
from judge.explain.phrases import TEXTS
from judge.judging.bench import Bench, Compiled
from judge.judging.handling import with_handling
from judge.judging.observations import Observation, observations_of
from judge.judging.opinions import with_opinions
from judge.judging.selection import Target, Versions, versions_on
from judge.resolve.resolved import Library, Standard
from judge.resolve.visit import ResolvedVisit
from judge.values.knowledge import show_knowledge
from judge.verdict.verdict import (
    Missing,
    Outcome,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class ScopeUsed:
    """What was judged: standards by the version that judges, areas and clauses if restricted, and what was not."""

    standards: tuple[Standard, ...]
    unproven: tuple[Standard, ...]
    not_in_force: tuple[Standard, ...]
    clauses: tuple[str, ...]
    areas: tuple[str, ...]
    not_encoded: dict[str, int]
    """By standard: how many counted clauses no rule encodes yet. They were not judged."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts by outcome, how many facts are still open, and the question to ask next."""

    outcomes: dict[str, int]
    open_facts: int
    next_question: Missing | None
    disagreements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything judged of one visit."""

    visit: ResolvedVisit
    library_digest: str
    scope: ScopeUsed
    verdicts: tuple[Verdict, ...]
    observations: tuple[Observation, ...]
    summary: Summary


def _urgency(verdict: Verdict, settles: bool) -> int:
    """How much an open fact weighs for one verdict: more if it is among the fewest that settle it, or if a hazard is there
    unless exempt."""
    return (3 if verdict.lean else 1) * (2 if settles else 1)


def judge(
    visit: ResolvedVisit,
    library: Library,
    *,
    explain: bool = True,
    compiled: Compiled | None = None,
    only: Callable[[Target], bool] | None = None,
) -> Judgement:
    """Judge a resolved visit. Without `explain` verdicts carry outcomes, names of situations and what is
    missing, but no reasons or cures.

    `compiled` saves work where many visits are judged by the same library. With `only`, just the targets it takes are
    judged, for a look at one object.
    """
    compiled = compiled if compiled is not None and compiled.library is library else Compiled(library)
    versions = versions_on(library, visit.scope, visit.judged_on)
    bench = Bench(visit, library, compiled, versions, explain=explain)
    verdicts = tuple(bench.verdicts(only))
    if any(answer.declared for answer in visit.answers):
        verdicts = _with_declared(verdicts, visit, library, compiled, versions)
    verdicts = completed(verdicts, visit, library)
    scope = _scope_used(visit, library, versions)
    summary = summary_of(verdicts, bench.built, visit)
    return Judgement(visit, library.digest, scope, verdicts, observations_of(visit, library), summary)


def completed(verdicts: tuple[Verdict, ...], visit: ResolvedVisit, library: Library) -> tuple[Verdict, ...]:
    """Verdicts with what people made of them, and what law they may break."""
    return with_handling(with_opinions(verdicts, visit), visit, library)


def _with_declared(
    verdicts: tuple[Verdict, ...], visit: ResolvedVisit, library: Library, compiled: Compiled, versions: Versions
) -> tuple[Verdict, ...]:
    """Marks verdicts that would differ if what the firm declared itself were confirmed."""
    bench = Bench(visit, library, compiled, versions, explain=False, with_declared=True)
    other = {_key(verdict): verdict.outcome for verdict in bench.verdicts()}
    return tuple(
        replace(v, if_declared_holds=other[_key(v)]) if other.get(_key(v), v.outcome) is not v.outcome else v
        for v in verdicts
    )


def _key(verdict: Verdict) -> tuple[str, str | None, str | None, str | None]:
    return verdict.rule, verdict.object, verdict.parent, verdict.roster


def _scope_used(visit: ResolvedVisit, library: Library, versions: Versions) -> ScopeUsed:
    standards = tuple(sorted(versions.judging.values(), key=lambda s: s.id))
    not_encoded = {s.id: sum(1 for c in s.clauses if c.counted and c.not_encoded is not None) for s in standards}
    return ScopeUsed(
        standards,
        versions.unproven,
        versions.not_in_force,
        visit.scope.clauses,
        tuple(visit.names.get(area, area) for area in visit.scope.areas),
        {name: count for name, count in not_encoded.items() if count},
    )


def summary_of(verdicts: tuple[Verdict, ...], built: BuiltWorld, visit: ResolvedVisit) -> Summary:
    counts = Counter(str(verdict.outcome) for verdict in verdicts)
    weights: Counter[Missing] = Counter()
    for verdict in verdicts:
        if verdict.outcome is Outcome.UNDETERMINED:
            chosen = {
                (m.object, m.name) for m in (*(verdict.missing.to_convict or ()), *(verdict.missing.to_clear or ()))
            }
            for missing in verdict.missing.relevant:
                if missing.kind in ("fact", "roster"):
                    weights[missing] += _urgency(verdict, (missing.object, missing.name) in chosen)
    asked = {(answer.object, answer.key) for answer in visit.answers if answer.none_because not in (None, "未查")}
    following = min(
        weights,
        key=lambda m: ((m.object, m.name) in asked, -weights[m], m.object or "", m.name),
        default=None,
    )
    disagreements = tuple(
        TEXTS["disagreement"].format(
            object=visit.names.get(d.object, d.object),
            fact=d.fact,
            answered=show_knowledge(d.answered),
            computed=d.calculation.figures or show_knowledge(d.calculation.known),
        )
        for d in built.disagreements
    )
    return Summary(dict(sorted(counts.items())), len(weights), following, disagreements)
