"""From what was typed for a checklist to a `ChecklistChoice`: names to standards, clause numbers to clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from checklists.asking.choice import ChecklistChoice, chosen_standards, rules_for
from checklists.asking.naming import named_standard
from judge.diagnostics import Position, Problems, nearest
from judge.model.visit import PersonModel, VisitModel
from judge.resolve.resolved import Library, Standard, is_within

ARGUMENTS, CLAUSES = "panding checklist", "--clauses"
MONTHS_TO_REVIEW = 6


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed."""

    made_on: date
    standards: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    day: date | None = None
    kind: str | None = None
    enterprise: str | None = None
    inspectors: tuple[PersonModel, ...] = ()
    visit_id: str | None = None
    review_by: date | None = None
    earlier: VisitModel | None = field(default=None)


def choice_of(wanted: Wanted, library: Library, problems: Problems) -> ChecklistChoice | None:
    """The choice; None, with errors among the problems, if a standard or clause is not known, or no rule is left.

    A warning where a chosen standard is not in force on the day.
    """
    mine = Problems()
    names = [named_standard(word, library, Position(ARGUMENTS), mine) for word in wanted.standards]
    chosen = tuple(dict.fromkeys(name for name in names if name is not None))
    clauses = () if mine.has_errors else _clauses(wanted.clauses, chosen, library, mine)
    problems.extend(mine)
    if mine.has_errors:
        return None
    if not chosen and clauses:
        chosen = tuple(dict.fromkeys(clause.partition("/")[0] for clause in clauses))
    day = wanted.day or wanted.made_on
    rules, all_rules, judging = rules_for(library, chosen, clauses, day)
    _warn_of_days(chosen, judging, day, library, problems)
    if not rules:
        problems.add("J024", Position(ARGUMENTS), day=day.isoformat())
        return None
    return ChecklistChoice(
        day=day,
        is_day_fixed=wanted.day is not None,
        standards=chosen,
        clauses=clauses,
        rules=rules,
        all_rules=all_rules,
        judging=judging,
        kind=wanted.kind,
        enterprise=wanted.enterprise,
        inspectors=wanted.inspectors,
        visit_id=wanted.visit_id,
        earlier=wanted.earlier,
        made_on=wanted.made_on,
        review_by=wanted.review_by or months_after(wanted.made_on, MONTHS_TO_REVIEW),
    )


def months_after(day: date, months: int) -> date:
    """The same day some months later, or that month's last day.

    >>> months_after(date(2026, 8, 31), 6).isoformat()
    '2027-02-28'
    """
    from calendar import monthrange

    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _clauses(typed: Sequence[str], standards: Sequence[str], library: Library, problems: Problems) -> tuple[str, ...]:
    """Clauses and chapters as `<standard>/<ref>`. A bare number is sought in every chosen standard."""
    versions = chosen_standards(library, standards)
    found: dict[str, None] = {}
    for word in (part for text in typed for part in text.replace("，", ",").split(",")):
        standard, slash, ref = word.strip().rpartition("/")
        places = [version for version in versions if not slash or version.id == standard]
        hits = [f"{version.id}/{ref}" for version in places if _has(version, ref)]
        if not hits:
            known = [f"{version.id}/{clause.ref}" for version in versions for clause in version.clauses]
            near = nearest(word.strip(), known) or ""
            problems.add("J022", Position(CLAUSES), name=word.strip(), nearest=near)
        found.update(dict.fromkeys(hits))
    return tuple(found)


def _has(standard: Standard, ref: str) -> bool:
    return any(is_within(clause.ref, ref) for clause in standard.clauses)


def _warn_of_days(
    chosen: Sequence[str], judging: Sequence[Standard], day: date, library: Library, problems: Problems
) -> None:
    in_force = {name for standard in judging for name in (standard.id, standard.family)}
    for name in chosen:
        if name not in in_force:
            title = chosen_standards(library, [name])[0].title
            problems.add("J023", Position(ARGUMENTS), title=title, day=day.isoformat())
