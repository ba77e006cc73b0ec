"""Runs the engines beside each other, round by round, and sums up what the rounds say."""

from __future__ import annotations

import contextlib
import os
import platform
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from statistics import median

from benchmarks.single.engines import BASELINE, CONTESTANTS, Contestant
from benchmarks.single.worker import LONGEST_SLOT, MissingError, Slot, Worker

Report = Callable[[str], None]


@dataclass(slots=True)
class Row:
    """What one engine did in all rounds; ratios to the baseline are taken within each round."""

    contestant: Contestant
    slots: list[Slot] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)

    @property
    def milliseconds(self) -> float:
        """The median over the rounds of one inspection's time."""
        return 1000 * median(slot.seconds for slot in self.slots)

    @property
    def inspections(self) -> int:
        """How many inspections were judged."""
        return sum(slot.inspections for slot in self.slots)

    @property
    def verdicts(self) -> int:
        """How many verdicts were compared with the reference."""
        return sum(slot.verdicts for slot in self.slots)

    @property
    def wrong(self) -> int:
        """How many of them were wrong."""
        return sum(slot.wrong for slot in self.slots)


def race(rounds: int, budget: float, report: Report) -> list[Row]:
    """Let each engine judge for at most about `budget` seconds in every round; who is not installed is reported and left out.

    All judge the same inspections in a round, the slower ones fewer of them, in an order drawn anew for each round. Raises
    CrashedError.
    """
    workers = _started(report)
    rows = {name: Row(worker.contestant) for name, worker in workers.items()}
    order = random.Random(0)
    for number in range(rounds):
        slots: dict[str, Slot] = {}
        for name in order.sample(sorted(workers), len(workers)):
            slots[name] = workers[name].slot(number * LONGEST_SLOT, budget)
        for name, slot in slots.items():
            rows[name].slots.append(slot)
            rows[name].ratios.append(slot.seconds / slots[BASELINE].seconds)
    for worker in workers.values():
        worker.stop()
    return list(rows.values())


def _started(report: Report) -> dict[str, Worker]:
    workers = {}
    for contestant in CONTESTANTS:
        try:
            workers[contestant.name] = Worker(contestant)
        except MissingError as missing:
            report(f"{contestant.name}: {missing}, skipped")
    return workers


def setting(rows: Sequence[Row]) -> str:
    """One line about Python, the machine, and the versions of the engines that took part."""
    parts = [
        f"Python {platform.python_version()}",
        f"{platform.system()} {platform.machine()}",
        f"{os.cpu_count()} cores",
    ]
    for row in rows:
        with contextlib.suppress(PackageNotFoundError):
            parts.append(f"{row.contestant.name} {version(row.contestant.name)}")
    return ", ".join(parts)


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [
        "| engine | inside the clock | one inspection, ms | ÷ panding: truths (least–most) | inspections | wrong of compared |",
        "|---|---|---:|---:|---:|---:|",
    ]
    for row in rows:
        ratio = f"{_short(median(row.ratios))} ({_short(min(row.ratios))}–{_short(max(row.ratios))})"
        lines.append(
            f"| {row.contestant.name} | {row.contestant.what} | {_short(row.milliseconds)} | {ratio} "
            f"| {row.inspections:,} | {row.wrong} of {row.verdicts:,} |"
        )
    return "\n".join(lines)


def _short(value: float) -> str:
    """Three figures: 0.0846, 1.23, 45.6, 1,270."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
