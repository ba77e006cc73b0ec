"""Finds facts that nobody needs, and facts that cannot be found out or proven as they are written."""

from __future__ import annotations

from collections.abc import Iterator

from judge.authoring.lint.desk import Desk, FactDesk, Finding
from judge.authoring.listing import facts_of
from judge.evaluate.calculators import CALCULATORS
from judge.evaluate.exact import Exact
from judge.evaluate.world import Node, World
from judge.expr.formula import Formula, refs_of
from judge.resolve.hazards import hazard_formula
from judge.resolve.resolved import Rule

_CATCH_ALL = ("其他", "其它", "其余", "别的", "以上都不")
"""Words with which an option begins that stands for everything else."""


def is_catch_all(option: str) -> bool:
    """Whether an option stands for everything that the others leave out.

    >>> is_catch_all("其他用途"), is_catch_all("厂房")
    (True, False)
    """
    return option.startswith(_CATCH_ALL)


def find_unused_facts(desk: Desk) -> Iterator[Finding]:
    """L014: a fact that no rule reads, neither itself nor through a definition, a calculator or a 约束."""
    used = _used(desk)
    for fact in desk.facts:
        if fact.fact.full_name not in used:
            yield fact.told("L014", fact.at("名称"), name=fact.fact.full_name)


def _used(desk: Desk) -> set[str]:
    found = {name for rule in desk.rules for name in facts_of(rule.rule)}
    found.update(ref.fact for constraint in desk.library.constraints for ref in refs_of(constraint.formula))
    pending = [fact for fact in desk.facts if fact.fact.full_name in found]
    while pending:
        for name in _inputs(pending.pop(), desk) - found:
            found.add(name)
            pending.extend(fact for fact in desk.facts if fact.fact.full_name == name)
    return found


def _inputs(fact: FactDesk, desk: Desk) -> set[str]:
    """The facts that a calculator reads, found out by letting it run on an enterprise with one object of every kind."""
    calculator = fact.fact.calculator
    if calculator is None:
        return set()
    world, node = desk.prover.open_world(fact.fact.object_type)
    for kind in desk.library.types.values():
        if kind.parent in {above.type for above in world.nodes.values()} and kind.other_end is None:
            parent = next(above for above in world.nodes.values() if above.type == kind.parent)
            if not parent.children.get(kind.name):
                _add(world, parent, kind.name)
    read: set[str] = set()
    for _, holder, key in CALCULATORS[calculator].run(world, node).open_inputs:
        if holder in world.nodes and (found := desk.library.fact(world.nodes[holder].type, key)):
            read.add(found.full_name)
    return read


def _add(world: World, parent: Node, object_type: str) -> None:
    made = Node(f"{object_type}甲", object_type, parent)
    parent.children.setdefault(object_type, []).append(made)
    world.nodes[made.id] = made


def find_idle_questions(desk: Desk) -> Iterator[Finding]:
    """L015: a fact that rules read, and none of them can come out otherwise for it."""
    for fact in desk.facts:
        name = fact.fact.full_name
        if name in desk.idle_facts and not any(_can_decide(name, rule.rule, desk) for rule in desk.rules):
            yield fact.told("L015", fact.at("名称"), name=name)


def _can_decide(name: str, rule: Rule, desk: Desk) -> bool:
    if name not in facts_of(rule):
        return False
    formula: Formula = hazard_formula(rule)
    world, node = desk.prover.closed_world(rule.object_type, formula, 1)
    analysis = Exact(world).analyse(formula, node)
    if not analysis.is_exact:
        return True
    keys = {ref.key for ref in refs_of(formula) if ref.fact == name}
    return any(kind == "fact" and key in keys for kind, _, key in analysis.relevant)


def find_unread_options(desk: Desk) -> Iterator[Finding]:
    """L016: boxes of a multiple choice that no rule looks at, although rules look at others of it."""
    read: dict[str, set[str]] = {}
    for rule in desk.rules:
        for ref in refs_of(hazard_formula(rule.rule)):
            _, box, option = ref.key.partition("∋")
            if box:
                read.setdefault(ref.fact, set()).add(option)
    for fact in desk.facts:
        options = read.get(fact.fact.full_name, set())
        idle = [option for option in fact.fact.options if option not in options and not is_catch_all(option)]
        if options and idle:
            yield fact.told("L016", fact.at("选项"), name=fact.fact.full_name, options="、".join(idle))


def find_silent_facts(desk: Desk) -> Iterator[Finding]:
    """L019, L020, L025: no 查法, no 取证, a question that asks nothing. Defined facts need none: others answer them."""
    for fact in desk.facts:
        model, name = fact.model, fact.fact.full_name
        if not {"？", "?"} & set(model.question):
            yield fact.told("L025", fact.at("问题"), name=name, question=model.question)
        if model.definition is not None:
            continue
        if not model.look:
            yield fact.told("L019", fact.at("名称"), name=name)
        if not model.evidence:
            yield fact.told("L020", fact.at("名称"), name=name)


FACT_FINDERS = (find_unused_facts, find_idle_questions, find_unread_options, find_silent_facts)
