"""Filling in a visit document (the visit file as data, with Chinese keys): every change makes a new document."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from judge.model.visit import ROOT_ID

Document = Mapping[str, Any]
_UNFIT = re.compile(r"[\s.=＝、，,;；:：@#*]+")


@dataclass(frozen=True, slots=True)
class By:
    """Who answers, and when (ISO local time)."""

    person: str | None = None
    at: str | None = None

    @property
    def marks(self) -> dict[str, str]:
        """As the keys of an answer."""
        return {key: value for key, value in (("人", self.person), ("时间", self.at)) if value}


def objects_of(document: Document, object_type: str) -> list[str]:
    """Ids of the objects of a kind, in the order in which they stand; 企业 is always one."""
    if object_type == ROOT_ID:
        return [ROOT_ID]
    return [item["编号"] for item in document.get("对象", ()) if item["类型"] == object_type]


def name_of(document: Document, object_id: str) -> str:
    """The name of an object, else its id; the enterprise's own for 企业."""
    if object_id == ROOT_ID:
        return str(document["企业"]["名称"])
    found = next((item for item in document.get("对象", ()) if item["编号"] == object_id), None)
    return str(found.get("名称") or object_id) if found else object_id


def with_object(
    document: Document,
    object_type: str,
    name: str,
    *,
    parent: str | None = None,
    other_end: str | None = None,
    date: str | None = None,
    count: int | None = None,
) -> tuple[dict[str, Any], str]:
    """The document with one more object, and its id, which is made of the name."""
    taken = {ROOT_ID, *(item["编号"] for item in document.get("对象", ()))}
    base = _UNFIT.sub("", name) or object_type
    object_id, number = base, 1
    while object_id in taken:
        number += 1
        object_id = f"{base}·{number}"
    written: dict[str, Any] = {"编号": object_id, "类型": object_type}
    if name != object_id:
        written["名称"] = name
    if parent is not None and parent != ROOT_ID:
        written["在"] = parent
    written |= {key: value for key, value in (("另一端", other_end), ("日期", date)) if value}
    if count is not None and count > 1:
        written["数量"] = count
    return {**document, "对象": [*document.get("对象", ()), written]}, object_id


def with_answer(document: Document, object_id: str, key: str, answer: Any, by: By) -> dict[str, Any]:
    """The document with an answer in the place of any earlier one; a bare value gets who and when."""
    record = dict(answer) if isinstance(answer, Mapping) and {"答", "无答"} & set(answer) else {"答": answer}
    answers = {owner: dict(given) for owner, given in document.get("答案", {}).items()}
    answers.setdefault(object_id, {})[key] = {**record, **by.marks}
    return {**document, "答案": answers}


def without_answer(document: Document, object_id: str, key: str) -> dict[str, Any]:
    """The document without an answer."""
    answers = {owner: dict(given) for owner, given in document.get("答案", {}).items()}
    answers.get(object_id, {}).pop(key, None)
    return {**document, "答案": {owner: given for owner, given in answers.items() if given}}


def with_roster(document: Document, parent: str, types: Sequence[str], complete: bool | None, by: By) -> dict[str, Any]:
    """The document saying of types under a parent that all are listed, or not; None takes back what was said."""
    kept = []
    for roster in document.get("名单", ()):
        written = roster["类型"]
        listed = [written] if isinstance(written, str) else list(written)
        left = [name for name in listed if not (roster.get("在", ROOT_ID) == parent and name in types)]
        if left:
            kept.append({**roster, "类型": left})
    if complete is not None:
        said: dict[str, Any] = {} if parent == ROOT_ID else {"在": parent}
        kept.append({**said, "类型": list(types), "完整": "是" if complete else "否", **by.marks})
    return {**document, "名单": kept}


def with_observation(document: Document, text: str, by: By, **more: Any) -> dict[str, Any]:
    """The document with something seen written down."""
    seen = {"所见": text, **{key: value for key, value in more.items() if value}, **by.marks}
    return {**document, "见闻": [*document.get("见闻", ()), seen]}


def answer_at(document: Document, object_id: str, key: str) -> Any:
    """The answer as written; None if there is none."""
    return document.get("答案", {}).get(object_id, {}).get(key)


def value_in(answer: Any) -> Any:
    """The bare value of an answer as written, or why there is none; None if neither."""
    if isinstance(answer, Mapping) and {"答", "无答"} & set(answer):
        return answer.get("答", answer.get("无答"))
    return answer
