"""Three values for engines that know two: each criterion becomes "certainly holds" and "certainly does not hold".

Both are trees without negation over tests of answered facts. Where neither is true the criterion is undetermined.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.single.workload import AtLeast, Every, Expression, Opposite, Some, Test, Value, Verdict

NEGATED = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">", "in": "not in"}


@dataclass(frozen=True, slots=True)
class Syntax:
    """How an expression language writes "and", "or", and a test of a fact that must have been answered."""

    both: str
    either: str
    test: Callable[[Test], str]


def certainly(expression: Expression, holds: bool, syntax: Syntax) -> str:
    """The text that is true exactly where the expression certainly holds, or certainly does not."""
    match expression:
        case Test():
            return f"({syntax.test(expression if holds else negated(expression))})"
        case Opposite(part):
            return certainly(part, not holds, syntax)
        case Every(parts) | Some(parts):
            word = syntax.both if isinstance(expression, Every) == holds else syntax.either
            return "(" + f" {word} ".join(certainly(part, holds, syntax) for part in parts) + ")"
        case AtLeast():
            chosen = (
                certainly(Every(some) if holds else Some(some), holds, syntax) for some in choices(expression, holds)
            )
            return "(" + f" {syntax.either} ".join(chosen) + ")"


def choices(expression: AtLeast, holds: bool) -> Iterator[tuple[Expression, ...]]:
    """The sets of parts each of which is enough: for holding, or for not reaching the threshold any more."""
    size = expression.threshold if holds else len(expression.parts) - expression.threshold + 1
    return itertools.combinations(expression.parts, size)


def negated(test: Test) -> Test:
    """The opposite test of an answered fact."""
    return Test(NEGATED[test.operator], test.fact, test.values)


def conjunctions(expression: Expression, holds: bool) -> list[tuple[Test, ...]]:
    """As `certainly`, in disjunctive normal form: each tuple of tests is enough. No `in` is left in it."""
    match expression:
        case Test("in", fact, values) if holds:
            return [(Test("==", fact, (value,)),) for value in values]
        case Test():
            return [(expression if holds else negated(expression),)]
        case Opposite(part):
            return conjunctions(part, not holds)
        case Every(parts) | Some(parts) if isinstance(expression, Every) == holds:
            products = itertools.product(*(conjunctions(part, holds) for part in parts))
            return [tuple(itertools.chain.from_iterable(product)) for product in products]
        case Every(parts) | Some(parts):
            return [conjunction for part in parts for conjunction in conjunctions(part, holds)]
        case AtLeast():
            return [
                conjunction
                for some in choices(expression, holds)
                for conjunction in conjunctions(Every(some) if holds else Some(some), holds)
            ]


def combined(true: Sequence[object], false: Sequence[object]) -> list[Verdict]:
    """Verdicts from the two answers for each criterion."""
    return [True if holds else False if fails else None for holds, fails in zip(true, false, strict=True)]


def literal(value: Value | tuple[Value, ...]) -> str:
    """A value as JSON writes it, which all these languages read."""
    return json.dumps(value, ensure_ascii=False)
