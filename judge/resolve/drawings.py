"""Drawings as written into drawings that can be shown: the file found and made safe, every fact and type in it known."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from judge.diagnostics import Problems, nearest
from judge.expr.written import Location
from judge.resolve.resolved import Drawing
from judge.resolve.svg import safe_svg
from judge.resolve.vocabulary import Written
from judge.resolve.written import WrittenDrawing

FOLDER = "drawings"
"""Of a layer; its vocabulary lies in another folder beside it."""


def resolve_drawings(
    files: Sequence[Written], drawn: Sequence[WrittenDrawing], problems: Problems
) -> tuple[Drawing, ...]:
    """All drawings in the order as written. Problems: no such file, fact or type; a file that may not be shown."""
    facts = [f"{fact.object_type}.{fact.name}" for source in files for fact in source.model.facts]
    types = [made.name for source in files for made in source.model.object_types]
    markup = {each.path: _markup(each, problems) for each in drawn}
    found = []
    for source in files:
        for index, model in enumerate(source.model.drawings):
            path: Location = ("图", index)
            _check_names(model.facts, facts, source, (*path, "事实"), problems)
            _check_names(model.object_types, types, source, (*path, "对象"), problems)
            file = _file_of(source, (*path, "文件"), model.file, markup, problems)
            svg = markup[file] if file is not None else None
            if svg is not None:
                found.append(Drawing(model.file, model.name, model.note, model.facts, model.object_types, svg))
    return tuple(found)


def _markup(drawn: WrittenDrawing, problems: Problems) -> str | None:
    return None if drawn.data is None else safe_svg(drawn.data, str(drawn.path), problems)


def _check_names(names: tuple[str, ...], known: list[str], source: Written, path: Location, problems: Problems) -> None:
    """Known is whatever is written: what is wrong with a fact itself is told where it stands."""
    for number, name in enumerate(names):
        if name not in known:
            problems.add("V022", source.locate((*path, number)), name=name, nearest=nearest(name, known) or "")


def _file_of(source: Written, path: Location, name: str, files: Collection[Path], problems: Problems) -> Path | None:
    """The file of a name: of the layer whose vocabulary names it, else of the lowest layer that has one."""
    place = source.locate(path)
    own = Path(place.path).parent.parent / FOLDER
    named = [file for file in files if file.name == name]
    if not named:
        problems.add("V021", place, file=name, nearest=nearest(name, (file.name for file in files)) or "")
        return None
    return next((file for file in named if file.parent == own), named[0])
