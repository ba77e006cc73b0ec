"""What `panding rules todo` tells: clauses that wait for their official text, where it is, and a form to write it into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from checklists.authoring_words import FORM_FIELDS, FORM_HEAD, WAITING
from checklists.rendering import rendered
from checklists.sources import Source, source_of
from judge.authoring.todo import Waiting, WaitingClause
from judge.resolve.resolved import Library, Standard


@dataclass(frozen=True, slots=True)
class WaitingStandard:
    """The clauses of one standard that wait, and where its text can be looked up."""

    standard: Standard
    source: Source
    clauses: tuple[WaitingClause, ...]


def by_standard(clauses: Sequence[WaitingClause], library: Library) -> list[WaitingStandard]:
    """The clauses under their standards."""
    found: dict[str, list[WaitingClause]] = {}
    for clause in clauses:
        found.setdefault(clause.standard, []).append(clause)
    return [
        WaitingStandard(library.standards[name], source_of(library.standards[name]), tuple(waiting))
        for name, waiting in found.items()
    ]


def todo_text(clauses: Sequence[WaitingClause], library: Library) -> str:
    """The list for people."""
    counts = [(WAITING[kind], sum(c.waiting is kind for c in clauses)) for kind in Waiting]
    return rendered(
        "rules_todo.txt.j2", standards=by_standard(clauses, library), words=WAITING, counts=counts, total=len(clauses)
    )


def form_text(clauses: Sequence[WaitingClause], library: Library) -> str:
    """A form for whoever opens the official texts: one entry for each clause, to be filled in."""
    data = {
        "待核": [
            {
                "标准": each.standard.id,
                "名称": f"《{each.standard.title}》（{each.standard.number}）",
                "官方原文": each.source.text,
                "条款": [_entry(clause) for clause in each.clauses],
            }
            for each in by_standard(clauses, library)
        ]
    }
    return FORM_HEAD + yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120)


def _entry(clause: WaitingClause) -> dict[str, Any]:
    return {
        "编号": clause.ref,
        "条款": clause.address,
        "主题": clause.topic or "",
        "现在": WAITING[clause.waiting],
        "缺": clause.missing or "",
        "规则": list(clause.rules),
        "查到": dict.fromkeys(FORM_FIELDS, ""),
    }


def todo_json(clauses: Sequence[WaitingClause], library: Library) -> dict[str, Any]:
    """The same as data."""
    sources = {name: source_of(library.standards[name]) for name in {clause.standard for clause in clauses}}
    return {
        "clauses": [
            {
                "standard": clause.standard,
                "clause": clause.ref,
                "cite": library.standards[clause.standard].cite(clause.ref),
                "topic": clause.topic,
                "waiting": str(clause.waiting),
                "missing": clause.missing,
                "rules": list(clause.rules),
                "source": sources[clause.standard].link,
                "source_is_official": sources[clause.standard].is_official,
            }
            for clause in clauses
        ]
    }
