"""One rule in full: its decision in sentences, as its file has it, with the questions it asks and its cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from judge.authoring.listing import facts_of, standing_of
from judge.authoring.telling.decision_words import CALCULATED, FOLLOWS, FOLLOWS_YES
from judge.authoring.telling.decisions import Decision, decision_of, tree_lines
from judge.authoring.telling.sentences import YES, Speaker, in_one_line
from judge.model.rule import CaseModel, RuleModel
from judge.resolve.resolved import Fact, Library, Rule
from judge.values.knowledge import show_knowledge

INDENT = "  "


@dataclass(frozen=True, slots=True)
class ShownCondition:
    """Something with a name and the condition written under it, line by line."""

    name: str
    when: tuple[str, ...]
    exemptions: tuple[ShownCondition, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownReading:
    """A reading: its question, its options with notes, the recommended one, and the ruling if there is one."""

    name: str
    question: str
    options: tuple[tuple[str, str], ...]
    recommended: str | None
    ruling: str | None


@dataclass(frozen=True, slots=True)
class ShownDrawing:
    """A drawing of what is asked about: what it is called, what to look for in it, and its file."""

    name: str
    note: str
    file: str


@dataclass(frozen=True, slots=True)
class ShownFact:
    """One fact that the rule asks for."""

    name: str
    kind: str
    values: str
    question: str
    help: tuple[tuple[str, str, str], ...]
    """Kind, sentence, origin."""
    evidence: tuple[str, ...]
    follows: tuple[str, ...] = ()
    """Of a derived fact: how it follows from others, in sentences."""
    drawings: tuple[ShownDrawing, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownCase:
    """One case: what is known, and what must come out."""

    name: str
    known: tuple[str, ...]
    outcome: str
    source: str = "核对"


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A rule in full."""

    id: str
    title: str
    cite: str
    source: str
    object_type: str
    object_meaning: str
    level: str
    standing: str
    confidence: str
    applies: tuple[str, ...]
    situations: tuple[ShownCondition, ...]
    exemptions: tuple[ShownCondition, ...]
    general_exemptions: tuple[tuple[str, str], ...]
    """Of the standard: name, address of the clause."""
    failure_clause: str | None
    readings: tuple[ShownReading, ...]
    rectification: str
    note: str | None
    text_missing: str | None
    facts: tuple[ShownFact, ...]
    cases: tuple[ShownCase, ...]
    decision: Decision
    tree: tuple[str, ...]
    """The decision as an indented tree of lines."""
    drawings: tuple[ShownDrawing, ...] = ()
    """Of the kind of object."""


def show_rule(rule: Rule, model: RuleModel, library: Library) -> ShownRule:
    """A rule in full."""
    standard = library.standards[rule.standard]
    failure = rule.failure_clause
    decision = decision_of(rule, library)
    return ShownRule(
        id=rule.id,
        title=rule.title,
        cite=standard.cite(rule.clause),
        source=rule.source,
        object_type=rule.object_type,
        object_meaning=library.types[rule.object_type].meaning,
        level=str(rule.level),
        standing=str(standing_of(rule, library)),
        confidence=str(rule.confidence),
        applies=condition_lines(model.applies) if model.applies is not None else (),
        situations=tuple(
            ShownCondition(s.name, condition_lines(s.when), _conditions(s.exemptions)) for s in model.situations
        ),
        exemptions=_conditions(model.exemptions),
        general_exemptions=tuple(
            (e.name, standard.clause(e.clause).address) for e in rule.exemptions if e.clause is not None
        ),
        failure_clause=standard.clause(failure).address if failure not in (None, "本条") and failure else failure,
        readings=tuple(_readings(rule, library)),
        rectification=rule.rectification,
        note=rule.note,
        text_missing=rule.text_missing,
        facts=tuple(_fact(library.facts[name], rule, library) for name in facts_of(rule) if name in library.facts),
        cases=tuple(map(_case, model.cases)),
        decision=decision,
        tree=tuple(tree_lines(decision)),
        drawings=_drawings(rule.object_type, library),
    )


def _conditions(written: Iterable[Any]) -> tuple[ShownCondition, ...]:
    return tuple(ShownCondition(item.name, condition_lines(item.when)) for item in written)


def condition_lines(raw: object) -> tuple[str, ...]:
    """A condition as written, one line or a tree, with the tree's parts indented.

    >>> condition_lines({"全部": ["甲", {"非": "乙"}]})
    ('全部：', '  甲', '  非：乙')
    """
    if isinstance(raw, Mapping):
        lines: list[str] = []
        for key, body in raw.items():
            inner = condition_lines(body)
            if isinstance(body, str) or len(inner) == 1:
                lines.append(f"{key}：{inner[0]}")
            else:
                lines.append(f"{key}：")
                lines.extend(INDENT + line for line in inner)
        return tuple(lines)
    if isinstance(raw, list | tuple):
        return tuple(line for part in raw for line in condition_lines(part))
    return (str(raw),)


def _readings(rule: Rule, library: Library) -> Iterable[ShownReading]:
    for reading in rule.readings:
        ruling = library.rulings.get(reading.id)
        decided = f"{ruling.option}（{ruling.number}，{ruling.date}，{ruling.by}）" if ruling else None
        yield ShownReading(reading.name, reading.question, reading.options, reading.recommended, decided)


def _fact(fact: Fact, rule: Rule, library: Library) -> ShownFact:
    return ShownFact(
        name=fact.full_name,
        kind=fact.kind,
        values="、".join(fact.options) if fact.kind in ("单选", "多选", "设施") else fact.unit,
        question=fact.question,
        help=tuple((line.kind, line.text, line.origin) for line in fact.help),
        evidence=fact.evidence,
        follows=tuple(_follows(fact, rule, library)),
        drawings=_drawings(fact.full_name, library),
    )


def _drawings(name: str, library: Library) -> tuple[ShownDrawing, ...]:
    return tuple(ShownDrawing(each.name, each.note, each.file) for each in library.drawings_of(name))


def _follows(fact: Fact, rule: Rule, library: Library) -> Iterable[str]:
    """How a derived fact follows from others; nothing of any other fact."""
    if fact.calculator is not None:
        yield CALCULATED.format(calculator=fact.calculator)
    for value, formula in library.alternatives.get(fact.full_name, ()):
        text = in_one_line(Speaker(library, rule).say(formula, fact.object_type))
        if fact.kind != "是否":
            yield FOLLOWS.format(value=show_knowledge(value, fact.unit), text=text)
        elif value == YES:
            yield FOLLOWS_YES.format(value=show_knowledge(value), text=text)


def _case(case: CaseModel) -> ShownCase:
    known = [f"{name} = {_value(value)}" for name, value in case.known.items()]
    for extra in case.objects:
        given = "，".join(f"{name} = {_value(value)}" for name, value in extra.known.items())
        known.append(f"{extra.type} {extra.id}（{given}）" if given else f"{extra.type} {extra.id}")
    known.extend(f"裁定 {name}：{option}" for name, option in case.rulings.items())
    if case.date is not None:
        known.append(f"判定日期 {case.date}")
    if case.complete:
        known.append("名单完整：" + "、".join(case.complete))
    found = [case.outcome, *(case.situations or ())]
    if case.missing:
        found.append("待核实 " + "、".join(case.missing))
    return ShownCase(case.name, tuple(known), "；".join(found), case.source)


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return "、".join(f"{name} {item}" for name, item in value.items())
    return " 或 ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
