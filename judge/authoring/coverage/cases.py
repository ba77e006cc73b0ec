"""What a case makes of a rule put this way or otherwise: the world the case describes, judged as the rule's cases are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationError

from judge.authoring.cases import BASES, OUTCOMES, CaseVisit, missing_name, rulings_of
from judge.authoring.coverage.obligations import Kind, Obligation
from judge.diagnostics import Position, Problems
from judge.evaluate.build import build_world
from judge.evaluate.exact import Exact
from judge.evaluate.kleene import Kleene
from judge.evaluate.world import Node
from judge.expr.formula import Formula
from judge.judging import Compiled, judge
from judge.model.rule import CaseModel
from judge.resolve.resolved import Library, Rule
from judge.resolve.source import Source
from judge.resolve.visit import ResolvedVisit, resolve_visit
from judge.values.truth import Truth
from judge.verdict.verdict import HITS, Outcome, Verdict

Data = dict[str, object]
CONFIRMED, GENERATED = "核对", "生成"
_NAMES = {code: name for name, code in OUTCOMES.items()}
_BASIS_NAMES = {code: name for name, code in BASES.items()}


@dataclass(frozen=True, slots=True)
class CaseWorld:
    """The world of one case, ready to look at its rule in other wordings."""

    case: CaseModel
    exact: Exact
    node: Node
    truth: Truth
    """Whether the rule's hazard is certain there."""

    def shows(self, duty: Obligation) -> bool:
        """Whether the case shows what an obligation wants."""
        if duty.kind is Kind.UNDETERMINED:
            return self.truth is None
        if self.truth is None:
            return False
        if duty.ruling is not None and self.exact.world.ruling(duty.ruling[0]) != duty.ruling[1]:
            return False
        return any(self.exact.truth(other, self.node) is not self.truth for other in duty.against)


class CaseWorlds:
    """Makes the worlds of cases of a library's rules, and tells what must come out there."""

    def __init__(self, library: Library) -> None:
        self._library, self._kleene, self._compiled = library, Kleene(), Compiled(library)

    def of(self, cases: Sequence[CaseModel], rule: Rule, hazard: Formula) -> list[CaseWorld]:
        """The worlds of a rule's cases; of those that cannot be read, or judge what nobody has seen, none."""
        found = (self.one(case, rule, hazard) for case in cases if case.unseen_of is None)
        return [world for world in found if world is not None]

    def one(self, case: CaseModel, rule: Rule, hazard: Formula) -> CaseWorld | None:
        """The world of one case; None if it cannot be read."""
        opened = self._visit(case, rule)
        if opened is None:
            return None
        visit, ruled = opened
        world = build_world(visit, ruled).world
        exact, node = Exact(world, self._kleene), world.nodes[rule.object_type]
        return CaseWorld(case, exact, node, exact.truth(hazard, node))

    def expected(self, case: CaseModel, rule: Rule) -> Data | None:
        """What comes out of a case, as its 判定, 情形, 不构成因, 倾向 and 待核实; None if nothing does."""
        opened = self._visit(case, rule)
        if opened is None:
            return None
        visit, ruled = opened
        for verdict in judge(visit, ruled, compiled=self._compiled).verdicts:
            if verdict.rule == rule.id and verdict.object == rule.object_type:
                return self._expectations(verdict)
        return None

    def day_of(self, rule: Rule) -> int:
        """The day on which cases of a rule are judged that name none."""
        case = CaseModel.model_validate({"名称": "例", "判定": "待定"})
        made = CaseVisit(case, rule, self._library, Source(None, lambda path: Position("")), ()).model()
        return max(made.occasion.dates).toordinal()

    def _expectations(self, verdict: Verdict) -> Data:
        found: Data = {"判定": _NAMES[str(verdict.outcome)]}
        if verdict.outcome in HITS:
            found["情形"] = [situation.name for situation in verdict.situations]
        if verdict.basis is not None and str(verdict.basis) == "exempted":
            found["不构成因"] = _BASIS_NAMES[str(verdict.basis)]
        if verdict.lean is not None:
            found["倾向"] = "除外未定"
        if verdict.outcome is Outcome.UNDETERMINED:
            found["待核实"] = list(
                dict.fromkeys(missing_name(missing, self._library) for missing in verdict.missing.relevant)
            )
        return found

    def _visit(self, case: CaseModel, rule: Rule) -> tuple[ResolvedVisit, Library] | None:
        problems = Problems()
        source: Source[object] = Source(None, lambda path: Position(""))
        ruled = replace(self._library, rulings=rulings_of(case, rule, self._library, source, (), problems))
        builder = CaseVisit(case, rule, self._library, source, ())
        try:
            visit = resolve_visit(Source(builder.model(), builder.locate), ruled, problems)
        except ValidationError:
            return None
        return None if problems.has_errors else (visit, ruled)
