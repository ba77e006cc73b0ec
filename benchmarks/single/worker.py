"""One engine in a process of its own, so that none disturbs another's memory, and a crash is told by name."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from statistics import median

from benchmarks.single.engines import CONTESTANTS, Contestant
from benchmarks.single.workload import INSPECTIONS, Answers, Verdict, verdict, workload

LONGEST_SLOT = 100
"""Inspections in a row, however fast the engine is."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Some inspections in a row: the median of their CPU times (seconds), how many verdicts were given, how many wrong."""

    seconds: float
    inspections: int
    verdicts: int
    wrong: int


class MissingError(Exception):
    """The engine can not be imported; `args[0]` says why."""


class CrashedError(Exception):
    """The engine's process ended by itself; `args[0]` says how."""


class Worker:
    """An engine that waits in its process until it is asked for a slot."""

    def __init__(self, contestant: Contestant) -> None:
        """Start the process and wait until the engine is ready. Raises MissingError, CrashedError."""
        context = multiprocessing.get_context("spawn")
        self.contestant = contestant
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(CONTESTANTS.index(contestant), theirs), daemon=True)
        self._process.start()
        theirs.close()
        self._received()

    def slot(self, first: int, budget: float) -> Slot:
        """Judge inspections from the first on until the budget (seconds) is used up; at least one. Raises CrashedError."""
        with contextlib.suppress(BrokenPipeError):
            self._pipe.send((first, budget))
        return self._received()

    def _received(self) -> Slot:
        try:
            found = self._pipe.recv()
        except (EOFError, ConnectionResetError):
            self._process.join()
            raise CrashedError(
                f"{self.contestant.name}: its process ended by itself, exit code {self._process.exitcode}"
            ) from None
        if not isinstance(found, Slot):
            raise MissingError(found)
        return found

    def stop(self) -> None:
        """End the process."""
        self._pipe.close()
        self._process.join()


def _serve(index: int, pipe: Connection) -> None:
    """Make the engine, judge one inspection to warm it up, then a slot for each request until the other side closes."""
    try:
        engine = _Engine(CONTESTANTS[index])
    except ImportError as error:
        pipe.send(f"not installed or not usable here ({error})")
        return
    pipe.send(engine.slot(0, 0))
    with contextlib.suppress(EOFError):
        while True:
            pipe.send(engine.slot(*pipe.recv()))


class _Engine:
    def __init__(self, contestant: Contestant) -> None:
        self._given = workload()
        self._prepare = contestant.make(self._given)

    def slot(self, first: int, budget: float) -> Slot:
        """Verdicts are kept and compared only after the last inspection, lest comparing slow the judging down."""
        judged: list[tuple[Answers, list[Verdict]]] = []
        times: list[float] = []
        gc.collect()
        while not times or (sum(times) < budget and len(times) < LONGEST_SLOT):
            answers = self._given.inspections[(first + len(times)) % INSPECTIONS]
            judge = self._prepare(answers)
            start = time.process_time()
            verdicts = judge()
            times.append(time.process_time() - start)
            judged.append((answers, verdicts))
        wrong = sum(
            verdict(criterion, answers) is not given
            for answers, verdicts in judged
            for criterion, given in zip(self._given.criteria, verdicts, strict=True)
        )
        return Slot(median(times), len(times), len(times) * len(self._given.criteria), wrong)
