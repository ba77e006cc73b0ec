"""Judges a whole visit: verdicts in canonical order, the scope they hold for, a summary, and the next question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from judge.evaluate.build import BuiltWorld, build_world
from judge.evaluate.exact import Exact
from judge.evaluate.kleene import Kleene
from judge.evaluate.world import Item, Node
from judge.explain.cures import Cures
from judge.explain.missing import all_missing, missing_of
from judge.explain.phrases import TEXTS, Names
from judge.explain.reasons import Reasons, leaves_of
from judge.expr.canonical import digest
from judge.expr.formula import ByReading, Formula, walk
from judge.judging.opinions import with_opinions
from judge.judging.outcomes import Result, RuleFormulas, formulas_of, outcome_of, standings_of
from judge.judging.selection import Target, Targets, Versions, versions_on
from judge.resolve.resolved import FAILED, Library, Rule, Standard
from judge.resolve.visit import ResolvedVisit
from judge.values.knowledge import show_knowledge
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
class ScopeUsed:
    """What was judged: standards by the version that judges, areas and clauses if restricted, and what was not."""

    standards: tuple[Standard, ...]
    unproven: tuple[Standard, ...]
    not_in_force: tuple[Standard, ...]
    clauses: tuple[str, ...]
    areas: tuple[str, ...]
    not_encoded: dict[str, int]
    """By standard: how many counted clauses no rule encodes yet. They were not judged."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts by outcome, how many facts are still open, and the question to ask next."""

    outcomes: dict[str, int]
    open_facts: int
    next_question: Missing | None
    disagreements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything judged of one visit."""

    visit: ResolvedVisit
    library_digest: str
    scope: ScopeUsed
    verdicts: tuple[Verdict, ...]
    summary: Summary


def _urgency(verdict: Verdict, settles: bool) -> int:
    """How much an open fact weighs for one verdict: more if it is among the fewest that settle it, or if a hazard is there
    unless exempt."""
    return (3 if verdict.lean else 1) * (2 if settles else 1)


class Compiled:
    """What many visits judged by the same rules share: the formulas of the rules, and their closures."""

    def __init__(self, library: Library) -> None:
        self.rules = library.rules
        self.kleene = Kleene()
        self._formulas: dict[str, RuleFormulas] = {}

    def formulas(self, rule: Rule) -> RuleFormulas:
        """The formulas of a rule, made on first use."""
        found = self._formulas.get(rule.id)
        if found is None:
            found = self._formulas[rule.id] = formulas_of(rule)
        return found


def judge(
    visit: ResolvedVisit,
    library: Library,
    *,
    explain: bool = True,
    compiled: Compiled | None = None,
    only: Callable[[Target], bool] | None = None,
) -> Judgement:
    """Judge a resolved visit. Without `explain` verdicts carry outcomes, names of situations and what is
    missing, but no reasons or cures.

    `compiled` saves work where many visits are judged by the same library. With `only`, just the targets it takes are
    judged, for a look at one object.
    """
    compiled = compiled if compiled is not None and compiled.rules is library.rules else Compiled(library)
    versions = versions_on(library, visit.scope, visit.judged_on)
    bench = _Bench(visit, library, compiled, versions, explain=explain)
    verdicts = tuple(bench.verdicts(only))
    if any(answer.declared for answer in visit.answers):
        verdicts = _with_declared(verdicts, visit, library, compiled, versions)
    verdicts = with_opinions(verdicts, visit)
    scope = _scope_used(visit, library, versions)
    return Judgement(visit, library.digest, scope, verdicts, _summary(verdicts, bench.built, visit))


def _with_declared(
    verdicts: tuple[Verdict, ...], visit: ResolvedVisit, library: Library, compiled: Compiled, versions: Versions
) -> tuple[Verdict, ...]:
    """Marks verdicts that would differ if what the firm declared itself were confirmed."""
    bench = _Bench(visit, library, compiled, versions, explain=False, with_declared=True)
    other = {_key(verdict): verdict.outcome for verdict in bench.verdicts()}
    return tuple(
        replace(v, if_declared_holds=other[_key(v)]) if other.get(_key(v), v.outcome) is not v.outcome else v
        for v in verdicts
    )


def _key(verdict: Verdict) -> tuple[str, str | None, str | None, str | None]:
    return verdict.rule, verdict.object, verdict.parent, verdict.roster


def _scope_used(visit: ResolvedVisit, library: Library, versions: Versions) -> ScopeUsed:
    standards = tuple(sorted(versions.judging.values(), key=lambda s: s.id))
    not_encoded = {s.id: sum(1 for c in s.clauses if c.counted and c.not_encoded is not None) for s in standards}
    return ScopeUsed(
        standards,
        versions.unproven,
        versions.not_in_force,
        visit.scope.clauses,
        tuple(visit.names.get(area, area) for area in visit.scope.areas),
        {name: count for name, count in not_encoded.items() if count},
    )


def _summary(verdicts: tuple[Verdict, ...], built: BuiltWorld, visit: ResolvedVisit) -> Summary:
    counts = Counter(str(verdict.outcome) for verdict in verdicts)
    weights: Counter[Missing] = Counter()
    for verdict in verdicts:
        if verdict.outcome is Outcome.UNDETERMINED:
            chosen = {
                (m.object, m.name) for m in (*(verdict.missing.to_convict or ()), *(verdict.missing.to_clear or ()))
            }
            for missing in verdict.missing.relevant:
                if missing.kind in ("fact", "roster"):
                    weights[missing] += _urgency(verdict, (missing.object, missing.name) in chosen)
    asked = {(answer.object, answer.key) for answer in visit.answers if answer.none_because not in (None, "未查")}
    following = min(
        weights,
        key=lambda m: ((m.object, m.name) in asked, -weights[m], m.object or "", m.name),
        default=None,
    )
    disagreements = tuple(
        TEXTS["disagreement"].format(
            object=visit.names.get(d.object, d.object),
            fact=d.fact,
            answered=show_knowledge(d.answered),
            computed=d.calculation.figures or show_knowledge(d.calculation.known),
        )
        for d in built.disagreements
    )
    return Summary(dict(sorted(counts.items())), len(weights), following, disagreements)


_UNTOLD = Reason("group", "")
_UNSEEN_ORDER = (Outcome.NOT_EXAMINED, Outcome.CLEAR, Outcome.NOT_APPLICABLE)
"""Of the outcomes for the things an unseen object may be, the first that occurs holds."""


class _Bench:
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
    ) -> None:
        self._visit, self._library, self._versions, self._explain = visit, library, versions, explain
        self._compiled = compiled
        self.built = build_world(visit, library, with_declared=with_declared)
        self._exact = Exact(self.built.world, compiled.kleene)
        not_answered = {(a.object, a.key): a.none_because for a in visit.answers if a.none_because is not None}
        self._names = Names(library, visit.names, self.built.calculations, not_answered)
        self._reasons = Reasons(self._exact, self._names)
        self._cures = Cures(self._exact, self._names)

    def verdicts(self, only: Callable[[Target], bool] | None = None) -> Iterator[Verdict]:
        """All verdicts (or those of some targets) in canonical order."""
        targets = list(Targets(self._library, self.built.world, self._visit.scope, self._versions).all())
        if only is not None:
            targets = [target for target in targets if only(target)]
        judged = [(target, self._judged(target)) for target in targets]
        for target, (formulas, result) in self._reconciled(judged):
            yield self._verdict(target, formulas, result)

    def _judged(self, target: Target) -> tuple[RuleFormulas, Result]:
        formulas = self._compiled.formulas(target.rule)
        if not target.supposed:
            return formulas, outcome_of(target.rule, formulas, target.node, self._exact)
        results = []
        for node in target.supposed:
            with self.built.world.supposing(node):
                results.append(outcome_of(target.rule, formulas, node, self._exact))
        return formulas, min(results, key=lambda result: _UNSEEN_ORDER.index(result.outcome))

    def _reconciled(
        self, judged: list[tuple[Target, tuple[RuleFormulas, Result]]]
    ) -> Iterator[tuple[Target, tuple[RuleFormulas, Result]]]:
        """Where an event's day leaves the version open, an outcome stands only if all candidates agree."""
        by_event: dict[str, dict[str, set[Outcome]]] = {}
        for target, (_, result) in judged:
            if target.candidates:
                found = by_event.setdefault(target.node.id, {})
                found.setdefault(target.rule.standard, set()).add(result.outcome)
        for target, (formulas, result) in judged:
            if target.candidates and not _agree(by_event[target.node.id], target.candidates):
                item: Item = ("fact", target.node.id, "日期")
                analysis = replace(result.analysis, relevant=(item, *result.analysis.relevant))
                result = Result(Outcome.UNDETERMINED, analysis=analysis)
            yield target, (formulas, result)

    def _verdict(self, target: Target, formulas: RuleFormulas, result: Result) -> Verdict:
        rule, node = target.rule, target.node
        standard = self._library.standards[rule.standard]
        standings = standings_of(rule, result, standard.panel is not None)
        verdict = Verdict(
            rule=rule.id,
            title=rule.title,
            standard=rule.standard,
            clause=rule.clause,
            cite=standard.cite(rule.clause),
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
            missing=self._missing(target, result),
            rectification=rule.rectification if result.outcome in HITS or result.lean else "",
            note=rule.note,
            rulings=self._rulings(formulas.hazard),
            text_missing=rule.text_missing if not rule.text_complete else None,
            count=node.count,
            rule_digest=rule.digest,
        )
        if self._explain:
            return self._explained(verdict, target, formulas, result)
        return replace(verdict, situations=self._named(target, formulas, result))

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
            relevant = (*relevant, Missing("text", None, "条文全文", text))
            return MissingSets(relevant)
        analysis = result.analysis
        return MissingSets(
            relevant,
            None if analysis.to_true is None else missing_of(analysis.to_true, names, world),
            None if analysis.to_false is None else missing_of(analysis.to_false, names, world),
        )

    def _rulings(self, formula: Formula) -> tuple[RulingUsed, ...]:
        found: dict[str, RulingUsed] = {}
        for part in walk(formula):
            if isinstance(part, ByReading) and (ruling := self._library.rulings.get(part.reading)):
                found[part.reading] = RulingUsed(ruling.reading, ruling.option, ruling.number, ruling.date, ruling.by)
        return tuple(found.values())


def _agree(by_standard: dict[str, set[Outcome]], candidates: tuple[str, ...]) -> bool:
    """Whether every candidate version comes to the same class: a hit under each, or clear under each."""
    classes = set()
    for candidate in candidates:
        outcomes = by_standard.get(candidate)
        if outcomes is None or outcomes & OPEN:
            return False
        classes.add(bool(outcomes & HITS))
    return len(classes) == 1
