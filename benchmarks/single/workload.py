"""The workload: 400 facts, 300 criteria over them and inspections that answer six facts in ten, from fixed seeds.

A criterion is a tree of `Test` leaves under `Every`, `Some`, `Opposite` and `AtLeast`. Its verdict for an inspection is
True (hazard), False (clear) or None (undetermined): plain Kleene logic, given by `verdict`, to which all are compared.
"""

from __future__ import annotations

import hashlib
import operator
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

SEED = 20260101
OPTIONS = ("干式除尘", "湿式除尘", "正压", "负压", "单层", "多层", "甲类", "乙类", "丙类", "无")
FACTS, CRITERIA, INSPECTIONS = 400, 300, 2000
SMALLEST, LARGEST = 2, 8
"""How many leaves a criterion has."""
ANSWERED = 0.6
DIGEST = "97c93fbae981cbea"
"""Of the criteria, the inspections and the verdicts of the first `CHECKED` of them, as first published."""
CHECKED = 200

Value = bool | float | str
Answers = dict[str, Value]
"""One inspection: answers by fact; a fact that nobody asked is not in it."""
Verdict = bool | None
Judge = Callable[[Answers], list[Verdict]]
"""All verdicts of one inspection, in the order of the criteria."""
COMPARE: dict[str, Callable[[Value, Value], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of kind `bool`, `number` or `choice`, the last with its options."""

    name: str
    kind: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Test:
    """A fact compared with one value, or (`operator` "in") held against several."""

    operator: str
    fact: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part holds."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Opposite:
    """The part does not hold."""

    part: Expression


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least so many parts hold."""

    threshold: int
    parts: tuple[Expression, ...]


Expression = Test | Every | Some | Opposite | AtLeast


@dataclass(frozen=True, slots=True)
class Workload:
    """All that an engine is given; `inspections` one by one, never together."""

    facts: tuple[Fact, ...]
    criteria: tuple[Expression, ...]
    inspections: tuple[Answers, ...]


def workload(inspections: int = INSPECTIONS) -> Workload:
    """The workload with its first so many inspections."""
    facts = _facts(random.Random(SEED))
    return Workload(
        facts,
        _criteria(random.Random(SEED + 1), facts),
        _inspections(random.Random(SEED + 2), facts, inspections),
    )


def _facts(dice: random.Random) -> tuple[Fact, ...]:
    """Half yes-or-no, a quarter numbers, a quarter choices."""
    found = []
    for number in range(FACTS):
        name, kind = f"f{number:03d}", dice.random()
        if kind < 0.5:
            found.append(Fact(name, "bool"))
        elif kind < 0.75:
            found.append(Fact(name, "number"))
        else:
            found.append(Fact(name, "choice", tuple(dice.sample(OPTIONS, dice.randint(3, 6)))))
    return tuple(found)


def _criteria(dice: random.Random, facts: tuple[Fact, ...]) -> tuple[Expression, ...]:
    found = []
    for _ in range(CRITERIA):
        leaves = dice.randint(SMALLEST, LARGEST)
        found.append(_expression(dice, dice.sample(facts, leaves), leaves))
    return tuple(found)


def _expression(dice: random.Random, unused: list[Fact], leaves: int) -> Expression:
    """A tree with so many leaves, each on a fact of its own taken from `unused`."""
    if leaves == 1:
        leaf = _test(dice, unused.pop())
        return Opposite(leaf) if dice.random() < 0.12 else leaf
    shape = dice.random()
    if leaves >= 3 and shape < 0.15:
        counted = leaves if leaves <= 5 else 4
        count = AtLeast(2, tuple(_test(dice, unused.pop()) for _ in range(counted)))
        return count if counted == leaves else Every((count, _expression(dice, unused, leaves - counted)))
    parts: list[Expression] = []
    left = leaves
    while left:
        size = min(left, dice.choice([1, 1, 1, 2, 3]))
        size = leaves - 1 if size == leaves else size
        parts.append(_expression(dice, unused, size))
        left -= size
    whole = Every(tuple(parts)) if shape < 0.6 else Some(tuple(parts))
    return Opposite(whole) if dice.random() < 0.08 else whole


def _test(dice: random.Random, fact: Fact) -> Test:
    if fact.kind == "bool":
        return Test("==", fact.name, (dice.random() < 0.5,))
    if fact.kind == "number":
        comparison = dice.choice(["<", "<=", ">", ">=", "==", "!="])
        whole, quarter = float(dice.randint(0, 20)), dice.randint(0, 40) / 2 + 0.25
        return Test(comparison, fact.name, (dice.choice([whole, quarter]),))
    form = dice.random()
    if form < 0.6:
        return Test("==" if form < 0.45 else "!=", fact.name, (dice.choice(fact.options),))
    return Test("in", fact.name, tuple(dice.sample(fact.options, 2)))


def _inspections(dice: random.Random, facts: tuple[Fact, ...], count: int) -> tuple[Answers, ...]:
    return tuple({f.name: _answer(dice, f) for f in facts if dice.random() < ANSWERED} for _ in range(count))


def _answer(dice: random.Random, fact: Fact) -> Value:
    if fact.kind == "bool":
        return dice.random() < 0.5
    if fact.kind == "number":
        return float(dice.randint(0, 20)) if dice.random() < 0.7 else dice.randint(0, 80) / 4
    return dice.choice(fact.options)


def verdict(expression: Expression, answers: Mapping[str, Value]) -> Verdict:
    """The reference: Kleene's three values, written as plainly as they are defined."""
    match expression:
        case Test(comparison, fact, values):
            answer = answers.get(fact)
            if answer is None:
                return None
            return answer in values if comparison == "in" else COMPARE[comparison](answer, values[0])
        case Opposite(part):
            inner = verdict(part, answers)
            return None if inner is None else not inner
        case Every(parts):
            return _counted(len(parts), parts, answers)
        case Some(parts):
            return _counted(1, parts, answers)
        case AtLeast(threshold, parts):
            return _counted(threshold, parts, answers)


def _counted(threshold: int, parts: Sequence[Expression], answers: Mapping[str, Value]) -> Verdict:
    verdicts = [verdict(part, answers) for part in parts]
    if verdicts.count(True) >= threshold:
        return True
    return None if len(verdicts) - verdicts.count(False) >= threshold else False


def digest_of(given: Workload, verdicts: Sequence[Sequence[Verdict]]) -> str:
    """A hash (16 hex digits) of criteria, inspections and verdicts."""
    text = repr((given.facts, given.criteria, [list(answers.items()) for answers in given.inspections], list(verdicts)))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
