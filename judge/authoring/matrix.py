"""Every clause of every standard: encoded by which rules, a general rule, or not encoded and why."""

from __future__ import annotations

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
