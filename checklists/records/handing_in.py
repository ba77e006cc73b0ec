"""What the firm has to hand in (补充资料清单): answers that wait for papers or for a measurement, by object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from checklists.texts import LIST
from judge.judging import Judgement
from judge.resolve.objects import SEEN_PART, UNSEEN_PART
from judge.resolve.resolved import Fact, Library
from judge.resolve.visit import Answer

TO_MEASURE = "需检测"
WAITING = frozenset({"待补资料", "现场未能出示", TO_MEASURE})
"""Reasons for no answer that the firm can do away with."""


@dataclass(frozen=True, slots=True)
class WantedPaper:
    """One thing to hand in: the papers that would do, what they have to show, why they are wanted, until when."""

    number: int
    papers: tuple[str, ...]
    question: str
    fact: str
    reason: str
    note: str | None
    due: str | None


@dataclass(frozen=True, slots=True)
class WantedOf:
    """What is wanted of one object."""

    name: str
    papers: tuple[WantedPaper, ...]


def wanted_papers(judgement: Judgement, library: Library) -> tuple[WantedOf, ...]:
    """Everything wanted, objects in the order of the visit, what is due first standing first."""
    found: dict[str, dict[str, Answer]] = {}
    for answer in judgement.visit.answers:
        if answer.none_because in WAITING:
            whole = answer.object.removesuffix(SEEN_PART).removesuffix(UNSEEN_PART)
            found.setdefault(whole, {})[answer.key] = answer
    types = {instance.id: instance.type for instance in judgement.visit.objects}
    numbers = count(1)
    return tuple(
        WantedOf(name, tuple(_papers(found[object_id].values(), types, library, numbers)))
        for object_id, name in _objects(judgement)
        if object_id in found
    )


def _objects(judgement: Judgement) -> Iterator[tuple[str, str]]:
    """Objects as they were written, groups as one: id and name."""
    model = judgement.visit.model
    yield judgement.visit.objects[0].id, model.enterprise.name
    yield from ((item.id, item.name or item.id) for item in model.objects)


def _papers(
    answers: Iterable[Answer], types: Mapping[str, str], library: Library, numbers: Iterator[int]
) -> Iterator[WantedPaper]:
    for answer in sorted(answers, key=lambda answer: (answer.due is None, answer.due or "", answer.key)):
        name, mark, clause = answer.key.partition("@")
        fact = library.fact(types[answer.object], name)
        assert fact is not None
        cite = library.clause_cite(clause) if mark else None
        yield WantedPaper(
            number=next(numbers),
            papers=_that_would_do(fact, answer.none_because == TO_MEASURE),
            question=fact.question,
            fact=LIST["of_clause"].format(fact=name, clause=cite) if cite else name,
            reason=answer.none_because or "",
            note=answer.note,
            due=answer.due,
        )


def _that_would_do(fact: Fact, is_measured: bool) -> tuple[str, ...]:
    """The papers that the fact's help names; of what is to be measured, how it is measured."""
    ways = {way: tuple(line.text for line in fact.help if line.kind == f"查法（{way}）") for way in ("测", "文件")}
    if is_measured and ways["测"]:
        return (LIST["results"], *ways["测"])
    return ways["文件"] or fact.evidence or (LIST["results" if is_measured else "no_papers"],)
