"""Warns of what stands in standards and rules without an effect: clauses nobody encodes, readings nobody uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from judge.diagnostics import Problems
from judge.expr.formula import ByReading, walk
from judge.resolve.resolved import Rule, Standard
from judge.resolve.standards import WrittenStandard
from judge.resolve.written import WrittenRule


def warn_of_idle(
    written: Sequence[WrittenStandard],
    standards: Mapping[str, Standard],
    rules: Iterable[tuple[WrittenRule, Rule]],
    problems: Problems,
) -> None:
    """Warnings: readings never used; clauses neither encoded nor explained; clauses both encoded and 未编码."""
    used: set[str] = set()
    encoded: dict[str, set[str]] = {}
    for origin, rule in rules:
        of_rule = _readings_used(rule)
        used |= of_rule
        encoded.setdefault(rule.standard, set()).add(rule.clause)
        for n, reading in enumerate(origin.model.readings):
            if f"{rule.id}#{reading.name}" not in of_rule:
                place = origin.file.source.locate(("规则", origin.index, "解释", n, "名称"))
                problems.add("R077", place, clause=origin.file.source.model.clause, name=reading.name)
    for source in written:
        standard = standards[source.model.id]
        _warn_of_clauses(source, standard, encoded.get(standard.id, set()), problems)
        for n, owned in enumerate(standard.readings):
            if standard.id in encoded and owned.id not in used:
                problems.add("R077", source.locate(("解释", n, "名称")), name=owned.name)


def _readings_used(rule: Rule) -> set[str]:
    formulas = [
        rule.in_scope,
        rule.applies,
        *(s.when for s in rule.situations),
        *(e.when for s in rule.situations for e in s.exemptions),
        *(e.when for e in rule.exemptions),
    ]
    return {part.reading for formula in formulas for part in walk(formula) if isinstance(part, ByReading)}


def _warn_of_clauses(source: WrittenStandard, standard: Standard, encoded: set[str], problems: Problems) -> None:
    for n, clause in enumerate(source.model.clauses):
        place = source.locate(("条款", n, "编号"))
        is_open = clause.not_encoded is None
        if clause.ref in encoded and not is_open:
            problems.add("R089", place, name=clause.ref)
        elif clause.ref not in encoded and clause.ref not in standard.general_clauses and is_open:
            problems.add("R088", place, name=clause.ref, address=clause.address)
