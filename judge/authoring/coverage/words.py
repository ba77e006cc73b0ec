"""The Chinese words of coverage: how a part of a rule reads, and what is wanted of it."""

from __future__ import annotations

from fractions import Fraction

from judge.explain.phrases import Names, operator_sign
from judge.expr.formula import (
    AtLeast,
    Compare,
    CompareDates,
    Count,
    DateTerm,
    Derived,
    Elements,
    Every,
    Exists,
    Formula,
    In,
    Range,
    Ref,
    Sum,
    refs_of,
    walk,
)
from judge.resolve.resolved import ROOT_TYPE, YES_NO, Library
from judge.values.dates import show_date
from judge.values.number import Number, show, simplest

TEXTS = {
    "progress": "用例",
    "decides_true": "“{part}”成立，不成立结论就变",
    "decides_false": "“{part}”不成立，成立了结论就变",
    "at": "“{part}”正好在界限上",
    "beside": "“{part}”刚过界限（另一侧，相差{step}）",
    "reached": "“{part}”正好满数",
    "one_below": "“{part}”只差一个",
    "exempting": "除外“{name}”成立，因此不构成",
    "not_exempting": "除外“{name}”不成立，情形照样构成",
    "situation": "只有情形“{name}”构成",
    "applies": "不适用：不符合“适用”，符合了结论就变",
    "in_scope": "不在标准的适用范围，在了结论就变",
    "undetermined": "有没查清的，因此待定",
    "reading": "解释“{name}”取“{option}”，换一种取法结论就变",
}
SHORT = {
    "exempting": "有除外：{name}",
    "not_exempting": "没有除外：{name}",
    "situation": "只有{name}",
    "applies": "不适用",
    "in_scope": "不在标准的适用范围",
    "undetermined": "有没查清的",
    "reading": "{name}：{option}",
    "decides_true": "{part} 成立",
    "decides_false": "{part} 不成立",
    "at": "{part} 正好在界限上",
    "beside": "{part} 刚过界限",
    "reached": "{part} 正好满数",
    "one_below": "{part} 只差一个",
}
"""The same as names of cases."""
STEPS = {"one": "不超过 1 {unit}", "tenth": "不超过一成", "day": " 1 天"}
SAID = {
    "is": "{fact} = {value}",
    "is_one_of": "{fact} 属于 [{values}]",
    "contains": "{fact} 包含 {option}",
    "compared": "{left} {operator} {right}",
    "count": "{type}的个数 {operator} {limit}",
    "count_where": "符合条件的{type}的个数 {operator} {limit}",
    "sum": "{type}的{fact}合计 {operator} {limit}",
    "elements": "要素满 {count} 项",
    "at_least": "所列各项满 {count} 项",
    "within": "{type}之中：{part}",
    "fact_of": "{type}.{fact}",
    "times": "{fact} × {factor}",
    "shifted": "{base} + {amount}",
    "before": "{base} - {amount}",
    "months": "{count} 月",
    "days": "{count} 天",
}

FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def said(formula: Formula, library: Library, ranges: tuple[Range, ...] = ()) -> str:
    """How an atom or a count reads; `ranges` are those of the quantifiers it stands in, outer ones first."""
    text = _said(formula, Names(library, {}, {}))
    for scope in reversed(ranges):
        text = SAID["within"].format(type=scope.object_type, part=text)
    return text


def _said(formula: Formula, names: Names) -> str:
    match formula:
        case In(ref, values):
            return _choice(ref, values, names)
        case Compare():
            return _compared(formula, names)
        case CompareDates(left_day, operator, right_day):
            return SAID["compared"].format(left=_day(left_day), operator=operator_sign(operator), right=_day(right_day))
        case Derived(atom, _):
            return _said(atom, names)
        case Elements(threshold, _):
            return SAID["elements"].format(count=threshold)
        case AtLeast(threshold, _):
            return SAID["at_least"].format(count=threshold)
        case Count(scope, body, operator, limit):
            key = "count" if not _asks(body) else "count_where"
            return SAID[key].format(type=scope.object_type, operator=operator_sign(operator), limit=limit)
        case Sum(scope, _, ref, operator, limit):
            unit = names.library.facts[ref.fact].unit
            amount = f"{show(limit)} {unit}".rstrip()
            return SAID["sum"].format(
                type=scope.object_type, fact=names.of_key(ref.key), operator=operator_sign(operator), limit=amount
            )
        case _:
            raise AssertionError(formula)


def _asks(body: Formula) -> bool:
    return any(True for _ in refs_of(body)) or any(isinstance(part, Exists | Every | Count) for part in walk(body))


def _choice(ref: Ref, values: frozenset[str], names: Names) -> str:
    _, _, option = ref.key.partition("∋")
    if option:
        return SAID["contains"].format(fact=_name(ref), option=option)
    if ref.domain == YES_NO and values == {"是"}:
        return _name(ref)
    known = names.library.facts.get(ref.fact)
    ordered = [o for o in known.options if o in values] if known is not None else sorted(values)
    if len(ordered) == 1:
        return SAID["is"].format(fact=_name(ref), value=ordered[0])
    return SAID["is_one_of"].format(fact=_name(ref), values=", ".join(ordered))


def _name(ref: Ref) -> str:
    """The fact's name; with its carrier's type where that is another object."""
    name = ref.key.partition("∋")[0].partition("@")[0]
    carrier = ref.fact.partition(".")[0]
    return SAID["fact_of"].format(type=carrier, fact=name) if ref.steps or carrier == ROOT_TYPE else name


def _day(term: DateTerm) -> str:
    text = _name(term.ref) if term.ref is not None else term.special or show_date(term.day or 1)
    for count, key in ((term.months, "months"), (term.days, "days")):
        if count:
            text = SAID["shifted" if count > 0 else "before"].format(
                base=text, amount=SAID[key].format(count=abs(count))
            )
    return text


def _compared(formula: Compare, names: Names) -> str:
    """The facts added on the left, those taken away and the number on the right."""
    factor = formula.terms[0][1]
    scaled = [(ref, simplest(Fraction(c) / factor)) for ref, c in formula.terms]
    limit = simplest(Fraction(formula.limit) / factor)
    operator = formula.operator if factor > 0 else FLIPPED.get(formula.operator, formula.operator)
    left = [_times(ref, c) for ref, c in scaled if c > 0]
    right = [_times(ref, -c) for ref, c in scaled if c < 0]
    if limit or not right:
        right.append(f"{show(limit)} {names.library.facts[scaled[0][0].fact].unit}".rstrip())
    return SAID["compared"].format(left=" + ".join(left), operator=operator_sign(operator), right=" + ".join(right))


def _times(ref: Ref, factor: Number) -> str:
    return _name(ref) if factor == 1 else SAID["times"].format(fact=_name(ref), factor=show(factor))
