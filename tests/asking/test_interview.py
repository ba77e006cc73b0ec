"""Laws of the interview: what it asks, in which order, and when it ends."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from benchmarks.asking.firms import Firm
from benchmarks.asking.strategies import Inspector
from checklists.asking.cards import ROSTERS, SCOPE
from checklists.asking.interview import Interviewer, LiveInterview, State
from checklists.asking.open_verdicts import base_of, item_of
from checklists.asking.questions import PAPER, OpenQuestion
from judge.judging import judge
from judge.resolve.given import Answer
from judge.resolve.resolved import Level
from judge.resolve.visit import ResolvedVisit
from judge.verdict.verdict import OPEN, Outcome


def _answered(inspector: Inspector, visit: ResolvedVisit, question: OpenQuestion) -> ResolvedVisit:
    if question.kind == "roster":
        more = inspector.firm.hidden_under(question.object, question.key)
        complete = visit.complete | {(question.object, question.key)}
        return inspector.now(replace(visit, objects=(*visit.objects, *more), complete=complete))
    inspector.find_out(question.object, question.key, [f"{question.key}∋{b}" for b in question.boxes] or [question.key])
    return inspector.now(visit)


def _states(firm: Firm, interviewer: Interviewer) -> Iterator[State]:
    """Each state from the first question to the last answer."""
    inspector = Inspector(firm, interviewer)
    visit, here = firm.at_first, "企业"
    while True:
        state = interviewer.state(visit, here)
        yield state
        if (question := state.next_question) is None:
            return
        visit, here = _answered(inspector, visit, question), question.object


def test_asking_to_the_end_settles_everything_that_asking_can_settle(firm: Firm, interviewer: Interviewer) -> None:
    *_, last = _states(firm, interviewer)
    left = [v for v in judge(last.visit, interviewer.library, explain=False).verdicts if v.outcome in OPEN]
    assert all(missing.kind in ("reading", "text") for verdict in left for missing in verdict.missing.relevant)
    assert last.progress.settled + last.progress.waiting == last.progress.rules
    assert last.cards == ()


def test_only_what_can_still_matter_is_asked_and_all_of_it(firm: Firm, interviewer: Interviewer) -> None:
    for number, state in enumerate(_states(firm, interviewer)):
        if number % 5:
            continue
        open_verdicts = [verdict for verdict in state.verdicts if verdict.outcome in OPEN]
        items = {item_of(missing) for verdict in open_verdicts for missing in verdict.missing.relevant} - {None}
        places = {(item[0], item[1], base_of(item[2])) for item in items if item is not None}
        asked = [question.place for card in state.cards for question in card.questions]
        assert len(asked) == len(set(asked))
        assert set(asked) == places
        open_rules = {verdict.rule for verdict in open_verdicts}
        for card in state.cards:
            for question in card.questions:
                assert set(question.rules) <= open_rules
                assert set(question.settles) <= set(question.rules)
                assert {f"{question.key}∋{box}" for box in question.boxes} <= {i[2] for i in items if i is not None}


def test_progress_never_goes_back_but_for_new_objects(firm: Firm, interviewer: Interviewer) -> None:
    before: State | None = None
    for state in _states(firm, interviewer):
        if before is not None and len(before.visit.objects) == len(state.visit.objects):
            assert state.progress.settled >= before.progress.settled - (before.progress.rules - state.progress.rules)
        before = state


def test_what_decides_the_scope_is_asked_first_and_rosters_of_the_whole_last(
    firm: Firm, interviewer: Interviewer
) -> None:
    state = interviewer.state(firm.at_first)
    kinds = [card.kind for card in state.cards]
    assert SCOPE not in kinds[1:]
    last = state.cards[-1]
    assert (last.kind, last.object) == (ROSTERS, "企业")


def test_areas_are_finished_one_after_the_other(firm: Firm, interviewer: Interviewer) -> None:
    areas = [card.area for card in interviewer.state(firm.at_first).cards if card.area != "企业"]
    runs = [area for number, area in enumerate(areas) if number == 0 or areas[number - 1] != area]
    assert len(runs) == len(set(runs))


def test_where_one_stands_comes_first(firm: Firm, interviewer: Interviewer) -> None:
    state = interviewer.state(firm.at_first)
    placed = [card for card in state.cards if card.object not in (None, "企业") and card.area != "企业"]
    here = placed[-1]
    moved = interviewer.state(firm.at_first, here.object)
    first = next(card for card in moved.cards if card.kind != SCOPE)
    assert first.area == here.area


def test_state_is_a_function_of_the_answers_alone(firm: Firm, interviewer: Interviewer) -> None:
    chance = random.Random(5)
    places = sorted(place for place in firm.truth if chance.random() < 0.3)
    visit = firm.at_first
    known = {each.id for each in visit.objects}
    answers = [Answer(*place, firm.truth[place]) for place in places if place[0] in known]
    visit = replace(visit, answers=tuple(answers))
    fresh = Interviewer(interviewer.library)
    assert fresh.state(visit).cards == interviewer.state(visit).cards
    assert fresh.state(replace(visit, answers=visit.answers[::-1])).cards == interviewer.state(visit).cards


def test_kept_up_to_date_it_says_the_same_as_replayed(firm: Firm, interviewer: Interviewer) -> None:
    inspector = Inspector(firm, interviewer)
    visit = firm.at_first
    live = LiveInterview(interviewer, visit)
    for number in range(40):
        state = live.state("企业")
        question = state.next_question
        if question is None:
            break
        if question.kind == "roster":
            visit = _answered(inspector, visit, question)
            more = inspector.firm.hidden_under(question.object, question.key)
            live.listed(question.object, [question.key], more)
        else:
            keys = [f"{question.key}∋{box}" for box in question.boxes] or [question.key]
            for key, known in inspector.find_out(question.object, question.key, keys):
                live.answer(question.object, key, known)
            visit = inspector.now(visit)
        if number % 4 == 0 or question.kind == "roster":
            replayed = interviewer.state(visit, "企业")
            assert live.state("企业").cards == replayed.cards
            assert live.state("企业").verdicts == replayed.verdicts


def test_what_was_asked_in_vain_stands_last_and_is_not_asked_again(firm: Firm, interviewer: Interviewer) -> None:
    state = interviewer.state(firm.at_first)
    question = next(q for card in state.cards for q in card.questions if q.kind == "fact" and not q.boxes)
    vain = Answer(question.object, question.key, None, none_because="待补资料")
    again = interviewer.state(replace(firm.at_first, answers=(vain,)))
    assert again.questions[question.place].no_answer == "待补资料"
    assert all(question.place != each.place for card in again.cards for each in card.open)


@pytest.mark.parametrize("minutes", [0, 2, 10, 1000])
def test_what_must_not_be_left_fits_the_time(firm: Firm, interviewer: Interviewer, minutes: float) -> None:
    state = interviewer.state(firm.at_first)
    urgent = state.must_not_be_left(minutes)
    assert urgent.seconds <= minutes * 60
    rules = interviewer.library.rule_by_id
    assert all(any(rules[r].level is Level.MAJOR for r in question.rules) for question in urgent.questions)
    deadly = [v for v in state.verdicts if v.outcome is Outcome.UNDETERMINED and rules[v.rule].level is Level.MAJOR]
    assert 0 <= urgent.left <= len(deadly)
    assert bool(urgent.cards) == (minutes > 1)


def test_papers_answer_what_nothing_else_tells(firm: Firm, interviewer: Interviewer) -> None:
    for card in interviewer.state(firm.at_first).cards:
        if card.kind == "paper":
            assert all(question.method == PAPER for question in card.questions)
            assert {question.papers[0] if question.papers else None for question in card.questions} == {card.paper}
