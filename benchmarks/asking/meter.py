"""Counts what asking costs: finding out, walking, having papers brought, putting down."""

from __future__ import annotations

from dataclasses import dataclass, field

from checklists.asking.costs import Costs
from checklists.asking.places import papers_of
from checklists.asking.questionnaire import method_of
from judge.resolve.resolved import Fact

Place = tuple[str, str]


@dataclass
class Meter:
    """What has been spent so far. Everyone starts at the desk (the enterprise itself)."""

    costs: Costs
    areas: dict[str, str]
    """By object: where it is found out."""
    root: str
    questions: int = 0
    irrelevant: int = 0
    """Questions asked that could no longer change any outcome."""
    walks: int = 0
    papers: set[str] = field(default_factory=set)
    visited: set[str] = field(default_factory=set)
    """Areas that were walked to."""
    seconds: float = 0.0
    finding_out: float = 0.0
    """Of the seconds: without walking and fetching."""
    _area: str = ""
    _object: str = ""

    def __post_init__(self) -> None:
        self._area = self._object = self.root

    def ask(self, object_id: str, fact: Fact, boxes: int, *, putting_down: bool = True) -> None:
        """A question of an object, with so many boxes of a multiple choice."""
        method = method_of(fact)
        seconds = self.costs.tap + self.costs.box * max(0, boxes - 1) if putting_down else 0.0
        if method == "文件":
            seconds += self.costs.read
            self._fetch(papers_of(fact))
        else:
            self._go(object_id)
            seconds += {"看": self.costs.look, "问": self.costs.ask, "测": self.costs.measure}[method]
        self._spend(seconds)

    def roster(self, parent: str, more: int) -> None:
        """A question whether all is listed; each object found is put down with three taps."""
        self._go(parent)
        self._spend(self.costs.roster + self.costs.tap * (1 + 3 * more))

    def _spend(self, seconds: float) -> None:
        self.questions += 1
        self.seconds += seconds
        self.finding_out += seconds

    def _go(self, object_id: str) -> None:
        area = self.areas[object_id]
        if area != self._area:
            self.walks += 1
            self.visited.add(area)
            self.seconds += self.costs.walk
        elif object_id != self._object:
            self.seconds += self.costs.step
        self._area, self._object = area, object_id

    def _fetch(self, papers: tuple[str, ...]) -> None:
        paper = papers[0] if papers else ""
        if paper not in self.papers:
            self.papers.add(paper)
            self.seconds += self.costs.fetch
