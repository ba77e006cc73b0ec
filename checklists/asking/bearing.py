"""What each fact is to the rules: whether it decides their scope, makes a hazard or excuses one, and which answers lead to a hazard.

Read off the formulas once for a library. It says nothing of any visit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from judge.expr.formula import (
    At,
    Compare,
    CompareDates,
    Count,
    Derived,
    Every,
    Formula,
    In,
    Not,
    Ref,
    Sum,
    children,
    conjunction,
)
from judge.resolve.resolved import Level, Library, Rule

SCOPE, SITUATION, EXEMPTION = ROLES = ("范围", "情形", "除外")
"""What a fact can be to a rule, the strongest first."""
_LEVELS = (Level.MAJOR, Level.ELEMENT, Level.ORDINARY)
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


@dataclass(slots=True)
class Bearing:
    """What a fact is to the rules."""

    role: str
    level: Level
    """The gravest level of the rules that read it."""
    votes: Counter[str] = field(default_factory=Counter)
    """By choice: in how many tests it leads to a hazard (of an exemption: excuses it), less those in which it does not."""
    directions: dict[str, int] = field(default_factory=dict)
    """For numbers and days, by `<`, `>` or `=`: positive if such a test, true, leads to a hazard."""

    @property
    def towards(self) -> set[str]:
        """The choices that lead to a hazard (of an exemption: that excuse it)."""
        return {choice for choice, votes in self.votes.items() if votes > 0}


Bearings = dict[tuple[str, str], Bearing]
"""By full name and box (empty for facts without boxes)."""


def bearings_of(library: Library) -> Bearings:
    """The bearing of every fact that some rule reads."""
    found: Bearings = {}
    for rule in library.rules:
        for role, formula, sign in _parts(rule):
            for ref, choices, direction, leads in _tests(formula, sign):
                _note(found, library, rule, role, ref, choices, direction, leads)
    for name, alternatives in library.alternatives.items():
        _inherit(found, library, name, [when for _, when in alternatives])
    return found


def direction_of(operator: str) -> str:
    """Which way a comparison points.

    >>> direction_of("<="), direction_of("!=")
    ('<', '=')
    """
    return "=" if operator in ("=", "!=") else operator[0]


def gates_of(rule: Rule) -> Formula:
    """What decides whether a rule applies at all."""
    return conjunction((rule.in_scope, rule.applies))


def _parts(rule: Rule) -> Iterator[tuple[str, Formula, bool]]:
    yield SCOPE, gates_of(rule), True
    for situation in rule.situations:
        yield SITUATION, situation.when, True
        for exemption in situation.exemptions:
            yield EXEMPTION, exemption.when, True
    for exemption in rule.exemptions:
        yield EXEMPTION, exemption.when, True


def _note(
    found: Bearings,
    library: Library,
    rule: Rule,
    role: str,
    ref: Ref,
    choices: frozenset[str],
    direction: str | None,
    leads: bool,
) -> None:
    place = ref.fact, ref.key.partition("∋")[2]
    bearing = found.setdefault(place, Bearing(role, rule.level))
    if ROLES.index(role) < ROLES.index(bearing.role):
        found[place] = bearing = Bearing(role, bearing.level)
    bearing.level = min(bearing.level, rule.level, key=_LEVELS.index)
    if role != bearing.role:
        return
    if direction is not None:
        bearing.directions[direction] = bearing.directions.get(direction, 0) + (1 if leads else -1)
    else:
        bearing.votes.update(dict.fromkeys(choices, 1 if leads else -1))


def _inherit(found: Bearings, library: Library, name: str, formulas: list[Formula]) -> None:
    """What defines a fact is to the rules what the fact is."""
    defined = next((bearing for (fact, _), bearing in found.items() if fact == name), None)
    if defined is None:
        return
    for formula in formulas:
        for ref, _, _, _ in _tests(formula, True):
            found.setdefault((ref.fact, ref.key.partition("∋")[2]), Bearing(defined.role, defined.level))


def _tests(formula: Formula, leads: bool) -> Iterator[tuple[Ref, frozenset[str], str | None, bool]]:
    """Every test: of which fact, of which choices or in which direction, and whether its truth makes the formula true."""
    match formula:
        case In(ref, values):
            yield ref, values, None, leads
            if isinstance(ref.domain, frozenset):
                yield ref, ref.domain - values, None, not leads
        case Compare(terms, operator, _):
            for ref, factor in terms:
                yield ref, frozenset(), direction_of(operator if factor > 0 else _FLIPPED[operator]), leads
        case CompareDates(left, operator, right):
            for term, seen_from in ((left, operator), (right, _FLIPPED[operator])):
                if term.ref is not None:
                    yield term.ref, frozenset(), direction_of(seen_from), leads
        case Not(part):
            yield from _tests(part, not leads)
        case Derived(atom, expansion):
            yield from _tests(atom, leads)
            yield from _tests(expansion, leads)
        case At(_, part, _):
            yield from _tests(part, leads)
        case Every(_, guard, body):
            yield from _tests(guard, leads)
            yield from _tests(body, leads)
        case Count(_, body, operator, _):
            yield from _tests(body, leads is (direction_of(operator) != "<"))
        case Sum(_, guard, ref, operator, _):
            yield from _tests(guard, leads)
            yield ref, frozenset(), direction_of(operator), leads
        case _:
            for part in children(formula):
                yield from _tests(part, leads)
