"""Reasons in plain words, for whom the outward record is written: question and answer, no signs, no scope of the standard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from checklists.reasons import ROOT_ID, Wording, fact_name, leaves_of, reason_lines
from checklists.texts import PLAIN
from judge.expr.formula import Derived, Elements, Formula, Sum, children, refs_of
from judge.judging import Judgement
from judge.resolve.resolved import FAILED, Fact, Library, Rule
from judge.verdict.verdict import Reason, Verdict

_EITHER = re.compile(r"(.)[不没]\1(.?)")
"""The words of a question that asks whether: 有没有, 是不是, 会不会有."""
_DONE = re.compile(r"[了过]吗|经过.*吗|已.*吗")
"""Words of a question that asks whether something was done."""
_THING = re.compile(r"^(有|内设)|风险$")
"""Facts whose name is that of a thing which is there."""


@dataclass(frozen=True, slots=True)
class PlainWording(Wording):
    """How facts of one visit read as question and answer."""

    library: Library | None = None
    types: Mapping[str, str] = field(default_factory=dict)
    """By object id."""
    standard: str = ""
    today: str = ""
    """How the day judged on is called."""

    def fact_of(self, leaf: Reason) -> Fact | None:
        """The fact behind a leaf."""
        object_type = self.types.get(leaf.object or "")
        if self.library is None or object_type is None or leaf.fact is None:
            return None
        return self.library.fact(object_type, leaf.fact.partition("∋")[0].partition("@")[0])

    def text_of(self, node: Reason) -> str:
        """A node as question and answer."""
        plainly = (node.plainly or "").replace(PLAIN["judged_on"], self.today)
        if node.kind == "element" and self.library is not None:
            clauses = {clause.ref: clause.address for clause in self.library.standards[self.standard].clauses}
            return clauses.get(node.text, node.text)
        if node.kind == "fact" and node.fact is not None and node.value is not None:
            answer = self._answer(node.fact, node.value, self.fact_of(node))
            return PLAIN["with_limit"].format(answer=answer, limit=plainly) if plainly else answer
        if node.kind == "group":
            return plainly or PLAIN["group"]
        return plainly or Wording.text_of(self, node)

    def of_other(self, object_id: str, values: str) -> str:
        """What is said of another object than the one that is judged."""
        return PLAIN["of_other"].format(object=self.name_of(object_id), values=values)

    def _answer(self, key: str, value: str, fact: Fact | None) -> str:
        name, _, option = key.partition("∋")
        if option and value in ("是", "否"):
            return PLAIN["chosen" if value == "是" else "not_chosen"].format(fact=name.partition("@")[0], option=option)
        return PLAIN["answer"].format(fact=fact_name(key), value=_value(value, fact))


def _value(value: str, fact: Fact | None) -> str:
    """An answer in the words of its question.

    >>> _value("否", None)
    '否'
    """
    if fact is None:
        return value
    if fact.kind == "设施":
        return (
            PLAIN["or"].join(PLAIN["absent"] if one == "无" else one for one in value.split("或")) if value else value
        )
    if fact.kind != "是否" or value not in ("是", "否"):
        return value
    found = _EITHER.search(fact.question)
    if found is None:
        return PLAIN["absent"] if value == "否" and _DONE.search(fact.question) else value
    if value == "是":
        return PLAIN["present"] if _THING.search(fact.name) else value
    is_being = found[1] == "是" or fact.name.startswith("属")
    return PLAIN["is_not" if is_being else "absent"] if found[1] in "是有" or found[2] == "有" else value


def plain_wording(judgement: Judgement, library: Library, standard: str, own: str | None) -> PlainWording:
    """The plain wording for a verdict of a standard on an object."""
    visit = judgement.visit
    is_today = visit.judged_on in {day.toordinal() for day in visit.model.occasion.dates}
    return PlainWording(
        names=visit.names,
        titles={},
        own=own,
        library=library,
        types={instance.id: instance.type for instance in visit.objects},
        standard=standard,
        today=PLAIN["day"] if is_today else PLAIN["judged_on"],
    )


def plain_lines(verdict: Verdict, judgement: Judgement, library: Library) -> list[str]:
    """All that was found behind a verdict, each thing once, without what only opens the scope and, at other objects than
    the enterprise, without what the enterprise is."""
    wording = plain_wording(judgement, library, verdict.standard, verdict.object)
    rule = library.rule_by_id[verdict.rule]
    premises = premises_of(rule, wording)

    def is_told(leaf: Reason) -> bool:
        if leaf.kind == "ruling" or premises(leaf):
            return False
        return leaf.object != ROOT_ID or verdict.object in (None, ROOT_ID) or not _is_applying(leaf, rule, wording)

    parts = chain.from_iterable(s.because.parts or (s.because,) for s in verdict.situations)
    kept = tuple(dict.fromkeys(part for part in _pruned(parts, is_told)))
    return reason_lines(Reason("group", "", parts=kept), wording) if kept else []


def _pruned(parts: Iterable[Reason], is_told: Callable[[Reason], bool]) -> Iterator[Reason]:
    for part in parts:
        if not part.parts:
            if is_told(part):
                yield part
            continue
        inner = tuple(_pruned(part.parts, is_told))
        if inner or part.kind != "group":
            yield replace(part, parts=inner)


def premises_of(rule: Rule, wording: PlainWording) -> Callable[[Reason], bool]:
    """Which leaves only open the scope of the rule's standard."""
    scope = _facts((rule.in_scope,)) - _facts(_whens(rule))
    return lambda leaf: (fact := wording.fact_of(leaf)) is not None and fact.full_name in scope


def _is_applying(leaf: Reason, rule: Rule, wording: PlainWording) -> bool:
    fact = wording.fact_of(leaf)
    return fact is not None and fact.full_name in _facts((rule.in_scope, rule.applies)) - _facts(_whens(rule))


def _whens(rule: Rule) -> tuple[Formula, ...]:
    exemptions = (*rule.exemptions, *(one for s in rule.situations for one in s.exemptions))
    return (*(s.when for s in rule.situations), *(one.when for one in exemptions))


def _facts(formulas: Iterable[Formula]) -> frozenset[str]:
    """The facts that formulas ask for, without those of counted elements, which repeat the scope of their own clauses."""
    found: set[str] = set()
    pending = list(formulas)
    while pending:
        formula = pending.pop()
        if isinstance(formula, Elements):
            continue
        parts = children(formula)
        pending.extend(parts)
        match formula:
            case Derived(atom, _):
                found.update(ref.fact for ref in refs_of(atom))
            case Sum(_, _, ref, _, _):
                found.add(ref.fact)
            case _ if not parts:
                found.update(ref.fact for ref in refs_of(formula))
    return frozenset(found)


def plain_heading(verdict: Verdict) -> str:
    """What was found, as the heading of a finding: no more than the situations that hold, and what of it is there but fails."""
    heading = "；".join(situation.name for situation in verdict.situations)
    by_general_clause: dict[str, bool] = {}
    for situation in verdict.situations:
        for leaf in leaves_of(situation.because):
            if leaf.fact is not None and leaf.value == FAILED:
                # a clause that names failure itself is cited alone; else the general clause on failure is cited with it
                name = fact_name(leaf.fact)
                by_general_clause[name] = by_general_clause.get(name, False) or len(situation.cites) > 1
    if not heading or not by_general_clause:
        return heading or verdict.title
    form = "failed" if any(by_general_clause.values()) else "failed_by_own_clause"
    return PLAIN[form].format(heading=heading, names="、".join(by_general_clause))
