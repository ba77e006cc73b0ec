"""Which answers an evaluation of a formula may read, whatever they are: from the objects there are, not from what is known of
them."""

from __future__ import annotations

from collections.abc import Iterator

from judge.evaluate.world import Node, World, locate, seen, supposed
from judge.expr.formula import (
    At,
    Compare,
    CompareDates,
    Count,
    Derived,
    Every,
    Exists,
    Formula,
    In,
    Ref,
    Sum,
    children,
)

Place = tuple[str, str]
"""Where an answer stands: object id, key."""


def reads(formula: Formula, world: World, node: Node, rule: Node) -> set[Place]:
    """Every place whose answer can matter to the formula at an object, as long as no object is added."""
    found: set[Place] = set()
    _collect(formula, world, node, rule, found)
    return found


def _collect(formula: Formula, world: World, node: Node, rule: Node, found: set[Place]) -> None:
    match formula:
        case In() | Compare() | CompareDates():
            found.update(_place(ref, node, rule) for ref in _refs(formula))
        case Derived(atom, expansion):
            _collect(atom, world, node, rule, found)
            _collect(expansion, world, node, rule, found)
        case At(steps, part, rebase):
            target = locate(node, steps, rule)
            _collect(part, world, target, target if rebase else rule, found)
        case Exists(scope, _) | Every(scope, _, _) | Count(scope, _, _, _) | Sum(scope, _, _, _, _):
            anchor = locate(node, scope.steps, rule)
            for item in (*seen(world, scope, anchor), *supposed(world, scope, anchor)):
                for part in children(formula):
                    _collect(part, world, item, rule, found)
                if isinstance(formula, Sum):
                    found.add(_place(formula.ref, item, rule))
        case _:
            for part in children(formula):
                _collect(part, world, node, rule, found)


def _refs(formula: In | Compare | CompareDates) -> Iterator[Ref]:
    match formula:
        case In(ref, _):
            yield ref
        case Compare(terms, _, _):
            yield from (ref for ref, _ in terms)
        case CompareDates(left, _, right):
            yield from (term.ref for term in (left, right) if term.ref is not None)


def _place(ref: Ref, node: Node, rule: Node) -> Place:
    return locate(node, ref.steps, rule).id, ref.key
