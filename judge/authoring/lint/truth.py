"""Finds rules that never or always hit, situations that can never hold, exemptions that leave nothing or exempt nothing."""

from __future__ import annotations

from collections.abc import Iterator

from judge.authoring.lint.desk import Desk, Finding, RuleDesk
from judge.authoring.lint.words import ALL_EXEMPTIONS, EXEMPTION
from judge.diagnostics import Position
from judge.expr.formula import Formula, disjunction, negation
from judge.resolve.hazards import hazard_formula, situation_formula
from judge.resolve.resolved import Exemption, Situation


def find_rules_without_choice(rule: RuleDesk, desk: Desk) -> Iterator[Finding]:
    """L001: a rule that can never hit; L002: one that hits wherever it applies."""
    resolved, place = rule.rule, rule.at("编号")
    hazard = hazard_formula(resolved)
    if desk.never(resolved.object_type, hazard):
        yield rule.told("L001", place, name=resolved.id)
    elif desk.never(resolved.object_type, *_scope(rule), negation(hazard)):
        yield rule.told("L002", place, name=resolved.id)


def _scope(rule: RuleDesk) -> tuple[Formula, Formula]:
    return rule.rule.in_scope, rule.rule.applies


def find_dead_situations(rule: RuleDesk, desk: Desk) -> Iterator[Finding]:
    """L003: a situation that can never hold where the rule applies."""
    if desk.never(rule.rule.object_type, *_scope(rule)):
        return
    for n, situation in enumerate(rule.rule.situations):
        if _is_dead(rule, situation, desk):
            yield rule.told("L003", rule.at("情形", n, "当"), situation.name, name=situation.name)


def _is_dead(rule: RuleDesk, situation: Situation, desk: Desk) -> bool:
    return desk.never(rule.rule.object_type, *_scope(rule), situation.when)


def find_wrong_exemptions(rule: RuleDesk, desk: Desk) -> Iterator[Finding]:
    """L004: exemptions that leave nothing of a situation; L005: one that never exempts anything."""
    alive = [(n, s) for n, s in enumerate(rule.rule.situations) if not _is_dead(rule, s, desk)]
    for n, situation in alive:
        yield from _swallowing(rule, n, situation, desk)
        for m, exemption in enumerate(situation.exemptions):
            if desk.never(rule.rule.object_type, *_scope(rule), situation.when, exemption.when):
                part = f"{situation.name}#{exemption.name}"
                yield rule.told("L005", rule.at("情形", n, "除外", m, "当"), part, name=exemption.name)
    any_of_them = disjunction(tuple(situation.when for _, situation in alive))
    for n, exemption in enumerate(rule.rule.exemptions if alive else ()):
        if desk.never(rule.rule.object_type, *_scope(rule), any_of_them, exemption.when):
            place = _place_of(rule, n) or rule.at("编号")
            yield rule.told("L005", place, exemption.name, name=exemption.name)


def _swallowing(rule: RuleDesk, number: int, situation: Situation, desk: Desk) -> Iterator[Finding]:
    """What takes a situation away altogether: one exemption alone, or all together."""
    object_type = rule.rule.object_type
    if not desk.never(object_type, situation_formula(rule.rule, situation)):
        return
    for exemption, place in _exemptions(rule, number, situation):
        if desk.never(object_type, *_scope(rule), situation.when, negation(exemption.when)):
            part = f"{situation.name}#{exemption.name}"
            yield rule.told("L004", place, part, name=EXEMPTION.format(name=exemption.name), situation=situation.name)
            return
    yield rule.told(
        "L004", rule.at("情形", number, "当"), situation.name, name=ALL_EXEMPTIONS, situation=situation.name
    )


def _exemptions(rule: RuleDesk, number: int, situation: Situation) -> Iterator[tuple[Exemption, Position]]:
    for m, exemption in enumerate(situation.exemptions):
        yield exemption, rule.at("情形", number, "除外", m, "当")
    for n, exemption in enumerate(rule.rule.exemptions):
        yield exemption, _place_of(rule, n) or rule.at("情形", number, "当")


def _place_of(rule: RuleDesk, number: int) -> Position | None:
    """Where an exemption of the whole rule stands; None where it is one of its standard's."""
    return rule.at("除外", number, "当") if number < len(rule.model.exemptions) else None


TRUTH_FINDERS = (find_rules_without_choice, find_dead_situations, find_wrong_exemptions)
