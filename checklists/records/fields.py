"""A finding as both papers print it: three separate fields of law, what was seen, what is demanded, who says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checklists.findings import Finding
from checklists.texts import BLANK, RECORD
from judge.judging.handling import is_penalty
from judge.judging.observations import Observation
from judge.resolve.resolved import Level, Library
from judge.verdict.verdict import HandledBy, Outcome

LADDER = ("系统提示", "检查人员意见", "有权机关认定")
_SURE = frozenset({"官方原文", "两个来源"})
_MARKS = "①②③④⑤⑥⑦⑧⑨⑩"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate for 违反条款 and 处理依据; of several, `mark` ties the two together."""

    mark: str
    violated: str
    handled_under: str
    remark: str
    """When it is the one to choose, how well it is known, for which objects."""


@dataclass(frozen=True, slots=True)
class LegalFields:
    """判定依据, and the candidates for 违反条款 and 处理依据; blanks where the library does not know."""

    basis: str
    candidates: tuple[Candidate, ...]
    is_handled: bool = True
    """Whether 处理依据 is printed: what is not yet held to be a hazard is not handled."""

    @property
    def is_choice(self) -> bool:
        """Whether who inspects has to choose."""
        return len(self.candidates) > 1


@dataclass(frozen=True, slots=True)
class Printed:
    """A finding with what the papers add to it."""

    finding: Finding
    law: LegalFields
    rectification: tuple[str, ...]
    step: str
    """How far up the ladder it has come: the machine's hint, an inspector's opinion, the competent authority."""
    mark: str
    """What kind of finding it is where that must be said (编者建议)."""


def printed(finding: Finding, library: Library, *, outward: bool) -> Printed:
    """A finding for a paper. The outward record cites plainly, and leaves a field blank rather than cite what is not sure."""
    first = finding.first
    rule = library.rule_by_id[first.rule]
    is_lowered = first.effective is Outcome.ORDINARY and rule.level is Level.MAJOR
    known = tuple(one for one, _ in finding.handling)
    penalty = first.cite if is_penalty(first.cite, known) else None
    if finding.is_editorial or is_lowered or penalty is not None:
        basis = BLANK["law"]
    else:
        is_sure = outward or all(verdict.is_confirmed for verdict in finding.verdicts)
        basis = "、".join((first.cite if is_sure else finding.cite, *(finding.shared_further or ())))
    situations = {situation.name: situation.rectification for situation in rule.situations}
    own = (situations.get(name) for name in finding.situations)
    return Printed(
        finding=finding,
        law=LegalFields(basis, _candidates(finding.handling, outward=outward, penalty=penalty)),
        rectification=tuple(dict.fromkeys((rule.rectification, *(text for text in own if text)))),
        step=_step(finding),
        mark=RECORD["editorial"] if finding.is_editorial else RECORD["lowered"] if is_lowered and not outward else "",
    )


def printed_observation(observation: Observation, *, outward: bool) -> LegalFields:
    """The fields of law of an inspector's own finding. What names only the 处理依据 is no 判定依据; and as long as the level
    is open, nothing is said of how it is handled."""
    is_open = observation.level is Outcome.UNDETERMINED
    handling = observation.handling
    if is_open:
        by_violated = {one.violated: one for one in reversed(handling)}
        handling = tuple(one for one in handling if by_violated[one.violated] is one)
    penalty = observation.cite if observation.is_penalty else None
    basis = observation.cite if penalty is None else None
    candidates = _candidates(((one, ()) for one in handling), outward=outward, penalty=penalty)
    return LegalFields(basis or BLANK["law"], candidates, is_handled=not is_open)


def _candidates(
    handling: Iterable[tuple[HandledBy, tuple[str, ...]]], *, outward: bool, penalty: str | None
) -> tuple[Candidate, ...]:
    """The candidates that a paper prints; `penalty` is what the finding itself names as 处理依据."""
    known = [pair for pair in handling if not outward or pair[0].confidence in _SURE]
    if not known:
        return (Candidate("", BLANK["law"], penalty or BLANK["law"], ""),)
    return tuple(
        Candidate(
            mark=_MARKS[number : number + 1] if len(known) > 1 else "",
            violated=one.violated or BLANK["law"],
            handled_under=one.handled_under or BLANK["law"],
            remark="；".join(_remark(one, names)),
        )
        for number, (one, names) in enumerate(known)
    )


def _remark(one: HandledBy, names: tuple[str, ...]) -> Iterable[str]:
    if names:
        yield RECORD["only_objects"].format(names="、".join(names))
    if one.note:
        yield one.note
    known = RECORD["known_by"].format(confidence=one.confidence, text=f"，{one.text}" if one.text else "")
    yield RECORD["known_by_remark"].format(known=known)


def _step(finding: Finding) -> str:
    """The lowest step that any of its verdicts stands on."""
    steps = [
        v.overruling.step if v.overruling is not None and v.overruling.in_force else LADDER[0] for v in finding.verdicts
    ]
    return min(steps, key=LADDER.index)
