"""From written conditions to formulas: names become references, words options, numbers exact amounts in the fact's unit."""

from __future__ import annotations

import re

from judge.diagnostics import Problems, nearest
from judge.expr.formula import (
    FALSE,
    TRUE,
    UP,
    AtLeast,
    ByReading,
    Const,
    Count,
    Every,
    Exists,
    Formula,
    In,
    Range,
    Ref,
    Sum,
    conjunction,
    disjunction,
    negation,
)
from judge.expr.line import ConditionError
from judge.expr.tree import parse_condition
from judge.expr.written import (
    Bare,
    Combination,
    Comparison,
    Condition,
    Constant,
    ElementCount,
    Location,
    Membership,
    Name,
    Quantified,
    Quantity,
    Quoted,
    ReadingChoice,
    Span,
)
from judge.resolve.amounts import compare_dates, compare_numbers, is_date_comparison, limit_in
from judge.resolve.derived import tested
from judge.resolve.names import Context, fact_named, find, reference
from judge.resolve.resolved import Fact
from judge.resolve.source import Source

MAX_COUNT = 50
"""Objects are counted against a limit up to this; larger numbers are facts of their own (open ones take too long)."""
_COUNTED = re.compile(r"\d{1,2}")
FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


def resolve_condition(
    raw: object, path: Location, source: Source[object], context: Context, problems: Problems
) -> Formula:
    """Read and resolve one condition; on a problem it is recorded and 恒假 stands in (such a library judges nothing)."""
    try:
        return read_condition(raw, path, context)
    except ConditionError as error:
        problems.add(error.code, source.at(error.span), **error.values)
        return FALSE


def read_condition(raw: object, path: Location, context: Context) -> Formula:
    """Parse and resolve. Raises ConditionError."""
    return formula_of(parse_condition(raw, path), context)


def formula_of(condition: Condition, context: Context) -> Formula:
    """Resolve a written condition. Raises ConditionError."""
    match condition:
        case Constant(value, _):
            return Const(value)
        case Bare(name, _):
            return _choice_test(name, ("是",), context, expected_kind="是否")
        case Comparison():
            return _comparison(condition, context)
        case Membership():
            return _membership(condition, context)
        case Combination():
            return _combination(condition, context)
        case Quantified():
            return _quantified(condition, context)
        case ElementCount(prefixes, threshold, span):
            if context.elements is None:
                raise ConditionError("R050", span)
            return context.elements(prefixes, threshold, context.current, span)
        case ReadingChoice():
            return _by_reading(condition, context)


def _combination(condition: Combination, context: Context) -> Formula:
    parts = tuple(formula_of(part, context) for part in condition.parts)
    match condition.kind:
        case "all":
            return conjunction(parts)
        case "any":
            return disjunction(parts)
        case "none":
            return negation(disjunction(parts))
        case "not":
            return negation(parts[0])
        case _:
            return AtLeast(condition.threshold, parts)


def _choice_test(name: Name, options: tuple[str, ...], context: Context, expected_kind: str | None = None) -> Formula:
    fact, steps = fact_named(name, context)
    if expected_kind and fact.kind != expected_kind:
        raise ConditionError("R031", name.span, name=name.text, kind=fact.kind)
    return tested(fact, reference(fact, steps, context), frozenset(options), context, name.span)


def _option(value: Name | Quoted | Quantity, fact: Fact) -> str:
    text = value.digits + value.unit if isinstance(value, Quantity) else value.text
    if text not in fact.options:
        near = nearest(text, fact.options)
        raise ConditionError(
            "R032",
            value.span,
            found=text,
            name=fact.name,
            options="、".join(fact.options),
            near=f"是不是“{near}”？" if near else "",
        )
    return text


def _membership(condition: Membership, context: Context) -> Formula:
    fact, steps = fact_named(condition.left, context)
    if condition.contains != (fact.kind == "多选") or not (fact.is_choice or fact.kind == "多选"):
        raise ConditionError("R033", condition.left.span, name=fact.name, kind=fact.kind)
    options = tuple(_option(value, fact) for value in condition.values)
    if condition.contains:
        boxes = tuple(In(reference(fact, steps, context, option), frozenset({"是"})) for option in options)
        result = disjunction(boxes)
    else:
        result = tested(fact, reference(fact, steps, context), frozenset(options), context, condition.span)
    return negation(result) if condition.negated else result


def _comparison(condition: Comparison, context: Context) -> Formula:
    left, operator, right = condition.left, condition.operator, condition.right
    if (
        not (isinstance(left, Name) and find(left.text, context))
        and isinstance(right, Name)
        and find(right.text, context)
    ):
        left, operator, right = right, FLIPPED[operator], left
    if isinstance(left, Name) and (found := find(left.text, context)) and found[0].is_choice:
        return _choices(left, operator, right, context)
    if is_date_comparison(left, right, context):
        return compare_dates(left, operator, right, context, condition.span)
    return compare_numbers(left, operator, right, context, condition.span)


def _choices(left: Name, operator: str, right: object, context: Context) -> Formula:
    fact, steps = fact_named(left, context)
    if operator not in ("=", "!="):
        raise ConditionError("R034", left.span, name=fact.name, kind=fact.kind)
    ref = reference(fact, steps, context)
    if isinstance(right, Name) and right.text not in fact.options and (other := find(right.text, context)):
        result = _same_choice(fact, ref, other, right, context)
    elif isinstance(right, Name | Quoted | Quantity):
        result = tested(fact, ref, frozenset({_option(right, fact)}), context, left.span)
    else:
        raise ConditionError("R035", left.span, name=fact.name)
    return negation(result) if operator == "!=" else result


def _same_choice(fact: Fact, ref: Ref, other: tuple[Fact, tuple[str, ...]], right: Name, context: Context) -> Formula:
    """Two choices of one set of options are equal: one option holds of both."""
    second, steps = other
    if not second.is_choice or second.options != fact.options:
        raise ConditionError("R036", right.span, name=fact.name, other=second.name)
    second_ref = reference(second, steps, context)
    pairs = (
        conjunction(
            (
                tested(fact, ref, frozenset({option}), context, right.span),
                tested(second, second_ref, frozenset({option}), context, right.span),
            )
        )
        for option in fact.options
    )
    return disjunction(tuple(pairs))


def _range(object_type: str, quantifier: Span, context: Context) -> Range:
    span = Span((*quantifier.path, "对象"))
    types = context.vocabulary.types
    if object_type not in types:
        near = nearest(object_type, types)
        raise ConditionError("R037", span, name=object_type, near=f"是不是“{near}”？" if near else "")
    above = types[object_type].chain[1:]
    for hops, anchor in enumerate(types[context.current].chain):
        if anchor in above:
            return Range((UP,) * hops, anchor, object_type)
    raise ConditionError("R038", span, name=object_type, current=context.current)


def _quantified(condition: Quantified, context: Context) -> Formula:
    scope = _range(condition.object_type, condition.span, context)
    inner = context.inside(condition.object_type)
    guard = formula_of(condition.where, inner) if condition.where is not None else TRUE
    body = formula_of(condition.body, inner) if condition.body is not None else TRUE
    match condition.kind:
        case "exists":
            return Exists(scope, conjunction((guard, body)))
        case "every":
            return Every(scope, guard, body)
        case "count":
            assert condition.limit is not None
            digits = condition.limit.digits
            if condition.limit.unit or not _COUNTED.fullmatch(digits) or int(digits) > MAX_COUNT:
                raise ConditionError("R039", condition.limit.span, most=MAX_COUNT)
            return Count(scope, guard, condition.operator, int(digits))
        case _:
            return _sum(condition, scope, guard, inner)


def _sum(condition: Quantified, scope: Range, guard: Formula, inner: Context) -> Formula:
    assert condition.fact is not None
    assert condition.limit is not None
    fact, steps = fact_named(condition.fact, inner)
    if fact.kind != "数值" or steps or (fact.derived and not fact.calculator):
        raise ConditionError("R040", condition.fact.span, name=condition.fact.text)
    limit = limit_in(condition.limit, fact.unit)
    return Sum(scope, guard, reference(fact, steps, inner), condition.operator, limit)


def _by_reading(condition: ReadingChoice, context: Context) -> Formula:
    reading = context.readings.get(condition.reading)
    if reading is None:
        place = Span((*condition.span.path, "解释"))
        near = nearest(condition.reading, context.readings)
        raise ConditionError("R051", place, name=condition.reading, near=f"是不是“{near}”？" if near else "")
    wanted = {name for name, _ in reading.options}
    if {name for name, _ in condition.options} != wanted:
        place = Span((*condition.span.path, "选"))
        raise ConditionError("R052", place, name=reading.name, options="、".join(sorted(wanted)))
    return ByReading(reading.id, tuple((name, formula_of(part, context)) for name, part in condition.options))
