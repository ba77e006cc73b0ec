"""Reads a visit file and resolves it against a library."""

from __future__ import annotations

from pathlib import Path

from judge.diagnostics import Problems
from judge.resolve.resolved import Library
from judge.resolve.source import Locate
from judge.resolve.visit import ResolvedVisit


def read_visit(path: str | Path, library: Library, problems: Problems) -> ResolvedVisit | None:
    """The resolved visit of a file; None, with errors among the problems, if anything in it is wrong."""
    from judge.load import load
    from judge.model.visit import VisitModel
    from judge.resolve.source import Source
    from judge.resolve.visit import resolve_visit

    mine = Problems()
    loaded = load(path, VisitModel, mine)
    visit = None
    if loaded is not None:
        visit = resolve_visit(Source(loaded.model, loaded.document.position), library, mine)
        if library.constraints and not mine.has_errors:
            _check_constraints(visit, library, loaded.document.position, mine)
    problems.extend(mine)
    return None if mine.has_errors else visit


def _check_constraints(visit: ResolvedVisit, library: Library, locate: Locate, problems: Problems) -> None:
    """Problems: answers that a declared constraint rules out."""
    from judge.evaluate.build import build_world
    from judge.evaluate.exact import Exact

    world = build_world(visit, library, with_declared=True).world
    exact = Exact(world)
    for constraint in library.constraints:
        for node in world.nodes.values():
            if node.type == constraint.object_type and exact.quick(constraint.formula, node) is False:
                problems.add("C060", locate(("答案", node.id)), object=node.id, name=constraint.name)
