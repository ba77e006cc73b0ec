"""A foundry with 12 welders, 3 furnaces and 10 confined spaces: how many taps its visit takes where one answer may serve all alike.

Taps are counted as the page offers them. Objects: a kind is chosen, their names are pasted as lines (4 taps a kind). A question of
one object: 1 tap; a multiple choice: 1 for each box ticked and 1 for the rest. A question that is open of several alike objects of one
parent: 1 tap for the answer most of them have, 1 for “all of them”, 2 for each that differs. Rosters below one object: 1 tap
for all, 3 for each object found. A card: 1 tap to open it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from benchmarks.asking.firms import Firm, Mix, firms, gongmao
from benchmarks.asking.strategies import Inspector
from checklists.asking.cards import Card
from checklists.asking.interview import Interviewer, LiveInterview
from checklists.asking.questions import OpenQuestion
from judge.values.knowledge import Knowledge

FOUNDRY = Mix(
    "铸造厂",
    ("gongmao",),
    (
        ("建筑", 1),
        ("作业场所", 2),
        ("炉窑", 3),
        ("熔融区域", 4),
        ("铸造流程", 1),
        ("燃烧装置", 2),
        ("人员场所", 2),
        ("有限空间", 10),
        ("有限空间作业", 2),
        ("负责人安全员任职", 3),
        ("特种作业任职", 12),
    ),
    {
        **gongmao("机械", 粉尘涉爆="否", 液氨制冷="否", 金属冶炼企业="是"),
        ("特种作业任职", "属特种作业"): "是",
        ("特种作业任职", "已上岗作业"): "是",
        ("炉窑", "炉型"): "熔炼炉",
        ("熔融区域", "正在生产"): "是",
    },
)
SECONDS_A_TAP = 3.0
"""To read a question and tap; finding out is counted apart."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One visit."""

    objects: int
    questions: int
    taps: int
    minutes_of_taps: float
    minutes: float
    """With looking at every single thing, asking, reading papers, and walking to each area once."""


def foundry(interviewer: Interviewer, seed: int, defects: float) -> Counted:
    """The visit of one such foundry."""
    firm = firms(interviewer.library, interviewer.weigher.priors, FOUNDRY, seed, 1, defects)
    return _Tapping(firm, interviewer).run()


class _Tapping:
    def __init__(self, firm: Firm, interviewer: Interviewer) -> None:
        self._firm, self._inspector = firm, Inspector(firm, interviewer)
        self._live = LiveInterview(interviewer, firm.at_first)
        self._taps = 4 * len({each.type for each in firm.at_first.objects})
        self._open = ("", "")

    def run(self) -> Counted:
        """Ask to the end."""
        here = self._firm.full.objects[0].id
        while (card := (state := self._live.state(here)).next_card) is not None:
            question = card.open[0]
            if (card.kind, card.object or card.paper or "") != self._open:
                self._open = card.kind, card.object or card.paper or ""
                self._taps += 1
            if question.kind == "roster":
                self._rosters(card)
            else:
                alike = [each for each in card.alike if (question.kind, each, question.key) in state.questions]
                self._ask(question, [question.object, *alike])
            here = question.object
        meter = self._inspector.meter
        taps = self._taps * SECONDS_A_TAP / 60
        walking = meter.costs.walk * len(meter.visited) + meter.costs.fetch * len(meter.papers)
        minutes = (meter.finding_out + walking) / 60 + taps
        return Counted(len(self._firm.full.objects) - 1, meter.questions, self._taps, taps, minutes)

    def _ask(self, question: OpenQuestion, objects: list[str]) -> None:
        keys = [f"{question.key}∋{box}" for box in question.boxes] or [question.key]
        told: list[tuple[Knowledge, ...]] = []
        for each in objects:
            found = self._inspector.find_out(each, question.key, keys, putting_down=False)
            told.append(tuple(known for _, known in found))
            for key, known in found:
                self._live.answer(each, key, known)
        (most, count), *_ = Counter(told).most_common(1)
        self._taps += _taps_of(most) + (1 + 2 * (len(objects) - count) if len(objects) > 1 else 0)

    def _rosters(self, card: Card) -> None:
        more = [each for q in card.open for each in self._firm.hidden_under(q.object, q.key)]
        self._taps += 1 + 3 * len(more)
        for question in card.open:
            self._inspector.meter.roster(question.object, 0)
        self._live.listed(card.object or "", [question.key for question in card.open], more)


def _taps_of(known: tuple[Knowledge, ...]) -> int:
    """Of one question: a tap; of boxes, one for each that is ticked and one for the rest."""
    return 1 if len(known) == 1 else 1 + sum(each == frozenset({"是"}) for each in known)
