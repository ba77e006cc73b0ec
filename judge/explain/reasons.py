"""Finds a subset-minimal set of answers that decides a formula, and tells it as a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from judge.evaluate.exact import Exact
from judge.evaluate.world import Item, Node, Watch, locate, seen, supposed
from judge.explain.phrases import TEXTS, Names, dates_text, operator_sign, plain_days, plain_limit
from judge.expr.formula import (
    All,
    AnyOf,
    At,
    AtLeast,
    ByReading,
    Compare,
    CompareDates,
    Const,
    Count,
    Derived,
    Elements,
    Every,
    Exists,
    Formula,
    In,
    Not,
    Range,
    Ref,
    Sum,
)
from judge.values.number import point
from judge.values.truth import Truth
from judge.verdict.verdict import Reason


class Reasons:
    """Reasons for truths in one world."""

    def __init__(self, exact: Exact, names: Names) -> None:
        self._exact, self._world, self._names = exact, exact.world, names

    def touched(self, formula: Formula, node: Node) -> tuple[Item, ...]:
        """Every known thing that an evaluation of the formula reads, in order."""
        items: dict[Item, None] = {}

        def record(item: Item) -> bool:
            items[item] = None
            return True

        with self._watching(record):
            self._exact.truth(formula, node)
        return tuple(items)

    def minimal(self, formula: Formula, node: Node) -> tuple[Item, ...]:
        """A subset-minimal set of known things that alone decide the formula. The formula must be decided."""
        with self._watching(None):
            wanted = self._exact.truth(formula, node)
        kept = dict.fromkeys(self.touched(formula, node))
        quick = self._exact.kleene_is_exact(formula, node)
        for item in list(kept):
            kept.pop(item)
            with self._watching(kept.__contains__):
                truth = self._exact.quick(formula, node) if quick else self._exact.truth(formula, node)
            if truth is not wanted:
                kept[item] = None
        return tuple(kept)

    def truth_given(self, formula: Formula, node: Node, visible: frozenset[Item]) -> Truth:
        """The truth if only these things were known."""
        with self._watching(visible.__contains__):
            return self._exact.truth(formula, node)

    def reason(self, formula: Formula, node: Node) -> Reason:
        """Why a decided formula is true or false, resting on a minimal set of answers only."""
        items = frozenset(self.minimal(formula, node))
        with self._watching(items.__contains__):
            truth = self._exact.truth(formula, node)
            told = self._tree(formula, node, node, truth)
        parts = told.parts if told is not None and told.kind == "group" else ((told,) if told else ())
        return Reason("group", TEXTS["all"], parts=tuple(_unique(parts)))

    @contextmanager
    def _watching(self, watch: Watch | None) -> Iterator[None]:
        before = self._world.watch
        self._world.watch = watch
        try:
            yield
        finally:
            self._world.watch = before

    def _tree(self, formula: Formula, node: Node, rule: Node, truth: Truth) -> Reason | None:
        if self._exact.quick(formula, node, rule) is None:
            return self._flat(formula, node, rule)
        match formula:
            case Const():
                return None
            case In(ref, _):
                return self._fact(ref, node, rule)
            case Compare():
                return self._compare(formula, node, rule, truth)
            case CompareDates():
                return self._dates(formula, node, rule, truth)
            case Derived(atom, expansion):
                ref = atom.ref if isinstance(atom, In) else atom.terms[0][0]
                direct = self._world.answer(locate(node, ref.steps, rule), ref.key) is not None
                return self._tree(atom if direct else expansion, node, rule, truth)
            case At(steps, part, rebase):
                target = locate(node, steps, rule)
                return self._tree(part, target, target if rebase else rule, truth)
            case Not(part):
                return self._tree(part, node, rule, None if truth is None else not truth)
            case All(parts):
                return self._joined(parts, node, rule, every=truth is True, wanted=truth)
            case AnyOf(parts):
                return self._joined(parts, node, rule, every=truth is False, wanted=truth)
            case AtLeast(_, parts):
                return self._joined(parts, node, rule, every=True, wanted=truth)
            case ByReading():
                return self._reading(formula, node, rule, truth)
            case Elements():
                return self._elements(formula, node, rule, truth)
            case Exists(scope, body):
                return self._exists(scope, body, node, rule, truth)
            case Every():
                return self._every(formula, node, rule, truth)
            case Count():
                return self._count(formula, node, rule, truth)
            case Sum():
                return self._sum(formula, node, rule, truth)

    def _group(self, parts: list[Reason | None], text: str = TEXTS["all"]) -> Reason | None:
        flat: list[Reason] = []
        for part in parts:
            if part is not None:
                flat.extend(part.parts if part.kind == "group" and part.text == text else (part,))
        if not flat:
            return None
        return flat[0] if len(flat) == 1 else Reason("group", text, parts=tuple(_unique(flat)))

    def _joined(
        self, parts: tuple[Formula, ...], node: Node, rule: Node, *, every: bool, wanted: Truth
    ) -> Reason | None:
        """All parts that come out as wanted, or just the first of them."""
        told: list[Reason | None] = []
        for part in parts:
            if self._exact.quick(part, node, rule) is wanted:
                told.append(self._tree(part, node, rule, wanted))
                if not every:
                    break
        return self._group(told)

    def _flat(self, formula: Formula, node: Node, rule: Node) -> Reason | None:
        """Where only all answers together decide: the answers, side by side."""
        items: dict[Item, None] = {}
        inner = self._world.watch

        def record(item: Item) -> bool:
            seen_too = inner is None or inner(item)
            if seen_too:
                items[item] = None
            return seen_too

        self._world.watch = record
        try:
            self._exact.truth(formula, node, rule)
        finally:
            self._world.watch = inner
        return self._group([self.item(item) for item in items], TEXTS["together"])

    def item(self, item: Item) -> Reason:
        """One known thing as a leaf."""
        kind, first, second = item
        if kind == "roster":
            parent = self._world.nodes[first]
            text = TEXTS["roster"].format(object=self._names.of_object(parent), type=second)
            return Reason("roster", text, object=first)
        if kind == "reading":
            ruling = self._world.rulings[first]
            reading = self._names.library.readings[first]
            text = TEXTS["ruling"].format(reading=reading.name, option=ruling.option, number=ruling.number)
            return Reason("ruling", text)
        node = self._world.nodes[first]
        answered = node.answers[second]
        value = self._names.value(answered, self._names.fact_of(node, second))
        calculation = self._names.calculations.get((first, second))
        told = TEXTS["plain_figures"].format(figures=calculation.figures) if calculation is not None else None
        return Reason("fact", self._names.answer(node, second, answered), first, second, value, plainly=told)

    def _fact(self, ref: Ref, node: Node, rule: Node) -> Reason | None:
        carrier = locate(node, ref.steps, rule)
        if self._world.answer(carrier, ref.key) is None:
            return None
        return self.item(("fact", carrier.id, ref.key))

    def _compare(self, formula: Compare, node: Node, rule: Node, truth: Truth) -> Reason | None:
        leaves = [self._fact(ref, node, rule) for ref, _ in formula.terms]
        if len(leaves) != 1 or leaves[0] is None:
            return self._group(leaves)
        leaf = leaves[0]
        sign, limit = self._names.operator(formula), self._names.limit(formula)
        text = TEXTS["bound"].format(bound=f"{sign} {limit}")
        plainly = _joined_text(plain_limit(sign, limit, holds=truth is not False), leaf.plainly)
        return replace(leaf, text=f"{leaf.text}（{text}）", plainly=plainly)

    def _dates(self, formula: CompareDates, node: Node, rule: Node, truth: Truth) -> Reason | None:
        leaves = [self._fact(term.ref, node, rule) for term in (formula.left, formula.right) if term.ref is not None]
        told = self._group(list(leaves))
        text = TEXTS["bound"].format(bound=dates_text(self._names, formula, self._world.day))
        plainly = plain_days(self._names, formula, self._world.day, holds=truth is not False)
        if told is None:
            return Reason("date", text, plainly=plainly)
        return replace(told, text=f"{told.text}（{text}）", plainly=_joined_text(plainly, told.plainly))

    def _reading(self, formula: ByReading, node: Node, rule: Node, truth: Truth) -> Reason | None:
        options = dict(formula.options)
        ruled = self._world.ruling(formula.reading)
        if ruled is not None:
            ruling = self.item(("reading", formula.reading, ""))
            return self._group([ruling, self._tree(options[ruled], node, rule, truth)])
        return self._group([self._tree(option, node, rule, truth) for option in options.values()])

    def _elements(self, formula: Elements, node: Node, rule: Node, truth: Truth) -> Reason | None:
        """The elements that count (or all that do not), each with its reason."""
        counted = self._exact.counted(formula, node, rule)
        told: list[Reason | None] = []
        for element in formula.elements:
            if counted[element.clause] is not truth:
                continue
            causes = (element.own, *(cause for _, cause in element.shared))
            deciding = [cause for cause in causes if self._exact.quick(cause, node, rule) is truth]
            inner = [self._tree(cause, node, rule, truth) for cause in (deciding[:1] if truth else deciding)]
            if truth is True:
                told.append(Reason("element", element.clause, parts=tuple(part for part in inner if part is not None)))
            else:
                told.extend(inner)
        with self._watching(None):
            names = [c for c, counts in self._exact.counted(formula, node, rule).items() if counts is True]
        text = TEXTS["counted"].format(
            count=len(names), operator="≥", limit=formula.threshold, names="、".join(names) or TEXTS["none"]
        )
        limit = plain_limit("≥", TEXTS["items"].format(count=formula.threshold), holds=truth is not False)
        plainly = TEXTS["plain_count_elements"].format(count=len(names), limit=limit)
        return Reason("count", text, parts=tuple(part for part in told if part is not None), plainly=plainly)

    def _exists(self, scope: Range, body: Formula, node: Node, rule: Node, truth: Truth) -> Reason | None:
        anchor = locate(node, scope.steps, rule)
        told: list[Reason | None] = []
        for item in seen(self._world, scope, anchor):
            if self._exact.quick(body, item, rule) is truth:
                inner = self._tree(body, item, rule, truth)
                told.append(inner or Reason("object", self._names.of_object(item), item.id))
                if truth is True:
                    return told[0]
        told.extend(self._roster_leaves(scope, anchor))
        told.extend(self._tree(body, item, rule, truth) for item in supposed(self._world, scope, anchor))
        empty = Reason(
            "object",
            TEXTS["no_object"].format(type=scope.object_type),
            plainly=TEXTS["plain_none_of"].format(type=scope.object_type),
        )
        return self._group(told, TEXTS["refuted_each"]) or empty

    def _roster_leaves(self, scope: Range, anchor: Node) -> list[Reason]:
        chain = self._world.types[scope.object_type].chain
        leaves: list[Reason] = []
        level = [anchor]
        for object_type in reversed(chain[: chain.index(scope.anchor_type)]):
            leaves.extend(
                self.item(("roster", parent.id, object_type))
                for parent in level
                if object_type in parent.complete and self._world.is_complete(parent, object_type)
            )
            level = [child for parent in level for child in parent.children.get(object_type, ())]
        return leaves

    def _every(self, formula: Every, node: Node, rule: Node, truth: Truth) -> Reason | None:
        anchor = locate(node, formula.range.steps, rule)
        told: list[Reason | None] = []
        for item in seen(self._world, formula.range, anchor):
            for part in (formula.guard, formula.body):
                value = self._exact.quick(part, item, rule)
                if value is not None:
                    told.append(self._tree(part, item, rule, value))
        told.extend(self._roster_leaves(formula.range, anchor))
        return self._group(told, TEXTS["all"] if truth else TEXTS["refuted_each"])

    def _count(self, formula: Count, node: Node, rule: Node, truth: Truth) -> Reason:
        anchor = locate(node, formula.range.steps, rule)
        members = [
            item
            for item in seen(self._world, formula.range, anchor)
            if self._exact.quick(formula.body, item, rule) is True
        ]
        sign, names = operator_sign(formula.operator), "、".join(self._names.of_object(item) for item in members)
        total = sum(item.count for item in members)
        text = TEXTS["counted_objects"].format(
            count=total, operator=sign, limit=formula.limit, names=names or TEXTS["none"]
        )
        limit = plain_limit(sign, TEXTS["objects"].format(count=formula.limit), holds=truth is not False)
        plainly = TEXTS["plain_count"].format(count=total, names=names or TEXTS["plain_none"], limit=limit)
        told = [
            (item, truth)
            for item in seen(self._world, formula.range, anchor)
            if (truth := self._exact.quick(formula.body, item, rule)) is not None
        ]
        inner = [self._tree(formula.body, item, rule, truth) for item, truth in told]
        leaves = [*inner, *self._roster_leaves(formula.range, anchor)]
        parts = tuple(_unique([leaf for leaf in leaves if leaf is not None]))
        return Reason("count", text, parts=parts, plainly=plainly)

    def _sum(self, formula: Sum, node: Node, rule: Node, truth: Truth) -> Reason:
        anchor = locate(node, formula.range.steps, rule)
        told: list[Reason | None] = []
        for item in seen(self._world, formula.range, anchor):
            within = self._exact.quick(formula.guard, item, rule)
            if within is not None:
                told.append(self._tree(formula.guard, item, rule, within))
            if within is not False:
                told.append(self._fact(formula.ref, item, rule))
        told.extend(self._roster_leaves(formula.range, anchor))
        sign, total = operator_sign(formula.operator), self._names.of_key(formula.ref.key)
        limit = self._names.value(point(formula.limit), self._names.library.facts[formula.ref.fact])
        text = TEXTS["summed"].format(total=total, operator=sign, limit=limit)
        plainly = TEXTS["plain_sum"].format(total=total, limit=plain_limit(sign, limit, holds=truth is not False))
        parts = tuple(_unique([leaf for leaf in told if leaf is not None]))
        return Reason("count", text, parts=parts, plainly=plainly)


def _joined_text(*texts: str | None) -> str:
    return "；".join(text for text in texts if text)


def _unique(parts: Iterable[Reason]) -> list[Reason]:
    return list(dict.fromkeys(parts))


def leaves_of(reason: Reason) -> Iterator[Reason]:
    """All leaves of a reason."""
    if not reason.parts:
        yield reason
    for part in reason.parts:
        yield from leaves_of(part)
