"""What the papers open with: who was inspected by whom, when, with what power and within what scope."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checklists.texts import BLANK, RECORD
from judge.judging import Judgement
from judge.judging.output import ENGINE_VERSION
from judge.model.visit import PersonModel
from judge.resolve.resolved import Library, Standard, is_within
from judge.values.dates import show_date

DIGITS = 12
"""How much of a digest is printed."""
_BRIEF = frozenset(RECORD[name] for name in ("enterprise", "address", "visit", "days", "inspectors", "office"))


@dataclass(frozen=True, slots=True)
class Head:
    """Lines of a name and what stands there; `digests` are for whoever proves the paper."""

    title: str
    id: str
    enterprise: str
    lines: tuple[tuple[str, str], ...]
    brief: tuple[tuple[str, str], ...]
    """The lines that a short paper opens with."""
    scope: tuple[tuple[str, tuple[str, ...]], ...]
    digests: str
    inspectors: tuple[tuple[str, str], ...]
    """Name and number of the certificate."""


def head_of(judgement: Judgement, library: Library, title: str) -> Head:
    """The head of a paper."""
    model, visit = judgement.visit.model, judgement.visit
    lines = tuple(_lines(judgement))
    return Head(
        title=title,
        id=visit.id,
        enterprise=visit.enterprise,
        lines=lines,
        brief=tuple((name, value) for name, value in lines if name in _BRIEF),
        scope=tuple((name, lines) for name, lines in _scope(judgement, library) if lines),
        digests=RECORD["digests"].format(
            library=judgement.library_digest[:DIGITS], engine=ENGINE_VERSION, answers=visit.digest[:DIGITS]
        ),
        inspectors=tuple(
            (person.name, person.certificate or BLANK["certificate"]) for person in model.occasion.inspectors
        ),
    )


def _lines(judgement: Judgement) -> Iterator[tuple[str, str]]:
    model = judgement.visit.model
    occasion, enterprise = model.occasion, model.enterprise
    yield RECORD["enterprise"], enterprise.name
    yield RECORD["credit_code"], enterprise.credit_code or BLANK["line"]
    yield RECORD["address"], enterprise.address or BLANK["line"]
    yield RECORD["visit"], occasion.id
    yield RECORD["kind"], occasion.kind
    yield RECORD["days"], "、".join(day.isoformat() for day in occasion.dates)
    yield RECORD["judged_on"], show_date(judgement.visit.judged_on)
    people = (
        RECORD["inspector"].format(
            name=person.name,
            certificate=person.certificate or BLANK["certificate"],
            unit=f"，{person.unit}" if person.unit else "",
        )
        for person in occasion.inspectors
    )
    yield RECORD["inspectors"], "；".join(people) or BLANK["line"]
    if occasion.company:
        yield RECORD["company"], "；".join(map(_companion, occasion.company))
    yield RECORD["office"], occasion.office or BLANK["line"]
    yield RECORD["power"], occasion.power


def _companion(person: PersonModel) -> str:
    """Someone who came along, with the role."""
    return RECORD["companion"].format(
        name=person.name,
        role=person.role,
        certificate=f"，{person.certificate}" if person.certificate else "",
        unit=f"，{person.unit}" if person.unit else "",
    )


def _scope(judgement: Judgement, library: Library) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What was fixed beforehand; what is not restricted says so."""
    scope, fixed = judgement.scope, judgement.visit.model.scope
    yield RECORD["standards"], tuple(map(_standard, scope.standards)) or (RECORD["no_standard"],)
    whole = RECORD["encoded_clauses" if scope.not_encoded else "all_clauses"]
    yield RECORD["clauses"], tuple(clause_text(c, library) for c in scope.clauses) or (whole,)
    yield RECORD["areas"], tuple(scope.areas) or (RECORD["all_areas"],)
    yield RECORD["sampling"], (fixed.sampling or RECORD["no_sampling"],)
    yield RECORD["scope_note"], (fixed.note,) if fixed.note else ()


def _standard(standard: Standard) -> str:
    form = "editorial_standard" if standard.is_editorial else "standard"
    return RECORD[form].format(title=standard.title, number=standard.number, day=show_date(standard.in_force_from))


def clause_text(reference: str, library: Library) -> str:
    """`<standard>/<ref>` as people read it; of a whole chapter, how many clauses it has."""
    name, _, ref = reference.partition("/")
    standard = library.standards.get(name)
    if standard is None:
        return reference
    clauses = [clause for clause in standard.clauses if is_within(clause.ref, ref)]
    if len(clauses) == 1:
        return standard.name_of(clauses[0].ref)
    return RECORD["chapter"].format(title=standard.short_title, ref=ref, count=len(clauses))
