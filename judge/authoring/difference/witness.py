"""Finds a concrete case in which one formula holds and another does not, and makes sure that it is one.

Every answer of a case has one value. Facts that are only looked at together get values by trial; all else is read off the
decision diagram. A case counts once both formulas, judged on it, come out as claimed and no constraint is broken.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from judge.authoring.difference.normal import normalised
from judge.authoring.difference.size import enough_objects
from judge.authoring.difference.theory import Test, impossible, tests_of
from judge.authoring.proof.examples import literal
from judge.authoring.proof.proving import SIZES, Example, Given, Prover
from judge.evaluate.cells import Cell
from judge.evaluate.diagram import Choice
from judge.evaluate.exact import Exact
from judge.evaluate.world import Node, World
from judge.expr.formula import (
    UP,
    At,
    Compare,
    CompareDates,
    DateTerm,
    Exists,
    Formula,
    Range,
    Ref,
    Sum,
    conjunction,
    negation,
    refs_of,
    walk,
)
from judge.model.visit import ROOT_ID
from judge.resolve.resolved import ROOT_TYPE, Library, Ruling
from judge.values.dates import shift
from judge.values.knowledge import Knowledge
from judge.values.number import Interval, Number, point, simplest

MOST_TRIALS = 1500
MOST_OBJECTS = 8
"""Up to so many further objects are looked at to prove that no case exists."""
MOST_DIGITS = 7
EVENT_DAY = "日期"


@dataclass(frozen=True, slots=True)
class Answered:
    """What was found out: a case, or None; `proven` where there is certainly none."""

    case: Example | None
    proven: bool


class Finder:
    """Finds cases in one library."""

    def __init__(self, library: Library, day: int) -> None:
        self._library, self._day = library, day

    def never(self, formula: Formula, object_type: str) -> bool:
        """Whether it is proven that the formula never holds at an object of the type."""
        formula = normalised(formula)
        prover = Prover(self._with_lemmas(formula, object_type), self._day)
        return prover.truth(formula, object_type) is False or self._never_in_small_worlds(prover, formula, object_type)

    def _never_in_small_worlds(self, prover: Prover, formula: Formula, object_type: str) -> bool:
        """Whether the formula holds in none of the enterprises that are large enough to show it if it ever held."""
        most = enough_objects(formula, self._library)
        if most is None or most > MOST_OBJECTS:
            return False
        for size in range(most + 1):
            world, node = prover.closed_world(object_type, formula, size)
            if Exact(world).truth(formula, node) is not False:
                return False
        return True

    def apart(self, first: Formula, second: Formula, object_type: str) -> Answered:
        """The smallest case found in which the first holds and the second does not."""
        if first == second:
            return Answered(None, True)
        return self.case(conjunction((first, negation(second))), object_type)

    def case(self, formula: Formula, object_type: str) -> Answered:
        """The smallest case found in which the formula holds."""
        formula = normalised(formula)
        library = self._with_lemmas(formula, object_type)
        prover = Prover(library, self._day)
        if prover.truth(formula, object_type) is False:
            return Answered(None, True)
        for size in (0, *SIZES):
            world, node = prover.closed_world(object_type, formula, size)
            found = _Search(world, node, formula, library).found()
            if found is None and library.constraints:
                kept = conjunction((formula, *_kept(library, world, node)))
                world.constraints = ()
                found = _Search(world, node, kept, library).found()
            if found is not None:
                return Answered(found, False)
        return Answered(None, self._never_in_small_worlds(prover, formula, object_type))

    def _with_lemmas(self, formula: Formula, object_type: str) -> Library:
        lemmas = impossible([formula], object_type, self._library.types, self._day)
        return replace(self._library, constraints=(*self._library.constraints, *lemmas)) if lemmas else self._library


def _kept(library: Library, world: World, node: Node) -> Iterator[Formula]:
    """That the constraints hold at every object, as seen from one: asked where a case would else break them."""
    upwards = (UP,) * (len(library.types[node.type].chain) - 1)
    here = {each.type for each in world.nodes.values()}
    for constraint in library.constraints:
        if constraint.object_type == ROOT_TYPE:
            yield At(upwards, constraint.formula, rebase=True)
        elif constraint.object_type in here:
            scope = Range(upwards, ROOT_TYPE, constraint.object_type)
            yield negation(Exists(scope, At((), negation(constraint.formula), rebase=True)))


class _Search:
    """A search in one small enterprise whose rosters are complete."""

    def __init__(self, world: World, node: Node, formula: Formula, library: Library) -> None:
        self._world, self._node, self._formula, self._library = world, node, formula, library
        self._trials_left = MOST_TRIALS
        self._values = _Values(formula, node.type, library, world.day)

    def found(self) -> Example | None:
        """A case that is certainly one."""
        return self._search({})

    def _search(self, tried: dict[tuple[str, str], Knowledge]) -> Example | None:
        """A case that has these answers; facts that are looked at together are tried value by value."""
        if self._trials_left <= 0:
            return None
        self._trials_left -= 1
        with _Answers(self._world, tried):
            analysis = Exact(self._world).analyse(self._formula, self._node)
        if analysis.truth is True:
            return self._checked(tried, ())
        if analysis.truth is False or analysis.to_true is None:
            return None
        choices = analysis.to_true
        asked = [c for c in choices if c.item[0] == "fact" and c.item[1:] not in tried]
        together = [c for c in asked if not c.values]
        if not together:
            found = self._checked(tried, choices)
            together = [c for c in asked if c.item[2] in self._values.looked_at_together]
            if found is not None or not together:
                return found
        _, name, key = together[0].item
        for value in self._values.of(key, tried, together[0].values):
            found = self._search({**tried, (name, key): value})
            if found is not None:
                return found
        return None

    def _checked(self, tried: dict[tuple[str, str], Knowledge], choices: tuple[Choice, ...]) -> Example | None:
        """The case of these answers, if the formula holds in it for certain and no constraint is broken."""
        answers, readings = dict(tried), dict[str, str]()
        for choice in choices:
            kind, name, key = choice.item
            if kind == "fact" and choice.values:
                answers[name, key] = self._single(self._world.nodes[name].type, key, choice.values[0])
            elif kind == "reading" and choice.option is not None:
                readings[name] = choice.option
        with _Answers(self._world, answers, readings):
            if any(isinstance(v, Interval) and not _is_decimal(Fraction(v.single or 0)) for v in answers.values()):
                return None  # It could not be written down.
            if Exact(self._world).truth(self._formula, self._node) is not True or self._broken():
                return None
        return self._example(answers, readings)

    def _broken(self) -> bool:
        """Whether what is answered contradicts the constraints."""
        constraints, self._world.constraints = self._world.constraints, ()
        try:
            exact = Exact(self._world)
            return any(
                exact.truth(constraint.formula, node) is False
                for constraint in constraints
                for node in self._world.nodes.values()
                if node.type == constraint.object_type
            )
        finally:
            self._world.constraints = constraints

    def _single(self, object_type: str, key: str, known: Knowledge) -> Knowledge:
        """One value of what a cell holds, the one that is told."""
        fact = self._library.fact(object_type, key.partition("∋")[0].partition("@")[0])
        if isinstance(known, Interval):
            if fact is None or fact.kind == "日期":
                return point(_some_day(known))
            return point(_some_number(known, whole=fact.whole))
        if fact is None:
            return frozenset({min(known)})
        return frozenset({literal(known, fact)})

    def _example(self, answers: dict[tuple[str, str], Knowledge], readings: dict[str, str]) -> Example:
        own = set()
        current: Node | None = self._node
        while current is not None:
            own.add(current.id)
            current = current.parent
        return Example(
            tuple(Given(o, self._world.nodes[o].type, key, value) for (o, key), value in sorted(answers.items())),
            tuple(
                (n.id, n.type, n.parent.id if n.parent else ROOT_ID, n.other.id if n.other else None)
                for n in self._world.nodes.values()
                if n.id not in own
            ),
            tuple(sorted(readings.items())),
        )


def _some_number(known: Interval, *, whole: bool) -> Number:
    """A number of an interval as simple as may be: an end of it, else one with few decimals; one without end if need be."""
    for end, is_open in ((known.low, known.low_open), (known.high, known.high_open)):
        if end is not None and not is_open and _is_decimal(Fraction(end)):
            return end
    start = Fraction(known.low if known.low is not None else known.high or 0)
    step = 1 if known.low is not None else -1
    for digits in range(1 if whole else MOST_DIGITS):
        for tried in (Fraction(math.floor(start * 10**digits) + n * step, 10**digits) for n in (0, 1)):
            if tried in known:
                return simplest(tried)
    return known.low if known.low is not None and not known.low_open else simplest(start + Fraction(step, 3))


def _some_day(known: Interval) -> Number:
    if known.low is not None and known.low > 700_000:
        return known.low
    return known.high if known.high is not None else 730_120


class _Answers:
    """A world in which some things are answered, for as long as it lasts."""

    def __init__(
        self, world: World, answers: dict[tuple[str, str], Knowledge], readings: dict[str, str] | None = None
    ) -> None:
        self._world, self._answers, self._readings = world, answers, readings or {}

    def __enter__(self) -> None:
        for (name, key), value in self._answers.items():
            node = self._world.nodes[name]
            if key == EVENT_DAY and isinstance(value, Interval):
                node.date = value
            node.answers[key] = value
        self._world.rulings = {name: Ruling(name, option, "", "", "") for name, option in self._readings.items()}

    def __exit__(self, *_: object) -> None:
        for name, key in self._answers:
            node = self._world.nodes[name]
            node.answers.pop(key, None)
            if key == EVENT_DAY:
                node.date = None
        self._world.rulings = {}


class _Values:
    """The values worth trying of a fact that is looked at together with others."""

    def __init__(self, formula: Formula, object_type: str, library: Library, day: int) -> None:
        self._day = day
        self._tests = list(dict.fromkeys(test for _, test in tests_of(formula, object_type, library.types)))
        self._refs: dict[str, Ref] = {ref.key: ref for ref in refs_of(formula)}
        self.looked_at_together = set(_together(self._tests))
        self._dates = {
            term.ref.key
            for part in walk(formula)
            if isinstance(part, CompareDates)
            for term in (part.left, part.right)
            if term.ref is not None
        }

    def of(self, key: str, tried: dict[tuple[str, str], Knowledge], cell: Cell = ()) -> Iterator[Knowledge]:
        """Values of a fact (of a cell of its values, if given), given those of others; first those at which a test turns."""
        ref = self._refs.get(key)
        if ref is not None and not isinstance(ref.domain, Interval):
            yield from (frozenset({value}) for value in sorted(ref.domain))
            return
        others: dict[str, Fraction] = {}
        for (_, name), value in tried.items():
            if isinstance(value, Interval) and value.single is not None:
                others[name] = Fraction(value.single)
        is_day = ref is None or key in self._dates
        stretches = [part for part in cell if isinstance(part, Interval)]
        turns = list(dict.fromkeys(self._turns(key, others)))
        turns += [Fraction(end) for part in stretches for end in (part.low, part.high) if end is not None]
        base: list[Fraction] = (
            [Fraction(self._day + n) for n in (-1000, -400, -200, -100, -1, 0)]
            if is_day
            else [Fraction(n) for n in (10, 0, 1, 100)]
        )
        domain = ref.domain if ref is not None else Interval(1, self._day)
        assert isinstance(domain, Interval)
        ends = [Fraction(end) for end in (domain.low, domain.high) if end is not None and not is_day]
        whole = is_day or (ref is not None and ref.whole)
        for number in dict.fromkeys([*(t + n for t in turns for n in (0, 1, -1)), *base, *ends]):
            if stretches and not any(number in part for part in stretches):
                continue
            if number in domain and (number.denominator == 1 if whole else _is_decimal(number)):
                yield point(simplest(number))

    def _turns(self, key: str, others: dict[str, Fraction]) -> Iterator[Fraction]:
        for test in self._tests:
            match test:
                case Compare(terms, _, limit):
                    factors = {ref.key: Fraction(factor) for ref, factor in terms}
                    if key in factors and all(name in others for name in factors if name != key):
                        rest = sum((f * others[name] for name, f in factors.items() if name != key), Fraction(0))
                        yield (Fraction(limit) - rest) / factors[key]
                case CompareDates(left, _, right):
                    for own, other in ((left, right), (right, left)):
                        if _key(own) == key and (fixed := self._fixed(other, others)) is not None:
                            yield Fraction(shift(fixed, -own.months, -own.days))
                case Sum(_, _, ref, _, limit):
                    if ref.key == key:
                        yield from (
                            Fraction(limit),
                            Fraction(limit) - others.get(key, Fraction(0)),
                            Fraction(limit) / 2,
                        )

    def _fixed(self, term: DateTerm, others: dict[str, Fraction]) -> int | None:
        key = _key(term)
        if key is not None:
            return shift(int(others[key]), term.months, term.days) if key in others else None
        return shift(self._day if term.special else (term.day or 0), term.months, term.days)


def _together(tests: list[Test]) -> Iterator[str]:
    """The keys of facts that some test looks at together with others."""
    for test in tests:
        match test:
            case Compare(terms, _, _) if len(terms) > 1:
                yield from (ref.key for ref, _ in terms)
            case CompareDates(left, _, right):
                keys = [key for key in (_key(left), _key(right)) if key is not None]
                yield from keys if len(keys) > 1 else ()
            case Sum(_, _, ref, _, _):
                yield ref.key
            case _:
                pass


def _key(term: DateTerm) -> str | None:
    if term.ref is not None:
        return term.ref.key
    return EVENT_DAY if term.special == "事件日期" else None


def _is_decimal(value: Fraction) -> bool:
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1
