"""Turns a test of a derived fact into a formula over the facts that define it, kept beside the direct test."""

from __future__ import annotations

from judge.expr.formula import (
    At,
    Compare,
    Derived,
    Formula,
    In,
    Ref,
    conjunction,
    disjunction,
    negation,
)
from judge.expr.line import ConditionError
from judge.expr.written import Name, Span
from judge.model.vocabulary import DefinitionModel
from judge.resolve.names import Context, fact_named, reference
from judge.resolve.resolved import Fact
from judge.resolve.vocabulary import WrittenDefinition
from judge.values.knowledge import UnreadableNumberError, read_number
from judge.values.number import Interval, Number, holds


def expand(atom: In | Compare, fact: Fact, ref: Ref, context: Context, span: Span) -> Derived:
    """The direct test together with what the fact's definition makes of it. Raises ConditionError."""
    if fact.full_name in context.resolving:
        raise ConditionError("R054", span, names="→".join((*context.resolving, fact.full_name)))
    written = context.vocabulary.definitions[fact.full_name]
    try:
        expansion = _expansion(atom, fact, written, context)
    except ConditionError as error:
        if error.code in ("R054", "R055"):
            raise
        raise ConditionError("R055", span, name=fact.full_name) from error
    return Derived(atom, At(ref.steps, expansion) if ref.steps else expansion)


def _expansion(atom: In | Compare, fact: Fact, written: WrittenDefinition, context: Context) -> Formula:
    inner = context.in_definition(fact)
    model, path = written.model, written.path
    if model.condition is not None:
        holds = context.reader(model.condition, (*path, "条件"), inner)
        return _by_truth(atom, holds)
    if model.cases is not None:
        branches = [
            (context.reader(case.when, (*path, "分情况", n, "当"), inner), case.value)
            for n, case in enumerate(model.cases)
        ]
        return _by_cases(atom, fact, branches, model)
    assert model.lookup is not None
    return _by_table(atom, fact, model, inner)


def _by_truth(atom: In | Compare, holds: Formula) -> Formula:
    if not isinstance(atom, In):
        raise ConditionError("R048", Span(()), name="")
    return disjunction(
        tuple(part for value, part in (("是", holds), ("否", negation(holds))) if value in atom.values)
    )


def _by_cases(
    atom: In | Compare, fact: Fact, branches: list[tuple[Formula, str]], model: DefinitionModel
) -> Formula:
    parts: list[Formula] = []
    earlier: tuple[Formula, ...] = ()
    for when, value in branches:
        if _passes(atom, value, fact):
            parts.append(conjunction((*earlier, when)))
        earlier = (*earlier, negation(when))
    if model.otherwise is not None and _passes(atom, model.otherwise, fact):
        parts.append(conjunction(earlier))
    return disjunction(tuple(parts))


def _by_table(atom: In | Compare, fact: Fact, model: DefinitionModel, inner: Context) -> Formula:
    assert model.lookup is not None
    source, steps = fact_named(Name(model.lookup.by, Span(())), inner)
    keys = frozenset(
        key
        for key in source.options
        if (value := model.lookup.table.get(key, model.otherwise)) is not None and _passes(atom, value, fact)
    )
    return In(reference(source, steps, inner), keys)


def _passes(atom: In | Compare, value: str, fact: Fact) -> bool:
    """Whether a value of the derived fact meets the test."""
    if isinstance(atom, In):
        return value in atom.values
    ((_, factor),) = atom.terms
    return holds(value_of(value, fact) * factor, atom.operator, atom.limit)


def value_of(text: str, fact: Fact) -> Number:
    """A literal value of a numeric derived fact. Raises ConditionError."""
    try:
        read = read_number(text, fact.unit)
    except UnreadableNumberError as error:
        raise ConditionError("V011", Span(()), name=fact.name, text=text) from error
    single = read.single if isinstance(read, Interval) else None
    if single is None:
        raise ConditionError("V011", Span(()), name=fact.name, text=text)
    return single
