"""Adds to a visit, step by step: an answer, a narrower set or interval, an object, the word that a roster is complete, a
ruling. Nothing that was said before is taken back."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from judge.expr.formula import TRUE
from tests.judging.building import STANDARD, Data
from tests.judging.completions import Given, Space
from tests.judging.generate import ANYWHERE, Case, Visitor, ruling, with_data
from tests.judging.words import AREA, DERIVED_CHOICES, FACTS, GAP, HOUSE, OWN_CLAUSE, POST, ROOT, TANK, TYPES, WORK

PARENTS = {t["名称"]: t.get("上级") for t in TYPES}


def additions(case: Case, seed: int, steps: int) -> Iterator[tuple[str, Case]]:
    """The case after each of some random steps, with the kind of the step. Steps that contradict a constraint are not
    taken: they would say that something else is wrong."""
    rng = random.Random(f"adding/{case.name}/{seed}")
    for _ in range(steps):
        kind, step = rng.choice(STEPS)
        data, files = copy.deepcopy(case.data), replace(case.files, rulings=list(case.files.rulings))
        changed = replace(case, data=data, files=files)
        if not step(rng, changed):
            continue
        further = with_data(case, data, files if files.rulings != case.files.rulings else None)
        if Space(further.library, further.visit, [], Given.of(further.visit, further.library)).truths(TRUE, ANYWHERE):
            case = further
            yield kind, case


def _objects(case: Case) -> list[tuple[str, str]]:
    return [(ROOT, ROOT), *((o["编号"], o["类型"]) for o in case.data["对象"])]


def _answer(rng: random.Random, case: Case) -> bool:
    """Answers an open fact."""
    answers = case.data["答案"]
    keys = [(o, f, f["名称"]) for o, kind in _objects(case) for f in FACTS if f["对象"] == kind]
    keys += [
        (o, f, f"{OWN_CLAUSE}@{STANDARD}/{ref}")
        for o, _ in _objects(case)
        for f in FACTS
        for ref, _ in case.files.rules
        if f["名称"] == OWN_CLAUSE
    ]
    open_ones = [
        (o, f, key)
        for o, f, key in keys
        if key not in answers.get(o, {}) and ("定义" not in f or (f["对象"], f["名称"]) in DERIVED_CHOICES)
    ]
    if not open_ones:
        return False
    where, asked, key = rng.choice(open_ones)
    answers.setdefault(where, {})[key] = Visitor(rng, case.files).answer(asked)
    return True


def _narrow(rng: random.Random, case: Case) -> bool:
    """Narrows an answered set, interval, or the day of an event."""
    wide: list[tuple[Data, Any]] = [
        (own, key)
        for own in case.data["答案"].values()
        for key, value in own.items()
        if isinstance(value, list) or (isinstance(value, str) and ".." in value)
    ]
    wide += [(o, "日期") for o in case.data["对象"] if ".." in o.get("日期", "")]
    if not wide:
        return False
    holder, key = rng.choice(wide)
    value = holder[key]
    if isinstance(value, list):
        holder[key] = rng.choice(value)
    else:
        low, _, high = value.partition("..")
        holder[key] = rng.choice([low, high])
    return True


def _object(rng: random.Random, case: Case) -> bool:
    """Adds an object to an open roster."""
    objects = _objects(case)
    closed = {(n["在"], n["类型"]) for n in case.data["名单"]}
    houses = [o for o, kind in objects if kind == HOUSE]
    groups = {o["编号"] for o in case.data["对象"] if "数量" in o}
    places = [
        (parent, kind)
        for parent, parent_kind in objects
        for kind in (AREA, TANK, HOUSE, GAP, POST, WORK)
        if PARENTS[kind] == parent_kind and (parent, kind) not in closed and parent not in groups
        if kind != GAP or houses
    ]
    if not places or len(objects) > 9:
        return False
    parent, kind = rng.choice(places)
    made = {"编号": f"Z{len(objects)}", "类型": kind, "在": parent}
    if kind == GAP:
        made["另一端"] = rng.choice(houses)
    case.data["对象"].append(made)
    return True


def _complete(rng: random.Random, case: Case) -> bool:
    """Declares a roster complete."""
    closed = {(n["在"], n["类型"]) for n in case.data["名单"]}
    places = [
        (parent, kind)
        for parent, parent_kind in _objects(case)
        for kind, above in PARENTS.items()
        if above == parent_kind and (parent, kind) not in closed
    ]
    if not places:
        return False
    parent, kind = rng.choice(places)
    case.data["名单"].append({"在": parent, "类型": kind, "完整": "是"})
    return True


def _rule(rng: random.Random, case: Case) -> bool:
    """Rules on an open reading."""
    open_ones = sorted(set(case.library.readings) - set(case.library.rulings))
    if not open_ones:
        return False
    case.files.rulings.append(ruling(rng.choice(open_ones), rng.choice("一二")))
    return True


Step = Callable[[random.Random, Case], bool]
STEPS: list[tuple[str, Step]] = [
    ("answer", _answer),
    ("answer", _answer),
    ("answer", _answer),
    ("narrow", _narrow),
    ("object", _object),
    ("complete", _complete),
    ("rule", _rule),
]
