"""A visit kept up to date answer by answer says the same as the visit judged anew."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from benchmarks.visit import workload
from judge.diagnostics import Position, Problems
from judge.judging import LiveVisit, judge
from judge.judging.constraints import check_constraints
from judge.resolve.given import Answer
from judge.resolve.resolved import Library
from judge.resolve.visit import ResolvedVisit
from judge.values.knowledge import Knowledge
from judge.values.number import Interval
from judge.verdict.verdict import Verdict
from tests.judging.generate import generated

STEPS = 12
Place = tuple[str, str]


def _domains(library: Library, visit: ResolvedVisit) -> dict[Place, Knowledge]:
    """What can be answered of the objects of a visit; a key for each box."""
    found: dict[Place, Knowledge] = {}
    for instance in visit.objects:
        for fact in library.facts.values():
            if fact.object_type != instance.type or fact.per_clause or fact.kind == "文本":
                continue
            if fact.kind == "多选":
                found.update(
                    {(instance.id, f"{fact.name}∋{option}"): frozenset({"是", "否"}) for option in fact.options}
                )
            else:
                found[instance.id, fact.name] = fact.domain
    return found


def _known(domain: Knowledge, chance: random.Random) -> Knowledge | None:
    if chance.random() < 0.25:
        return None
    if isinstance(domain, Interval):
        low = domain.low or 0
        return Interval(low + chance.randint(0, 12), low + 12 + chance.randint(0, 3))
    return frozenset(chance.sample(sorted(domain), chance.randint(1, len(domain))))


def _with(visit: ResolvedVisit, place: Place, known: Knowledge | None) -> ResolvedVisit:
    answers = {(a.object, a.key): a for a in visit.answers}
    answers.pop(place, None)
    if known is not None:
        answers[place] = Answer(*place, known)
    return replace(visit, answers=tuple(answers[key] for key in sorted(answers)))


def _keeps_constraints(visit: ResolvedVisit, library: Library) -> bool:
    problems = Problems()
    check_constraints(visit, library, lambda path: Position("visit"), problems)
    return not problems.has_errors


def _same(live: LiveVisit, visit: ResolvedVisit, library: Library) -> tuple[Verdict, ...]:
    anew = judge(visit, library, explain=False)
    assert live.verdicts == anew.verdicts
    assert live.summary == anew.summary
    return anew.verdicts


def _try(visit: ResolvedVisit, library: Library, seed: int, steps: int = STEPS) -> int:
    chance = random.Random(seed)
    live = LiveVisit(visit, library)
    before = _same(live, visit, library)
    domains = _domains(library, visit)
    changes = 0
    for _ in range(steps):
        place = chance.choice(sorted(domains))
        known = _known(domains[place], chance)
        tried = _with(visit, place, known)
        if not _keeps_constraints(tried, library):
            continue
        visit = tried
        changed = live.answer(*place, known)
        after = _same(live, visit, library)
        assert set(changed) == {verdict for verdict in after if verdict not in set(before)}
        changes += bool(changed)
        before = after
    return changes


@pytest.mark.parametrize("first", range(0, 100, 20))
def test_random_visits_answer_by_answer(first: int) -> None:
    changes = 0
    for seed in range(first, first + 20):
        for profile in ("rules", "small", "elements"):
            case = generated(seed, profile)
            if case is not None:
                changes += _try(case.visit, case.library, seed)
    assert changes > 20


def test_a_visit_of_sixty_objects_answer_by_answer(library: Library) -> None:
    assert _try(workload.visit(library, 3), library, 3, steps=60) > 0


def test_an_object_that_is_not_there_is_told() -> None:
    case = next(case for seed in range(20) if (case := generated(seed, "rules")) is not None)
    with pytest.raises(KeyError):
        LiveVisit(case.visit, case.library).answer("不在名单上", "事实", None)


def test_a_roster_closed_answer_by_answer(library: Library) -> None:
    visit = workload.visit(library, 5, objects=30)
    live = LiveVisit(visit, library)
    places = {(m.object, m.name) for v in live.verdicts for m in v.missing.relevant if m.kind == "roster"}
    for parent, kind in sorted(places, key=str):
        assert parent is not None
        live.listed(parent, [kind])
        visit = replace(visit, complete=visit.complete | {(parent, kind)})
        _same(live, visit, library)


@pytest.mark.parametrize("profile", ["rules", "small", "elements"])
def test_rosters_of_random_visits_closed_one_by_one(profile: str) -> None:
    closed = 0
    for seed in range(40):
        case = generated(seed, profile)
        if case is None:
            continue
        visit, types = case.visit, case.library.types
        live = LiveVisit(visit, case.library)
        for each in visit.objects:
            kinds = [
                t.name for t in types.values() if t.parent == each.type and (each.id, t.name) not in visit.complete
            ]
            if kinds:
                live.listed(each.id, kinds)
                visit = replace(visit, complete=visit.complete | {(each.id, kind) for kind in kinds})
                _same(live, visit, case.library)
                closed += 1
    assert closed > 20


def test_objects_found_while_a_roster_is_closed(library: Library) -> None:
    visit = workload.visit(library, 5, objects=30)
    parents = {each.parent for each in visit.objects} | {each.other_end for each in visit.objects}
    late = next(each for each in reversed(visit.objects) if each.id not in parents)
    before = replace(
        visit,
        objects=tuple(each for each in visit.objects if each != late),
        answers=tuple(answer for answer in visit.answers if answer.object != late.id),
        complete=visit.complete - {(late.parent or "", late.type)},
    )
    live = LiveVisit(before, library)
    live.listed(late.parent or "", [late.type], [late])
    after = replace(
        before, objects=(*before.objects, late), complete=before.complete | {(late.parent or "", late.type)}
    )
    _same(live, after, library)
