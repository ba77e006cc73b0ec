"""What the cases of a rule have to show: obligations, each a way in which the rule could be put otherwise.

A case shows an obligation if the rule is settled there and would not come out the same were it put otherwise (in one of the
ways `against`). So an atom decides where the rule with the atom turned round comes out otherwise; a case stands exactly at a
limit where `>` in place of `>=` comes out otherwise; an exemption exempts where the rule without it does not acquit.

What a standard says for all its rules (适用, general exclusions) is written once, and has to be shown once: by a case of any
of its rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from judge.authoring.coverage.parts import Part, at_limit, beside_limit, parts_of, read_as, readings_of, with_part
from judge.authoring.coverage.words import SHORT, STEPS, TEXTS, said
from judge.expr.formula import FALSE, TRUE, AtLeast, Compare, CompareDates, Count, Elements, Formula, Sum
from judge.resolve.hazards import hazard_formula
from judge.resolve.resolved import Exemption, Library, Rule


class Kind(StrEnum):
    """What an obligation is about."""

    LIMIT = "limit"
    EXEMPTION = "exemption"
    SITUATION = "situation"
    APPLIES = "applies"
    READING = "reading"
    ATOM = "atom"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing that the cases have to show."""

    kind: Kind
    text: str
    against: tuple[Formula, ...] = ()
    """Other ways to put the rule; a case has to tell the rule from one of them. Of UNDETERMINED: none."""
    ruling: tuple[str, str] | None = None
    """The reading, and the option that the case has to rule."""
    short: str = ""
    """As a name for a case."""


@dataclass(frozen=True, slots=True)
class Duties:
    """What is to be shown of one rule: by its own cases, and (by key) for its whole standard."""

    rule: Rule
    hazard: Formula
    own: tuple[Obligation, ...]
    shared: tuple[tuple[str, Obligation], ...]


def duties_of(rule: Rule, own_exemptions: int, library: Library) -> Duties:
    """The obligations of a rule, of whose exemptions the first so many are its own and the rest its standard's."""
    return _Duties(rule, own_exemptions, library).all()


class _Duties:
    def __init__(self, rule: Rule, own_exemptions: int, library: Library) -> None:
        self._rule, self._library, self._count = rule, library, own_exemptions
        self._hazard = hazard_formula(rule)
        self._seen: set[tuple[object, ...]] = set()

    def all(self) -> Duties:
        general = self._rule.exemptions[self._count :]
        written = [self._rule.in_scope, *(exemption.when for exemption in general)]
        own_parts = tuple(dict.fromkeys(parts_of(self._own_hazard())))
        own = tuple(self._fresh(self._own(own_parts)))
        self._seen.clear()  # What is written once for all rules has to be shown by some rule, whatever is shown of this one.
        shared: dict[str, Obligation] = {}
        for place, formula in enumerate(written):
            for number, duty in enumerate(self._fresh(self._general(place))):
                shared[f"{place}/{number}"] = duty
            for position, part in enumerate(dict.fromkeys(parts_of(formula))):
                if part not in own_parts:
                    duties = self._fresh(iter((*self._limits((part,)), *self._atoms((part,)))))
                    shared.update({f"{place}/{position}/{duty.short}": duty for duty in duties})
        return Duties(self._rule, self._hazard, own, tuple(shared.items()))

    def _own_hazard(self) -> Formula:
        """The rule without what its standard says for all."""
        return hazard_formula(replace(self._rule, in_scope=TRUE, exemptions=self._rule.exemptions[: self._count]))

    def _fresh(self, found: Iterator[Obligation]) -> Iterator[Obligation]:
        """Without those that the same cases show anyway."""
        for duty in found:
            key = (duty.against, duty.ruling, duty.kind is Kind.UNDETERMINED)
            if key not in self._seen:
                self._seen.add(key)
                yield duty

    def _own(self, parts: tuple[Part, ...]) -> Iterator[Obligation]:
        rule = self._rule
        yield from self._limits(parts)
        for number, exemption in enumerate(rule.exemptions[: self._count]):
            yield from self._exemption(exemption.name, *self._with_exemption(number, exemption))
        for place, situation in enumerate(rule.situations):
            for number, exemption in enumerate(situation.exemptions):
                yield from self._exemption(exemption.name, *self._with_exemption_of(place, number, exemption))
            if len(rule.situations) > 1:
                put = (*rule.situations[:place], replace(situation, when=FALSE), *rule.situations[place + 1 :])
                without = hazard_formula(replace(rule, situations=put))
                yield _duty(Kind.SITUATION, "situation", (without,), name=situation.name)
        yield from self._readings()
        if rule.applies != TRUE:
            yield _duty(Kind.APPLIES, "applies", (hazard_formula(replace(rule, applies=TRUE)),))
        yield from self._atoms(parts)
        yield _duty(Kind.UNDETERMINED, "undetermined", ())

    def _general(self, place: int) -> Iterator[Obligation]:
        """What is to be shown of the standard's 适用 (place 0) or of one of its general exclusions."""
        rule = self._rule
        if place:
            number = self._count + place - 1
            yield from self._exemption(
                rule.exemptions[number].name, *self._with_exemption(number, rule.exemptions[number])
            )
        elif rule.in_scope != TRUE:
            yield _duty(Kind.APPLIES, "in_scope", (hazard_formula(replace(rule, in_scope=TRUE)),))

    def _limits(self, parts: tuple[Part, ...]) -> Iterator[Obligation]:
        for part in parts:
            here, beside = at_limit(part.formula), beside_limit(part.formula)
            if here is None or beside is None:
                continue
            name, step = self._said(part), self._step(part.formula)
            is_count = isinstance(part.formula, AtLeast | Elements)
            for key, put in (("reached" if is_count else "at", here), ("one_below" if is_count else "beside", beside)):
                other = with_part(self._hazard, part, put)
                yield _duty(Kind.LIMIT, key, (other,), part=name, step=step)

    def _step(self, formula: Formula) -> str:
        match formula:
            case CompareDates():
                return STEPS["day"]
            case Count():
                return STEPS["one"].format(unit="个")
            case Sum(_, _, ref, _, limit):
                is_unit = ref.whole or not limit
            case Compare(((ref, _), *others), _, limit):
                is_unit = ref.whole or not (limit or others)
            case _:
                return ""
        return STEPS["one"].format(unit=self._library.facts[ref.fact].unit) if is_unit else STEPS["tenth"]

    def _exemption(self, name: str, without: Formula, always: Formula) -> Iterator[Obligation]:
        yield _duty(Kind.EXEMPTION, "exempting", (without,), name=name)
        yield _duty(Kind.EXEMPTION, "not_exempting", (always,), name=name)

    def _with_exemption(self, number: int, exemption: Exemption) -> tuple[Formula, Formula]:
        """The rule without one of its exemptions, and with it always holding."""
        rule = self._rule
        before, after = rule.exemptions[:number], rule.exemptions[number + 1 :]
        without, always = (
            hazard_formula(replace(rule, exemptions=(*before, replace(exemption, when=put), *after)))
            for put in (FALSE, TRUE)
        )
        return without, always

    def _with_exemption_of(self, place: int, number: int, exemption: Exemption) -> tuple[Formula, Formula]:
        rule, situation = self._rule, self._rule.situations[place]
        before, after = situation.exemptions[:number], situation.exemptions[number + 1 :]
        without, always = (
            hazard_formula(
                replace(
                    rule,
                    situations=(
                        *rule.situations[:place],
                        replace(situation, exemptions=(*before, replace(exemption, when=put), *after)),
                        *rule.situations[place + 1 :],
                    ),
                )
            )
            for put in (FALSE, TRUE)
        )
        return without, always

    def _readings(self) -> Iterator[Obligation]:
        for choice in {found.reading: found for found in readings_of(self._hazard)}.values():
            names = [name for name, _ in choice.options]
            called = self._library.readings[choice.reading].name
            for name in names:
                others = tuple(read_as(self._hazard, choice.reading, other) for other in names if other != name)
                duty = _duty(Kind.READING, "reading", others, name=called, option=name)
                yield replace(duty, ruling=(choice.reading, name))

    def _atoms(self, parts: tuple[Part, ...]) -> Iterator[Obligation]:
        for part in parts:
            if part.is_atom:
                for put, key in ((FALSE, "decides_true"), (TRUE, "decides_false")):
                    other = with_part(self._hazard, part, put)
                    yield _duty(Kind.ATOM, key, (other,), part=self._said(part))

    def _said(self, part: Part) -> str:
        return said(part.formula, self._library, part.ranges)


def _duty(kind: Kind, key: str, against: tuple[Formula, ...], **values: str) -> Obligation:
    return Obligation(kind, TEXTS[key].format(**values), against, short=SHORT[key].format(**values))
