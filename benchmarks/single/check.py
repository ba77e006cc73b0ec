"""Proves that the workload is the published one: by its digest, and beside the original scripts where these are at hand."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.single.workload import (
    CHECKED,
    DIGEST,
    AtLeast,
    Every,
    Expression,
    Opposite,
    Some,
    Test,
    Verdict,
    Workload,
    digest_of,
    verdict,
    workload,
)

ORIGINAL = Path(__file__).resolve().parents[3] / "shared" / "bench_engines" / "workload.py"
"""Where the scripts lie with which the engines were first compared; not part of this repository."""
_KINDS = {"num": "number", "enum": "choice", "bool": "bool"}
_OPERATORS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "in": "in"}


def check(original: Path = ORIGINAL) -> tuple[list[str], bool]:
    """Plain lines that tell what was compared, and whether all of it agreed."""
    given = workload()
    verdicts = [
        [verdict(criterion, answers) for criterion in given.criteria] for answers in given.inspections[:CHECKED]
    ]
    digest = digest_of(given, verdicts)
    lines = [f"workload digest {digest}: {'as published' if digest == DIGEST else f'published was {DIGEST}'}"]
    agreed = digest == DIGEST
    if original.is_file():
        differing = _differences(given, verdicts, _imported(original))
        agreed = agreed and not any(differing.values())
        lines.append("beside the original: " + ", ".join(f"{count} {what} differ" for what, count in differing.items()))
    else:
        lines.append("the original scripts are not at hand: compared by digest only")
    return lines, agreed


def _differences(given: Workload, verdicts: list[list[Verdict]], original: Any) -> dict[str, int]:
    """How many facts, criteria, inspections and verdicts differ from the original's."""
    vocabulary = original.vocabulary()
    criteria = [tree for _, tree in original.criteria(vocabulary)]
    inspections = original.inspections(vocabulary)
    facts = [(name, _KINDS[kind], tuple(options or ())) for name, kind, options in vocabulary]
    theirs = [[original.kleene(tree, answers) for tree in criteria] for answers in inspections[:CHECKED]]
    return {
        "facts": _unequal([(f.name, f.kind, f.options) for f in given.facts], facts),
        "criteria": _unequal(list(given.criteria), [_expression(tree) for tree in criteria]),
        "inspections": _unequal(list(given.inspections), inspections),
        "verdicts": sum(_unequal(mine, other) for mine, other in zip(verdicts, theirs, strict=True)),
    }


def _unequal(mine: Sequence[object], other: Sequence[object]) -> int:
    return abs(len(mine) - len(other)) + sum(a != b for a, b in zip(mine, other, strict=False))


def _expression(tree: Any) -> Expression:
    """A tree of the original as ours."""
    match tree:
        case ("all", parts):
            return Every(tuple(map(_expression, parts)))
        case ("any", parts):
            return Some(tuple(map(_expression, parts)))
        case ("not", part):
            return Opposite(_expression(part))
        case ("atleast", threshold, parts):
            return AtLeast(threshold, tuple(map(_expression, parts)))
        case ("in", fact, values):
            return Test("in", fact, tuple(values))
        case (comparison, fact, value):
            return Test(_OPERATORS[comparison], fact, (value,))
        case _:
            raise ValueError(tree)


def _imported(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("original_workload", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
