"""A judgement as plain data: what `panding judge --format json` prints, and what `panding verify` proves unchanged."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from judge.expr.canonical import digest
from judge.judging.comparison import Comparison
from judge.judging.judgement import Judgement
from judge.judging.observations import Observation
from judge.model.visit import VisitModel
from judge.resolve.resolved import Standard
from judge.resolve.visit import ResolvedVisit
from judge.values.dates import show_date
from judge.verdict.verdict import Missing, Verdict

ENGINE_VERSION = "0.1.0"
"""Changes whenever the same library and answers may come to other bytes."""
YES, NO = "是", "否"


@dataclass(frozen=True, slots=True)
class LibraryRecord:
    """What was judged with."""

    digest: str
    """Of all files of all layers."""
    engine: str


@dataclass(frozen=True, slots=True)
class DigestsRecord:
    """Digests of the parts of what was answered, so that a change can be told by its place."""

    date: str
    scope: str
    objects: dict[str, str]
    """By object id."""
    rosters: str
    answers: dict[str, dict[str, str]]
    """By object id, then by fact."""
    document: str
    """Of the whole document, with notes, evidence, observations and opinions."""


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """The visit, with its document as it could be read again."""

    id: str
    enterprise: str
    date: str
    """The day judged on (判定日期)."""
    kind: str
    answers_digest: str
    digests: DigestsRecord
    document: dict[str, Any]
    """The visit file as data, with its Chinese keys."""


@dataclass(frozen=True, slots=True)
class StandardRecord:
    """One version of a standard."""

    id: str
    title: str
    number: str
    family: str
    in_force_from: str
    repealed_from: str | None
    kind: str
    """性质: 法律, 部门规章, …; 编者建议 is of the editors' own making and no legal basis."""
    repeal_unproven: str | None
    """Why the repeal of this version is not proven, where it is not."""


@dataclass(frozen=True, slots=True)
class ScopeRecord:
    """What the verdicts hold for. What lies outside was not judged."""

    standards: tuple[StandardRecord, ...]
    unproven: tuple[StandardRecord, ...]
    """Older versions whose repeal is not proven. They did not judge."""
    not_in_force: tuple[StandardRecord, ...]
    """Asked for, but not in force on the day."""
    clauses: tuple[str, ...]
    """Empty: all."""
    areas: tuple[str, ...]
    """Names of the objects to which it was restricted; empty: the whole enterprise."""
    sampling: str | None
    not_encoded: dict[str, int]
    """By standard: how many clauses no rule encodes yet. They were not judged."""


@dataclass(frozen=True, slots=True)
class SummaryRecord:
    """Counts, and what to ask next."""

    outcomes: dict[str, int]
    effective: dict[str, int]
    open_facts: int
    next_question: Missing | None
    disagreements: tuple[str, ...]
    """Where a value answered directly and the one derived exclude each other; both were left open."""


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """One answer tried out by `--what-if`."""

    object: str
    fact: str
    value: Any


@dataclass(frozen=True, slots=True)
class ChangedVerdict:
    """One verdict that comes out differently under the tried answers; None where there is no such verdict."""

    rule: str
    cite: str
    object: str | None
    object_name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class WhatIfRecord:
    """What other answers would change. The judgement itself rests on the answers as given."""

    answers: tuple[ChangedAnswer, ...]
    verdicts: tuple[ChangedVerdict, ...]


@dataclass(frozen=True, slots=True)
class ComparedVerdict:
    """One verdict of a comparison; reasons stand among the verdicts of the judgement itself."""

    rule: str
    cite: str
    outcome: str
    situations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DifferenceRecord:
    """Where two days differ for one object."""

    object: str | None
    object_name: str
    difference: str
    """`appears`, `vanishes` (hazards of the later, the earlier day only), `grade` or `open`."""
    first: tuple[ComparedVerdict, ...]
    second: tuple[ComparedVerdict, ...]
    changes: tuple[str, ...]
    """What the standards tell of how the clauses changed."""


@dataclass(frozen=True, slots=True)
class ComparisonRecord:
    """The visit judged on two days, the earlier first."""

    first: str
    second: str
    first_standards: tuple[str, ...]
    second_standards: tuple[str, ...]
    differences: tuple[DifferenceRecord, ...]
    agreed: int
    """How many hazards of seen objects both days share."""
    unseen: int
    """How many verdicts about unseen objects are open on one day only."""


@dataclass(frozen=True, slots=True)
class JudgementRecord:
    """One visit judged."""

    library: LibraryRecord
    visit: VisitRecord
    scope: ScopeRecord
    verdicts: tuple[Verdict, ...]
    observations: tuple[Observation, ...]
    summary: SummaryRecord
    what_if: WhatIfRecord | None = None
    """Only where other answers were tried out."""
    compare: ComparisonRecord | None = None
    """Only where another day was asked for."""


def judgement_to_json(
    judgement: Judgement, what_if: WhatIfRecord | None = None, comparison: Comparison | None = None
) -> dict[str, Any]:
    """The judgement as data that `json.dumps` takes; the same judgement gives the same data."""
    visit = judgement.visit
    effective = Counter(str(verdict.effective) for verdict in judgement.verdicts)
    record = JudgementRecord(
        library=LibraryRecord(judgement.library_digest, ENGINE_VERSION),
        visit=VisitRecord(
            id=visit.id,
            enterprise=visit.enterprise,
            date=show_date(visit.judged_on),
            kind=visit.kind,
            answers_digest=visit.digest,
            digests=digests_of(visit),
            document=document_of(visit.model),
        ),
        scope=_scope(judgement),
        verdicts=judgement.verdicts,
        observations=judgement.observations,
        summary=SummaryRecord(
            outcomes=dict(sorted(judgement.summary.outcomes.items())),
            effective=dict(sorted(effective.items())),
            open_facts=judgement.summary.open_facts,
            next_question=judgement.summary.next_question,
            disagreements=judgement.summary.disagreements,
        ),
        what_if=what_if,
        compare=_comparison(comparison) if comparison is not None else None,
    )
    data: dict[str, Any] = plain(record)
    for name in ("what_if", "compare"):
        if data[name] is None:
            del data[name]
    return data


def _comparison(comparison: Comparison) -> ComparisonRecord:
    first, second = comparison.first, comparison.second
    return ComparisonRecord(
        first=show_date(first.visit.judged_on),
        second=show_date(second.visit.judged_on),
        first_standards=tuple(standard.id for standard in first.scope.standards),
        second_standards=tuple(standard.id for standard in second.scope.standards),
        differences=tuple(
            DifferenceRecord(
                object=row.object,
                object_name=row.object_name,
                difference=str(row.difference),
                first=tuple(map(_compared, row.first)),
                second=tuple(map(_compared, row.second)),
                changes=row.changes,
            )
            for row in comparison.rows
        ),
        agreed=comparison.agreed,
        unseen=comparison.unseen,
    )


def _compared(verdict: Verdict) -> ComparedVerdict:
    return ComparedVerdict(
        verdict.rule, verdict.cite, str(verdict.effective), tuple(situation.name for situation in verdict.situations)
    )


def document_of(model: VisitModel) -> dict[str, Any]:
    """A visit as the file it could be read from again: Chinese keys, only what was written, 是 and 否 for yes and no. Photos are
    named, not carried."""
    written = model.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude={"photo_data"})
    data: dict[str, Any] = _as_written(written)
    return data


def digests_of(visit: ResolvedVisit) -> DigestsRecord:
    """Digests of the parts of a visit."""
    answers: dict[str, dict[str, str]] = {}
    for answer in visit.answers:
        mark = digest(answer.known, answer.none_because, answer.declared)
        answers.setdefault(answer.object, {})[answer.key] = mark
    scope = visit.scope
    return DigestsRecord(
        date=digest(visit.judged_on),
        scope=digest(scope.standards, scope.clauses, scope.areas),
        objects={o.id: digest(o) for o in sorted(visit.objects, key=lambda o: o.id)},
        rosters=digest(visit.complete),
        answers=answers,
        document=digest(canonical_data(document_of(visit.model))),
    )


def canonical_data(value: object) -> object:
    """Plain data with mappings as sorted pairs, so that the order of keys does not matter."""
    if isinstance(value, dict):
        return tuple((key, canonical_data(value[key])) for key in sorted(value))
    if isinstance(value, list):
        return tuple(canonical_data(item) for item in value)
    return value


def plain(value: object) -> Any:
    """Frozen values as plain data: records become mappings, tuples become lists, enumerations their text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, str) else value


def _as_written(value: object) -> Any:
    if isinstance(value, dict):
        return {key: _as_written(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_written(item) for item in value]
    if isinstance(value, bool):
        return YES if value else NO
    return value


def _scope(judgement: Judgement) -> ScopeRecord:
    scope = judgement.scope
    return ScopeRecord(
        standards=tuple(map(_standard, scope.standards)),
        unproven=tuple(map(_standard, scope.unproven)),
        not_in_force=tuple(map(_standard, scope.not_in_force)),
        clauses=scope.clauses,
        areas=scope.areas,
        sampling=judgement.visit.model.scope.sampling,
        not_encoded=dict(sorted(scope.not_encoded.items())),
    )


def _standard(standard: Standard) -> StandardRecord:
    return StandardRecord(
        id=standard.id,
        title=standard.title,
        number=standard.number,
        family=standard.family,
        in_force_from=show_date(standard.in_force_from),
        repealed_from=show_date(standard.repealed_from) if standard.repealed_from is not None else None,
        kind=standard.kind,
        repeal_unproven=standard.repeal_unproven,
    )
