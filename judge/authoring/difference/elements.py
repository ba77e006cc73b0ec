"""Rules that count elements are compared element by element first: what is proven alike is put in alike.

Thirty-five elements with their exemptions make a large decision diagram; once each is known to mean the same, none is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from judge.expr.formula import All, AnyOf, AtLeast, Element, Elements, Formula, Not

SameMeaning = Callable[[Formula, Formula], bool]
"""Whether two formulas, read at the rule's object, are proven to be true together."""


def with_shared_elements(first: Formula, second: Formula, clauses: Mapping[str, str], is_same: SameMeaning) -> Formula:
    """The second formula, with each counted element written as the first has it where both are proven alike.

    `clauses` says which clause number of the second stands for which of the first, where they differ.
    """
    counted = {tuple(e.clause for e in found.elements): found for found in _counted(first)}
    by_clause = {e.clause: e for found in counted.values() for e in found.elements}
    return _rewritten(second, by_clause, clauses, is_same) if by_clause else second


def _counted(formula: Formula) -> list[Elements]:
    """The counts that are read at the rule's own object."""
    match formula:
        case Elements():
            return [formula]
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            return [found for part in parts for found in _counted(part)]
        case Not(part):
            return _counted(part)
        case _:
            return []


def _rewritten(
    formula: Formula, known: Mapping[str, Element], clauses: Mapping[str, str], is_same: SameMeaning
) -> Formula:
    match formula:
        case Elements(threshold, elements):
            made = tuple(_element(element, known, clauses, is_same) for element in elements)
            order = list(known)
            return Elements(
                threshold, tuple(sorted(made, key=lambda e: order.index(e.clause) if e.clause in known else len(order)))
            )
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            return replace(formula, parts=tuple(_rewritten(part, known, clauses, is_same) for part in parts))
        case Not(part):
            return Not(_rewritten(part, known, clauses, is_same))
        case _:
            return formula


def _element(
    element: Element, known: Mapping[str, Element], clauses: Mapping[str, str], is_same: SameMeaning
) -> Element:
    clause = clauses.get(element.clause, element.clause)
    shared = tuple((clauses.get(other, other), cause) for other, cause in element.shared)
    made = Element(clause, element.own, shared)
    like = known.get(clause)
    if like is None or [name for name, _ in like.shared] != [name for name, _ in shared]:
        return made
    pairs = [(like.own, element.own), *((a, b) for (_, a), (_, b) in zip(like.shared, shared, strict=True))]
    return like if all(one == other or is_same(one, other) for one, other in pairs) else made
