"""What all finders share: the library with its files, a prover, and each rule with the places of its parts."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from judge.authoring.listing import Bench
from judge.authoring.proof.proving import Prover
from judge.diagnostics import Diagnostic, Position, Problems
from judge.expr.formula import Formula, conjunction, negation
from judge.expr.tree import parse_condition
from judge.expr.written import Condition, Location, Span
from judge.model.rule import RuleModel
from judge.model.vocabulary import FactModel
from judge.resolve.conditions import formula_of, read_condition
from judge.resolve.elements import element_count
from judge.resolve.names import Context
from judge.resolve.resolved import Fact, Level, Library, Rule, Standard
from judge.resolve.vocabulary import Vocabulary, join_vocabulary
from judge.resolve.written import WrittenRule


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: its diagnostic, and the names under which it can be waived, the narrowest first."""

    diagnostic: Diagnostic
    places: tuple[str, ...]


def finding(
    code: str, position: Position, places: tuple[str, ...], clause: str | None = None, **values: object
) -> Finding:
    """A finding of a code, with the values of its texts."""
    pairs = tuple((name, str(value)) for name, value in sorted(values.items()))
    return Finding(Diagnostic(code, position, pairs, clause), places)


@dataclass(frozen=True, slots=True)
class RuleDesk:
    """One rule as resolved and as written, with the context in which its conditions are read."""

    rule: Rule
    origin: WrittenRule
    context: Context

    @property
    def model(self) -> RuleModel:
        """The rule as written."""
        return self.origin.model

    def at(self, *where: str | int) -> Position:
        """The place of a part of the rule."""
        return self.origin.file.source.locate((*self._path, *where))

    def spot(self, span: Span) -> Position:
        """The place of a part of a condition."""
        return self.origin.file.source.at(span)

    def read(self, raw: object, *where: str | int) -> Condition:
        """A condition of the rule as written; its spans lead to its parts."""
        return parse_condition(raw, (*self._path, *where))

    def resolved(self, condition: Condition) -> Formula:
        """What a written condition means in this rule."""
        return formula_of(condition, self.context)

    @property
    def _path(self) -> Location:
        return ("规则", self.origin.index)

    def told(self, code: str, position: Position, inside: str = "", /, **values: object) -> Finding:
        """A finding of this rule, or of a part of it (a situation, an exemption, a reading)."""
        places = (f"{self.rule.id}#{inside}", self.rule.id) if inside else (self.rule.id,)
        return finding(code, position, places, self.origin.file.source.model.clause, **values)


@dataclass(frozen=True, slots=True)
class FactDesk:
    """One fact as resolved and as written."""

    fact: Fact
    model: FactModel
    source_index: int
    index: int
    vocabulary: Bench = field(repr=False)

    def at(self, *where: str | int) -> Position:
        """The place of a part of the fact."""
        return self.vocabulary.written.vocabulary[self.source_index].locate(("事实", self.index, *where))

    def spot(self, span: Span) -> Position:
        """The place of a part of a condition in its definition."""
        return self.vocabulary.written.vocabulary[self.source_index].at(span)

    def path(self, *where: str | int) -> Location:
        """The path of a part of the fact in its file."""
        return ("事实", self.index, *where)

    def told(self, code: str, position: Position, inside: str = "", /, **values: object) -> Finding:
        """A finding of this fact, or of a part of it."""
        name = self.fact.full_name
        return finding(code, position, (f"{name}#{inside}", name) if inside else (name,), None, **values)


class Desk:
    """A library on the desk of whoever looks through it."""

    def __init__(self, bench: Bench, library: Library, day: datetime.date | None = None) -> None:
        self.bench, self.library = bench, library
        self.prover = Prover(library, (day or datetime.date.today()).toordinal())
        self.vocabulary: Vocabulary = join_vocabulary(bench.written.vocabulary, Problems())
        self.rules: tuple[RuleDesk, ...] = tuple(self._rules())
        self.facts: tuple[FactDesk, ...] = tuple(self._facts())
        self.idle_facts: set[str] = set()
        """Facts that some rule reads in a part that never matters: filled while the rules are looked through."""

    def never(self, object_type: str, *parts: Formula) -> bool:
        """Whether the parts can never hold together at an object of a type."""
        return self.prover.truth(conjunction(parts), object_type) is False

    def is_same(self, first: Formula, second: Formula, object_type: str) -> bool:
        """Whether two formulas are proven to mean the same; quickest if, where they differ, the second holds."""
        if first == second:
            return True
        return self.never(object_type, second, negation(first)) and self.never(object_type, first, negation(second))

    def definition_context(self, fact: Fact) -> Context:
        """The context in which a fact's definition is read."""
        return Context(self.vocabulary, fact.object_type, read_condition).in_definition(fact)

    def _rules(self) -> Iterator[RuleDesk]:
        seen: set[str] = set()
        for file in self.bench.written.rules:
            for index, model in enumerate(file.source.model.rules):
                rule = self.library.rule_by_id.get(model.id)
                if rule is not None and model.id not in seen:
                    seen.add(model.id)
                    yield RuleDesk(rule, WrittenRule(file, index), self._context(rule, f"{file.standard}/{file.ref}"))

    def _context(self, rule: Rule, clause_key: str) -> Context:
        standard, library = self.library.standards[rule.standard], self.library

        def elements(prefixes: tuple[str, ...], threshold: int, current: str, span: Span) -> Formula:
            return element_count(
                standard, _elements_of(standard, library), library.types, prefixes, threshold, current, span
            )

        return Context(
            self.vocabulary,
            rule.object_type,
            read_condition,
            rule_type=rule.object_type,
            clause_key=clause_key,
            readings={reading.name: reading for reading in rule.readings},
            elements=elements,
        )

    def _facts(self) -> Iterator[FactDesk]:
        for number, source in enumerate(self.bench.written.vocabulary):
            for index, model in enumerate(source.model.facts):
                fact = self.library.facts.get(f"{model.object_type}.{model.name}")
                if fact is not None:
                    yield FactDesk(fact, model, number, index, self.bench)


def _elements_of(standard: Standard, library: Library) -> list[Rule]:
    return [rule for rule in library.rules if rule.standard == standard.id and rule.level is Level.ELEMENT]
