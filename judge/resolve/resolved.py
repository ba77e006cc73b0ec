"""The resolved library: plain frozen values, ready for every evaluator, cheap to store and load."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from judge.expr.formula import Formula
from judge.resolve.chemicals import Tables
from judge.values.knowledge import Knowledge

ROOT_TYPE = "企业"
ANY_TYPE = "任意"
YES_NO = frozenset({"是", "否"})
FACILITY = frozenset({"有且有效", "有但失效", "无"})
FAILED = "有但失效"
EDITORIAL, LAW = "编者建议", "法律"
_REFERENCE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[^\s/]+")


class Level(StrEnum):
    """What a rule yields where a situation holds."""

    MAJOR = "重大"
    ORDINARY = "一般"
    ELEMENT = "要素"


class Confidence(StrEnum):
    """How well the text behind a rule is known."""

    OFFICIAL = "官方原文"
    TWO_SOURCES = "两个来源"
    ONE_SOURCE = "一个来源"
    MEMORY = "凭记忆"


@dataclass(frozen=True, slots=True)
class ObjectType:
    """A kind of object, with its line of parents up to 企业."""

    name: str
    chain: tuple[str, ...]
    """Itself first, 企业 last."""
    nature: str
    other_end: str | None
    meaning: str
    roster_question: str

    @property
    def parent(self) -> str | None:
        """The type of its parent; None for 企业."""
        return self.chain[1] if len(self.chain) > 1 else None


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One sentence of help: `kind` is 算, 不算, 说明 or how it is found out."""

    kind: str
    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that can be asked of one kind of object."""

    name: str
    object_type: str
    kind: str
    options: tuple[str, ...]
    unit: str
    domain: Knowledge
    whole: bool
    per_clause: bool
    question: str
    help: tuple[HelpLine, ...]
    evidence: tuple[str, ...]
    speciality: str | None
    holds: str
    changeable: bool
    former_names: tuple[str, ...]
    synonyms: tuple[str, ...]
    calculator: str | None
    derived: bool
    looked_up_in: str | None = None
    """The table in which a text is looked up."""

    @property
    def full_name(self) -> str:
        """`类型.事实`."""
        return f"{self.object_type}.{self.name}"

    @property
    def is_choice(self) -> bool:
        """Whether its values are compared as choices."""
        return self.kind in ("是否", "设施", "单选")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A small drawing that shows what is asked about."""

    file: str
    name: str
    note: str
    facts: tuple[str, ...]
    """Full names."""
    object_types: tuple[str, ...]
    svg: str
    """Safe inside any page; begins with `<svg `."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """A formula that always holds at every object of a type."""

    name: str
    object_type: str
    formula: Formula


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with several defensible readings; `id` is `<规则编号>#<名称>` or `<标准>#<名称>`."""

    id: str
    name: str
    question: str
    options: tuple[tuple[str, str], ...]
    recommended: str | None
    origin: str | None


@dataclass(frozen=True, slots=True)
class Ruling:
    """An office's decision between the options of a reading."""

    reading: str
    option: str
    number: str
    date: str
    by: str


@dataclass(frozen=True, slots=True)
class Exemption:
    """A named ground on which a situation or rule does not count; `clause` where it stands in a clause of its own."""

    name: str
    when: Formula
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """One way to meet the clause."""

    name: str
    when: Formula
    exemptions: tuple[Exemption, ...]
    same_cause_as: str | None
    rectification: str | None


@dataclass(frozen=True, slots=True)
class Rule:
    """One clause item judged on one kind of object."""

    id: str
    standard: str
    clause: str
    title: str
    object_type: str
    in_scope: Formula
    """The standard's own 适用 at this object."""
    applies: Formula
    situations: tuple[Situation, ...]
    exemptions: tuple[Exemption, ...]
    """The rule's own, then the standard's general ones."""
    level: Level
    failure_clause: str | None
    """The clause by which failure counts as absence: a clause number, 本条, or None."""
    rectification: str
    note: str | None
    confidence: Confidence
    verified_on: str
    """The day on which the text behind it was last compared."""
    text_complete: bool
    text_missing: str | None
    readings: tuple[Reading, ...]
    digest: str
    """Changes when the rule, or anything its formulas rest on, changes."""
    source: str
    """`path:line` of the rule."""
    replaces: str | None


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a standard at item level."""

    ref: str
    address: str
    topic: str | None
    counted: bool
    not_encoded: str | None


@dataclass(frozen=True, slots=True)
class Panel:
    """People to whom the standard reserves the conclusion."""

    who: str
    clause: str
    at_least: int | None


@dataclass(frozen=True, slots=True)
class Succession:
    """What became of a clause in the next version of the family (`became` empty: nothing stands for it)."""

    clause: str
    became: tuple[str, ...]
    change: str


@dataclass(frozen=True, slots=True)
class Deferral:
    """A topic that a standard leaves to others."""

    topic: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Handling:
    """One candidate for the law that a hazard breaks and the law under which it is handled."""

    clauses: tuple[str, ...]
    """Clause numbers or chapters; empty: all clauses."""
    by_failure: bool
    violated: str | None
    handled_under: str | None
    confidence: Confidence
    text: str | None
    note: str | None

    def speaks_of(self, ref: str) -> bool:
        """Whether it is for a clause."""
        return not self.clauses or any(is_within(ref, part) for part in self.clauses)


def looks_like_reference(text: str) -> bool:
    """Whether a text is written as the id of a clause or rule, not as free text.

    >>> looks_like_reference("gongmao-2023/11.4"), looks_like_reference("《某规定》第五条")
    (True, False)
    """
    return _REFERENCE.fullmatch(text) is not None


def is_within(ref: str, part: str) -> bool:
    """Whether a clause is, or stands in, a part of its standard.

    >>> is_within("4.1", "4"), is_within("4.10", "4.1")
    (True, False)
    """
    return ref == part or ref.startswith(f"{part}.")


@dataclass(frozen=True, slots=True)
class Standard:
    """One version of a standard."""

    id: str
    title: str
    short_title: str
    number: str
    issuer: str
    kind: str
    family: str
    issued: str | None
    in_force_from: int
    repealed_from: int | None
    repeal_unproven: str | None
    scope_text: str
    defers: tuple[Deferral, ...]
    official_count: int
    clauses: tuple[Clause, ...]
    general_clauses: tuple[str, ...]
    """Clause numbers that are general rules (failure rule, exclusions, panel)."""
    failure_default: str | None
    """By which clause failure counts as absence: a clause number, 本条, 否; None if the standard says nothing."""
    panel: Panel | None
    readings: tuple[Reading, ...]
    succession: tuple[Succession, ...] = ()
    sources: tuple[str, ...] = ()
    handling: tuple[Handling, ...] = ()

    @property
    def is_editorial(self) -> bool:
        """Whether it is of the editors' own making, which is no legal basis."""
        return self.kind == EDITORIAL

    def is_in_force_on(self, day: int) -> bool:
        """Whether it is in force on a day (ordinal)."""
        return self.in_force_from <= day and (self.repealed_from is None or day < self.repealed_from)

    def clause(self, ref: str) -> Clause:
        """The clause of a number; KeyError if there is none."""
        for clause in self.clauses:
            if clause.ref == ref:
                return clause
        raise KeyError(ref)

    def name_of(self, ref: str) -> str:
        """A clause's address after the standard's short title."""
        address = self.clause(ref).address
        return f"{self.short_title}{' ' if address[:1].isascii() else ''}{address}"

    def cite(self, ref: str) -> str:
        """The full Chinese citation of a clause: title, document number (a law is cited without), address."""
        number = "" if self.kind == LAW else f"（{self.number}）"
        return f"《{self.title}》{number}{self.clause(ref).address}"


@dataclass(frozen=True)
class Library:
    """Everything judged with: vocabulary, standards, rules, rulings; and the digest of all files it came from."""

    types: dict[str, ObjectType]
    facts: dict[str, Fact]
    """By full name."""
    constraints: tuple[Constraint, ...]
    standards: dict[str, Standard]
    rules: tuple[Rule, ...]
    """In canonical order: standard id, clause order, rule id."""
    rulings: dict[str, Ruling]
    alternatives: dict[str, tuple[tuple[Knowledge, Formula], ...]] = field(default_factory=dict)
    """Of derived facts with a definition, by full name: each value with the formula under which it is taken."""
    digest: str = ""
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Former names and synonyms: word → full names."""
    drawings: tuple[Drawing, ...] = ()
    """In the order in which they are written."""
    tables: Tables = field(default_factory=Tables)

    def drawings_of(self, name: str) -> tuple[Drawing, ...]:
        """The drawings that show a fact (by full name) or an object type."""
        return tuple(each for each in self.drawings if name in each.facts or name in each.object_types)

    @cached_property
    def rule_by_id(self) -> dict[str, Rule]:
        """Rules by id."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """Readings by id."""
        found = {reading.id: reading for rule in self.rules for reading in rule.readings}
        found.update({reading.id: reading for std in self.standards.values() for reading in std.readings})
        return found

    def clause_cite(self, reference: str) -> str | None:
        """The full citation of `<standard>/<ref>`; None if there is no such clause."""
        standard, _, ref = reference.partition("/")
        found = self.standards.get(standard)
        if found is None or all(clause.ref != ref for clause in found.clauses):
            return None
        return found.cite(ref)

    def fact(self, object_type: str, name: str) -> Fact | None:
        """The fact of a name on a type or the nearest ancestor type that has it."""
        for carrier in self.types[object_type].chain:
            if found := self.facts.get(f"{carrier}.{name}"):
                return found
        return self.facts.get(f"{ANY_TYPE}.{name}")

    def __getstate__(self) -> dict[str, object]:
        state = dict(self.__dict__)
        state.pop("rule_by_id", None)
        state.pop("readings", None)
        return state
