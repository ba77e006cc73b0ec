"""What must hold of one judged case, each claim checked against brute force. A claim yields what speaks against it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence

from judge.evaluate.diagram import COMPLETE, MORE, Choice
from judge.evaluate.world import Item
from judge.explain.reasons import leaves_of
from judge.expr.formula import Formula
from judge.values.knowledge import Knowledge
from judge.verdict.verdict import Outcome, Verdict
from tests.judging.completions import FURTHER, Given, Leaf, Space
from tests.judging.study import HIT, NO, OPEN, Study, Target, TooManyError, class_in, class_of

Claim = Callable[[Target], Iterator[str]]
READING_WEIGHT = 1000
FEW = 400
"""So many completions can be compared each with each."""


def against(study: Study, claim: Claim) -> Iterator[str]:
    """What speaks against a claim in a case; verdicts with too many completions are passed over."""
    for target in study.targets:
        try:
            yield from (f"{target.verdict.rule} {target.verdict.object}: {text}" for text in claim(target))
        except TooManyError:
            continue


def outcome_is_exact(target: Target) -> Iterator[str]:
    """The outcome, its basis and its lean are those of all completions together."""
    verdict = target.verdict
    if verdict.object is None:
        truths = target.truths(target.formulas.hazard)
        wanted = _of_unseen(target, truths)
        if truths and verdict.outcome is not wanted:
            yield f"unseen {verdict.roster} under {verdict.parent}: {verdict.outcome}, not {wanted}"
        return
    found, wanted_all = (verdict.outcome, verdict.basis, verdict.lean), target.expected()
    if found != wanted_all:
        yield f"{found}, not {wanted_all}"
    if set(verdict.standings) != target.standings():
        yield f"standings {verdict.standings}, not {target.standings()}"


def _of_unseen(target: Target, truths: set[bool]) -> Outcome:
    rule = target.rule
    if True in truths or (not rule.text_complete and target.truths(rule.in_scope) != {False}):
        return Outcome.NOT_EXAMINED
    return Outcome.NOT_APPLICABLE if target.truths(target.formulas.applies) == {False} else Outcome.CLEAR


def situations_are_exact(target: Target) -> Iterator[str]:
    """Of a hit, exactly the situations are named that hold in every completion."""
    if class_of(target.verdict.outcome) != HIT:
        return
    certain = {s.name for s, formula in target.formulas.situations if target.truths(formula) == {True}}
    named = {found.name for found in target.verdict.situations}
    if certain and named != certain:
        yield f"names {named}, not {certain}"


def kleene_never_contradicts(target: Target) -> Iterator[str]:
    """Where the fast pass is sure, every completion agrees."""
    if target.verdict.object is None:
        return
    for formula in (target.formulas.hazard, target.formulas.unexempted, *(f for _, f in target.formulas.situations)):
        quick = target.study.exact.quick(formula, target.node)
        if quick is not None and target.truths(formula) != {quick}:
            yield f"fast pass {quick}: {formula}"


def relevant_is_exact(target: Target) -> Iterator[str]:
    """An open thing is listed iff the class can turn on it alone."""
    analysed = _open_seen(target, FEW)
    if analysed is None:
        return
    space, leaves = analysed
    listed = set(target.analysis.relevant)
    with_unseen, without = _turning(space, leaves)
    constrained = bool(target.study.case.library.constraints)
    # A reading that turns the class only by objects nobody has seen need not be listed.
    must = {item for item in with_unseen if item[0] != "reading"} | without
    if must - listed:
        yield f"not listed: {must - listed}"
    if listed - with_unseen and not constrained:
        yield f"listed in vain: {listed - with_unseen}"
    chosen = {c.item for c in (*(target.analysis.to_true or ()), *(target.analysis.to_false or ()))}
    if {item for item in chosen if item[0] != "reading"} - listed:
        yield f"settles but is not relevant: {chosen - listed}"


def _open_seen(target: Target, limit: int) -> tuple[Space, list[tuple[Leaf, bool]]] | None:
    """All completions of an open verdict on a seen object that the engine decides exactly."""
    if target.verdict.object is None or target.analysis.truth is not None or not target.analysis.is_exact:
        return None
    space, leaves = target.leaves(limit)
    return (space, leaves) if len({truth for _, truth in leaves}) == 2 else None


def _turning(space: Space, leaves: Sequence[tuple[Leaf, bool]]) -> tuple[set[Item], set[Item]]:
    """Things on which alone the class turns in some completion; and in some completion without unseen objects."""
    found: set[Item] = set()
    bare: set[Item] = set()
    for (one, truth), (other, opposite) in itertools.combinations(leaves, 2):
        if truth == opposite:
            continue
        differing = {space.owner(item) for item in one.keys() & other.keys() if one[item] != other[item]}
        if len(differing) == 1:
            found |= differing
            if not any(kind == "roster" and leaf[kind, a, b] for leaf in (one, other) for kind, a, b in leaf):
                bare |= differing
    return found, {item for item in bare if item[0] == "reading"}


def sets_settle(target: Target) -> Iterator[str]:
    """`to_convict` and `to_clear` settle the verdict, and no smaller set does."""
    analysed = _open_seen(target, FEW)
    if analysed is None:
        return
    space, leaves = analysed
    for name, choices, wanted in (
        ("to_true", target.analysis.to_true, True),
        ("to_false", target.analysis.to_false, False),
    ):
        settling = Settling(space, leaves, wanted)
        if choices is None:
            yield f"{name} is None"
        elif not settling.settles([(c.item, _allows(c)) for c in choices]):
            yield f"{name} does not settle: {choices}"
        elif smaller := settling.smaller_than(choices):
            yield f"{name} {choices} is not fewest: {smaller}"


Allows = Callable[[object], bool]


def _allows(choice: Choice) -> Allows:
    """What values of the thing a choice speaks of."""
    if choice.item[0] == "roster":
        return lambda number: (number == 0) == (choice.option == COMPLETE)
    if choice.item[0] == "reading":
        return lambda option: option == choice.option
    return lambda value: not choice.values or any(value in cell for cell in choice.values)  # type: ignore[operator]


class Settling:
    """Whether sets of choices settle a formula, given all its completions."""

    def __init__(self, space: Space, leaves: Sequence[tuple[Leaf, bool]], wanted: bool) -> None:
        self._space, self._leaves, self._wanted = space, leaves, wanted

    def settles(self, choices: Sequence[tuple[Item, Allows]]) -> bool:
        """Whether the formula comes out as wanted in all completions that the choices allow.

        Of a roster said to hold more, some further objects do it; of a test of several facts, some of their values.
        """
        allowed = [(leaf, t) for leaf, t in self._leaves if all(i not in leaf or f(leaf[i]) for i, f in choices)]
        free = {item for item, _ in choices}
        return bool(allowed) and self._reached(allowed, {}, free)

    def _reached(self, leaves: list[tuple[Leaf, bool]], fixed: Leaf, free: set[Item]) -> bool:
        """Whether some values of the free things leave only wanted completions."""
        bad = next((leaf for leaf, truth in leaves if truth is not self._wanted), None)
        if bad is None:
            return bool(leaves)
        item = next((i for i in bad if i not in fixed and self._space.owner(i) in free), None)
        if item is None:
            return False
        values = {leaf[item] for leaf, _ in leaves if item in leaf}
        return any(
            self._reached([(leaf, t) for leaf, t in leaves if leaf.get(item, v) == v], {**fixed, item: v}, free)
            for v in sorted(values, key=str)
        )

    def smaller_than(self, choices: Sequence[Choice]) -> object:
        """A lighter set that settles too, if there is one among sets of up to two things."""
        items = sorted({self._space.owner(item) for leaf, _ in self._leaves for item in leaf})
        heavy = sum(map(_weight, {choice.item for choice in choices}))
        if len(items) > 9:
            return None
        for size in range(3):
            for chosen in itertools.combinations(items, size):
                if sum(map(_weight, chosen)) < heavy and (found := self._any_of(chosen)) is not None:
                    return found
        return None

    def _any_of(self, items: Sequence[Item]) -> object:
        options: list[list[Allows]] = []
        for item in items:
            if item[0] == "roster":
                options.append([lambda n: n == 0, lambda n: n != 0])
                continue
            values = {leaf[item] for leaf, _ in self._leaves if item in leaf}
            options.append([lambda value, v=v: value == v for v in sorted(values, key=str)])  # type: ignore[misc]
        for picked in itertools.product(*options):
            if self.settles(list(zip(items, picked, strict=True))):
                return items
        return None


def _weight(item: Item) -> int:
    return READING_WEIGHT if item[0] == "reading" else 1


def reasons_are_minimal(target: Target) -> Iterator[str]:
    """What a reason names suffices, and nothing of it can be left out; its tree names the same things."""
    verdict = target.verdict
    if verdict.object is None or class_of(verdict.outcome) == OPEN:
        return
    for name, formula in (("", target.formulas.hazard), *((s.name, f) for s, f in target.formulas.situations)):
        truth = target.study.exact.truth(formula, target.node)
        if truth is None:
            continue
        items = target.study.reasons.minimal(formula, target.node)
        if _truths_with(target, formula, items) != {truth}:
            yield f"{name}: {items} do not suffice"
        for item in items:
            if _truths_with(target, formula, [other for other in items if other != item]) == {truth}:
                yield f"{name}: {item} of {items} can be left out"
        told = leaves_of(target.study.reasons.reason(formula, target.node))
        facts = {(leaf.object, leaf.fact) for leaf in told if leaf.kind == "fact" and leaf.fact}
        wanted = {(item[1], item[2]) for item in items if item[0] == "fact"}
        if facts != wanted:
            yield f"{name}: the tree tells {facts}, not {wanted}"


def _truths_with(target: Target, formula: Formula, items: Sequence[Item]) -> set[bool]:
    """The truths of a formula if only these things were known."""
    nodes = target.study.built.world.nodes
    answers: dict[tuple[str, str], Knowledge] = {
        (i[1], i[2]): nodes[i[1]].answers[i[2]] for i in items if i[0] == "fact"
    }
    complete = frozenset((i[1], i[2]) for i in items if i[0] == "roster")
    rulings = {name: option for name, option in target.study.given.rulings.items() if ("reading", name, "") in items}
    return target.truths(formula, Given(answers, complete, rulings))


__all__ = [
    "FURTHER",
    "HIT",
    "MORE",
    "NO",
    "OPEN",
    "Claim",
    "Verdict",
    "against",
    "class_in",
    "kleene_never_contradicts",
    "outcome_is_exact",
    "reasons_are_minimal",
    "relevant_is_exact",
    "sets_settle",
    "situations_are_exact",
]
