"""What somebody would have to show who knew all answers beforehand: the cheapest set of answers that settles everything, by an integer
program.

Every verdict is settled part by part of its formula, as Kleene's logic does: all parts shown to be true, or one of them to be
false. Walking counts each area once and papers each once, so nobody who asks can be cheaper under these rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import highspy

from benchmarks.asking.firms import Firm
from checklists.asking.costs import Costs
from checklists.asking.interview import Interviewer
from checklists.asking.open_verdicts import base_of
from checklists.asking.places import areas_of, papers_of
from checklists.asking.questionnaire import method_of
from judge.evaluate.residual import (
    Both,
    Either,
    Hidden,
    Joint,
    Literal,
    Opposite,
    ReadingChoiceLeft,
    Residual,
    Threshold,
    holds_of_cell,
    items_of,
)
from judge.evaluate.residuals import Residuals
from judge.evaluate.simplify import simplified
from judge.evaluate.world import Item
from judge.judging import LiveVisit
from judge.judging.selection import Target
from judge.resolve.given import Answer
from judge.verdict.verdict import OPEN

SECONDS = 20.0
"""How long the solver may take."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """The cheapest set of answers: its cost, and how much cheaper one may still be."""

    seconds: float
    bound: float
    """Nothing cheaper than this exists."""
    taken: frozenset[Item]
    """The answers and rosters it is made of."""


def certificate(firm: Firm, interviewer: Interviewer) -> Certificate:
    """The clairvoyant's cost for an enterprise."""
    return _Program(firm, interviewer).solved()


@dataclass
class _Model:
    """An integer program being written: binary variables with costs, and rows that bound sums from below."""

    solver: highspy.Highs = field(default_factory=highspy.Highs)
    count: int = 0

    def __post_init__(self) -> None:
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("time_limit", SECONDS)
        self.solver.setOptionValue("threads", 1)

    def variable(self, cost: float, *, whole: bool) -> int:
        """A variable between 0 and 1."""
        self.solver.addCol(cost, 0.0, 1.0, 0, [], [])
        if whole:
            self.solver.changeColIntegrality(self.count, highspy.HighsVarType.kInteger)
        self.count += 1
        return self.count - 1

    def at_least(self, terms: list[tuple[int, float]], bound: float) -> None:
        """That a sum is no less than a bound."""
        merged: dict[int, float] = {}
        for index, factor in terms:
            merged[index] = merged.get(index, 0.0) + factor
        self.solver.addRow(bound, highspy.kHighsInf, len(merged), list(merged), list(merged.values()))


class _Program:
    def __init__(self, firm: Firm, interviewer: Interviewer) -> None:
        self._firm, self._interviewer, self._costs = firm, interviewer, interviewer.costs
        self._model = _Model()
        self._live = LiveVisit(firm.full, firm.library, interviewer.compiled)
        self._world = self._live.world
        self._residuals = Residuals(self._world, interviewer.compiled.kleene)
        self._areas = areas_of(firm.full.objects, firm.library)
        self._root = firm.full.objects[0].id
        self._asked: dict[Item, int] = {}
        self._shared: dict[tuple[str, str], int] = {}
        self._fixed = self._found_late()

    def _found_late(self) -> float:
        """What finding and putting down the objects costs that are not seen at first; it is the same for all."""
        return self._costs.tap * 3 * len(self._firm.hidden)

    def solved(self) -> Certificate:
        """The solution."""
        for target in self._targets():
            self._settle(target)
        for rosters in {(each.parent, each.type) for each in self._firm.full.objects if each.id in self._firm.hidden}:
            self._require(self._answer(("roster", rosters[0] or "", rosters[1])))
        self._model.solver.run()
        info = self._model.solver.getInfo()
        taken = self._model.solver.getSolution().col_value
        chosen = frozenset(item for item, index in self._asked.items() if taken[index] > 0.5)
        bound = max(info.mip_dual_bound, 0.0) + self._fixed
        return Certificate(info.objective_function_value + self._fixed, bound, chosen)

    def _targets(self) -> Iterator[Target]:
        """What can be settled at all, by those who know everything."""
        answers = tuple(Answer(*place, known) for place, known in sorted(self._firm.truth.items()))
        told = LiveVisit(replace(self._firm.full, answers=answers), self._firm.library, self._interviewer.compiled)
        all_listed = self._all_listed(answers)
        for target, verdict in zip(self._live.targets, told.verdicts, strict=True):
            is_open = verdict.outcome in OPEN
            if target.parent is None and is_open and all_listed[verdict.rule, verdict.object] in OPEN:
                continue
            yield target

    def _all_listed(self, answers: tuple[Answer, ...]) -> dict[tuple[str, str | None], object]:
        complete = {
            (e.id, t.name)
            for e in self._firm.full.objects
            for t in self._firm.library.types.values()
            if t.parent == e.type
        }
        visit = replace(self._firm.full, answers=answers, complete=frozenset(complete))
        live = LiveVisit(visit, self._firm.library, self._interviewer.compiled)
        return {(verdict.rule, verdict.object): verdict.outcome for verdict in live.verdicts}

    def _settle(self, target: Target) -> None:
        formula = self._interviewer.compiled.of(target.rule).formulas.hazard
        if target.parent is None:
            residual = simplified(self._residuals.of(formula, target.node, target.node))
            self._settled(residual)
            return
        for node in target.supposed:
            with self._world.supposing(node):
                residual = self._residuals.of(formula, node, node)
            roster = target.parent.id, target.roster or ""
            self._settled(simplified(Hidden(f"{target.parent.id}〈", roster, residual)))

    def _settled(self, residual: Residual) -> None:
        if isinstance(residual, bool):
            return
        ways = [way for side in (True, False) if (way := self._shown(residual, side)) is not None]
        assert ways, residual
        self._model.at_least([(way, 1.0) for way in ways], 1.0)

    def _require(self, index: int) -> None:
        self._model.at_least([(index, 1.0)], 1.0)

    def _shown(self, residual: Residual, side: bool) -> int | None:
        """A variable that can be 1 only where the answers taken show that it is true (or false); None if it is not so."""
        match residual:
            case bool():
                return self._certain() if residual is side else None
            case Literal(variable, _):
                if self._truth(residual) is (not side):
                    return None
                return self._joined([self._answer(item) for item in variable.items])
            case Joint(items, _):
                return self._joined([self._answer(item) for item in items if item[0] != "reading"])
            case Opposite(part):
                return self._shown(part, not side)
            case Both(parts):
                return self._every(parts, side) if side else self._some(parts, side)
            case Either(parts):
                return self._some(parts, side) if side else self._every(parts, side)
            case Threshold(wanted, weighted):
                return self._counted(wanted, weighted, side)
            case Hidden(_, roster, body, _, _):
                return None if side else self._not_hidden(("roster", *roster), body)
            case ReadingChoiceLeft(_, options):
                return self._every([part for _, part in options], side)

    def _not_hidden(self, roster: Item, body: Residual) -> int:
        """No unseen object meets a body: all are listed, or what lies outside the unseen rules it out."""
        outside = self._shown(self._without_unseen(body), False)
        ways = [self._answer(roster), *([outside] if outside is not None else [])]
        return self._any_of(ways)

    def _without_unseen(self, body: Residual) -> Residual:
        """The demands of a body that speak of seen things alone."""
        demands = body.parts if isinstance(body, Both) else (body,)
        kept = [d for d in demands if not isinstance(d, bool) and all(self._is_seen(item) for item in items_of(d))]
        return Both(tuple(kept)) if kept else True

    def _is_seen(self, item: Item) -> bool:
        return item[0] == "fact" and item[1] in self._world.nodes

    def _every(self, parts: tuple[Residual, ...] | list[Residual], side: bool) -> int | None:
        shown = [self._shown(part, side) for part in parts]
        return (
            None if any(each is None for each in shown) else self._joined([each for each in shown if each is not None])
        )

    def _some(self, parts: tuple[Residual, ...], side: bool) -> int | None:
        shown = [each for part in parts if (each := self._shown(part, side)) is not None]
        return self._any_of(shown) if shown else None

    def _counted(self, wanted: int, weighted: tuple[tuple[Residual, int], ...], side: bool) -> int | None:
        total = sum(weight for _, weight in weighted)
        needed = wanted if side else total - wanted + 1
        shown = [(each, weight) for part, weight in weighted if (each := self._shown(part, side)) is not None]
        if sum(weight for _, weight in shown) < needed:
            return None
        index = self._model.variable(0.0, whole=False)
        self._model.at_least([*((each, float(weight)) for each, weight in shown), (index, -float(needed))], 0.0)
        return index

    def _joined(self, parts: list[int]) -> int:
        if len(parts) == 1:
            return parts[0]
        index = self._model.variable(0.0, whole=False)
        for part in parts:
            self._model.at_least([(part, 1.0), (index, -1.0)], 0.0)
        return index

    def _any_of(self, parts: list[int]) -> int:
        if len(parts) == 1:
            return parts[0]
        index = self._model.variable(0.0, whole=False)
        self._model.at_least([*((part, 1.0) for part in parts), (index, -1.0)], 0.0)
        return index

    def _certain(self) -> int:
        return self._model.variable(0.0, whole=False)

    def _truth(self, literal: Literal) -> bool | None:
        """What a test comes to; None of a sum of several numbers, which is taken to show whatever is wanted: that only makes
        the certificate cheaper."""
        if len(literal.variable.items) > 1:
            return None
        _, object_id, key = literal.variable.items[0]
        known = self._firm.truth.get((object_id, key if "@" not in key else base_of(key).partition("@")[0]))
        return None if known is None else holds_of_cell(literal.test, known)

    def _answer(self, item: Item) -> int:
        """The variable for taking an answer, with all that getting it costs."""
        if item in self._asked:
            return self._asked[item]
        kind, object_id, key = item
        if kind == "roster":
            index = self._model.variable(self._costs.roster + self._costs.tap, whole=True)
            self._go(index, object_id)
        else:
            index = self._fact(object_id, key)
        self._asked[item] = index
        return index

    def _fact(self, object_id: str, key: str) -> int:
        costs = self._costs
        node = self._world.nodes[object_id]
        fact = self._interviewer.weigher.fact_at(node.type, key)
        assert fact is not None
        index = self._model.variable(costs.box if "∋" in key else 0.0, whole=True)
        question = self._needs(
            index, ("question", f"{object_id}\0{base_of(key)}"), self._of_question(costs, method_of(fact), "∋" in key)
        )
        if method_of(fact) == "文件":
            papers = papers_of(fact)
            self._needs(question, ("paper", papers[0] if papers else ""), costs.fetch)
        else:
            self._go(question, object_id)
        return index

    @staticmethod
    def _of_question(costs: Costs, method: str, is_box: bool) -> float:
        found = {"看": costs.look, "问": costs.ask, "文件": costs.read, "测": costs.measure}[method]
        return costs.tap + found - (costs.box if is_box else 0.0)

    def _go(self, index: int, object_id: str) -> None:
        """Being at an object costs a walk to its area, or a step from another object there."""
        area = self._areas[object_id]
        first = 0.0 if area == self._root else self._costs.walk - self._costs.step
        here = self._needs(index, ("object", object_id), 0.0 if object_id == self._root else self._costs.step)
        self._needs(here, ("area", area), first)

    def _needs(self, index: int, shared: tuple[str, str], cost: float) -> int:
        """Something paid once, whoever needs it."""
        if shared not in self._shared:
            self._shared[shared] = self._model.variable(cost, whole=True)
        self._model.at_least([(self._shared[shared], 1.0), (index, -1.0)], 0.0)
        return self._shared[shared]
