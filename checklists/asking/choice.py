"""What a checklist is made for: the standards and clauses chosen, the day, and what is known of the visit beforehand.

Every form of the checklist (page, workbook, paper, terminal) is made of a library and a `ChecklistChoice`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from judge.judging.selection import candidate_versions, versions_on
from judge.model.visit import PersonModel, VisitModel
from judge.resolve.resolved import Library, Rule, Standard, is_within
from judge.resolve.visit import Scope
from judge.values.number import Interval

EVENT = "事件"


@dataclass(frozen=True, slots=True)
class ChecklistChoice:
    """A choice of standards and clauses for a visit on a day. Empty `standards` or `clauses` do not restrict."""

    day: date
    """The day by which the visit is to be judged."""
    is_day_fixed: bool = False
    """Whether somebody said the day; else it is the day on which the form is made."""
    standards: tuple[str, ...] = ()
    """Ids or families, as they stand in the visit's 范围."""
    clauses: tuple[str, ...] = ()
    """`<standard>/<ref or chapter>`, as they stand in the visit's 范围."""
    rules: tuple[Rule, ...] = ()
    """The rules that can judge on the day, in the library's order: those of the versions in force; of what happened before, those of
    the versions in force then."""
    all_rules: tuple[Rule, ...] = ()
    """The rules of all versions chosen, for a form on which the day may still change."""
    judging: tuple[Standard, ...] = ()
    """The versions in force on the day, by family."""
    kind: str | None = None
    """One of the kinds of visits, if it is fixed."""
    enterprise: str | None = None
    inspectors: tuple[PersonModel, ...] = ()
    visit_id: str | None = None
    earlier: VisitModel | None = field(default=None, compare=False)
    """The earlier visit whose findings are re-checked and whose answers are offered."""
    made_on: date | None = None
    """The day the form is made; None where it does not matter."""
    review_by: date | None = None
    """The day after which the form should be made anew."""

    @property
    def scope(self) -> Scope:
        """The scope as the judge understands it."""
        return Scope(self.standards, self.clauses)


def rules_for(
    library: Library, standards: Sequence[str], clauses: Sequence[str], day: date
) -> tuple[tuple[Rule, ...], tuple[Rule, ...], tuple[Standard, ...]]:
    """`(rules, all_rules, judging)` of a choice, as `ChecklistChoice` has them."""
    scope = Scope(tuple(standards), tuple(clauses))
    versions = versions_on(library, scope, day.toordinal())
    judging = {standard.id for standard in versions.judging.values()}
    past = Interval(1, day.toordinal())
    at_events = {
        version.id
        for family in {standard.family for standard in chosen_standards(library, standards)}
        for version in candidate_versions(library, family, past)
    }
    wanted = {standard.id for standard in chosen_standards(library, standards)}
    all_rules = tuple(rule for rule in library.rules if rule.standard in wanted and _is_in(rule, clauses))
    rules = tuple(
        rule
        for rule in all_rules
        if rule.standard in judging or (rule.standard in at_events and is_of_event(library, rule))
    )
    return rules, all_rules, tuple(versions.judging[family] for family in sorted(versions.judging))


def chosen_standards(library: Library, standards: Iterable[str]) -> tuple[Standard, ...]:
    """All versions that ids and families name; all of the library if none is named."""
    named = set(standards)
    return tuple(s for s in library.standards.values() if not named or s.id in named or s.family in named)


def is_of_event(library: Library, rule: Rule) -> bool:
    """Whether a rule is judged on an event or on what belongs to one."""
    return any(library.types[name].nature == EVENT for name in library.types[rule.object_type].chain)


def library_code(digest: str) -> str:
    """The short code of a library, to be compared by eye: eight hexadecimal digits in two groups.

    >>> library_code("1a2b3c4d5e6f")
    '1a2b-3c4d'
    """
    return f"{digest[:4]}-{digest[4:8]}"


def _is_in(rule: Rule, clauses: Sequence[str]) -> bool:
    if not clauses:
        return True
    pairs = (clause.partition("/") for clause in clauses)
    return any(rule.standard == standard and is_within(rule.clause, part) for standard, _, part in pairs)
