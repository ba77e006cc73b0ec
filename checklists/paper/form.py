"""The form on paper as plain values: head, papers to have ready, areas, and one table for each kind of object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checklists.asking.choice import ChecklistChoice, library_code
from checklists.asking.filling import objects_of
from checklists.asking.questionnaire import Card, Question, questionnaire
from checklists.asking.rechecking import FindingToRecheck, Recheck, StillOpen, recheck_of
from checklists.paper.preparation import PapersOf, preparation
from checklists.paper.words import PAPER
from checklists.texts import OUTCOMES
from judge.judging.output import document_of
from judge.model.visit import ROOT_ID
from judge.resolve.resolved import Fact, Library, ObjectType

COLUMNS = 5
"""Objects side by side in one table."""
_HELP = {"算": "算", "不算": "不算"}


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """A row: code, question, how to find out, what counts, and in what form to answer."""

    code: str
    question: str
    method: str
    counts: tuple[str, ...]
    answer: str
    decides_scope: bool
    rules: int


@dataclass(frozen=True, slots=True)
class FormObject:
    """A column: the object's number and what is known of it; a blank one has only its number."""

    number: int
    name: str = ""
    parent: str = ""
    other_end: str = ""
    day: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class FormCard:
    """A kind of object: its questions, and tables of at most `COLUMNS` objects each."""

    letters: str
    name: str
    meaning: str
    roster: str
    is_single: bool
    is_event: bool
    is_relation: bool
    questions: tuple[FormQuestion, ...]
    tables: tuple[tuple[FormObject, ...], ...]


@dataclass(frozen=True, slots=True)
class FormArea:
    """An area with its objects as they are numbered on the form."""

    name: str
    objects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormFinding:
    """One finding of the earlier visit, to be looked at again."""

    number: int
    level: str
    object: str
    title: str
    cite: str
    situations: str
    demand: str
    decides: tuple[str, ...]
    """What is asked again: code with the object's number, question, and the answer of then."""
    fixed_on_spot: str


@dataclass(frozen=True, slots=True)
class Form:
    """The whole form."""

    title: str
    standards: tuple[str, ...]
    code: str
    mark: str
    """What the QR code says: visit, library code, standards."""
    day: str
    review_by: str | None
    head: tuple[tuple[str, str], ...]
    how: tuple[str, ...]
    papers: tuple[PapersOf, ...]
    earlier: str
    """Which earlier visit is re-checked; empty if none."""
    findings: tuple[FormFinding, ...]
    still_open: tuple[tuple[str, str], ...]
    """Code with the object's number, and the question."""
    areas: tuple[FormArea, ...]
    cards: tuple[FormCard, ...]


def form_of(library: Library, choice: ChecklistChoice) -> Form:
    """The form of a choice; with the objects of an earlier visit, if there is one."""
    cards = questionnaire(library, choice.rules)
    known = _Known(cards, document_of(choice.earlier) if choice.earlier is not None else {})
    recheck = recheck_of(choice.earlier, library) if choice.earlier is not None else None
    short = [standard.short_title for standard in choice.judging]
    named = "、".join(short) if choice.standards else PAPER["all_standards"]
    example = next((card for card in cards if card.object_type.name != ROOT_ID), cards[0])
    code = library_code(library.digest)
    return Form(
        title=str(PAPER["title"]).format(standards=named),
        standards=tuple(f"《{standard.title}》（{standard.number}）" for standard in choice.judging),
        code=code,
        mark=" ".join(("PANDING", choice.visit_id or "-", code, ",".join(s.id for s in choice.judging))),
        day=choice.day.isoformat(),
        review_by=choice.review_by.isoformat() if choice.review_by else None,
        head=_head(choice),
        how=tuple(line.format(example=example.questions[-1].code, letters=example.letters) for line in PAPER["how"]),
        papers=preparation(cards),
        earlier=_earlier(recheck),
        findings=tuple(_finding(number, found, known) for number, found in enumerate(recheck.findings, 1))
        if recheck
        else (),
        still_open=tuple((known.code_of(each.object, each.key), known.asked_of(each)) for each in recheck.open)
        if recheck
        else (),
        areas=known.areas(cards),
        cards=tuple(_card(card, known) for card in cards),
    )


def papers_line(group: PapersOf) -> str:
    """The papers of a group side by side, each with a box to tick and the codes that it answers."""
    return "　".join(PAPER["paper"].format(name=paper.name, codes=" ".join(paper.codes)) for paper in group.papers)


def _earlier(recheck: Recheck | None) -> str:
    if recheck is None:
        return ""
    return str(PAPER["earlier"]).format(visit=recheck.visit, day=recheck.day, enterprise=recheck.enterprise)


def _finding(number: int, found: FindingToRecheck, known: _Known) -> FormFinding:
    decides = tuple(
        PAPER["decides_again"].format(code=known.code_of(d.object, d.key), question=d.question, value=d.value)
        for d in found.deciding
    )
    return FormFinding(
        number=number,
        level=OUTCOMES[found.level],
        object=found.object_name,
        title=found.title,
        cite=found.cite,
        situations="；".join(found.situations),
        demand=found.demand,
        decides=decides,
        fixed_on_spot=found.fixed_on_spot or "",
    )


def _head(choice: ChecklistChoice) -> tuple[tuple[str, str], ...]:
    people = "、".join(f"{p.name}（{p.certificate}）" if p.certificate else p.name for p in choice.inspectors)
    values = {
        "enterprise": choice.enterprise or "",
        "visit": choice.visit_id or "",
        "kind": choice.kind or "",
        "date": "",
        "inspectors": people,
        "company": "",
    }
    return tuple((str(PAPER[name]), value) for name, value in values.items())


def _card(card: Card, known: _Known) -> FormCard:
    kind = card.object_type
    return FormCard(
        letters=card.letters,
        name=kind.name,
        meaning=kind.meaning,
        roster=kind.roster_question,
        is_single=kind.name == ROOT_ID,
        is_event=kind.nature == "事件",
        is_relation=kind.other_end is not None,
        questions=tuple(_question(question) for question in card.questions),
        tables=known.tables(kind),
    )


def _question(question: Question) -> FormQuestion:
    fact = question.fact
    return FormQuestion(
        code=question.code,
        question=fact.question,
        method="；".join(f"{line.kind[3:-1]}：{line.text}" for line in fact.help if line.kind.startswith("查法")),
        counts=tuple(f"{line.kind}：{line.text}" for line in fact.help if line.kind in _HELP),
        answer=answer_form(fact),
        decides_scope=question.decides_scope,
        rules=len(question.rules),
    )


def answer_form(fact: Fact) -> str:
    """In what form a fact is answered on paper."""
    match fact.kind:
        case "是否":
            return str(PAPER["yes_no"])
        case "设施":
            return str(PAPER["facility"])
        case "数值":
            form = "number_plain" if not fact.unit else "whole_number" if fact.whole else "number_in"
            return str(PAPER[form]).format(unit=fact.unit)
        case "单选":
            return _numbered(fact.options)
        case "多选":
            return str(PAPER["boxes"]).format(options=_numbered(fact.options))
        case "日期":
            return str(PAPER["date_form"])
        case _:
            return str(PAPER["text_form"])


def _numbered(options: Sequence[str]) -> str:
    return "　".join(PAPER["option"].format(number=number, name=name) for number, name in enumerate(options, 1))


class _Known:
    """The objects of an earlier visit, numbered as on the form."""

    def __init__(self, cards: Sequence[Card], document: Mapping[str, object]) -> None:
        self._document = document
        self._cards = {card.object_type.name: card for card in cards}
        items = document.get("对象", ())
        assert isinstance(items, list | tuple)
        self._items = {item["编号"]: item for item in items}

    def tables(self, kind: ObjectType) -> tuple[tuple[FormObject, ...], ...]:
        """The columns, `COLUMNS` at a time; blank ones where nothing is known, and room for more behind the known."""
        if kind.name == ROOT_ID:
            return ((FormObject(1),),)
        known = [self._object(number, each) for number, each in enumerate(objects_of(self._document, kind.name), 1)]
        blank = -len(known) % COLUMNS or (0 if known else COLUMNS)
        columns = [*known, *(FormObject(len(known) + n + 1) for n in range(blank))]
        return tuple(tuple(columns[n : n + COLUMNS]) for n in range(0, len(columns), COLUMNS))

    def _object(self, number: int, object_id: str) -> FormObject:
        item = self._items[object_id]
        return FormObject(
            number=number,
            name=self._name(object_id),
            parent=self._name(item.get("在", "")),
            other_end=self._name(item.get("另一端", "")),
            day=str(item.get("日期", "")),
            count=int(item["数量"]) if item.get("数量") else None,
        )

    def code_of(self, object_id: str, key: str) -> str:
        """The code of a question with the object's number, as it is entered; empty where this form does not ask it."""
        kind = ROOT_ID if object_id == ROOT_ID else self._items[object_id]["类型"] if object_id in self._items else ""
        card = self._cards.get(kind)
        base = key.partition("∋")[0]
        question = next((each for each in card.questions if each.key == base), None) if card else None
        if question is None:
            return ""
        number = "" if kind == ROOT_ID else f" {objects_of(self._document, kind).index(object_id) + 1}"
        return f"{question.code}{number}"

    def asked_of(self, asked: StillOpen) -> str:
        """A question with the object it is asked of."""
        option = asked.key.partition("∋")[2]
        question = f"{asked.question}（{option}）" if option else asked.question
        return str(PAPER["asked_of"]).format(object=asked.object_name, question=question)

    def _name(self, object_id: str) -> str:
        item = self._items.get(object_id)
        return str(item.get("名称") or object_id) if item else ""

    def areas(self, cards: Sequence[Card]) -> tuple[FormArea, ...]:
        """What stands directly under the enterprise and holds other objects, with all below; the rest under one heading."""
        found: dict[str, list[str]] = {}
        for card in cards:
            if card.object_type.name == ROOT_ID:
                continue
            for number, object_id in enumerate(objects_of(self._document, card.object_type.name), 1):
                label = PAPER["objects_of"].format(letters=card.letters, number=number, name=self._name(object_id))
                found.setdefault(self._area(object_id), []).append(label)
        return tuple(FormArea(name, tuple(objects)) for name, objects in found.items())

    def _area(self, object_id: str) -> str:
        top, steps = object_id, 0
        while (above := self._items[top].get("在", ROOT_ID)) != ROOT_ID and above in self._items:
            top, steps = above, steps + 1
        holds = steps > 0 or any(item.get("在") == top for item in self._items.values())
        return self._name(top) if holds else PAPER["whole"]
