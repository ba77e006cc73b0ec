"""The part of a library that a choice of standards needs: judged with it, a visit of that scope comes out the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from checklists.asking.choice import chosen_standards
from judge.expr.formula import Formula, refs_of
from judge.judging.outcomes import formulas_of
from judge.resolve.chemicals import Tables
from judge.resolve.resolved import LAW, Drawing, Library, Rule


def reduced(library: Library, standards: Iterable[str]) -> Library:
    """The library with the rules of some standards (ids or families; none: all) and what these need.

    All kinds of objects stay, so that a visit begun elsewhere can be read, and the laws, which observations cite. Where the rules
    stand in their files is left out. The digest stays that of the whole library.
    """
    named = tuple(standards)
    if not named:
        return replace(library, rules=tuple(replace(rule, source="") for rule in library.rules))
    chosen = {standard.id for standard in chosen_standards(library, named)}
    rules = tuple(replace(rule, source="") for rule in library.rules if rule.standard in chosen)
    facts = _needed_facts(library, rules)
    readings = {reading.id for rule in rules for reading in rule.readings} | {
        reading.id for name in chosen for reading in library.standards[name].readings
    }
    names = {word: tuple(name for name in found if name in facts) for word, found in library.names.items()}
    return replace(
        library,
        facts={name: fact for name, fact in library.facts.items() if name in facts},
        constraints=tuple(c for c in library.constraints if facts.issuperset(_read_by((c.formula,)))),
        standards={name: s for name, s in library.standards.items() if name in chosen or s.kind == LAW},
        rules=rules,
        rulings={name: ruling for name, ruling in library.rulings.items() if name in readings},
        alternatives={name: found for name, found in library.alternatives.items() if name in facts},
        names={word: found for word, found in names.items() if found},
        drawings=tuple(each for each in library.drawings if _shows(each, facts, rules)),
        tables=library.tables if _looks_up(library, facts) else Tables(),
    )


def _needed_facts(library: Library, rules: Iterable[Rule]) -> set[str]:
    """Full names of the facts that the rules read, and of all that these hang together with."""
    formulas = (formulas_of(rule) for rule in rules)
    found = _read_by(part for each in formulas for part in (each.hazard, each.applies, each.unexempted))
    while more := set(_tied(library, found)) - found:
        found |= more
    return found


def _read_by(formulas: Iterable[Formula]) -> set[str]:
    return {ref.fact for formula in formulas for ref in refs_of(formula)}


def _tied(library: Library, found: set[str]) -> Iterator[str]:
    """What defines, is worked out into, or is held by a constraint with, facts that are needed."""
    for name, alternatives in library.alternatives.items():
        if name in found:
            yield from _read_by(when for _, when in alternatives)
    for constraint in library.constraints:
        facts = _read_by((constraint.formula,))
        if facts & found:
            yield from facts
    for name in found:
        fact = library.facts[name]
        if fact.calculator is not None:
            yield from _inputs(library, fact.object_type)


def _inputs(library: Library, worked_out_at: str) -> Iterator[str]:
    """All that a calculator at a kind of object might read: the facts of the kinds above and below it."""
    above = library.types[worked_out_at].chain
    for name, fact in library.facts.items():
        of = library.types.get(fact.object_type)
        if of is not None and (of.name in above or worked_out_at in of.chain):
            yield name


def _shows(drawing: Drawing, facts: set[str], rules: Iterable[Rule]) -> bool:
    return bool(facts.intersection(drawing.facts)) or any(rule.object_type in drawing.object_types for rule in rules)


def _looks_up(library: Library, facts: set[str]) -> bool:
    return any(library.facts[name].looked_up_in or library.facts[name].calculator for name in facts)
