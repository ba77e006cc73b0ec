"""Visit files into resolved visits, with another day if wanted, and with other answers tried out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from judge.diagnostics import Position, Problems, nearest
from judge.expr.written import Location
from judge.judging import Judgement, judge
from judge.judging.constraints import check_constraints
from judge.judging.output import ChangedAnswer, ChangedVerdict, WhatIfRecord
from judge.load import compose, load
from judge.model.visit import VisitModel
from judge.resolve.resolved import Library
from judge.resolve.source import Source
from judge.resolve.visit import ResolvedVisit, resolve_visit
from judge.verdict.verdict import Verdict

WHAT_IF = "--what-if"
WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".et")
"""Endings of files that are read as workbooks, or refused as such of an older kind."""


@dataclass(frozen=True, slots=True)
class OpenedVisit:
    """A visit with the source it came from."""

    visit: ResolvedVisit
    source: Source[VisitModel]


def opened_visit(
    path: Path, library: Library, problems: Problems, on: datetime.date | None = None
) -> OpenedVisit | None:
    """The visit of a file, judged on another day if `on` says so; None, with errors among the problems, if it is faulty."""
    mine = Problems()
    written = written_visit(path, library, mine)
    found = None
    if written is not None:
        model = written.model
        if on is not None:
            occasion = model.occasion.model_copy(update={"judged_on": on})
            model = model.model_copy(update={"occasion": occasion})
        source = Source(model, written.locate)
        found = OpenedVisit(resolve_visit(source, library, mine), source)
        check_constraints(found.visit, library, source.locate, mine)
    problems.extend(mine)
    return None if mine.has_errors else found


def written_visit(path: Path, library: Library, problems: Problems) -> Source[VisitModel] | None:
    """The visit as it is written in a YAML or JSON file, or in a filled checklist workbook; None, with problems, if it is none."""
    if path.suffix.lower() in WORKBOOK_ENDINGS:
        from checklists.workbook.reading import read_workbook

        return read_workbook(path, library, problems)
    loaded = load(path, VisitModel, problems)
    return None if loaded is None else Source(loaded.model, loaded.document.position)


def tried_out(
    judgement: Judgement, opened: OpenedVisit, wanted: Sequence[str], library: Library, problems: Problems
) -> WhatIfRecord | None:
    """What other answers would change; the visit itself stays as it is. None, with problems, if they cannot be used."""
    mine = Problems()
    changes = [change for text in wanted if (change := _change(text, opened, mine)) is not None]
    if mine.has_errors:
        problems.extend(mine)
        return None
    model = _changed(opened.source.model, changes)
    locate = _Places(opened, changes).locate
    visit = resolve_visit(Source(model, locate), library, mine)
    check_constraints(visit, library, locate, mine)
    problems.extend(mine)
    if mine.has_errors:
        return None
    other = judge(visit, library, explain=False)
    return WhatIfRecord(
        answers=tuple(ChangedAnswer(c.object, c.fact, c.value) for c in changes),
        verdicts=tuple(_differences(judgement.verdicts, other.verdicts)),
    )


@dataclass(frozen=True, slots=True)
class _Change:
    text: str
    object: str
    fact: str
    value: Any


def _change(text: str, opened: OpenedVisit, problems: Problems) -> _Change | None:
    """`对象.事实=值`; the object by id or name, the value as in a visit file."""
    place = Position(WHAT_IF)
    left, mark, value = text.replace("＝", "=").partition("=")
    owner, dot, fact = left.strip().partition(".")
    names: dict[str, str] = {}
    for instance in opened.visit.objects:
        names.setdefault(instance.name, instance.id)
    names.update({instance.id: instance.id for instance in opened.visit.objects})
    for known in sorted(names, key=len, reverse=True):
        # An id may hold a point itself: the longest one that fits is meant.
        if left.strip().startswith(f"{known}."):
            owner, dot, fact = known, ".", left.strip()[len(known) + 1 :]
            break
    if not mark or not dot or not fact.strip() or not value.strip():
        problems.add("J003", place, found=text)
        return None
    if owner not in names:
        near = nearest(owner, names) or ""
        problems.add("J004", place, name=owner, nearest=near)
        return None
    document = compose(f"值: {value.strip()}", WHAT_IF, Problems())
    if document is None or not isinstance(document.value, dict):
        problems.add("J003", place, found=text)
        return None
    return _Change(text, names[owner], fact.strip(), document.value["值"])


def _changed(model: VisitModel, changes: Sequence[_Change]) -> VisitModel:
    answers = {object_id: dict(given) for object_id, given in model.answers.items()}
    for change in changes:
        answers.setdefault(change.object, {})[change.fact] = change.value
    places = {(change.object, change.fact) for change in changes}
    corrections = tuple(c for c in model.corrections if (c.object, c.fact) not in places)
    return model.model_copy(update={"answers": answers, "corrections": corrections})


class _Places:
    """Where problems of the changed visit stand: in the option for what was tried out, else in the file."""

    def __init__(self, opened: OpenedVisit, changes: Sequence[_Change]) -> None:
        self._source = opened.source
        self._changed = {("答案", change.object, change.fact): change.text for change in changes}

    def locate(self, path: Location) -> Position:
        """The place of a part."""
        text = self._changed.get(tuple(path[:3]))  # type: ignore[arg-type]
        return self._source.locate(path) if text is None else Position(f"{WHAT_IF} {text}")


def _differences(before: Sequence[Verdict], after: Sequence[Verdict]) -> list[ChangedVerdict]:
    old, new = _by_key(before), _by_key(after)
    found = []
    for key in dict.fromkeys((*old, *new)):
        then, now = old.get(key), new.get(key)
        if then is not None and now is not None and then.effective is now.effective:
            continue
        known = now or then
        assert known is not None
        found.append(
            ChangedVerdict(
                rule=known.rule,
                cite=known.cite,
                object=known.object,
                object_name=known.object_name,
                before=str(then.effective) if then else None,
                after=str(now.effective) if now else None,
            )
        )
    return found


def _by_key(verdicts: Sequence[Verdict]) -> Mapping[tuple[str | None, ...], Verdict]:
    return {(v.rule, v.object, v.parent, v.roster): v for v in verdicts}
