"""Reads a visit file and resolves it against a library."""

from __future__ import annotations

from pathlib import Path

from judge.diagnostics import Problems
from judge.resolve.resolved import Library
from judge.resolve.visit import ResolvedVisit


def read_visit(path: str | Path, library: Library, problems: Problems) -> ResolvedVisit | None:
    """The resolved visit of a file; None, with errors among the problems, if anything in it is wrong."""
    from judge.judging.constraints import check_constraints
    from judge.load import load
    from judge.model.visit import VisitModel
    from judge.resolve.source import Source
    from judge.resolve.visit import resolve_visit

    mine = Problems()
    loaded = load(path, VisitModel, mine)
    visit = None
    if loaded is not None:
        visit = resolve_visit(Source(loaded.model, loaded.document.position), library, mine)
        check_constraints(visit, library, loaded.document.position, mine)
    problems.extend(mine)
    return None if mine.has_errors else visit
