"""Finds the smallest case that shows an obligation: by the exact evaluator, in a small enterprise of which nothing is known.

What is found is written as a 用例, judged as the cases of rule files are, and kept only if it shows the obligation then too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from pydantic import ValidationError

from judge.authoring.coverage.cases import GENERATED, CaseWorld, CaseWorlds, Data
from judge.authoring.coverage.obligations import Duties, Kind, Obligation
from judge.authoring.coverage.parts import merged, read_as
from judge.authoring.proof.examples import Teller
from judge.authoring.proof.proving import SIZES, Example, Given, Prover, quantified_types
from judge.evaluate.diagram import Choice
from judge.evaluate.exact import Exact
from judge.evaluate.kleene import Kleene
from judge.evaluate.world import Node, World
from judge.expr.formula import (
    Compare,
    CompareDates,
    Count,
    Every,
    Exists,
    Formula,
    Ref,
    Sum,
    conjunction,
    negation,
    refs_of,
    walk,
)
from judge.model.rule import CaseModel
from judge.model.visit import ROOT_ID
from judge.resolve.resolved import Library, Rule
from judge.values.dates import show_date
from judge.values.knowledge import Knowledge
from judge.values.number import Interval, Number, point

EVENT_DAY = "日期"
_OUTCOME_TO_COME = {"名称": "例", "判定": "待定"}
_ROUND_NUMBERS = (10, 100, 2, 1)
_MONTH = 30
MOST_WITNESSES = 8
Pins = tuple[tuple[str, str, Knowledge], ...]
"""Facts given a value beforehand, because a test compares them with others: type of the object, key, value."""


Tests = tuple[Compare | CompareDates, ...]


class Search:
    """Finds cases for obligations of a library's rules."""

    def __init__(self, library: Library, worlds: CaseWorlds) -> None:
        self._library, self._worlds, self._teller = library, worlds, Teller(library)
        self._kleene = Kleene()
        self._provers: dict[str, tuple[Prover, int]] = {}

    def case(self, duties: Duties, duty: Obligation) -> tuple[Data, CaseWorld] | None:
        """A case (without name and expectations) that shows the obligation, and its world; None if none was found."""
        for example in self._examples(duties, duty):
            for data in self._written(example, duties, duty):
                world = self._world(data, duties)
                if world is not None and world.shows(duty):
                    return data, world
        return None

    def is_impossible(self, duties: Duties, duty: Obligation) -> bool:
        """Whether it is proven that no case whatever shows the obligation."""
        if duty.kind is Kind.UNDETERMINED:
            return self._prover(duties.rule)[0].truth(duties.hazard, duties.rule.object_type) is not None
        return all(self._never(merged(way), duties.rule) for pair in _apart(duties, duty) for way in pair)

    def _never(self, formula: Formula, rule: Rule) -> bool:
        prover = self._prover(rule)[0]
        if prover.truth(formula, rule.object_type) is False:
            return True
        most = self._enough_objects(formula)
        return most is not None and all(self._is_false_of(formula, rule, size) for size in (0, most))

    def _is_false_of(self, formula: Formula, rule: Rule, size: int) -> bool:
        world, node = self._prover(rule)[0].closed_world(rule.object_type, formula, size)
        return Exact(world, self._kleene).truth(formula, node) is False

    def _enough_objects(self, formula: Formula) -> int | None:
        """How many objects are enough for the formula to hold if it holds at all; None if that is not known.

        One witness for each 存在 or 每个 keeps them all as they are, and so does a second object like another one.
        """
        if any(True for constraint in self._library.constraints for _ in quantified_types(constraint.formula)):
            return None
        quantifiers = {part for part in walk(formula) if isinstance(part, Exists | Every | Count | Sum)}
        for part in quantifiers:
            kind = self._library.types[part.range.object_type]
            is_nested = sum(isinstance(inner, Exists | Every | Count | Sum) for inner in walk(part)) > 1
            if isinstance(part, Count | Sum) or is_nested or kind.parent != part.range.anchor_type or kind.other_end:
                return None
        return len(quantifiers) if 0 < len(quantifiers) <= MOST_WITNESSES else None

    def _prover(self, rule: Rule) -> tuple[Prover, int]:
        found = self._provers.get(rule.standard)
        if found is None:
            day = self._worlds.day_of(rule)
            found = self._provers[rule.standard] = (Prover(self._library, day), day)
        return found

    def _world(self, data: Data, duties: Duties) -> CaseWorld | None:
        try:
            case = CaseModel.model_validate({**_OUTCOME_TO_COME, **data, "来源": GENERATED})
        except ValidationError:
            return None
        return self._worlds.one(case, duties.rule, duties.hazard)

    def _examples(self, duties: Duties, duty: Obligation) -> Iterator[Example]:
        """Concrete cases, those in smaller enterprises first."""
        if duty.kind is Kind.UNDETERMINED:
            yield from self._open_examples(duties)
            return
        for ways in _apart(duties, duty):
            own, others = _tests(duties.hazard), tuple(dict.fromkeys(t for f in duty.against for t in _tests(f)))
            told = (*(test for test in own if test not in others), *(test for test in others if test not in own))
            yield from self._smallest(duties.rule, ways, told)

    def _open_examples(self, duties: Duties) -> Iterator[Example]:
        """Cases that are settled by one answer among others, without it; else the smallest hazard with one answer left out."""
        atoms = (duty for duty in reversed(duties.own) if duty.kind is Kind.ATOM)
        settled = (example for duty in atoms for example in self._examples(duties, duty))
        for found in (*islice(settled, 1), *islice(self._smallest(duties.rule, (duties.hazard,), ()), 1)):
            for number in reversed(range(len(found.given))):
                yield replace(found, given=(*found.given[:number], *found.given[number + 1 :]))

    def _smallest(self, rule: Rule, ways: tuple[Formula, ...], told: Tests) -> Iterator[Example]:
        """Cases in which one of the formulas is certain; `told` holds the tests that they must come to terms with."""
        prover, day = self._prover(rule)
        sizes = (0, *SIZES) if any(True for _ in quantified_types(ways[0])) else (0,)
        for size in sizes:
            for pins in self._pins(told, _tests(ways[0]), day):
                found = []
                for wanted in ways:
                    world, node = prover.closed_world(rule.object_type, wanted, size)
                    self._date_events(world, day)
                    _pin(world, pins)
                    found.append(self._settled(world, node, wanted))
                yield from sorted((example for example in found if example is not None), key=_size)

    def _settled(self, world: World, node: Node, wanted: Formula) -> Example | None:
        """What has to be answered for the formula to be certain, pinned answers only so far as they are needed."""
        exact = Exact(world, self._kleene)
        analysis = exact.analyse(wanted, node)
        if analysis.truth is False or (analysis.truth is None and analysis.to_true is None):
            return None
        pinned = [(each, key) for each in world.nodes.values() for key in each.answers]
        readings: list[tuple[str, str]] = []
        for choice in analysis.to_true or ():
            if not self._take(choice, world, readings):
                return None
        for each, key in pinned:
            value = each.answers.pop(key)
            if exact.truth(wanted, node) is not True:
                each.answers[key] = value
        given = [Given(n.id, n.type, key, value) for n in world.nodes.values() for key, value in n.answers.items()]
        own, current = set(), node
        while current.parent is not None:
            own.add(current.id)
            current = current.parent
        others = [n for n in world.nodes.values() if n.id not in own and n.id != ROOT_ID]
        objects = tuple(
            (n.id, n.type, n.parent.id if n.parent else ROOT_ID, n.other.id if n.other else None) for n in others
        )
        return Example(tuple(sorted(given, key=lambda g: (g.object, g.key))), objects, tuple(sorted(readings)))

    def _take(self, choice: Choice, world: World, readings: list[tuple[str, str]]) -> bool:
        """Put a choice into the world; false if it says only that something must be known, not what."""
        kind, first, second = choice.item
        if kind == "reading" and choice.option is not None:
            readings.append((first, choice.option))
        elif kind == "fact" and choice.values:
            world.nodes[first].answers[second] = self._plain(world.nodes[first], second, choice.values[0], world.day)
        else:
            return False
        return True

    def _plain(self, node: Node, key: str, value: Knowledge, day: int) -> Knowledge:
        """The value; of days, the one nearest to the visit."""
        fact = self._library.fact(node.type, key.partition("@")[0])
        if fact is None or fact.kind != "日期" or not isinstance(value, Interval):
            return value
        low, high = value.low, value.high
        nearest = low if low is not None and low > day else high if high is not None and high < day else day
        return point(nearest)

    def _date_events(self, world: World, day: int) -> None:
        for node in world.nodes.values():
            if self._library.types[node.type].nature == "事件":
                node.date = Interval(day - 1, day - 1)

    @staticmethod
    def _pins(told: Tests, wanted: Tests, day: int) -> Iterable[Pins]:
        """Ways to fix all but one fact of tests that compare several: of those told first, then of all, plainest first."""
        return dict.fromkeys(_pinned(told, tests, day, way) for tests in ((), wanted) for way in (0, 1))

    def _written(self, example: Example, duties: Duties, duty: Obligation) -> Iterator[Data]:
        """The example as a case, first with as few objects and complete rosters as may do, then with all."""
        rule, named = duties.rule, {given.object for given in example.given}
        used = {other for _, _, _, other in example.objects} & named
        quantified = set(quantified_types(duties.hazard))
        few = tuple(o for o in example.objects if o[0] in named | used or o[1] in quantified)
        tried: list[Data] = []
        for objects in (few, example.objects):
            data = self._teller.case(
                replace(example, objects=objects, given=tuple(self._own_keys(example, duties))), rule.object_type
            )
            rosters: tuple[object, ...] = (
                [],
                sorted(quantified),
                sorted(self._lines(duties.hazard)),
                data.get("名单完整", []),
            )
            for complete in rosters if duty.kind is not Kind.UNDETERMINED else rosters[2:]:
                made = self._finished(data, complete, example, duties, duty)
                if made not in tried:
                    tried.append(made)
                    yield made

    def _finished(self, data: Data, complete: object, example: Example, duties: Duties, duty: Obligation) -> Data:
        rule = duties.rule
        made: Data = {}
        rulings = dict(example.readings)
        if duty.ruling is not None:
            rulings[duty.ruling[0]] = duty.ruling[1]
        if rulings:
            made["裁定"] = {self._library.readings[reading].name: option for reading, option in rulings.items()}
        if self._is_event(rule.object_type):
            made[EVENT_DAY] = self._event_day(rule)
        made["已知"] = data["已知"]
        if "对象" in data:
            objects = data["对象"]
            assert isinstance(objects, list)
            made["对象"] = [
                {**item, EVENT_DAY: self._event_day(rule)} if self._is_event(str(item["类型"])) else item
                for item in objects
            ]
        if complete:
            made["名单完整"] = complete
        return made

    def _own_keys(self, example: Example, duties: Duties) -> Iterator[Given]:
        """The answers in the order in which the rule asks; those asked for each clause without the rule's own clause, which
        goes without saying."""
        rule = duties.rule
        asked = {ref.key: number for number, ref in reversed(list(enumerate(refs_of(duties.hazard))))}
        for given in sorted(example.given, key=lambda g: asked.get(g.key, len(asked))):
            yield replace(given, key=given.key.removesuffix(f"@{rule.standard}/{rule.clause}"))

    def _is_event(self, object_type: str) -> bool:
        return self._library.types[object_type].nature == "事件"

    def _event_day(self, rule: Rule) -> str:
        return show_date(self._prover(rule)[1] - 1)

    def _lines(self, hazard: Formula) -> set[str]:
        """The types that quantifiers speak of, with those between them and the object they start from."""
        found: set[str] = set()
        for part in walk(hazard):
            if isinstance(part, Exists | Every | Count | Sum):
                chain = self._library.types[part.range.object_type].chain
                found.update(chain[: chain.index(part.range.anchor_type)])
        return found


def _apart(duties: Duties, duty: Obligation) -> Iterator[tuple[Formula, Formula]]:
    """For each other wording: where only the rule comes out, and where only the other does."""
    hazard = duties.hazard
    if duty.ruling is not None:
        hazard = read_as(hazard, *duty.ruling)
    for other in duty.against:
        yield conjunction((hazard, negation(other))), conjunction((other, negation(hazard)))


def _tests(formula: Formula) -> Tests:
    """The comparisons in it, in order of writing."""
    found = (part for part in walk(formula) if isinstance(part, Compare | CompareDates))
    return tuple(dict.fromkeys(found))


def _pinned(told: Tests, others: Tests, day: int, way: int) -> Pins:
    leads = {_carrier(lead) for test in told if (lead := _lead(test)) is not None}
    pins: dict[tuple[str, str], Knowledge] = {}
    for test in (*told, *others):
        match test:
            case Compare(((_, first), *rest), _, _):
                for ref, factor in rest:
                    low = (factor > 0) == (first > 0)
                    pins.setdefault(_carrier(ref), point(_plain_number(ref, low=low, way=way)))
            case CompareDates(left, _, right) if left.ref is not None and right.ref is not None:
                pins.setdefault(_carrier(right.ref), point(day - _MONTH * (way + 1)))
            case _:
                pass
    return tuple((*carrier, value) for carrier, value in pins.items() if carrier not in leads)


def _lead(test: Compare | CompareDates) -> Ref | None:
    """The fact of a test that is left open, for the test to be met by it."""
    return test.terms[0][0] if isinstance(test, Compare) else test.left.ref


def _pin(world: World, pins: Pins) -> None:
    for object_type, key, value in pins:
        for node in world.nodes.values():
            if node.type == object_type:
                node.answers[key] = value


def _size(example: Example) -> tuple[int, int]:
    return len(example.readings) + len(example.objects), len(example.given)


def _carrier(ref: Ref) -> tuple[str, str]:
    return ref.fact.partition(".")[0], ref.key


def _plain_number(ref: Ref, *, low: bool, way: int) -> Number:
    """A round number of the fact's domain; or its lowest, so that others alone decide."""
    domain = ref.domain
    assert isinstance(domain, Interval)
    if low:
        return domain.low if domain.low is not None else 0
    numbers = _ROUND_NUMBERS[way:]
    return next((number for number in numbers if number in domain), domain.low if domain.low is not None else 0)
