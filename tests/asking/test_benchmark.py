"""What the benchmark compares with is what it says: a certificate settles, an optimum is no dearer, costs are ordered."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.asking.certificate import certificate
from benchmarks.asking.components import compared
from benchmarks.asking.firms import Firm
from benchmarks.asking.foundry import foundry
from benchmarks.asking.strategies import all_applicable, clause_by_clause, guided
from checklists.asking.interview import Interviewer
from judge.judging import judge
from judge.resolve.given import Answer
from judge.verdict.verdict import OPEN


def test_certificate_settles_what_all_answers_settle(firm: Firm, interviewer: Interviewer) -> None:
    found = certificate(firm, interviewer)
    answers = tuple(
        Answer(item[1], item[2], firm.truth[item[1], item[2].partition("@")[0]])
        for item in sorted(found.taken)
        if item[0] == "fact"
    )
    rosters = frozenset((item[1], item[2]) for item in found.taken if item[0] == "roster")
    settled = judge(replace(firm.full, answers=answers, complete=rosters), interviewer.library, explain=False)
    everything = tuple(Answer(*place, known) for place, known in sorted(firm.truth.items()))
    types = interviewer.library.types.values()
    listed = frozenset((each.id, t.name) for each in firm.full.objects for t in types if t.parent == each.type)
    full = judge(replace(firm.full, answers=everything, complete=listed), interviewer.library, explain=False)
    never = {(v.rule, v.object) for v in full.verdicts if v.outcome in OPEN}
    left = {
        (v.rule, v.object, v.roster) for v in settled.verdicts if v.outcome in OPEN and (v.rule, v.object) not in never
    }
    assert left == set()
    assert found.bound <= found.seconds + 1e-6


def test_costs_are_in_their_order(firm: Firm, interviewer: Interviewer) -> None:
    ours = guided(firm, interviewer)
    least = certificate(firm, interviewer).seconds
    assert ours.irrelevant == 0
    assert least <= ours.seconds + 1e-6
    assert ours.seconds <= 0.8 * clause_by_clause(firm, interviewer).seconds
    assert ours.seconds <= all_applicable(firm, interviewer).seconds


def test_no_order_is_cheaper_than_the_optimum(interviewer: Interviewer) -> None:
    found, _ = compared(interviewer)
    assert all(each.optimal <= each.ours + 1e-6 for each in found)
    by_truth = {each.truth for each in found}
    for truth in by_truth - {"多半适用"}:
        chosen = [each for each in found if each.truth == truth]
        assert sum(each.ours for each in chosen) <= 1.05 * sum(each.optimal for each in chosen)


def test_foundry_takes_at_most_25_minutes_of_taps(interviewer: Interviewer) -> None:
    assert foundry(interviewer, 1, 0.1).minutes_of_taps <= 25
