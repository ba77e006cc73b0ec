"""The interview: asks one question after the other, keeps every answer at once, and says what it brought."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from checklists.asking.cards import Card
from checklists.asking.carrying import Offer, offers
from checklists.asking.filling import (
    By,
    answer_at,
    name_of,
    objects_of,
    with_answer,
    with_object,
    with_observation,
    with_roster,
)
from checklists.asking.interview import Interviewer, State
from checklists.asking.questions import OpenQuestion, Place
from checklists.asking.quick import written_answer
from checklists.command_words import WRITE_FAILURES
from checklists.terminal.keeping import Kept, now, resolved
from checklists.terminal.showing import (
    change_lines,
    help_lines,
    question_lines,
    shown_value,
    verdict_lines,
    wrapped,
)
from checklists.terminal.words import ASK
from judge.diagnostics import Problems
from judge.model.visit import ROOT_ID, VisitModel
from judge.resolve.resolved import Library
from judge.resolve.visit import ResolvedVisit

Read = Callable[[str], str]
"""Shows a prompt and returns the line typed. Raises EOFError at the end, KeyboardInterrupt where it is broken off."""
Show = Callable[[str], None]
_COUNT = re.compile(r"\s*[x×X*]\s*(\d{1,4})\s*$")
_ALL_ALIKE = "/全"
_DAY = re.compile(r"\d{4}-\d{1,2}(-\d{1,2})?(\.\.\d{4}-\d{1,2}-\d{1,2})?")
_WIDEST = 100
STAY, STOP = "stay", "stop"
"""After a command: the same question waits for its answer; the interview ends."""
Following = tuple[Card, OpenQuestion] | str | None
"""What comes after a question: another one than the next, `STAY` or `STOP`, or the next."""


class _RefusedAnswerError(Exception):
    """An answer that the judge does not take; `args[0]` says why and what to do."""


@dataclass
class Interview:
    """One visit being asked. The document is replaced at every answer, never changed."""

    kept: Kept
    library: Library
    person: str | None
    read: Read
    show: Show
    earlier: VisitModel | None = None
    _document: Mapping[str, Any] = field(init=False)
    _state: State = field(init=False)
    _interviewer: Interviewer = field(init=False)
    _skipped: dict[Place, None] = field(default_factory=dict)
    _answered: list[tuple[Card, OpenQuestion]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._document = self.kept.document
        self._interviewer = Interviewer(self.library)
        self._state = self._interviewer.state(self._visit(self._document))

    def run(self) -> None:
        """Asks until nothing is left, `/q`, or the end of what is typed."""
        again: Following = None
        try:
            if self.earlier is not None:
                self._offer(self.earlier)
            while (asked := again if isinstance(again, tuple) else self._next()) is not None:
                again = self._ask(*asked)
                if isinstance(again, str):
                    return
            self._say_done()
        except EOFError:
            pass
        finally:
            self._say([ASK["ending"].format(target=self.kept.target)])

    # --- asking

    def _next(self) -> tuple[Card, OpenQuestion] | None:
        for card in self._state.cards:
            for question in card.open:
                if question.place not in self._skipped:
                    return card, question
        return None

    def _ask(self, card: Card, question: OpenQuestion) -> Following:
        """Asks one question, until it is answered or left."""
        self._say(["", *question_lines(self._state, card, question, self._document, self.library)])
        while True:
            typed = self.read(ASK["prompt"]).strip()
            if not typed:
                continue
            if typed.startswith("/"):
                following = self._command(typed, question)
                if following != STAY:
                    return following
                continue
            before = self._state
            try:
                changed = self._answered_with(typed, card, question)
                self._take(changed)
            except _RefusedAnswerError as refused:
                self._say([str(refused)])
                continue
            self._answered.append((card, question))
            self._say(change_lines(before, self._state, self.library))
            return None

    def _answered_with(self, typed: str, card: Card, question: OpenQuestion) -> Mapping[str, Any]:
        if question.kind == "roster":
            return self._roster(typed, question)
        document, chosen = self._document, [question.object]
        if typed.endswith(_ALL_ALIKE) and question.object == card.object:
            typed, chosen = typed.removesuffix(_ALL_ALIKE).strip(), [question.object, *card.alike]
        if question.fact is None:
            return self._with_day(question.object, typed)
        value = written_answer(typed, question.fact)
        for each in chosen:
            document = with_answer(
                document, each, question.key, self._record(value, each, question, len(chosen) > 1), self._by()
            )
        return document

    def _record(self, value: Any, object_id: str, question: OpenQuestion, bulk: bool) -> dict[str, Any]:
        """The answer as written; further boxes of a multiple choice are added to those answered."""
        record = dict(value) if isinstance(value, Mapping) and {"答", "无答"} & set(value) else {"答": value}
        given = answer_at(self._document, object_id, question.key)
        boxes = given.get("答", given) if isinstance(given, Mapping) else None
        if question.fact is not None and question.fact.kind == "多选" and isinstance(record.get("答"), Mapping):
            known = boxes if isinstance(boxes, Mapping) and "无答" not in boxes else {}
            record["答"] = {**known, **record["答"]}
        return {**record, **({"批量": "是"} if bulk else {})}

    def _roster(self, typed: str, question: OpenQuestion) -> Mapping[str, Any]:
        if typed in ("全", "是", "y", "不全", "否", "n"):
            complete = typed in ("全", "是", "y")
            if not complete:
                self._skipped[question.place] = None
            return with_roster(self._document, question.object, [question.key], complete, self._by())
        count = _COUNT.search(typed)
        name = _COUNT.sub("", typed).strip()
        kind = self.library.types[question.key]
        document, other = self._document, None
        if kind.other_end is not None:
            document, other = self._other_end(name, kind.other_end)
        document, made = with_object(
            document,
            question.key,
            name,
            parent=question.object,
            other_end=other,
            date=self._event_day(name) if kind.nature == "事件" else None,
            count=int(count[1]) if count else None,
        )
        self._say([ASK["added"].format(name=name_of(document, made), kind=question.key)])
        return document

    def _other_end(self, name: str, kind: str) -> tuple[Mapping[str, Any], str]:
        """The id of the other end of a relation, chosen or added with it."""
        found = objects_of(self._document, kind)
        if not found and self.library.types[kind].parent == ROOT_ID:
            typed = self.read(ASK["new_other_end"].format(name=name, kind=kind) + ASK["prompt"]).strip()
            if typed:
                return with_object(self._document, kind, typed)
        if not found:
            raise _RefusedAnswerError(ASK["no_other_end"].format(kind=kind, name=name))
        choices = "　".join(f"{n} {name_of(self._document, each)}" for n, each in enumerate(found, 1))
        while True:
            typed = self.read(ASK["other_end"].format(name=name, kind=kind, choices=choices) + ASK["prompt"]).strip()
            if typed.isdigit() and 1 <= int(typed) <= len(found):
                return self._document, found[int(typed) - 1]

    def _event_day(self, name: str) -> str | None:
        while True:
            typed = self.read(ASK["event_day"].format(name=name) + ASK["prompt"]).strip()
            if not typed:
                return None
            if _DAY.fullmatch(typed):
                return typed
            self._say([ASK["bad_day"]])

    def _with_day(self, object_id: str, typed: str) -> Mapping[str, Any]:
        if not _DAY.fullmatch(typed):
            raise _RefusedAnswerError(ASK["bad_day"])
        items = [{**item, "日期": typed} if item["编号"] == object_id else item for item in self._document["对象"]]
        return {**self._document, "对象": items}

    # --- commands

    def _command(self, typed: str, question: OpenQuestion) -> Following:
        name, _, rest = typed.partition(" ")
        match name:
            case "/q":
                return STOP
            case "/s":
                self._skipped[question.place] = None
                self._say([ASK["skipped"]])
                return None
            case "/b":
                return self._back()
            case "/h":
                self._say(help_lines(question, self.library))
            case "/w":
                self._say(list(help_lines(question, self.library))[-1:])
            case "/n":
                self._note(rest.strip())
            case "/见":
                if rest.strip():
                    self._take(with_observation(self._document, rest.strip(), self._by()))
                    self._say([ASK["seen"]])
            case "/v":
                self._say(verdict_lines(self._state.verdicts, self.library))
            case "/m":
                self._minutes(rest.strip())
            case "/o":
                self._objects()
            case "/c":
                if self.earlier is not None:
                    self._offer(self.earlier)
                    return None
            case "/?" | "/？":
                self._say([*(f"{key}　{told}" for key, told in ASK["commands"]), ASK["answers"]])
            case _:
                self._say([ASK["not_command"].format(found=name)])
        return STAY

    def _back(self) -> Following:
        """The question answered last, to be answered anew."""
        if not self._answered:
            self._say([ASK["nothing_before"]])
            return STAY
        return self._answered.pop()

    def _note(self, text: str) -> None:
        place = next(((q.object, q.key) for _, q in reversed(self._answered) if q.kind == "fact" and q.fact), None)
        given = answer_at(self._document, *place) if place else None
        if place is None or not isinstance(given, Mapping) or not text:
            self._say([ASK["nothing_to_note"]])
            return
        self._take(with_answer(self._document, *place, {**given, "备注": text}, By(given.get("人"), given.get("时间"))))
        self._say([ASK["seen"]])

    def _minutes(self, typed: str) -> None:
        minutes = int(typed) if typed.isdigit() else 10
        urgent = self._state.must_not_be_left(minutes)
        head = ASK["minutes"].format(minutes=minutes, count=len(urgent.questions), left=urgent.left)
        lines = (
            ASK["minute"].format(object=name_of(self._document, q.object), question=q.text) for q in urgent.questions
        )
        self._say([head, *lines])

    def _objects(self) -> None:
        lines = (
            ASK["object"].format(
                name=name_of(self._document, item["编号"]),
                kind=item["类型"],
                count=f" ×{item['数量']}" if item.get("数量") else "",
            )
            for item in self._document.get("对象", ())
        )
        self._say([ASK["objects"], *lines])

    def _offer(self, earlier: VisitModel) -> None:
        """Offers the answers of the earlier visit that may still hold; each holds only once it is named."""
        found = offers(self._visit(self._document).model, earlier, self.library)
        if not found:
            return
        self._say([ASK["offers"], *(self._offered(number, each) for number, each in enumerate(found, 1))])
        typed = self.read(ASK["prompt"]).strip()
        chosen = found if typed == "全" else [found[n - 1] for n in _numbers(typed) if 1 <= n <= len(found)]
        document, by = self._document, self._by()
        for each in chosen:
            document = with_answer(document, each.object, each.key, each.written(), by)
        if chosen:
            self._take(document)
            self._say([ASK["taken"].format(count=len(chosen))])

    def _offered(self, number: int, offer: Offer) -> str:
        return str(ASK["offer"]).format(
            number=number,
            object=name_of(self._document, offer.object),
            fact=offer.key,
            value=shown_value(offer.value),
            said=offer.said,
        )

    # --- keeping

    def _take(self, document: Mapping[str, Any]) -> None:
        """Judges the changed document and keeps it; refused, nothing has changed."""
        visit = self._visit(document)
        try:
            self.kept.save(document)
        except OSError as error:
            reason = WRITE_FAILURES.get(error.errno or 0, str(error))
            raise _RefusedAnswerError(ASK["cannot_save"].format(reason=reason)) from None
        self._document = document
        self._state = self._interviewer.state(visit)

    def _visit(self, document: Mapping[str, Any]) -> ResolvedVisit:
        problems = Problems()
        visit = resolved(document, self.library, problems)
        if visit is None:
            told = next(iter(problems))
            raise _RefusedAnswerError(ASK["refused"].format(message=told.message, remedy=told.remedy))
        return visit

    def _by(self) -> By:
        return By(self.person, now())

    # --- saying

    def _say(self, lines: Iterable[str]) -> None:
        width = min(shutil.get_terminal_size((80, 24)).columns, _WIDEST) - 1
        for line in lines:
            for part in wrapped(line, width, "  "):
                self.show(part)

    def _say_done(self) -> None:
        waiting = self._state.progress.waiting
        lines = [ASK["done"]]
        if self._skipped:
            lines = [ASK["skipped_left"].format(count=len(self._skipped))]
        elif waiting:
            lines.append(ASK["done_waiting"].format(count=waiting))
        self._say([*lines, *verdict_lines(self._state.verdicts, self.library)])


def _numbers(typed: str) -> list[int]:
    return [int(part) for part in re.split(r"[+,，、\s]+", typed) if part.isdigit()]
