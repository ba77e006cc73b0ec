"""Wrong versions of a rule: each differs from it in one small thing that a person may get wrong when writing it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from judge.authoring.listing import facts_of
from judge.authoring.mutation.parts import parts_of, put, with_part, without
from judge.authoring.mutation.words import KINDS, PLACES, TEXTS, Wording, is_up
from judge.expr.formula import (
    TRUE,
    UP,
    All,
    AnyOf,
    At,
    AtLeast,
    ByReading,
    Compare,
    CompareDates,
    Const,
    Count,
    DateTerm,
    Derived,
    Elements,
    Every,
    Exists,
    Formula,
    In,
    Not,
    Ref,
    Sum,
    children,
    conjunction,
    disjunction,
    negation,
)
from judge.resolve.hazards import hazard_formula, situation_formula
from judge.resolve.resolved import ANY_TYPE, YES_NO, Exemption, Fact, Library, Rule, Situation
from judge.values.number import Number, simplest
from judge.values.units import UNITS

_EDGE = {">": ">=", ">=": ">", "<": "<=", "<=": "<"}
_TURNED = {"=": "!=", "!=": "="}
_SLIP = 1000
_LIKE = 0.5
"""How alike the names of two facts must be for one to be taken for the other on another object."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule with one change: where, of which kind, and the part before and after it (None where it is lost whole)."""

    rule: Rule
    kind: str
    place: str
    before: Formula | None = None
    after: Formula | None = None

    def change(self, wording: Wording) -> str:
        """What was changed, in Chinese."""
        if self.before is None:
            return TEXTS[self.kind]
        if self.after is None:
            return TEXTS["part_lost"].format(before=wording.short(self.before))
        if self.kind == "connective":
            turned = ("且", "或") if isinstance(self.before, All) else ("或", "且")
            parts = TEXTS["between"].join(wording.short(part) for part in children(self.before))
            return TEXTS["connective"].format(before=turned[0], after=turned[1], parts=parts)
        return TEXTS["changed"].format(before=wording.short(self.before), after=wording.short(self.after))

    def told(self, wording: Wording) -> str:
        """Place, kind and change in one line."""
        return TEXTS["case"].format(place=self.place, kind=KINDS[self.kind], change=self.change(wording))


@dataclass(frozen=True, slots=True)
class _Variant:
    """A formula with one change somewhere inside: the changed part before and after, and the whole."""

    kind: str
    before: Formula
    after: Formula | None
    whole: Formula


def mutants_of(rule: Rule, library: Library) -> list[Mutant]:
    """All mutants of a rule that are written differently from it and from each other."""
    seen = {_meaning(rule)}
    found = []
    for mutant in _Mutator(rule, library).mutants():
        meaning = _meaning(mutant.rule)
        if meaning not in seen:
            seen.add(meaning)
            found.append(mutant)
    return found


def _meaning(rule: Rule) -> tuple[object, ...]:
    return (hazard_formula(rule), rule.applies, *((s.name, situation_formula(rule, s)) for s in rule.situations))


class _Mutator:
    """Makes the mutants of one rule."""

    def __init__(self, rule: Rule, library: Library) -> None:
        self._rule, self._library = rule, library
        self._used = frozenset(facts_of(rule))

    def mutants(self) -> Iterator[Mutant]:
        """All mutants, in the order of writing; some may be alike."""
        rule = self._rule
        for variant in self._variants(rule.applies, rule.object_type):
            yield self._of(variant, PLACES["applies"], replace(rule, applies=variant.whole))
        if rule.applies != TRUE:
            yield Mutant(replace(rule, applies=TRUE), "applies_lost", PLACES["applies"])
        for number, situation in enumerate(rule.situations):
            yield from self._of_situation(number, situation)
        for number, exemption in enumerate(rule.exemptions):
            if exemption.clause is not None:
                continue  # A general one stands in the standard's own file.
            place = PLACES["exemption"].format(name=exemption.name)
            for when, variant in self._changed(exemption):
                changed = put(rule.exemptions, number, when)
                yield self._of(variant, place, replace(rule, exemptions=changed))
            yield Mutant(replace(rule, exemptions=without(rule.exemptions, number)), "exemption_lost", place)

    def _of_situation(self, number: int, situation: Situation) -> Iterator[Mutant]:
        rule, place = self._rule, PLACES["situation"].format(name=situation.name)

        def with_situation(changed: Situation) -> Rule:
            return replace(rule, situations=put(rule.situations, number, changed))

        for variant in self._variants(situation.when, rule.object_type):
            yield self._of(variant, place, with_situation(replace(situation, when=variant.whole)))
        yield Mutant(replace(rule, situations=without(rule.situations, number)), "situation_lost", place)
        for index, exemption in enumerate(situation.exemptions):
            where = PLACES["situation_exemption"].format(situation=situation.name, name=exemption.name)
            for when, variant in self._changed(exemption):
                changed = replace(situation, exemptions=put(situation.exemptions, index, when))
                yield self._of(variant, where, with_situation(changed))
            lost = with_situation(replace(situation, exemptions=without(situation.exemptions, index)))
            yield Mutant(lost, "exemption_lost", where)
            if len(rule.situations) > 1:
                moved = replace(lost, exemptions=(*lost.exemptions, exemption))
                yield Mutant(moved, "exemption_moved", where)

    def _changed(self, exemption: Exemption) -> Iterator[tuple[Exemption, _Variant]]:
        for variant in self._variants(exemption.when, self._rule.object_type):
            yield replace(exemption, when=variant.whole), variant

    @staticmethod
    def _of(variant: _Variant, place: str, rule: Rule) -> Mutant:
        return Mutant(rule, variant.kind, place, variant.before, variant.after)

    def _variants(self, formula: Formula, current: str) -> Iterator[_Variant]:
        """The formula with one change each; parts that stand elsewhere (definitions, counted rules) stay as they are."""
        for kind, after in self._here(formula, current):
            yield _Variant(kind, formula, after, after)
        yield from _lost_parts(formula)
        for number, (part, inner) in enumerate(parts_of(formula, current)):
            for variant in self._variants(part, inner):
                if isinstance(formula, Not):
                    if variant.kind in ("negation_added", "equality"):
                        continue  # The same as losing this 非.
                    if variant.before is part and variant.after is not None:
                        variant = replace(variant, before=negation(part), after=negation(variant.after))
                yield replace(variant, whole=with_part(formula, number, variant.whole))

    def _here(self, formula: Formula, current: str) -> Iterator[tuple[str, Formula]]:
        """Changes of the outermost test or connective."""
        match formula:
            case In() | Derived(In(), _):
                yield from self._of_choice(formula, current)
            case Compare():
                yield from self._of_comparison(formula, current)
            case CompareDates():
                yield from _of_dates(formula)
            case All(parts):
                yield "connective", disjunction(parts)
            case AnyOf(parts):
                yield "connective", conjunction(parts)
            case Exists() | Every() | Count() | Sum() | AtLeast() | Elements():
                yield from self._of_amount(formula)
            case ByReading(_, options):
                names, chosen = [name for name, _ in options], [part for _, part in options]
                swapped = tuple(zip(names, (*chosen[1:], chosen[0]), strict=True))
                yield "reading", replace(formula, options=swapped)
            case _:
                pass
        if isinstance(formula, Not):
            yield "equality" if _is_choice(formula.part) else "negation_lost", formula.part
        elif not isinstance(formula, Const):
            yield "equality" if _is_choice(formula) else "negation_added", negation(formula)

    def _of_choice(self, formula: In | Derived, current: str) -> Iterator[tuple[str, Formula]]:
        atom = formula if isinstance(formula, In) else formula.atom
        assert isinstance(atom, In)
        ref, values = atom.ref, atom.values
        assert isinstance(ref.domain, frozenset)
        if "∋" in ref.key:
            yield from (("option_wrong", replace(atom, ref=other)) for other in self._other_boxes(ref))
        elif ref.domain != YES_NO:
            rest = [option for option in self._library.facts[ref.fact].options if option not in values]
            for option in sorted(values) if len(values) > 1 else ():
                yield "option_lost", self._tested(formula, values - {option})
            for option in rest:
                yield "option_added", self._tested(formula, values | {option})
                if len(values) == 1:
                    yield "option_wrong", self._tested(formula, frozenset({option}))
        for kind, other in self._other_refs(ref, current):
            yield kind, In(other, values)

    def _tested(self, formula: In | Derived, values: frozenset[str]) -> Formula:
        """The test with other values; of a derived fact, by its definition."""
        atom = formula if isinstance(formula, In) else formula.atom
        assert isinstance(atom, In)
        if isinstance(atom.ref.domain, frozenset) and values >= atom.ref.domain:
            return TRUE
        changed = In(atom.ref, values)
        if isinstance(formula, In):
            return changed
        taken = self._library.alternatives.get(atom.ref.fact, ())
        expansion = disjunction(
            tuple(when for value, when in taken if isinstance(value, frozenset) and value <= values)
        )
        return Derived(changed, At(atom.ref.steps, expansion) if atom.ref.steps else expansion)

    def _of_comparison(self, formula: Compare, current: str) -> Iterator[tuple[str, Formula]]:
        yield from ((kind, replace(formula, operator=o)) for kind, o in _operators(formula.operator))
        whole = all(ref.whole and factor in (1, -1) for ref, factor in formula.terms)
        if formula.limit or len(formula.terms) == 1:
            for limit in _steps(formula.limit, whole=whole):
                yield "threshold", replace(formula, limit=limit)
            for limit in self._slips(formula.limit, formula.terms[0][0]):
                yield "unit", replace(formula, limit=limit)
        for number, (ref, factor) in enumerate(formula.terms):
            if factor not in (1, -1):
                for changed in _steps(factor, whole=False):
                    yield "threshold", replace(formula, terms=put(formula.terms, number, (ref, changed)))
            for kind, other in self._other_refs(ref, current):
                if all(other != known for known, _ in formula.terms):
                    yield kind, replace(formula, terms=put(formula.terms, number, (other, factor)))

    def _of_amount(self, formula: Formula) -> Iterator[tuple[str, Formula]]:
        """Changes of a quantifier or a count."""
        match formula:
            case Exists(scope, body):
                yield "quantifier", Every(scope, TRUE, body)
            case Every(scope, guard, body):
                yield "quantifier", Exists(scope, conjunction((guard, body)))
            case Count(_, _, operator, limit):
                yield from ((kind, replace(formula, operator=o)) for kind, o in _operators(operator))
                yield from (("count", replace(formula, limit=n)) for n in (limit - 1, limit + 1) if n >= 0)
            case Sum(_, _, ref, operator, limit):
                yield from ((kind, replace(formula, operator=o)) for kind, o in _operators(operator))
                yield from (("threshold", replace(formula, limit=n)) for n in _steps(limit, whole=ref.whole))
                yield from (("unit", replace(formula, limit=n)) for n in self._slips(limit, ref))
            case AtLeast(threshold, parts):
                near = (n for n in (threshold - 1, threshold + 1) if 1 <= n <= len(parts))
                yield from (("count", replace(formula, threshold=n)) for n in near)
            case Elements(threshold, elements):
                near = (n for n in (threshold - 1, threshold + 1) if 1 <= n <= len(elements))
                yield from (("elements", replace(formula, threshold=n)) for n in near)

    def _slips(self, limit: Number, ref: Ref) -> Iterator[Number]:
        """The limit a thousand times as large and as small, where the unit has a neighbour so far off (t and kg)."""
        unit = UNITS.get(self._library.facts[ref.fact].unit)
        if unit is None or not limit:
            return
        sizes = {Fraction(other.factor) / unit.factor for other in UNITS.values() if other.dimension == unit.dimension}
        slips = (Fraction(_SLIP), Fraction(1, _SLIP))
        if any(slip in sizes for slip in slips):
            yield from (simplest(limit * slip) for slip in slips)

    def _other_boxes(self, ref: Ref) -> Iterator[Ref]:
        name, _, box = ref.key.partition("∋")
        for option in self._library.facts[ref.fact].options:
            if option != box:
                yield replace(ref, key=f"{name}∋{option}")

    def _other_refs(self, ref: Ref, current: str) -> Iterator[tuple[str, Ref]]:
        """Facts that may be taken for this one: of the same object, one that the rule asks too and the one with the
        nearest name; and one of an object above (or, of an object above, one of the current object)."""
        fact = self._library.facts.get(ref.fact)
        if fact is None or fact.object_type == ANY_TYPE or "∋" in ref.key or fact.per_clause:
            return
        same = [other for other in self._like(fact) if other.object_type == fact.object_type]
        nearest = sorted(same, key=lambda other: -_likeness(fact, other))
        chosen = [*[other for other in nearest if other.full_name in self._used][:1], *nearest[:1]]
        yield from (("fact", _referring(ref, other, ref.steps)) for other in dict.fromkeys(chosen))
        line = self._library.types[current].chain
        own = len(ref.steps) if is_up(ref.steps) or not ref.steps else None
        if own is None:
            return
        others = [o for o in self._like(fact) if o.object_type in line and o.object_type != fact.object_type]
        like = sorted((o for o in others if _likeness(fact, o) >= _LIKE), key=lambda o: -_likeness(fact, o))
        for other in like[:1]:
            yield "parent", _referring(ref, other, (UP,) * line.index(other.object_type))

    def _like(self, fact: Fact) -> Iterator[Fact]:
        """Facts of the same kind, unit and options."""
        for other in self._library.facts.values():
            is_like = (other.kind, other.unit, other.options) == (fact.kind, fact.unit, fact.options)
            if is_like and other is not fact and not other.derived and not other.per_clause:
                yield other


def _referring(ref: Ref, fact: Fact, steps: tuple[str, ...]) -> Ref:
    return replace(
        ref, steps=steps, key=fact.name, fact=fact.full_name, domain=fact.domain, whole=fact.whole, calculator=None
    )


def _likeness(first: Fact, second: Fact) -> float:
    return difflib.SequenceMatcher(None, first.name, second.name).ratio()


def _is_choice(formula: Formula) -> bool:
    """Whether it tests a choice of several options, so that its opposite is written with another sign."""
    atom = formula.atom if isinstance(formula, Derived) else formula
    return isinstance(atom, In) and atom.ref.domain != YES_NO


def _operators(operator: str) -> Iterator[tuple[str, str]]:
    if operator in _EDGE:
        yield "comparison", _EDGE[operator]
    if operator in _TURNED:
        yield "equality", _TURNED[operator]


def _steps(limit: Number, *, whole: bool) -> tuple[Number, ...]:
    """The limit one step lower and one higher: 1 of whole numbers, else a tenth."""
    step = 1 if whole else abs(Fraction(limit)) / 10 or Fraction(1)
    return simplest(Fraction(limit) - step), simplest(Fraction(limit) + step)


def _of_dates(formula: CompareDates) -> Iterator[tuple[str, Formula]]:
    yield from ((kind, replace(formula, operator=o)) for kind, o in _operators(formula.operator))
    shifted = [side for side in ("left", "right") if _shift(getattr(formula, side))]
    for side in shifted or ["left"]:
        term: DateTerm = getattr(formula, side)
        for amount in (-1, 1):
            changed = (
                replace(term, months=term.months + amount) if term.months else replace(term, days=term.days + amount)
            )
            yield (
                "date",
                CompareDates(
                    changed if side == "left" else formula.left,
                    formula.operator,
                    changed if side == "right" else formula.right,
                ),
            )


def _shift(term: DateTerm) -> bool:
    return bool(term.months or term.days)


def _lost_parts(formula: Formula) -> Iterator[_Variant]:
    if isinstance(formula, All | AnyOf):
        for number, part in enumerate(formula.parts):
            left = without(formula.parts, number)
            whole = conjunction(left) if isinstance(formula, All) else disjunction(left)
            yield _Variant("part_lost", part, None, whole)
