"""Remembers what comes out for an object: it depends only on what is known of it and of the objects above it.

Two objects of one kind, of which and above which the same is known, are judged alike, in one visit or in many; so are all
that nobody has seen, for nothing is known of them. Rules that look further than the line of parents are judged each time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from judge.evaluate.exact import Choice, Exact
from judge.evaluate.reads import reads
from judge.evaluate.world import Item, Node, World
from judge.expr.formula import OTHER, At, Count, Elements, Every, Exists, Formula, Sum, refs_of, walk
from judge.judging.outcomes import Result, RuleFormulas, outcome_of
from judge.resolve.resolved import Rule
from judge.values.knowledge import Knowledge
from judge.values.number import Interval

_MANY = 20_000

Above = tuple[tuple[str, str], ...]
"""Answers that a rule may read on the line of parents: type, key. Every type occurs once on a line."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What decides the outcome for an object."""

    rule: str
    unseen: tuple[str, ...]
    """The types on its line that are unseen too."""
    day: int
    own_day: Interval | None
    """Of an event."""
    answers: tuple[Knowledge | None, ...]


class LineOutcomes:
    """Outcomes by rule and by what is known on an object's line."""

    def __init__(self) -> None:
        self._above: dict[tuple[str, tuple[str, ...]], Above | None] = {}
        self._found: dict[_Known, Result] = {}

    def outcome(self, rule: Rule, formulas: RuleFormulas, node: Node, exact: Exact) -> Result:
        """The outcome of a rule for an object; an unseen one is supposed to exist now."""
        world = exact.world
        line = _line(node)
        unseen = tuple(each.type for each in line.values() if each.unseen)
        above = self._read_above(rule, formulas, node, unseen, world)
        if above is None or world.constraints:
            return outcome_of(rule, formulas, node, exact)
        answers = tuple(world.answer(line[object_type], key) for object_type, key in above)
        known = _Known(rule.id, unseen, world.day, node.date, answers)
        found = self._found.get(known)
        if found is None:
            result = outcome_of(rule, formulas, node, exact)
            types = {each.id: each.type for each in line.values()}
            if len(self._found) >= _MANY:
                self._found.clear()
            self._found[known] = _with_items(result, types)
            return result
        return _with_items(found, {each.type: each.id for each in line.values()})

    def _read_above(
        self, rule: Rule, formulas: RuleFormulas, node: Node, unseen: tuple[str, ...], world: World
    ) -> Above | None:
        key = rule.id, unseen
        if key not in self._above:
            parts = (formulas.hazard, formulas.applies, formulas.unexempted, *(when for _, when in formulas.situations))
            plain = all(stays_on_line(part) for part in parts)
            self._above[key] = _above(parts, node, world) if plain else None
        return self._above[key]


def _line(node: Node) -> dict[str, Node]:
    """The object and those above it, by type."""
    found: dict[str, Node] = {}
    current: Node | None = node
    while current is not None:
        found[current.type] = current
        current = current.parent
    return found


def stays_on_line(formula: Formula) -> bool:
    """Whether a formula reads nothing but the object and its parents."""
    for part in walk(formula):
        if isinstance(part, Exists | Every | Count | Sum | Elements) or (isinstance(part, At) and OTHER in part.steps):
            return False
    return all(OTHER not in ref.steps and ref.calculator is None for ref in refs_of(formula))


def _above(parts: tuple[Formula, ...], node: Node, world: World) -> Above:
    types = {each.id: each.type for each in _line(node).values() if not each.unseen}
    places = {place for part in parts for place in reads(part, world, node, node)}
    return tuple(sorted((types[object_id], key) for object_id, key in places if object_id in types))


def _with_items(result: Result, names: dict[str, str]) -> Result:
    """The result with the objects of its open facts under other names."""

    def renamed(item: Item) -> Item:
        return item[0], names.get(item[1], item[1]), item[2]

    def chosen(choices: tuple[Choice, ...] | None) -> tuple[Choice, ...] | None:
        return None if choices is None else tuple(replace(each, item=renamed(each.item)) for each in choices)

    found = result.analysis
    analysis = replace(
        found,
        relevant=tuple(renamed(item) for item in found.relevant),
        to_true=chosen(found.to_true),
        to_false=chosen(found.to_false),
    )
    return replace(result, analysis=analysis)
