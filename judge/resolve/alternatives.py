"""For each derived fact with a definition: the values it can take, each with the formula under which it takes it."""

from __future__ import annotations

from judge.expr.formula import Compare, Formula, In
from judge.expr.written import Span
from judge.model.vocabulary import DefinitionModel
from judge.resolve.derived import expand, value_of
from judge.resolve.names import Context, Reader, reference
from judge.resolve.resolved import Fact
from judge.resolve.vocabulary import Vocabulary
from judge.values.knowledge import Knowledge
from judge.values.number import point

Alternatives = tuple[tuple[Knowledge, Formula], ...]


def alternatives_of(vocabulary: Vocabulary, reader: Reader) -> dict[str, Alternatives]:
    """Values with their formulas, read at the carrier, by the derived fact's full name. Calculated facts have none."""
    found: dict[str, Alternatives] = {}
    for full_name, written in vocabulary.definitions.items():
        fact = vocabulary.facts[full_name]
        if fact.calculator is None:
            found[full_name] = _of_fact(fact, written.model, Context(vocabulary, fact.object_type, reader))
    return found


def _of_fact(fact: Fact, model: DefinitionModel, context: Context) -> Alternatives:
    ref = reference(fact, (), context)
    here = Span(())
    if fact.kind != "数值":
        return tuple(
            (frozenset({option}), expand(In(ref, frozenset({option})), fact, ref, context, here).expansion)
            for option in fact.options
        )
    texts = [case.value for case in model.cases or ()] + list(model.lookup.table.values() if model.lookup else ())
    texts += [model.otherwise] if model.otherwise is not None else []
    values = dict.fromkeys(value_of(text, fact) for text in texts)
    return tuple(
        (point(value), expand(Compare(((ref, 1),), "=", value), fact, ref, context, here).expansion) for value in values
    )
