"""Quick entry from a filled sheet: lines such as `A12 3 否` become answers of a visit document.

A line is a question's code, the number of the object in its column (or `1-4,6`, or `*` for all), and the answer:

    A12 3 否            question 12 of card A, object 3
    A12 1-4,6 否        several objects at once (noted as 批量)
    A1 是               card A has one object only, as 企业 always does
    V#3 3号除尘器 @E2 ×2  object 3 of card V: its name, in object 2 of card E, a group of 2
    V全  V不全           all objects of card V are listed, or not (`V@E2全`: those in object 2 of card E)
    见 配电箱前堆着纸箱    something seen

Short answers: 是/y/√, 否/n/×; 有, 失效, 无; the number of an option (`2`, `1+3`); `?` 查不清; `补` 待补资料; `测` 需检测; `未出示`; `未查`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checklists.asking.filling import By, Document, objects_of, with_answer, with_object, with_observation, with_roster
from checklists.asking.questionnaire import Card, Question
from judge.diagnostics import Position, Problems
from judge.model.visit import ROOT_ID
from judge.resolve.answers import OTHERS, AnswerError, read_answer
from judge.resolve.resolved import Fact, Library

SOURCE = "速录"
_ANSWER = re.compile(r"([A-Za-z]{1,2})\s*(\d{1,3})(?:\s+(\*|[\d,，、\-–~～]+))?\s+(\S.*)")
_OBJECT = re.compile(r"([A-Za-z]{1,2})\s*[#＃]\s*(\d{1,3})\s+(\S.*)")
_ROSTER = re.compile(r"([A-Za-z]{1,2})(?:\s*[@＠]\s*([A-Za-z]{1,2})\s*[#＃]?\s*(\d{1,3}))?\s*(全|不全)")
_PLACE = re.compile(r"\s*[@＠]\s*([A-Za-z]{1,2})\s*[#＃]?\s*(\d{1,3})")
_OTHER = re.compile(r"\s*[&＆]\s*([A-Za-z]{1,2})\s*[#＃]?\s*(\d{1,3})")
_COUNT = re.compile(r"\s*[x×X*]\s*(\d{1,4})\s*$")
_SEEN = re.compile(r"见[\s：:]+(\S.*)")
_NUMBERS = re.compile(r"(\d{1,3})(?:[-–~～](\d{1,3}))?")
_LARGEST = 200
"""Objects of one kind on one sheet."""
NONE = {"?": "查不清", "？": "查不清", "补": "待补资料", "测": "需检测", "未出示": "现场未能出示", "拒": "拒不提供"}
YES, NO = frozenset("是yY√有1"), frozenset("否nN×✗xX无没0")
_REST = re.compile(r"\s*(?:其余|其他|另外)(?:的?都?)(?:没有|否|无)\s*$")
_NOTHING = frozenset({"都没有", "都无", "都否"})
FACILITY = {"有": "有且有效", "好": "有且有效", "失效": "有但失效", "坏": "有但失效", "没有": "无", "没": "无"}


def entered(
    document: Document, lines: Iterable[str], cards: Sequence[Card], library: Library, by: By, problems: Problems
) -> dict[str, Any]:
    """The document with all lines entered that can be; a problem for each that cannot, which changes nothing."""
    entry = _Entry(dict(document), {card.letters: card for card in cards}, library, by, problems)
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if text and not text.startswith("//"):
            entry.take(text, Position(SOURCE, number, 1, len(text)))
    return entry.document


class _RefusedLineError(Exception):
    """A line that cannot be entered: a catalogue code and the values of its texts."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = {name: str(value) for name, value in values.items()}


@dataclass(slots=True)
class _Entry:
    document: dict[str, Any]
    cards: Mapping[str, Card]
    library: Library
    by: By
    problems: Problems

    def take(self, text: str, place: Position) -> None:
        try:
            self.document = self._entered(text)
        except (_RefusedLineError, AnswerError) as refused:
            self.problems.add(refused.code, place, clause=None, **refused.values)

    def _entered(self, text: str) -> dict[str, Any]:
        if match := _SEEN.fullmatch(text):
            return with_observation(self.document, match[1], self.by)
        if match := _OBJECT.fullmatch(text):
            return self._with_object(*match.groups())
        if match := _ROSTER.fullmatch(text):
            return self._with_roster(*match.groups())
        if match := _ANSWER.fullmatch(text):
            return self._with_answers(*match.groups())
        raise _RefusedLineError("Q001", found=text)

    def _card(self, letters: str) -> Card:
        card = self.cards.get(letters.upper())
        if card is None:
            raise _RefusedLineError("Q002", found=letters.upper(), known="、".join(self.cards))
        return card

    def _question(self, letters: str, number: str) -> tuple[Card, Question]:
        card = self._card(letters)
        code = f"{card.letters}{int(number)}"
        question = next((one for one in card.questions if one.code == code), None)
        if question is None:
            last = card.questions[-1].code
            raise _RefusedLineError("Q003", found=code, object_type=card.object_type.name, last=last)
        return card, question

    def _with_object(self, letters: str, number: str, rest: str) -> dict[str, Any]:
        card = self._card(letters)
        listed = objects_of(self.document, card.object_type.name)
        if card.object_type.name == ROOT_ID or int(number) != len(listed) + 1:
            raise _RefusedLineError(
                "Q004", object_type=card.object_type.name, found=int(number), wanted=len(listed) + 1
            )
        count, parent, other = _COUNT.search(rest), _PLACE.search(rest), _OTHER.search(rest)
        name = _OTHER.sub("", _PLACE.sub("", _COUNT.sub("", rest))).strip()
        made, _ = with_object(
            self.document,
            card.object_type.name,
            name or f"{card.object_type.name}{int(number)}",
            parent=self._object(*parent.groups()) if parent else None,
            other_end=self._object(*other.groups()) if other else None,
            count=int(count[1]) if count else None,
        )
        return made

    def _object(self, letters: str, number: str) -> str:
        card = self._card(letters)
        return self._numbered(card, [int(number)])[0]

    def _numbered(self, card: Card, numbers: Sequence[int]) -> list[str]:
        listed = objects_of(self.document, card.object_type.name)
        missing = [number for number in numbers if not 1 <= number <= len(listed)]
        if missing:
            raise _RefusedLineError(
                "Q005", object_type=card.object_type.name, found=missing[0], count=len(listed), letters=card.letters
            )
        return [listed[number - 1] for number in numbers]

    def _with_roster(self, letters: str, above: str | None, number: str | None, said: str) -> dict[str, Any]:
        card = self._card(letters)
        parent = self._object(above, number) if above and number else ROOT_ID
        if card.object_type.name == ROOT_ID:
            raise _RefusedLineError("Q001", found=f"{letters}{said}")
        return with_roster(self.document, parent, [card.object_type.name], said == "全", self.by)

    def _with_answers(self, letters: str, number: str, targets: str | None, answer: str) -> dict[str, Any]:
        card, question = self._question(letters, number)
        listed = objects_of(self.document, card.object_type.name)
        if targets is None and len(listed) != 1:
            raise _RefusedLineError(
                "Q006", object_type=card.object_type.name, count=len(listed), question=question.code
            )
        chosen = listed if targets in (None, "*") else self._numbered(card, _numbers(str(targets)))
        value = written_answer(answer.strip(), question.fact)
        read_answer(value, question.fact, question.key)
        bulk = {"批量": "是"} if len(chosen) > 1 else {}
        document = self.document
        for object_id in chosen:
            record = value if isinstance(value, Mapping) and {"答", "无答"} & set(value) else {"答": value}
            document = with_answer(document, object_id, question.key, {**record, **bulk}, self.by)
        return document


def _numbers(text: str) -> list[int]:
    found: list[int] = []
    for part in re.split(r"[,，、]", text):
        match = _NUMBERS.fullmatch(part)
        if match is None:
            raise _RefusedLineError("Q001", found=text)
        first = int(match[1])
        last = int(match[2] or first)
        if not first <= last < first + _LARGEST:
            raise _RefusedLineError("Q001", found=text)
        found.extend(range(first, last + 1))
    return found


def written_answer(text: str, fact: Fact) -> Any:
    """A short answer as it is written in a visit; what is no short form stays as it is.

    Of a multiple choice the options named (`1+3`) are 是 and all others stay unasked.
    """
    if text in NONE and text not in fact.options:
        return {"无答": NONE[text]}
    match fact.kind:
        case "是否":
            return "是" if text in YES else "否" if text in NO else text
        case "设施":
            return [FACILITY.get(part, part) for part in _parts(text)] if len(_parts(text)) > 1 else _facility(text)
        case "单选":
            chosen = [_option(part, fact) for part in _parts(text)]
            return chosen if len(chosen) > 1 else chosen[0]
        case "多选":
            return _boxes(text, fact)
        case _:
            return text


def _boxes(text: str, fact: Fact) -> dict[str, str]:
    """The boxes named are ticked; all others are not, where that is said."""
    named, rest = text.strip(), _REST.search(text)
    if rest is not None:
        named = text[: rest.start()].strip()
    if named in _NOTHING and named not in fact.options:
        return {OTHERS: "否"}
    boxes = {_option(part, fact): "是" for part in _parts(named)}
    return {**boxes, OTHERS: "否"} if rest is not None else boxes


def _facility(text: str) -> str:
    return FACILITY.get(text, text)


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"\s*(?:[+＋/]|或)\s*", text) if part] or [text]


def _option(part: str, fact: Fact) -> str:
    if part.isdigit() and part not in fact.options and 1 <= int(part) <= len(fact.options):
        return fact.options[int(part) - 1]
    return part
