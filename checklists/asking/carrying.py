"""Answers of an earlier visit that may still hold: offered as 沿用, one by one, and taken over only when somebody says so."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from judge.model.visit import ROOT_ID, VisitModel
from judge.resolve.resolved import ROOT_TYPE, Fact, Library
from judge.values.dates import read_dates

LONG, UNTIL = "长期", "至某日"


@dataclass(frozen=True, slots=True)
class Offer:
    """One answer of an earlier visit."""

    object: str
    key: str
    value: Any
    """As it was written."""
    earlier: str
    """Id of the earlier visit."""
    said: str
    """The earlier visit's last day."""

    def written(self, by: str | None = None, at: str | None = None) -> dict[str, Any]:
        """The answer as it is taken over."""
        told = {"答": self.value, "沿用": self.earlier, "人": by, "时间": at}
        return {key: value for key, value in told.items() if value is not None}


def offers(visit: VisitModel, earlier: VisitModel, library: Library) -> tuple[Offer, ...]:
    """The long-lived answers of an earlier visit that this one does not have, in the order of its objects.

    Objects are the same if kind and id are. What was found for that day only is never offered, nor what the firm only declared,
    what was sampled, or an answer whose day has passed.
    """
    types = _types(visit)
    same = [each for each, kind in types.items() if _types(earlier).get(each) == kind]
    now = max(visit.occasion.dates)
    found = []
    for each in same:
        given = visit.answers.get(each, {})
        for key, raw in _latest(earlier, each):
            fact = library.fact(types[each], key.partition("@")[0])
            answer = raw if isinstance(raw, dict) and {"答", "无答"} & raw.keys() else {"答": raw}
            if fact is None or _has_value(given.get(key)) or not _still_holds(fact, answer, now):
                continue
            found.append(Offer(each, key, answer["答"], earlier.occasion.id, max(earlier.occasion.dates).isoformat()))
    return tuple(found)


def _types(visit: VisitModel) -> dict[str, str]:
    return {ROOT_ID: ROOT_TYPE, **{each.id: each.type for each in visit.objects}}


def _latest(earlier: VisitModel, object_id: str) -> Iterator[tuple[str, Any]]:
    """Its answers after all corrections."""
    answers = dict(earlier.answers.get(object_id, {}))
    for correction in earlier.corrections:
        if correction.object == object_id:
            answers[correction.fact] = correction.after
    yield from answers.items()


def _has_value(raw: Any) -> bool:
    return raw is not None and not (isinstance(raw, dict) and "无答" in raw and "答" not in raw)


def _still_holds(fact: Fact, answer: dict[str, Any], now: datetime.date) -> bool:
    if answer.get("答") is None or answer.get("抽查") is not None or answer.get("企业自报") in ("是", True):
        return False
    if fact.holds == LONG:
        return True
    if fact.holds != UNTIL:
        return False
    until = answer["答"] if fact.kind == "日期" else answer.get("期限")
    try:
        days = read_dates(str(until))
    except ValueError:
        return False
    return days.high is not None and days.high >= now.toordinal()
