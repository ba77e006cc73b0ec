"""Takes a formula apart into the parts that a person wrote, and puts it together again with one of them replaced."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from judge.expr.formula import (
    FALSE,
    All,
    AnyOf,
    AtLeast,
    ByReading,
    Count,
    Every,
    Exists,
    Formula,
    Not,
    Sum,
    conjunction,
    disjunction,
    negation,
)

T = TypeVar("T")


def parts_of(formula: Formula, current: str) -> list[tuple[Formula, str]]:
    """The parts that are written in the rule itself, each with the type of object it is read at."""
    match formula:
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            return [(part, current) for part in parts]
        case Not(part):
            return [(part, current)]
        case Exists(scope, body) | Count(scope, body, _, _):
            return [(body, scope.object_type)]
        case Every(scope, guard, body):
            return [(guard, scope.object_type), (body, scope.object_type)]
        case Sum(scope, guard, _, _, _):
            return [(guard, scope.object_type)]
        case ByReading(_, options):
            return [(part, current) for _, part in options]
        case _:
            return []


def with_part(formula: Formula, number: int, part: Formula) -> Formula:
    """The formula with one of its parts (as `parts_of` counts them) replaced."""
    match formula:
        case All(parts):
            return conjunction(put(parts, number, part))
        case AnyOf(parts):
            return disjunction(put(parts, number, part))
        case AtLeast(_, parts):
            return replace(formula, parts=put(parts, number, part))
        case Not():
            return negation(part)
        case Exists() | Count():
            return replace(formula, body=part)
        case Every():
            return replace(formula, guard=part) if number == 0 else replace(formula, body=part)
        case Sum():
            return replace(formula, guard=part)
        case ByReading(_, options):
            return replace(formula, options=put(options, number, (options[number][0], part)))
        case _:
            return FALSE


def put(items: tuple[T, ...], number: int, item: T) -> tuple[T, ...]:
    """The items with one replaced."""
    return (*items[:number], item, *items[number + 1 :])


def without(items: tuple[T, ...], number: int) -> tuple[T, ...]:
    """The items without one."""
    return (*items[:number], *items[number + 1 :])
