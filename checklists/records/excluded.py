"""What does not apply (不适用), by reason: the same reason rules out many clauses on many objects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from checklists.findings import object_name
from checklists.open_questions import ClauseName, clause_list, short_clause
from checklists.reasons import ROOT_ID, leaves_of
from checklists.texts import RECORD, TEXTS
from judge.judging import Judgement
from judge.resolve.resolved import Library
from judge.verdict.verdict import Outcome, Reason, Standing, Verdict

SHOWN_OBJECTS = 12
_ITEM = re.compile(r"(.*条)第(（.+）)项")


@dataclass(frozen=True, slots=True)
class ExcludedLine:
    """One reason, and what it rules out: clauses with their objects."""

    reason: str
    entries: tuple[str, ...]


def excluded_lines(judgement: Judgement, library: Library) -> tuple[ExcludedLine, ...]:
    """Every verdict that does not apply, once: by reason, then by clauses of the same objects."""
    several = len(judgement.scope.standards) > 1
    types = {instance.id: instance.type for instance in judgement.visit.objects}
    names = judgement.visit.names
    by_reason: dict[str, dict[ClauseName, dict[str, None]]] = {}
    for verdict in judgement.verdicts:
        if verdict.effective is Outcome.NOT_APPLICABLE:
            title, address = short_clause(verdict, library, with_title=several)
            if set(verdict.standings) - {Standing.FIRM}:
                address = RECORD["unconfirmed_mark"].format(clause=address)
            objects = by_reason.setdefault(_reason(verdict, types, names), {}).setdefault((title, address), {})
            objects[object_name(verdict)] = None
    return tuple(ExcludedLine(reason, tuple(_entries(clauses))) for reason, clauses in by_reason.items())


def _entries(clauses: dict[ClauseName, dict[str, None]]) -> Iterator[str]:
    by_objects: dict[tuple[str, ...], list[ClauseName]] = {}
    for clause, objects in clauses.items():
        by_objects.setdefault(tuple(objects), []).append(clause)
    for names, of_names in by_objects.items():
        shown = "、".join(names[:SHOWN_OBJECTS])
        if len(names) > SHOWN_OBJECTS:
            shown = TEXTS["all_objects"].format(first=shown, count=len(names))
        yield RECORD["excluded_clauses"].format(clauses=clause_list(_shortened(of_names)), objects=shown)


def _shortened(clauses: Iterable[ClauseName]) -> list[ClauseName]:
    """Items of one article side by side.

    >>> _shortened([("", "第五条第（一）项"), ("", "第五条第（三）项"), ("", "第六条")])
    [('', '第五条第（一）（三）项'), ('', '第六条')]
    """
    found: list[ClauseName] = []
    for title, address in clauses:
        item = _ITEM.fullmatch(address)
        last = _ITEM.fullmatch(found[-1][1]) if found and found[-1][0] == title else None
        if item is not None and last is not None and item[1] == last[1]:
            found[-1] = (title, f"{last[1]}第{last[2]}{item[2]}项")
        elif not found or found[-1] != (title, address):
            found.append((title, address))
    return found


def _reason(verdict: Verdict, types: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Why it does not apply, the object that is judged called by nothing and others by their type."""
    if verdict.outcome is not Outcome.NOT_APPLICABLE:
        return RECORD["excluded_by_opinion"]
    leaves = [leaf for situation in verdict.refuted for leaf in leaves_of(situation.because)]
    return "；".join(dict.fromkeys(_leaf(leaf, verdict.object, types, names) for leaf in leaves)) or RECORD["excluded"]


def _leaf(leaf: Reason, own: str | None, types: Mapping[str, str], names: Mapping[str, str]) -> str:
    if leaf.object is None:
        return leaf.text
    text = leaf.text.removeprefix(f"{names.get(leaf.object, leaf.object)}：")
    if leaf.object in (own, ROOT_ID) or leaf.kind != "fact":
        return text
    return RECORD["excluded_of"].format(type=types.get(leaf.object, leaf.object), text=text)
