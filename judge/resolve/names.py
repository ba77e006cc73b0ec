"""Finds the fact a name means at a place in a condition, and the walk that leads to its carrier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from judge.diagnostics import nearest
from judge.expr.formula import OTHER, RULE_OBJECT, UP, Formula, Ref
from judge.expr.line import ConditionError
from judge.expr.written import Location, Name, Span
from judge.resolve.resolved import ANY_TYPE, Fact, Reading
from judge.resolve.vocabulary import Vocabulary

THIS_OBJECT = "本对象"
ElementFormula = Callable[[tuple[str, ...], int, str, Span], Formula]
Reader = Callable[[object, Location, "Context"], Formula]


@dataclass(frozen=True, slots=True)
class Context:
    """Where a condition is read: at an object of type `current`, in a rule judged on `rule_type`."""

    vocabulary: Vocabulary
    current: str
    reader: Reader
    """Reads a condition of a definition."""
    rule_type: str | None = None
    nested: bool = False
    """Inside a quantifier: `current` is the quantified object, not the rule's."""
    clause_key: str | None = None
    """`standard/ref`, for facts asked per clause."""
    readings: dict[str, Reading] = field(default_factory=dict)
    elements: ElementFormula | None = None
    resolving: tuple[str, ...] = ()
    """Derived facts whose definition is being read, to find circles."""

    def inside(self, object_type: str) -> Context:
        """The context of a quantifier's body."""
        return replace(self, current=object_type, nested=True)

    def in_definition(self, fact: Fact) -> Context:
        """The context in which a derived fact's definition is read: at its carrier, without a rule."""
        resolving = (*self.resolving, fact.full_name)
        return Context(self.vocabulary, fact.object_type, self.reader, resolving=resolving)


def find(name: str, context: Context) -> tuple[Fact, tuple[str, ...]] | None:
    """The fact and the walk to its carrier; None if no such fact can be reached from here."""
    prefix, dot, rest = name.partition(".")
    if dot:
        return _qualified(prefix, rest, context)
    return _on_chain(name, context.current, (), context) or _per_clause(name, context)


def fact_named(name: Name, context: Context) -> tuple[Fact, tuple[str, ...]]:
    """The fact a name means here, and the walk to it. Raises ConditionError with the nearest name."""
    found = find(name.text, context)
    bare = name.text.rpartition(".")[2]
    if found is None:
        if context.vocabulary.own_fact(ANY_TYPE, bare):
            raise ConditionError("R059", name.span, name=bare)
        near = nearest(bare, context.vocabulary.names_near(context.current))
        hint = f"是不是“{near}”？" if near else ""
        raise ConditionError("R030", name.span, name=name.text, object_type=context.current, near=hint)
    if found[0].per_clause and context.nested and bare == name.text:
        raise ConditionError("R058", name.span, name=name.text, object_type=context.current)
    return found


def _qualified(prefix: str, rest: str, context: Context) -> tuple[Fact, tuple[str, ...]] | None:
    vocabulary = context.vocabulary
    if prefix == THIS_OBJECT and context.rule_type:
        steps: tuple[str, ...] = (RULE_OBJECT,) if context.nested else ()
        return _on_chain(rest, context.rule_type, steps, context) or _per_clause(rest, context)
    for carrier, steps in _reachable(context.current, vocabulary):
        if carrier == prefix and (fact := vocabulary.own_fact(carrier, rest)):
            return fact, steps
    return None


def _on_chain(name: str, start: str, before: tuple[str, ...], context: Context) -> tuple[Fact, tuple[str, ...]] | None:
    for carrier, steps in _reachable(start, context.vocabulary):
        if fact := context.vocabulary.own_fact(carrier, name):
            return fact, before + steps
    return None


def _reachable(start: str, vocabulary: Vocabulary) -> list[tuple[str, tuple[str, ...]]]:
    """Types whose facts can be seen from an object: its own line first, then the line of a relation's other end."""
    found: list[tuple[str, tuple[str, ...]]] = []
    ends: list[tuple[str, tuple[str, ...]]] = []
    for hops, carrier in enumerate(vocabulary.types[start].chain):
        found.append((carrier, (UP,) * hops))
        if other := vocabulary.types[carrier].other_end:
            ends.append((other, (UP,) * hops + (OTHER,)))
    for other, steps in ends:
        found.extend((carrier, steps + (UP,) * n) for n, carrier in enumerate(vocabulary.types[other].chain))
    return found


def _per_clause(name: str, context: Context) -> tuple[Fact, tuple[str, ...]] | None:
    fact = context.vocabulary.own_fact(ANY_TYPE, name)
    if fact is None or context.clause_key is None:
        return None
    return fact, (RULE_OBJECT,) if context.nested else ()


def reference(fact: Fact, steps: tuple[str, ...], context: Context, option: str | None = None) -> Ref:
    """The reference to a fact (or to one box of a multiple choice) by a walk."""
    key = fact.name
    if fact.per_clause:
        key = f"{key}@{context.clause_key}"
    if option is not None:
        key = f"{key}∋{option}"
    return Ref(steps, key, fact.full_name, fact.domain, fact.whole, fact.calculator)


def event_walk(context: Context) -> tuple[str, ...] | None:
    """The walk to the nearest event: the current object or one above it."""
    for hops, carrier in enumerate(context.vocabulary.types[context.current].chain):
        if context.vocabulary.types[carrier].nature == "事件":
            return (UP,) * hops
    return None
