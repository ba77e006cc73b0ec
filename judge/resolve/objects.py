"""The objects of a visit: types known, ends found, dates read, groups told from single objects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from judge.diagnostics import Problems, nearest
from judge.expr.written import Location
from judge.model.visit import ROOT_ID, ObjectModel, VisitModel
from judge.resolve.resolved import ROOT_TYPE, ObjectType
from judge.resolve.source import Source
from judge.values.dates import read_dates
from judge.values.number import Interval

MAX_OBJECTS = 20_000
SEEN_PART, UNSEEN_PART = "·抽查", "·未抽"
"""Endings of the ids of the two parts of a sampled group."""
DID_YOU_MEAN = "是不是“{near}”？"
_RESERVED = re.compile(rf"[〈〉/]|(?:{SEEN_PART}|{UNSEEN_PART})$")


@dataclass(frozen=True, slots=True)
class ObjectInstance:
    """One object of the visit; `date` only for events."""

    id: str
    type: str
    name: str
    parent: str | None
    other_end: str | None = None
    date: Interval | None = None
    count: int = 1


def hint(word: str, choices: Iterable[str]) -> str:
    """A sentence with the nearest of the choices; empty if none is near."""
    near = nearest(word, choices)
    return DID_YOU_MEAN.format(near=near) if near else ""


class Objects:
    """Collects the objects of a visit by id, 企业 first."""

    def __init__(
        self, source: Source[VisitModel], types: Mapping[str, ObjectType], latest: int, problems: Problems
    ) -> None:
        self._source, self._types, self._latest, self._problems = source, types, latest, problems
        self.by_id: dict[str, ObjectInstance] = {}
        self._refused: set[str] = set()
        """Ids of objects that are listed but wrong in themselves."""

    def collect(self) -> None:
        """Problems: ids taken or unusable, unknown types, ends missing or of the wrong type, groups with children."""
        written = self._source.model.objects
        self.by_id[ROOT_ID] = ObjectInstance(ROOT_ID, ROOT_TYPE, self._source.model.enterprise.name, None)
        if len(written) > MAX_OBJECTS:
            self._problems.add("C009", self._source.locate(("对象",)), limit=MAX_OBJECTS)
            self._refused.update(model.id for model in written)
            return
        own: list[tuple[ObjectModel, Location]] = []
        for index, model in enumerate(written):
            path: Location = ("对象", index)
            if self._add(model, path):
                own.append((model, path))
        for model, path in own:
            self._check_ends(self.by_id[model.id], path)

    def check_known(self, object_id: str, path: Location) -> None:
        """Problem if there is no such object. One that is listed but wrong has been told."""
        if object_id not in self.by_id and object_id not in self._refused:
            place = self._source.locate(path)
            self._problems.add("C003", place, name=object_id, near=hint(object_id, self.by_id))

    def in_parent_order(self) -> list[ObjectInstance]:
        """Every parent before its children."""
        depth = {name: len(kind.chain) for name, kind in self._types.items()}
        return sorted(self.by_id.values(), key=lambda item: (depth[item.type], item.id))

    def _add(self, model: ObjectModel, path: Location) -> bool:
        locate = self._source.locate
        if model.id in self.by_id:
            self._problems.add("C001", locate((*path, "编号")), name=model.id)
            return False
        kind = self._types.get(model.type)
        if kind is None or model.type == ROOT_TYPE:
            known = [name for name in self._types if name != ROOT_TYPE]
            self._problems.add("C002", locate((*path, "类型")), name=model.type, near=hint(model.type, known))
            self._refused.add(model.id)
            return False
        if found := _RESERVED.search(model.id):
            self._problems.add("C031", locate((*path, "编号")), name=model.id, found=found[0])
        date = None
        if kind.nature == "事件":
            date = self._event_date(model, path)
        elif model.date is not None:
            self._problems.add("C006", locate((*path, "日期")), name=model.type)
        self.by_id[model.id] = ObjectInstance(
            id=model.id,
            type=model.type,
            name=model.name or model.id,
            parent=model.parent or ROOT_ID,
            other_end=model.other_end,
            date=date,
            count=model.count or 1,
        )
        return True

    def _event_date(self, model: ObjectModel, path: Location) -> Interval | None:
        whole = Interval(1, self._latest)
        if model.date is None:
            return whole
        place = self._source.locate((*path, "日期"))
        try:
            date = read_dates(model.date)
        except ValueError:
            self._problems.add("C030", place, name="日期", found=model.date)
            return None
        if date.meet(whole).is_empty:
            self._problems.add("C007", place, found=model.date)
            return None
        return date.meet(whole)

    def _check_ends(self, item: ObjectInstance, path: Location) -> None:
        kind = self._types[item.type]
        if kind.other_end is None and item.other_end is not None:
            self._problems.add("C005", self._source.locate((*path, "另一端")), name=item.type)
        self._check_end(item, "在", item.parent, kind.parent, path)
        self._check_end(item, "另一端", item.other_end, kind.other_end, path)
        if item.other_end is not None and item.other_end == item.parent:
            self._problems.add("C039", self._source.locate((*path, "另一端")), name=item.id, other=item.other_end)

    def _check_end(self, item: ObjectInstance, key: str, end: str | None, wanted: str | None, path: Location) -> None:
        if wanted is None:
            return
        place = self._source.locate((*path, key))
        if end is None:
            self._problems.add("C004", place, name=item.id, object_type=item.type, key=key, wanted=wanted)
            return
        found = self.by_id.get(end)
        if found is None:
            self.check_known(end, (*path, key))
        elif found.type != wanted:
            self._problems.add(
                "C008", place, name=item.id, object_type=item.type, key=key, wanted=wanted, found=found.type
            )
        elif found.count > 1:
            self._problems.add("C032", place, name=end, count=found.count, other=item.id)
