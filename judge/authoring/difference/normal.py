"""Formulas brought to one way of writing, so that the same question about a list is one question to the prover."""

from __future__ import annotations

from typing import Any

from judge.authoring.difference.align import rebuilt
from judge.expr.formula import FALSE, TRUE, Count, Every, Exists, Formula, conjunction, negation

_NONE = {("<", 1), ("<=", 0), ("=", 0)}
_SOME = {(">=", 1), (">", 0), ("!=", 0)}


def normalised(formula: Formula) -> Formula:
    """The same formula with counts that only ask whether there is any, and 每个, written with 存在."""
    return rebuilt(formula, _one_way)


def _one_way(part: Any) -> Any:
    match part:
        case Count(scope, body, operator, limit) if (operator, limit) in _SOME:
            return Exists(scope, body)
        case Count(scope, body, operator, limit) if (operator, limit) in _NONE:
            return negation(Exists(scope, body))
        case Count(_, _, operator, limit) if (operator, limit) in {(">=", 0), ("<", 0)}:
            return TRUE if operator == ">=" else FALSE
        case Every(scope, guard, body):
            bad = Exists(scope, conjunction((guard, negation(body))))
            return conjunction((Exists(scope, conjunction((guard, body))), negation(bad)))
        case _:
            return part
