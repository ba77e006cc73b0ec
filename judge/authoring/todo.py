"""Which clauses wait for their official text: known in part, from one source or from memory, by topic only, or not encoded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from judge.resolve.resolved import Confidence, Library, Rule, Standard


class Waiting(StrEnum):
    """Why a clause waits, the gravest first."""

    NOT_ENCODED = "not_encoded"
    """No rule encodes it."""
    IN_PART = "in_part"
    """Its text is known in part: a hit is only suspected."""
    MEMORY = "memory"
    ONE_SOURCE = "one_source"


@dataclass(frozen=True, slots=True)
class WaitingClause:
    """One clause that waits."""

    standard: str
    ref: str
    address: str
    topic: str | None
    waiting: Waiting
    missing: str | None
    """What is missing, or why no rule encodes it."""
    rules: tuple[str, ...]


_BY_CONFIDENCE = {Confidence.ONE_SOURCE: Waiting.ONE_SOURCE, Confidence.MEMORY: Waiting.MEMORY}


def waiting_clauses(library: Library, prefix: str = "") -> list[WaitingClause]:
    """The clauses of standards (or clauses) whose id begins so, in the order of the standards, the gravest first."""
    found = [
        clause
        for standard in library.standards.values()
        for clause in _of_standard(standard, library)
        if f"{clause.standard}/{clause.ref}".startswith(prefix)
    ]
    grades = list(Waiting)
    order = {name: number for number, name in enumerate(library.standards)}
    return sorted(found, key=lambda clause: (order[clause.standard], grades.index(clause.waiting)))


def _of_standard(standard: Standard, library: Library) -> Iterator[WaitingClause]:
    for clause in standard.clauses:
        rules = [rule for rule in library.rules if (rule.standard, rule.clause) == (standard.id, clause.ref)]
        if not rules:
            if clause.not_encoded is not None:
                yield _waiting(standard, clause.ref, Waiting.NOT_ENCODED, clause.not_encoded, rules)
            continue
        grades = [grade for rule in rules if (grade := _grade(rule)) is not None]
        if grades:
            missing = next((rule.text_missing for rule in rules if rule.text_missing), None)
            yield _waiting(standard, clause.ref, min(grades, key=list(Waiting).index), missing, rules)


def _grade(rule: Rule) -> Waiting | None:
    return Waiting.IN_PART if not rule.text_complete else _BY_CONFIDENCE.get(rule.confidence)


def _waiting(standard: Standard, ref: str, waiting: Waiting, missing: str | None, rules: list[Rule]) -> WaitingClause:
    clause = standard.clause(ref)
    return WaitingClause(
        standard.id, ref, clause.address, clause.topic, waiting, missing, tuple(rule.id for rule in rules)
    )
