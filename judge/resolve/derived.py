"""Turns a test of a derived fact into a formula over the facts that define it, kept beside the direct test."""

from __future__ import annotations

from judge.expr.formula import (
    FALSE,
    TRUE,
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
from judge.values.knowledge import read_number
from judge.values.number import Number, holds

MAX_CHAIN = 8
"""So many derived facts may rest on each other."""
_OF_CHAINS = ("R054", "R055")


def tested(fact: Fact, ref: Ref, values: frozenset[str], context: Context, span: Span) -> Formula:
    """The test that a choice lies in `values`; of a derived fact, by its definition. Raises ConditionError."""
    if isinstance(ref.domain, frozenset) and values >= ref.domain:
        return TRUE
    atom = In(ref, values)
    return expand(atom, fact, ref, context, span) if fact.derived and not fact.calculator else atom


def expand(atom: In | Compare, fact: Fact, ref: Ref, context: Context, span: Span) -> Derived:
    """The direct test together with what the fact's definition makes of it.

    Raises ConditionError where definitions run in a circle or in too long a chain. A definition that is wrong in itself
    has been told; 恒假 stands in for it.
    """
    chain = (*context.resolving, fact.full_name)
    if fact.full_name in context.resolving:
        raise ConditionError("R054", span, names="→".join(chain))
    if len(chain) > MAX_CHAIN:
        raise ConditionError("R055", span, names="→".join(chain), limit=MAX_CHAIN)
    written = context.vocabulary.definitions.get(fact.full_name)
    if written is None:
        return Derived(atom, FALSE)
    try:
        expansion = _expansion(atom, fact, written, context)
    except ValueError as error:
        if isinstance(error, ConditionError) and error.code in _OF_CHAINS:
            raise ConditionError(error.code, span, **error.values) from error
        expansion = FALSE
    return Derived(atom, At(ref.steps, expansion) if ref.steps else expansion)


def _expansion(atom: In | Compare, fact: Fact, written: WrittenDefinition, context: Context) -> Formula:
    inner = context.in_definition(fact)
    model, path = written.model, written.path
    if model.condition is not None:
        return _by_truth(atom, context.reader(model.condition, (*path, "条件"), inner))
    if model.cases is not None:
        branches = [
            (context.reader(case.when, (*path, "分情况", n, "当"), inner), case.value)
            for n, case in enumerate(model.cases)
        ]
        return _by_cases(atom, fact, branches, model)
    return _by_table(atom, fact, model, inner)


def _by_truth(atom: In | Compare, true: Formula) -> Formula:
    assert isinstance(atom, In)
    return disjunction(tuple(part for value, part in (("是", true), ("否", negation(true))) if value in atom.values))


def _by_cases(atom: In | Compare, fact: Fact, branches: list[tuple[Formula, str]], model: DefinitionModel) -> Formula:
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
    here = Span(())
    source, steps = fact_named(Name(model.lookup.by, here), inner)
    keys = frozenset(
        key
        for key in source.options
        if (value := model.lookup.table.get(key, model.otherwise)) is not None and _passes(atom, value, fact)
    )
    return tested(source, reference(source, steps, inner), keys, inner, here) if keys else FALSE


def _passes(atom: In | Compare, value: str, fact: Fact) -> bool:
    """Whether a value of the derived fact meets the test."""
    if isinstance(atom, In):
        return value in atom.values
    ((_, factor),) = atom.terms
    return holds(value_of(value, fact) * factor, atom.operator, atom.limit)


def value_of(text: str, fact: Fact) -> Number:
    """A literal value of a numeric derived fact, in its unit. Raises ValueError if it is none of one number."""
    single = read_number(text, fact.unit).single
    if single is None:
        raise ValueError(text)
    return single
