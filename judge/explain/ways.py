"""Ways to bring about, or end, what a formula says, by changing answers that the enterprise can change."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction

from judge.evaluate.build import common
from judge.evaluate.cells import cells_of
from judge.evaluate.exact import Exact
from judge.evaluate.intervals import term_interval
from judge.evaluate.residual import ChoiceTest, DayTest, NumberTest, Test, Variable
from judge.evaluate.world import Item, Node, World, locate, seen
from judge.explain.phrases import Names
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
)
from judge.values.knowledge import Knowledge
from judge.values.number import Interval, simplest

MAX_PLANS = 48
MAX_COMBINATIONS = 12
Place = tuple[str, str]
Plan = dict[Place, Knowledge]
"""What each changed answer must come to lie in, by object id and key."""


class Ways:
    """Finds ways in one world."""

    def __init__(self, exact: Exact, names: Names) -> None:
        self._exact, self._world, self._names = exact, exact.world, names

    def of(self, formula: Formula, node: Node, rule: Node, wanted: bool) -> list[Plan]:
        """Plans after which the formula is no longer certain to differ from what is wanted; [{}] if it already is not."""
        truth = self._exact.quick(formula, node, rule)
        if truth is wanted or (truth is None and not wanted):
            return [{}]
        match formula:
            case Const():
                return []
            case In(ref, values):
                return self._fact_ways(ref, ChoiceTest(values), node, rule, wanted)
            case Compare():
                return self._compare_ways(formula, node, rule, wanted)
            case CompareDates():
                return self._date_ways(formula, node, rule, wanted)
            case Derived(atom, expansion):
                ref = atom.ref if isinstance(atom, In) else atom.terms[0][0]
                if ref.key in locate(node, ref.steps, rule).answers:
                    return []  # It follows from other facts; answered directly, it tells nothing of them.
                return self.of(expansion, node, rule, wanted)
            case At(steps, part, rebase):
                target = locate(node, steps, rule)
                return self.of(part, target, target if rebase else rule, wanted)
            case Not(part):
                return self.of(part, node, rule, not wanted)
            case All(parts):
                inner = [self.of(part, node, rule, wanted) for part in parts]
                return product(inner) if wanted else union(inner)
            case AnyOf(parts):
                inner = [self.of(part, node, rule, wanted) for part in parts]
                return union(inner) if wanted else product(inner)
            case ByReading(_, options):
                return product([self.of(option, node, rule, wanted) for _, option in options])
            case _:
                return self._counting_ways(formula, node, rule, wanted)

    def _counting_ways(self, formula: Formula, node: Node, rule: Node, wanted: bool) -> list[Plan]:
        match formula:
            case AtLeast(threshold, parts):
                holding = sum(self._exact.quick(p, node, rule) is True for p in parts)
                needed = threshold - holding if wanted else holding - threshold + 1
                return some([(self.of(p, node, rule, wanted), 1) for p in parts], needed)
            case Exists(scope, body):
                inner = [self.of(body, item, rule, wanted) for item in self._seen(scope, node, rule)]
                return union(inner) if wanted else product(inner)
            case Every(scope, guard, body) if not wanted:
                return union(
                    [
                        product([self.of(guard, item, rule, True), self.of(body, item, rule, False)])
                        for item in self._seen(scope, node, rule)
                    ]
                )
            case Count() if formula.operator in (">=", ">") and not wanted:
                members, surplus = self.counted(formula, node, rule)
                return some([(self.of(formula.body, m, rule, False), m.count) for m in members], surplus)
            case Elements() if not wanted:
                elements = self.elements(formula, node, rule)
                return some([(plans, 1) for _, plans in elements], len(elements) - formula.threshold + 1)
            case _:
                return []

    def _seen(self, scope: Range, node: Node, rule: Node) -> list[Node]:
        return list(seen(self._world, scope, locate(node, scope.steps, rule)))

    def counted(self, formula: Count, node: Node, rule: Node) -> tuple[list[Node], int]:
        """The objects that a count counts for certain, and how many more of them there are than it allows."""
        body = formula.body
        members = [m for m in self._seen(formula.range, node, rule) if self._exact.quick(body, m, rule) is True]
        allowed = formula.limit - (formula.operator == ">=")
        return members, sum(m.count for m in members) - allowed

    def elements(self, formula: Elements, node: Node, rule: Node) -> list[tuple[Element, list[Plan]]]:
        """The elements that count, each with the ways to end it: with it, causes that another number shares with it."""
        counted = self._exact.counted(formula, node, rule)
        found = []
        for element in formula.elements:
            if counted[element.clause] is not True:
                continue
            causes = [element.own, *(cause for _, cause in element.shared)]
            for other in formula.elements:
                if counted[other.clause] is not True:
                    causes.extend(cause for clause, cause in other.shared if clause == element.clause)
            found.append((element, product([self.of(cause, node, rule, False) for cause in causes])))
        return found

    def _fact_ways(self, ref: Ref, test: Test, node: Node, rule: Node, wanted: bool) -> list[Plan]:
        carrier = locate(node, ref.steps, rule)
        fact = self._names.fact_of(carrier, ref.key)
        if carrier.unseen or fact is None or not fact.changeable or ref.calculator is not None:
            return []
        if is_past(carrier, self._world):
            return []
        item: Item = ("fact", carrier.id, ref.key)
        pieces = [
            piece
            for outcome, cell in cells_of(Variable(item, (item,), ref.domain, ref.whole), [test])
            if outcome[0] is wanted
            for piece in cell
        ]
        return [{(carrier.id, ref.key): piece} for piece in pieces]

    def _compare_ways(self, formula: Compare, node: Node, rule: Node, wanted: bool) -> list[Plan]:
        plans: list[Plan] = []
        for ref, factor in formula.terms:
            rest = Fraction(formula.limit)
            for other, coefficient in formula.terms:
                if other != ref:
                    value = locate(node, other.steps, rule).answers.get(other.key)
                    single = value.single if isinstance(value, Interval) else None
                    if single is None:
                        break
                    rest -= Fraction(coefficient) * single
            else:
                test = NumberTest(formula.operator, simplest(rest), factor)
                plans.extend(self._fact_ways(ref, test, node, rule, wanted))
        return plans

    def _date_ways(self, formula: CompareDates, node: Node, rule: Node, wanted: bool) -> list[Plan]:
        flipped = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
        plans: list[Plan] = []
        for term, other, operator in (
            (formula.left, formula.right, formula.operator),
            (formula.right, formula.left, flipped.get(formula.operator, formula.operator)),
        ):
            if term.ref is None:
                continue
            fixed = self._fixed_day(other, node, rule)
            if fixed is not None:
                test = DayTest(operator, fixed, term.months, term.days)
                plans.extend(self._fact_ways(term.ref, test, node, rule, wanted))
        return plans

    def _fixed_day(self, term: DateTerm, node: Node, rule: Node) -> int | None:
        days = term_interval(self._world, term, node, rule)
        return None if days.single is None else int(days.single)


def is_past(node: Node, world: World) -> bool:
    """Whether the object is, or belongs to, an event that is over: what happened then cannot be changed any more."""
    current: Node | None = node
    while current is not None:
        if current.date is not None and current.date.high is not None and current.date.high < world.day:
            return True
        current = current.parent
    return False


def merged(plans: Sequence[Plan]) -> Plan | None:
    """All plans at once; None if two of them contradict each other."""
    whole: Plan = {}
    for plan in plans:
        for place, values in plan.items():
            if place in whole:
                shared = common(whole[place], values)
                if shared is None:
                    return None
                whole[place] = shared
            else:
                whole[place] = values
    return whole


def product(ways: Sequence[list[Plan]]) -> list[Plan]:
    result: list[Plan] = [{}]
    for options in ways:
        pairs = (merged([plan, option]) for plan in result for option in options)
        result = distinct([plan for plan in pairs if plan is not None])[:MAX_PLANS]
    return result


def union(ways: Sequence[list[Plan]]) -> list[Plan]:
    return distinct([plan for options in ways for plan in options])


def some(weighted: Sequence[tuple[list[Plan], int]], needed: int) -> list[Plan]:
    """Plans that end (or bring about) parts whose weights add up to what is needed."""
    if needed <= 0:
        return [{}]
    useful = [(options, weight) for options, weight in weighted if options and options != [{}]]
    found: list[Plan] = []
    for size in range(1, len(useful) + 1):
        for chosen in itertools.islice(itertools.combinations(useful, size), MAX_COMBINATIONS):
            if sum(weight for _, weight in chosen) >= needed:
                found.extend(product([options for options, _ in chosen]))
        if found:
            break
    return distinct(found)


def distinct(plans: Sequence[Plan]) -> list[Plan]:
    found: list[Plan] = []
    for plan in plans:
        if plan not in found:
            found.append(plan)
    return found


def looser(small: Plan, large: Plan) -> bool:
    """Whether carrying out the large plan carries out the small one too."""
    return all(common(large[place], values) == large[place] for place, values in small.items())
