"""What it costs, in seconds, to find something out."""

from __future__ import annotations

from dataclasses import dataclass

from checklists.asking.questionnaire import method_of
from judge.resolve.resolved import Fact


@dataclass(frozen=True, slots=True)
class Costs:
    """Seconds. Estimates, not measurements: they decide what is asked first, never what is concluded."""

    tap: float = 2
    """To put down one answer."""
    look: float = 5
    ask: float = 10
    read: float = 8
    """To find a line in a paper that lies on the table."""
    fetch: float = 60
    """To have a paper brought; once for each paper."""
    measure: float = 120
    roster: float = 6
    """To be sure that nothing more of a kind is there."""
    walk: float = 60
    """From one area to another."""
    step: float = 8
    """From one object to the next in an area."""
    box: float = 1
    """Each further option of a multiple choice."""

    def of(self, fact: Fact | None) -> float:
        """To find out a fact (None: the day of an event) where one stands, the paper being fetched by and by for several."""
        method = "文件" if fact is None else method_of(fact)
        found = {"看": self.look, "问": self.ask, "文件": self.read + self.fetch / 4, "测": self.measure}
        return self.tap + found[method]
