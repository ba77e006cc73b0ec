"""The exact truth of a formula over all completions of what is open, and what could still settle it.

Kleene's answer is taken where it is definite. Else the residual is analysed: parts that share nothing each on their own,
parts that hang together by a diagram.
"""

from __future__ import annotations

from judge.evaluate.decision import DiagramTooLargeError
from judge.evaluate.diagram import Analysis, Choice, DiagramOf
from judge.evaluate.kleene import Kleene
from judge.evaluate.residual import Residual, items_of
from judge.evaluate.residuals import Residuals
from judge.evaluate.settling import ByDiagram, settle
from judge.evaluate.simplify import simplified
from judge.evaluate.unate import is_unate
from judge.evaluate.world import Node, World
from judge.expr.formula import Elements, Formula
from judge.values.truth import Truth

__all__ = ["Analysis", "Choice", "Exact"]


def _analysis_of(residual: Residual) -> Analysis:
    return DiagramOf(residual).analysis()


def _truth_alone(residual: Residual) -> Analysis:
    return Analysis(DiagramOf(residual).decide()[0])


class Exact:
    """Decides formulas in one world."""

    def __init__(self, world: World, kleene: Kleene | None = None) -> None:
        self.world = world
        self._kleene = kleene or Kleene()
        self._residuals = Residuals(world, self._kleene)
        self._constraints: list[Residual] | None = None

    def quick(self, formula: Formula, node: Node, rule: Node | None = None) -> Truth:
        """Kleene's truth: certain where definite, else perhaps not the last word."""
        return self._kleene.compile(formula)(self.world, node, rule or node)

    def counted(self, formula: Elements, node: Node, rule: Node) -> dict[str, Truth]:
        """Which clause numbers count."""
        return self._kleene.counted(formula)(self.world, node, rule)

    def truth(self, formula: Formula, node: Node, rule: Node | None = None) -> Truth:
        """Whether the formula is true in all completions, in none (False), or in some (None)."""
        quick = self.quick(formula, node, rule)
        if quick is not None:
            return quick
        residual = self._residuals.of(formula, node, rule or node)
        if isinstance(residual, bool):
            return residual
        if not self.world.constraints and is_unate(residual):
            return None
        return self._analysis(simplified(residual), _truth_alone).truth

    def analyse(self, formula: Formula, node: Node, rule: Node | None = None) -> Analysis:
        """The truth with all that is still to be known about it."""
        quick = self.quick(formula, node, rule)
        if quick is not None:
            return Analysis(quick)
        return self._analysis(simplified(self._residuals.of(formula, node, rule or node)))

    def kleene_is_exact(self, formula: Formula, node: Node) -> bool:
        """Whether, however little of what is known were known, Kleene's unknown would be exact here."""
        if self.world.constraints:
            return False
        before, self.world.watch = self.world.watch, lambda item: False
        try:
            return self.quick(formula, node) is not None or is_unate(self._residuals.of(formula, node, node))
        finally:
            self.world.watch = before

    def _analysis(self, residual: Residual, by_diagram: ByDiagram = _analysis_of) -> Analysis:
        if isinstance(residual, bool):
            return Analysis(residual)
        constraints = self._constraints_on(residual)
        try:
            if constraints:
                return DiagramOf(residual, constraints).analysis()
            return settle(residual, by_diagram)
        except DiagramTooLargeError:
            return Analysis(None, tuple(dict.fromkeys(items_of(residual))), is_exact=False)

    def _constraints_on(self, residual: Residual) -> list[Residual]:
        """What declared constraints say about the open things of a residual, and about what those are tied to."""
        if not self.world.constraints:
            return []
        left = [
            made
            for constraint in self.world.constraints
            for node in (*self.world.nodes.values(), *self.world.supposed_now)
            if node.type == constraint.object_type
            and not isinstance(made := self._residuals.of(constraint.formula, node, node), bool)
        ]
        reached = set(items_of(residual))
        chosen: list[Residual] = []
        while found := [part for part in left if part not in chosen and reached & set(items_of(part))]:
            chosen.extend(found)
            reached |= {item for part in found for item in items_of(part)}
        return chosen
