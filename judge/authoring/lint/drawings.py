"""Finds drawings that nobody sees."""

from __future__ import annotations

from collections.abc import Iterator

from judge.authoring.lint.desk import Desk, Finding, finding
from judge.diagnostics import Position


def find_unused_drawings(desk: Desk) -> Iterator[Finding]:
    """L027: a drawing of no fact and no object type, or a file that no vocabulary names."""
    written = desk.bench.written
    named = set()
    for source in written.vocabulary:
        for index, model in enumerate(source.model.drawings):
            named.add(model.file)
            if not model.facts and not model.object_types:
                place = source.locate(("图", index, "名称"))
                yield finding("L027", place, (model.file,), name=model.name)
    for drawn in written.drawings:
        if drawn.path.name not in named:
            yield finding("L027", Position(str(drawn.path)), (drawn.path.name,), name=drawn.path.name)
