"""What would end a hazard: for each situation that holds, the alternatives, each proven by judging the changed world."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction

from judge.evaluate.build import common
from judge.evaluate.cells import cells_of
from judge.evaluate.exact import Analysis, Exact
from judge.evaluate.residual import ChoiceTest, DayTest, NumberTest, Test, Variable
from judge.evaluate.world import Item, Node, World, locate, seen
from judge.explain.phrases import TEXTS, Names
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
    Element,
    Elements,
    Every,
    Exists,
    Formula,
    In,
    Not,
    Ref,
)
from judge.resolve.resolved import Rule, Situation
from judge.resolve.rules import hazard_formula, situation_formula
from judge.values.knowledge import Knowledge
from judge.values.number import Interval, simplest
from judge.verdict.verdict import Alternative, Change, Cure, CureGroup

MAX_ALTERNATIVES = 12
Place = tuple[str, str]
Plan = dict[Place, Knowledge]
"""What each changed answer must come to lie in, by object id and key."""


@dataclass(frozen=True, slots=True)
class PlannedCure:
    """A cure with the plans behind its alternatives, for judging the changed world."""

    cure: Cure
    plans: tuple[Plan, ...]


class Cures:
    """Finds cures in one world."""

    def __init__(self, exact: Exact, names: Names) -> None:
        self._exact, self._world, self._names = exact, exact.world, names

    def of(self, rule: Rule, node: Node, holding: Sequence[Situation]) -> list[PlannedCure]:
        """A cure for each situation that holds. Every alternative, taken with the first one of each other cure, clears."""
        raw = [self._plans(rule, node, situation) for situation in holding]
        hazard = hazard_formula(rule)
        firsts = [
            next((p for p in plans if self._ends(situation_formula(rule, s), node, p)), {})
            for s, plans in zip(holding, raw, strict=True)
        ]
        found = []
        for index, (situation, plans) in enumerate(zip(holding, raw, strict=True)):
            others = [first for n, first in enumerate(firsts) if n != index]
            found.append(self._proven(rule, node, situation, plans, others, hazard))
        return found

    def _proven(
        self, rule: Rule, node: Node, situation: Situation, plans: list[Plan], others: list[Plan], hazard: Formula
    ) -> PlannedCure:
        alternatives: list[Alternative] = []
        kept: list[Plan] = []
        for plan in plans:
            whole = _merged([plan, *others])
            if whole is None or any(set(k) <= set(plan) and k != plan and _looser(k, plan) for k in kept):
                continue
            analysis = self._after(hazard, node, whole)
            if analysis.truth is True or (analysis.truth is None and analysis.to_false is None):
                continue
            alternatives.append(self._alternative(plan, analysis))
            kept.append(plan)
            if len(kept) == MAX_ALTERNATIVES:
                break
        counting = self._counted(rule, node, situation)
        leaves = [self._alternative(p, Analysis(False)) for p in self._leaving(rule, node, hazard)]
        cure = Cure(situation.name, tuple(alternatives), leaves_scope=tuple(leaves), **counting)  # type: ignore[arg-type]
        return PlannedCure(cure, tuple(kept))

    def _alternative(self, plan: Plan, analysis: Analysis) -> Alternative:
        from judge.explain.missing import missing_of

        changes = tuple(self._change(place, values) for place, values in sorted(plan.items(), key=lambda p: p[0]))
        verify = missing_of(analysis.to_false or (), self._names, self._world)
        return Alternative(changes, verify)

    def _change(self, place: Place, values: Knowledge) -> Change:
        node = self._world.nodes[place[0]]
        fact = self._names.fact_of(node, place[1])
        shown = self._names.value(values, fact)
        name = self._names.of_key(place[1])
        condition = f"{name} {shown}" if isinstance(values, Interval) and values.single is None else ""
        return Change(place[0], place[1], condition or TEXTS["changed"].format(fact=name, value=shown))

    def _plans(self, rule: Rule, node: Node, situation: Situation) -> list[Plan]:
        """Ways to refute the situation, or to meet one of its (or the rule's own) exemptions; smallest first."""
        plans = self._ways(situation.when, node, node, False)
        own = [e for e in rule.exemptions if e.clause is None]
        for exemption in (*situation.exemptions, *own):
            plans.extend(self._ways(exemption.when, node, node, True))
        return sorted(_distinct(plans), key=lambda plan: (len(plan), sorted(plan)))[: 4 * MAX_ALTERNATIVES]

    def _leaving(self, rule: Rule, node: Node, hazard: Formula) -> list[Plan]:
        """Changes that only take the object out of scope, or meet a general exclusion."""
        plans = self._ways(rule.applies, node, node, False)
        for exemption in rule.exemptions:
            if exemption.clause is not None:
                plans.extend(self._ways(exemption.when, node, node, True))
        proven = [plan for plan in _distinct(plans) if self._after(hazard, node, plan).truth is False]
        return sorted(proven, key=lambda plan: (len(plan), sorted(plan)))[:4]

    def _ends(self, formula: Formula, node: Node, plan: Plan) -> bool:
        return self._after(formula, node, plan).truth is not True

    def _after(self, formula: Formula, node: Node, plan: Plan) -> Analysis:
        with self.changed(plan):
            return self._exact.analyse(formula, node)

    @contextmanager
    def changed(self, plan: Plan) -> Iterator[None]:
        """The world with a plan carried out."""
        before = {place: self._world.nodes[place[0]].answers.get(place[1]) for place in plan}
        for (object_id, key), values in plan.items():
            self._world.nodes[object_id].answers[key] = values
        try:
            yield
        finally:
            for (object_id, key), old in before.items():
                if old is None:
                    self._world.nodes[object_id].answers.pop(key, None)
                else:
                    self._world.nodes[object_id].answers[key] = old

    def _ways(self, formula: Formula, node: Node, rule: Node, wanted: bool) -> list[Plan]:
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
                direct = ref.key in locate(node, ref.steps, rule).answers
                return self._ways(atom if direct else expansion, node, rule, wanted)
            case At(steps, part, rebase):
                target = locate(node, steps, rule)
                return self._ways(part, target, target if rebase else rule, wanted)
            case Not(part):
                return self._ways(part, node, rule, not wanted)
            case All(parts):
                inner = [self._ways(part, node, rule, wanted) for part in parts]
                return _product(inner) if wanted else _union(inner)
            case AnyOf(parts):
                inner = [self._ways(part, node, rule, wanted) for part in parts]
                return _union(inner) if wanted else _product(inner)
            case ByReading(_, options):
                return _product([self._ways(option, node, rule, wanted) for _, option in options])
            case _:
                return self._counting_ways(formula, node, rule, wanted)

    def _counting_ways(self, formula: Formula, node: Node, rule: Node, wanted: bool) -> list[Plan]:
        match formula:
            case AtLeast(threshold, parts):
                inner = [self._ways(p, node, rule, wanted) for p in parts]
                holding = sum(self._exact.quick(p, node, rule) is True for p in parts)
                return _some(inner, threshold - holding if wanted else holding - threshold + 1)
            case Exists(scope, body):
                inner = [
                    self._ways(body, item, rule, wanted)
                    for item in seen(self._world, scope, locate(node, scope.steps, rule))
                ]
                return _union(inner) if wanted else _product(inner)
            case Every(scope, guard, body) if not wanted:
                members = seen(self._world, scope, locate(node, scope.steps, rule))
                good = All((guard, Not(body)))
                return _union([self._ways(good, item, rule, True) for item in members])
            case Count(scope, body, operator, limit) if operator in (">=", ">") and not wanted:
                counted = list(seen(self._world, scope, locate(node, scope.steps, rule)))
                holding_items = [m for m in counted if self._exact.quick(body, m, rule) is True]
                surplus = sum(m.count for m in holding_items) - limit + (operator == ">=")
                return _some([self._ways(body, m, rule, False) for m in holding_items], surplus)
            case Elements(threshold, elements) if not wanted:
                holding_elements = [e for e in elements if self._element_holds(e, node, rule)]
                inner = [self._element_ways(e, node, rule) for e in holding_elements]
                return _some(inner, len(holding_elements) - threshold + 1)
            case _:
                return []

    def _element_holds(self, element: Element, node: Node, rule: Node) -> bool:
        causes = (element.own, *(cause for _, cause in element.shared))
        return any(self._exact.quick(cause, node, rule) is True for cause in causes)

    def _element_ways(self, element: Element, node: Node, rule: Node) -> list[Plan]:
        causes = (element.own, *(cause for _, cause in element.shared))
        return _product([self._ways(cause, node, rule, False) for cause in causes])

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
            for outcome, cell in cells_of(Variable(item, ref.domain, ref.whole), [test])
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

    def _fixed_day(self, term: object, node: Node, rule: Node) -> int | None:
        from judge.evaluate.tests import term_interval
        from judge.expr.formula import DateTerm

        assert isinstance(term, DateTerm)
        days = term_interval(self._world, term, node, rule)
        return None if days.single is None else int(days.single)

    def _counted(self, rule: Rule, node: Node, situation: Situation) -> dict[str, object]:
        """For a situation that is a count: what is counted, how many, and how many of them must go."""
        when = situation.when
        if not isinstance(when, Elements) or self._exact.quick(when, node, node) is not True:
            return {}
        holding = [e for e in when.elements if self._element_holds(e, node, node)]
        titles = {r.clause: r.title for r in self._names.library.rules if r.standard == rule.standard}
        groups = []
        for element in holding:
            plans = [p for p in _distinct(self._element_ways(element, node, node)) if p][:MAX_ALTERNATIVES]
            alternatives = tuple(self._alternative(plan, Analysis(False)) for plan in plans)
            title = TEXTS["element"].format(clause=element.clause, title=titles.get(element.clause, ""))
            groups.append(CureGroup(title, alternatives))
        return {
            "choose": len(holding) - when.threshold + 1,
            "groups": tuple(groups),
            "count": len(holding),
            "threshold": when.threshold,
        }


def is_past(node: Node, world: World) -> bool:
    """Whether the object is, or belongs to, an event that is over: what happened then cannot be changed any more."""
    current: Node | None = node
    while current is not None:
        if current.date is not None and current.date.high is not None and current.date.high < world.day:
            return True
        current = current.parent
    return False


def _merged(plans: Sequence[Plan]) -> Plan | None:
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


def _product(ways: Sequence[list[Plan]]) -> list[Plan]:
    result: list[Plan] = [{}]
    for options in ways:
        pairs = (_merged([plan, option]) for plan in result for option in options)
        result = _distinct([plan for plan in pairs if plan is not None])[: 4 * MAX_ALTERNATIVES]
    return result


def _union(ways: Sequence[list[Plan]]) -> list[Plan]:
    return _distinct([plan for options in ways for plan in options])


def _some(ways: Sequence[list[Plan]], needed: int) -> list[Plan]:
    """Plans that end (or bring about) so many of the parts."""
    if needed <= 0:
        return [{}]
    useful = [options for options in ways if options and options != [{}]]
    found: list[Plan] = []
    for chosen in itertools.islice(itertools.combinations(useful, needed), MAX_ALTERNATIVES):
        found.extend(_product(chosen))
    return _distinct(found)


def _distinct(plans: Sequence[Plan]) -> list[Plan]:
    found: list[Plan] = []
    for plan in plans:
        if plan not in found:
            found.append(plan)
    return found


def _looser(small: Plan, large: Plan) -> bool:
    """Whether carrying out the large plan carries out the small one too."""
    return all(common(large[place], values) == large[place] for place, values in small.items())
