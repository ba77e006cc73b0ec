"""Every clause of every standard: encoded by which rules, a general rule, or not encoded and why; and what stands behind
each: rules, questions, cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from judge.authoring.listing import Bench, facts_of, standing_of
from judge.resolve.resolved import Clause, Library, Rule, Standard
from judge.verdict.verdict import Standing

_GRAVEST_FIRST = tuple(Standing)[::-1]


@dataclass(frozen=True, slots=True)
class ClauseStatus:
    """One clause: `status` is encoded, general or not_encoded; `standing` only where it is encoded."""

    standard: str
    clause: str
    cite: str
    status: str
    standing: str | None
    reason: str | None
    """Why no rule encodes it."""
    rules: tuple[str, ...]
    facts: tuple[str, ...]
    cases: int


def clause_matrix(bench: Bench, library: Library, prefix: str = "") -> list[ClauseStatus]:
    """The matrix of the standards whose id begins with a prefix, in the order of their clauses."""
    by_clause: dict[tuple[str, str], list[Rule]] = {}
    for rule in library.rules:
        by_clause.setdefault((rule.standard, rule.clause), []).append(rule)
    return [
        _status(standard, clause, by_clause.get((standard.id, clause.ref), []), bench, library)
        for standard in sorted(library.standards.values(), key=lambda s: s.id)
        if standard.id.startswith(prefix)
        for clause in standard.clauses
    ]


@dataclass(frozen=True, slots=True)
class MatrixFact:
    """One fact that a clause asks for: its full name, kind, question, and the rules that ask it."""

    name: str
    kind: str
    question: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatrixCase:
    """One case of a rule: its name and what must come out."""

    rule: str
    name: str
    outcome: str
    source: str


@dataclass(frozen=True, slots=True)
class MatrixRule:
    """One rule of a clause."""

    id: str
    title: str
    object_type: str
    level: str
    confidence: str
    facts: int
    cases: int
    source: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One clause with all that stands behind it."""

    status: ClauseStatus
    standard_title: str
    address: str
    topic: str
    rules: tuple[MatrixRule, ...]
    facts: tuple[MatrixFact, ...]
    cases: tuple[MatrixCase, ...]


def matrix_rows(clauses: Sequence[ClauseStatus], bench: Bench, library: Library) -> list[MatrixRow]:
    """The clauses of a matrix with their rules, the questions these ask, and their cases."""
    return [_row(status, bench, library) for status in clauses]


def _row(status: ClauseStatus, bench: Bench, library: Library) -> MatrixRow:
    standard = library.standards[status.standard]
    clause = standard.clause(status.clause)
    rules = [library.rule_by_id[rule_id] for rule_id in status.rules]
    asked = {rule.id: facts_of(rule) for rule in rules}
    facts = tuple(
        MatrixFact(name, fact.kind, fact.question, tuple(rule for rule, names in asked.items() if name in names))
        for name in status.facts
        if (fact := library.facts.get(name))
    )
    return MatrixRow(
        status=status,
        standard_title=standard.title,
        address=clause.address,
        topic=clause.topic or "",
        rules=tuple(_rule(rule, len(asked[rule.id]), bench) for rule in rules),
        facts=facts,
        cases=tuple(case for rule in rules for case in _cases(rule, bench)),
    )


def _rule(rule: Rule, facts: int, bench: Bench) -> MatrixRule:
    return MatrixRule(
        id=rule.id,
        title=rule.title,
        object_type=rule.object_type,
        level=str(rule.level),
        confidence=str(rule.confidence),
        facts=facts,
        cases=bench.cases_of(rule.id),
        source=rule.source,
    )


def _cases(rule: Rule, bench: Bench) -> Iterator[MatrixCase]:
    model = bench.written_rule(rule.id)
    for case in model.cases if model else ():
        yield MatrixCase(rule.id, case.name, case.outcome, case.source)


def _status(standard: Standard, clause: Clause, rules: list[Rule], bench: Bench, library: Library) -> ClauseStatus:
    unencoded = "general" if clause.ref in standard.general_clauses else "not_encoded"
    status = "encoded" if rules else unencoded
    standings = {standing_of(rule, library) for rule in rules}
    return ClauseStatus(
        standard=standard.id,
        clause=clause.ref,
        cite=standard.cite(clause.ref),
        status=status,
        standing=next((str(s) for s in _GRAVEST_FIRST if s in standings), None),
        reason=clause.not_encoded if status == "not_encoded" else None,
        rules=tuple(rule.id for rule in rules),
        facts=tuple(dict.fromkeys(fact for rule in rules for fact in facts_of(rule))),
        cases=sum(bench.cases_of(rule.id) for rule in rules),
    )
