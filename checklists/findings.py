"""Verdicts into findings: one clause with one cause is one finding that lists its objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from checklists.plain import plain_heading, plain_lines
from checklists.reasons import ROOT_ID, cure_lines, fact_name, leaves_of, leaving_lines, reason_lines, wording_of
from checklists.texts import OUTCOMES, STANDINGS, TEXTS
from judge.judging import Judgement
from judge.resolve.resolved import Level, Library
from judge.verdict.verdict import HITS, HandledBy, Outcome, Standing, Verdict

PROVISIONAL = frozenset({Standing.UNCONFIRMED, Standing.TEXT_INCOMPLETE})


@dataclass(frozen=True, slots=True)
class FoundObject:
    """One object of a finding: why it is hit and what would clear it."""

    name: str
    further: tuple[str, ...]
    """Clauses that its reasons stand on beside the rule's own (the failure rule)."""
    reasons: tuple[tuple[str, tuple[str, ...]], ...]
    """Situation, lines."""
    cures: tuple[str, ...]
    leaving: tuple[str, ...]
    records: tuple[str, ...]
    """Notes, evidence, samples and who declared it, of the answers that the reasons rest on."""
    fix_on_spot: str | None
    opinion: tuple[str, ...]
    """A person's opinion, and what the machine says against it."""
    declared: str | None
    """What it would be if what the firm declared itself is confirmed."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """All that is to be said beside the reasons, line by line."""
        fix = (TEXTS["fix_on_spot"].format(what=self.fix_on_spot),) if self.fix_on_spot else ()
        records = (TEXTS["recorded"].format(what=what) for what in self.records)
        return (*records, *fix, *self.opinion, *((self.declared,) if self.declared else ()))


@dataclass(slots=True)
class Finding:
    """One rule met by one set of situations on some objects."""

    first: Verdict
    headline: str
    cite: str
    standings: tuple[str, ...]
    situations: tuple[str, ...]
    is_element: bool
    is_editorial: bool
    """Whether its rule comes from the editors, not from a law (编者建议)."""
    rulings: tuple[str, ...]
    objects: list[FoundObject] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    number: int = 0
    overlap: str = ""

    @property
    def shared_further(self) -> tuple[str, ...] | None:
        """The further clauses cited, where they are the same for all of its objects."""
        return _shared(found.further for found in self.objects)

    @property
    def handling(self) -> tuple[tuple[HandledBy, tuple[str, ...]], ...]:
        """Candidates for 违反条款 and 处理依据, each with the names of its objects where it is not for all of them."""
        found: dict[HandledBy, dict[str, None]] = {}
        for verdict in self.verdicts:
            for candidate in verdict.handling:
                found.setdefault(candidate, {})[verdict.object_name] = None
        every = {verdict.object_name for verdict in self.verdicts}
        return tuple((one, () if names.keys() == every else tuple(names)) for one, names in found.items())

    @property
    def missing(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Questions still open, each with the names of the objects that it is asked of."""
        asked: dict[str, dict[str, None]] = {}
        for verdict in self.verdicts:
            for missing in verdict.missing.relevant:
                asked.setdefault(missing.question, {})[verdict.object_name] = None
        return tuple((question, tuple(names)) for question, names in asked.items())

    @property
    def shared_cures(self) -> tuple[str, ...] | None:
        """What would clear each of its objects, where that is the same for all of them."""
        return _shared(found.cures for found in self.objects)

    @property
    def shared_leaving(self) -> tuple[str, ...] | None:
        """The temporary measures, where they are the same for all of its objects."""
        return _shared(found.leaving for found in self.objects)


def _shared(lines: Iterable[tuple[str, ...]]) -> tuple[str, ...] | None:
    different = set(lines)
    return different.pop() if len(different) == 1 else None


@dataclass(frozen=True, slots=True)
class Findings:
    """All findings of a judgement by what counts of them."""

    major: tuple[Finding, ...]
    ordinary: tuple[Finding, ...]
    suspected: tuple[Finding, ...]
    leaning: tuple[Finding, ...]
    """Hazards unless an exemption, still open, holds."""
    overruled: tuple[Finding, ...]
    """What the machine holds to be a hazard and a person does not."""
    elements: tuple[Finding, ...]

    @property
    def all(self) -> tuple[Finding, ...]:
        """All of them in the order in which they are printed and numbered."""
        return (*self.major, *self.ordinary, *self.suspected, *self.leaning, *self.overruled, *self.elements)


def findings_of(judgement: Judgement, library: Library) -> Findings:
    """The findings of a judgement, numbered through in the order in which they are printed."""
    maker = FindingMaker(judgement, library)
    parts: dict[str, list[Verdict]] = {}
    for verdict in judgement.verdicts:
        parts.setdefault(_part(verdict), []).append(verdict)
    found = {name: maker.grouped(verdicts) for name, verdicts in parts.items()}
    order = ("major", "ordinary", "suspected", "leaning", "overruled", "elements")
    numbered = [finding for name in order for finding in found.get(name, ())]
    for number, finding in enumerate(numbered, 1):
        finding.number = number
    _mark_overlaps([f for name in order[:3] for f in found.get(name, ())], judgement, library)
    return Findings(**{name: tuple(found.get(name, ())) for name in order})


def _part(verdict: Verdict) -> str:
    if verdict.effective is Outcome.MAJOR:
        return "major"
    if verdict.effective is Outcome.ORDINARY:
        return "ordinary"
    if verdict.effective is Outcome.SUSPECTED:
        return "suspected"
    if verdict.effective is Outcome.ELEMENT:
        return "elements"
    if verdict.outcome in HITS:
        return "overruled"
    return "leaning" if verdict.lean is not None else "other"


class FindingMaker:
    """Makes findings of the verdicts of one judgement; `outward`: headed by what was found and told in plain words, and
    what was noted of the enterprise as a whole stands elsewhere on the paper, not with every finding again."""

    def __init__(self, judgement: Judgement, library: Library, *, outward: bool = False) -> None:
        self._library = library
        self._outward = outward
        self._fixes = {(fix.rule, fix.object): fix for fix in judgement.visit.model.fixes}
        self._judgement = judgement
        self._answers = {(answer.object, answer.key): answer for answer in judgement.visit.answers}

    def grouped(self, verdicts: Sequence[Verdict]) -> list[Finding]:
        """One finding for each rule and set of situations, not yet numbered."""
        found: dict[tuple[object, ...], Finding] = {}
        for verdict in verdicts:
            names = tuple(s.name for s in verdict.situations)
            heading = plain_heading(verdict) if self._outward else names
            key = (verdict.rule, heading, verdict.standings, verdict.outcome, verdict.effective)
            finding = found.setdefault(key, self._finding(verdict, names))
            finding.verdicts.append(verdict)
            finding.objects.append(self._object(verdict))
        return list(found.values())

    def _finding(self, verdict: Verdict, names: tuple[str, ...]) -> Finding:
        is_editorial = self._library.standards[verdict.standard].is_editorial
        provisional = PROVISIONAL.intersection(verdict.standings) and verdict.effective in HITS
        form = "editorial_cite" if is_editorial else "provisional" if provisional else "cite"
        return Finding(
            first=verdict,
            headline=plain_heading(verdict) if self._outward else verdict.title,
            cite=TEXTS[form].format(cite=verdict.cite),
            standings=tuple(STANDINGS[s] for s in verdict.standings if STANDINGS[s]),
            situations=names,
            is_element=self._library.rule_by_id[verdict.rule].level is Level.ELEMENT,
            is_editorial=is_editorial,
            rulings=ruling_lines(verdict),
        )

    def _object(self, verdict: Verdict) -> FoundObject:
        wording = wording_of(self._judgement, self._library, verdict.standard, verdict.object)
        holds = verdict.if_declared_holds
        if self._outward:
            told = tuple(plain_lines(verdict, self._judgement, self._library))
            reasons: tuple[tuple[str, tuple[str, ...]], ...] = (("", told),) if told else ()
        else:
            reasons = tuple((s.name, tuple(reason_lines(s.because, wording))) for s in verdict.situations)
        return FoundObject(
            name=object_name(verdict),
            further=tuple(_further_cites(verdict)),
            reasons=reasons,
            cures=tuple(cure_lines(verdict.cures, wording)),
            leaving=tuple(leaving_lines(verdict.cures, wording)),
            records=tuple(dict.fromkeys(self._records(verdict))),
            fix_on_spot=self._fix(verdict),
            opinion=tuple(_opinion_lines(verdict)),
            declared=TEXTS["declared"].format(outcome=OUTCOMES[holds]) if holds is not None else None,
        )

    def _fix(self, verdict: Verdict) -> str | None:
        """What was put right on the spot, by whom and when."""
        if verdict.fix_on_spot is None:
            return None
        fix = self._fixes[verdict.rule, verdict.object or ""]
        return TEXTS["fix_by"].format(what=fix.what, who="，".join(part for part in (fix.by, fix.at) if part))

    def _records(self, verdict: Verdict) -> Iterator[str]:
        """What was noted with the answers that the reasons rest on: notes, evidence, sampling, who declared it."""
        for situation in verdict.situations:
            for leaf in leaves_of(situation.because):
                answer = self._answers.get((leaf.object or "", leaf.fact or ""))
                if answer is None or (self._outward and answer.object == ROOT_ID != verdict.object):
                    continue
                told = [answer.note] if answer.note else []
                if answer.evidence:
                    told.append(TEXTS["evidence"].format(evidence="、".join(answer.evidence)))
                if answer.sampled:
                    told.append(TEXTS["sampled"].format(part=answer.sampled[0], total=answer.sampled[1]))
                if answer.declared:
                    told.append(TEXTS["declared_answer"])
                if answer.bulk:
                    told.append(TEXTS["bulk"])
                if answer.carried_over:
                    told.append(TEXTS["carried_over"].format(visit=answer.carried_over))
                if told:
                    yield TEXTS["leaf_with_parts"].format(text=fact_name(answer.key), parts="；".join(told))


def object_name(verdict: Verdict) -> str:
    """The object's name; of a group, with how many it stands for."""
    if verdict.count == 1:
        return verdict.object_name
    return TEXTS["group_of"].format(name=verdict.object_name, count=verdict.count)


def ruling_lines(verdict: Verdict) -> tuple[str, ...]:
    """The rulings on readings that a verdict rests on, as they stand beside the citation."""
    return tuple(
        TEXTS["ruling"].format(
            number=r.number, by=r.by, date=r.date, reading=r.reading.rpartition("#")[2], option=r.option
        )
        for r in verdict.rulings
    )


def _further_cites(verdict: Verdict) -> Iterator[str]:
    """The clauses that the reasons stand on beside the rule's own."""
    cites = dict.fromkeys(cite for situation in verdict.situations for cite in situation.cites)
    return (cite for cite in cites if not verdict.cite.endswith((f"）{cite}", f"》{cite}")))


def _opinion_lines(verdict: Verdict) -> Iterator[str]:
    if (opinion := verdict.overruling) is not None:
        text = TEXTS["overruled"].format(
            step=opinion.step,
            conclusion=opinion.conclusion,
            kind=opinion.kind,
            person=opinion.person,
            date=opinion.date,
            reason=opinion.reason,
        )
        yield text if opinion.in_force else f"{text}　" + TEXTS["lapsed"].format(why=opinion.lapsed_because)
        if opinion.in_force and verdict.effective is not verdict.outcome:
            yield TEXTS["machine_says"].format(outcome=OUTCOMES[verdict.outcome])


def _mark_overlaps(findings: list[Finding], judgement: Judgement, library: Library) -> None:
    """Notes findings on the same object whose reasons rest on a common fact that can be put right."""
    chosen = {(m.object, m.rule): m for m in judgement.visit.model.main_clauses}
    grounds = [frozenset(_shared_grounds(finding, judgement, library)) for finding in findings]
    for index, finding in enumerate(findings):
        marked = [chosen[v.object or "", v.rule] for v in finding.verdicts if (v.object or "", v.rule) in chosen]
        if marked:
            main, *others = (_clause_name(rule, library) for rule in (marked[0].rule, *marked[0].with_rules))
            form = "main_clause" if others else "main_clause_alone"
            finding.overlap = TEXTS[form].format(main=main, others="、".join(others))
            continue
        others = [
            str(other.number)
            for n, other in enumerate(findings)
            if n != index and other.first.clause != finding.first.clause and grounds[index] & grounds[n]
        ]
        if others:
            finding.overlap = TEXTS["overlap"].format(numbers="、".join(others))


def _clause_name(rule_id: str, library: Library) -> str:
    """The address of a rule's clause, with the standard's short title."""
    rule = library.rule_by_id.get(rule_id)
    return rule_id if rule is None else library.standards[rule.standard].name_of(rule.clause)


def _shared_grounds(
    finding: Finding, judgement: Judgement, library: Library
) -> Iterator[tuple[str | None, str | None, str]]:
    types = {instance.id: instance.type for instance in judgement.visit.objects}
    for verdict in finding.verdicts:
        for situation in verdict.situations:
            for leaf in leaves_of(situation.because):
                if leaf.object is None or leaf.fact is None or leaf.object not in types:
                    continue
                name = leaf.fact.partition("∋")[0].partition("@")[0]
                fact = library.fact(types[leaf.object], name)
                if fact is not None and fact.changeable:
                    yield verdict.object, leaf.object, leaf.fact
