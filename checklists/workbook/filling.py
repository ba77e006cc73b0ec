"""What stands in the cells of a workbook that is made from a visit."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from checklists.workbook import words
from checklists.workbook.answers import circumstances_of, shown, texts_of
from checklists.workbook.form import Form, fact_named
from checklists.workbook.remarks import remark_of
from judge.model.visit import ROOT_ID, ObjectModel, VisitModel
from judge.resolve.resolved import ROOT_TYPE, Library

STORED = ("意见", "主条", "当场整改", "更正", "复查", "照片")
"""Parts of a visit that have no sheet: they are kept as they are, out of sight."""
KEPT_ANSWERS = "原答"


@dataclass(frozen=True, slots=True)
class Said:
    """A cell's text and comment."""

    text: str
    comment: str = ""


Row = dict[str, Said]
"""Cells by the key of their column."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in each table; the rows of kinds hold the object's id under an empty key."""

    head: Mapping[str, str]
    people: tuple[Row, ...] = ()
    kinds: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    rosters: tuple[Row, ...] = ()
    seen: tuple[Row, ...] = ()
    stored: str = ""
    """JSON."""


def filled_from(visit: VisitModel, library: Library, form: Form) -> Filled:
    """All that a valid visit says, but for the data of its photos."""
    labels = labels_of(visit.objects)
    pointers = _pointers(visit.objects, labels)
    dumped: dict[str, Any] = visit.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    kinds: dict[str, tuple[Row, ...]] = {ROOT_TYPE: (_answers(visit, library, ROOT_ID, ROOT_TYPE),)}
    for table in form.kinds:
        name = table.kind.name
        kinds[name] = tuple(_object(visit, library, item, labels) for item in visit.objects if item.type == name)
    kept = {key: dumped[key] for key in STORED if key in dumped}
    if visit.corrections:
        kept[KEPT_ANSWERS] = _corrected(visit)
    return Filled(
        head=_head(dumped, pointers),
        people=tuple(_row(person, words.PEOPLE_HEADINGS) for person in dumped["检查"].get("人员", ())),
        kinds=kinds,
        rosters=tuple(_rosters(dumped.get("名单", ()), pointers)),
        seen=tuple(_seen(item, pointers) for item in dumped.get("见闻", ())),
        stored=json.dumps(kept, ensure_ascii=False) if kept else "",
    )


def labels_of(objects: Iterable[ObjectModel]) -> dict[str, str]:
    """By id: what an object is called in its table and where others point to it; unlike for any two of a kind."""
    objects = list(objects)
    names = Counter((item.type, item.name or item.id) for item in objects)
    return {
        item.id: words.AMBIGUOUS_NAME.format(name=item.name, id=item.id)
        if item.name is not None and names[item.type, item.name] > 1
        else item.name or item.id
        for item in objects
    }


def _pointers(objects: Iterable[ObjectModel], labels: Mapping[str, str]) -> dict[str, str]:
    """By id: how an object is pointed to where it may be of any kind."""
    counts = Counter(labels.values())
    return {
        item.id: labels[item.id]
        if counts[labels[item.id]] == 1
        else words.AMBIGUOUS_NAME.format(name=item.name or item.id, id=item.id)
        for item in objects
    }


def _head(dumped: Mapping[str, Any], pointers: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for key in words.HEAD_FIELDS:
        value: Any = dumped
        for part in key.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        if value is not None:
            found[key] = shown([pointers.get(each, each) for each in value] if key == "范围.区域" else value)
    return found


def _row(record: Mapping[str, Any], headings: Iterable[str]) -> Row:
    return {f"#{name}": Said(shown(record[name])) for name in headings if name in record}


def _seen(item: Mapping[str, Any], pointers: Mapping[str, str]) -> Row:
    row = _row(item, words.SEEN_HEADINGS)
    if "对象" in item:
        row["#对象"] = Said(pointers.get(item["对象"], item["对象"]))
    return row


def _rosters(rosters: Iterable[Mapping[str, Any]], pointers: Mapping[str, str]) -> Iterator[Row]:
    """A line for each kind of each word about completeness."""
    for roster in rosters:
        for kind in roster["类型"]:
            row = _row(roster, ("人", "时间", "备注"))
            row |= {"#种类": Said(kind), "#完整": Said(words.YES_NO[0 if roster["完整"] else 1])}
            above = roster.get("在", ROOT_ID)
            yield row if above == ROOT_ID else {**row, "#在": Said(pointers[above])}


def _object(visit: VisitModel, library: Library, item: ObjectModel, labels: Mapping[str, str]) -> Row:
    row = {"": Said(item.id), "#名称": Said(labels[item.id])}
    for key, end in (("#在", item.parent), ("#另一端", item.other_end)):
        if end is not None and end != ROOT_ID:
            row[key] = Said(labels[end])
    if item.date is not None:
        row["#日期"] = Said(item.date)
    if item.count is not None:
        row["#数量"] = Said(str(item.count))
    return row | _answers(visit, library, item.id, item.type)


def _answers(visit: VisitModel, library: Library, object_id: str, kind: str) -> Row:
    row: Row = {}
    for written, raw in visit.answers.get(object_id, {}).items():
        found = fact_named(library, kind, written)
        if found is None:
            continue
        key, fact = found
        answer = circumstances_of(raw)
        comment = remark_of(answer)
        for column, text in texts_of(answer, fact, key).items():
            row[column] = Said(text, comment)
            comment = ""
    return row


def _corrected(visit: VisitModel) -> dict[str, dict[str, object]]:
    """Answers that corrections quote, word for word."""
    kept: dict[str, dict[str, object]] = {}
    for correction in visit.corrections:
        answers = visit.answers.get(correction.object, {})
        if correction.fact in answers:
            kept.setdefault(correction.object, {})[correction.fact] = answers[correction.fact]
    return kept
