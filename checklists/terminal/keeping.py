"""Keeps the visit that an interview fills in: every answer is on disk before the next question is asked.

A visit written in YAML by hand is left as it is; the interview goes on in a JSON file of the same name beside it.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checklists.writing import write_whole
from judge.diagnostics import Problems
from judge.judging.constraints import check_constraints
from judge.judging.output import ENGINE_VERSION, document_of
from judge.load import load, load_text
from judge.model.visit import VisitModel
from judge.resolve.resolved import Library
from judge.resolve.source import Source
from judge.resolve.visit import ResolvedVisit, resolve_visit

FORM = "终端"
PHOTO_DATA = "照片数据"


@dataclass(frozen=True, slots=True)
class Kept:
    """A visit being filled in, and the file that it is kept in."""

    target: Path
    document: Mapping[str, Any]
    resumed_from: Path | None = None
    """A hand-written file that it was begun with, which stays as it is."""
    photo_data: Mapping[str, str] = field(default_factory=dict)
    """Photos that came with the file and go with it again."""

    def save(self, document: Mapping[str, Any]) -> None:
        """Put the document in the file's place in one step. Raises OSError; then the old file stands."""
        data = {**document, PHOTO_DATA: dict(self.photo_data)} if self.photo_data else document
        write_whole(self.target, json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def opened(path: Path, library: Library, problems: Problems) -> Kept | None:
    """The visit of a file, to go on with; None, with errors among the problems, if the file is faulty.

    Where a hand-written file has been gone on with before, that is gone on with.
    """
    beside = path.with_suffix(".json")
    source = beside if path.suffix.lower() != ".json" and beside.exists() else path
    mine = Problems()
    loaded = load(source, VisitModel, mine)
    if loaded is not None:
        visit = resolve_visit(Source(loaded.model, loaded.document.position), library, mine)
        check_constraints(visit, library, loaded.document.position, mine)
    problems.extend(mine)
    if loaded is None or mine.has_errors:
        return None
    document = {**document_of(loaded.model), "填写": filled_with(library)}
    first = path if beside != path else None
    return Kept(beside, document, first, dict(loaded.model.photo_data))


def begun(target: Path, head: Mapping[str, Any], library: Library) -> Kept:
    """A new visit with a head (检查, 企业, 范围)."""
    return Kept(target.with_suffix(".json"), {**head, "填写": filled_with(library)})


def filled_with(library: Library) -> dict[str, str]:
    """What the visit is filled in with."""
    return {"规则库": library.digest, "引擎": ENGINE_VERSION, "方式": FORM}


def resolved(document: Mapping[str, Any], library: Library, problems: Problems) -> ResolvedVisit | None:
    """The visit that a document describes; None, with errors among the problems, if it is not one."""
    mine = Problems()
    loaded = load_text(json.dumps(document, ensure_ascii=False), "检查.json", VisitModel, mine)
    visit = None
    if loaded is not None:
        locate = loaded.document.position
        visit = resolve_visit(Source(loaded.model, locate), library, mine)
        check_constraints(visit, library, locate, mine)
    problems.extend(mine)
    return None if mine.has_errors else visit


def now() -> str:
    """The time of an answer: local, to the second."""
    return datetime.datetime.now().astimezone().isoformat(timespec="seconds")
