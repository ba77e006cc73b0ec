"""What would end a hazard: for each situation that holds, the alternatives, each proven by judging the changed world."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from judge.evaluate.diagram import MORE
from judge.evaluate.exact import Analysis, Exact
from judge.evaluate.world import Node
from judge.explain.missing import missing_of
from judge.explain.phrases import TEXTS, Names
from judge.explain.ways import Place, Plan, Ways, distinct, looser, merged
from judge.expr.formula import Count, Elements, Formula
from judge.resolve.resolved import Rule, Situation
from judge.values.knowledge import Knowledge
from judge.values.number import Interval
from judge.verdict.verdict import Alternative, Change, Cure, CureGroup

MAX_ALTERNATIVES = 12


@dataclass(frozen=True, slots=True)
class PlannedCure:
    """A cure with the plans behind its alternatives, for judging the changed world."""

    cure: Cure
    plans: tuple[Plan, ...]


class Cures:
    """Finds cures in one world."""

    def __init__(self, exact: Exact, names: Names) -> None:
        self._exact, self._world, self._names = exact, exact.world, names
        self._ways = Ways(exact, names)

    def of(
        self, rule: Rule, node: Node, holding: Sequence[tuple[Situation, Formula]], hazard: Formula
    ) -> list[PlannedCure]:
        """A cure for each situation that holds (given with its formula). Every alternative, taken with the first one of
        each other cure, clears."""
        raw = [self._plans(rule, node, situation) for situation, _ in holding]
        firsts = [
            next((plan for plan in plans if self._ends(formula, node, plan)), {})
            for (_, formula), plans in zip(holding, raw, strict=True)
        ]
        found = []
        for index, ((situation, _), plans) in enumerate(zip(holding, raw, strict=True)):
            others = [first for n, first in enumerate(firsts) if n != index]
            found.append(self._proven(rule, node, situation, plans, others, hazard))
        return found

    def _proven(
        self, rule: Rule, node: Node, situation: Situation, plans: list[Plan], others: list[Plan], hazard: Formula
    ) -> PlannedCure:
        alternatives: list[Alternative] = []
        kept: list[Plan] = []
        for plan in plans:
            if any(set(k) <= set(plan) and k != plan and looser(k, plan) for k in kept):
                continue
            analysis = self._settled([plan, *others], hazard, node)
            if analysis is None:
                continue
            alternatives.append(self._alternative(plan, analysis))
            kept.append(plan)
            if len(kept) == MAX_ALTERNATIVES:
                break
        counting = self._counted(rule, node, situation, others, hazard)
        leaves = [self._alternative(p, Analysis(False)) for p in self._leaving(rule, node, hazard)]
        cure = Cure(situation.name, tuple(alternatives), leaves_scope=tuple(leaves), **counting)  # type: ignore[arg-type]
        return PlannedCure(cure, tuple(kept))

    def _alternative(self, plan: Plan, analysis: Analysis) -> Alternative:
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
        plans = self._ways.of(situation.when, node, node, False)
        own = [e for e in rule.exemptions if e.clause is None]
        for exemption in (*situation.exemptions, *own):
            plans.extend(self._ways.of(exemption.when, node, node, True))
        return sorted(distinct(plans), key=lambda plan: (len(plan), sorted(plan)))[: 4 * MAX_ALTERNATIVES]

    def _leaving(self, rule: Rule, node: Node, hazard: Formula) -> list[Plan]:
        """Changes that only take the object out of scope, or meet a general exclusion."""
        plans = self._ways.of(rule.applies, node, node, False)
        for exemption in rule.exemptions:
            if exemption.clause is not None:
                plans.extend(self._ways.of(exemption.when, node, node, True))
        proven = [plan for plan in distinct(plans) if self._after(hazard, node, plan).truth is False]
        return sorted(proven, key=lambda plan: (len(plan), sorted(plan)))[:4]

    def _ends(self, formula: Formula, node: Node, plan: Plan) -> bool:
        return self._after(formula, node, plan).truth is not True

    def _after(self, formula: Formula, node: Node, plan: Plan) -> Analysis:
        with self.changed(plan):
            if any(
                self._exact.quick(constraint.formula, each) is False
                for constraint in self._world.constraints
                for each in self._world.nodes.values()
                if each.type == constraint.object_type
            ):
                return Analysis(True)  # Nobody can bring that about.
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

    def _counted(
        self, rule: Rule, node: Node, situation: Situation, others: list[Plan], hazard: Formula
    ) -> dict[str, object]:
        """For a situation that is a count: what is counted, how many, and how many of them must go."""
        when = situation.when
        if self._exact.quick(when, node, node) is not True:
            return {}
        if isinstance(when, Elements):
            titles = {r.clause: r.title for r in self._names.library.rules if r.standard == rule.standard}
            holding = [
                (TEXTS["element"].format(clause=e.clause, title=titles.get(e.clause, "")), plans, 1)
                for e, plans in self._ways.elements(when, node, node)
            ]
            surplus = len(holding) - when.threshold + 1
            return self._groups(
                holding, surplus, when.threshold, lambda plans: self._settled([*plans, *others], hazard, node)
            )
        if isinstance(when, Count) and when.operator in (">=", ">"):
            members, surplus = self._ways.counted(when, node, node)
            holding = [(self._names.of_object(m), self._ways.of(when.body, m, node, False), m.count) for m in members]
            threshold = when.limit + (when.operator == ">")
            return self._groups(
                holding, surplus, threshold, lambda plans: self._settled([*plans, *others], hazard, node)
            )
        return {}

    def _settled(self, plans: list[Plan], hazard: Formula, node: Node) -> Analysis | None:
        """What is left of a hazard when plans are carried out together; None if they cannot be, or do not help."""
        whole = merged(plans)
        if whole is None:
            return None
        analysis = self._after(hazard, node, whole)
        if analysis.truth is True or (analysis.truth is None and not _can_be_verified(analysis)):
            return None
        return analysis

    def _groups(
        self,
        holding: Sequence[tuple[str, list[Plan], int]],
        surplus: int,
        threshold: int,
        settled: Callable[[list[Plan]], Analysis | None],
    ) -> dict[str, object]:
        """The things counted. Each way to end one is proven together with the first ways to end so many others as must go."""
        useful = [(name, [plan for plan in distinct(plans) if plan], weight) for name, plans, weight in holding]
        groups = []
        for index, (name, plans, weight) in enumerate(useful):
            alternatives = []
            for plan in plans[:MAX_ALTERNATIVES]:
                left = surplus - weight
                together = [plan]
                for _, ways, counted in (*useful[index + 1 :], *useful[:index]):
                    if left > 0 and ways:
                        together.append(ways[0])
                        left -= counted
                analysis = settled(together) if left <= 0 else None
                if analysis is not None:
                    alternatives.append(self._alternative(plan, analysis))
            groups.append(CureGroup(name, tuple(alternatives), weight))
        count = sum(weight for _, _, weight in holding)
        return {"choose": surplus, "groups": tuple(groups), "count": count, "threshold": threshold}


def _can_be_verified(analysis: Analysis) -> bool:
    """Whether what is still open can be looked into and come out well; finding further objects is no such thing."""
    return analysis.to_false is not None and all(choice.option != MORE for choice in analysis.to_false)
