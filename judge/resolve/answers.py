"""Reads one answer by the kind of its fact: a value, a set, an interval, boxes of a multiple choice, or none with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from judge.model.visit import REASONS_FOR_NO_ANSWER, AnswerModel
from judge.resolve.objects import hint
from judge.resolve.resolved import Fact
from judge.values.dates import read_dates
from judge.values.knowledge import Knowledge, UnreadableNumberError, narrows, read_number, show_knowledge
from judge.values.number import Interval

OTHERS = "其余"
"""In a mapping of boxes: all that are not named."""
NOT_ASKED = "未查"
SOMETHING_ELSE = "（一组内容）"
"""Stands in a message for what is no text."""
_ANSWER_KEYS = {field.alias for field in AnswerModel.model_fields.values()}
_VALUE_KEYS = frozenset({"答", "无答"})


class AnswerError(ValueError):
    """An answer that cannot be read: a catalogue code and the values of its texts."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = {name: str(value) for name, value in values.items()}


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
    if has_circumstances(raw):
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


def has_circumstances(raw: object) -> bool:
    """Whether an answer is written as a value (or a reason for none) with its circumstances, not as the bare value."""
    return isinstance(raw, Mapping) and bool(raw) and (set(raw) <= _ANSWER_KEYS or bool(_VALUE_KEYS.intersection(raw)))


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
    words = value if isinstance(value, list | tuple) else [value]
    if not words:
        raise AnswerError("C021", name=fact.name)
    return frozenset(_option(word, fact) for word in words)


def _option(word: object, fact: Fact) -> str:
    text = _shown(word).strip()
    if text not in fact.options:
        near = hint(text, fact.options)
        raise AnswerError("C022", name=fact.name, found=text, options="、".join(fact.options), near=near)
    return text


def _shown(value: object) -> str:
    return value if isinstance(value, str) else SOMETHING_ELSE


def _boxes(value: object, fact: Fact, key: str) -> tuple[tuple[str, Knowledge], ...]:
    """A list names the boxes ticked, the rest are unasked; a mapping says 是, 否 or 未查 of each, and 其余: 否 of all others."""
    if isinstance(value, Mapping):
        named = {box: answer for box, answer in value.items() if box != OTHERS or OTHERS in fact.options}
        answers = {_option(box, fact): answer for box, answer in named.items()}
        if len(named) < len(value):
            rest = value[OTHERS]
            if rest not in ("否", NOT_ASKED):
                raise AnswerError("C023", name=f"{fact.name}：{OTHERS}", found=_shown(rest))
            answers.update(dict.fromkeys((option for option in fact.options if option not in answers), rest))
    else:
        ticked = value if isinstance(value, list | tuple) else [value]
        answers = dict.fromkeys((_option(box, fact) for box in ticked), "是")
    found: list[tuple[str, Knowledge]] = []
    for box, answer in answers.items():
        if answer in ("是", "否"):
            found.append((f"{key}∋{box}", frozenset({str(answer)})))
        elif answer != NOT_ASKED:
            raise AnswerError("C023", name=f"{fact.name}：{box}", found=_shown(answer))
    return tuple(found)


def _number(value: object, fact: Fact) -> Interval:
    if not isinstance(value, str):
        raise AnswerError("C024", name=fact.name, found=_shown(value), unit=fact.unit)
    try:
        read = read_number(value, fact.unit)
    except UnreadableNumberError as error:
        code = {"about": "C025", "form": "C024", "unit": "C026", "dimension": "C027"}[error.args[0]]
        raise AnswerError(code, name=fact.name, found=error.args[1], unit=fact.unit) from error
    assert isinstance(fact.domain, Interval)
    if fact.whole:
        read = read.whole()
        if read.is_empty:
            raise AnswerError("C028", name=fact.name, found=value)
    narrowed = read.meet(fact.domain)
    bounded = not (read.low is None or read.high is None)
    if narrowed.is_empty or (bounded and not narrows(read, fact.domain)):
        raise AnswerError("C029", name=fact.name, found=value, domain=show_knowledge(fact.domain, fact.unit))
    return narrowed


def _date(value: object, fact: Fact) -> Interval:
    try:
        return read_dates(_shown(value))
    except ValueError as error:
        raise AnswerError("C030", name=fact.name, found=_shown(value)) from error
