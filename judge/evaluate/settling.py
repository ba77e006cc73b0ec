"""Analyses a residual part by part: parts that share nothing open are independent, so each is analysed on its own and the
answers are put together exactly. Parts that share something form a cluster, and a diagram analyses the cluster.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from judge.evaluate.cells import Cell, cells_of
from judge.evaluate.diagram import COMPLETE, MORE, Analysis, Choice
from judge.evaluate.residual import (
    Both,
    ChoiceTest,
    Either,
    Hidden,
    Joint,
    Literal,
    Opposite,
    ReadingChoiceLeft,
    Residual,
    Threshold,
    both,
    either,
    items_of,
    threshold,
)
from judge.evaluate.world import Item

Way = tuple[int, tuple[Choice, ...]]
"""How many answers a set of choices asks for, and the choices."""
ByDiagram = Callable[[Residual], Analysis]


def settle(residual: Residual, by_diagram: ByDiagram) -> Analysis:
    """Analyse a residual; `by_diagram` analyses one whose parts hang together."""
    match residual:
        case bool():
            return Analysis(residual)
        case Literal():
            return _literal(residual)
        case Joint(items, _):
            choices = tuple(Choice(item) for item in items)
            return Analysis(None, items, choices, choices, costs=(len(items), len(items)))
        case Hidden(_, roster, _, True, _) if _is_plain(residual):
            item: Item = ("roster", *roster)
            return Analysis(None, (item,), (Choice(item, option=MORE),), (Choice(item, option=COMPLETE),), costs=(1, 1))
        case Opposite(part):
            return _flipped(settle(part, by_diagram))
        case Both(parts):
            return _all([_cluster(c, both, by_diagram) for c in clusters(parts)])
        case Either(parts):
            return _flipped(_all([_flipped(_cluster(c, either, by_diagram)) for c in clusters(parts)]))
        case Threshold(wanted, weighted):
            return _count(wanted, weighted, by_diagram)
        case Hidden() | ReadingChoiceLeft():
            return by_diagram(residual)


def _is_plain(hidden: Hidden) -> bool:
    """Whether the body asks only for things of the unseen object itself, each of them once."""
    own = things_inside(hidden.body)
    return all(item[1].startswith(hidden.source) for item in own) and len(set(own)) == len(own)


def things_inside(residual: Residual) -> list[Item]:
    """Every open thing of a body, in order, with repetitions; nothing is left out for being an unseen object's."""
    match residual:
        case Hidden(_, roster, body, always, _):
            return [("roster", *roster), *things_inside(body), *things_inside(always)]
        case Both(parts) | Either(parts):
            return [item for part in parts for item in things_inside(part)]
        case Opposite(part):
            return things_inside(part)
        case Threshold(_, weighted):
            return [item for part, _ in weighted for item in things_inside(part)]
        case ReadingChoiceLeft(reading, options):
            return [("reading", reading, ""), *(item for _, part in options for item in things_inside(part))]
        case _:
            return items_of(residual)


def clusters(parts: Sequence[Residual]) -> list[list[Residual]]:
    """The parts, those that share something open together."""
    leader = list(range(len(parts)))

    def lead(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    first: dict[Item, int] = {}
    for index, part in enumerate(parts):
        for item in items_of(part):
            leader[lead(index)] = lead(first.setdefault(item, index))
    found: dict[int, list[Residual]] = {}
    for index, part in enumerate(parts):
        found.setdefault(lead(index), []).append(part)
    return list(found.values())


def _cluster(parts: list[Residual], join: Callable[[Sequence[Residual]], Residual], by_diagram: ByDiagram) -> Analysis:
    return settle(parts[0], by_diagram) if len(parts) == 1 else by_diagram(join(parts))


def _flipped(analysis: Analysis) -> Analysis:
    truth = None if analysis.truth is None else not analysis.truth
    costs = (analysis.costs[1], analysis.costs[0])
    return Analysis(truth, analysis.relevant, analysis.to_false, analysis.to_true, analysis.is_exact, costs)


def _literal(literal: Literal) -> Analysis:
    variable = literal.variable
    if isinstance(literal.test, ChoiceTest):
        assert isinstance(variable.known, frozenset)
        sides = {True: variable.known & literal.test.values, False: variable.known - literal.test.values}
        outcomes: dict[bool, Cell] = {side: (values,) for side, values in sides.items() if values}
    else:
        outcomes = {outcome[0]: cell for outcome, cell in cells_of(variable, [literal.test])}
    if len(outcomes) == 1:
        return Analysis(next(iter(outcomes)))
    weight = len(variable.items)
    ways = [
        tuple(Choice(item, outcomes[side] if weight == 1 else ()) for item in variable.items) for side in (True, False)
    ]
    return Analysis(None, variable.items, ways[0], ways[1], costs=(weight, weight))


def _way(analysis: Analysis, wanted: bool) -> Way | None:
    """How it can be made to come out so: of itself, or by choices; None if it cannot."""
    if analysis.truth is not None:
        return (0, ()) if analysis.truth is wanted else None
    choices = analysis.to_true if wanted else analysis.to_false
    return None if choices is None else (analysis.costs[0 if wanted else 1], choices)


def _put_together(
    truth_parts: Sequence[Analysis], to_true: Way | None, to_false: Way | None, relevant: Sequence[Item] | None = None
) -> Analysis:
    items = relevant if relevant is not None else [item for part in truth_parts for item in part.relevant]
    ways = [None if way is None else tuple(dict.fromkeys(way[1])) for way in (to_true, to_false)]
    costs = [0 if way is None else way[0] for way in (to_true, to_false)]
    exact = all(part.is_exact for part in truth_parts)
    return Analysis(None, tuple(dict.fromkeys(items)), ways[0], ways[1], exact, (costs[0], costs[1]))


def _all(parts: Sequence[Analysis]) -> Analysis:
    """All of several independent parts."""
    if any(part.truth is False for part in parts):
        return Analysis(False)
    left = [part for part in parts if part.truth is None]
    if not left:
        return Analysis(True)
    needed = [way for part in left if (way := _way(part, True)) is not None]
    to_false = [way for part in left if (way := _way(part, False)) is not None]
    to_true = _sum(needed) if len(needed) == len(left) else None
    return _put_together(left, to_true, min(to_false, key=_cost, default=None))


def _cost(way: Way) -> int:
    return way[0]


def _sum(ways: Sequence[Way]) -> Way:
    return sum(cost for cost, _ in ways), tuple(choice for _, choices in ways for choice in choices)


@dataclass(frozen=True, slots=True)
class _Share:
    """What one independent cluster adds to a count: `reach[j]` tells whether it adds more than j."""

    reach: tuple[Analysis, ...]

    @property
    def least(self) -> int:
        """What it adds for certain."""
        return sum(analysis.truth is True for analysis in self.reach)

    @property
    def most(self) -> int:
        """What it can add at the most."""
        return sum(analysis.truth is not False for analysis in self.reach)


def _count(wanted: int, weighted: Sequence[tuple[Residual, int]], by_diagram: ByDiagram) -> Analysis:
    """A count over independent clusters."""
    weights: dict[Residual, int] = {}
    for part, weight in weighted:
        weights[part] = weights.get(part, 0) + weight
    shares = [_share(cluster, weights, wanted, by_diagram) for cluster in clusters(list(weights))]
    least, most = sum(share.least for share in shares), sum(share.most for share in shares)
    if least >= wanted:
        return Analysis(True)
    if most < wanted:
        return Analysis(False)
    relevant: list[Item] = []
    for share in shares:
        others = range(least - share.least, most - share.most + 1)
        for more_than, analysis in enumerate(share.reach):
            if analysis.truth is None and wanted - 1 - more_than in others:
                relevant.extend(analysis.relevant)
    used = [analysis for share in shares for analysis in share.reach if analysis.truth is None]
    return _put_together(used, _reaching(shares, wanted), _staying_below(shares, wanted), relevant)


def _share(cluster: list[Residual], weights: dict[Residual, int], wanted: int, by_diagram: ByDiagram) -> _Share:
    if len(cluster) == 1:
        (part,) = cluster
        if not isinstance(part, Hidden):
            return _Share((settle(part, by_diagram),) * min(weights[part], wanted))
        if _is_plain(part):
            return _Share((settle(part, by_diagram),) * min(part.cap, wanted))
    unbounded = any(isinstance(part, Hidden) for part in cluster)
    total = wanted if unbounded else min(wanted, sum(weights[part] for part in cluster))
    counted = [(part, weights[part]) for part in cluster]
    return _Share(tuple(_known_or(threshold(n, counted), by_diagram) for n in range(1, total + 1)))


def _known_or(residual: Residual, by_diagram: ByDiagram) -> Analysis:
    return Analysis(residual) if isinstance(residual, bool) else by_diagram(residual)


def _reaching(shares: Sequence[_Share], wanted: int) -> Way | None:
    """The lightest way to bring the count to what is wanted."""
    best: dict[int, Way] = {0: (0, ())}
    for share in shares:
        options: list[tuple[int, Way]] = [(0, (0, ()))]
        options.extend((n + 1, way) for n, a in enumerate(share.reach) if (way := _way(a, True)) is not None)
        best = _combined(best, options, wanted)
    return best.get(wanted)


def _staying_below(shares: Sequence[_Share], wanted: int) -> Way | None:
    """The lightest way to keep the count below what is wanted: each share is held to some number."""
    best: dict[int, Way] = {0: (0, ())}
    for share in shares:
        options: list[tuple[int, Way]] = [(len(share.reach), (0, ()))]
        options.extend((n, way) for n, a in enumerate(share.reach) if (way := _way(a, False)) is not None)
        best = _combined(best, options, wanted)
    return min((way for total, way in best.items() if total < wanted), key=_cost, default=None)


def _combined(best: dict[int, Way], options: Sequence[tuple[int, Way]], wanted: int) -> dict[int, Way]:
    found: dict[int, Way] = {}
    for total, (cost, choices) in best.items():
        for number, (more, chosen) in options:
            reached = min(wanted, total + number)
            if reached not in found or cost + more < found[reached][0]:
                found[reached] = (cost + more, (*choices, *chosen))
    return found
