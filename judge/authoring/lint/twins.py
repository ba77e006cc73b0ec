"""Finds what is said twice: two rules of one standard with one meaning, two situations of one rule with one meaning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from judge.authoring.lint.desk import Desk, Finding, RuleDesk
from judge.expr.formula import Formula, conjunction, disjunction, negation, refs_of
from judge.resolve.resolved import Situation


def find_twins(desk: Desk) -> Iterator[Finding]:
    """L009: two rules of one standard, on one object type, proven to mean the same.

    The standard's general exclusions are left out: they are the same for both, though asked clause by clause.
    """
    groups: dict[tuple[str, str, frozenset[str]], list[tuple[RuleDesk, Formula]]] = defaultdict(list)
    for rule in desk.rules:
        meaning = _own_meaning(rule)
        facts = frozenset(name for ref in refs_of(meaning) if not _is_defined(name := ref.fact, desk))
        groups[rule.rule.standard, rule.rule.object_type, facts].append((rule, meaning))
    for (_, object_type, _), members in groups.items():
        for (first, meaning), (second, other) in combinations(members, 2):
            if desk.is_same(meaning, other, object_type) and not desk.never(object_type, meaning):
                yield second.told("L009", second.at("编号"), first.rule.id, name=second.rule.id, other=first.rule.id)


def _is_defined(name: str, desk: Desk) -> bool:
    """Whether a fact only stands for others."""
    fact = desk.library.facts[name]
    return fact.derived and fact.calculator is None


def _own_meaning(rule: RuleDesk) -> Formula:
    resolved = rule.rule
    own = resolved.exemptions[: len(rule.model.exemptions)]
    return conjunction(
        (
            resolved.in_scope,
            resolved.applies,
            disjunction(tuple(map(_meaning, resolved.situations))),
            *(negation(e.when) for e in own),
        )
    )


def _meaning(situation: Situation) -> Formula:
    return conjunction((situation.when, *(negation(e.when) for e in situation.exemptions)))


def find_twin_situations(rule: RuleDesk, desk: Desk) -> Iterator[Finding]:
    """L010: two situations of one rule, proven to mean the same where the rule applies."""
    resolved = rule.rule
    scope = (resolved.in_scope, resolved.applies)
    numbered = list(enumerate(resolved.situations))
    for (_, first), (n, second) in combinations(numbered, 2):
        one, other = (conjunction((*scope, _meaning(s))) for s in (first, second))
        if desk.is_same(one, other, resolved.object_type) and not desk.never(resolved.object_type, one):
            yield rule.told("L010", rule.at("情形", n, "当"), second.name, name=second.name, other=first.name)
