"""Compares two rules: the same meaning, proven, or the smallest case on which they differ, each way."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from judge.authoring.difference.align import Aligned, Aligner, ReadingPair, rule_formulas
from judge.authoring.difference.cases import CaseTeller, ToldCase
from judge.authoring.difference.elements import with_shared_elements
from judge.authoring.difference.witness import Answered, Finder
from judge.authoring.listing import facts_of
from judge.expr.formula import Formula, conjunction, disjunction, negation
from judge.resolve.hazards import hazard_formula
from judge.resolve.resolved import Level, Library, Rule


class Change(StrEnum):
    """What became of the first rule (or item) in the second."""

    SAME = "same"
    STRICTER = "stricter"
    LOOSER = "looser"
    CROSSING = "crossing"
    """Each hits something that the other does not."""
    MOVED = "moved"
    ADDED = "added"
    REMOVED = "removed"
    INCOMPARABLE = "incomparable"
    UNDECIDED = "undecided"


_RANK = {Level.ELEMENT: 0, Level.ORDINARY: 1, Level.MAJOR: 2}


@dataclass(frozen=True, slots=True)
class Aspect:
    """Something besides the condition in which two rules differ: what, as the first and as the second has it, and a case.

    `what`: level, text, confidence, failure, scope (不适用 against 不构成), basis (除外 against 未见情形).
    """

    what: str
    first: str
    second: str
    case: ToldCase | None = None


@dataclass(frozen=True, slots=True)
class RuleDiff:
    """Two rules compared; one of them None where it has no counterpart."""

    change: Change
    first: Rule | None
    second: Rule | None
    only_first: ToldCase | None = None
    only_second: ToldCase | None = None
    aspects: tuple[Aspect, ...] = ()
    readings: tuple[ReadingPair, ...] = ()
    """Readings not taken for each other by equal names and options."""
    obstacles: tuple[tuple[str, str], ...] = ()
    undecided: tuple[str, ...] = ()
    """`first`, `second`: where neither a proof nor a case was found that only this one hits."""
    hint: str | None = None
    """The rule of the other side that may be the counterpart of one without."""

    @property
    def is_equal(self) -> bool:
        """Whether both say the same under the same number."""
        return self.change is Change.SAME


class Comparer:
    """Compares rules of a first library with rules of a second."""

    def __init__(self, first: Library, second: Library) -> None:
        self.aligner = Aligner(first, second)
        self._tellers = (CaseTeller(first, self.aligner.library), CaseTeller(second, self.aligner.library))

    def compare(self, one: Rule, other: Rule, clauses: Mapping[str, str] | None = None) -> RuleDiff:
        """Compare two rules. `clauses` says which clause of the second stands for which of the first."""
        obstacles = self.aligner.obstacles(one, other)
        if obstacles:
            return RuleDiff(Change.INCOMPARABLE, one, other, obstacles=obstacles)
        if one is other or (one.digest == other.digest and self.aligner.first is self.aligner.second):
            return RuleDiff(Change.SAME, one, other)
        ways = list(self.aligner.aligned(one, other, clauses or {}))
        chosen = ways[0]
        if len(ways) > 1:
            chosen = next((way for way in ways if self._is_equal(way)), chosen)
        return self._compared(chosen, one, other)

    def same_meaning(self, one: Rule, other: Rule, clauses: Mapping[str, str] | None = None) -> bool:
        """Whether two rules are proven to hit the same."""
        if self.aligner.obstacles(one, other) or one.level is not other.level:
            return False
        return any(self._is_equal(way) for way in self.aligner.aligned(one, other, clauses or {}))

    def _is_equal(self, way: Aligned) -> bool:
        first, second = self._formulas(way)
        return first == second or self._finder(way).never(_unlike(first, second), way.first.object_type)

    def _formulas(self, way: Aligned) -> tuple[Formula, Formula]:
        """When each yields its level; elements that both count alike are written alike."""
        first, second = hazard_formula(way.first), hazard_formula(way.second)
        finder, place = self._finder(way), way.first.object_type
        numbers = {new.partition("/")[2]: old.partition("/")[2] for new, old in way.clauses.items()}
        return first, with_shared_elements(
            first, second, numbers, lambda one, other: finder.never(_unlike(one, other), place)
        )

    def _finder(self, way: Aligned) -> Finder:
        return Finder(way.library, day_of(self.aligner.first, way.first))

    def _compared(self, way: Aligned, one: Rule, other: Rule) -> RuleDiff:
        first, second = self._formulas(way)
        finder = self._finder(way)
        mine = finder.apart(first, second, one.object_type)
        yours = finder.apart(second, first, one.object_type)
        aspects = self._written_aspects(one, other)
        if mine.proven and yours.proven:
            aspects.extend(self._case_aspects(way, finder, one, other))
        if mine.proven and yours.proven:
            self.aligner.settle(way)
        undecided = tuple(
            name for name, found in (("first", mine), ("second", yours)) if not found.proven and found.case is None
        )
        return RuleDiff(
            change=_change(mine, yours, one.level, other.level),
            first=one,
            second=other,
            only_first=self._told(mine, way, one, other),
            only_second=self._told(yours, way, one, other),
            aspects=tuple(aspects),
            readings=tuple(
                pair for pair in way.readings if pair.by in ("position", "alone") or pair.first != pair.second
            ),
            undecided=undecided,
        )

    def _told(self, found: Answered, way: Aligned, one: Rule, other: Rule) -> ToldCase | None:
        if found.case is None:
            return None
        formulas = (*rule_formulas(way.first), *rule_formulas(way.second))
        first, second = day_of(self.aligner.first, one), day_of(self.aligner.second, other)
        told = self._tellers[0].told(found.case, one, formulas, first)
        theirs = self._tellers[1].told(way.for_second(found.case), other, formulas, second)
        return replace(
            told,
            first=self._tellers[0].outcome(told, one),
            second=self._tellers[1].outcome(theirs, other),
            theirs=theirs.case if theirs.case != told.case else None,
        )

    def _written_aspects(self, one: Rule, other: Rule) -> list[Aspect]:
        pairs = [
            ("level", str(one.level), str(other.level)),
            ("text", _text(one), _text(other)),
            ("confidence", str(one.confidence), str(other.confidence)),
        ]
        facts = self.aligner.library.facts
        if any(name in facts and facts[name].kind == "设施" for name in (*facts_of(one), *facts_of(other))):
            pairs.append(("failure", _failure(one), _failure(other)))
        return [Aspect(what, first, second) for what, first, second in pairs if first != second]

    def _case_aspects(self, way: Aligned, finder: Finder, one: Rule, other: Rule) -> list[Aspect]:
        """Of rules that hit the same: where one says 不适用 and the other 不构成, and 除外 against 未见情形."""
        found = []
        scopes = (_scope(way.first), _scope(way.second))
        bases = (_exempted(way.first), _exempted(way.second))
        for what, (mine, yours), words in (
            ("scope", scopes, (("clear", "not_applicable"))),
            ("basis", bases, (("exempted", "absent"))),
        ):
            for first, second, names in ((mine, yours, words), (yours, mine, words[::-1])):
                answered = finder.apart(first, second, one.object_type)
                if answered.case is not None:
                    found.append(Aspect(what, names[0], names[1], self._told(answered, way, one, other)))
        return found


def day_of(library: Library, rule: Rule) -> int:
    """The day on which a rule is compared: the last on which its standard is in force, as cases of rules are judged."""
    standard = library.standards[rule.standard]
    if standard.repealed_from is not None:
        return standard.repealed_from - 1
    return max(datetime.date(2026, 11, 23).toordinal(), standard.in_force_from)


def _unlike(first: Formula, second: Formula) -> Formula:
    return disjunction((conjunction((first, negation(second))), conjunction((second, negation(first)))))


def _scope(rule: Rule) -> Formula:
    return conjunction((rule.in_scope, rule.applies))


def _exempted(rule: Rule) -> Formula:
    """That a situation holds, and only exemptions keep the rule from hitting."""
    situation = disjunction(tuple(s.when for s in rule.situations))
    return conjunction((rule.in_scope, rule.applies, situation, negation(hazard_formula(rule))))


def _change(mine: Answered, yours: Answered, first: Level, second: Level) -> Change:
    if (mine.case is None and not mine.proven) or (yours.case is None and not yours.proven):
        return Change.CROSSING if mine.case is not None and yours.case is not None else Change.UNDECIDED
    looser = mine.case is not None or _RANK[second] < _RANK[first]
    stricter = yours.case is not None or _RANK[second] > _RANK[first]
    if looser and stricter:
        return Change.CROSSING
    return Change.LOOSER if looser else Change.STRICTER if stricter else Change.SAME


def _text(rule: Rule) -> str:
    return "complete" if rule.text_complete else "incomplete"


def _failure(rule: Rule) -> str:
    return rule.failure_clause or "否"
