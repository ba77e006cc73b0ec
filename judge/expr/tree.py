"""Reads a condition written as a tree (全部, 任一, 均无, 非, 至少, 存在, 每个, 数量, 合计, 要素, 依解释), or as one line."""

from __future__ import annotations

import re
from collections.abc import Mapping

from judge.expr.line import ConditionError, parse_line
from judge.expr.written import (
    Combination,
    Condition,
    ElementCount,
    Location,
    Name,
    Quantified,
    Quantity,
    ReadingChoice,
    Span,
)
from judge.values.number import is_exact

_LISTS = {"全部": "all", "任一": "any", "均无": "none"}
_QUANTIFIERS = {"存在": "exists", "每个": "every", "数量": "count", "合计": "sum"}
_KEYS = (*_LISTS, "非", "至少", *_QUANTIFIERS, "要素", "依解释")
_LIMIT = re.compile(r"\s*(<=|>=|!=|=|<|>|≤|≥|≠|不少于|不多于|超过|少于)\s*(\d+(?:\.\d+)?)\s*(\S*)\s*")
_WHOLE = re.compile(r"[1-9]\d{0,5}")
_WORDS = {"≤": "<=", "≥": ">=", "≠": "!=", "不少于": ">=", "不多于": "<=", "超过": ">", "少于": "<"}


def parse_condition(raw: object, path: Location) -> Condition:
    """Read a condition in either form. Raises ConditionError."""
    if isinstance(raw, str):
        return parse_line(raw, path)
    if isinstance(raw, list | tuple):
        raise ConditionError("R019", Span(path))
    if not isinstance(raw, Mapping) or len(raw) != 1:
        raise ConditionError("R020", Span(path), keys="、".join(_KEYS))
    ((key, body),) = raw.items()
    here = (*path, key)
    if key in _LISTS:
        return Combination(_LISTS[key], _parts(body, here), Span(path))
    if key == "非":
        return Combination("not", (parse_condition(body, here),), Span(path))
    if key == "至少":
        return _at_least(body, here)
    if key in _QUANTIFIERS:
        return _quantified(_QUANTIFIERS[key], body, here)
    if key == "要素":
        return _elements(body, here)
    if key == "依解释":
        return _reading(body, here)
    raise ConditionError("R020", Span(path), keys="、".join(_KEYS))


def _parts(body: object, path: Location) -> tuple[Condition, ...]:
    if not isinstance(body, list | tuple) or not body:
        raise ConditionError("R021", Span(path))
    return tuple(parse_condition(part, (*path, index)) for index, part in enumerate(body))


def _fields(body: object, path: Location, required: tuple[str, ...], optional: tuple[str, ...]) -> Mapping[str, object]:
    if not isinstance(body, Mapping):
        raise ConditionError("R022", Span(path), keys="、".join(required))
    for key in body:
        if key not in required and key not in optional:
            raise ConditionError("R023", Span((*path, key)), found=key, keys="、".join((*required, *optional)))
    for key in required:
        if body.get(key) is None:
            raise ConditionError("R022", Span(path), keys="、".join(required))
    return body


def _whole(value: object, path: Location) -> int:
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    raise ConditionError("R024", Span(path), found=_shown(value))


def _shown(value: object) -> str:
    return value if isinstance(value, str) else "（一组内容）"


def _word(value: object, path: Location) -> str:
    if isinstance(value, str):
        return value
    raise ConditionError("R029", Span(path))


def _at_least(body: object, path: Location) -> Combination:
    fields = _fields(body, path, ("数", "其中"), ())
    parts = _parts(fields["其中"], (*path, "其中"))
    threshold = _whole(fields["数"], (*path, "数"))
    if threshold > len(parts):
        raise ConditionError("R025", Span((*path, "数")), threshold=threshold, parts=len(parts))
    return Combination("at_least", parts, Span(path), threshold)


def _quantified(kind: str, body: object, path: Location) -> Quantified:
    required = {
        "exists": ("对象", "当"),
        "every": ("对象", "当"),
        "count": ("对象", "比较"),
        "sum": ("对象", "事实", "比较"),
    }[kind]
    fields = _fields(body, path, required, ("其中",))
    where = parse_condition(fields["其中"], (*path, "其中")) if fields.get("其中") is not None else None
    inner = parse_condition(fields["当"], (*path, "当")) if "当" in required else None
    operator, limit = _limit(fields["比较"], (*path, "比较")) if "比较" in required else ("", None)
    fact = Name(_word(fields["事实"], (*path, "事实")), Span((*path, "事实"))) if kind == "sum" else None
    return Quantified(kind, _word(fields["对象"], (*path, "对象")), where, inner, Span(path), operator, limit, fact)


def _limit(value: object, path: Location) -> tuple[str, Quantity]:
    match = _LIMIT.fullmatch(value) if isinstance(value, str) else None
    if not match:
        raise ConditionError("R026", Span(path), found=_shown(value))
    operator, digits, unit = match.groups()
    if not is_exact(digits):
        raise ConditionError("R027", Span(path))
    return _WORDS.get(operator, operator), Quantity(digits, unit, Span(path))


def _elements(body: object, path: Location) -> ElementCount:
    fields = _fields(body, path, ("出自", "至少"), ())
    origin, here = fields["出自"], (*path, "出自")
    if isinstance(origin, list | tuple):
        prefixes = tuple(_word(prefix, (*here, index)) for index, prefix in enumerate(origin))
    else:
        prefixes = (_word(origin, here),)
    return ElementCount(prefixes, _whole(fields["至少"], (*path, "至少")), Span(path))


def _reading(body: object, path: Location) -> ReadingChoice:
    fields = _fields(body, path, ("解释", "选"), ())
    options = fields["选"]
    if not isinstance(options, Mapping) or not options:
        raise ConditionError("R022", Span((*path, "选")), keys="各选项")
    choices = tuple((str(name), parse_condition(when, (*path, "选", name))) for name, when in options.items())
    return ReadingChoice(_word(fields["解释"], (*path, "解释")), choices, Span(path))
