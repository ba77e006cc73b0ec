"""What a condition means once names, types and units are resolved. Every evaluator is compiled from this form.

Formulas are immutable trees. They are read at one object; a `Ref` says how to walk from there to the object that
carries the fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from judge.values.knowledge import Knowledge
from judge.values.number import Number

UP, OTHER, RULE_OBJECT = "up", "other", "rule"
"""Steps of a walk: to the parent, to a relation's other end, back to the object the rule is judged on."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A fact as seen from an object: the walk to its carrier and the key of its answer there."""

    steps: tuple[str, ...]
    key: str
    """The fact's name; `name@standard/ref` where asked per clause; `name∋option` for one box of a multiple choice."""
    fact: str
    """Full name, `类型.事实`."""
    domain: Knowledge
    whole: bool = False
    calculator: str | None = None


@dataclass(frozen=True, slots=True)
class Const:
    """Always true or always false."""

    value: bool


@dataclass(frozen=True, slots=True)
class In:
    """The fact's choice is one of some."""

    ref: Ref
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Compare:
    """A linear combination of numeric facts against a constant: `sum(coefficient * fact) operator limit`."""

    terms: tuple[tuple[Ref, Number], ...]
    operator: str
    limit: Number


@dataclass(frozen=True, slots=True)
class DateTerm:
    """A day shifted by months, then days: of a fact, or (ref None) of a day given or 检查日期 / 事件日期."""

    ref: Ref | None
    day: int | None = None
    special: str | None = None
    steps: tuple[str, ...] = ()
    """For 事件日期: the walk to the event."""
    months: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class CompareDates:
    """One day against another."""

    left: DateTerm
    operator: str
    right: DateTerm


@dataclass(frozen=True, slots=True)
class Derived:
    """A test of a derived fact: `atom` if it was answered directly, else what its definition makes of the test."""

    atom: In | Compare
    expansion: Formula


@dataclass(frozen=True, slots=True)
class At:
    """The part, read at another object; with `rebase`, 本对象 inside it means that object."""

    steps: tuple[str, ...]
    part: Formula
    rebase: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """All parts hold."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Some part holds."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Formula


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least so many parts hold."""

    threshold: int
    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """Which objects a quantifier speaks of: all of a type below an anchor, reached by a walk from the current object."""

    steps: tuple[str, ...]
    anchor_type: str
    object_type: str


@dataclass(frozen=True, slots=True)
class Exists:
    """Some object of the range meets the body."""

    range: Range
    body: Formula


@dataclass(frozen=True, slots=True)
class Every:
    """Some object meets the guard, and none meets it without the body."""

    range: Range
    guard: Formula
    body: Formula


@dataclass(frozen=True, slots=True)
class Count:
    """How many objects of the range meet the body, against a limit."""

    range: Range
    body: Formula
    operator: str
    limit: int


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of a numeric fact over the objects of the range that meet the guard, against a limit."""

    range: Range
    guard: Formula
    ref: Ref
    operator: str
    limit: Number


@dataclass(frozen=True, slots=True)
class Element:
    """One clause number among the counted: by its own causes, or only by causes that other numbers have counted."""

    clause: str
    own: Formula
    shared: tuple[tuple[str, Formula], ...] = ()
    """Pairs of another clause number and the formula of the cause that both would count."""


@dataclass(frozen=True, slots=True)
class Elements:
    """At least so many distinct clause numbers hold."""

    threshold: int
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class ByReading:
    """The formula of whichever option the reading has."""

    reading: str
    options: tuple[tuple[str, Formula], ...]


Atom = In | Compare | CompareDates
Formula = (
    Const
    | In
    | Compare
    | CompareDates
    | Derived
    | At
    | All
    | AnyOf
    | Not
    | AtLeast
    | Exists
    | Every
    | Count
    | Sum
    | Elements
    | ByReading
)


def counting_order(elements: tuple[Element, ...]) -> tuple[Element, ...]:
    """The elements so that each stands after those whose count its shared causes look at."""
    ordered: list[Element] = []
    pending = list(elements)
    while pending:
        waiting = {element.clause for element in pending}
        free = [e for e in pending if not waiting & {clause for clause, _ in e.shared if clause != e.clause}]
        ordered.extend(free or pending)
        pending = [e for e in pending if e not in ordered]
    return tuple(ordered)


TRUE, FALSE = Const(True), Const(False)


def children(formula: Formula) -> tuple[Formula, ...]:
    """The formulas directly inside one."""
    match formula:
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            return parts
        case Not(part) | At(_, part, _):
            return (part,)
        case Exists(_, body) | Count(_, body, _, _):
            return (body,)
        case Every(_, guard, body):
            return (guard, body)
        case Sum(_, guard, _, _, _):
            return (guard,)
        case Elements(_, elements):
            return tuple(f for e in elements for f in (e.own, *(shared for _, shared in e.shared)))
        case ByReading(_, options):
            return tuple(option for _, option in options)
        case Derived(_, expansion):
            return (expansion,)
        case _:
            return ()


def walk(formula: Formula) -> Iterator[Formula]:
    """The formula and all inside it, outside first."""
    pending = [formula]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(reversed(children(current)))


def refs_of(formula: Formula) -> Iterator[Ref]:
    """Every reference to a fact in it, in order of writing, with repetitions."""
    for part in walk(formula):
        match part:
            case In(ref, _):
                yield ref
            case Compare(terms, _, _):
                yield from (ref for ref, _ in terms)
            case CompareDates(left, _, right):
                yield from (term.ref for term in (left, right) if term.ref is not None)
            case Derived(atom, _):
                yield from refs_of(atom)
            case Sum(_, _, ref, _, _):
                yield ref
            case _:
                pass


def conjunction(parts: tuple[Formula, ...]) -> Formula:
    """All of the parts, without superfluous nesting."""
    flat = tuple(p for part in parts for p in (part.parts if isinstance(part, All) else (part,)) if p != TRUE)
    if FALSE in flat:
        return FALSE
    if not flat:
        return TRUE
    return flat[0] if len(flat) == 1 else All(flat)


def disjunction(parts: tuple[Formula, ...]) -> Formula:
    """Any of the parts, without superfluous nesting."""
    flat = tuple(p for part in parts for p in (part.parts if isinstance(part, AnyOf) else (part,)) if p != FALSE)
    if TRUE in flat:
        return TRUE
    if not flat:
        return FALSE
    return flat[0] if len(flat) == 1 else AnyOf(flat)


def negation(part: Formula) -> Formula:
    """The opposite, without double negation."""
    match part:
        case Not(inner):
            return inner
        case Const(value):
            return Const(not value)
        case _:
            return Not(part)
