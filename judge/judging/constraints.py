"""Holds a visit's answers to the constraints that the vocabulary declares."""

from __future__ import annotations

from judge.diagnostics import Problems
from judge.evaluate.build import build_world
from judge.evaluate.exact import Exact
from judge.resolve.resolved import Library
from judge.resolve.source import Locate
from judge.resolve.visit import ResolvedVisit


def check_constraints(visit: ResolvedVisit, library: Library, locate: Locate, problems: Problems) -> None:
    """Problems: answers that a declared constraint rules out. With errors already told, nothing is checked."""
    if not library.constraints or problems.has_errors:
        return
    world = build_world(visit, library, with_declared=True).world
    exact = Exact(world)
    for constraint in library.constraints:
        for node in world.nodes.values():
            if node.type == constraint.object_type and exact.quick(constraint.formula, node) is False:
                problems.add("C060", locate(("答案", node.id)), object=node.id, name=constraint.name)
