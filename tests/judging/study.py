"""One random case judged by the engine, beside what brute force over all completions says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from judge.evaluate.build import BuiltWorld, build_world
from judge.evaluate.exact import Analysis, Exact
from judge.evaluate.world import Node
from judge.explain.phrases import Names
from judge.explain.reasons import Reasons
from judge.expr.formula import Formula
from judge.judging import Judgement, judge
from judge.judging.outcomes import RuleFormulas, formulas_of
from judge.resolve.resolved import Rule
from judge.verdict.verdict import HITS, Basis, Lean, Outcome, Standing, Verdict
from tests.judging.completions import Given, Leaf, Space, TooManyError
from tests.judging.concrete import Thing
from tests.judging.generate import Case

HIT, NO, OPEN = "hit", "no", "open"


def class_of(outcome: Outcome) -> str:
    """A hit, none (clear and not applicable are one), or open."""
    if outcome in HITS:
        return HIT
    return NO if outcome in (Outcome.CLEAR, Outcome.NOT_APPLICABLE) else OPEN


def class_in(truths: set[bool]) -> str:
    """The class of a rule whose formula has these truths in the completions; open where there are no completions."""
    return OPEN if len(truths) != 1 else HIT if True in truths else NO


@dataclass
class Target:
    """One verdict with its rule, and the object (seen or supposed) that it is about."""

    study: Study
    verdict: Verdict
    rule: Rule
    formulas: RuleFormulas
    limit: int = 3_000
    _leaves: dict[int, list[tuple[Leaf, bool]]] = field(default_factory=dict)

    def space(self, *formulas: Formula, given: Given | None = None) -> Space:
        """The completions as far as the formulas can tell them apart."""
        case, verdict = self.study.case, self.verdict
        supposed = None
        if verdict.object is None:
            assert verdict.parent is not None
            assert verdict.roster is not None
            chain = case.library.types[verdict.object_type].chain
            supposed = (verdict.parent, tuple(reversed(chain[: chain.index(verdict.roster) + 1])))
        return Space(case.library, case.visit, formulas, given or self.study.given, self.limit, supposed)

    def at(self, space: Space) -> Thing:
        """The object judged, in some completions."""
        return space.judged if self.verdict.object is None else space.things[self.verdict.object]

    def truths(self, formula: Formula, given: Given | None = None) -> set[bool]:
        """The truths of a formula at the object. Raises TooManyError."""
        space = self.space(formula, given=given)
        return space.truths(formula, self.at(space))

    def leaves(self, limit: int) -> tuple[Space, list[tuple[Leaf, bool]]]:
        """The rule's truth in every completion. Raises TooManyError."""
        space = self.space(self.formulas.hazard)
        space.limit = limit
        return space, space.leaves(self.formulas.hazard, self.at(space))

    @property
    def node(self) -> Node:
        """The seen object in the engine's world."""
        assert self.verdict.object is not None
        return self.study.built.world.nodes[self.verdict.object]

    @cached_property
    def analysis(self) -> Analysis:
        """What the engine finds of the rule at the seen object."""
        return self.study.exact.analyse(self.formulas.hazard, self.node)

    def expected(self) -> tuple[Outcome, Basis | None, Lean | None]:
        """The outcome by brute force, with its basis or lean. Raises TooManyError."""
        rule, formulas = self.rule, self.formulas
        truths = self.truths(formulas.hazard)
        if truths == {True}:
            hit = {"重大": Outcome.MAJOR, "一般": Outcome.ORDINARY, "要素": Outcome.ELEMENT}[rule.level]
            return (hit if rule.text_complete else Outcome.SUSPECTED), None, None
        if truths == {False}:
            if not rule.text_complete and self.truths(rule.in_scope) != {False}:
                return Outcome.UNDETERMINED, None, None
            if self.truths(formulas.applies) == {False}:
                return Outcome.NOT_APPLICABLE, None, None
            return Outcome.CLEAR, Basis.EXEMPTED if self._but_for_exemptions() else Basis.ABSENT, None
        return Outcome.UNDETERMINED, None, Lean.HAZARD_UNLESS_EXEMPT if self._but_for_exemptions() else None

    def _but_for_exemptions(self) -> bool:
        return self.formulas.has_exemption and self.truths(self.formulas.unexempted) == {True}

    def standings(self) -> set[Standing]:
        """The standings that the rule and the open readings give."""
        rule, found = self.rule, set()
        if not rule.text_complete:
            found.add(Standing.TEXT_INCOMPLETE)
        undetermined = self.verdict.outcome is Outcome.UNDETERMINED
        if undetermined and any(item.kind == "reading" for item in self.verdict.missing.relevant):
            found.add(Standing.READING_OPEN)
        if rule.confidence == "凭记忆":
            found.add(Standing.UNCONFIRMED)
        return found or {Standing.FIRM}


@dataclass
class Study:
    """A case, judged."""

    case: Case

    @cached_property
    def judgement(self) -> Judgement:
        """The engine's judgement, with reasons and cures."""
        return judge(self.case.visit, self.case.library)

    @cached_property
    def given(self) -> Given:
        """All that is known."""
        return Given.of(self.case.visit, self.case.library)

    @cached_property
    def built(self) -> BuiltWorld:
        """The engine's world."""
        return build_world(self.case.visit, self.case.library)

    @cached_property
    def exact(self) -> Exact:
        """The engine's exact truths."""
        return Exact(self.built.world)

    @cached_property
    def reasons(self) -> Reasons:
        """The engine's reasons."""
        return Reasons(self.exact, Names(self.case.library, self.case.visit.names, self.built.calculations))

    @cached_property
    def targets(self) -> Sequence[Target]:
        """All verdicts."""
        rules = self.case.library.rule_by_id
        formulas = {rule.id: formulas_of(rule) for rule in self.case.library.rules}
        return [Target(self, v, rules[v.rule], formulas[v.rule]) for v in self.judgement.verdicts]


__all__ = ["HIT", "NO", "OPEN", "Study", "Target", "TooManyError", "class_in", "class_of"]
