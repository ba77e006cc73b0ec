"""The exact truth of a formula over all completions of what is open, and what could still settle it.

The residual of the formula becomes a decision diagram over the open facts (cut into cells), open readings and rosters.
Kleene's answer is taken where it is definite; the diagram decides the rest.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from judge.evaluate.cells import Cell, cells_of
from judge.evaluate.decision import FALSE, TRUE, Diagrams, DiagramTooLargeError
from judge.evaluate.kleene import Kleene
from judge.evaluate.modular import Settling, settle, things_of
from judge.evaluate.residual import (
    Both,
    Either,
    Hidden,
    Joint,
    Literal,
    Opposite,
    ReadingChoiceLeft,
    Residual,
    Residuals,
    Source,
    Test,
    Threshold,
    Variable,
    items_of,
)
from judge.evaluate.simplify import simplified
from judge.evaluate.unate import is_unate
from judge.evaluate.world import Item, Node, World
from judge.expr.formula import Formula
from judge.values.truth import Truth

MAX_VARIABLES = 220
SMALL = 20
"""Up to so many open things a residual is settled by one diagram."""
MAX_JOINT_BODIES = 5
_READING_WEIGHT = 1000


@dataclass(frozen=True, slots=True)
class Choice:
    """One open thing, and the values of it that help to settle."""

    item: Item
    values: Cell = ()
    option: str | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """The exact truth; the open things that can still matter; the fewest that could make it true, and false."""

    truth: Truth
    relevant: tuple[Item, ...] = ()
    to_true: tuple[Choice, ...] | None = None
    to_false: tuple[Choice, ...] | None = None
    is_exact: bool = True


class Exact:
    """Decides formulas in one world."""

    def __init__(self, world: World, kleene: Kleene | None = None) -> None:
        self.world = world
        self._kleene = kleene or Kleene()
        self._residuals = Residuals(world, self._kleene)

    def quick(self, formula: Formula, node: Node, rule: Node | None = None) -> Truth:
        """Kleene's truth: certain where definite, else perhaps not the last word."""
        return self._kleene.compile(formula)(self.world, node, rule or node)

    def truth(self, formula: Formula, node: Node, rule: Node | None = None) -> Truth:
        """Whether the formula is true in all completions, in none (False), or in some (None)."""
        rule = rule or node
        quick = self.quick(formula, node, rule)
        if quick is not None:
            return quick
        residual = self._residuals.of(formula, node, rule)
        if not self.world.constraints and is_unate(residual):
            return None
        try:
            return _Build(self.world, self._residuals).decide(residual)[0]
        except DiagramTooLargeError:
            return None

    def analyse(self, formula: Formula, node: Node, rule: Node | None = None) -> Analysis:
        """The truth with all that is still to be known about it."""
        rule = rule or node
        quick = self.quick(formula, node, rule)
        if quick is not None:
            return Analysis(quick)
        residual = simplified(self._residuals.of(formula, node, rule))
        if isinstance(residual, bool):
            return Analysis(residual)
        is_large = len(set(things_of(residual))) > SMALL
        try:
            if is_large and not self.world.constraints and is_unate(residual):
                return self._by_parts(residual)
            return _Build(self.world, self._residuals).analysis(residual)[0]
        except DiagramTooLargeError:
            return Analysis(None, tuple(dict.fromkeys(items_of(residual))), is_exact=False)

    def kleene_is_exact(self, formula: Formula, node: Node) -> bool:
        """Whether, however little of what is known were known, Kleene's unknown would be exact here."""
        before, self.world.watch = self.world.watch, lambda item: False
        try:
            if self.world.constraints or self.quick(formula, node) is not None:
                return not self.world.constraints
            return is_unate(self._residuals.of(formula, node, node))
        finally:
            self.world.watch = before

    def _by_parts(self, residual: Residual) -> Analysis:
        """A large unate residual, part by part; it is undetermined for certain."""

        def small(part: Residual) -> Settling:
            analysis, costs = _Build(self.world, self._residuals).analysis(part)
            to_true = None if analysis.to_true is None else (costs[0], analysis.to_true)
            to_false = None if analysis.to_false is None else (costs[1], analysis.to_false)
            return Settling(analysis.relevant, to_true, to_false)

        found = settle(residual, small, SMALL)
        return Analysis(
            None,
            tuple(found.relevant),  # type: ignore[arg-type]
            None if found.to_true is None else tuple(dict.fromkeys(found.to_true[1])),  # type: ignore[arg-type]
            None if found.to_false is None else tuple(dict.fromkeys(found.to_false[1])),  # type: ignore[arg-type]
            found.is_exact,
        )


@dataclass(slots=True)
class _Known:
    """A diagram variable: what it stands for, how heavy it is to find out, and the meaning of its values."""

    items: tuple[Item, ...]
    weight: int
    cells: tuple[Cell, ...] = ()
    options: tuple[str, ...] = ()


class _Build:
    """Builds the diagram of one residual."""

    def __init__(self, world: World, residuals: Residuals) -> None:
        self._world, self._residuals = world, residuals
        self._tests: dict[Item, tuple[Variable, dict[Test, int]]] = {}
        self._depths: dict[object, int] = {}
        self._bodies: dict[Source, list[Hidden]] = {}
        self._outcomes: dict[Item, list[tuple[bool, ...]]] = {}
        self._index: dict[object, int] = {}
        self._about: list[_Known] = []
        self._grown: dict[Source, dict[Residual, list[int]]] = {}
        self._joint_items: dict[tuple[object, ...], tuple[Item, ...]] = {}
        self._reading_options: dict[str, tuple[str, ...]] = {}
        self._diagrams = Diagrams(())

    def decide(self, residual: Residual) -> tuple[Truth, int, int]:
        """The exact truth, the diagram, and the diagram of the constraints."""
        if isinstance(residual, bool):
            return residual, int(residual), TRUE
        constraints = list(self._constraints(residual))
        for part in (residual, *constraints):
            self._gather(part, 0)
        self._declare()
        always = self._diagrams.all_of(map(self._node, constraints))
        node = self._node(residual)
        if always == FALSE:
            return None, node, TRUE
        if self._diagrams.conjunction(always, node) == FALSE:
            return False, node, always
        if self._diagrams.conjunction(always, self._diagrams.negation(node)) == FALSE:
            return True, node, always
        return None, node, always

    def analysis(self, residual: Residual) -> tuple[Analysis, tuple[int, int]]:
        """The truth, the relevant things, the smallest sets that settle it; and how heavy these two are."""
        truth, node, always = self.decide(residual)
        if truth is not None:
            return Analysis(truth), (0, 0)
        diagrams, weights = self._diagrams, [known.weight for known in self._about]
        opposite = diagrams.negation(node)
        relevant = self._relevant(node, opposite, always)
        broken = diagrams.negation(always)
        to_true = diagrams.fewest(diagrams.disjunction(node, broken), weights)
        to_false = diagrams.fewest(diagrams.disjunction(opposite, broken), weights)
        costs = tuple(sum(weights[v] for v, _ in found or ()) for found in (to_true, to_false))
        return Analysis(None, relevant, self._choices(to_true), self._choices(to_false)), (costs[0], costs[1])

    def _relevant(self, node: int, opposite: int, always: int) -> tuple[Item, ...]:
        diagrams = self._diagrams
        support = sorted(diagrams.support(node))
        if always != TRUE:
            true, false = diagrams.conjunction(always, node), diagrams.conjunction(always, opposite)
            kept = [
                v
                for v in support
                if diagrams.conjunction(diagrams.without(true, frozenset({v})), diagrams.without(false, frozenset({v})))
            ]
            support = kept or support
        return tuple(dict.fromkeys(item for v in support for item in self._about[v].items))

    def _choices(self, found: list[tuple[int, int]] | None) -> tuple[Choice, ...] | None:
        if found is None:
            return None
        choices: list[Choice] = []
        for variable, value in found:
            about = self._about[variable]
            cell = about.cells[value] if about.cells else ()
            option = about.options[value] if about.options else None
            choices.extend(Choice(item, cell, option) for item in about.items)
        return tuple(dict.fromkeys(choices))

    def _constraints(self, residual: Residual) -> Iterator[Residual]:
        if not self._world.constraints:
            return
        touched = {item[1] for item in items_of(residual) if item[0] == "fact"}
        for constraint in self._world.constraints:
            for node in self._world.nodes.values():
                if node.type == constraint.object_type and node.id in touched:
                    yield self._residuals.of(constraint.formula, node, node)

    def _gather(self, residual: Residual, depth: int) -> None:
        """Collects variables with their tests, and the bodies of each source of unseen objects."""
        match residual:
            case Literal(variable, test):
                _, tests = self._tests.setdefault(variable.item, (variable, {}))
                tests.setdefault(test, len(tests))
                self._use(variable.item, depth)
            case Joint(items, identity):
                self._use(("joint", identity), depth)
                self._joint_items[identity] = items
            case ReadingChoiceLeft(reading, options):
                self._use(("reading", reading, ""), depth)
                self._reading_options[reading] = tuple(name for name, _ in options)
                for _, part in options:
                    self._gather(part, depth)
            case Hidden(source, body, _, _):
                bodies = self._bodies.setdefault(source, [])
                if residual not in bodies:
                    bodies.append(residual)
                self._gather(body, depth + 1)
            case Both(parts) | Either(parts):
                for part in parts:
                    self._gather(part, depth)
            case Opposite(part):
                self._gather(part, depth)
            case Threshold(_, weighted):
                for part, _ in weighted:
                    self._gather(part, depth)
            case _:
                pass

    def _use(self, key: object, depth: int) -> None:
        self._depths.setdefault(key, depth)

    def _declare(self) -> None:
        """Declares the variables: those of unseen objects last."""
        if len(self._depths) > MAX_VARIABLES:
            raise DiagramTooLargeError
        for key in sorted(self._depths, key=lambda k: self._depths[k]):
            if key in self._tests:
                self._declare_fact(key)
            elif isinstance(key, tuple) and key[0] == "joint":
                items = self._joint_items[key[1]]
                self._add(key, _Known(items, len(items)), 2)
            elif isinstance(key, tuple):
                options = self._reading_options[key[1]]
                self._add(key, _Known((key,), _READING_WEIGHT, options=options), len(options))

    def _declare_fact(self, item: Item) -> None:
        variable, tests = self._tests[item]
        cells = cells_of(variable, list(tests))
        self._outcomes[item] = [outcome for outcome, _ in cells]
        self._add(item, _Known((item,), 1, tuple(cell for _, cell in cells)), len(cells))

    def _add(self, key: object, known: _Known, arity: int) -> int:
        index = self._diagrams.add_variable(arity)
        self._index[key] = index
        self._about.append(known)
        return index

    def _node(self, residual: Residual) -> int:
        diagrams = self._diagrams
        match residual:
            case bool():
                return int(residual)
            case Literal(variable, test):
                position = self._tests[variable.item][1][test]
                kids = tuple(int(outcome[position]) for outcome in self._outcomes[variable.item])
                return diagrams.make(self._index[variable.item], kids)
            case Joint(_, identity):
                return diagrams.make(self._index["joint", identity], (FALSE, TRUE))
            case ReadingChoiceLeft(reading, options):
                return diagrams.any_of(
                    diagrams.conjunction(self._option(reading, name), self._node(part)) for name, part in options
                )
            case Hidden():
                return diagrams.any_of(self._occurrences(residual)[:1])
            case Both(parts):
                return diagrams.all_of(map(self._node, parts))
            case Either(parts):
                return diagrams.any_of(map(self._node, parts))
            case Opposite(part):
                return diagrams.negation(self._node(part))
            case Threshold(threshold, weighted):
                return diagrams.at_least(threshold, list(self._weighted(weighted)))

    def _option(self, reading: str, option: str) -> int:
        kids = tuple(int(name == option) for name in self._reading_options[reading])
        return self._diagrams.make(self._index["reading", reading, ""], kids)

    def _weighted(self, parts: tuple[tuple[Residual, int], ...]) -> Iterator[tuple[int, int]]:
        for part, weight in parts:
            if isinstance(part, Hidden):
                yield from ((node, 1) for node in self._occurrences(part))
            else:
                yield self._node(part), weight

    def _occurrences(self, hidden: Hidden) -> list[int]:
        """Diagrams of "at least one", "at least two" … unseen objects meeting the body, up to its cap."""
        if hidden.source not in self._grown:
            self._grown[hidden.source] = {}
            for group in self._groups(self._bodies[hidden.source]):
                self._grow(group)
        return self._grown[hidden.source][hidden.body][: max(1, hidden.cap)]

    def _groups(self, bodies: list[Hidden]) -> list[list[Hidden]]:
        """Bodies that share facts of the unseen object stand together; the rest are independent of each other."""
        groups: list[tuple[set[Item], list[Hidden]]] = []
        for body in bodies:
            own = {item for item in items_of(body.body) if item[1].startswith(body.own_prefix)}
            touching = [group for group in groups if group[0] & own]
            merged = (own.union(*(g[0] for g in touching)), [b for g in touching for b in g[1]] + [body])
            groups = [g for g in groups if g not in touching] + [merged]
        parted: list[list[Hidden]] = []
        for _, members in groups:
            distinct = len({member.body for member in members})
            parted.extend([[m] for m in members] if distinct > MAX_JOINT_BODIES else [members])
        return parted

    def _grow(self, group: list[Hidden]) -> None:
        """Adds a variable for each way in which an unseen object can meet some of the bodies and fail the others."""
        diagrams, source, prefix = self._diagrams, group[0].source, group[0].own_prefix
        bodies = list(dict.fromkeys(member.body for member in group))
        nodes = [self._node(body) for body in bodies]
        own = frozenset(
            index for index, known in enumerate(self._about) if any(item[1].startswith(prefix) for item in known.items)
        )
        cap = max(member.cap for member in group)
        counts: list[list[list[int]]] = [[] for _ in bodies]
        for pattern in itertools.product((False, True), repeat=len(bodies)):
            if not any(pattern):
                continue
            joint = diagrams.all_of(
                node if meets else diagrams.negation(node) for node, meets in zip(nodes, pattern, strict=True)
            )
            possible = diagrams.without(joint, own)
            if possible == FALSE:
                continue
            item: Item = ("roster", source[0], source[1][0])
            variable = self._add(("hidden", source, pattern, tuple(bodies)), _Known((item,), 1), cap + 1)
            steps = [
                diagrams.conjunction(diagrams.make(variable, tuple(int(n >= step) for n in range(cap + 1))), possible)
                for step in range(1, cap + 1)
            ]
            for position, meets in enumerate(pattern):
                if meets:
                    counts[position].append(steps)
        for body, ladders in zip(bodies, counts, strict=True):
            flat = [(step, 1) for ladder in ladders for step in ladder]
            reached = [diagrams.at_least(n, flat) for n in range(1, cap + 1)]
            self._grown.setdefault(source, {})[body] = reached
