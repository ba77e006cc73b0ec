"""The check list before issuing (出具前核对): what a person has to look up, choose, fill in or confirm before a paper goes out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from checklists.findings import Finding, ruling_lines
from checklists.open_questions import counted
from checklists.reasons import leaves_of
from checklists.records.fields import LegalFields, Printed, printed_observation
from checklists.records.outward import LeftOut
from checklists.sources import Source, source_of
from checklists.texts import BLANK, CONFIDENCE, RECORD
from judge.judging import Judgement
from judge.judging.observations import Observation, clause_of
from judge.resolve.resolved import Library, Rule, Standard
from judge.verdict.verdict import HITS, Outcome, Verdict

Numbered = tuple[int, Observation]
"""An inspector's own finding and its number in the paper."""
_KINDS = {"awaiting_panel": "事实", "editorial": "事实", "reading_open": "读法"}
"""What kind of opinion confirms a hazard that was left out for a reason, where it is not the text that was looked up."""


@dataclass(frozen=True, slots=True)
class ClauseCheck:
    """One cited clause: how well its text is known, and the numbers of the findings that cite it."""

    address: str
    grades: dict[str, None] = field(default_factory=dict)
    numbers: dict[int, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StandardCheck:
    """A cited standard: where to look it up, and its cited clauses by number."""

    name: str
    source: Source
    clauses: dict[str, ClauseCheck] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LawCheck:
    """One candidate for 违反条款 and 处理依据, and how well it is known."""

    violated: str | None
    handled_under: str | None
    known: str


@dataclass(frozen=True, slots=True)
class Confirming:
    """Left-out hazards, with the opinion that would put each into the outward record."""

    left_out: LeftOut
    opinions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BeforeIssuing:
    """Everything to tick."""

    left_out: tuple[Confirming, ...]
    standards: tuple[StandardCheck, ...]
    laws: tuple[LawCheck, ...]
    readings: tuple[str, ...]
    lapsed: tuple[str, ...]
    to_do: tuple[str, ...]
    """To fill in, choose, take along."""


def before_issuing(
    judgement: Judgement,
    library: Library,
    printed: Sequence[Printed],
    observations: Sequence[Numbered],
    left_out: Sequence[LeftOut],
) -> BeforeIssuing:
    """The check list for the findings of a working paper (`printed`: those that are or may be hazards)."""
    findings = [one.finding for one in printed]
    laws = [(one.finding.number, one.law) for one in printed]
    laws.extend((number, printed_observation(item, outward=True)) for number, item in observations)
    return BeforeIssuing(
        left_out=tuple(Confirming(one, tuple(_opinions(one))) for one in left_out),
        standards=tuple(_standards(findings, observations, library, judgement.visit.judged_on).values()),
        laws=tuple(dict.fromkeys(_laws(findings, observations))),
        readings=tuple(dict.fromkeys(_readings(findings, library))),
        lapsed=tuple(_lapsed(judgement.verdicts, library)),
        to_do=(
            *_of_visit(judgement),
            *_of_fields(laws),
            *((RECORD["deadlines"].format(numbers=_listed(number for number, _ in laws)),) if laws else ()),
            *_without_evidence(findings, judgement),
            *_without_photo(observations),
        ),
    )


def _standards(
    findings: Iterable[Finding], observations: Iterable[Numbered], library: Library, day: int
) -> dict[str, StandardCheck]:
    found: dict[str, StandardCheck] = {}
    for finding in findings:
        first, standard = finding.first, library.standards[finding.first.standard]
        if standard.is_editorial:
            continue
        _note(found, standard, first.clause, [_grade(library.rule_by_id[first.rule])], finding.number)
        refs = {clause.address: clause.ref for clause in standard.clauses}
        for address in dict.fromkeys(cite for one in finding.objects for cite in one.further):
            if address in refs:
                _note(found, standard, refs[address], [RECORD["no_grade"]], finding.number)
    for number, observation in observations:
        named = clause_of(observation.basis, library, day)
        if named is not None and not observation.is_editorial:
            grades = [_grade(rule) for rule in library.rules if (rule.standard, rule.clause) == named]
            _note(found, library.standards[named[0]], named[1], grades or [RECORD["no_grade"]], number)
    return found


def _note(found: dict[str, StandardCheck], standard: Standard, ref: str, grades: Iterable[str], number: int) -> None:
    name = RECORD["cited_standard"].format(title=standard.title, number=standard.number)
    check = found.setdefault(standard.id, StandardCheck(name, source_of(standard)))
    clause = check.clauses.setdefault(ref, ClauseCheck(standard.clause(ref).address))
    clause.grades.update(dict.fromkeys(grades))
    clause.numbers[number] = None


def _grade(rule: Rule) -> str:
    text = RECORD["complete"] if rule.text_complete else RECORD["incomplete"].format(missing=rule.text_missing or "")
    return RECORD["grade"].format(confidence=CONFIDENCE[rule.confidence], text=text, day=rule.verified_on)


def _laws(findings: Iterable[Finding], observations: Iterable[Numbered]) -> Iterator[LawCheck]:
    handling = [one for finding in findings for one, _ in finding.handling]
    shown = (observation for _, observation in observations if observation.level is not Outcome.UNDETERMINED)
    handling.extend(one for observation in shown for one in observation.handling)
    for one in handling:
        known = RECORD["known_by"].format(confidence=one.confidence, text=f"，{one.text}" if one.text else "")
        yield LawCheck(one.violated, one.handled_under, known)


def _readings(findings: Iterable[Finding], library: Library) -> Iterator[str]:
    for finding in findings:
        yield from (f"{finding.first.cite}：{line}" for line in ruling_lines(finding.first))
        ruled = {ruling.reading for ruling in finding.first.rulings}
        for reading in library.rule_by_id[finding.first.rule].readings:
            is_own = reading.id == f"{finding.first.rule}#{reading.name}"
            if is_own and reading.id not in ruled and finding.first.outcome in HITS:
                yield f"{finding.first.cite}：" + RECORD["reading_same"].format(reading=reading.question)


def _lapsed(verdicts: Iterable[Verdict], library: Library) -> Iterator[str]:
    for verdict in verdicts:
        opinion = verdict.overruling
        if opinion is not None and not opinion.in_force:
            yield RECORD["lapsed_opinion"].format(
                clause=library.standards[verdict.standard].name_of(verdict.clause),
                object=verdict.object_name,
                person=opinion.person,
                date=opinion.date,
                conclusion=opinion.conclusion,
                why=opinion.lapsed_because,
            )


def _of_visit(judgement: Judgement) -> Iterator[str]:
    model = judgement.visit.model
    people, power = model.occasion.inspectors, model.occasion.power
    if len(people) < 2:
        yield RECORD["few_inspectors"].format(count=len(people))
    yield from (RECORD["no_certificate"].format(name=p.name) for p in people if p.certificate is None)
    yield RECORD["no_power"] if power == "无" else RECORD["power_given"].format(power=power)
    if model.enterprise.credit_code is None:
        yield RECORD["no_credit_code"]
    if not model.scope.standards:
        yield RECORD["no_scope"]
    counts = counted(judgement.verdicts)
    if counts["undetermined"] or counts["not_examined"]:
        yield RECORD["still_open"].format(**{name: counts[name] for name in ("undetermined", "not_examined")})


def _of_fields(laws: Sequence[tuple[int, LegalFields]]) -> Iterator[str]:
    """Numbers with several candidates to choose from, and numbers with fields to fill in."""
    choices = [number for number, law in laws if law.is_choice]
    if choices:
        yield RECORD["choose"].format(numbers=_listed(choices))
    blanks: dict[str, list[int]] = {}
    for number, law in laws:
        blank = [
            RECORD[name]
            for name, values in (
                ("field_basis", [law.basis]),
                ("field_violated", [candidate.violated for candidate in law.candidates]),
                ("field_handled", [candidate.handled_under for candidate in law.candidates if law.is_handled]),
            )
            if BLANK["law"] in values
        ]
        if blank:
            blanks.setdefault("、".join(blank), []).append(number)
    for fields, numbers in blanks.items():
        yield RECORD["fill_in"].format(numbers=_listed(numbers), fields=fields)


def _listed(numbers: Iterable[int]) -> str:
    return "、".join(map(str, numbers))


def _without_evidence(findings: Iterable[Finding], judgement: Judgement) -> Iterator[str]:
    shown = {(answer.object, answer.key) for answer in judgement.visit.answers if answer.evidence}
    for finding in findings:
        bare = [
            verdict.object_name
            for verdict in finding.verdicts
            if not any((leaf.object, leaf.fact) in shown for s in verdict.situations for leaf in leaves_of(s.because))
        ]
        if bare:
            objects = "、".join(bare)
            yield RECORD["no_evidence"].format(number=finding.number, title=finding.headline, objects=objects)


def _without_photo(observations: Iterable[Numbered]) -> Iterator[str]:
    numbers = [number for number, observation in observations if not observation.photos]
    if numbers:
        yield RECORD["no_photo"].format(numbers=_listed(numbers))


def _opinions(left_out: LeftOut) -> Iterator[str]:
    """For each object the line to write under 意见, its digests filled in."""
    if not left_out.can_be_confirmed:
        return
    level, kind = left_out.rule.level, _KINDS.get(left_out.reason, "原文已核")
    step = "有权机关认定" if left_out.reason == "awaiting_panel" else "检查人员意见"
    for verdict in left_out.verdicts:
        yield (
            f"- {{规则: {_quoted(verdict.rule)}, 对象: {_quoted(verdict.object or '')}, 意见: {level}, 种类: {kind}, "
            f"层级: {step}, 人: ＿＿, 日期: ＿＿, 理由: ＿＿, 规则摘要: {verdict.rule_digest}, 依据摘要: {verdict.grounds_digest}}}"
        )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
