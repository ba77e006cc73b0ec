"""Brings two rules, perhaps of two libraries, into one vocabulary: then the same thing has the same name in both.

Readings that mean the same get one name, and so do facts asked per clause where two clauses stand for each other. What
cannot be brought together (an object type with another parent, a fact of another kind) is told.
"""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import partial
from typing import Any, TypeVar

from judge.authoring.proof.proving import Example
from judge.expr.formula import ByReading, Count, Every, Exists, Formula, Ref, Sum, refs_of, walk
from judge.resolve.resolved import Fact, Library, Reading, Rule
from judge.values.knowledge import Knowledge
from judge.values.number import Interval

MOST_ORDERS = 6
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ReadingPair:
    """Two readings taken for the same: by equal options, by name, by position; or one that has no counterpart (None)."""

    first: str | None
    second: str | None
    by: str
    """`options`, `name`, `position`, or `alone`."""
    options: tuple[tuple[str, str], ...] = ()
    """Options taken for the same that have different names."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two rules in one vocabulary."""

    library: Library
    first: Rule
    second: Rule
    readings: tuple[ReadingPair, ...]
    names: Mapping[str, tuple[str, Mapping[str, str]]]
    """By a reading of the first: the reading of the second, and its options by those of the first."""
    clauses: Mapping[str, str]
    """Which clause of the second stands for which of the first."""

    def for_second(self, case: Example) -> Example:
        """A case in the second rule's own names of readings and clauses."""
        back = {first: second for second, first in self.clauses.items()}
        given = []
        for each in case.given:
            name, at, clause = each.key.partition("@")
            given.append(replace(each, key=f"{name}@{back[clause]}") if at and clause in back else each)
        readings = []
        for reading, option in case.readings:
            own, options = self.names.get(reading, (reading, {}))
            readings.append((own, options.get(option, option)))
        return replace(case, given=tuple(given), readings=tuple(readings))


def rule_formulas(rule: Rule) -> Iterator[Formula]:
    """Every condition of a rule."""
    yield rule.in_scope
    yield rule.applies
    for situation in rule.situations:
        yield situation.when
        yield from (e.when for e in situation.exemptions)
    yield from (e.when for e in rule.exemptions)


class Aligner:
    """Aligns rules of a first library with rules of a second."""

    def __init__(self, first: Library, second: Library) -> None:
        self.first, self.second = first, second
        self._is_one = first is second
        self._settled: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
        self.library = first if self._is_one else _merged(first, second)

    def obstacles(self, one: Rule, other: Rule) -> tuple[tuple[str, str], ...]:
        """Why two rules cannot be compared: (`object_type` | `type` | `fact`, name)."""
        if one.object_type != other.object_type:
            return (("object_type", f"{one.object_type}、{other.object_type}"),)
        if self._is_one:
            return ()
        used = [*rule_formulas(one), *rule_formulas(other)]
        found: dict[tuple[str, str], None] = {}
        for name in (one.object_type, *_types_of(used)):
            here, there = self.first.types.get(name), self.second.types.get(name)
            if here and there and (here.chain, here.other_end) != (there.chain, there.other_end):
                found["type", name] = None
        for name in dict.fromkeys(ref.fact for formula in used for ref in refs_of(formula)):
            mine, yours = self.first.facts.get(name), self.second.facts.get(name)
            if mine and yours and not _is_same_kind(mine, yours):
                found["fact", name] = None
        return tuple(found)

    def aligned(self, one: Rule, other: Rule, clauses: Mapping[str, str]) -> Iterator[Aligned]:
        """The two rules in one vocabulary; several ways where options of readings can be paired only by guessing.

        `clauses` says which clause (`standard/ref`) of the second stands for which of the first.
        """
        clauses = {**clauses, f"{other.standard}/{other.clause}": f"{one.standard}/{one.clause}"}
        first = self._with_domains(one)
        places = (_Places(self.first, {}), _Places(self.second, clauses))
        alike = _ALIKE if one.standard == other.standard else _SAME_NAME
        readings = (_readings_of(one, self.first), _readings_of(other, self.second))
        for pairs in _pairings(*readings, places, self._settled, alike):
            names = {b.id: (a, dict(options)) for a, b, _, options in pairs if a is not None and b is not None}
            second = self._with_domains(_rebuilt_rule(other, partial(_renamed, readings=names, clauses=clauses)))
            told = tuple(
                ReadingPair(
                    a.name if a else None, b.name if b else None, by, tuple((x, y) for y, x in options if x != y)
                )
                for a, b, by, options in pairs
            )
            back = {
                a.id: (b.id, {x: y for y, x in options})
                for a, b, _, options in pairs
                if a is not None and b is not None
            }
            yield Aligned(self.library, first, second, told, back, clauses)

    def settle(self, way: Aligned) -> None:
        """Remember how the options of readings were paired when two rules came out equal: counts of them pair alike."""
        for mine, (yours, options) in way.names.items():
            self._settled[mine, yours] = tuple((second, first) for first, second in options.items())

    def _with_domains(self, rule: Rule) -> Rule:
        """The rule with every fact's domain as the joint vocabulary has it."""
        if self._is_one:
            return rule

        def wider(part: Any) -> Any:
            if (
                isinstance(part, Ref)
                and (fact := self.library.facts.get(part.fact)) is not None
                and "∋" not in part.key
            ):
                return replace(part, domain=_union(part.domain, fact.domain))
            return part

        return _rebuilt_rule(rule, wider)


def _merged(first: Library, second: Library) -> Library:
    facts = dict(second.facts)
    for name, fact in first.facts.items():
        other = facts.get(name)
        if other is not None and other.kind == fact.kind:
            options = tuple(dict.fromkeys((*fact.options, *other.options)))
            fact = replace(
                fact, options=options, domain=_union(fact.domain, other.domain), whole=fact.whole and other.whole
            )
        facts[name] = fact
    common = {(c.object_type, c.formula) for c in second.constraints}
    return replace(
        first,
        types={**second.types, **first.types},
        facts=facts,
        constraints=tuple(c for c in first.constraints if (c.object_type, c.formula) in common),
    )


def _union(one: Knowledge, other: Knowledge) -> Knowledge:
    if isinstance(one, Interval):
        return one.hull(other) if isinstance(other, Interval) else one
    return one if isinstance(other, Interval) else one | other


def _is_same_kind(one: Fact, other: Fact) -> bool:
    return (one.kind, one.unit, one.per_clause) == (other.kind, other.unit, other.per_clause)


def _types_of(formulas: Sequence[Formula]) -> Iterator[str]:
    for formula in formulas:
        for part in walk(formula):
            if isinstance(part, Exists | Every | Count | Sum):
                yield part.range.object_type


def rebuilt(value: T, change: Callable[[Any], Any]) -> T:
    """A frozen tree with every part of it changed, inner parts first."""
    made: Any = value
    if isinstance(value, tuple):
        made = tuple(rebuilt(part, change) for part in value)
    elif is_dataclass(value) and not isinstance(value, type | Interval):
        made = type(value)(**{part.name: rebuilt(getattr(value, part.name), change) for part in fields(value)})
        made = change(made)
    return made  # type: ignore[no-any-return]


def _rebuilt_rule(rule: Rule, change: Callable[[Any], Any]) -> Rule:
    return replace(
        rule,
        in_scope=rebuilt(rule.in_scope, change),
        applies=rebuilt(rule.applies, change),
        situations=rebuilt(rule.situations, change),
        exemptions=rebuilt(rule.exemptions, change),
    )


def _renamed(part: Any, readings: Mapping[str, tuple[Reading, dict[str, str]]], clauses: Mapping[str, str]) -> Any:
    if isinstance(part, ByReading) and part.reading in readings:
        reading, options = readings[part.reading]
        return ByReading(reading.id, tuple((options.get(name, name), formula) for name, formula in part.options))
    if isinstance(part, Ref):
        name, at, clause = part.key.partition("@")
        if at and clause in clauses:
            return replace(part, key=f"{name}@{clauses[clause]}")
    return part


def _readings_of(rule: Rule, library: Library) -> list[Reading]:
    """The readings that the rule's conditions really choose by, those of counted rules too."""
    used = (p.reading for f in rule_formulas(rule) for p in walk(f) if isinstance(p, ByReading))
    return [library.readings[name] for name in dict.fromkeys(used)]


_Pair = tuple[Reading | None, Reading | None, str, tuple[tuple[str, str], ...]]
"""First, second, how they were matched, and which option of the second stands for which of the first."""


_Grounds = tuple[tuple[str, Callable[[Reading, Reading], bool]], ...]


class _Places:
    """Where readings stand: in a clause of the first, or in a standard; only readings of one place are taken for each other."""

    def __init__(self, library: Library, clauses: Mapping[str, str]) -> None:
        self._library, self._clauses = library, clauses

    def of(self, reading: Reading) -> str:
        """The clause (or nothing, for a standard's own)."""
        owner = self._library.rule_by_id.get(reading.id.partition("#")[0])
        if owner is None:
            return ""
        clause = f"{owner.standard}/{owner.clause}"
        return self._clauses.get(clause, clause)


def _pairings(
    mine: list[Reading],
    yours: list[Reading],
    places: tuple[_Places, _Places],
    settled: Mapping[tuple[str, str], tuple[tuple[str, str], ...]],
    alike: _Grounds,
) -> Iterator[list[_Pair]]:
    """The ways to take readings for each other; one unless options must be paired by position."""
    pairs = _pairs(mine, yours, places, alike)
    choices: list[list[_Pair]] = []
    for one, other, by in pairs:
        if one is None or other is None:
            choices.append([(one, other, by, ())])
        elif (one.id, other.id) in settled:
            choices.append([(one, other, by, settled[one.id, other.id])])
        else:
            choices.append([(one, other, how, options) for how, options in _orders(one, other, by)])
    for number, chosen in enumerate(itertools.product(*choices)):
        if number >= MOST_ORDERS:
            return
        yield list(chosen)


def _pairs(
    mine: list[Reading], yours: list[Reading], places: tuple[_Places, _Places], grounds: _Grounds
) -> list[tuple[Reading | None, Reading | None, str]]:
    left, found = list(yours), list[tuple[Reading | None, Reading | None, str]]()
    waiting = list(mine)
    for by, alike in grounds:
        for one in list(waiting):
            other = next((b for b in left if places[0].of(one) == places[1].of(b) and alike(one, b)), None)
            if other is not None:
                waiting.remove(one)
                left.remove(other)
                found.append((one, other, by))
    found.extend((one, None, "alone") for one in waiting)
    found.extend((None, other, "alone") for other in left)
    return found


_ALIKE: _Grounds = (
    ("name", lambda a, b: a.name == b.name and _options(a) == _options(b)),
    ("options", lambda a, b: _options(a) == _options(b)),
    ("name", lambda a, b: a.name == b.name and len(a.options) == len(b.options)),
    ("position", lambda a, b: len(a.options) == len(b.options)),
)
"""When two readings are taken for each other, the surest ground first."""
_SAME_NAME = tuple(ground for ground in _ALIKE if ground[0] == "name")
"""The same for rules of two standards, whose texts are not the same: another name is another question."""


def _options(reading: Reading) -> set[str]:
    return {name for name, _ in reading.options}


def _orders(one: Reading, other: Reading, by: str) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """The ways to pair options: by name; the rest by how much their names are alike, else by position."""
    mine, yours = [name for name, _ in one.options], [name for name, _ in other.options]
    same = [name for name in yours if name in mine]
    free, rest = [n for n in mine if n not in same], [n for n in yours if n not in same]
    orders = list(itertools.islice(itertools.permutations(free), MOST_ORDERS))
    for order in sorted(orders, key=lambda names: -sum(map(_likeness, rest, names))):
        yield ("position" if rest else by), (*((n, n) for n in same), *zip(rest, order, strict=True))


def _likeness(one: str, other: str) -> float:
    """How alike two names are; that both deny, or neither, counts most."""
    denies = [any(word in name for word in "不非无未") for name in (one, other)]
    return difflib.SequenceMatcher(None, one, other).ratio() + (denies[0] == denies[1])
