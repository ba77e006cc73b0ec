"""What an inspector saw and wrote down freely (见什么记什么): findings of a person's own, which no rule judged."""

from __future__ import annotations

from dataclasses import dataclass

from judge.judging.handling import candidates
from judge.model.visit import ObservationModel
from judge.resolve.resolved import Library
from judge.resolve.visit import ResolvedVisit
from judge.verdict.verdict import HandledBy, Outcome

_LEVELS = {"一般": Outcome.ORDINARY, "待定": Outcome.UNDETERMINED}


@dataclass(frozen=True, slots=True)
class Observation:
    """One finding of an inspector's own."""

    text: str
    place: str | None
    object: str | None
    object_name: str | None
    photos: tuple[str, ...]
    by: str | None
    level: Outcome
    """`ordinary` or `undetermined`; never `major`, which only a rule says."""
    basis: str | None
    """As written: free text, a clause or a rule."""
    cite: str | None
    """The basis as it is cited in full; None where there is none, or it is of the editors' own making."""
    is_editorial: bool
    """Whether the basis is of the editors' own making (编者建议), which is no legal basis."""
    handling: tuple[HandledBy, ...]
    """Candidates for 违反条款 and 处理依据, where the basis is a clause or rule of the library."""
    rectification: str | None


def observations_of(visit: ResolvedVisit, library: Library) -> tuple[Observation, ...]:
    """The observations of a visit in the order in which they were written."""
    return tuple(_observation(model, visit, library) for model in visit.model.observations)


def _observation(model: ObservationModel, visit: ResolvedVisit, library: Library) -> Observation:
    rule = library.rule_by_id.get(model.basis or "")
    clause = clause_of(model.basis, library)
    standard = library.standards[clause[0]] if clause is not None else None
    cite, is_editorial = model.basis, standard is not None and standard.is_editorial
    if clause is not None and standard is not None:
        cite = None if is_editorial else standard.cite(clause[1])
    return Observation(
        text=model.text,
        place=model.place,
        object=model.object,
        object_name=visit.names.get(model.object, model.object) if model.object is not None else None,
        photos=model.photo,
        by=model.by,
        level=_LEVELS[model.level],
        basis=model.basis,
        cite=cite,
        is_editorial=is_editorial,
        handling=candidates(standard, clause[1]) if clause is not None and standard is not None else (),
        rectification=model.rectification or (rule.rectification if rule is not None else None),
    )


def clause_of(basis: str | None, library: Library) -> tuple[str, str] | None:
    """The standard and clause that a basis names, itself or by a rule; None if it is free text."""
    rule = library.rule_by_id.get(basis or "")
    if rule is not None:
        return rule.standard, rule.clause
    if basis is None or library.clause_cite(basis) is None:
        return None
    standard, _, ref = basis.partition("/")
    return standard, ref
