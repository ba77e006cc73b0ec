"""Checks what rules say of themselves: clause and id, which rule they replace, which cause they share with another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from judge.diagnostics import Problems, nearest
from judge.model.standard import FAILURE_BY_CLAUSE, FAILURE_NEVER
from judge.resolve.resolved import Standard
from judge.resolve.written import WrittenRule, WrittenRules


def addressed_rules(
    files: Sequence[WrittenRules], standards: Mapping[str, Standard], unreadable: frozenset[str], problems: Problems
) -> list[WrittenRule]:
    """The rules of files that stand where they say, each id once; element rules first, because others count them."""
    found: dict[str, WrittenRule] = {}
    for file in files:
        if not _address_is_right(file, standards, unreadable, problems):
            continue
        for index, model in enumerate(file.source.model.rules):
            if model.id in found:
                place = file.source.locate(("规则", index, "编号"))
                problems.add("R060", place, clause=file.source.model.clause, name=model.id)
            else:
                found[model.id] = WrittenRule(file, index)
    return sorted(found.values(), key=lambda rule: not rule.is_element)


def _address_is_right(
    file: WrittenRules, standards: Mapping[str, Standard], unreadable: frozenset[str], problems: Problems
) -> bool:
    standard = standards.get(file.standard)
    place = file.source.locate(("条款",))
    if standard is None:
        if file.standard not in unreadable:
            near = nearest(file.standard, standards)
            problems.add("R062", place, name=file.standard, near=f"是不是“{near}”？" if near else "")
        return False
    addresses = {clause.address: clause.ref for clause in standard.clauses}
    written = file.source.model.clause
    if addresses.get(written) != file.ref:
        wanted = next((c.address for c in standard.clauses if c.ref == file.ref), None)
        near = wanted or nearest(written, addresses)
        hint = f"应写“{near}”。" if near else ""
        problems.add("R063", place, found=written, ref=file.ref, standard=standard.short_title, near=hint)
        return False
    return True


def replaced_ids(rules: Sequence[WrittenRule], problems: Problems) -> frozenset[str]:
    """Ids of the rules that others replace. Problems: unknown, itself or in a circle, no reason given."""
    replaces = {rule.model.id: rule.model.replaces for rule in rules if rule.model.replaces is not None}
    known = {rule.model.id for rule in rules}
    for rule in rules:
        model, clause = rule.model, rule.file.source.model.clause
        if model.replaces is None:
            continue
        place = rule.file.source.locate(("规则", rule.index, "替代"))
        if model.replaces not in known:
            near = nearest(model.replaces, known)
            hint = f"是不是“{near}”？" if near else ""
            problems.add("R061", place, clause=clause, name=model.replaces, near=hint)
        elif _leads_to_itself(model.id, replaces):
            problems.add("R086", place, clause=clause, name=model.id)
        if model.replaces_reason is None:
            problems.add("R087", place, clause=clause, name=model.replaces)
    return frozenset(replaces.values())


def _leads_to_itself(start: str, following: Mapping[str, str]) -> bool:
    current, seen = following.get(start), {start}
    while current is not None and current not in seen:
        seen.add(current)
        current = following.get(current)
    return current == start


def check_rule(rule: WrittenRule, standard: Standard, problems: Problems) -> None:
    """Problems: an id that does not name the clause, situation names twice, gaps in 核对, an unknown failure clause."""
    model, file = rule.model, rule.file
    path = ("规则", rule.index)
    if model.replaces is None and not _names_clause(model.id, f"{file.standard}/{file.ref}"):
        expected = f"{file.standard}/{file.ref}-{model.object_type}"
        problems.add("R064", file.source.locate((*path, "编号")), name=model.id, expected=expected)
    names = [s.name for s in model.situations]
    for n, name in enumerate(names):
        if name in names[:n]:
            problems.add("R065", file.source.locate((*path, "情形", n, "名称")), name=name)
        if model.situations[n].same_cause_as is not None and not rule.is_element:
            problems.add("R066", file.source.locate((*path, "情形", n, "同因")))
    if standard.is_editorial and model.level == "重大":
        place = file.source.locate((*path, "等级"))
        problems.add("R095", place, standard=standard.short_title, level=model.level)
    if model.verification.text == "不全" and model.verification.missing is None:
        problems.add("R067", file.source.locate((*path, "核对")))
    failure = model.failure_counts_as_absence
    refs = [clause.ref for clause in standard.clauses]
    if failure not in (None, FAILURE_BY_CLAUSE, FAILURE_NEVER, *refs):
        problems.add("R078", file.source.locate((*path, "失效视同无")), name=failure)


def _names_clause(rule_id: str, clause: str) -> bool:
    return rule_id == clause or rule_id.startswith(f"{clause}-")


def check_same_causes(rules: Iterable[WrittenRule], problems: Problems) -> None:
    """Problems: a cause shared with a clause that is no element of the standard, or in a circle of clauses."""
    elements = [rule for rule in rules if rule.is_element]
    clauses = {(rule.file.standard, rule.file.ref) for rule in elements}
    shared: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for rule in elements:
        own = (rule.file.standard, rule.file.ref)
        causes = (s.same_cause_as for s in rule.model.situations)
        shared.setdefault(own, set()).update((rule.file.standard, ref) for ref in causes if ref is not None)
    for rule in elements:
        source, own = rule.file.source, (rule.file.standard, rule.file.ref)
        for n, situation in enumerate(rule.model.situations):
            if situation.same_cause_as is None:
                continue
            place = source.locate(("规则", rule.index, "情形", n, "同因"))
            other = (rule.file.standard, situation.same_cause_as)
            if other not in clauses:
                near = nearest(situation.same_cause_as, [ref for name, ref in clauses if name == own[0]])
                hint = f"是不是“{near}”？" if near else ""
                problems.add("R075", place, clause=source.model.clause, name=situation.same_cause_as, near=hint)
            elif _reaches(other, own, shared):
                problems.add("R076", place, clause=source.model.clause, name=situation.same_cause_as)


def _reaches(
    start: tuple[str, str], goal: tuple[str, str], following: Mapping[tuple[str, str], set[tuple[str, str]]]
) -> bool:
    pending, seen = [start], {start}
    while pending:
        current = pending.pop()
        if current == goal:
            return True
        fresh = following.get(current, set()) - seen
        seen |= fresh
        pending.extend(fresh)
    return False
