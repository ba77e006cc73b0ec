"""What an inspector saw and wrote down freely (见什么记什么): findings of a person's own, which no rule judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from judge.judging.handling import candidates, is_penalty
from judge.model.visit import ObservationModel
from judge.resolve.resolved import LAW, Clause, Library, Standard
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
    """Candidates for 违反条款 and 处理依据, where the basis is a clause or rule of the library, or is cited as one."""
    is_penalty: bool
    """Whether the basis is the provision under which it is handled (处理依据), not one that says what must be."""
    rectification: str | None


def observations_of(visit: ResolvedVisit, library: Library) -> tuple[Observation, ...]:
    """The observations of a visit in the order in which they were written."""
    return tuple(_observation(model, visit, library) for model in visit.model.observations)


def _observation(model: ObservationModel, visit: ResolvedVisit, library: Library) -> Observation:
    rule = library.rule_by_id.get(model.basis or "")
    clause = clause_of(model.basis, library, visit.judged_on)
    standard = library.standards[clause[0]] if clause is not None else None
    cite, is_editorial = model.basis, standard is not None and standard.is_editorial
    if clause is not None and standard is not None:
        cite = None if is_editorial else standard.cite(clause[1])
    known = candidates(standard, clause[1]) if clause is not None and standard is not None else ()
    known = known or _handled_under(model.basis, library, visit.judged_on)
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
        handling=known,
        is_penalty=is_penalty(cite, known),
        rectification=model.rectification or (rule.rectification if rule is not None else None),
    )


def clause_of(basis: str | None, library: Library, day: int) -> tuple[str, str] | None:
    """The standard and clause that a basis names: itself, by a rule, or cited in words as a standard in force on the day
    cites it; None if it is other free text."""
    rule = library.rule_by_id.get(basis or "")
    if rule is not None:
        return rule.standard, rule.clause
    if basis is None:
        return None
    if library.clause_cite(basis) is not None:
        standard, _, ref = basis.partition("/")
        return standard, ref
    if not basis.startswith("《"):
        return None
    found = [(s.id, clause.ref) for s in _in_force(library, day) for clause in s.clauses if basis in _cited(s, clause)]
    return found[0] if len(found) == 1 else None


def _in_force(library: Library, day: int) -> Iterator[Standard]:
    return (standard for standard in library.standards.values() if standard.is_in_force_on(day))


def _cited(standard: Standard, clause: Clause) -> tuple[str, ...]:
    """How a clause may be cited in words: a law by its short title too."""
    short = (f"《{standard.short_title}》{clause.address}",) if standard.kind == LAW else ()
    return (standard.cite(clause.ref), *short)


def _handled_under(basis: str | None, library: Library, day: int) -> tuple[HandledBy, ...]:
    """What a provision cited in words is known to be the 处理依据 of, in a law of its own title."""
    for standard in _in_force(library, day):
        if basis is not None and standard.kind == LAW and basis.startswith(f"《{standard.title}》"):
            refs = dict.fromkeys(ref for known in standard.handling for ref in known.clauses)
            found = (one for ref in refs for one in candidates(standard, ref) if one.handled_under == basis)
            return tuple(dict.fromkeys(found))
    return ()
