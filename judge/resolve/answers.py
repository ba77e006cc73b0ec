"""Reads one answer by the kind of its fact: a value, a set, an interval, boxes of a multiple choice, or none with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from judge.diagnostics import nearest
from judge.model.visit import REASONS_FOR_NO_ANSWER, AnswerModel
from judge.resolve.resolved import Fact
from judge.values.dates import read_dates
from judge.values.knowledge import Knowledge, UnreadableNumberError, narrows, read_number
from judge.values.number import Interval

NOT_ASKED = "未查"
_ANSWER_KEYS = {field.alias for field in AnswerModel.model_fields.values()}


class AnswerError(ValueError):
    """An answer that cannot be read: a catalogue code and the values of its texts."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """What an answer says: knowledge by key (one key, or one for each box answered), or why there is none."""

    known: tuple[tuple[str, Knowledge], ...]
    details: AnswerModel
    none_because: str | None = None


def read_answer(raw: object, fact: Fact, key: str) -> ReadAnswer:
    """Read an answer to a fact under a key. Raises AnswerError."""
    details = AnswerModel.model_construct()
    value = raw
    if isinstance(raw, Mapping) and raw and set(raw) <= _ANSWER_KEYS:
        try:
            details = AnswerModel.model_validate(raw)
        except ValidationError as error:
            raise AnswerError("C020", name=fact.name, keys="、".join(_wrong_keys(error))) from error
        value = details.value
        if (value is None) == (details.none_because is None):
            raise AnswerError("C021", name=fact.name)
    if isinstance(value, str) and value.strip() in REASONS_FOR_NO_ANSWER and value.strip() not in fact.options:
        return ReadAnswer((), details, value.strip())
    if value is None:
        if details.none_because is None:
            raise AnswerError("C021", name=fact.name)
        return ReadAnswer((), details, details.none_because)
    return ReadAnswer(_known(value, fact, key), details)


def _wrong_keys(error: ValidationError) -> list[str]:
    return sorted({str(problem["loc"][0]) for problem in error.errors() if problem["loc"]})


def _known(value: object, fact: Fact, key: str) -> tuple[tuple[str, Knowledge], ...]:
    match fact.kind:
        case "多选":
            return _boxes(value, fact, key)
        case "数值":
            return ((key, _number(value, fact)),)
        case "日期":
            return ((key, _date(value, fact)),)
        case "文本":
            return ()
        case _:
            return ((key, _choices(value, fact)),)


def _choices(value: object, fact: Fact) -> Knowledge:
    words = [str(word).strip() for word in value] if isinstance(value, list | tuple) else [str(value).strip()]
    for word in words:
        if word not in fact.options:
            raise AnswerError("C022", name=fact.name, found=word, options="、".join(fact.options), near=_hint(word, fact))
    if not words:
        raise AnswerError("C021", name=fact.name)
    return frozenset(words)


def _hint(word: str, fact: Fact) -> str:
    near = nearest(word, fact.options)
    return f"是不是“{near}”？" if near else ""


def _boxes(value: object, fact: Fact, key: str) -> tuple[tuple[str, Knowledge], ...]:
    """A list names the boxes ticked, the rest are unasked; a mapping says 是, 否 or 未查 of each."""
    if isinstance(value, str):
        value = [value]
    pairs = value.items() if isinstance(value, Mapping) else ((box, "是") for box in value)  # type: ignore[attr-defined]
    found: list[tuple[str, Knowledge]] = []
    for box, answer in pairs:
        if box not in fact.options:
            raise AnswerError("C022", name=fact.name, found=box, options="、".join(fact.options), near=_hint(str(box), fact))
        if answer in ("是", "否"):
            found.append((f"{key}∋{box}", frozenset({str(answer)})))
        elif answer != NOT_ASKED:
            raise AnswerError("C023", name=fact.name, found=answer)
    return tuple(found)


def _number(value: object, fact: Fact) -> Interval:
    if not isinstance(value, str):
        raise AnswerError("C024", name=fact.name, unit=fact.unit or "（无单位）")
    try:
        read = read_number(value, fact.unit)
    except UnreadableNumberError as error:
        code = {"about": "C025", "form": "C024", "unit": "C026", "dimension": "C027"}[error.args[0]]
        raise AnswerError(code, name=fact.name, found=error.args[1], unit=fact.unit or "（无单位）") from error
    assert isinstance(fact.domain, Interval)
    if fact.whole and read.single is not None and read.whole().is_empty:
        raise AnswerError("C028", name=fact.name, found=value)
    narrowed = (read.whole() if fact.whole else read).meet(fact.domain)
    bounded = not (read.low is None or read.high is None)
    if narrowed.is_empty or (bounded and not narrows(read.whole() if fact.whole else read, fact.domain)):
        raise AnswerError("C029", name=fact.name, found=value, low=_end(fact.domain.low), high=_end(fact.domain.high))
    return narrowed


def _end(value: object) -> str:
    return "不限" if value is None else str(value)


def _date(value: object, fact: Fact) -> Interval:
    try:
        if not isinstance(value, str):
            raise ValueError
        return read_dates(value)
    except ValueError as error:
        raise AnswerError("C030", name=fact.name, found=value) from error
