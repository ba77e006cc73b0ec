"""Finds parts of conditions that never matter: with true or false in their place, the rule is proven to mean the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from judge.authoring.lint.desk import Desk, FactDesk, Finding, RuleDesk
from judge.authoring.lint.told import told
from judge.authoring.lint.words import SCOPE
from judge.expr.formula import (
    All,
    AnyOf,
    ByReading,
    CompareDates,
    Count,
    Every,
    Exists,
    Formula,
    Not,
    Sum,
    conjunction,
    disjunction,
    negation,
    refs_of,
    walk,
)
from judge.expr.tree import parse_condition
from judge.expr.written import (
    Bare,
    Combination,
    Comparison,
    Condition,
    Constant,
    Membership,
    Name,
    Quantified,
    Quantity,
    Quoted,
    ReadingChoice,
    Span,
)
from judge.model.vocabulary import CaseOfDefinitionModel
from judge.resolve.conditions import formula_of

Put = Callable[[Condition], Condition]
Meaning = Callable[[Condition], Formula]
PART, VALUE, READING = "L006", "L007", "L008"


@dataclass(frozen=True, slots=True)
class Idle:
    """A part that never matters, or a value of a list, or a reading whose options all come to the same."""

    code: str
    part: Condition
    span: Span
    text: str


def children(condition: Condition) -> Iterator[tuple[Condition, Put]]:
    """The conditions directly inside one, each with what puts another in its place."""
    match condition:
        case Combination(parts=parts):
            for n, part in enumerate(parts):
                yield part, partial(_with_part, condition, n)
        case Quantified(where=where, body=body):
            if where is not None:
                yield where, lambda new: replace(condition, where=new)
            if body is not None:
                yield body, lambda new: replace(condition, body=new)
        case ReadingChoice(options=options):
            for n, (_, part) in enumerate(options):
                yield part, partial(_with_option, condition, n)
        case _:
            return


def _with_part(whole: Combination, index: int, new: Condition) -> Condition:
    return replace(whole, parts=(*whole.parts[:index], new, *whole.parts[index + 1 :]))


def _with_option(whole: ReadingChoice, index: int, new: Condition) -> Condition:
    before, (name, _), after = whole.options[:index], whole.options[index], whole.options[index + 1 :]
    return replace(whole, options=(*before, (name, new), *after))


def walk_written(condition: Condition) -> Iterator[Condition]:
    """The condition and all inside it, outside first."""
    yield condition
    for part, _ in children(condition):
        yield from walk_written(part)


def span_of(condition: Condition) -> Span:
    """Where a part begins: a joined part of one line at its first operand, not at its 且 or 或."""
    if isinstance(condition, Combination) and condition.kind in ("all", "any") and condition.span.length:
        return span_of(condition.parts[0])
    match condition:
        case Membership(left, _, _, _, _):
            return left.span
        case Comparison(_, left, _, span):
            return left.span if isinstance(left, Name) else span
        case Bare(name, _):
            return name.span
        case _:
            return condition.span


class _Search:
    """Looks through one condition; `meaning` is what the whole rule means with a condition in this one's place."""

    def __init__(
        self, desk: Desk, object_type: str, meaning: Meaning, whole: Condition, *, exempts: bool = False
    ) -> None:
        self._desk, self._type, self._meaning = desk, object_type, meaning
        self._original, self._whole, self._exempts = meaning(whole), whole, exempts

    def found(self) -> Iterator[Idle]:
        """The outermost parts that never matter."""
        return self._idle(self._whole, _itself, is_turned=self._exempts)

    def _idle(self, part: Condition, put: Put, *, is_turned: bool) -> Iterator[Idle]:
        """Those in a part; `is_turned` where the rule hits the less the more the part holds."""
        if isinstance(part, Constant):
            return
        if self._is_idle(part, put, is_turned=is_turned):
            yield Idle(PART, part, span_of(part), told(part))
            return
        if isinstance(part, Membership) and len(part.values) > 1:
            yield from self._idle_values(part, put)
        if isinstance(part, ReadingChoice) and self._is_same(put(part.options[0][1])):
            yield Idle(READING, part, Span((*part.span.path, "解释")), part.reading)
        turns = isinstance(part, Combination) and part.kind in ("not", "none")
        for inner, place in children(part):
            yield from self._idle(inner, partial(_composed, put, place), is_turned=is_turned != turns)

    def _is_idle(self, part: Condition, put: Put, *, is_turned: bool) -> bool:
        more, less = (self._meaning(put(Constant(value, part.span))) for value in (not is_turned, is_turned))
        # The likelier difference first: with more holding the rule hits more, with less it hits less.
        same = self._desk.is_same
        return same(self._original, more, self._type) or same(less, self._original, self._type)

    def _idle_values(self, part: Membership, put: Put) -> Iterator[Idle]:
        for value in part.values:
            others = tuple(other for other in part.values if other is not value)
            if self._is_same(put(replace(part, values=others))):
                yield Idle(VALUE, part, value.span, _text(value))
                return

    def _is_same(self, changed: Condition) -> bool:
        return self._desk.is_same(self._original, self._meaning(changed), self._type)


def _itself(condition: Condition) -> Condition:
    return condition


def _composed(outer: Put, inner: Put, new: Condition) -> Condition:
    return outer(inner(new))


def _text(value: Name | Quoted | Quantity) -> str:
    return value.digits + value.unit if isinstance(value, Quantity) else value.text


def find_idle_parts(rule: RuleDesk, desk: Desk) -> Iterator[Finding]:
    """L006, L007, L008 in a rule's own conditions."""
    object_type = rule.rule.object_type
    for place in _places(rule):
        whole = rule.read(place.raw, *place.where)
        if desk.never(object_type, place.meaning(rule.resolved(whole))):
            continue  # Nothing matters in what can never hold: that is told of the whole.
        is_only = place.where[0] == "情形" and len(place.where) == 3 and len(rule.model.situations) == 1
        around = _connected(rule.resolved(whole), place.around) if not desk.library.constraints else place.around
        meaning = partial(_in_rule, rule, replace(place, around=around))
        for found in _Search(desk, object_type, meaning, whole, exempts=place.exempts).found():
            if found.code == PART and found.part is whole and is_only:
                continue  # A rule that always hits is told as such.
            desk.idle_facts.update(ref.fact for ref in refs_of(_alone(rule, whole, found.part)))
            yield rule.told(found.code, rule.spot(found.span), place.name, part=found.text)


def _alone(rule: RuleDesk, whole: Condition, part: Condition) -> Formula:
    """What a part refers to; read through the whole where it cannot be read at the rule's own object."""
    return rule.resolved(whole if whole is part or _is_inside_quantifier(whole, part) else part)


def _is_inside_quantifier(whole: Condition, part: Condition) -> bool:
    return any(
        isinstance(outer, Quantified) and any(inner is part for inner in walk_written(outer)) and outer is not part
        for outer in walk_written(whole)
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """One condition of a rule: where it stands, the name of its part, the raw text, whether it exempts, and what must
    hold beside it for the rule to hit."""

    where: tuple[str | int, ...]
    name: str
    raw: object
    exempts: bool
    around: tuple[Formula, ...]

    def meaning(self, formula: Formula) -> Formula:
        """When the rule hits by it, with a formula in the condition's place."""
        return conjunction((*self.around, negation(formula) if self.exempts else formula))


def _in_rule(rule: RuleDesk, place: _Place, condition: Condition) -> Formula:
    return place.meaning(rule.resolved(condition))


def _connected(formula: Formula, around: tuple[Formula, ...]) -> tuple[Formula, ...]:
    """What stands around a formula and has to do with it. What has nothing to do with it cannot make its parts idle;
    leaving it out can hide an idle part, never invent one."""
    reached, left, chosen = _things(formula), list(conjuncts(around)), []
    while found := [part for part in left if reached & _things(part)]:
        chosen.extend(found)
        left = [part for part in left if part not in found]
        reached = reached.union(*map(_things, found))
    return tuple(chosen)


def conjuncts(formulas: tuple[Formula, ...]) -> Iterator[Formula]:
    """The parts that must all hold."""
    for formula in formulas:
        match formula:
            case All(parts):
                yield from conjuncts(parts)
            case Not(AnyOf(parts)):
                yield from conjuncts(tuple(map(negation, parts)))
            case _:
                yield formula


def _things(formula: Formula) -> frozenset[str]:
    """The facts, readings, rosters and days that a formula speaks of."""
    found = {ref.fact for ref in refs_of(formula)}
    for part in walk(formula):
        match part:
            case ByReading(reading, _):
                found.add(reading)
            case Exists(scope, _) | Every(scope, _, _) | Count(scope, _, _, _) | Sum(scope, _, _, _, _):
                found.add(scope.object_type)
            case CompareDates(left, _, right):
                found.update(term.special for term in (left, right) if term.special)
            case _:
                pass
    return frozenset(found)


def _places(rule: RuleDesk) -> Iterator[_Place]:
    """Each condition that a rule has of its own."""
    resolved, model = rule.rule, rule.model
    scope = (resolved.in_scope, resolved.applies)
    outer = tuple(negation(e.when) for e in resolved.exemptions)
    if model.applies is not None:
        yield _Place(("适用",), SCOPE, model.applies, False, (resolved.in_scope,))
    for n, (situation, written) in enumerate(zip(resolved.situations, model.situations, strict=True)):
        inner = tuple(negation(e.when) for e in situation.exemptions)
        yield _Place(("情形", n, "当"), written.name, written.when, False, (*scope, *inner, *outer))
        for m, exemption in enumerate(written.exemptions):
            around = (*scope, situation.when, *inner[:m], *inner[m + 1 :], *outer)
            name = f"{written.name}#{exemption.name}"
            yield _Place(("情形", n, "除外", m, "当"), name, exemption.when, True, around)
    any_situation = disjunction(
        tuple(conjunction((s.when, *(negation(e.when) for e in s.exemptions))) for s in resolved.situations)
    )
    for n, own in enumerate(model.exemptions):
        around = (*scope, any_situation, *outer[:n], *outer[n + 1 :])
        yield _Place(("除外", n, "当"), own.name, own.when, True, around)


def find_idle_parts_of_definitions(desk: Desk) -> Iterator[Finding]:
    """L006, L007 in definitions of facts, and L013: a 分情况 that is never reached."""
    for fact in desk.facts:
        definition = fact.model.definition
        if definition is not None and definition.condition is not None:
            whole = parse_condition(definition.condition, fact.path("定义", "条件"))
            yield from _in_definition(fact, desk, whole, (), "")
        elif definition is not None and definition.cases is not None:
            yield from _idle_cases(fact, definition.cases, desk)


def _in_definition(
    fact: FactDesk, desk: Desk, whole: Condition, earlier: tuple[Formula, ...], name: str
) -> Iterator[Finding]:
    context = desk.definition_context(fact.fact)

    def meaning(condition: Condition) -> Formula:
        return conjunction((*earlier, formula_of(condition, context)))

    for found in _Search(desk, fact.fact.object_type, meaning, whole).found():
        yield fact.told(found.code, fact.spot(found.span), name, part=found.text)


def _idle_cases(fact: FactDesk, cases: tuple[CaseOfDefinitionModel, ...], desk: Desk) -> Iterator[Finding]:
    context = desk.definition_context(fact.fact)
    earlier: tuple[Formula, ...] = ()
    for n, case in enumerate(cases):
        whole = parse_condition(case.when, fact.path("定义", "分情况", n, "当"))
        when = formula_of(whole, context)
        if desk.never(fact.fact.object_type, *earlier, when):
            place = fact.at("定义", "分情况", n, "当")
            yield fact.told("L013", place, case.value, name=fact.fact.full_name, value=case.value)
        else:
            yield from _in_definition(fact, desk, whole, earlier, case.value)
        earlier = (*earlier, negation(when))
