"""The parts of a formula that can be put otherwise one at a time: its atoms and its counts, each with what it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from judge.expr.formula import (
    TRUE,
    All,
    AnyOf,
    At,
    AtLeast,
    ByReading,
    Compare,
    CompareDates,
    Count,
    Derived,
    Elements,
    Every,
    Exists,
    Formula,
    In,
    Not,
    Range,
    Sum,
    conjunction,
    disjunction,
    negation,
)
from judge.values.number import Number, simplest

Atom = In | Compare | CompareDates | Derived | Elements
Counted = AtLeast | Count | Sum
Scope = Range | tuple[str, ...]
"""What leads to a part: a quantifier's range, or the steps of a walk."""


@dataclass(frozen=True, slots=True)
class Part:
    """An atom or a count with the quantifiers and walks around it: equal parts ask the same thing, and change together."""

    scopes: tuple[Scope, ...]
    formula: Atom | Counted

    @property
    def ranges(self) -> tuple[Range, ...]:
        """The quantifiers around it, outer ones first."""
        return tuple(scope for scope in self.scopes if isinstance(scope, Range))

    @property
    def is_atom(self) -> bool:
        """Whether it has no parts of its own. Counted elements and derived facts are looked at as one thing."""
        return isinstance(self.formula, Atom)


def parts_of(formula: Formula, scopes: tuple[Scope, ...] = ()) -> Iterator[Part]:
    """All parts in order of writing, with repetitions."""
    match formula:
        case In() | Compare() | CompareDates() | Derived() | Elements():
            yield Part(scopes, formula)
        case Count(scope, body, _, _) | Sum(scope, body, _, _, _):
            yield Part(scopes, formula)
            yield from parts_of(body, (*scopes, scope))
        case AtLeast(_, parts):
            yield Part(scopes, formula)
            for part in parts:
                yield from parts_of(part, scopes)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from parts_of(part, scopes)
        case Not(part):
            yield from parts_of(part, scopes)
        case At(steps, part, _):
            yield from parts_of(part, (*scopes, steps))
        case Exists(scope, body):
            yield from parts_of(body, (*scopes, scope))
        case Every(scope, guard, body):
            yield from parts_of(guard, (*scopes, scope))
            yield from parts_of(body, (*scopes, scope))
        case ByReading(_, options):
            for _, option in options:
                yield from parts_of(option, scopes)
        case _:
            pass


def with_part(formula: Formula, part: Part, by: Formula, scopes: tuple[Scope, ...] = ()) -> Formula:
    """The formula with a part put otherwise, wherever it stands; constants are taken out where that is plain."""
    if formula == part.formula and scopes == part.scopes:
        return by

    def inside(inner: Formula, *deeper: Scope) -> Formula:
        return with_part(inner, part, by, (*scopes, *deeper))

    match formula:
        case All(parts):
            return _same(formula, parts, made := tuple(map(inside, parts))) or conjunction(made)
        case AnyOf(parts):
            return _same(formula, parts, made := tuple(map(inside, parts))) or disjunction(made)
        case AtLeast(threshold, parts):
            return _same(formula, parts, made := tuple(map(inside, parts))) or AtLeast(threshold, made)
        case Not(inner):
            return formula if (changed := inside(inner)) is inner else negation(changed)
        case At(steps, inner, _):
            return formula if (changed := inside(inner, steps)) is inner else replace(formula, part=changed)
        case Exists(scope, body) | Count(scope, body, _, _):
            return formula if (changed := inside(body, scope)) is body else replace(formula, body=changed)
        case Every(scope, guard, body):
            changed, meant = inside(guard, scope), inside(body, scope)
            return formula if changed is guard and meant is body else Every(scope, changed, meant)
        case Sum(scope, guard, _, _, _):
            return formula if (changed := inside(guard, scope)) is guard else replace(formula, guard=changed)
        case ByReading(reading, options):
            chosen = tuple((name, inside(option)) for name, option in options)
            is_same = all(new is old for (_, new), (_, old) in zip(chosen, options, strict=True))
            return formula if is_same else ByReading(reading, chosen)
        case _:
            return formula


def _same(formula: Formula, before: tuple[Formula, ...], after: tuple[Formula, ...]) -> Formula | None:
    return formula if all(new is old for new, old in zip(after, before, strict=True)) else None


def readings_of(formula: Formula) -> Iterator[ByReading]:
    """The choices by a reading in it, without those of counted elements."""
    match formula:
        case ByReading(_, options):
            yield formula
            for _, option in options:
                yield from readings_of(option)
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from readings_of(part)
        case Not(part) | At(_, part, _) | Exists(_, part) | Count(_, part, _, _) | Sum(_, part, _, _, _):
            yield from readings_of(part)
        case Every(_, guard, body):
            yield from readings_of(guard)
            yield from readings_of(body)
        case _:
            pass


def read_as(formula: Formula, reading: str, option: str) -> Formula:
    """The formula with a reading settled, counted elements left as they are."""

    def inside(part: Formula) -> Formula:
        return read_as(part, reading, option)

    match formula:
        case ByReading(found, options):
            if found == reading:
                return inside(dict(options)[option])
            return ByReading(found, tuple((name, inside(part)) for name, part in options))
        case All(parts):
            return conjunction(tuple(map(inside, parts)))
        case AnyOf(parts):
            return disjunction(tuple(map(inside, parts)))
        case AtLeast(threshold, parts):
            return AtLeast(threshold, tuple(map(inside, parts)))
        case Not(part):
            return negation(inside(part))
        case At(_, part, _):
            return replace(formula, part=inside(part))
        case Exists(_, body) | Count(_, body, _, _):
            return replace(formula, body=inside(body))
        case Every(scope, guard, body):
            return Every(scope, inside(guard), inside(body))
        case Sum(_, guard, _, _, _):
            return replace(formula, guard=inside(guard))
        case _:
            return formula


def merged(formula: Formula) -> Formula:
    """The same with alternatives that ask for some object of one range asking at once: fewer conditions, proven faster."""
    match formula:
        case All(parts):
            return conjunction(tuple(map(merged, parts)))
        case Not(part):
            return negation(merged(part))
        case ByReading(reading, options):
            return ByReading(reading, tuple((name, merged(part)) for name, part in options))
        case AnyOf(parts):
            bodies: dict[Range, tuple[Formula, ...]] = {}
            others: list[Formula] = []
            for part in map(merged, parts):
                if isinstance(part, Exists):
                    bodies[part.range] = (*bodies.get(part.range, ()), part.body)
                else:
                    others.append(part)
            together = (Exists(scope, disjunction(asked)) for scope, asked in bodies.items())
            return disjunction((*together, *others))
        case _:
            return formula


_SWAPPED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
"""The comparison that differs just at the limit."""
_UPWARDS = (">", "<=")
"""Comparisons whose first value on the other side lies above the limit."""


def at_limit(formula: Formula) -> Formula | None:
    """What differs from a comparison or count only exactly at its limit; None if it has no such side."""
    match formula:
        case (
            Compare(_, operator, _)
            | CompareDates(_, operator, _)
            | Count(_, _, operator, _)
            | Sum(_, _, _, operator, _)
        ):
            return replace(formula, operator=_SWAPPED[operator]) if operator in _SWAPPED else None
        case AtLeast(threshold, parts):
            return AtLeast(threshold + 1, parts)
        case Elements(threshold, elements):
            return Elements(threshold + 1, elements)
        case _:
            return None


def beside_limit(formula: Formula) -> Formula | None:
    """What differs from a comparison or count only next to its limit on the other side: by one day, one object, one of a whole
    number; of other numbers up to a tenth of what is compared with (up to one unit where that is zero)."""
    match formula:
        case CompareDates(_, operator, right) if operator in _SWAPPED:
            return replace(formula, right=replace(right, days=right.days + (1 if operator in _UPWARDS else -1)))
        case Count(_, _, operator, limit) if operator in _SWAPPED:
            return replace(formula, limit=limit + (1 if operator in _UPWARDS else -1))
        case Sum(_, _, ref, operator, limit) if operator in _SWAPPED:
            return replace(formula, limit=_beyond(limit, operator, whole=ref.whole))
        case Compare(terms, operator, limit) if operator in _SWAPPED:
            (first, factor), *others = terms
            unit = abs(Fraction(factor))
            if first.whole or not others:
                beyond = _beyond(simplest(Fraction(limit) / unit), operator, whole=first.whole)
                return replace(formula, limit=simplest(Fraction(beyond) * unit))
            grown = Fraction(11, 10) if (operator in _UPWARDS) == (factor > 0) else Fraction(9, 10)
            scaled = tuple((ref, simplest(Fraction(c) * grown)) for ref, c in others)
            return Compare(((first, factor), *scaled), operator, simplest(Fraction(limit) * grown))
        case AtLeast(threshold, parts):
            return AtLeast(threshold - 1, parts) if threshold > 1 else TRUE
        case Elements(threshold, elements):
            return Elements(threshold - 1, elements) if threshold > 1 else TRUE
        case _:
            return None


def _beyond(limit: Number, operator: str, *, whole: bool) -> Number:
    step = Fraction(1) if whole or not limit else abs(Fraction(limit)) / 10
    return simplest(limit + step if operator in _UPWARDS else limit - step)
