"""What `panding rules diff` prints: the rows that differ, each with its cases, or the same as data."""

from __future__ import annotations

from typing import Any

import yaml

from checklists.diff_words import CHANGES, LABEL
from checklists.rendering import rendered
from judge.authoring.difference.cases import ToldCase
from judge.authoring.difference.diff import DiffReport
from judge.authoring.difference.rules import Change, RuleDiff
from judge.authoring.difference.words import WordChange
from judge.resolve.resolved import Rule


def progress_label() -> str:
    """What the bar on the terminal is called."""
    return LABEL


def diff_text(report: DiffReport, *, everything: bool = False) -> str:
    """The report for people."""
    same = [row for row in report.rows if row.is_equal and not row.aspects and not row.readings]
    shown = [row for row in report.rows if row not in same]
    return rendered(
        "rules_diff.txt.j2",
        report=report,
        rows=shown,
        same=[row.first.id for row in same if row.first],
        everything=everything,
        counts=[(CHANGES[change], number) for change in Change if (number := report.counts[change])],
        changes=CHANGES,
        first=report.first.name,
        second=report.second.name,
        pasted=_pasted,
        cite=lambda rule, side: _cite(rule, report, side),
        words=_by_kind(report.words),
    )


def _by_kind(words: tuple[WordChange, ...]) -> list[WordChange]:
    order = ("standard", "type", "fact", "constraint", "ruling")
    return sorted(words, key=lambda word: (order.index(word.kind), word.change, word.name))


def _cite(rule: Rule, report: DiffReport, side: str) -> str:
    library = report.first.library if side == "first" else report.second.library
    return library.standards[rule.standard].clause(rule.clause).address


def _pasted(case: dict[str, Any]) -> list[str]:
    """A 用例 as lines of a rule file."""
    text = yaml.safe_dump([case], allow_unicode=True, sort_keys=False, default_flow_style=None, width=100)
    return text.rstrip("\n").splitlines()


def diff_json(report: DiffReport) -> dict[str, Any]:
    """The report as data."""
    return {
        "first": report.first.name,
        "second": report.second.name,
        "equal": report.is_equal,
        "counts": {str(change): report.counts[change] for change in Change},
        "rows": [_row(row) for row in report.rows],
        "vocabulary": [
            {"kind": word.kind, "change": word.change, "name": word.name, "fields": list(word.what)}
            for word in report.words
        ],
        "not_encoded": {"first": list(report.not_encoded[0]), "second": list(report.not_encoded[1])},
    }


def _row(row: RuleDiff) -> dict[str, Any]:
    return {
        "change": str(row.change),
        "first": row.first.id if row.first else None,
        "second": row.second.id if row.second else None,
        "first_clause": row.first.clause if row.first else None,
        "second_clause": row.second.clause if row.second else None,
        "only_first": _case(row.only_first),
        "only_second": _case(row.only_second),
        "undecided": list(row.undecided),
        "aspects": [{"what": a.what, "first": a.first, "second": a.second, "case": _case(a.case)} for a in row.aspects],
        "readings": [
            {"first": r.first, "second": r.second, "by": r.by, "options": [list(pair) for pair in r.options]}
            for r in row.readings
        ],
        "obstacles": [{"kind": kind, "name": name} for kind, name in row.obstacles],
        "hint": row.hint,
    }


def _case(told: ToldCase | None) -> dict[str, Any] | None:
    if told is None:
        return None
    return {
        "lines": list(told.lines),
        "first": told.first,
        "second": told.second,
        "case_of_first": told.case_of_first,
        "case_of_second": told.case_of_second,
    }
