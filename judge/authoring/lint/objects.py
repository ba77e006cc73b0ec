"""Finds rules judged on an object that none of their conditions looks at: the object is then most likely written wrong."""

from __future__ import annotations

from collections.abc import Iterator

from judge.authoring.lint.desk import Desk, Finding, RuleDesk
from judge.expr.formula import Count, Elements, Every, Exists, Sum, refs_of, walk
from judge.resolve.resolved import Rule


def looks_at_its_object(rule: Rule) -> bool:
    """Whether some condition of the rule itself (not of its standard) asks a fact of its object, or looks below it."""
    own = [e.when for e in rule.exemptions if e.clause is None]
    for situation in rule.situations:
        own.extend((situation.when, *(e.when for e in situation.exemptions)))
    for formula in (rule.applies, *own):
        if any(ref.fact.startswith(f"{rule.object_type}.") for ref in refs_of(formula)):
            return True
        for part in walk(formula):
            if isinstance(part, Exists | Every | Count | Sum) and part.range.anchor_type == rule.object_type:
                return True
            if isinstance(part, Elements):
                return True
    return False


def find_foreign_objects(rule: RuleDesk, desk: Desk) -> Iterator[Finding]:
    """L026: a rule that looks at nothing of the object it is judged on."""
    del desk
    if not looks_at_its_object(rule.rule):
        name, object_type = rule.rule.id, rule.rule.object_type
        yield rule.told("L026", rule.at("对象"), name=name, object_type=object_type)


OBJECT_FINDERS = (find_foreign_objects,)
