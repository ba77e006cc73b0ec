"""What people decided: opinions that overrule a verdict until its rule or grounds change, and fixes on the spot."""

from __future__ import annotations

from dataclasses import replace

from judge.model.visit import OpinionModel
from judge.resolve.visit import ResolvedVisit
from judge.verdict.verdict import Outcome, Overruling, Verdict

CONCLUSIONS = {
    "重大": Outcome.MAJOR,
    "一般": Outcome.ORDINARY,
    "不构成": Outcome.CLEAR,
    "不适用": Outcome.NOT_APPLICABLE,
    "待定": Outcome.UNDETERMINED,
}
LAPSED = {"rule": "规则已改动", "grounds": "所依据的答案已改变"}


def with_opinions(verdicts: tuple[Verdict, ...], visit: ResolvedVisit) -> tuple[Verdict, ...]:
    """Verdicts with the last opinion on each and its fix on the spot. `outcome` stays the machine's."""
    opinions = {(opinion.rule, opinion.object): opinion for opinion in visit.model.opinions}
    fixes = {(fix.rule, fix.object): fix for fix in visit.model.fixes}
    found = []
    for verdict in verdicts:
        key = (verdict.rule, verdict.object or "")
        opinion, fix = opinions.get(key), fixes.get(key)
        if opinion is not None:
            verdict = _overruled(verdict, opinion)
        if fix is not None:
            verdict = replace(verdict, fix_on_spot=fix.what)
        found.append(verdict)
    return tuple(found)


def _overruled(verdict: Verdict, opinion: OpinionModel) -> Verdict:
    lapsed = None
    if opinion.rule_digest != verdict.rule_digest:
        lapsed = LAPSED["rule"]
    elif opinion.grounds_digest != verdict.grounds_digest:
        lapsed = LAPSED["grounds"]
    overruling = Overruling(
        conclusion=opinion.conclusion,
        kind=opinion.kind,
        person=opinion.person,
        reason=opinion.reason,
        date=opinion.date.isoformat(),
        step=opinion.step,
        in_force=lapsed is None,
        lapsed_because=lapsed,
    )
    effective = CONCLUSIONS[opinion.conclusion] if lapsed is None else verdict.outcome
    return replace(verdict, overruling=overruling, effective=effective)
