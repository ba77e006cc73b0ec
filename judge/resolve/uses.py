"""Lists how a formula uses each fact and each roster: in which test, in which direction, and shared with whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from judge.expr.formula import (
    RULE_OBJECT,
    All,
    AnyOf,
    At,
    AtLeast,
    ByReading,
    Compare,
    CompareDates,
    Count,
    DateTerm,
    Derived,
    Elements,
    Every,
    Exists,
    Formula,
    In,
    Not,
    Range,
    Ref,
    Sum,
)
from judge.values.number import Interval

EVENT_DAY = "事件日期"
_UPWARD, _DOWNWARD = (">", ">="), ("<", "<=")


class Direction(StrEnum):
    """What more of a thing does to the formula."""

    UP = "helps"
    DOWN = "hurts"
    NEITHER = "neither"


_OPPOSITE = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP, Direction.NEITHER: Direction.NEITHER}


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a thing: a fact (`类型.事实`), the day of an event (事件日期), or a roster (`名单:类型`).

    `test` is equal for uses by one and the same test of one and the same object. `favoured` are the choices that favour
    the formula, for a test of a choice. `is_alone`: nothing else in the test, and no other instance of it, has the thing.
    """

    thing: str
    test: object
    direction: Direction
    favoured: frozenset[str] | None = None
    is_joint: bool = False
    is_alone: bool = True


@dataclass(frozen=True, slots=True)
class _Place:
    """An object as the formula sees it: a root (the rule's object, or each object of a quantifier) and a walk from it."""

    root: str
    steps: tuple[str, ...] = ()

    @property
    def is_each(self) -> bool:
        """Whether it stands for many objects."""
        return self.root != ""


@dataclass(frozen=True, slots=True)
class _View:
    """Where a part is read: the current object, the rule's object, and with which polarities the part counts."""

    here: _Place
    rule: _Place
    polarities: frozenset[bool] = frozenset({True})
    in_sum: object = None
    """The sum whose guard is being read."""
    sum_is_alone: bool = True

    def walked(self, steps: tuple[str, ...]) -> _Place:
        """Where a walk leads."""
        place = self.here
        for step in steps:
            place = self.rule if step == RULE_OBJECT else _Place(place.root, (*place.steps, step))
        return place

    def directed(self, direction: Direction) -> Direction:
        """A direction of a part as a direction of the whole."""
        if len(self.polarities) > 1:
            return Direction.NEITHER
        return direction if True in self.polarities else _OPPOSITE[direction]

    def turned(self, *polarities: bool) -> _View:
        """The view of a part that counts with these polarities (as seen from here)."""
        together = frozenset(own == inner for own in self.polarities for inner in polarities)
        return replace(self, polarities=together)


def uses_of(formula: Formula) -> list[Use]:
    """Every use, in order of writing. A test read with both polarities counts once for each."""
    rule = _Place("")
    return list(_uses(formula, _View(rule, rule)))


def _uses(formula: Formula, view: _View) -> Iterator[Use]:
    match formula:
        case In(ref, values):
            yield from _choice(ref, values, view)
        case Compare():
            yield from _comparison(formula, view)
        case CompareDates():
            yield from _dates(formula, view)
        case Derived(atom, expansion):
            yield from _uses(atom, view)
            yield from _uses(expansion, view)
        case At(steps, part, rebase):
            here = view.walked(steps)
            yield from _uses(part, replace(view, here=here, rule=here if rebase else view.rule))
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from _uses(part, view)
        case Not(part):
            yield from _uses(part, view.turned(False))
        case ByReading(_, options):
            for _, part in options:
                yield from _uses(part, view)
        case Elements():
            yield from _elements(formula, view)
        case Exists() | Every() | Count() | Sum():
            yield from _over_objects(formula, view)
        case _:
            pass


def _over_objects(formula: Exists | Every | Count | Sum, view: _View) -> Iterator[Use]:
    match formula:
        case Exists(scope, body):
            yield from _roster(scope, view, formula)
            yield from _uses(body, _each(scope, view))
        case Every(scope, guard, body):
            yield from _roster(scope, view.turned(True, False), formula)
            yield from _uses(guard, _each(scope, view.turned(True, False)))
            yield from _uses(body, _each(scope, view))
        case Count(scope, body, operator, _):
            turned = view.turned(*_polarities(operator))
            yield from _roster(scope, turned, formula)
            yield from _uses(body, _each(scope, turned))
        case Sum():
            yield from _sum(formula, view)


def _each(scope: Range, view: _View) -> _View:
    alone = view.sum_is_alone and view.in_sum is None
    return replace(view, here=_Place(scope.object_type), sum_is_alone=alone)


def _polarities(operator: str) -> tuple[bool, ...]:
    """How something counted bears on a comparison."""
    return (True,) if operator in _UPWARD else (False,) if operator in _DOWNWARD else (True, False)


def _roster(scope: Range, view: _View, test: object, *, is_joint: bool = False) -> Iterator[Use]:
    identity, inside = (view.walked(scope.steps), test), view.in_sum is not None
    yield Use(
        f"名单:{scope.object_type}",
        identity,
        view.directed(Direction.UP),
        is_joint=is_joint or inside,
        is_alone=view.sum_is_alone and not inside,
    )


def _thing(ref: Ref) -> str:
    """A fact, or one box of a multiple choice, or a fact as asked for one clause."""
    return f"{ref.fact.partition('.')[0]}.{ref.key}"


def _choice(ref: Ref, values: frozenset[str], view: _View) -> Iterator[Use]:
    place = view.walked(ref.steps)
    domain = ref.domain
    assert isinstance(domain, frozenset)
    for polarity in sorted(view.polarities):
        favoured = values if polarity else domain - values
        yield _use(_thing(ref), place, ("choice", place, ref.key, values), view, favoured=favoured)


def _use(
    thing: str,
    place: _Place,
    test: object,
    view: _View,
    direction: Direction = Direction.NEITHER,
    favoured: frozenset[str] | None = None,
    is_joint: bool = False,
    is_alone: bool = True,
) -> Use:
    """A use; inside a sum's guard it is a use by the sum, alone only if the object is the sum's own."""
    if view.in_sum is None:
        return Use(thing, test, direction, favoured, is_joint, is_alone)
    alone = view.sum_is_alone and not is_joint and place == view.here
    return Use(thing, (view.in_sum, test), direction, favoured, True, alone)


def _comparison(formula: Compare, view: _View) -> Iterator[Use]:
    terms = [(ref, view.walked(ref.steps), factor) for ref, factor in formula.terms]
    test = ("compare", tuple((place, ref.key, factor) for ref, place, factor in terms), formula.operator, formula.limit)
    for ref, place, factor in terms:
        rising = Direction.UP if (factor > 0) == (formula.operator in _UPWARD) else Direction.DOWN
        if formula.operator not in _UPWARD + _DOWNWARD:
            rising = Direction.NEITHER
        others = [other for _, other, _ in terms if other is not place]
        yield _use(
            _thing(ref),
            place,
            test,
            view,
            view.directed(rising),
            is_joint=len(terms) > 1,
            is_alone=_owns(place, others),
        )


def _owns(place: _Place, others: list[_Place]) -> bool:
    """Whether the object at a place meets the others of a test in one instance of the test only."""
    if place.is_each:
        return not place.steps and all(not other.is_each or other.root == place.root for other in others)
    return not any(other.is_each for other in others)


def _dates(formula: CompareDates, view: _View) -> Iterator[Use]:
    sides = [(formula.left, _UPWARD), (formula.right, _DOWNWARD)]
    open_sides = [(term, rising, *named) for term, rising in sides if (named := _day(term, view)) is not None]
    test = ("dates", tuple((place, thing) for _, _, thing, place in open_sides), formula)
    same = len({(thing, place) for _, _, thing, place in open_sides}) < len(open_sides)
    for term, rising, thing, place in open_sides:
        helps = Direction.UP if formula.operator in rising else Direction.DOWN
        if formula.operator not in _UPWARD + _DOWNWARD:
            helps = Direction.NEITHER
        others = [other for t, _, _, other in open_sides if t is not term]
        yield _use(
            thing,
            place,
            test,
            view,
            view.directed(helps),
            is_joint=len(open_sides) > 1,
            is_alone=not same and _owns(place, others),
        )


def _day(term: DateTerm, view: _View) -> tuple[str, _Place] | None:
    """The thing a term's day depends on, and whose it is; None for a fixed day."""
    if term.ref is not None:
        return _thing(term.ref), view.walked(term.ref.steps)
    if term.special == EVENT_DAY:
        return EVENT_DAY, view.walked(term.steps)
    return None


def _sum(formula: Sum, view: _View) -> Iterator[Use]:
    anchor = view.walked(formula.range.steps)
    test = ("sum", anchor, view.rule, formula)
    domain = formula.ref.domain
    assert isinstance(domain, Interval)
    rises = _polarities(formula.operator)
    if domain.low is None or domain.low < 0:
        # More of what counts may then add or take away.
        rises_by_object: tuple[bool, ...] = (True, False)
    else:
        rises_by_object = rises
    alone = view.in_sum is None and (not anchor.is_each or not anchor.steps)
    inside = replace(_each(formula.range, view), in_sum=test, sum_is_alone=alone)
    yield from _roster(formula.range, replace(view.turned(*rises_by_object), sum_is_alone=alone), test, is_joint=True)
    within = list(_uses(formula.guard, inside.turned(*rises_by_object)))
    amount = inside.walked(formula.ref.steps)
    direction = inside.turned(*rises).directed(Direction.UP)
    within.append(_use(_thing(formula.ref), amount, test, inside, direction))
    often = Counter(use.thing for use in within)
    yield from (use if often[use.thing] == 1 else replace(use, is_alone=False) for use in within)


def _elements(formula: Elements, view: _View) -> Iterator[Use]:
    """A clause number named as another's cause counts for itself, and against the other."""
    named = {clause for element in formula.elements for clause, _ in element.shared}
    for element in formula.elements:
        inside = view.turned(True, False) if element.clause in named else view
        yield from _uses(element.own, inside)
        for _, cause in element.shared:
            yield from _uses(cause, inside)
