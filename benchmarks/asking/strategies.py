"""Ways of asking: everything applicable; clause by clause with simple skipping; and the interview's own order."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from benchmarks.asking.firms import Firm
from benchmarks.asking.meter import Meter
from checklists.asking.interview import Interviewer, LiveInterview
from checklists.asking.places import areas_of
from checklists.asking.questionnaire import questionnaire
from judge.evaluate.build import build_world
from judge.evaluate.exact import Exact
from judge.expr.formula import refs_of
from judge.judging import LiveVisit
from judge.judging.outcomes import formulas_of
from judge.resolve.given import Answer
from judge.resolve.objects import ObjectInstance
from judge.resolve.resolved import ANY_TYPE, Fact, Rule
from judge.resolve.visit import ResolvedVisit
from judge.values.knowledge import Knowledge
from judge.verdict.verdict import OPEN, Verdict


class AskedInVainError(AssertionError):
    """A question that could no longer change anything was asked."""


@dataclass
class Inspector:
    """One who asks, and writes down what is true."""

    firm: Firm
    interviewer: Interviewer
    meter: Meter = field(init=False)
    answered: dict[tuple[str, str], Knowledge] = field(default_factory=dict)

    def __post_init__(self) -> None:
        areas = areas_of(self.firm.full.objects, self.firm.library)
        self.meter = Meter(self.interviewer.costs, areas, self.firm.full.objects[0].id)
        self._types = {each.id: each.type for each in self.firm.full.objects}

    def fact_at(self, object_id: str, key: str) -> Fact | None:
        """The fact that a key names at an object."""
        return self.interviewer.weigher.fact_at(self._types[object_id], key)

    def boxes(self, object_id: str, base: str) -> list[str]:
        """The answer's keys of a question: one for each box, or the question's own."""
        fact = self.fact_at(object_id, base)
        if fact is not None and fact.kind == "多选":
            return [f"{base}∋{option}" for option in fact.options]
        return [base]

    def find_out(
        self, object_id: str, base: str, keys: list[str], *, putting_down: bool = True
    ) -> list[tuple[str, Knowledge]]:
        """Ask a question, for some of its boxes."""
        fact = self.fact_at(object_id, base)
        assert fact is not None, (object_id, base)
        self.meter.ask(object_id, fact, len(keys), putting_down=putting_down)
        found = [(key, self._true(object_id, key)) for key in keys]
        self.answered.update({(object_id, key): known for key, known in found})
        return found

    def _true(self, object_id: str, key: str) -> Knowledge:
        name, mark, _ = key.partition("@")
        return self.firm.truth[object_id, name if mark else key]

    def now(self, visit: ResolvedVisit) -> ResolvedVisit:
        """The visit with everything answered."""
        answers = tuple(Answer(object_id, key, known) for (object_id, key), known in sorted(self.answered.items()))
        return replace(visit, answers=answers)


def all_applicable(firm: Firm, interviewer: Interviewer) -> Meter:
    """Every question of every rule that applies, area by area, each area walked to once."""
    inspector = Inspector(firm, interviewer)
    world = build_world(inspector.now(_with_truth(firm)), firm.library).world
    exact = Exact(world)
    wanted: dict[tuple[str, str], None] = {}
    for each in _by_area(firm, inspector):
        applying = [
            rule
            for rule in firm.rules
            if rule.object_type == each.type
            and exact.truth(formulas_of(rule).applies, world.nodes[each.id]) is not False
        ]
        for rule in applying:
            wanted.update(dict.fromkeys(_places(rule, each, inspector)))
    for card in questionnaire(firm.library, firm.rules):
        for question in card.questions:
            if question.decides_scope and not question.fact.per_clause:
                wanted.update(
                    {(e.id, question.key): None for e in firm.full.objects if e.type == card.object_type.name}
                )
    number = {each.id: n for n, each in enumerate(_by_area(firm, inspector))}
    for object_id, base in sorted(wanted, key=lambda place: number[place[0]]):
        inspector.find_out(object_id, base, inspector.boxes(object_id, base))
    for each in _by_area(firm, inspector):
        for kind in _children(firm, each):
            inspector.meter.roster(each.id, len(firm.hidden_under(each.id, kind)))
    return inspector.meter


def _with_truth(firm: Firm) -> ResolvedVisit:
    answers = tuple(Answer(object_id, key, known) for (object_id, key), known in sorted(firm.truth.items()))
    return replace(firm.full, answers=answers)


def _children(firm: Firm, each: ObjectInstance) -> list[str]:
    """The kinds of things that are looked for below an object: those that rules judge, or that hold such things."""
    judged = {name for rule in firm.rules for name in firm.library.types[rule.object_type].chain}
    return [t.name for t in firm.library.types.values() if t.parent == each.type and t.name in judged]


def _by_area(firm: Firm, inspector: Inspector) -> list[ObjectInstance]:
    areas = inspector.meter.areas
    order = {each.id: n for n, each in enumerate(firm.full.objects)}
    return sorted(firm.full.objects, key=lambda each: (order[areas[each.id]], order[each.id]))


def _places(rule: Rule, each: ObjectInstance, inspector: Inspector) -> Iterator[tuple[str, str]]:
    """The questions a rule reads at an object and above it, in the order of writing."""
    firm = inspector.firm
    by_id = {instance.id: instance for instance in firm.full.objects}
    line = [each]
    while line[-1].parent is not None:
        line.append(by_id[line[-1].parent])
    for ref in refs_of(formulas_of(rule).hazard):
        fact = firm.library.facts[ref.fact]
        base = ref.key.partition("∋")[0]
        owner = each if fact.object_type == ANY_TYPE else next((o for o in line if o.type == fact.object_type), None)
        if owner is not None and fact.kind != "文本" and fact.calculator is None:
            yield owner.id, base


def clause_by_clause(firm: Firm, interviewer: Interviewer, *, walking: bool = False) -> Meter:
    """Rule by rule in the order of the standard, object by object; a rule that is settled for an object is skipped, and what is answered
    is not asked again. With `walking`, the same area by area."""
    inspector = Inspector(firm, interviewer)
    clerk = _Clerk(inspector)
    for area in _areas(firm, inspector) if walking else (None,):
        for rule in firm.rules:
            for each in list(clerk.visit.objects):
                if each.type == rule.object_type and area in (None, inspector.meter.areas[each.id]):
                    clerk.settle(rule, each)
            clerk.close_rosters(rule, area)
    clerk.finish()
    return inspector.meter


def _areas(firm: Firm, inspector: Inspector) -> list[str]:
    return list(dict.fromkeys(inspector.meter.areas[each.id] for each in _by_area(firm, inspector)))


class _Clerk:
    """One who goes by the clauses."""

    def __init__(self, inspector: Inspector) -> None:
        self._inspector = inspector
        self.visit = inspector.firm.at_first
        self._start()

    def _start(self) -> None:
        self._live = LiveVisit(
            self._inspector.now(self.visit), self._inspector.firm.library, self._inspector.interviewer.compiled
        )
        self._number = {(v.rule, v.object): n for n, v in enumerate(self._live.verdicts) if v.object is not None}

    def settle(self, rule: Rule, each: ObjectInstance) -> None:
        """Ask what a rule reads until it is settled for an object."""
        for object_id, base in dict.fromkeys(_places(rule, each, self._inspector)):
            verdict = self._verdict(rule, each)
            if verdict is None or verdict.outcome not in OPEN:
                return
            self._ask(object_id, base)
        verdict = self._verdict(rule, each)
        if verdict is not None and verdict.outcome in OPEN:
            self._ask_missing(verdict)

    def _verdict(self, rule: Rule, each: ObjectInstance) -> Verdict | None:
        number = self._number.get((rule.id, each.id))
        return None if number is None else self._live.verdicts[number]

    def _ask_missing(self, verdict: Verdict) -> None:
        """What it reads of other objects (related, or counted) is asked as long as it is missing."""
        for missing in verdict.missing.relevant:
            if missing.kind == "fact" and missing.object is not None:
                self._ask(missing.object, missing.name.partition("∋")[0])

    def _ask(self, object_id: str, base: str) -> None:
        fact = self._inspector.fact_at(object_id, base)
        keys = [k for k in self._inspector.boxes(object_id, base) if (object_id, k) not in self._inspector.answered]
        if not keys or fact is None or fact.kind == "文本" or fact.calculator is not None:
            return
        relevant = any(
            missing.object == object_id and missing.name in keys
            for verdict in self._live.verdicts
            if verdict.outcome in OPEN
            for missing in verdict.missing.relevant
        )
        self._inspector.meter.irrelevant += not relevant
        for key, known in self._inspector.find_out(object_id, base, keys):
            self._live.answer(object_id, key, known)

    def close_rosters(self, rule: Rule, area: str | None) -> None:
        """Ask whether all objects of a rule are listed, where that can matter to it."""
        wanted = {
            (verdict.parent or "", verdict.roster or "")
            for verdict in self._live.verdicts
            if verdict.rule == rule.id and verdict.object is None and verdict.outcome in OPEN
        }
        self._close({p for p in wanted if area in (None, self._inspector.meter.areas[p[0]])})

    def _close(self, wanted: set[tuple[str, str]]) -> None:
        if not wanted:
            return
        more: list[ObjectInstance] = []
        for parent, kind in sorted(wanted):
            found = self._inspector.firm.hidden_under(parent, kind)
            self._inspector.meter.roster(parent, len(found))
            more.extend(found)
        self.visit = _listed(self.visit, wanted, more)
        self._start()

    def finish(self) -> None:
        """Whatever is still open after all clauses: objects found late, rosters below them."""
        for _ in range(20):
            verdicts = [v for v in self._live.verdicts if v.outcome in OPEN]
            rosters = {(m.object or "", m.name) for v in verdicts for m in v.missing.relevant if m.kind == "roster"}
            before = len(self._inspector.answered)
            for verdict in verdicts:
                self._ask_missing(verdict)
            if not rosters and before == len(self._inspector.answered):
                return
            self._close(rosters)


def _listed(visit: ResolvedVisit, rosters: set[tuple[str, str]], more: list[ObjectInstance]) -> ResolvedVisit:
    return replace(visit, objects=(*visit.objects, *more), complete=visit.complete | rosters)


@dataclass
class Times:
    """CPU seconds between an answer and the next question."""

    answers: list[float] = field(default_factory=list)
    rosters: list[float] = field(default_factory=list)


def guided(firm: Firm, interviewer: Interviewer, times: Times | None = None) -> Meter:
    """As the interview says."""
    inspector = Inspector(firm, interviewer)
    visit = firm.at_first
    live = LiveInterview(interviewer, visit)
    here = visit.objects[0].id
    state = live.state(here)
    while (card := state.next_card) is not None:
        question = card.open[0]
        if not question.rules:
            raise AskedInVainError(question)
        here = question.object
        start = time.process_time()
        if question.kind == "roster":
            rosters = {(each.object, each.key) for each in card.open}
            more = [found for place in sorted(rosters) for found in firm.hidden_under(*place)]
            for parent, kind in sorted(rosters):
                inspector.meter.roster(parent, len(firm.hidden_under(parent, kind)))
            start = time.process_time()
            live.listed(card.object or "", [each.key for each in card.open], more)
        else:
            keys = [f"{question.key}∋{box}" for box in question.boxes] or [question.key]
            found = inspector.find_out(question.object, question.key, keys)
            start = time.process_time()
            for key, known in found:
                live.answer(question.object, key, known)
        state = live.state(here)
        if times is not None:
            (times.rosters if question.kind == "roster" else times.answers).append(time.process_time() - start)
    return inspector.meter
