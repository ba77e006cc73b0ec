"""Judges targets in one world: the outcome of each, what is missing, and, if wanted, reasons and cures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from judge.evaluate.build import build_world
from judge.evaluate.exact import Exact
from judge.evaluate.kleene import Kleene
from judge.evaluate.world import Item, Node
from judge.explain.cures import Cures
from judge.explain.missing import all_missing, missing_of
from judge.explain.phrases import TEXTS, Names
from judge.explain.reasons import Reasons, leaves_of
from judge.expr.canonical import digest
from judge.expr.formula import ByReading, Formula, walk
from judge.judging.outcomes import Result, RuleFormulas, formulas_of, outcome_of, standings_of
from judge.judging.selection import Target, Targets, Versions
from judge.judging.unseen import LineOutcomes
from judge.resolve.resolved import FAILED, Library, Rule
from judge.resolve.visit import ResolvedVisit
from judge.verdict.verdict import (
    HITS,
    OPEN,
    Missing,
    MissingSets,
    Outcome,
    Reason,
    RulingUsed,
    SituationFound,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """What every verdict of a rule shares."""

    formulas: RuleFormulas
    cite: str
    has_panel: bool
    rulings: tuple[RulingUsed, ...]
    """The rulings on readings that the rule chooses by."""


class Compiled:
    """What many visits judged by the same rules share: the formulas of the rules, and their closures."""

    def __init__(self, library: Library) -> None:
        self.kleene = Kleene()
        self.outcomes = LineOutcomes()
        self.library = library
        self._compiled: dict[str, CompiledRule] = {}

    def of(self, rule: Rule) -> CompiledRule:
        """A rule compiled, on first use."""
        found = self._compiled.get(rule.id)
        if found is None:
            found = self._compiled[rule.id] = self._made(rule)
        return found

    def _made(self, rule: Rule) -> CompiledRule:
        standard = self.library.standards[rule.standard]
        formulas = formulas_of(rule)
        rulings = tuple(_rulings(formulas.hazard, self.library))
        return CompiledRule(formulas, standard.cite(rule.clause), standard.panel is not None, rulings)


def _rulings(formula: Formula, library: Library) -> Iterator[RulingUsed]:
    if not library.rulings:
        return
    for reading in dict.fromkeys(part.reading for part in walk(formula) if isinstance(part, ByReading)):
        if ruling := library.rulings.get(reading):
            yield RulingUsed(ruling.reading, ruling.option, ruling.number, ruling.date, ruling.by)


Judged = tuple[CompiledRule, Result]
"""A target's rule, and what came out."""


_UNTOLD = Reason("group", "")
_UNSEEN_ORDER = (Outcome.NOT_EXAMINED, Outcome.CLEAR, Outcome.NOT_APPLICABLE)
"""Of the outcomes for the things an unseen object may be, the first that occurs holds."""


class Bench:
    """One world being judged."""

    def __init__(
        self,
        visit: ResolvedVisit,
        library: Library,
        compiled: Compiled,
        versions: Versions,
        *,
        explain: bool,
        with_declared: bool = False,
        remembers: bool = False,
    ) -> None:
        """With `remembers`, alike objects are judged once: worth it where little is known of many."""
        self._remembers = remembers
        self._visit, self._library, self._versions, self._explain = visit, library, versions, explain
        self._compiled = compiled
        self.built = build_world(visit, library, with_declared=with_declared)
        self._exact = Exact(self.built.world, compiled.kleene)
        self._not_answered = {(a.object, a.key): a.none_because for a in visit.answers if a.none_because is not None}
        self._names = Names(library, visit.names, self.built.calculations, self._not_answered)
        self._reasons = Reasons(self._exact, self._names)
        self._cures = Cures(self._exact, self._names)

    def verdicts(self, only: Callable[[Target], bool] | None = None) -> Iterator[Verdict]:
        """All verdicts (or those of some targets) in canonical order."""
        return self.judged(target for target in self.targets() if only is None or only(target))

    def targets(self) -> Iterator[Target]:
        """Everything that is to be judged, in canonical order."""
        return Targets(self._library, self.built.world, self._visit.scope, self._versions).all()

    def answered(self, object_id: str, key: str) -> None:
        """An answer was given or taken back: why there was none is no longer told."""
        self._not_answered.pop((object_id, key), None)

    def judged(self, targets: Iterable[Target]) -> Iterator[Verdict]:
        """The verdicts of targets. Of an event judged by candidate versions, all its targets must be among them."""
        judged = [(target, self._judged(target)) for target in targets]
        for target, (rule, result) in self._reconciled(judged):
            yield self._verdict(target, rule, result)

    def _judged(self, target: Target) -> Judged:
        compiled = self._compiled.of(target.rule)
        formulas = compiled.formulas
        if not target.supposed:
            if self._remembers and self._exact.quick(formulas.hazard, target.node) is None:
                return compiled, self._compiled.outcomes.outcome(target.rule, formulas, target.node, self._exact)
            return compiled, outcome_of(target.rule, formulas, target.node, self._exact)
        results = []
        for node in target.supposed:
            with self.built.world.supposing(node):
                results.append(self._compiled.outcomes.outcome(target.rule, formulas, node, self._exact))
        return compiled, min(results, key=lambda result: _UNSEEN_ORDER.index(result.outcome))

    def _reconciled(self, judged: list[tuple[Target, Judged]]) -> Iterator[tuple[Target, Judged]]:
        """Where an event's day leaves the version open, an outcome stands only if all candidates agree."""
        by_event: dict[str, dict[str, set[Outcome]]] = {}
        for target, (_, result) in judged:
            if target.candidates:
                found = by_event.setdefault(target.node.id, {})
                found.setdefault(target.rule.standard, set()).add(result.outcome)
        for target, (rule, result) in judged:
            if target.candidates and not _agree(by_event[target.node.id], target.candidates):
                item: Item = ("fact", target.node.id, "日期")
                analysis = replace(result.analysis, relevant=(item, *result.analysis.relevant))
                result = Result(Outcome.UNDETERMINED, analysis=analysis)
            yield target, (rule, result)

    def _verdict(self, target: Target, compiled: CompiledRule, result: Result) -> Verdict:
        rule, node = target.rule, target.node
        standings = standings_of(rule, result, compiled.has_panel)
        verdict = Verdict(
            rule=rule.id,
            title=rule.title,
            standard=rule.standard,
            clause=rule.clause,
            cite=compiled.cite,
            object_type=rule.object_type,
            object=None if target.parent is not None else node.id,
            object_name=self._names.of_object(node),
            outcome=result.outcome,
            effective=result.outcome,
            standing=standings[0],
            standings=standings,
            parent=target.parent.id if target.parent is not None else None,
            roster=target.roster,
            basis=result.basis,
            lean=result.lean,
            situations=() if self._explain else self._named(target, compiled.formulas, result),
            missing=self._missing(target, result),
            note=rule.note,
            rulings=compiled.rulings,
            text_missing=rule.text_missing if not rule.text_complete else None,
            count=node.count,
            rule_digest=rule.digest,
        )
        if self._explain:
            verdict = self._explained(verdict, target, compiled.formulas, result)
        return replace(verdict, rectification="；".join(_demands(rule, verdict)))

    def _named(self, target: Target, formulas: RuleFormulas, result: Result) -> tuple[SituationFound, ...]:
        """The situations by name alone, for a quick judgement."""
        holding = result.holding if result.outcome in HITS else ()
        if result.lean is not None:
            holding = tuple(s for s, _ in formulas.situations if self._exact.truth(s.when, target.node) is True)
        return tuple(SituationFound(situation.name, _UNTOLD) for situation in holding)

    def _explained(self, verdict: Verdict, target: Target, formulas: RuleFormulas, result: Result) -> Verdict:
        rule, node = target.rule, target.node
        if target.parent is not None:
            return verdict
        grounds = self._grounds(formulas.hazard, node)
        if verdict.outcome in HITS:
            by_situation = dict(formulas.situations)
            holding = result.holding or ()
            found = [self._found(s.name, by_situation[s], node, rule) for s in holding]
            if not holding:
                found = [self._found(TEXTS["together"], formulas.hazard, node, rule)]
            pairs = [(situation, by_situation[situation]) for situation in holding]
            cures = tuple(planned.cure for planned in self._cures.of(rule, node, pairs, formulas.hazard))
            return replace(verdict, situations=tuple(found), cures=cures, grounds_digest=grounds)
        if verdict.outcome in (Outcome.CLEAR, Outcome.NOT_APPLICABLE):
            if self._exact.truth(formulas.applies, node) is False:
                refuted = [self._found(TEXTS["refuted_each"], formulas.applies, node, rule)]
            else:
                refuted = [self._found(s.name, f, node, rule) for s, f in formulas.situations]
            return replace(verdict, refuted=tuple(refuted), grounds_digest=grounds)
        if verdict.lean is not None:
            certain = [s for s, _ in formulas.situations if self._exact.truth(s.when, node) is True]
            found = [self._found(s.name, s.when, node, rule) for s in certain]
            return replace(verdict, situations=tuple(found), grounds_digest=grounds)
        return replace(verdict, grounds_digest=grounds)

    def _grounds(self, formula: Formula, node: Node) -> str:
        """A digest of every answer that the verdict's evaluation reads."""
        world = self.built.world
        read = [
            (item, digest(world.nodes[item[1]].answers[item[2]]) if item[0] == "fact" else "")
            for item in self._reasons.touched(formula, node)
        ]
        return digest(tuple(sorted(read)))

    def _found(self, name: str, formula: Formula, node: Node, rule: Rule) -> SituationFound:
        reason = self._reasons.reason(formula, node)
        return SituationFound(name, reason, self._cites(rule, reason))

    def _cites(self, rule: Rule, reason: Reason) -> tuple[str, ...]:
        """The clause, and the failure rule where the reason rests on something that is there but does not work."""
        standard = self._library.standards[rule.standard]
        refs = [rule.clause]
        for leaf in leaves_of(reason):
            if leaf.kind == "fact" and leaf.object is not None and leaf.fact is not None:
                known = self.built.world.nodes[leaf.object].answers.get(leaf.fact)
                if isinstance(known, frozenset) and FAILED in known and rule.failure_clause not in (None, "本条"):
                    refs.append(rule.failure_clause or "")
        return tuple(standard.clause(ref).address for ref in dict.fromkeys(refs))

    def _missing(self, target: Target, result: Result) -> MissingSets:
        names, world = self._names, self.built.world
        if result.outcome not in OPEN:
            return MissingSets()
        items = list(result.analysis.relevant)
        if target.parent is not None:
            assert target.roster is not None
            hidden: Item = ("roster", target.parent.id, target.roster)
            items = [hidden, *(i for i in items if i[0] != "fact" or i[1] in world.nodes)]
            items = [i for i in items if i[0] != "roster" or i[1] in world.nodes]
            return MissingSets(all_missing(tuple(dict.fromkeys(items)), names, world))
        relevant = all_missing(items, names, world)
        if not target.rule.text_complete:
            text = TEXTS["text_question"].format(missing=target.rule.text_missing or "")
            relevant = (*relevant, Missing("text", None, TEXTS["whole_text"], text))
            return MissingSets(relevant)
        analysis = result.analysis
        return MissingSets(
            relevant,
            None if analysis.to_true is None else missing_of(analysis.to_true, names, world),
            None if analysis.to_false is None else missing_of(analysis.to_false, names, world),
        )


def _demands(rule: Rule, verdict: Verdict) -> Iterator[str]:
    """What is demanded: by the rule, then by those of its situations that hold."""
    if verdict.outcome in HITS or verdict.lean:
        yield rule.rectification
        held = {situation.name for situation in verdict.situations}
        yield from (s.rectification for s in rule.situations if s.rectification is not None and s.name in held)


def _agree(by_standard: dict[str, set[Outcome]], candidates: tuple[str, ...]) -> bool:
    """Whether every candidate version comes to the same class: a hit under each, or clear under each."""
    classes = set()
    for candidate in candidates:
        outcomes = by_standard.get(candidate)
        if outcomes is None or outcomes & OPEN:
            return False
        classes.add(bool(outcomes & HITS))
    return len(classes) == 1
