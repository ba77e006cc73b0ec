"""From a spreadsheet to a visit: finds the unit, reads the rows, and judges that the visit still holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from checklists.inventory.columns import find_columns
from checklists.inventory.entries import read_entries
from checklists.inventory.sheets import read_sheet
from checklists.inventory.writing import Parts, UnfitVisitError, parts_of, set_into
from checklists.visits import opened_visit
from judge.diagnostics import Position, Problems, Severity, nearest
from judge.evaluate.calculators.gb18218 import INVENTORIES
from judge.load import load_text, read_text
from judge.model.visit import VisitModel
from judge.resolve.resolved import Library
from judge.resolve.source import Source
from judge.resolve.visit import resolve_visit


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for: the table and its sheet, the unit, its type where no visit knows it, and the visit to add to."""

    table: Path
    sheet: str | None
    unit: str
    unit_type: str
    visit: Path | None
    complete: bool


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read, and the new text of the visit if there is one."""

    parts: Parts
    text: str | None


def units(library: Library) -> dict[str, str]:
    """Types of units, each with the type that lists what it holds."""
    return {str(library.types[name].parent): name for name in INVENTORIES if name in library.types}


def imported(wanted: Wanted, library: Library, problems: Problems) -> Imported | None:
    """The parts, and the visit with them; None, with errors among the problems, if anything is wrong."""
    found = (
        (wanted.unit, wanted.unit_type, frozenset[str]()) if wanted.visit is None else _unit(wanted, library, problems)
    )
    if found is None:
        return None
    unit, unit_type, taken = found
    inventory = units(library)[unit_type]
    sheet = read_sheet(wanted.table, wanted.sheet, problems)
    columns = find_columns(sheet, problems) if sheet is not None else None
    if sheet is None or columns is None:
        return None
    entries = read_entries(sheet, columns, inventory, library, problems)
    if problems.has_errors:
        return None
    parts = parts_of(entries, unit, inventory, taken, complete=wanted.complete)
    if wanted.visit is None:
        return Imported(parts, None)
    text = _with_parts(wanted.visit, parts, library, problems)
    return None if text is None else Imported(parts, text)


def _unit(wanted: Wanted, library: Library, problems: Problems) -> tuple[str, str, frozenset[str]] | None:
    """The unit's id and type in the visit, and the ids that are taken. Problems: none such, or of another type, or filled."""
    assert wanted.visit is not None
    place = Position(str(wanted.visit))
    opened = opened_visit(wanted.visit, library, problems)
    if opened is None:
        return None
    objects = opened.visit.objects
    known = units(library)
    named = [item for item in objects if wanted.unit in (item.id, item.name) and item.type in known]
    if len(named) != 1:
        names = [item.id for item in objects if item.type in known]
        near = nearest(wanted.unit, names) or ""
        problems.add("T014", place, name=wanted.unit, types="、".join(known), nearest=near)
        return None
    unit = named[0]
    if listed := [item.id for item in objects if item.parent == unit.id and item.type == known[unit.type]]:
        problems.add("T015", place, name=unit.id, count=len(listed))
        return None
    return unit.id, unit.type, frozenset(item.id for item in objects)


def _with_parts(path: Path, parts: Parts, library: Library, problems: Problems) -> str | None:
    """The visit's text with the parts, proven to be a visit that still holds."""
    text = read_text(path, Problems())
    assert text is not None
    try:
        made = set_into(text, parts, is_json=path.suffix.lower() == ".json")
    except UnfitVisitError as error:
        problems.add("T016", Position(str(path)), key=str(error))
        return None
    mine = Problems()
    loaded = load_text(made, path, VisitModel, mine)
    if loaded is not None:
        visit = resolve_visit(Source(loaded.model, loaded.document.position), library, mine)
        if not mine.has_errors and {item["编号"] for item in parts.objects} <= set(visit.names):
            return made
    problems.extend(problem for problem in mine if problem.severity is Severity.ERROR)
    if not mine.has_errors:
        problems.add("T016", Position(str(path)), key="对象")
    return None
