"""The ten lines that are copied by hand into an office's own form (手抄稿): the gravest first, nothing provisional among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checklists.findings import Finding
from checklists.open_questions import counted
from checklists.records.fields import printed, printed_observation
from checklists.records.handing_in import wanted_papers
from checklists.records.outward import Outward, outward_of
from checklists.texts import BLANK, COPY
from judge.judging import Judgement
from judge.judging.observations import Observation, clause_of
from judge.resolve.resolved import Library, Standard
from judge.verdict.verdict import Outcome

LINES = 10
"""How many lines there are at most."""
WIDTH = 40
"""How many characters a line has where the shorter wording of it allows."""

_BREAKS = re.compile(r"[\r\n\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class CopiedHazard:
    """One hazard: the ways to word its line, the fullest first, with `{number}` left open; and what is demanded."""

    wordings: tuple[str, ...]
    demand: str

    def line(self, number: int) -> str:
        """The fullest wording that is short enough, else the shortest."""
        lines = [wording.replace("{number}", str(number), 1) for wording in self.wordings]
        return next((line for line in lines if len(line) <= WIDTH), min(lines, key=len))


def copy_lines(judgement: Judgement, library: Library) -> tuple[str, ...]:
    """At most ten lines: date, place and who; hazards; what is demanded; what is left to check."""
    outward = outward_of(judgement, library)
    standards = {finding.first.standard for finding in outward.findings}
    only = library.standards[standards.pop()] if len(standards) == 1 else None
    hazards = [_of_finding(finding, library, only) for finding in outward.findings]
    observed = sorted(judgement.observations, key=lambda seen: seen.level is Outcome.UNDETERMINED)
    hazards += [_of_observation(seen, library, judgement.visit.judged_on) for seen in observed]
    left = _left(judgement, library, outward)
    room = LINES - 1 - len(left)
    told = _told(hazards, room) if hazards else [COPY["nothing"]]
    return tuple(_on_one_line(line) for line in (_head(judgement, only), *told, *left))


def copy_text(judgement: Judgement, library: Library) -> str:
    """The lines as text."""
    return "".join(f"{line}\n" for line in copy_lines(judgement, library))


def _told(hazards: Sequence[CopiedHazard], room: int) -> list[str]:
    """The lines of hazards and demands that there is room for; the last one is on the deadline, or tells where the rest is."""
    shown = len(hazards) if len(hazards) < room else room - 2
    demanded = room - 1 - shown if shown == len(hazards) else 0
    lines: list[str] = []
    for number, hazard in enumerate(hazards[:shown], 1):
        lines.append(hazard.line(number))
        if number <= demanded and hazard.demand:
            lines.append(COPY["demand"].format(demand=hazard.demand))
    if shown < len(hazards):
        lines.append(COPY["more"].format(count=len(hazards) - shown))
    if demanded >= len(hazards):
        return [*lines, COPY["deadline"]]
    return [*lines, COPY["other_demands" if demanded else "all_demands"]]


def _head(judgement: Judgement, only: Standard | None) -> str:
    model = judgement.visit.model
    enterprise, occasion = model.enterprise, model.occasion
    head = COPY["head"].format(
        days="、".join(day.isoformat() for day in occasion.dates),
        enterprise=enterprise.name,
        place=COPY["place"].format(address=enterprise.address) if enterprise.address else "",
        inspectors="、".join(person.name for person in occasion.inspectors) or BLANK["line"],
    )
    return head + (COPY["clauses_of"].format(standard=only.short_title) if only is not None else "")


def _of_finding(finding: Finding, library: Library, only: Standard | None) -> CopiedHazard:
    first = finding.first
    standard = library.standards[first.standard]
    law = printed(finding, library, outward=True)
    cite = COPY["no_basis"]
    if law.law.basis != BLANK["law"]:
        own = standard.clause(first.clause).address if only is not None else standard.name_of(first.clause)
        cite = "、".join((own, *(finding.shared_further or ())))
    names = [found.name for found in finding.objects]
    some = names[0] if len(names) == 1 else COPY["more_objects"].format(first=names[0], count=len(names))
    what = "；".join(finding.situations) or finding.headline
    brief = finding.situations[0] if finding.situations else what
    if len(finding.situations) > 1:
        brief = COPY["more_situations"].format(first=brief, count=len(finding.situations))
    is_fixed = all(found.fix_on_spot for found in finding.objects)
    return CopiedHazard(
        wordings=tuple(
            COPY["hazard"].format(
                number="{number}",
                level=COPY[first.effective],
                objects=objects,
                what=wording,
                cite=cite,
                fixed=COPY["fixed"] if is_fixed else "",
            )
            for objects, wording in (
                ("、".join(names), finding.headline),
                (some, finding.headline),
                (some, what),
                (some, brief),
            )
        ),
        demand=_brief("；".join(law.rectification[:1])),
    )


def _of_observation(seen: Observation, library: Library, day: int) -> CopiedHazard:
    named = clause_of(seen.basis, library, day)
    basis = printed_observation(seen, outward=True).basis
    if basis == BLANK["law"]:
        cite = COPY["no_basis"]
    else:
        cite = library.standards[named[0]].name_of(named[1]) if named is not None else basis
    wording = COPY["observation"].format(
        number="{number}",
        level=COPY[seen.level],
        what=seen.text,
        place=COPY["observation_place"].format(place=seen.place) if seen.place and seen.place not in seen.text else "",
        cite=cite,
    )
    return CopiedHazard((wording,), _brief(seen.rectification or ""))


def _brief(demand: str) -> str:
    """A demand as far as a line has room for its parts; it says so where it does not hold them all.

    >>> _brief("马上停用；换绳")
    '马上停用；换绳'
    """
    room = WIDTH - len(COPY["demand"].format(demand=""))
    if len(demand) <= room:
        return demand
    kept, *parts = demand.split("；")
    room -= len(COPY["demand_in_part"].format(demand=""))
    for part in parts:
        if len(kept) + 1 + len(part) > room:
            break
        kept += f"；{part}"
    return kept if kept == demand else COPY["demand_in_part"].format(demand=kept)


def _left(judgement: Judgement, library: Library, outward: Outward) -> list[str]:
    """One line on what is left to check, or none."""
    parts = list(_left_parts(judgement, library, outward))
    return [COPY["left"].format(what="；".join(parts))] if parts else []


def _left_parts(judgement: Judgement, library: Library, outward: Outward) -> Iterator[str]:
    wanted = [paper for found in wanted_papers(judgement, library) for paper in found.papers]
    if wanted:
        first = min((paper.due for paper in wanted if paper.due is not None), default=None)
        yield COPY["to_hand_in" if first is None else "to_hand_in_by"].format(count=len(wanted), day=first)
    counts = counted(judgement.verdicts)
    if counts["undetermined"]:
        yield COPY["open"].format(count=counts["undetermined"])
    if counts["not_examined"]:
        yield COPY["not_examined"].format(count=counts["not_examined"])
    if outward.left_out:
        yield COPY["left_out"].format(count=len(outward.left_out))


def _on_one_line(text: str) -> str:
    return _BREAKS.sub(" ", text)
