"""Builds the decision diagram of one residual: over open variables cut into cells, open readings, and for each open roster
the ways in which an unseen object can meet some of the bodies asked of it and fail the others."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from judge.evaluate.cells import Cell, cells_of
from judge.evaluate.decision import FALSE, TRUE, Diagrams, DiagramTooLargeError
from judge.evaluate.residual import (
    Both,
    Either,
    Hidden,
    Joint,
    Literal,
    Opposite,
    ReadingChoiceLeft,
    Residual,
    Test,
    Threshold,
    Variable,
    items_of,
)
from judge.evaluate.world import Item
from judge.values.truth import Truth

MAX_VARIABLES = 220
MAX_JOINT_BODIES = 6
READING_WEIGHT = 1000
"""A reading is no question for the site: it settles a verdict only where no fact can."""
COMPLETE, MORE = ROSTER_OPTIONS = ("complete", "more")
"""What can be said of an open roster."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One open thing, and the values of it (or the reading's option, or what is said of the roster) that help to settle."""

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
    costs: tuple[int, int] = (0, 0)
    """How many answers the two choices ask for."""


@dataclass(slots=True)
class _Known:
    """A diagram variable: what it stands for, how heavy it is to find out, and the meaning of its values."""

    items: tuple[Item, ...]
    weight: int
    cells: tuple[Cell, ...] = ()
    options: tuple[str, ...] = ()


class DiagramOf:
    """The diagram of one residual under constraints."""

    def __init__(self, residual: Residual, constraints: Sequence[Residual] = ()) -> None:
        self._residual, self._constraints = residual, constraints
        self._tests: dict[Item, tuple[Variable, dict[Test, int]]] = {}
        self._depths: dict[object, int] = {}
        self._bodies: dict[str, list[Hidden]] = {}
        self._outcomes: dict[Item, list[tuple[bool, ...]]] = {}
        self._index: dict[object, int] = {}
        self._about: list[_Known] = []
        self._grown: dict[str, dict[Residual, list[int]]] = {}
        self._joint_items: dict[tuple[object, ...], tuple[Item, ...]] = {}
        self._reading_options: dict[str, tuple[str, ...]] = {}
        self._asked_above: dict[int, tuple[Item, ...]] = {}
        self._diagrams = Diagrams(())
        self._is_exact = True

    def decide(self) -> tuple[Truth, int, int]:
        """The exact truth, the diagram, and the diagram of the constraints."""
        for part in (self._residual, *self._constraints):
            self._gather(part, 0)
        self._declare()
        always = self._diagrams.all_of(map(self._node, self._constraints))
        node = self._node(self._residual)
        if always == FALSE:
            return None, node, TRUE
        if self._diagrams.conjunction(always, node) == FALSE:
            return False, node, always
        if self._diagrams.conjunction(always, self._diagrams.negation(node)) == FALSE:
            return True, node, always
        return None, node, always

    def analysis(self) -> Analysis:
        """The truth, the relevant things, and the smallest sets that settle it."""
        truth, node, always = self.decide()
        if truth is not None:
            return Analysis(truth)
        diagrams = self._diagrams
        weights = [self._weights(variable) for variable in range(len(self._about))]
        to_true = self._fewest(node, always, weights)
        to_false = self._fewest(diagrams.negation(node), always, weights)
        support = diagrams.support(node)
        above = [item for v in sorted(support) for item in self._asked_above.get(v, ())]
        support |= {v for chosen in (to_true, to_false) for v, _ in chosen or ()}
        found = [item for v in sorted(support) for item in self._about[v].items]
        relevant = tuple(dict.fromkeys([*found, *above]))
        costs = tuple(sum(weights[v][n] for v, n in chosen or ()) for chosen in (to_true, to_false))
        return Analysis(
            None, relevant, self._choices(to_true), self._choices(to_false), self._is_exact, (costs[0], costs[1])
        )

    def _fewest(self, node: int, always: int, weights: list[list[int]]) -> list[tuple[int, int]] | None:
        """The lightest choices that make the node hold wherever the constraints do, and that the constraints allow."""
        diagrams = self._diagrams
        found = diagrams.fewest(diagrams.disjunction(node, diagrams.negation(always)), weights)
        if found is None or always == TRUE:
            return found
        allowed = always
        for variable, value in found:
            kids = tuple(int(n == value) for n in range(diagrams.arity[variable]))
            allowed = diagrams.conjunction(allowed, diagrams.make(variable, kids))
        return found if allowed != FALSE else diagrams.fewest(diagrams.conjunction(node, always), weights)

    def _weights(self, variable: int) -> list[int]:
        """How heavy each value is. That a roster is complete is one answer, and that there are (or are not) further objects
        of a kind is one; that there are further ones at all is said by the latter."""
        known, arity = self._about[variable], self._diagrams.arity[variable]
        return [1, 0] if known.options == ROSTER_OPTIONS else [known.weight or 1] * arity

    def _choices(self, found: list[tuple[int, int]] | None) -> tuple[Choice, ...] | None:
        if found is None:
            return None
        choices: dict[Item, Choice] = {}
        for variable, value in found:
            about = self._about[variable]
            if not about.weight:
                choices.setdefault(about.items[0], Choice(about.items[0], option=MORE if value else COMPLETE))
                continue
            if about.options == ROSTER_OPTIONS and value:
                continue  # Which further objects there are says more.
            cell = about.cells[value] if about.cells else ()
            option = about.options[value] if about.options else None
            for item in about.items:
                if item not in choices or not choices[item].values:
                    choices[item] = Choice(item, cell, option)
        return tuple(choices.values())

    def _gather(self, residual: Residual, depth: int) -> None:
        """Collects variables with their tests, and the bodies of each source of unseen objects."""
        match residual:
            case Literal(variable, test):
                _, tests = self._tests.setdefault(variable.key, (variable, {}))
                tests.setdefault(test, len(tests))
                self._depths.setdefault(variable.key, depth)
            case Joint(items, identity):
                self._depths.setdefault(("joint", identity), depth)
                self._joint_items[identity] = items
            case ReadingChoiceLeft(reading, options):
                self._depths.setdefault(("reading", reading, ""), depth)
                self._reading_options[reading] = tuple(name for name, _ in options)
                self._gather_all((part for _, part in options), depth)
            case Hidden(source, _, body, always, _):
                bodies = self._bodies.setdefault(source, [])
                if residual not in bodies:
                    bodies.append(residual)
                self._gather_all((body, always), depth + 1)
            case Both(parts) | Either(parts):
                self._gather_all(parts, depth)
            case Opposite(part):
                self._gather(part, depth)
            case Threshold(_, weighted):
                self._gather_all((part for part, _ in weighted), depth)
            case _:
                pass

    def _gather_all(self, parts: Iterable[Residual], depth: int) -> None:
        for part in parts:
            self._gather(part, depth)

    def _declare(self) -> None:
        """Declares the variables in order of their use, those of unseen objects last."""
        if len(self._depths) > MAX_VARIABLES:
            raise DiagramTooLargeError
        for key in sorted(self._depths, key=lambda k: self._depths[k]):
            if key in self._tests:
                self._declare_variable(key)
            elif isinstance(key, tuple) and key[0] == "joint":
                items = self._joint_items[key[1]]
                self._add(key, _Known(items, len(items)), 2)
            elif isinstance(key, tuple):
                options = self._reading_options[key[1]]
                self._add(key, _Known((key,), READING_WEIGHT, options=options), len(options))

    def _declare_variable(self, key: Item) -> None:
        variable, tests = self._tests[key]
        cells = cells_of(variable, list(tests))
        self._outcomes[key] = [outcome for outcome, _ in cells]
        meanings = tuple(cell for _, cell in cells) if len(variable.items) == 1 else ()
        self._add(key, _Known(variable.items, len(variable.items), meanings), len(cells))

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
                position = self._tests[variable.key][1][test]
                kids = tuple(int(outcome[position]) for outcome in self._outcomes[variable.key])
                return diagrams.make(self._index[variable.key], kids)
            case Joint(_, identity):
                return diagrams.make(self._index["joint", identity], (FALSE, TRUE))
            case ReadingChoiceLeft(reading, options):
                return diagrams.any_of(
                    diagrams.conjunction(self._option(reading, name), self._node(part)) for name, part in options
                )
            case Hidden():
                return self._occurrences(residual)[0]
            case Both(parts):
                return diagrams.all_of(map(self._node, parts))
            case Either(parts):
                return diagrams.any_of(map(self._node, parts))
            case Opposite(part):
                return diagrams.negation(self._node(part))
            case Threshold(wanted, weighted):
                return diagrams.at_least(wanted, list(self._weighted(weighted)))

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
        """Bodies asked of one supposed object, together; if they are too many, those that share facts of its own."""
        if len({member.body for member in bodies}) <= MAX_JOINT_BODIES:
            return [bodies]
        groups: list[tuple[set[Item], list[Hidden]]] = []
        for body in bodies:
            own = {item for item in items_of(body.body) if item[1].startswith(body.source)}
            touching = [group for group in groups if group[0] & own]
            merged = (own.union(*(g[0] for g in touching)), [b for g in touching for b in g[1]] + [body])
            groups = [g for g in groups if g not in touching] + [merged]
            self._is_exact = self._is_exact and bool(own)
        parted: list[list[Hidden]] = []
        for _, members in groups:
            is_small = len({member.body for member in members}) <= MAX_JOINT_BODIES
            self._is_exact = self._is_exact and is_small
            parted.extend([members] if is_small else [[m] for m in members])
        return parted

    def _grow(self, group: list[Hidden]) -> None:
        """Adds a variable for each way in which an unseen object can meet some of the bodies and fail the others."""
        diagrams, source, roster = self._diagrams, group[0].source, group[0].roster
        bodies = list(dict.fromkeys(member.body for member in group))
        nodes = [self._node(body) for body in bodies]
        always = diagrams.all_of(map(self._node, dict.fromkeys(member.always for member in group)))
        own = frozenset(
            index for index, known in enumerate(self._about) if any(item[1].startswith(source) for item in known.items)
        )
        # A reading that matters only for objects nobody has seen is no question until one is found.
        above = dict.fromkeys(
            item
            for node in (*nodes, always)
            for v in sorted(diagrams.support(node))
            for item in self._about[v].items
            if item[0] != "reading" and not item[1].startswith(source)
        )
        more = self._more(roster)
        cap = max(member.cap for member in group)
        ladders: list[list[int]] = [[] for _ in bodies]
        for pattern in itertools.product((False, True), repeat=len(bodies)):
            meeting = (n if meets else diagrams.negation(n) for n, meets in zip(nodes, pattern, strict=True))
            possible = diagrams.without(diagrams.all_of((always, *meeting)), own)
            if not any(pattern) or possible == FALSE:
                continue
            known = _Known((("roster", *roster),), 0)
            variable = self._add(("hidden", source, pattern, tuple(bodies)), known, cap + 1)
            self._asked_above[variable] = tuple(above)
            exists = diagrams.conjunction(more, possible)
            steps = [
                diagrams.conjunction(diagrams.make(variable, tuple(int(n >= step) for n in range(cap + 1))), exists)
                for step in range(1, cap + 1)
            ]
            for position, meets in enumerate(pattern):
                if meets:
                    ladders[position].extend(steps)
        for body, ladder in zip(bodies, ladders, strict=True):
            weighted = [(step, 1) for step in ladder]
            self._grown[source][body] = [diagrams.at_least(n, weighted) for n in range(1, cap + 1)]

    def _more(self, roster: tuple[str, str]) -> int:
        """That a roster is not complete: one word about it rules out every unseen object at once."""
        key = ("more", roster)
        if key not in self._index:
            self._add(key, _Known((("roster", *roster),), 1, options=ROSTER_OPTIONS), 2)
        return self._diagrams.make(self._index[key], (FALSE, TRUE))
