"""Which hazards stand in the outward record (检查记录), and which are left out of it, why, and what to do about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from checklists.findings import Finding, FindingMaker, object_name
from checklists.texts import OUTCOMES, RECORD
from judge.judging import Judgement
from judge.resolve.resolved import Confidence, Level, Library, Rule
from judge.verdict.verdict import HITS, Outcome, Reason, Standing, Verdict

HAZARDS = (Outcome.MAJOR, Outcome.ORDINARY)
_WEAK = frozenset({Confidence.ONE_SOURCE, Confidence.MEMORY})
_REASONS = {
    Standing.TEXT_INCOMPLETE: "text_incomplete",
    Standing.READING_OPEN: "reading_open",
    Standing.AWAITING_PANEL: "awaiting_panel",
    Standing.UNCONFIRMED: "unconfirmed",
}
Key = tuple[str, str | None]
"""A verdict's rule and object."""


@dataclass(slots=True)
class LeftOut:
    """One rule whose hazards do not stand in the outward record, for one reason."""

    rule: Rule
    reason: str
    cite: str
    title: str
    outcome: str
    why: str
    remedy: str
    verdicts: list[Verdict] = field(default_factory=list)
    can_be_confirmed: bool = True
    """Whether an opinion can put it into the record."""

    @property
    def objects(self) -> list[str]:
        """The names of its objects."""
        return [object_name(verdict) for verdict in self.verdicts]


@dataclass(frozen=True, slots=True)
class Outward:
    """What the outward record says of hazards, and what it does not."""

    major: tuple[Finding, ...]
    ordinary: tuple[Finding, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that stand, in the order in which they are printed."""
        return (*self.major, *self.ordinary)


def outward_of(judgement: Judgement, library: Library) -> Outward:
    """Splits what a judgement found into what the outward record says and what is left out of it."""
    standing: list[Verdict] = []
    left: dict[tuple[str, str], LeftOut] = {}
    for verdict in judgement.verdicts:
        reason = left_out_because(verdict, library)
        if reason is None:
            if verdict.effective in HAZARDS:
                standing.append(verdict)
        else:
            left.setdefault((verdict.rule, reason), _left_out(verdict, reason, library)).verdicts.append(verdict)
    merged = _merged(standing, judgement)
    maker = FindingMaker(judgement, library, outward=True)
    kept = [verdict for verdict in standing if _key(verdict) not in merged]
    major = maker.grouped([v for v in kept if v.effective is Outcome.MAJOR])
    ordinary = maker.grouped([v for v in kept if v.effective is Outcome.ORDINARY])
    for number, finding in enumerate((*major, *ordinary), 1):
        finding.number = number
        own = {_key(verdict) for verdict in finding.verdicts}
        cites = dict.fromkeys(_merged_text(v) for v in standing if _key(v) in merged and merged[_key(v)] in own)
        finding.overlap = RECORD["merged"].format(cites="、".join(cites)) if cites else ""
    return Outward(tuple(major), tuple(ordinary), tuple(left.values()))


def _merged_text(verdict: Verdict) -> str:
    """A merged verdict's clause, with what was found by it."""
    names = "；".join(situation.name for situation in verdict.situations)
    return RECORD["merged_one"].format(cite=verdict.cite, situations=names) if names else verdict.cite


def left_out_because(verdict: Verdict, library: Library) -> str | None:
    """The reason (a key of the texts) why a verdict on a hazard does not stand in the outward record; None if it does, or
    is not about a hazard at all."""
    if verdict.effective in HAZARDS:
        if verdict.is_confirmed:
            return None
        if library.standards[verdict.standard].is_editorial:
            return "editorial"
        for standing, reason in _REASONS.items():
            if standing in verdict.standings:
                return reason
        return "elements_unconfirmed" if _weak_elements(verdict, library) else None
    if verdict.effective is Outcome.SUSPECTED:
        return "text_incomplete"
    if verdict.outcome in HITS and verdict.outcome is not Outcome.ELEMENT and verdict.is_confirmed:
        return "overruled"
    if verdict.lean is not None and verdict.effective is Outcome.UNDETERMINED:
        is_element = library.rule_by_id[verdict.rule].level is Level.ELEMENT
        return None if is_element else "exemption_open"
    return None


def _left_out(verdict: Verdict, reason: str, library: Library) -> LeftOut:
    standard = library.standards[verdict.standard]
    panel = standard.panel
    return LeftOut(
        rule=library.rule_by_id[verdict.rule],
        reason=reason,
        cite=verdict.cite,
        title=verdict.title,
        outcome=OUTCOMES[verdict.outcome],
        why=RECORD[f"why_{reason}"],
        remedy=RECORD[f"remedy_{reason}"].format(panel=panel.who if panel is not None else ""),
        can_be_confirmed=reason not in ("overruled", "exemption_open"),
    )


def _weak_elements(verdict: Verdict, library: Library) -> bool:
    """Whether a counting clause is met only with elements whose own text is not confirmed, or known in part."""
    counted = {ref for situation in verdict.situations for ref in _elements(situation.because)}
    return any(
        rule.standard == verdict.standard
        and rule.clause in counted
        and (rule.confidence in _WEAK or not rule.text_complete)
        for rule in library.rules
    )


def _elements(reason: Reason) -> Iterator[str]:
    if reason.kind == "element":
        yield reason.text
    for part in reason.parts:
        yield from _elements(part)


def _key(verdict: Verdict) -> Key:
    return verdict.rule, verdict.object


def _merged(standing: Sequence[Verdict], judgement: Judgement) -> dict[Key, Key]:
    """Verdicts that the inspector merged into that of a main clause (主条), which stands itself and is no less grave."""
    outcomes = {_key(verdict): verdict.effective for verdict in standing}
    found: dict[Key, Key] = {}
    for choice in judgement.visit.model.main_clauses:
        main = (choice.rule, choice.object)
        for key in ((rule, choice.object) for rule in choice.with_rules):
            if key == main or main not in outcomes or key not in outcomes:
                continue
            if outcomes[main] in (Outcome.MAJOR, outcomes[key]):
                found[key] = main
    return {key: main for key, main in found.items() if main not in found}
