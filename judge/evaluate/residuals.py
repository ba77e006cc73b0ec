"""Computes residuals: walks a formula once over a world, keeping only what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from judge.evaluate.intervals import compare_interval, date_interval
from judge.evaluate.kleene import Kleene
from judge.evaluate.residual import (
    ChoiceTest,
    DayTest,
    Hidden,
    Joint,
    Literal,
    NumberTest,
    ReadingChoiceLeft,
    Residual,
    Variable,
    both,
    either,
    items_of,
    opposite,
    threshold,
)
from judge.evaluate.world import Item, Node, World, known, locate, open_rosters, seen
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
    DateTerm,
    Derived,
    Element,
    Elements,
    Every,
    Exists,
    Formula,
    In,
    Not,
    Range,
    Ref,
    Sum,
    counting_order,
)
from judge.values.number import Interval, Number, holds, simplest

FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


class Residuals:
    """Computes residuals in one world."""

    def __init__(self, world: World, kleene: Kleene) -> None:
        self._world, self._kleene = world, kleene

    def of(self, formula: Formula, node: Node, rule: Node) -> Residual:
        """What is left of a formula at an object."""
        match formula:
            case Const(value):
                return value
            case In():
                return self._in(formula, node, rule)
            case Compare(terms, operator, limit):
                return self._linear(((self._variable(r, node, rule), c) for r, c in terms), operator, limit)
            case CompareDates():
                return self._dates(formula, node, rule)
            case Derived(atom, expansion):
                ref = atom.ref if isinstance(atom, In) else atom.terms[0][0]
                direct = self._world.answer(locate(node, ref.steps, rule), ref.key) is not None
                return self.of(atom if direct else expansion, node, rule)
            case At(steps, part, rebase):
                target = locate(node, steps, rule)
                return self.of(part, target, target if rebase else rule)
            case All(parts):
                return both(self.of(part, node, rule) for part in parts)
            case AnyOf(parts):
                return either(self.of(part, node, rule) for part in parts)
            case Not(part):
                return opposite(self.of(part, node, rule))
            case AtLeast(wanted, parts):
                return threshold(wanted, [(self.of(part, node, rule), 1) for part in parts])
            case ByReading():
                return self._by_reading(formula, node, rule)
            case _:
                return self._over_objects(formula, node, rule)

    def _over_objects(self, formula: Formula, node: Node, rule: Node) -> Residual:
        truth = self._kleene.truth(formula, self._world, node, rule)
        if truth is not None:
            return truth
        match formula:
            case Exists(scope, body):
                return self._some(scope, (body,), None, node, rule)
            case Every(scope, guard, body):
                good = self._some(scope, (guard, body), None, node, rule)
                bad = self._some(scope, (guard,), body, node, rule)
                return both((good, opposite(bad)))
            case Count():
                return self._count(formula, node, rule)
            case Sum():
                return self._sum(formula, node, rule)
            case Elements():
                return self._elements(formula, node, rule)
            case _:
                raise AssertionError(formula)

    def _in(self, formula: In, node: Node, rule: Node) -> Residual:
        variable = self._variable(formula.ref, node, rule)
        assert isinstance(variable.known, frozenset)
        if variable.known <= formula.values:
            return True
        if variable.known.isdisjoint(formula.values):
            return False
        return Literal(variable, ChoiceTest(formula.values))

    def _variable(self, ref: Ref, node: Node, rule: Node) -> Variable:
        carrier = locate(node, ref.steps, rule)
        item: Item = ("fact", carrier.id, ref.key)
        return Variable(item, (item,), known(self._world, ref, node, rule), ref.whole)

    def _linear(self, terms: Iterable[tuple[Variable, Number]], operator: str, limit: Number) -> Residual:
        """A test of a sum of multiples: like terms joined, what is fixed taken to the right, scaled to a canonical form."""
        rest = limit
        factors: dict[Variable, Number] = {}
        for variable, factor in terms:
            assert isinstance(variable.known, Interval)
            value = variable.known.single
            if value is None:
                factors[variable] = simplest(Fraction(factors.get(variable, 0)) + factor)
            else:
                rest = simplest(Fraction(rest) - Fraction(factor) * value)
        left = sorted(((v, f) for v, f in factors.items() if f), key=lambda pair: pair[0].key)
        if not left:
            return holds(0, operator, rest)
        variable, scale = left[0]
        if len(left) > 1:
            variable = _combination([(v, simplest(Fraction(f) / scale)) for v, f in left])
        assert isinstance(variable.known, Interval)
        truth = compare_interval(variable.known.times(scale), operator, rest)
        return Literal(variable, NumberTest(operator, rest, scale)) if truth is None else truth

    def _dates(self, formula: CompareDates, node: Node, rule: Node) -> Residual:
        left, right = (self._day(term, node, rule) for term in (formula.left, formula.right))
        operator = formula.operator
        if isinstance(left, int) and isinstance(right, int):
            return holds(left, operator, right)
        if isinstance(left, int):
            assert isinstance(right, Variable)
            return _day_literal(right, DayTest(FLIPPED.get(operator, operator), left, *_shift(formula.right)))
        if isinstance(right, int):
            return _day_literal(left, DayTest(operator, right, *_shift(formula.left)))
        return _two_days(left, right, formula)

    def _day(self, term: DateTerm, node: Node, rule: Node) -> Variable | int:
        """A fixed day (shifted), or the variable that holds it (not shifted)."""
        if term.ref is not None:
            variable = replace(self._variable(term.ref, node, rule), whole=True)
        elif term.special == "事件日期":
            event = locate(node, term.steps, rule)
            item: Item = ("fact", event.id, "日期")
            variable = Variable(item, (item,), event.date or Interval(1, self._world.day), True)
        else:
            day = self._world.day if term.special else term.day
            variable = Variable(("fact", "", ""), (), Interval(day, day))
        assert isinstance(variable.known, Interval)
        single = variable.known.single
        if single is None:
            return variable
        fixed = date_interval(Interval(single, single), term).single
        assert fixed is not None
        return int(fixed)

    def _by_reading(self, formula: ByReading, node: Node, rule: Node) -> Residual:
        ruled = self._world.ruling(formula.reading)
        if ruled is not None:
            return self.of(dict(formula.options)[ruled], node, rule)
        options = tuple((name, self.of(part, node, rule)) for name, part in formula.options)
        if all(isinstance(part, bool) and part == options[0][1] for _, part in options):
            return options[0][1]
        return ReadingChoiceLeft(formula.reading, options)

    def _body(self, demanded: tuple[Formula, ...], refused: Formula | None, item: Node, rule: Node) -> Residual:
        """What is left of: all demanded, and not the refused."""
        parts = [self.of(part, item, rule) for part in demanded]
        if refused is not None:
            parts.append(opposite(self.of(refused, item, rule)))
        return both(parts)

    def _some(
        self, scope: Range, demanded: tuple[Formula, ...], refused: Formula | None, node: Node, rule: Node
    ) -> Residual:
        anchor = locate(node, scope.steps, rule)
        parts = [self._body(demanded, refused, item, rule) for item in seen(self._world, scope, anchor)]
        if True in parts:
            return True
        for parent, path in open_rosters(self._world, scope, anchor):
            parts.extend(self._nested(parent, path, demanded, refused, rule))
        return either(parts)

    def _nested(
        self, parent: Node, path: tuple[str, ...], demanded: tuple[Formula, ...], refused: Formula | None, rule: Node
    ) -> Iterator[Residual]:
        """That an unseen object exists; at the end of a line of types, that one exists below an unseen one above it."""
        for child in self._world.suppose(parent, path[:1]):
            with self._world.supposing(child):
                if len(path) == 1:
                    body = self._body(demanded, refused, child, rule)
                else:
                    body = either(self._nested(child, path[1:], demanded, refused, rule))
            always = self._always(child)
            if body is not False and always is not False:
                yield Hidden(child.id, (parent.id, path[0]), body, always)

    def _always(self, child: Node) -> Residual:
        own = (c for c in self._world.constraints if c.object_type == child.type)
        return both(self.of(constraint.formula, child, child) for constraint in own)

    def _count(self, formula: Count, node: Node, rule: Node) -> Residual:
        anchor = locate(node, formula.range.steps, rule)
        limit, operator, body = formula.limit, formula.operator, formula.body
        if (operator, limit) in ((">=", 1), (">", 0), ("!=", 0)):
            return self._some(formula.range, (body,), None, node, rule)
        if (operator, limit) in (("<", 1), ("<=", 0), ("=", 0)):
            return opposite(self._some(formula.range, (body,), None, node, rule))
        parts: list[tuple[Residual, int]] = []
        for item in seen(self._world, formula.range, anchor):
            parts.extend(_members(item, self.of(body, item, rule), operator, limit))
        for parent, path in open_rosters(self._world, formula.range, anchor):
            parts.extend((hidden, 1) for hidden in self._hidden_counts(parent, path, body, rule, limit + 1))
        reaches, exceeds = threshold(limit, parts), threshold(limit + 1, parts)
        match operator:
            case ">=":
                return reaches
            case ">":
                return exceeds
            case "<":
                return opposite(reaches)
            case "<=":
                return opposite(exceeds)
            case "=":
                return both((reaches, opposite(exceeds)))
            case _:
                return either((opposite(reaches), exceeds))

    def _hidden_counts(
        self, parent: Node, path: tuple[str, ...], body: Formula, rule: Node, cap: int
    ) -> Iterator[Hidden]:
        """That unseen objects add to a count; the things one of them may be related to are alternatives, not further ones."""
        lines: dict[str, tuple[list[Residual], list[Residual]]] = {}
        for child in self._world.suppose(parent, path):
            with self._world.supposing(child):
                left = self.of(body, child, rule)
            always = both(self._always(each) for each in _line(child, parent))
            if left is not False and always is not False:
                bodies, constraints = lines.setdefault(self._top(child, parent).id, ([], []))
                bodies.append(left)
                constraints.append(always)
        for source, (bodies, constraints) in lines.items():
            yield Hidden(source, (parent.id, path[0]), either(bodies), either(constraints), cap)

    @staticmethod
    def _top(child: Node, parent: Node) -> Node:
        while child.parent is not None and child.parent is not parent:
            child = child.parent
        return child

    def _sum(self, formula: Sum, node: Node, rule: Node) -> Residual:
        anchor = locate(node, formula.range.steps, rule)
        items: list[Item] = []
        terms: list[tuple[Variable, Number]] = []
        decided = True
        for thing in seen(self._world, formula.range, anchor):
            left = self.of(formula.guard, thing, rule)
            if left is False:
                continue
            decided = decided and left is True
            items.extend(items_of(left))
            variable = self._variable(formula.ref, thing, rule)
            terms.append((variable, thing.count))
            assert isinstance(variable.known, Interval)
            if variable.known.single is None:
                items.extend(variable.items)
        for parent, path in open_rosters(self._world, formula.range, anchor):
            if any(self.of(formula.guard, child, rule) is not False for child in self._world.suppose(parent, path)):
                decided = False
                items.append(("roster", parent.id, path[0]))
        if decided:
            return self._linear(terms, formula.operator, formula.limit)
        return Joint(tuple(dict.fromkeys(items)), ("sum", anchor.id, rule.id, formula))

    def _elements(self, formula: Elements, node: Node, rule: Node) -> Residual:
        counted: dict[str, Residual] = {}
        for element in counting_order(formula.elements):
            counted[element.clause] = self._element(element, counted, node, rule)
        return threshold(formula.threshold, [(part, 1) for part in counted.values()])

    def _element(self, element: Element, counted: dict[str, Residual], node: Node, rule: Node) -> Residual:
        own = self.of(element.own, node, rule)
        if own is True:
            return True
        shared = (
            both((self.of(cause, node, rule), opposite(counted.get(clause, False)))) for clause, cause in element.shared
        )
        return either((own, *shared))


def _combination(terms: list[tuple[Variable, Number]]) -> Variable:
    """A linear combination of open facts as one variable; the first factor is one."""
    total = Interval(0, 0)
    for variable, factor in terms:
        assert isinstance(variable.known, Interval)
        total = total.plus(variable.known.times(factor))
    name = " + ".join(f"{factor}·{variable.key[1]}·{variable.key[2]}" for variable, factor in terms)
    whole = all(variable.whole and isinstance(factor, int) for variable, factor in terms)
    items = tuple(item for variable, _ in terms for item in variable.items)
    return Variable(("linear", items[0][1], name), items, total, whole)


def _shift(term: DateTerm) -> tuple[int, int]:
    return term.months, term.days


def _day_literal(variable: Variable, test: DayTest) -> Residual:
    assert isinstance(variable.known, Interval)
    moved = date_interval(variable.known, DateTerm(None, months=test.months, days=test.days))
    truth = compare_interval(moved, test.operator, test.limit)
    return Literal(variable, test) if truth is None else truth


def _two_days(left: Variable, right: Variable, formula: CompareDates) -> Residual:
    (left_months, left_days), (right_months, right_days) = _shift(formula.left), _shift(formula.right)
    if left.key == right.key:
        months, days = right_months - left_months, right_days - left_days
        if months == days == 0:
            return holds(0, formula.operator, 0)
        if min(months, days) >= 0 or max(months, days) <= 0:
            # Later by months and by days is later, whatever the day.
            return holds(0, formula.operator, months + days)
    assert isinstance(left.known, Interval)
    assert isinstance(right.known, Interval)
    first, second = date_interval(left.known, formula.left), date_interval(right.known, formula.right)
    truth = compare_interval(first.plus(second.times(-1)), formula.operator, 0)
    if truth is not None:
        return truth
    key = (left.key, left_months, left_days, formula.operator, right.key, right_months, right_days)
    return Joint((*left.items, *right.items), ("dates", *key))


def _members(item: Node, body: Residual, operator: str, limit: int) -> list[tuple[Residual, int]]:
    """An object's share in a count. Of a group with an open body, some members may meet it and others not: where that can
    matter (equality), each member is a question of its own."""
    if item.count == 1 or isinstance(body, bool) or operator not in ("=", "!="):
        return [(body, item.count)]
    asked = tuple(dict.fromkeys(items_of(body)))
    return [(Joint(asked, ("member", item.id, n, body)), 1) for n in range(min(item.count, limit + 1))]


def _line(child: Node, parent: Node) -> Iterator[Node]:
    current: Node | None = child
    while current is not None and current is not parent:
        yield current
        current = current.parent
