"""A part of a written condition as one short line, the way it can be written in a rule file."""

from __future__ import annotations

from judge.expr.written import (
    Arithmetic,
    Bare,
    Combination,
    Comparison,
    Condition,
    Constant,
    Day,
    ElementCount,
    Membership,
    Name,
    Operand,
    Quantified,
    Quantity,
    Quoted,
    ReadingChoice,
)

_JOINTS = {"all": " 且 ", "any": " 或 "}
_QUANTIFIERS = {"exists": "存在", "every": "每个", "count": "数量", "sum": "合计"}


def told(condition: Condition) -> str:
    """The condition on one line.

    >>> from judge.expr.tree import parse_condition
    >>> told(parse_condition("人数 > 9 人 且 (甲 或 非 乙)", ()))
    '人数 > 9 人 且 (甲 或 非 乙)'
    """
    match condition:
        case Constant(value, _):
            return "恒真" if value else "恒假"
        case Bare(name, _):
            return name.text
        case Comparison(operator, left, right, _):
            return f"{_operand(left)} {operator} {_operand(right)}"
        case Membership(left, values, contains, negated, _):
            verb = ("不" if negated else "") + ("包含" if contains else "属于")
            words = "、".join(_operand(value) for value in values)
            return f"{left.text} {verb} {words if len(values) == 1 else f'[{words}]'}"
        case Combination(kind, parts, _, threshold):
            return _combined(kind, parts, threshold)
        case Quantified():
            return _quantified(condition)
        case ElementCount(prefixes, threshold, _):
            return f"要素（{'、'.join(prefixes)}）至少 {threshold} 项"
        case ReadingChoice(reading, options, _):
            choices = "；".join(f"{name}：{told(part)}" for name, part in options)
            return f"依解释“{reading}”（{choices}）"


def _combined(kind: str, parts: tuple[Condition, ...], threshold: int) -> str:
    if kind == "not":
        return f"非 {_bracketed(parts[0])}"
    if kind in _JOINTS:
        return _JOINTS[kind].join(map(_bracketed, parts))
    inner = "、".join(map(told, parts))
    return f"均无（{inner}）" if kind == "none" else f"至少 {threshold} 项（{inner}）"


def _bracketed(part: Condition) -> str:
    is_joined = isinstance(part, Combination) and part.kind in _JOINTS
    return f"({told(part)})" if is_joined else told(part)


def _quantified(part: Quantified) -> str:
    where = f"，其中 {told(part.where)}" if part.where is not None else ""
    body = f"：{told(part.body)}" if part.body is not None else ""
    fact = f"的{part.fact.text}" if part.fact is not None else ""
    limit = f" {part.operator} {_operand(part.limit)}" if part.limit is not None else ""
    return f"{_QUANTIFIERS[part.kind]}（{part.object_type}{fact}{where}{body}）{limit}".rstrip()


def _operand(operand: Operand) -> str:
    match operand:
        case Name(text, _):
            return text
        case Quoted(text, _):
            return f"「{text}」"
        case Quantity(digits, unit, _):
            return f"{digits} {unit}".strip()
        case Day(text, _):
            return text
        case Arithmetic(operator, left, right, _):
            return f"{_operand(left)} {operator} {_operand(right)}"
