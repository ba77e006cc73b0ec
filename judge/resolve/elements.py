"""Counts elements: which rules of level 要素 stand behind a prefix of clause numbers, as seen from the counting object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from judge.expr.formula import UP, At, Element, Elements, Exists, Formula, Range, disjunction
from judge.expr.line import ConditionError
from judge.expr.written import Span
from judge.resolve.hazards import situation_formula
from judge.resolve.resolved import ObjectType, Rule, Standard


def element_count(
    standard: Standard,
    rules: Sequence[Rule],
    types: Mapping[str, ObjectType],
    prefixes: tuple[str, ...],
    threshold: int,
    current: str,
    span: Span,
) -> Formula:
    """At least so many of the clause numbers under the prefixes hold, by `rules`, the element rules of the standard.

    Raises ConditionError: a prefix named twice or standing for nothing, a clause without an element rule, a threshold
    that cannot be reached, an element on an object that the counting one does not hold.
    """
    encoded = {rule.clause for rule in rules}
    refs: dict[str, str] = {}
    for number, prefix in enumerate(prefixes):
        place = Span((*span.path, "出自", number)) if len(prefixes) > 1 else Span((*span.path, "出自"))
        found = [clause.ref for clause in standard.clauses if _is_under(clause.ref, prefix, encoded)]
        if not found:
            raise ConditionError("R073", place, name=prefix)
        for ref in found:
            if ref in refs:
                raise ConditionError("R072", place, name=prefix, ref=ref, other=refs[ref])
            refs[ref] = prefix
    ordered = [clause.ref for clause in standard.clauses if clause.ref in refs]
    if threshold > len(ordered):
        raise ConditionError("R025", Span((*span.path, "至少")), threshold=threshold, parts=len(ordered))
    elements = []
    for ref in ordered:
        of_clause = [rule for rule in rules if rule.clause == ref]
        if not of_clause:
            raise ConditionError("R056", Span((*span.path, "出自")), name=ref)
        elements.append(_element(ref, of_clause, types, current, span))
    return Elements(threshold, tuple(elements))


def _is_under(ref: str, prefix: str, encoded: set[str]) -> bool:
    return ref.startswith(prefix + ".") or (ref == prefix and ref in encoded)


def _element(ref: str, rules: Sequence[Rule], types: Mapping[str, ObjectType], current: str, span: Span) -> Element:
    own: list[Formula] = []
    shared: list[tuple[str, Formula]] = []
    for rule in rules:
        for situation in rule.situations:
            hit = _seen_from(current, rule, situation_formula(rule, situation), types, span)
            if situation.same_cause_as is None:
                own.append(hit)
            else:
                shared.append((situation.same_cause_as, hit))
    return Element(ref, disjunction(tuple(own)), tuple(shared))


def _seen_from(current: str, rule: Rule, formula: Formula, types: Mapping[str, ObjectType], span: Span) -> Formula:
    """A rule's formula as seen from an object that counts it: at itself, above it, or somewhere below it."""
    if rule.object_type == current:
        return At((), formula, rebase=True)
    if current in types[rule.object_type].chain:
        return Exists(Range((), current, rule.object_type), At((), formula, rebase=True))
    if rule.object_type in types[current].chain:
        return At((UP,) * types[current].chain.index(rule.object_type), formula, rebase=True)
    raise ConditionError("R057", Span((*span.path, "出自")), name=rule.id, current=current)
