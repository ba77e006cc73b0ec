"""What a measured engine is, and the list of all: how each is made from the workload and asked for all its verdicts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.single import ours, peers
from benchmarks.single.workload import Answers, Judge, Verdict, Workload

Prepared = Callable[[], list[Verdict]]
"""A judge with one inspection in hand: what is measured."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """An engine under a name: `make` raises ImportError where it is not installed."""

    name: str
    what: str
    """What is inside the clock."""
    make: Callable[[Workload], Callable[[Answers], Prepared]]


def _from_answers(make: Callable[[Workload], Judge]) -> Callable[[Workload], Callable[[Answers], Prepared]]:
    """An engine that starts from the plain answers: nothing is prepared outside the clock."""

    def made(given: Workload) -> Callable[[Answers], Prepared]:
        judge = make(given)
        return lambda answers: lambda: judge(answers)

    return made


BASELINE = "panding: truths"
CONTESTANTS = (
    Contestant(BASELINE, "answers → Kleene closures → 300 truths", _from_answers(ours.truths)),
    Contestant("panding: truths, world built", "Kleene closures → 300 truths", ours.truths_of_built),
    Contestant("panding: judge()", "resolved visit → 300 verdicts with what is missing", ours.judgements),
    Contestant(
        "panding: visit to judge()", "visit as written → validated, resolved, judged", _from_answers(ours.whole)
    ),
    Contestant("generated Python", "answers → one compiled function", _from_answers(peers.generated_python)),
    Contestant("zen-engine", "answers → one compiled array expression", _from_answers(peers.zen_engine)),
    Contestant(
        "common-expression-language",
        "answers → 300 compiled programs",
        _from_answers(peers.common_expression_language),
    ),
    Contestant("rule-engine", "answers → 600 compiled rules", _from_answers(peers.rule_engine)),
    Contestant("durable-rules", "answers → facts asserted, session deleted", _from_answers(peers.durable_rules)),
)
