"""A rule's decision as a row of gates: scope, premise, situations, exemptions, each with what lies behind it; and as a tree
in text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from judge.authoring.telling.decision_words import (
    APPLIES,
    ASKS,
    EXEMPTION,
    EXEMPTIONS,
    FAILS,
    GENERAL,
    HITS,
    INCOMPLETE,
    LEADS_TO,
    OBJECT,
    OF_SITUATION,
    OPEN,
    OPEN_WHY,
    OUTCOMES,
    PASSED,
    PASSES,
    ROOT,
    SAME_CAUSE,
    SCOPE,
    SITUATION,
    SITUATIONS,
    TITLES,
    TREE,
    numeral,
)
from judge.authoring.telling.sentences import Sentence, Speaker
from judge.expr.formula import TRUE
from judge.resolve.resolved import ROOT_TYPE, Exemption, Library, Rule, Situation


@dataclass(frozen=True, slots=True)
class Branch:
    """Something that may hold at a gate: its title (empty for a premise), its condition, its own exemptions, a note."""

    title: str
    condition: Sentence
    exemptions: tuple[Branch, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """One step: past it, or out by `outcome`."""

    kind: str
    branches: tuple[Branch, ...]
    outcome: str

    @property
    def title(self) -> str:
        """What is asked here, and how one gets past."""
        return f"{TITLES[self.kind]}：{ASKS[self.kind]}"

    @property
    def fails(self) -> str:
        """When one leaves here."""
        return FAILS[self.kind]

    @property
    def passes(self) -> str:
        """When one gets past."""
        return PASSES[self.kind]


@dataclass(frozen=True, slots=True)
class Decision:
    """How a rule decides: past all gates it hits; what is open and could change that leaves it undetermined."""

    object: str
    gates: tuple[Gate, ...]
    hit: str
    level: str
    open: str = OPEN
    open_why: str = OPEN_WHY


def decision_of(rule: Rule, library: Library) -> Decision:
    """The decision of a rule."""
    speaker = Speaker(library, rule)
    gates = []
    if rule.in_scope != TRUE:
        gates.append(Gate(SCOPE, (Branch("", speaker.say(rule.in_scope)),), OUTCOMES[SCOPE]))
    if rule.applies != TRUE:
        gates.append(Gate(APPLIES, (Branch("", speaker.say(rule.applies)),), _outcome(APPLIES, rule)))
    situations = tuple(_situation(n, situation, rule, speaker) for n, situation in enumerate(rule.situations, 1))
    gates.append(Gate(SITUATIONS, situations, _outcome(SITUATIONS, rule)))
    if rule.exemptions:
        exemptions = tuple(_exemption(e, EXEMPTION, rule, speaker) for e in rule.exemptions)
        gates.append(Gate(EXEMPTIONS, exemptions, _outcome(EXEMPTIONS, rule)))
    form = ROOT if rule.object_type == ROOT_TYPE else OBJECT
    level = str(rule.level)
    return Decision(
        object=form.format(type=rule.object_type),
        gates=tuple(gates),
        hit=HITS[level if rule.text_complete else "疑似"],
        level=level,
    )


def _outcome(gate: str, rule: Rule) -> str:
    return OUTCOMES[gate] if rule.text_complete else INCOMPLETE


def _situation(number: int, situation: Situation, rule: Rule, speaker: Speaker) -> Branch:
    cause = situation.same_cause_as
    title = SITUATION.format(number=numeral(number) if len(rule.situations) > 1 else "", name=situation.name)
    standard = speaker.library.standards[rule.standard]
    return Branch(
        title,
        speaker.say(situation.when),
        tuple(_exemption(e, OF_SITUATION, rule, speaker) for e in situation.exemptions),
        SAME_CAUSE.format(clause=standard.clause(cause).address) if cause else "",
    )


def _exemption(exemption: Exemption, form: str, rule: Rule, speaker: Speaker) -> Branch:
    name = exemption.name
    if exemption.clause is not None:
        clause = speaker.library.standards[rule.standard].clause(exemption.clause).address
        name = GENERAL.format(name=name, clause=clause)
    return Branch(form.format(name=name), speaker.say(exemption.when))


# ---- as text ----


@dataclass(frozen=True, slots=True)
class _Twig:
    text: str
    twigs: tuple[_Twig, ...] = ()


def tree_lines(decision: Decision) -> list[str]:
    """The decision as an indented tree of lines."""
    twigs = [_gate(gate) for gate in decision.gates]
    twigs.append(_Twig(PASSED.format(hit=decision.hit)))
    open_ = LEADS_TO.format(why=decision.open_why, outcome=decision.open)
    return [decision.object, *_drawn(twigs, ""), open_]


def _gate(gate: Gate) -> _Twig:
    out = _Twig(LEADS_TO.format(why=gate.fails, outcome=gate.outcome))
    twigs: list[_Twig] = []
    for branch in gate.branches:
        twigs.extend(_branch(branch))
    return _Twig(gate.title, (*twigs, out))


def _branch(branch: Branch) -> list[_Twig]:
    inside = _sentence(branch.condition)
    if branch.title and not (inside.twigs or branch.exemptions or branch.note):
        return [_Twig(f"{branch.title}：{inside.text}")]
    own = [twig for exemption in branch.exemptions for twig in _branch(exemption)]
    note = [_Twig(branch.note)] if branch.note else []
    return [_Twig(f"{branch.title}：", (inside, *own, *note))] if branch.title else [inside]


def _sentence(sentence: Sentence) -> _Twig:
    if not sentence.parts:
        return _Twig(sentence.text)
    return _Twig(f"{sentence.text}：", tuple(map(_sentence, sentence.parts)))


def _drawn(twigs: Sequence[_Twig], indent: str) -> Iterator[str]:
    for n, twig in enumerate(twigs):
        is_last = n == len(twigs) - 1
        yield indent + TREE["last" if is_last else "branch"] + twig.text
        yield from _drawn(twig.twigs, indent + TREE["blank" if is_last else "down"])
