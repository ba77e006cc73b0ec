"""Resolves rules against vocabulary and standards into the library that is judged with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from judge.diagnostics import Problems, nearest
from judge.expr.canonical import digest
from judge.expr.formula import (
    FALSE,
    TRUE,
    UP,
    At,
    Element,
    Elements,
    Exists,
    Formula,
    Range,
    conjunction,
    disjunction,
    negation,
    walk,
)
from judge.expr.line import ConditionError
from judge.expr.written import Location, Span
from judge.model.rule import RuleFileModel, RuleModel
from judge.model.ruling import RulingFileModel
from judge.model.standard import FAILURE_NEVER
from judge.resolve.conditions import read_condition, resolve_condition
from judge.resolve.facilities import check_facilities
from judge.resolve.names import Context
from judge.resolve.resolved import (
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
from judge.resolve.source import Source
from judge.resolve.standards import WrittenStandard, resolve_readings, resolve_rulings, resolve_standards
from judge.resolve.vocabulary import Vocabulary, join_vocabulary
from judge.resolve.vocabulary import Written as WrittenVocabulary


@dataclass(frozen=True, slots=True)
class WrittenRules:
    """One rule file: the standard's id and the clause number that its path names, and what it says."""

    standard: str
    ref: str
    source: Source[RuleFileModel]


@dataclass(frozen=True, slots=True)
class WrittenLibrary:
    """All files of all layers, shipped ones first."""

    vocabulary: Sequence[WrittenVocabulary]
    standards: Sequence[WrittenStandard]
    rules: Sequence[WrittenRules]
    rulings: Sequence[Source[RulingFileModel]]


def resolve_library(written: WrittenLibrary, problems: Problems) -> Library:
    """The resolved library. Every problem of every file is recorded; with errors among them it must not be used."""
    vocabulary = join_vocabulary(written.vocabulary, problems)
    standards = resolve_standards(written.standards, problems)
    resolver = _Rules(vocabulary, standards, {s.model.id: s for s in written.standards}, problems)
    rules = resolver.resolve(written.rules)
    readings = {r.id: r for rule in rules for r in rule.readings}
    readings.update({r.id: r for standard in standards.values() for r in standard.readings})
    return Library(
        types=vocabulary.types,
        facts=vocabulary.facts,
        constraints=tuple(_constraints(vocabulary, problems)),
        standards=standards,
        rules=tuple(rules),
        rulings=resolve_rulings(written.rulings, readings, problems),
        names=_names(vocabulary),
    )


def _constraints(vocabulary: Vocabulary, problems: Problems) -> Iterable[Constraint]:
    for model, source, path in vocabulary.constraints:
        context = Context(vocabulary, model.object_type, read_condition)
        formula = resolve_condition(model.always, (*path, "恒有"), source, context, problems)
        yield Constraint(model.name, model.object_type, formula)


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
        written: dict[str, WrittenStandard],
        problems: Problems,
    ) -> None:
        self._vocabulary, self._standards, self._written, self._problems = vocabulary, standards, written, problems
        self._elements: dict[str, list[Rule]] = {}

    def resolve(self, files: Sequence[WrittenRules]) -> list[Rule]:
        """All rules in canonical order, replaced ones left out."""
        pairs = [
            (file, index)
            for file in files
            if self._address_is_right(file)
            for index in range(len(file.source.model.rules))
        ]
        pairs.sort(key=lambda pair: pair[0].source.model.rules[pair[1]].level != "要素")
        found: dict[str, Rule] = {}
        for file, index in pairs:
            model = file.source.model.rules[index]
            if model.id in found and found[model.id].standard == file.standard:
                self._problems.add("R060", file.source.locate(("规则", index, "编号")), name=model.id)
                continue
            rule = self._rule(file, index, model)
            found[model.id] = rule
            if rule.level is Level.ELEMENT:
                self._elements.setdefault(rule.standard, []).append(rule)
        return self._ordered(self._without_replaced(found, pairs))

    def _ordered(self, rules: Iterable[Rule]) -> list[Rule]:
        order = {
            (standard.id, clause.ref): n
            for standard in self._standards.values()
            for n, clause in enumerate(standard.clauses)
        }
        return sorted(rules, key=lambda r: (r.standard, order[r.standard, r.clause], r.id))

    def _without_replaced(self, found: dict[str, Rule], pairs: list[tuple[WrittenRules, int]]) -> list[Rule]:
        replaced = set()
        for file, index in pairs:
            model = file.source.model.rules[index]
            if model.replaces is None:
                continue
            if model.replaces not in found or model.replaces == model.id or model.replaces_reason is None:
                near = nearest(model.replaces, found)
                hint = f"是不是“{near}”？" if near else ""
                self._problems.add("R061", file.source.locate(("规则", index, "替代")), name=model.replaces, near=hint)
            replaced.add(model.replaces)
        return [rule for rule in found.values() if rule.id not in replaced]

    def _address_is_right(self, file: WrittenRules) -> bool:
        standard = self._standards.get(file.standard)
        place = file.source.locate(("条款",))
        if standard is None:
            self._problems.add("R062", place, name=file.standard)
            return False
        addresses = {clause.address: clause.ref for clause in standard.clauses}
        written = file.source.model.clause
        if addresses.get(written) != file.ref:
            wanted = next((c.address for c in standard.clauses if c.ref == file.ref), None)
            near = wanted or nearest(written, addresses)
            hint = f"应写“{near}”。" if near else ""
            self._problems.add("R063", place, found=written, ref=file.ref, standard=standard.short_title, near=hint)
            return False
        return True

    def _rule(self, file: WrittenRules, index: int, model: RuleModel) -> Rule:
        source, path, standard = file.source, ("规则", index), self._standards[file.standard]
        self._check_identity(file, index, model)
        readings = resolve_readings(model.readings, model.id, source, (*path, "解释"), self._problems)
        context = Context(
            self._vocabulary,
            model.object_type,
            read_condition,
            rule_type=model.object_type,
            clause_key=f"{file.standard}/{file.ref}",
            readings={r.name: r for r in (*standard.readings, *readings)},
            elements=lambda prefixes, n, current, span: self._element_count(standard, prefixes, n, current, span),
        )
        if model.object_type not in self._vocabulary.types:
            near = nearest(model.object_type, self._vocabulary.types)
            hint = f"是不是“{near}”？" if near else ""
            self._problems.add("R037", source.locate((*path, "对象")), name=model.object_type, near=hint)
            context = replace(context, current="企业", rule_type="企业")
        rule = self._assemble(file, path, model, context, standard, readings)
        check_facilities(rule, source.locate(path), self._failure(model, standard), self._problems)
        return replace(rule, digest=digest(replace(rule, source="", digest="", note=None)))

    def _assemble(
        self,
        file: WrittenRules,
        path: Location,
        model: RuleModel,
        context: Context,
        standard: Standard,
        readings: tuple[Reading, ...],
    ) -> Rule:
        source = file.source

        def read(raw: object, *where: str | int) -> Formula:
            return resolve_condition(raw, (*path, *where), source, context, self._problems)

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
        failure = self._failure(model, standard)
        where = source.locate((*path, "编号"))
        return Rule(
            id=model.id,
            standard=file.standard,
            clause=file.ref,
            title=model.title,
            object_type=context.current,
            in_scope=self._scope(standard, context),
            applies=read(model.applies, "适用") if model.applies is not None else TRUE,
            situations=situations,
            exemptions=(*own, *self._general_exclusions(standard, context, situations)),
            level=Level(model.level),
            failure_clause=None if failure == FAILURE_NEVER else failure,
            rectification=model.rectification,
            note=model.note,
            confidence=Confidence(model.verification.confidence),
            text_complete=model.verification.text == "全",
            text_missing=model.verification.missing,
            readings=(*standard.readings, *readings),
            digest="",
            source=f"{where.path}:{where.line}",
            replaces=model.replaces,
        )

    def _check_identity(self, file: WrittenRules, index: int, model: RuleModel) -> None:
        path = ("规则", index)
        if not model.id.startswith(f"{file.standard}/{file.ref}") and model.replaces is None:
            expected = f"{file.standard}/{file.ref}-{model.object_type}"
            self._problems.add("R064", file.source.locate((*path, "编号")), name=model.id, expected=expected)
        names = [s.name for s in model.situations]
        for n, name in enumerate(names):
            if name in names[:n]:
                self._problems.add("R065", file.source.locate((*path, "情形", n, "名称")), name=name)
            if model.situations[n].same_cause_as is not None and model.level != "要素":
                self._problems.add("R066", file.source.locate((*path, "情形", n, "同因")))
        if model.verification.text == "不全" and model.verification.missing is None:
            self._problems.add("R067", file.source.locate((*path, "核对")))

    @staticmethod
    def _failure(model: RuleModel, standard: Standard) -> str | None:
        return model.failure_counts_as_absence or standard.failure_default

    def _scope(self, standard: Standard, context: Context) -> Formula:
        source = self._written[standard.id]
        if source.model.applies is None:
            return TRUE
        return resolve_condition(source.model.applies, ("适用",), source, context, self._problems)

    def _general_exclusions(
        self, standard: Standard, context: Context, situations: tuple[Situation, ...]
    ) -> tuple[Exemption, ...]:
        """The standard's exclusions; a rule that counts elements has them in each element already."""
        if any(isinstance(part, Elements) for s in situations for part in walk(s.when)):
            return ()
        source = self._written[standard.id]
        return tuple(
            Exemption(
                exclusion.name,
                resolve_condition(exclusion.when, ("通则", "除外", n, "当"), source, context, self._problems),
                exclusion.clause,
            )
            for n, exclusion in enumerate(source.model.general.exclusions)
        )

    def _element_count(
        self, standard: Standard, prefixes: tuple[str, ...], threshold: int, current: str, span: Span
    ) -> Formula:
        rules = self._elements.get(standard.id, [])
        encoded = {rule.clause for rule in rules}
        refs = [
            clause.ref
            for clause in standard.clauses
            if any(clause.ref.startswith(p + ".") or (clause.ref == p and p in encoded) for p in prefixes)
        ]
        elements = []
        for ref in refs:
            of_clause = [rule for rule in rules if rule.clause == ref]
            if not of_clause:
                raise ConditionError("R056", span, name=ref)
            elements.append(self._element(ref, of_clause, current, span))
        if threshold > len(elements):
            raise ConditionError("R025", span, threshold=threshold, parts=len(elements))
        return Elements(threshold, tuple(elements))

    def _element(self, ref: str, rules: list[Rule], current: str, span: Span) -> Element:
        own: list[Formula] = []
        shared: list[tuple[str, Formula]] = []
        for rule in rules:
            for situation in rule.situations:
                hit = self._seen_from(current, rule, situation_formula(rule, situation), span)
                if situation.same_cause_as is None:
                    own.append(hit)
                else:
                    shared.append((situation.same_cause_as, hit))
        return Element(ref, disjunction(tuple(own)), tuple(shared))

    def _seen_from(self, current: str, rule: Rule, formula: Formula, span: Span) -> Formula:
        """A rule's formula as seen from an object that counts it: at itself, above it, or somewhere below it."""
        types = self._vocabulary.types
        if rule.object_type == current:
            return At((), formula, rebase=True)
        if current in types[rule.object_type].chain:
            return Exists(Range((), current, rule.object_type), At((), formula, rebase=True))
        if rule.object_type in types[current].chain:
            return At((UP,) * types[current].chain.index(rule.object_type), formula, rebase=True)
        raise ConditionError("R057", span, name=rule.id, current=current)


def situation_formula(rule: Rule, situation: Situation) -> Formula:
    """When a situation of a rule counts: it applies, the situation holds, nothing exempts it."""
    return conjunction(
        (
            rule.in_scope,
            rule.applies,
            situation.when,
            *(negation(e.when) for e in situation.exemptions),
            *(negation(e.when) for e in rule.exemptions),
        )
    )


def hazard_formula(rule: Rule) -> Formula:
    """When the rule yields its level: some situation counts."""
    situations = disjunction(
        tuple(
            conjunction((s.when, *(negation(e.when) for e in s.exemptions)))
            for s in rule.situations
        )
    )
    if situations == FALSE:
        return FALSE
    return conjunction(
        (rule.in_scope, rule.applies, situations, *(negation(e.when) for e in rule.exemptions))
    )
