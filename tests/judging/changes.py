"""Carries out what verdicts propose: reads the conditions of cures, and of what is to be verified, back as knowledge.

The texts that people read are all that is used, so what is proven here is what they are told.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from judge.explain.phrases import EVENT_DATE
from judge.resolve.resolved import Fact
from judge.values.dates import ANY_DAY, read_dates
from judge.values.knowledge import Knowledge, read_number
from judge.values.number import Interval
from judge.verdict.verdict import Alternative, Change, Cure, CureGroup, Missing
from tests.judging.completions import Given
from tests.judging.study import Study, Target

Changes = dict[tuple[str, str], Knowledge]
MOST = 12


def cures_clear(target: Target) -> Iterator[str]:
    """Every offered alternative, with the first of each other cure, clears if what is to be verified comes out well."""
    cures = target.verdict.cures
    for number, cure in enumerate(cures):
        others = [other.alternatives[0] for n, other in enumerate(cures) if n != number and other.alternatives]
        if len(others) < len(cures) - 1:
            continue
        for alternative in cure.alternatives:
            yield from _unless_clear(target, [alternative, *others])
        for chosen in itertools.islice(_group_choices(cure), MOST):
            yield from _unless_clear(target, [*chosen, *others], "groups ")
    for cure in cures:
        for leaving in cure.leaves_scope:
            yield from _unless_clear(target, [leaving], "leaving ")


def groups_are_the_surplus(target: Target) -> Iterator[str]:
    """For counts: the number told is that of the groups, and so many must go as bring it below the threshold."""
    for cure in target.verdict.cures:
        if cure.count is not None and cure.threshold is not None:
            weight = sum(group.weight for group in cure.groups)
            if weight != cure.count or cure.choose != cure.count - cure.threshold + 1:
                yield f"{cure.situation}: {cure.count} of {cure.threshold}, {cure.choose} to go, groups weigh {weight}"


def _group_choices(cure: Cure) -> Iterator[list[Alternative]]:
    """Ways to end so many of the groups, none of them superfluous."""
    usable = [group for group in cure.groups if group.alternatives]
    for size in range(1, len(usable) + 1):
        for groups in itertools.combinations(usable, size):
            if _weight(groups) >= cure.choose > _weight(groups) - min(g.weight for g in groups):
                yield from map(list, itertools.product(*(group.alternatives for group in groups)))


def _weight(groups: Sequence[CureGroup]) -> int:
    return sum(group.weight for group in groups)


def _unless_clear(target: Target, alternatives: Sequence[Alternative], what: str = "") -> Iterator[str]:
    changes = _together([_read(target.study, change) for a in alternatives for change in a.changes])
    if changes is None:
        return
    given = _with(target.study.given, changes)
    verify = alternatives[0].also_verify
    pieces = [list(_values(target.study, item)) for item in verify if item.kind == "fact"]
    complete = frozenset((item.object or "", item.name) for item in verify if item.kind == "roster")
    rulings = {item.name: item.values or "" for item in verify if item.kind == "reading"}
    given = replace(given, complete=given.complete | complete, rulings={**given.rulings, **rulings})
    for verified in itertools.islice(itertools.product(*pieces), MOST):
        truths = target.truths(target.formulas.hazard, _with(given, dict(verified)))
        if truths != {False}:
            yield f"{what}{[a.changes for a in alternatives]} with {verified} {complete} leaves {truths}"


def _with(given: Given, changes: Changes) -> Given:
    return replace(given, answers={**given.answers, **changes})


def _together(changes: Sequence[tuple[tuple[str, str], Knowledge]]) -> Changes | None:
    """All changes at once; None where two of them contradict each other."""
    whole: Changes = {}
    for place, known in changes:
        before = whole.get(place, known)
        if isinstance(known, Interval) and isinstance(before, Interval):
            whole[place] = met = known.meet(before)
            if met.is_empty:
                return None
        else:
            assert not isinstance(known, Interval)
            assert not isinstance(before, Interval)
            whole[place] = known & before
            if not known & before:
                return None
    return whole


def _read(study: Study, change: Change) -> tuple[tuple[str, str], Knowledge]:
    fact = _fact(study, change.object, change.fact)
    text = change.condition.partition(" 改为 ")[2] or change.condition.partition(" ")[2]
    boxed = "∋" in change.fact
    return (change.object, change.fact), knowledge_of(text, fact, boxed=boxed)


def _values(study: Study, item: Missing) -> Iterator[tuple[tuple[str, str], Knowledge]]:
    """The values that would settle it; where none are named (a test of several facts), nothing can be said."""
    assert item.object is not None
    if item.name == EVENT_DATE:
        if item.values:
            yield (item.object, item.name), days_of(item.values)
        return
    fact = _fact(study, item.object, item.name)
    for text in [item.values] if fact.is_choice else (item.values or "").split("或"):
        if text:
            yield (item.object, item.name), knowledge_of(text, fact, boxed="∋" in item.name)


def _fact(study: Study, object_id: str, key: str) -> Fact:
    kind = next(item.type for item in study.case.visit.objects if item.id == object_id)
    found = study.case.library.fact(kind, key.partition("∋")[0].partition("@")[0])
    assert found is not None, key
    return found


def knowledge_of(text: str, fact: Fact, *, boxed: bool = False) -> Knowledge:
    """Values as they are shown, read back."""
    if fact.is_choice or boxed:
        return frozenset(text.split("或"))
    if fact.kind == "日期":
        return days_of(text)
    read = read_number(text.replace(" ..", ".."), fact.unit)
    assert isinstance(fact.domain, Interval)
    return (read.whole() if fact.whole else read).meet(fact.domain)


def days_of(text: str) -> Interval:
    """Days as they are shown, read back."""
    if text.startswith("不早于"):
        return Interval(read_dates(text.removeprefix("不早于")).low, ANY_DAY.high)
    if text.startswith("不晚于"):
        return Interval(ANY_DAY.low, read_dates(text.removeprefix("不晚于")).high)
    return read_dates(text)
