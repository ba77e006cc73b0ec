"""Builds the world of a visit: nodes with answers and rosters, then what the calculators make of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from judge.evaluate.calculators import CALCULATORS, Calculation
from judge.evaluate.exact import Exact
from judge.evaluate.world import Node, World
from judge.resolve.resolved import Fact, Library
from judge.resolve.visit import ResolvedVisit
from judge.values.knowledge import Knowledge
from judge.values.number import Interval


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A derived fact answered directly with a value that its calculation rules out: it counts as unknown."""

    object: str
    fact: str
    answered: Knowledge
    calculation: Calculation


@dataclass(frozen=True, slots=True)
class BuiltWorld:
    """A world with what its calculators found."""

    world: World
    calculations: dict[tuple[str, str], Calculation]
    disagreements: tuple[Disagreement, ...]


def build_world(visit: ResolvedVisit, library: Library, *, with_declared: bool = False) -> BuiltWorld:
    """The world of a visit; answers that the firm declared itself count only if asked for."""
    nodes: dict[str, Node] = {}
    for instance in visit.objects:
        parent = nodes[instance.parent] if instance.parent is not None else None
        node = Node(instance.id, instance.type, parent, date=instance.date, count=instance.count)
        nodes[instance.id] = node
        if parent is not None:
            parent.children.setdefault(instance.type, []).append(node)
    for instance in visit.objects:
        if instance.other_end is not None:
            nodes[instance.id].other = nodes[instance.other_end]
    for parent_id, object_type in visit.complete:
        nodes[parent_id].complete.add(object_type)
    for answer in visit.answers:
        if answer.known is not None and (with_declared or not answer.declared):
            nodes[answer.object].answers[answer.key] = answer.known
    world = World(
        root=next(iter(nodes.values())),
        nodes=nodes,
        types=library.types,
        day=visit.judged_on,
        rulings=library.rulings,
        constraints=library.constraints,
        tables=library.tables,
    )
    calculations, disagreements = _calculate(world, library)
    disagreements.extend(_agree_with_definitions(world, library))
    return BuiltWorld(world, calculations, tuple(disagreements))


def _calculate(world: World, library: Library) -> tuple[dict[tuple[str, str], Calculation], list[Disagreement]]:
    derived: dict[str, list[Fact]] = {}
    for fact in library.facts.values():
        if fact.calculator is not None:
            derived.setdefault(fact.object_type, []).append(fact)
    calculations: dict[tuple[str, str], Calculation] = {}
    disagreements: list[Disagreement] = []
    # What lies below is calculated first: sums rest on it.
    for node in reversed(world.nodes.values()):
        for fact in derived.get(node.type, ()):
            assert fact.calculator is not None
            calculation = CALCULATORS[fact.calculator].run(world, node)
            calculations[node.id, fact.name] = calculation
            answered = node.answers.get(fact.name)
            agreed = common(fact.domain if answered is None else answered, calculation.known)
            if agreed is None and answered is not None:
                disagreements.append(Disagreement(node.id, fact.name, answered, calculation))
                node.answers.pop(fact.name)
            elif agreed is not None and agreed != fact.domain:
                node.answers[fact.name] = agreed
    return calculations, disagreements[::-1]


def _agree_with_definitions(world: World, library: Library) -> Iterator[Disagreement]:
    """Narrows direct answers of defined facts to what their definitions allow; a contradiction makes the fact unknown."""
    exact = Exact(world)
    for full_name, alternatives in library.alternatives.items():
        fact = library.facts[full_name]
        for node in world.nodes.values():
            answered = node.answers.get(fact.name) if node.type == fact.object_type else None
            if answered is None:
                continue
            possible = [value for value, when in alternatives if exact.truth(when, node) is not False]
            allowed = [value for value in possible if common(answered, value) is not None]
            if not allowed:
                node.answers[fact.name] = fact.domain
                calculation = Calculation(_joined(possible or [fact.domain]), "")
                yield Disagreement(node.id, fact.name, answered, calculation)
            elif len(allowed) == 1:
                node.answers[fact.name] = allowed[0]
            elif isinstance(answered, frozenset):
                node.answers[fact.name] = answered & _union(allowed)


def _joined(values: Sequence[Knowledge]) -> Knowledge:
    """All the values, or for numbers the stretch around them."""
    intervals = [value for value in values if isinstance(value, Interval)]
    if not intervals:
        return _union(values)
    whole = intervals[0]
    for interval in intervals[1:]:
        whole = whole.hull(interval)
    return whole


def _union(values: Sequence[Knowledge]) -> frozenset[str]:
    return frozenset(choice for value in values if isinstance(value, frozenset) for choice in value)


def common(first: Knowledge, second: Knowledge) -> Knowledge | None:
    """What both allow; None if they contradict each other."""
    if isinstance(first, Interval) and isinstance(second, Interval):
        meet = first.meet(second)
        return None if meet.is_empty else meet
    if isinstance(first, frozenset) and isinstance(second, frozenset):
        return (first & second) or None
    return None
