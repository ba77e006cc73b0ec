"""A made-up visit of 60 objects of every kind that a family of standards judges, answered at random from a fixed seed."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from typing import Any

from judge.authoring.listing import facts_of
from judge.diagnostics import Position, Problems
from judge.model.visit import VisitModel
from judge.resolve.resolved import ROOT_TYPE, Fact, Library
from judge.resolve.source import Source
from judge.resolve.visit import ResolvedVisit, resolve_visit
from judge.values.number import Interval

FAMILY = "gongmao"
DAY = datetime.date(2026, 11, 20)
OBJECTS = 60
ANSWERED = 0.7
"""Of the facts that matter: how many are answered."""
COMPLETE = 0.5
"""Of the rosters: how many are complete."""


def standard_id(library: Library) -> str:
    """The version of the family in force on the day."""
    return next(s.id for s in library.standards.values() if s.family == FAMILY and s.is_in_force_on(DAY.toordinal()))


def asked_facts(library: Library) -> list[str]:
    """Full names of the facts that the standard's rules read."""
    wanted = standard_id(library)
    return sorted({name for rule in library.rules if rule.standard == wanted for name in facts_of(rule)})


def judged_types(library: Library) -> list[str]:
    """Types of the objects that the standard's rules judge or read."""
    wanted = standard_id(library)
    found = {rule.object_type for rule in library.rules if rule.standard == wanted}
    found |= {name.partition(".")[0] for name in asked_facts(library)}
    return sorted(found - {ROOT_TYPE})


def visit(library: Library, seed: int = 0, objects: int = OBJECTS) -> ResolvedVisit:
    """The visit, resolved. Raises ValueError where the library refuses it."""
    chance = random.Random(seed)
    data = _document(library, chance, objects)
    problems = Problems()
    model = VisitModel.model_validate(data)
    found = resolve_visit(Source(model, lambda path: Position("benchmark")), library, problems)
    if problems.has_errors:
        raise ValueError("; ".join(problem.message for problem in problems))
    return found


def _document(library: Library, chance: random.Random, objects: int) -> dict[str, Any]:
    listed: dict[str, list[str]] = {ROOT_TYPE: [ROOT_TYPE]}
    written = list(_objects(library, chance, objects, listed))
    facts = [library.facts[name] for name in asked_facts(library)]
    answers: dict[str, dict[str, Any]] = {ROOT_TYPE: {"工贸企业": "是"}}
    for object_type, ids in listed.items():
        for each in ids:
            given = answers.setdefault(each, {})
            for fact in facts:
                if fact.object_type == object_type and fact.calculator is None and chance.random() < ANSWERED:
                    given.setdefault(fact.name, value(fact, chance))
    rosters = [
        {"在": parent, "类型": object_type, "完整": "是"}
        for object_type in listed
        if object_type != ROOT_TYPE
        for parent in listed[library.types[object_type].parent or ROOT_TYPE]
        if chance.random() < COMPLETE
    ]
    return {
        "检查": {"编号": "B-1", "类型": "日常巡查", "日期": DAY.isoformat()},
        "企业": {"名称": "样厂"},
        "范围": {"标准": [FAMILY]},
        "对象": written,
        "名单": rosters,
        "答案": answers,
    }


def _objects(
    library: Library, chance: random.Random, objects: int, listed: dict[str, list[str]]
) -> Iterator[dict[str, Any]]:
    """Parents before children, each kind about as often as any other."""
    kinds = sorted(judged_types(library), key=lambda name: len(library.types[name].chain))
    kinds = list(dict.fromkeys(t for kind in kinds for t in reversed(library.types[kind].chain) if t != ROOT_TYPE))
    wanted = kinds + [chance.choice(kinds) for _ in range(objects - len(kinds))]
    wanted.sort(key=lambda name: len(library.types[name].chain))
    for object_type in wanted:
        made = library.types[object_type]
        name = f"{object_type}{len(listed.setdefault(object_type, [])) + 1}"
        entry = {"编号": name, "类型": object_type, "在": chance.choice(listed[made.parent or ROOT_TYPE])}
        if made.other_end is not None:
            if not listed.get(made.other_end):
                continue
            entry["另一端"] = chance.choice(listed[made.other_end])
        if made.nature == "事件":
            entry["日期"] = (DAY - datetime.timedelta(days=chance.randint(0, 30))).isoformat()
        listed[object_type].append(name)
        yield entry


def value(fact: Fact, chance: random.Random) -> Any:
    """An answer of a fact's domain."""
    if fact.kind == "多选":
        return {option: chance.choice(["是", "否"]) for option in fact.options if chance.random() < 0.8}
    if fact.kind == "日期":
        return (DAY + datetime.timedelta(days=chance.randint(-900, 900))).isoformat()
    if fact.kind == "数值":
        assert isinstance(fact.domain, Interval)
        low = int(fact.domain.low or 0)
        return f"{chance.randint(low, low + 40)} {fact.unit}".strip()
    return chance.choice(sorted(fact.domain))  # type: ignore[arg-type, type-var]
