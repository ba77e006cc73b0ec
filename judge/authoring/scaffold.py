"""Lays out a new rule file for a clause: what the standard says of the clause, an example to write over, what to do next.

A draft is marked as known in part, so that it can only come out as 疑似 or 待定: a rule nobody has written yet never clears.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from judge.authoring.listing import Bench
from judge.diagnostics import Position, Problems, nearest
from judge.resolve.resolved import ROOT_TYPE, Clause, Fact, Library, Standard

FOLDER = Path("rules")
"""Where new files go if no layer is named."""
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^:#,\[\]{}'\"\n]*")


@dataclass(frozen=True, slots=True)
class Scaffold:
    """A rule file to be written, and what its author is told."""

    path: Path
    rule: str
    standard: str
    ref: str
    address: str
    topic: str
    object_type: str
    object_meaning: str
    example: str
    """A fact that the example situation asks for."""
    question: str
    kind: str
    facts: tuple[tuple[str, str, str], ...]
    """Facts already known of the object and those above it: name as written in a condition, kind, question."""
    today: str
    not_encoded: str | None
    not_encoded_at: Position | None
    """Where the standard says that the clause is not encoded."""
    siblings: tuple[str, ...]
    """Rules that encode the clause already, for other objects."""


def scaffold(
    bench: Bench,
    library: Library,
    standard_id: str,
    ref: str,
    object_type: str | None,
    into: Path,
    today: datetime.date,
    problems: Problems,
) -> Scaffold | None:
    """The file for a clause of a standard; None, with problems, where it cannot be."""
    standard = library.standards.get(standard_id)
    if standard is None:
        problems.add("J095", name=standard_id, nearest=nearest(standard_id, library.standards) or "")
        return None
    clause = _clause(standard, ref, problems)
    chosen = library.types.get(object_type or ROOT_TYPE)
    if chosen is None:
        problems.add("J097", name=object_type, nearest=nearest(object_type or "", library.types) or "")
    if clause is None or chosen is None:
        return None
    path = into / standard_id / f"{clause.ref}.yaml"
    rule_id = f"{standard_id}/{clause.ref}-{chosen.name}"
    if path.exists():
        problems.add("J098", Position(str(path)), address=clause.address)
    elif rule_id in library.rule_by_id:
        problems.add("J099", name=rule_id, source=library.rule_by_id[rule_id].source)
    if problems.has_errors:
        return None
    facts = list(_facts(library, chosen.name))
    example = next((fact for fact in facts if fact.kind == "是否"), None)
    return Scaffold(
        path=path,
        rule=rule_id,
        standard=standard_id,
        ref=clause.ref,
        address=quoted(clause.address),
        topic=clause.topic or "",
        object_type=chosen.name,
        object_meaning=chosen.meaning,
        example=example.name if example else "恒真",
        question=example.question if example else "",
        kind=standard.kind,
        facts=tuple((_written(fact, chosen.name), fact.kind, fact.question) for fact in facts),
        today=today.isoformat(),
        not_encoded=clause.not_encoded,
        not_encoded_at=_place_of_not_encoded(bench, standard_id, clause),
        siblings=tuple(r.id for r in library.rules if (r.standard, r.clause) == (standard_id, clause.ref)),
    )


def quoted(text: str) -> str:
    """A text as a YAML scalar: plain where it can be.

    >>> quoted("第三条第（一）项"), quoted("4.2 a): 除外")
    ('第三条第（一）项', "'4.2 a): 除外'")
    """
    return text if _PLAIN.fullmatch(text) else "'" + text.replace("'", "''") + "'"


def _clause(standard: Standard, ref: str, problems: Problems) -> Clause | None:
    """The clause by its number or its address."""
    for clause in standard.clauses:
        if ref in (clause.ref, clause.address):
            return clause
    near = nearest(ref, [word for clause in standard.clauses for word in (clause.ref, clause.address)])
    problems.add("J096", name=ref, standard=standard.short_title, nearest=near or "")
    return None


def _facts(library: Library, object_type: str) -> Iterator[Fact]:
    """What can be asked of an object and of those above it, the nearest first; what follows from others left out."""
    for carrier in library.types[object_type].chain:
        yield from (
            f for f in library.facts.values() if f.object_type == carrier and not f.derived and f.kind != "文本"
        )


def _written(fact: Fact, object_type: str) -> str:
    return fact.name if fact.object_type == object_type else fact.full_name


def _place_of_not_encoded(bench: Bench, standard_id: str, clause: Clause) -> Position | None:
    if clause.not_encoded is None:
        return None
    for source in bench.written.standards:
        if source.model.id != standard_id:
            continue
        for number, model in enumerate(source.model.clauses):
            if model.ref == clause.ref:
                return source.locate(("条款", number, "未编码"))
    return None
