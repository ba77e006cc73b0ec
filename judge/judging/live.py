"""A visit that is judged again after each answer: only what the answer can touch is judged anew.

What a verdict reads depends on the objects there are, not on what is known of them. So an index from answers to targets,
made once, tells for every answer which verdicts it may change; all others stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from judge.evaluate.reads import Place, reads
from judge.evaluate.world import World
from judge.expr.formula import refs_of
from judge.judging.bench import Bench, Compiled
from judge.judging.judgement import Summary, completed, judge, summary_of
from judge.judging.selection import Target, versions_on
from judge.resolve.given import Answer
from judge.resolve.objects import ObjectInstance
from judge.resolve.resolved import Library
from judge.resolve.visit import ResolvedVisit
from judge.values.knowledge import Knowledge
from judge.verdict.verdict import Verdict

T = TypeVar("T")


class LiveVisit:
    """The verdicts of a visit (without reasons and cures), kept up to date."""

    def __init__(self, visit: ResolvedVisit, library: Library, compiled: Compiled | None = None) -> None:
        self._library = library
        self._compiled = compiled if compiled is not None and compiled.library is library else Compiled(library)
        self._start(visit)

    def _start(self, visit: ResolvedVisit, *, same_objects: bool = False) -> None:
        self._visit = visit
        self._given = {(answer.object, answer.key): answer for answer in visit.answers}
        self._has_declared = any(answer.declared for answer in visit.answers)
        versions = versions_on(self._library, visit.scope, visit.judged_on)
        self._bench = Bench(visit, self._library, self._compiled, versions, explain=False, remembers=True)
        self._targets = list(self._bench.targets())
        if self._has_declared:
            self._verdicts = list(judge(visit, self._library, explain=False, compiled=self._compiled).verdicts)
        else:
            self._verdicts = list(completed(tuple(self._bench.judged(self._targets)), visit, self._library))
        self._judged_last: tuple[int, ...] | None = None
        if same_objects:
            return
        self._readers = self._indexed()
        self._entangled = self._tied_by_constraints(set(self._entangled_facts()))

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """All verdicts, in canonical order."""
        return tuple(self._verdicts)

    @property
    def summary(self) -> Summary:
        """Counts, open facts and the next question as things stand."""
        return summary_of(self.verdicts, self._bench.built, self._now())

    @property
    def visit(self) -> ResolvedVisit:
        """The visit as answered by now."""
        return self._now()

    @property
    def targets(self) -> tuple[Target, ...]:
        """What each verdict is about, in the same order."""
        return tuple(self._targets)

    @property
    def world(self) -> World:
        """The world as answered by now. It is the live one: not to be changed."""
        return self._bench.built.world

    @property
    def judged_last(self) -> tuple[int, ...] | None:
        """The numbers of the verdicts that the last answer made judge again; None if all."""
        return self._judged_last

    def answer(self, object_id: str, key: str, known: Knowledge | None) -> tuple[Verdict, ...]:
        """Give, change or take back (None) one answer; the verdicts that come out differently.

        `key` is the fact's name; `名称∋选项` for a box. `known` must lie within the fact's domain. Raises KeyError for an
        object that is not there.
        """
        node = self._bench.built.world.nodes[object_id]
        self._given.pop((object_id, key), None)
        if known is not None:
            self._given[object_id, key] = Answer(object=object_id, key=key, known=known)
        if self._has_declared or f"{node.type}.{key.partition('∋')[0].partition('@')[0]}" in self._entangled:
            return self._anew()
        if known is None:
            node.answers.pop(key, None)
        else:
            node.answers[key] = known
        self._bench.answered(object_id, key)
        chosen = sorted(self._readers.get((object_id, key), ()))
        self._judged_last = tuple(chosen)
        return self._judged_again(chosen)

    def listed(self, parent: str, types: Sequence[str], more: Sequence[ObjectInstance] = ()) -> None:
        """All objects of some types directly under one are listed now; `more` are those that were not before.

        `judged_last` is None afterwards, for verdicts on unseen objects are no more.
        """
        self._judged_last = None
        self._visit = replace(
            self._visit,
            objects=(*self._visit.objects, *more),
            complete=self._visit.complete | {(parent, name) for name in types},
            names={**self._visit.names, **{each.id: each.name for each in more}},
        )
        if more or self._has_declared or self._may_be_related_to(types):
            self._start(self._now())
            return
        node = self._bench.built.world.nodes[parent]
        node.complete.update(types)
        hidden = tuple(f"{parent}〈未见{name}" for name in types)
        touched = {number for place, found in self._readers.items() if place[0].startswith(hidden) for number in found}
        touched |= {number for number, verdict in enumerate(self._verdicts) if _waits_for(verdict, parent, types)}
        gone = {n for n, t in enumerate(self._targets) if t.parent is node and t.roster in types}
        self._drop(gone)
        shifted = _shifted(len(self._targets) + len(gone), gone)
        self._judged_again(sorted(shifted[number] for number in touched - gone))

    def _may_be_related_to(self, types: Sequence[str]) -> bool:
        """Whether an unseen relation may lead to an unseen object of some types, or below them."""
        ends = {each.other_end for each in self._library.types.values() if each.other_end is not None}
        return any(name in self._library.types[end].chain for end in ends for name in types)

    def _drop(self, gone: set[int]) -> None:
        """Forget targets that are no more."""
        shifted = _shifted(len(self._targets), gone)
        self._targets = [target for number, target in enumerate(self._targets) if number not in gone]
        self._verdicts = [verdict for number, verdict in enumerate(self._verdicts) if number not in gone]
        self._readers = {
            place: {shifted[number] for number in numbers - gone} for place, numbers in self._readers.items()
        }

    def _judged_again(self, chosen: list[int]) -> tuple[Verdict, ...]:
        judged = tuple(self._bench.judged(self._targets[n] for n in chosen))
        fresh = completed(judged, self._visit, self._library)
        changed = []
        for number, verdict in zip(chosen, fresh, strict=True):
            if verdict != self._verdicts[number]:
                self._verdicts[number] = verdict
                changed.append(verdict)
        return tuple(changed)

    def _now(self) -> ResolvedVisit:
        """The visit as answered by now. Its digest is empty: no document says so yet."""
        answers = sorted(self._given.values(), key=lambda answer: (answer.object, answer.key))
        return replace(self._visit, answers=tuple(answers), digest="")

    def _anew(self) -> tuple[Verdict, ...]:
        before = set(self._verdicts)
        self._start(self._now(), same_objects=True)
        return tuple(verdict for verdict in self._verdicts if verdict not in before)

    def _indexed(self) -> dict[Place, set[int]]:
        """By place: the numbers of the targets that may read it."""
        world = self._bench.built.world
        places = [self._places(target) for target in self._targets]
        tied = [
            reads(constraint.formula, world, node, node)
            for constraint in world.constraints
            for node in world.nodes.values()
            if node.type == constraint.object_type
        ]
        together: dict[str, set[int]] = {}
        for number, target in enumerate(self._targets):
            places[number] = _reached(places[number], tied)
            if target.candidates:
                together.setdefault(target.node.id, set()).add(number)
        found: dict[Place, set[int]] = {}
        for number, target in enumerate(self._targets):
            numbers = together[target.node.id] if target.candidates else {number}
            for place in places[number]:
                found.setdefault(place, set()).update(numbers)
        return found

    def _places(self, target: Target) -> set[Place]:
        world = self._bench.built.world
        formulas = self._compiled.of(target.rule).formulas
        parts = (formulas.hazard, formulas.applies, formulas.unexempted, *(when for _, when in formulas.situations))
        found: set[Place] = set()
        for node in target.supposed or (target.node,):
            with world.supposing(node):
                for part in parts:
                    found |= reads(part, world, node, node)
        return found

    def _entangled_facts(self) -> Iterator[str]:
        """Full names of facts whose answers are more than read: inputs of calculators, defined facts and what defines them."""
        present = {node.type for node in self._bench.built.world.nodes.values()}
        for fact in self._library.facts.values():
            if fact.calculator is not None and fact.object_type in present:
                chain = self._library.types[fact.object_type].chain
                yield from (
                    name
                    for name, other in self._library.facts.items()
                    if other.object_type in chain
                    or (
                        other.object_type in present
                        and fact.object_type in self._library.types[other.object_type].chain
                    )
                )
        for name, alternatives in self._library.alternatives.items():
            yield name
            yield from (ref.fact for _, when in alternatives for ref in refs_of(when))

    def _tied_by_constraints(self, entangled: set[str]) -> set[str]:
        """The facts, and all that constraints tie them to."""
        groups = [{ref.fact for ref in refs_of(constraint.formula)} for constraint in self._library.constraints]
        return _reached(entangled, groups)


def _waits_for(verdict: Verdict, parent: str, types: Sequence[str]) -> bool:
    return any(m.kind == "roster" and m.object == parent and m.name in types for m in verdict.missing.relevant)


def _shifted(count: int, gone: set[int]) -> dict[int, int]:
    """The new numbers of what stays."""
    return {old: new for new, old in enumerate(number for number in range(count) if number not in gone)}


def _reached(found: set[T], groups: Sequence[set[T]]) -> set[T]:
    """All that is connected with what was found, by groups of things that hang together."""
    while more := [group for group in groups if group & found and not group <= found]:
        found = found.union(*more)
    return found
