"""What the interview prints: questions, help, verdicts, in lines that fit the terminal (a Chinese character is two cells wide)."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from checklists.asking.cards import Card
from checklists.asking.filling import answer_at, name_of, objects_of, value_in
from checklists.asking.interview import State
from checklists.asking.questions import OpenQuestion
from checklists.asking.telling import why
from checklists.terminal.words import ASK
from checklists.texts import OUTCOMES, listed
from judge.model.visit import ROOT_ID
from judge.resolve.resolved import Fact, Library
from judge.verdict.verdict import HITS, OPEN, Outcome, Verdict

_HELP = ("算", "不算", "说明")


def width_of(text: str) -> int:
    """Cells that a text takes.

    >>> width_of("A12 除尘")
    8
    """
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """A text in lines of at most so many cells; further lines begin with the indent.

    >>> wrapped("一二三四", 4)
    ['一二', '三四']
    """
    lines: list[str] = []
    current = ""
    for each in text:
        if each == "\n" or width_of(current + each) > width:
            lines.append(current)
            current = indent + ("" if each == "\n" else each)
        else:
            current += each
    return [*lines, current]


def question_lines(
    state: State, card: Card, question: OpenQuestion, document: Mapping[str, Any], library: Library
) -> Iterator[str]:
    """One question, with where it is asked and in what form it is answered."""
    progress, counts = state.progress, Counter(verdict.effective for verdict in state.verdicts)
    yield ASK["progress"].format(
        settled=progress.settled,
        rules=progress.rules,
        major=counts[Outcome.MAJOR],
        ordinary=counts[Outcome.ORDINARY],
    )
    place = " › ".join(_line(document, question.object))
    yield ASK["where"].format(place=place) + (ASK["paper"].format(paper=card.paper) if card.paper else "")
    yield question.text
    if question.kind == "roster":
        yield from roster_lines(document, question)
    else:
        yield from answer_lines(question.fact)
    now = value_in(answer_at(document, question.object, question.key)) if question.kind == "fact" else None
    if now is not None:
        yield ASK["now"].format(value=shown_value(now))
    if card.alike and question.object == card.object:
        names = listed([name_of(document, each) for each in card.alike], 3)
        yield ASK["alike"].format(count=len(card.alike), names=names)


def roster_lines(document: Mapping[str, Any], question: OpenQuestion) -> Iterator[str]:
    """What is listed so far, and how to go on."""
    names = [
        name_of(document, each)
        for each in objects_of(document, question.key)
        if _line(document, each)[-2:-1] in ([], [name_of(document, question.object)])
    ]
    yield ASK["listed"].format(names=listed(names)) if names else ASK["none_listed"]
    yield ASK["roster"].format(example=ASK["roster_example"].format(kind=question.key))


def _line(document: Mapping[str, Any], object_id: str) -> list[str]:
    """Names from the outermost to the object; the enterprise only by itself."""
    parents = {item["编号"]: item.get("在", ROOT_ID) for item in document.get("对象", ())}
    line = [object_id]
    while line[0] in parents and parents[line[0]] != ROOT_ID and parents[line[0]] not in line:
        line.insert(0, parents[line[0]])
    return [name_of(document, each) for each in line]


def answer_lines(fact: Fact | None) -> Iterator[str]:
    """In what form a fact is answered; None: a day."""
    if fact is None or fact.kind == "日期":
        yield ASK["date"]
        return
    match fact.kind:
        case "是否":
            yield ASK["yes_no"]
        case "设施":
            yield ASK["facility"]
        case "数值":
            yield ASK["number" if fact.unit else "number_plain"].format(unit=fact.unit)
        case "文本":
            yield ASK["text"]
        case _:
            for number, name in enumerate(fact.options, 1):
                yield ASK["option"].format(number=number, name=name)
            if fact.kind == "多选":
                yield ASK["boxes"]


def help_lines(question: OpenQuestion, library: Library) -> Iterator[str]:
    """How it is found out, what counts and what does not, each with its origin."""
    kind = library.types.get(question.key) if question.kind == "roster" else None
    if kind is not None:
        yield kind.meaning
    for line in question.fact.help if question.fact else ():
        label = line.kind[3:-1] if line.kind.startswith("查法") else line.kind
        yield f"{label}：{line.text}" + (f"（{line.origin}）" if line.origin else "")
    yield ASK["why"].format(why=why(question, library))


def verdict_lines(verdicts: Iterable[Verdict], library: Library) -> Iterator[str]:
    """Hazards, then what is one unless an exemption holds."""
    every = list(verdicts)
    counts = Counter(verdict.effective for verdict in every)
    yield ASK["verdicts"].format(
        major=counts[Outcome.MAJOR],
        ordinary=counts[Outcome.ORDINARY],
        suspected=counts[Outcome.SUSPECTED],
        open=counts[Outcome.UNDETERMINED],
    )
    for outcome in (Outcome.MAJOR, Outcome.ORDINARY, Outcome.SUSPECTED):
        yield from (_told("verdict", v, library) for v in every if v.effective is outcome)
    yield from (_told("lean", v, library) for v in every if v.lean is not None and v.effective in OPEN)


def _told(form: str, verdict: Verdict, library: Library) -> str:
    return str(ASK[form]).format(
        outcome=OUTCOMES[verdict.effective],
        object=verdict.object_name,
        title=verdict.title,
        clause=library.standards[verdict.standard].name_of(verdict.clause),
    )


def change_lines(before: State, after: State, library: Library) -> Iterator[str]:
    """What an answer brought: new hazards, and how many rules it settled."""
    old = {(v.rule, v.object): v.effective for v in before.verdicts}
    for verdict in after.verdicts:
        is_new = old.get((verdict.rule, verdict.object)) is not verdict.effective
        if verdict.effective in HITS and verdict.effective is not Outcome.ELEMENT and is_new:
            yield ASK["hazard"].format(
                outcome=OUTCOMES[verdict.effective],
                title=verdict.title,
                object=verdict.object_name,
                clause=library.standards[verdict.standard].name_of(verdict.clause),
            )
    settled = after.progress.settled - before.progress.settled
    if settled > 0:
        yield ASK["settled_rules"].format(count=settled)


def shown_value(value: Any) -> str:
    """An answer as written, on one line."""
    if isinstance(value, Mapping):
        return "、".join(f"{key} {item}" for key, item in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return " 或 ".join(map(str, value))
    return str(value)
