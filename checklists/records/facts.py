"""Facts seen (检查所见): the answers that the hazards of the outward record rest on, by object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from checklists.findings import Finding
from checklists.plain import plain_wording, premises_of
from checklists.reasons import leaves_of
from checklists.texts import RECORD, TEXTS
from judge.judging import Judgement
from judge.resolve.given import Answer
from judge.resolve.resolved import Library
from judge.verdict.verdict import Reason


@dataclass(frozen=True, slots=True)
class SeenFact:
    """One answer in plain words, and what was noted with it."""

    text: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeenObject:
    """One object, what was found of it, and the numbers of the findings in which that counts."""

    name: str
    facts: dict[tuple[str, str], SeenFact] = field(default_factory=dict)
    findings: dict[int, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FactsSeen:
    """Facts by object; and what opens the scope of the standards, which is no finding."""

    objects: tuple[SeenObject, ...]
    premises: tuple[SeenObject, ...]


def facts_seen(findings: Iterable[Finding], judgement: Judgement, library: Library) -> FactsSeen:
    """The answers behind findings, objects in the order of the visit."""
    answers = {(answer.object, answer.key): answer for answer in judgement.visit.answers}
    names = judgement.visit.names
    by_object: dict[str, SeenObject] = {}
    scope: dict[str, SeenObject] = {}
    for finding in findings:
        wording = plain_wording(judgement, library, finding.first.standard, None)
        is_premise = premises_of(library.rule_by_id[finding.first.rule], wording)
        for leaf in _leaves(finding):
            if leaf.object is None or leaf.fact is None or leaf.object not in names:
                continue
            value = leaf.value or ""
            told = tuple(_told(answers.get((leaf.object, leaf.fact))))
            of_kind = scope if is_premise(leaf) else by_object
            seen = of_kind.setdefault(leaf.object, SeenObject(names[leaf.object]))
            known = seen.facts.get((leaf.fact, value))
            if known is None or (leaf.plainly is not None and leaf.plainly not in known.text):
                seen.facts[leaf.fact, value] = SeenFact(wording.text_of(leaf), told)
            seen.findings[finding.number] = None
    order = [instance.id for instance in judgement.visit.objects]
    return FactsSeen(
        objects=tuple(by_object[name] for name in order if name in by_object),
        premises=tuple(scope[name] for name in order if name in scope),
    )


def _leaves(finding: Finding) -> Iterator[Reason]:
    for verdict in finding.verdicts:
        for situation in verdict.situations:
            yield from leaves_of(situation.because)


def _told(answer: Answer | None) -> Iterator[str]:
    """Who found it, and what was noted; nothing for what follows from other answers."""
    if answer is None:
        return
    if answer.note:
        yield answer.note
    if answer.evidence:
        yield TEXTS["evidence"].format(evidence="、".join(answer.evidence))
    if answer.sampled:
        yield TEXTS["sampled"].format(part=answer.sampled[0], total=answer.sampled[1])
    if answer.declared:
        yield TEXTS["declared_answer"]
    if who := "，".join(part for part in (answer.by, answer.at) if part):
        yield RECORD["by"].format(who=who)
