"""Finds neighbouring intervals of one number that leave a hole between them or overlap at their border.

A situation (or case of a definition) is cut into its alternatives; of each the interval that it asks of a number is taken.
Two far-apart intervals are the usual way to say "too little or too much" and are left alone; what is told is a border that
two intervals miss by one value, or both claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from judge.authoring.lint.desk import Desk, FactDesk, Finding, RuleDesk
from judge.authoring.lint.parts import span_of, walk_written
from judge.authoring.lint.words import BETWEEN, BOTH_BORDERS, FROM_TO, STRETCH
from judge.diagnostics import Position
from judge.expr.formula import All, AnyOf, Compare, Derived, Formula, Not, Ref
from judge.expr.tree import parse_condition
from judge.expr.written import Comparison, Condition, Name
from judge.resolve.conditions import formula_of
from judge.values.number import Interval, Number, show

_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one alternative asks of one number, beside what else it asks."""

    ref: Ref
    interval: Interval
    rest: frozenset[Formula]
    name: str
    written: Condition
    number: int


@dataclass(frozen=True, slots=True)
class Clash:
    """Two neighbours with a hole between them, or an overlap."""

    code: str
    low: Stretch
    high: Stretch
    where: str


def find_gaps_in_rule(rule: RuleDesk, desk: Desk) -> Iterator[Finding]:
    """L011, L012 between the situations of a rule, and between alternatives of one."""
    stretches: list[Stretch] = []
    for n, (situation, model) in enumerate(zip(rule.rule.situations, rule.model.situations, strict=True)):
        written = rule.read(model.when, "情形", n, "当")
        stretches.extend(_stretches(situation.when, situation.name, written, n))
    for clash in _clashes(stretches):
        later = max(clash.low, clash.high, key=lambda stretch: stretch.number)
        name = clash.low.ref.fact
        place = _place(later, name, rule.spot(span_of(later.written)), rule)
        yield rule.told(clash.code, place, later.name, **_values(clash))


def find_gaps_in_definitions(desk: Desk) -> Iterator[Finding]:
    """L011, L012 between the cases of a definition."""
    for fact in desk.facts:
        definition = fact.model.definition
        if definition is None or definition.cases is None:
            continue
        context = desk.definition_context(fact.fact)
        stretches: list[Stretch] = []
        for n, case in enumerate(definition.cases):
            written = parse_condition(case.when, fact.path("定义", "分情况", n, "当"))
            stretches.extend(_stretches(formula_of(written, context), case.value, written, n))
        for clash in _clashes(stretches):
            later = max(clash.low, clash.high, key=lambda stretch: stretch.number)
            place = _place(later, clash.low.ref.fact, fact.spot(span_of(later.written)), fact)
            yield fact.told(clash.code, place, later.name, **_values(clash))


def _values(clash: Clash) -> dict[str, str]:
    return {
        "fact": clash.low.ref.fact,
        "where": clash.where,
        "low": STRETCH.format(name=clash.low.name, interval=_shown(clash.low.interval)),
        "high": STRETCH.format(name=clash.high.name, interval=_shown(clash.high.interval)),
    }


def _shown(interval: Interval) -> str:
    low = "" if interval.low is None else f"{'>' if interval.low_open else '>='} {show(interval.low)}"
    high = "" if interval.high is None else f"{'<' if interval.high_open else '<='} {show(interval.high)}"
    return BOTH_BORDERS.join(filter(None, (low, high)))


def _place(stretch: Stretch, full_name: str, otherwise: Position, desk: RuleDesk | FactDesk) -> Position:
    """Where the number stands in the condition."""
    bare = full_name.rpartition(".")[2]
    for part in walk_written(stretch.written):
        if isinstance(part, Comparison):
            for side in (part.left, part.right):
                if isinstance(side, Name) and side.text.rpartition(".")[2] == bare:
                    return desk.spot(side.span)
    return otherwise


def _stretches(formula: Formula, name: str, written: Condition, number: int) -> Iterator[Stretch]:
    for branch in formula.parts if isinstance(formula, AnyOf) else (formula,):
        parts = branch.parts if isinstance(branch, All) else (branch,)
        found: dict[Ref, Interval] = {}
        tests: dict[Ref, list[Formula]] = {}
        for part in parts:
            if (test := _test(part)) is not None:
                ref, interval = test
                found[ref] = found.get(ref, Interval()).meet(interval)
                tests.setdefault(ref, []).append(part)
        for ref, interval in found.items():
            if not interval.is_empty:
                rest = frozenset(part for part in parts if part not in tests[ref])
                yield Stretch(ref, interval, rest, name, written, number)


def _test(part: Formula) -> tuple[Ref, Interval] | None:
    """The number a part tests against a constant, and the interval it asks for."""
    if isinstance(part, Not):
        inner = _comparison(part.part)
        if inner is None or inner.operator not in _OPPOSITE:
            return None
        return _interval(inner, _OPPOSITE[inner.operator])
    compared = _comparison(part)
    return None if compared is None else _interval(compared, compared.operator)


def _comparison(part: Formula) -> Compare | None:
    if isinstance(part, Derived):
        return part.atom if isinstance(part.atom, Compare) else None
    return part if isinstance(part, Compare) else None


def _interval(part: Compare, operator: str) -> tuple[Ref, Interval] | None:
    if len(part.terms) != 1:
        return None
    ((ref, factor),) = part.terms
    limit = Fraction(part.limit) / factor
    if factor < 0:
        operator = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(operator, operator)
    match operator:
        case "<" | "<=":
            return ref, Interval(None, limit, False, operator == "<")
        case ">" | ">=":
            return ref, Interval(limit, None, operator == ">", False)
        case "=":
            return ref, Interval(limit, limit)
        case _:
            return None


def _clashes(stretches: Sequence[Stretch]) -> Iterator[Clash]:
    told: set[tuple[int, int, str, str]] = set()
    for low, high in permutations(stretches, 2):
        if low.ref != high.ref or low.interval.high is None or high.interval.low is None:
            continue
        if low.interval.low is not None and low.interval.low >= high.interval.low:
            continue
        clash = _hole(low, high, stretches) or _overlap(low, high)
        if clash is not None:
            first, second = sorted((low.number, high.number))
            key = (first, second, clash.code, clash.where)
            if key not in told:
                told.add(key)
                yield clash


def _hole(low: Stretch, high: Stretch, all_of_them: Sequence[Stretch]) -> Clash | None:
    top, bottom = low.interval.high, high.interval.low
    assert top is not None
    assert bottom is not None
    if low.ref.whole:
        first = _next_whole(top, is_open=low.interval.high_open)
        last = -_next_whole(-bottom, is_open=high.interval.low_open)
        missing: Number | None = first if first == last else None
        where = "" if missing is None else show(missing)
    elif top == bottom and low.interval.high_open and high.interval.low_open:
        missing, where = top, show(top)
    elif (
        Fraction(top).denominator == 1 and bottom == top + 1 and not (low.interval.high_open or high.interval.low_open)
    ):
        missing, where = Fraction(top + bottom) / 2, BETWEEN.format(low=show(top), high=show(bottom))
    else:
        return None
    if missing is None or any(s.ref == low.ref and missing in s.interval for s in all_of_them):
        return None
    return Clash("L011", low, high, where)


def _next_whole(number: Number, *, is_open: bool) -> int:
    """The least whole number above an upper border."""
    floor = Fraction(number).__floor__()
    return floor if is_open and floor == number else floor + 1


def _overlap(low: Stretch, high: Stretch) -> Clash | None:
    top, bottom = low.interval.high, high.interval.low
    assert top is not None
    assert bottom is not None
    if top == bottom and not low.interval.high_open and not high.interval.low_open:
        is_point = low.interval.low == top or high.interval.high == bottom
        return None if is_point else Clash("L012", low, high, show(top))
    above = high.interval.high
    goes_on = above is None or above > top
    if low.rest == high.rest and top > bottom and goes_on:
        return Clash("L012", low, high, FROM_TO.format(low=show(bottom), high=show(top)))
    return None
