"""Comparisons of numbers and of dates: linear sums in one unit, days shifted by months and days."""

from __future__ import annotations

import datetime
from fractions import Fraction

from judge.expr.formula import Compare, CompareDates, DateTerm, Formula, Ref
from judge.expr.line import ConditionError
from judge.expr.written import Arithmetic, Day, Name, Operand, Quantity, Span
from judge.resolve.derived import expand
from judge.resolve.names import Context, event_walk, fact_named, find, reference
from judge.resolve.resolved import Fact
from judge.values.number import Number, exact, show, simplest
from judge.values.units import UNITS, convert

VISIT_DAY, EVENT_DAY = "检查日期", "事件日期"
_DAYS = {"日": (0, 1), "天": (0, 1), "月": (1, 0), "年": (12, 0)}


def limit_in(limit: Quantity, unit: str) -> Number:
    """A literal amount in a unit. Raises ConditionError for an unknown, missing or foreign unit."""
    if limit.unit not in UNITS:
        raise ConditionError("R041", limit.span, unit=limit.unit)
    if not limit.unit and unit:
        raise ConditionError("R042", limit.span, unit=unit)
    try:
        return convert(exact(limit.digits), limit.unit, unit)
    except ValueError as error:
        raise ConditionError("R043", limit.span, unit=_shown(limit.unit), wanted=_shown(unit)) from error


def _shown(unit: str) -> str:
    return unit or "（无单位）"


class _Linear:
    """A sum of multiples of facts and a constant, in one unit."""

    def __init__(self) -> None:
        self.terms: dict[Ref, Number] = {}
        self.constant: Number = 0

    def add(self, other: _Linear, factor: Number = 1) -> None:
        for ref, coefficient in other.terms.items():
            self.terms[ref] = simplest(Fraction(self.terms.get(ref, 0)) + coefficient * factor)
        self.constant = simplest(Fraction(self.constant) + other.constant * factor)


def compare_numbers(left: Operand, operator: str, right: Operand, context: Context, span: Span) -> Formula:
    """`left operator right` as a linear test; of one derived fact, by its definition. Raises ConditionError."""
    if _is_literal(left) and _is_literal(right):
        raise ConditionError("R071", span)
    unit = _unit_of(left, context) or _unit_of(right, context) or ""
    total = _linear(left, unit, context)
    total.add(_linear(right, unit, context), -1)
    terms = tuple((ref, factor) for ref, factor in total.terms.items() if factor)
    limit = simplest(-Fraction(total.constant))
    if not terms:
        raise ConditionError("R071", span)
    if len(terms) == 1 and operator in ("=", "!=") and terms[0][0].whole:
        wanted = Fraction(limit) / terms[0][1]
        if wanted.denominator != 1:
            raise ConditionError("R090", span, name=terms[0][0].fact, found=show(wanted))
    atom = Compare(terms, operator, limit)
    derived = [fact for ref, _ in terms if (fact := context.vocabulary.facts[ref.fact]).derived and not fact.calculator]
    if not derived:
        return atom
    if len(terms) > 1:
        raise ConditionError("R048", span, name=derived[0].name)
    return expand(atom, derived[0], terms[0][0], context, span)


def _is_literal(operand: Operand) -> bool:
    """Whether it is made of written numbers alone."""
    if isinstance(operand, Arithmetic):
        return _is_literal(operand.left) and _is_literal(operand.right)
    return isinstance(operand, Quantity)


def _unit_of(operand: Operand, context: Context) -> str | None:
    """The unit of the first fact in it."""
    if isinstance(operand, Arithmetic):
        return _unit_of(operand.left, context) or _unit_of(operand.right, context)
    if isinstance(operand, Name) and (found := find(operand.text, context)):
        return found[0].unit
    return None


def _numeric(name: Name, context: Context) -> tuple[Fact, tuple[str, ...]]:
    found = fact_named(name, context)
    if found[0].kind != "数值":
        raise ConditionError("R044", name.span, name=name.text, kind=found[0].kind)
    return found


def _linear(operand: Operand, unit: str, context: Context) -> _Linear:
    result = _Linear()
    match operand:
        case Quantity():
            result.constant = limit_in(operand, unit)
        case Name():
            fact, steps = _numeric(operand, context)
            try:
                result.terms[reference(fact, steps, context)] = convert(1, fact.unit, unit)
            except ValueError as error:
                raise ConditionError("R043", operand.span, unit=_shown(fact.unit), wanted=_shown(unit)) from error
        case Arithmetic(operator, first, second, _) if operator in "+-":
            result.add(_linear(first, unit, context))
            result.add(_linear(second, unit, context), 1 if operator == "+" else -1)
        case Arithmetic(operator, first, second, span):
            result.add(*_product(operator, first, second, unit, context, span))
        case _:
            raise ConditionError("R045", operand.span)
    return result


def _product(
    operator: str, first: Operand, second: Operand, unit: str, context: Context, span: Span
) -> tuple[_Linear, Number]:
    factor = _plain(second)
    if operator == "÷":
        if not factor:
            raise ConditionError("R046", span)
        return _linear(first, unit, context), simplest(1 / Fraction(factor))
    if factor is not None:
        return _linear(first, unit, context), factor
    factor = _plain(first)
    if factor is None:
        raise ConditionError("R046", span)
    return _linear(second, unit, context), factor


def _plain(operand: Operand) -> Number | None:
    """A number without dimension (a percentage counts), or None."""
    if isinstance(operand, Quantity) and operand.unit in ("", "%"):
        return convert(exact(operand.digits), operand.unit, "")
    if isinstance(operand, Arithmetic) and operand.operator in "×÷":
        left, right = _plain(operand.left), _plain(operand.right)
        if left is not None and right is not None and not (operand.operator == "÷" and right == 0):
            return simplest(Fraction(left) * right if operand.operator == "×" else Fraction(left) / right)
    return None


def is_date_comparison(left: Operand, right: Operand, context: Context) -> bool:
    """Whether either side speaks of a day."""
    return _speaks_of_day(left, context) or _speaks_of_day(right, context)


def _speaks_of_day(operand: Operand, context: Context) -> bool:
    match operand:
        case Day():
            return True
        case Name(text, _):
            found = find(text, context)
            return text in (VISIT_DAY, EVENT_DAY) or (found is not None and found[0].kind == "日期")
        case Arithmetic(_, left, right, _):
            return _speaks_of_day(left, context) or _speaks_of_day(right, context)
        case _:
            return False


def compare_dates(left: Operand, operator: str, right: Operand, context: Context, span: Span) -> CompareDates:
    """`left operator right` as a test of days. Raises ConditionError."""
    first, second = _date_term(left, context), _date_term(right, context)
    if first.ref is None and second.ref is None and first.special == second.special:
        raise ConditionError("R071", span)
    return CompareDates(first, operator, second)


def _date_term(operand: Operand, context: Context) -> DateTerm:
    match operand:
        case Day(text, span):
            try:
                return DateTerm(None, day=datetime.date(*map(int, text.split("-"))).toordinal())
            except ValueError as error:
                raise ConditionError("R047", span, found=text) from error
        case Name(text, span):
            return _named_day(text, span, context)
        case Arithmetic(operator, base, Quantity(digits, unit, span), _) if operator in "+-":
            if unit not in _DAYS or not digits.isdigit():
                raise ConditionError("R049", span)
            months, days = _DAYS[unit]
            amount = int(digits) if operator == "+" else -int(digits)
            term = _date_term(base, context)
            return DateTerm(
                term.ref, term.day, term.special, term.steps, term.months + months * amount, term.days + days * amount
            )
        case _:
            raise ConditionError("R049", operand.span)


def _named_day(text: str, span: Span, context: Context) -> DateTerm:
    if text == VISIT_DAY:
        return DateTerm(None, special=VISIT_DAY)
    if text == EVENT_DAY:
        steps = event_walk(context)
        if steps is None:
            raise ConditionError("R053", span, current=context.current)
        return DateTerm(None, special=EVENT_DAY, steps=steps)
    fact, steps = fact_named(Name(text, span), context)
    if fact.kind != "日期":
        raise ConditionError("R044", span, name=text, kind=fact.kind)
    return DateTerm(reference(fact, steps, context))
