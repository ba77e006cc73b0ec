"""Kleene's three truths over a world, compiled to closures: fast and sound. A definite truth is certain; unknown is
exact only where no fact is asked two conflicting things (see `diagram` for the rest)."""

from __future__ import annotations

from collections.abc import Callable

from judge.evaluate.intervals import compare_interval, linear_interval, term_interval
from judge.evaluate.world import Node, World, known, locate, seen, supposed
from judge.expr.formula import (
    All,
    AnyOf,
    At,
    AtLeast,
    ByReading,
    Compare,
    CompareDates,
    Const,
    Count,
    Derived,
    Elements,
    Every,
    Exists,
    Formula,
    In,
    Not,
    Sum,
    counting_order,
)
from judge.values.number import Interval
from judge.values.truth import Truth

Evaluator = Callable[[World, Node, Node], Truth]
"""Takes the world, the current object and the rule's object."""


class Kleene:
    """Compiles formulas. Compiled formulas are kept and serve any world."""

    def __init__(self) -> None:
        self._compiled: dict[int, tuple[Formula, Evaluator]] = {}

    def truth(self, formula: Formula, world: World, node: Node, rule_object: Node) -> Truth:
        """The truth of a formula at an object of a world."""
        return self.compile(formula)(world, node, rule_object)

    def compile(self, formula: Formula) -> Evaluator:
        """The formula as a closure."""
        found = self._compiled.get(id(formula))
        if found is None:
            found = (formula, self._build(formula))
            self._compiled[id(formula)] = found
        return found[1]

    def _build(self, formula: Formula) -> Evaluator:
        match formula:
            case Const(value):
                return lambda world, node, rule: value
            case In():
                return _in(formula)
            case Compare():
                return _compare(formula)
            case CompareDates():
                return self._dates(formula)
            case Derived(atom, expansion):
                return self._derived(atom, expansion)
            case At(steps, part, rebase):
                return self._at(steps, part, rebase)
            case All(parts):
                return _all(tuple(map(self.compile, parts)))
            case AnyOf(parts):
                return _any(tuple(map(self.compile, parts)))
            case Not(part):
                return _not(self.compile(part))
            case AtLeast(threshold, parts):
                return _at_least(threshold, tuple(map(self.compile, parts)))
            case ByReading():
                return self._by_reading(formula)
            case Exists():
                return self._exists(formula)
            case Every():
                return self._every(formula)
            case Count():
                return self._count(formula)
            case Sum():
                return self._sum(formula)
            case Elements():
                return self._elements(formula)

    def _dates(self, formula: CompareDates) -> Evaluator:

        def run(world: World, node: Node, rule: Node) -> Truth:
            left = term_interval(world, formula.left, node, rule)
            right = term_interval(world, formula.right, node, rule)
            return compare_interval(left.plus(right.times(-1)), formula.operator, 0)

        return run

    def _derived(self, atom: In | Compare, expansion: Formula) -> Evaluator:
        direct, defined = self.compile(atom), self.compile(expansion)
        ref = atom.ref if isinstance(atom, In) else atom.terms[0][0]

        def run(world: World, node: Node, rule: Node) -> Truth:
            carrier = locate(node, ref.steps, rule)
            return defined(world, node, rule) if world.answer(carrier, ref.key) is None else direct(world, node, rule)

        return run

    def _at(self, steps: tuple[str, ...], part: Formula, rebase: bool) -> Evaluator:
        inner = self.compile(part)

        def run(world: World, node: Node, rule: Node) -> Truth:
            target = locate(node, steps, rule)
            return inner(world, target, target if rebase else rule)

        return run

    def _by_reading(self, formula: ByReading) -> Evaluator:
        options = {name: self.compile(part) for name, part in formula.options}
        reading = formula.reading

        def run(world: World, node: Node, rule: Node) -> Truth:
            ruled = world.ruling(reading)
            if ruled is not None:
                return options[ruled](world, node, rule)
            truths = {part(world, node, rule) for part in options.values()}
            return truths.pop() if len(truths) == 1 else None

        return run

    def _exists(self, formula: Exists) -> Evaluator:
        body, scope = self.compile(formula.body), formula.range

        def run(world: World, node: Node, rule: Node) -> Truth:
            anchor = locate(node, scope.steps, rule)
            result: Truth = False
            for item in seen(world, scope, anchor):
                truth = body(world, item, rule)
                if truth is True:
                    return True
                if truth is None:
                    result = None
            if result is False:
                for item in supposed(world, scope, anchor):
                    if body(world, item, rule) is not False:
                        return None
            return result

        return run

    def _every(self, formula: Every) -> Evaluator:
        guard, body, scope = self.compile(formula.guard), self.compile(formula.body), formula.range

        def run(world: World, node: Node, rule: Node) -> Truth:
            anchor = locate(node, scope.steps, rule)
            good = possible_good = False
            open_case = False
            for item in seen(world, scope, anchor):
                within, meets = guard(world, item, rule), body(world, item, rule)
                if within is True and meets is False:
                    return False
                good = good or (within is True and meets is True)
                possible_good = possible_good or (within is not False and meets is not False)
                open_case = open_case or (within is not False and meets is not True)
            for item in supposed(world, scope, anchor):
                within, meets = guard(world, item, rule), body(world, item, rule)
                possible_good = possible_good or (within is not False and meets is not False)
                open_case = open_case or (within is not False and meets is not True)
            if not possible_good:
                return False
            return True if good and not open_case else None

        return run

    def _count(self, formula: Count) -> Evaluator:
        body, scope = self.compile(formula.body), formula.range

        def run(world: World, node: Node, rule: Node) -> Truth:
            anchor = locate(node, scope.steps, rule)
            certain = possible = 0
            for item in seen(world, scope, anchor):
                truth = body(world, item, rule)
                certain += item.count if truth is True else 0
                possible += item.count if truth is not False else 0
            unbounded = any(body(world, item, rule) is not False for item in supposed(world, scope, anchor))
            return compare_interval(Interval(certain, None if unbounded else possible), formula.operator, formula.limit)

        return run

    def _sum(self, formula: Sum) -> Evaluator:
        guard, scope, ref = self.compile(formula.guard), formula.range, formula.ref

        def run(world: World, node: Node, rule: Node) -> Truth:
            anchor = locate(node, scope.steps, rule)
            total = Interval(0, 0)
            for item in seen(world, scope, anchor):
                total = total.plus(_share(item, guard(world, item, rule), known(world, ref, item, rule), item.count))
            for item in supposed(world, scope, anchor):
                if guard(world, item, rule) is not False:
                    total = total.plus(_any_number_of(ref.domain))
            return compare_interval(total, formula.operator, formula.limit)

        return run

    def _elements(self, formula: Elements) -> Evaluator:
        counted_of = self.counted(formula)

        def run(world: World, node: Node, rule: Node) -> Truth:
            counted = counted_of(world, node, rule)
            certain = sum(t is True for t in counted.values())
            possible = sum(t is not False for t in counted.values())
            return compare_interval(Interval(certain, possible), ">=", formula.threshold)

        return run

    def counted(self, formula: Elements) -> Callable[[World, Node, Node], dict[str, Truth]]:
        """Which clause numbers count, one cause under two numbers only once."""
        compiled = tuple(
            (e.clause, self.compile(e.own), tuple((c, self.compile(f)) for c, f in e.shared))
            for e in counting_order(formula.elements)
        )

        def run(world: World, node: Node, rule: Node) -> dict[str, Truth]:
            counted: dict[str, Truth] = {}
            for clause, own, shared in compiled:
                counted[clause] = _element(own, shared, counted, world, node, rule)
            return counted

        return run


def _element(
    own: Evaluator,
    shared: tuple[tuple[str, Evaluator], ...],
    counted: dict[str, Truth],
    world: World,
    node: Node,
    rule: Node,
) -> Truth:
    """Whether a clause number counts: by a cause of its own, or by a shared one that the other number did not count."""
    result = own(world, node, rule)
    for clause, cause in shared:
        if result is True:
            break
        truth, other = cause(world, node, rule), counted.get(clause, False)
        if truth is True and other is False:
            result = True
        elif truth is not False and other is not True:
            result = None
    return result


def _share(item: Node, within: Truth, amount: object, count: int) -> Interval:
    assert isinstance(amount, Interval)
    if within is False:
        return Interval(0, 0)
    whole = amount.times(count)
    return whole if within is True else whole.hull(Interval(0, 0))


def _any_number_of(domain: object) -> Interval:
    assert isinstance(domain, Interval)
    low = 0 if domain.low is not None and domain.low >= 0 else None
    high = 0 if domain.high is not None and domain.high <= 0 else None
    return Interval(low, high)


def _in(formula: In) -> Evaluator:
    ref, values = formula.ref, formula.values
    steps, key, domain = ref.steps, ref.key, ref.domain
    assert isinstance(domain, frozenset)
    unanswered: Truth = True if domain <= values else False if domain.isdisjoint(values) else None

    def run(world: World, node: Node, rule: Node) -> Truth:
        carrier = locate(node, steps, rule) if steps else node
        found = carrier.answers.get(key)
        if found is None or (world.watch is not None and world.answer(carrier, key) is None):
            return unanswered
        if found <= values:  # type: ignore[operator]
            return True
        return False if found.isdisjoint(values) else None  # type: ignore[union-attr]

    return run


def _compare(formula: Compare) -> Evaluator:
    terms, operator, limit = formula.terms, formula.operator, formula.limit

    def run(world: World, node: Node, rule: Node) -> Truth:
        return compare_interval(linear_interval(world, terms, node, rule), operator, limit)

    return run


def _all(parts: tuple[Evaluator, ...]) -> Evaluator:
    def run(world: World, node: Node, rule: Node) -> Truth:
        result: Truth = True
        for part in parts:
            truth = part(world, node, rule)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return run


def _any(parts: tuple[Evaluator, ...]) -> Evaluator:
    def run(world: World, node: Node, rule: Node) -> Truth:
        result: Truth = False
        for part in parts:
            truth = part(world, node, rule)
            if truth is True:
                return True
            if truth is None:
                result = None
        return result

    return run


def _not(part: Evaluator) -> Evaluator:
    def run(world: World, node: Node, rule: Node) -> Truth:
        truth = part(world, node, rule)
        return None if truth is None else not truth

    return run


def _at_least(threshold: int, parts: tuple[Evaluator, ...]) -> Evaluator:
    def run(world: World, node: Node, rule: Node) -> Truth:
        certain = possible = 0
        for part in parts:
            truth = part(world, node, rule)
            certain += truth is True
            possible += truth is not False
        return True if certain >= threshold else None if possible >= threshold else False

    return run
