"""Resolves rules against vocabulary and standards into the library that is judged with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from judge.diagnostics import Problems, nearest
from judge.expr.canonical import digest
from judge.expr.formula import TRUE, Elements, Formula, walk
from judge.expr.line import ConditionError
from judge.expr.tree import parse_condition
from judge.expr.written import Location, Span
from judge.model.standard import FAILURE_NEVER
from judge.resolve.alternatives import alternatives_of
from judge.resolve.conditions import read_condition, resolve_condition
from judge.resolve.coverage import warn_of_idle
from judge.resolve.definitions import check_definitions
from judge.resolve.drawings import resolve_drawings
from judge.resolve.elements import element_count
from judge.resolve.exactness import check_constraint, check_exactness
from judge.resolve.facilities import PlacedFormula, check_facilities
from judge.resolve.hazards import hazard_formula, situation_formula
from judge.resolve.identity import addressed_rules, check_rule, check_same_causes, replaced_ids
from judge.resolve.names import Context
from judge.resolve.resolved import (
    ROOT_TYPE,
    Confidence,
    Constraint,
    Exemption,
    Level,
    Library,
    Reading,
    Rule,
    Situation,
    Standard,
)
from judge.resolve.standards import WrittenStandard, resolve_readings, resolve_rulings, resolve_standards
from judge.resolve.tables import resolve_tables
from judge.resolve.vocabulary import Vocabulary, join_vocabulary
from judge.resolve.written import WrittenLibrary, WrittenRule, WrittenRules

__all__ = ["WrittenLibrary", "WrittenRules", "hazard_formula", "resolve_library", "situation_formula"]


def resolve_library(written: WrittenLibrary, problems: Problems) -> Library:
    """The resolved library. Every problem of every file is recorded; with errors among them it must not be used."""
    vocabulary = join_vocabulary(written.vocabulary, problems)
    standards = resolve_standards(written.standards, problems)
    if ROOT_TYPE not in vocabulary.types:
        return Library({}, {}, (), standards, (), {})
    check_definitions(vocabulary, read_condition, problems)
    constraints = tuple(_constraints(vocabulary, problems))
    resolver = _Rules(vocabulary, standards, constraints, written, problems)
    rules = resolver.resolve()
    readings = {r.id: r for rule in rules for r in rule.readings}
    readings.update({r.id: r for standard in standards.values() for r in standard.readings})
    return Library(
        types=vocabulary.types,
        facts=vocabulary.facts,
        constraints=constraints,
        standards=standards,
        rules=tuple(rules),
        rulings=resolve_rulings(written.rulings, readings, problems),
        alternatives={} if problems.has_errors else alternatives_of(vocabulary, read_condition),
        names=_names(vocabulary),
        drawings=resolve_drawings(written.vocabulary, written.drawings, problems),
        tables=resolve_tables(written.tables, problems),
    )


def _constraints(vocabulary: Vocabulary, problems: Problems) -> Iterable[Constraint]:
    for model, source, path in vocabulary.constraints:
        context = Context(vocabulary, model.object_type, read_condition)
        formula = resolve_condition(model.always, (*path, "恒有"), source, context, problems)
        constraint = Constraint(model.name, model.object_type, formula)
        check_constraint(constraint, source.locate((*path, "恒有")), problems)
        yield constraint


def _names(vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for full_name, fact in vocabulary.facts.items():
        for word in (*fact.former_names, *fact.synonyms):
            found[word] = (*found.get(word, ()), full_name)
    return found


class _Rules:
    """Resolves element rules first, because other rules count them."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        standards: dict[str, Standard],
        constraints: tuple[Constraint, ...],
        written: WrittenLibrary,
        problems: Problems,
    ) -> None:
        self.vocabulary, self.standards, self.constraints = vocabulary, standards, constraints
        self._files, self._unreadable, self._problems = written.rules, written.unreadable, problems
        self.written_standards: dict[str, WrittenStandard] = {}
        for source in written.standards:
            self.written_standards.setdefault(source.model.id, source)
        self.elements: dict[str, list[Rule]] = {}
        """By standard: element rules that no other rule replaces."""

    def resolve(self) -> list[Rule]:
        """All rules in canonical order, replaced ones left out."""
        written = addressed_rules(self._files, self.standards, self._unreadable, self._problems)
        replaced = replaced_ids(written, self._problems)
        kept = [rule for rule in written if rule.model.id not in replaced]
        check_same_causes(kept, self._problems)
        found: list[tuple[WrittenRule, Rule]] = []
        for origin in written:
            rule = self._told_of(origin)
            if rule is None or rule.id in replaced:
                continue
            found.append((origin, rule))
            if rule.level is Level.ELEMENT:
                self.elements.setdefault(rule.standard, []).append(rule)
        self._check_idle_standards({origin.file.standard for origin in written})
        if not self._problems.has_errors:
            warn_of_idle(tuple(self.written_standards.values()), self.standards, found, self._problems)
        return self._ordered(rule for _, rule in found)

    def _told_of(self, origin: WrittenRule) -> Rule | None:
        """The resolved rule; its problems are recorded with the clause they stand under."""
        mine = Problems()
        rule = _OneRule(self, origin, mine).resolve()
        own = origin.file.source.locate(()).path
        for problem in mine:
            is_here = problem.position is not None and problem.position.path == own
            self._problems.extend([replace(problem, clause=origin.file.source.model.clause) if is_here else problem])
        return rule

    def _ordered(self, rules: Iterable[Rule]) -> list[Rule]:
        order = {
            (standard.id, clause.ref): n
            for standard in self.standards.values()
            for n, clause in enumerate(standard.clauses)
        }
        return sorted(rules, key=lambda r: (r.standard, order[r.standard, r.clause], r.id))

    def _check_idle_standards(self, encoded: set[str]) -> None:
        """Conditions of a standard are read at each rule's object; of one without rules they are only parsed."""
        for source in self.written_standards.values():
            if source.model.id in encoded:
                continue
            for raw, path in _conditions_of(source):
                try:
                    parse_condition(raw, path)
                except ConditionError as error:
                    self._problems.add(error.code, source.at(error.span), **error.values)


def _conditions_of(source: WrittenStandard) -> Iterator[tuple[object, Location]]:
    if source.model.applies is not None:
        yield source.model.applies, ("适用",)
    for n, exclusion in enumerate(source.model.general.exclusions):
        yield exclusion.when, ("通则", "除外", n, "当")


class _OneRule:
    """One rule being resolved."""

    def __init__(self, rules: _Rules, origin: WrittenRule, problems: Problems) -> None:
        self._rules, self._origin, self._problems = rules, origin, problems
        self._model, self._source = origin.model, origin.file.source
        self._path: Location = ("规则", origin.index)
        self._standard = rules.standards[origin.file.standard]
        self._standard_source = rules.written_standards[origin.file.standard]

    def resolve(self) -> Rule | None:
        """The rule; None if its object type is unknown."""
        check_rule(self._origin, self._standard, self._problems)
        model, types = self._model, self._rules.vocabulary.types
        names = [reading.name for reading in self._standard.readings]
        path = (*self._path, "解释")
        readings = resolve_readings(model.readings, model.id, self._source, path, self._problems, names)
        if model.object_type not in types:
            if model.object_type not in self._rules.vocabulary.places:
                near = nearest(model.object_type, types)
                hint = f"是不是“{near}”？" if near else ""
                self._add("R037", "对象", name=model.object_type, near=hint)
            return None
        rule = self._assembled(self._context(readings), readings)
        check_facilities(tuple(self._placed(rule)), self._failure(), self._problems)
        check_exactness(rule, self._rules.constraints, self._source.locate((*self._path, "编号")), self._problems)
        return replace(rule, digest=digest(replace(rule, source="", digest="", note=None, verified_on="")))

    def _add(self, code: str, *where: str | int, **values: str) -> None:
        self._problems.add(code, self._source.locate((*self._path, *where)), **values)

    def _context(self, readings: tuple[Reading, ...]) -> Context:
        file = self._origin.file
        return Context(
            self._rules.vocabulary,
            self._model.object_type,
            read_condition,
            rule_type=self._model.object_type,
            clause_key=f"{file.standard}/{file.ref}",
            readings={r.name: r for r in (*self._standard.readings, *readings)},
            elements=self._element_count,
        )

    def _element_count(self, prefixes: tuple[str, ...], threshold: int, current: str, span: Span) -> Formula:
        if self._origin.is_element:
            raise ConditionError("R074", span)
        rules = self._rules.elements.get(self._standard.id, [])
        types = self._rules.vocabulary.types
        return element_count(self._standard, rules, types, prefixes, threshold, current, span)

    def _assembled(self, context: Context, readings: tuple[Reading, ...]) -> Rule:
        model, file = self._model, self._origin.file

        def read(raw: object, *where: str | int) -> Formula:
            return resolve_condition(raw, (*self._path, *where), self._source, context, self._problems)

        situations = tuple(
            Situation(
                name=s.name,
                when=read(s.when, "情形", n, "当"),
                exemptions=tuple(
                    Exemption(e.name, read(e.when, "情形", n, "除外", m, "当")) for m, e in enumerate(s.exemptions)
                ),
                same_cause_as=s.same_cause_as,
                rectification=s.rectification,
            )
            for n, s in enumerate(model.situations)
        )
        own = tuple(Exemption(e.name, read(e.when, "除外", n, "当")) for n, e in enumerate(model.exemptions))
        failure = self._failure()
        where = self._source.locate((*self._path, "编号"))
        return Rule(
            id=model.id,
            standard=file.standard,
            clause=file.ref,
            title=model.title,
            object_type=context.current,
            in_scope=self._scope(context),
            applies=read(model.applies, "适用") if model.applies is not None else TRUE,
            situations=situations,
            exemptions=(*own, *self._general_exclusions(context, situations)),
            level=Level(model.level),
            failure_clause=None if failure == FAILURE_NEVER else failure,
            rectification=model.rectification,
            note=model.note,
            confidence=Confidence(model.verification.confidence),
            verified_on=model.verification.date.isoformat(),
            text_complete=model.verification.text == "全",
            text_missing=model.verification.missing,
            readings=(*self._standard.readings, *readings),
            digest="",
            source=f"{where.path}:{where.line}",
            replaces=model.replaces,
        )

    def _placed(self, rule: Rule) -> Iterator[PlacedFormula]:
        """The rule's own conditions, each with where it stands."""

        def at(*where: str | int) -> Location:
            return (*self._path, *where)

        locate = self._source.locate
        yield rule.applies, locate(at("适用"))
        for n, situation in enumerate(rule.situations):
            yield situation.when, locate(at("情形", n, "当"))
            for m, exemption in enumerate(situation.exemptions):
                yield exemption.when, locate(at("情形", n, "除外", m, "当"))
        for n, _ in enumerate(self._model.exemptions):
            yield rule.exemptions[n].when, locate(at("除外", n, "当"))

    def _failure(self) -> str | None:
        return self._model.failure_counts_as_absence or self._standard.failure_default

    def _scope(self, context: Context) -> Formula:
        applies = self._standard_source.model.applies
        if applies is None:
            return TRUE
        return resolve_condition(applies, ("适用",), self._standard_source, context, self._problems)

    def _general_exclusions(self, context: Context, situations: tuple[Situation, ...]) -> tuple[Exemption, ...]:
        """The standard's exclusions; a rule that counts elements has them in each element already."""
        if any(isinstance(part, Elements) for s in situations for part in walk(s.when)):
            return ()
        source = self._standard_source
        return tuple(
            Exemption(
                exclusion.name,
                resolve_condition(exclusion.when, ("通则", "除外", n, "当"), source, context, self._problems),
                exclusion.clause,
            )
            for n, exclusion in enumerate(source.model.general.exclusions)
        )
