"""Tries rules on cases without building each case's visit anew: what a case would say of a changed rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationError

from judge.authoring.cases import STANDINGS, WHOLE_TEXT, CaseVisit, missing_name, rulings_of
from judge.diagnostics import Problems
from judge.evaluate.build import BuiltWorld, build_world
from judge.evaluate.exact import Exact
from judge.evaluate.kleene import Kleene
from judge.explain.missing import all_missing
from judge.explain.phrases import Names
from judge.expr.written import Location
from judge.judging.outcomes import Result, RuleFormulas, outcome_of, standings_of
from judge.judging.selection import Target, Targets, versions_on
from judge.model.rule import CaseModel
from judge.resolve.resolved import Library, Rule
from judge.resolve.source import Source
from judge.resolve.visit import resolve_visit
from judge.values.truth import Truth
from judge.verdict.verdict import Outcome

_UNSEEN_ORDER = (Outcome.NOT_EXAMINED, Outcome.CLEAR, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Facets:
    """What a case may look at in a verdict; None where it does not say."""

    outcome: str
    situations: tuple[str, ...] | None = None
    missing: tuple[str, ...] | None = None
    lean: str | None = None
    basis: str | None = None
    standing: bool | None = None


class Trial:
    """One case with its world, ready to be asked about the rule or a changed version of it."""

    def __init__(self, case: CaseModel, library: Library, built: BuiltWorld, target: Target, kleene: Kleene) -> None:
        self.case, self._library, self._built, self._target = case, library, built, target
        self._exact = Exact(built.world, kleene)

    @property
    def concerns_seen(self) -> bool:
        """Whether it judges an object that is there."""
        return not self._target.supposed

    def truth(self, formulas: RuleFormulas) -> Truth:
        """Whether the rule yields its level at the case's own object."""
        return self._exact.truth(formulas.hazard, self._target.node)

    def facets(self, rule: Rule, formulas: RuleFormulas, *, whole: bool = False) -> Facets:
        """What comes out of a rule, as far as the case looks at it; with `whole`, the situations too in any case."""
        case, result = self.case, self._result(rule, formulas)
        return Facets(
            outcome=str(result.outcome),
            situations=self._situations(result, formulas) if whole or case.situations is not None else None,
            missing=self._missing(rule, result) if case.missing is not None else None,
            lean=str(result.lean) if case.lean is not None else None,
            basis=str(result.basis) if case.basis is not None else None,
            standing=self._standing(rule, result) if case.standing is not None else None,
        )

    def _result(self, rule: Rule, formulas: RuleFormulas) -> Result:
        if not self._target.supposed:
            return outcome_of(rule, formulas, self._target.node, self._exact)
        results = []
        for node in self._target.supposed:
            with self._built.world.supposing(node):
                results.append(outcome_of(rule, formulas, node, self._exact))
        return min(results, key=lambda result: _UNSEEN_ORDER.index(result.outcome))

    def _situations(self, result: Result, formulas: RuleFormulas) -> tuple[str, ...]:
        if result.lean is None:
            return tuple(sorted(s.name for s in result.holding))
        node = self._target.node
        return tuple(sorted(s.name for s, _ in formulas.situations if self._exact.truth(s.when, node) is True))

    def _missing(self, rule: Rule, result: Result) -> tuple[str, ...]:
        if result.outcome is not Outcome.UNDETERMINED:
            return ()
        nodes = self._built.world.nodes
        items = [item for item in result.analysis.relevant if item[0] == "reading" or item[1] in nodes]
        names = Names(self._library, {}, self._built.calculations)
        open_things = all_missing(items, names, self._built.world)
        text = () if rule.text_complete else (WHOLE_TEXT,)
        return tuple(sorted({*text, *(missing_name(missing, self._library) for missing in open_things)}))

    def _standing(self, rule: Rule, result: Result) -> bool:
        has_panel = self._library.standards[rule.standard].panel is not None
        found = [str(standing) for standing in standings_of(rule, result, has_panel)]
        assert self.case.standing is not None
        return STANDINGS[self.case.standing] in found


def trial_of(
    case: CaseModel, rule: Rule, library: Library, source: Source[object], path: Location, kleene: Kleene
) -> Trial | None:
    """The trial of one case of a rule; None where the case cannot be read or what it judges depends on the version."""
    problems = Problems()
    written = CaseVisit(case, rule, library, source, path)
    ruled = replace(library, rules=(rule,), rulings=rulings_of(case, rule, library, source, path, problems))
    try:
        visit = resolve_visit(Source(written.model(), written.locate), ruled, problems)
    except ValidationError:
        return None
    if problems.has_errors:
        return None
    built = build_world(visit, ruled)
    targets = Targets(ruled, built.world, visit.scope, versions_on(ruled, visit.scope, visit.judged_on)).all()
    target = _wanted(list(targets), case, rule)
    if target is None or target.candidates:
        return None
    return Trial(case, replace(library, rulings=ruled.rulings), built, target, kleene)


def _wanted(targets: Sequence[Target], case: CaseModel, rule: Rule) -> Target | None:
    if case.unseen_of is None:
        found = [t for t in targets if t.parent is None and t.node.id == rule.object_type]
    else:
        parent, _, roster = case.unseen_of.partition("/")
        found = [t for t in targets if t.parent is not None and (t.parent.id, t.roster) == (parent, roster)]
    return found[0] if found else None
