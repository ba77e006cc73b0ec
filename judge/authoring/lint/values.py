"""Finds `!=` and 不属于 on choices that have an option for everything else: whatever nobody thought of falls under it."""

from __future__ import annotations

from collections.abc import Iterator

from judge.authoring.lint.desk import Desk, Finding, RuleDesk
from judge.authoring.lint.facts import is_catch_all
from judge.authoring.lint.parts import children, span_of
from judge.authoring.lint.told import told
from judge.expr.line import ConditionError
from judge.expr.written import Combination, Comparison, Condition, Membership, Name, Quantified, Quoted
from judge.resolve.names import Context, find
from judge.resolve.resolved import Fact


def find_unsafe_others(rule: RuleDesk, desk: Desk) -> Iterator[Finding]:
    """L018: a negated test that lets in the 其他… option of a 单选 without naming it, wherever that is met."""
    del desk
    model = rule.model
    conditions: list[tuple[object, tuple[str | int, ...], str]] = []
    if model.applies is not None:
        conditions.append((model.applies, ("适用",), "适用"))
    for n, situation in enumerate(model.situations):
        conditions.append((situation.when, ("情形", n, "当"), situation.name))
        for m, inner in enumerate(situation.exemptions):
            conditions.append((inner.when, ("情形", n, "除外", m, "当"), f"{situation.name}#{inner.name}"))
    conditions.extend((e.when, ("除外", n, "当"), e.name) for n, e in enumerate(model.exemptions))
    for raw, where, part in conditions:
        for test, fact, other in _unsafe(rule.read(raw, *where), rule.context, is_negated=False):
            place = rule.spot(span_of(test))
            yield rule.told("L018", place, part, test=told(test), name=fact.full_name, other=other)


def _unsafe(condition: Condition, context: Context, *, is_negated: bool) -> Iterator[tuple[Condition, Fact, str]]:
    """Tests that hold of the option for everything else, because it is not among what they rule out."""
    if isinstance(condition, Comparison | Membership):
        yield from _test(condition, context, is_negated=is_negated)
        return
    turns = isinstance(condition, Combination) and condition.kind in ("not", "none")
    inner = context.inside(condition.object_type) if isinstance(condition, Quantified) else context
    for part, _ in children(condition):
        yield from _unsafe(part, inner, is_negated=is_negated != turns)


def _test(
    test: Comparison | Membership, context: Context, *, is_negated: bool
) -> Iterator[tuple[Condition, Fact, str]]:
    if isinstance(test, Membership):
        name, values, denies = test.left, test.values, test.negated
    elif test.operator in ("=", "!=") and isinstance(test.left, Name) and isinstance(test.right, Name | Quoted):
        name, values, denies = test.left, (test.right,), test.operator == "!="
    else:
        return
    try:
        found = find(name.text, context)
    except ConditionError:
        return
    if found is None or found[0].kind != "单选" or denies == is_negated:
        return
    named = {value.text for value in values if isinstance(value, Name | Quoted)}
    for option in found[0].options:
        if is_catch_all(option) and option not in named:
            yield test, found[0], option
