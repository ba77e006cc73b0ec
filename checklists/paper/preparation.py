"""The papers a firm should have ready: each paper with the questions that it answers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from checklists.asking.questionnaire import Card
from judge.resolve.resolved import Fact

_FIND = "查法（文件）"
_ASIDE = re.compile(r"（[^）]*）")
_HOW = re.compile(r"[，,：:；]|[上里](?=[的写标“有])|规定|(?<=\S)时?逐")
"""Where a help line goes on from naming papers to telling where to look in them."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper with the codes of the questions that it answers, in the order of the form."""

    name: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PapersOf:
    """The papers about one kind of object; with an empty name, those that serve several kinds."""

    name: str
    papers: tuple[Paper, ...]


def papers_named(fact: Fact) -> tuple[str, ...]:
    """The papers in which a fact is found: what its help names, without where in them to look.

    >>> from types import SimpleNamespace as Line
    >>> papers_named(Line(help=[Line(kind="查法（文件）", text="车间平面图上标的跨和房间"), Line(kind="查法（文件）", text="设计图、试验记录")]))
    ('车间平面图', '设计图', '试验记录')
    """
    found: dict[str, None] = {}
    for line in fact.help:
        if line.kind == _FIND:
            head = _HOW.split(_ASIDE.sub("", line.text), maxsplit=1)[0].strip()
            found.update(dict.fromkeys(name.strip() for name in head.split("、") if name.strip()))
    return tuple(found)


def preparation(cards: Iterable[Card]) -> tuple[PapersOf, ...]:
    """All papers, each once: those that serve several kinds of objects first, then by kind; what answers most goes first."""
    found: dict[str, dict[str, str]] = {}
    for card in cards:
        for question in card.questions:
            for name in papers_named(question.fact):
                found.setdefault(name, {})[question.code] = card.object_type.name
    groups: dict[str, list[Paper]] = {"": []}
    for name, codes in found.items():
        kinds = set(codes.values())
        groups.setdefault(kinds.pop() if len(kinds) == 1 else "", []).append(Paper(name, tuple(codes)))
    return tuple(
        PapersOf(kind, tuple(sorted(papers, key=lambda paper: -len(paper.codes))))
        for kind, papers in groups.items()
        if papers
    )
