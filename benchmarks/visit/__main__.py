"""`python -m benchmarks.visit`: a visit of 60 objects under all of 工贸: judged whole, and judged again after one changed answer.

CPU time of one process. In each round the visit is judged whole, then every fact that is asked of some object is changed
once, at one of its objects, and changed back. A Markdown table comes out. Before that each change is held against the visit judged anew.
"""

from __future__ import annotations

import argparse
import gc
import random
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from typing import Any

from benchmarks.visit.workload import asked_facts, visit
from judge.diagnostics import Problems
from judge.judging import Compiled, LiveVisit, judge
from judge.library import SHIPPED, open_library, read_library
from judge.resolve.given import Answer
from judge.resolve.resolved import Fact, Library
from judge.resolve.visit import ResolvedVisit
from judge.values.knowledge import Knowledge
from judge.values.number import Interval

SCOPE_FACTS = frozenset({"企业.工贸企业", "作业场所.行业", "企业.粉尘涉爆", "企业.液氨制冷"})
"""Facts that decide what applies at all; the goal for one changed answer speaks of the others."""
Change = tuple[str, str, Knowledge, Knowledge | None]
"""Object, key, the new knowledge, the old."""


def timed(work: Callable[[], Any]) -> float:
    """CPU seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start


def changes(library: Library, given: ResolvedVisit, seed: int = 0) -> dict[str, Change]:
    """For each fact asked, one change at one object."""
    chance = random.Random(seed)
    known = {(a.object, a.key): a.known for a in given.answers}
    found: dict[str, Change] = {}
    for name in asked_facts(library):
        fact = library.facts[name]
        objects = [o.id for o in given.objects if o.type == fact.object_type]
        if name in SCOPE_FACTS or fact.calculator is not None or fact.per_clause or not objects:
            continue
        place = chance.choice(objects)
        key = f"{fact.name}∋{fact.options[0]}" if fact.kind == "多选" else fact.name
        old = known.get((place, key))
        found[name] = (place, key, _other(fact, old, chance), old)
    return found


def _other(fact: Fact, old: Knowledge | None, chance: random.Random) -> Knowledge:
    if isinstance(fact.domain, Interval):
        low = fact.domain.low or 0
        value = low + chance.randint(1, 40)
        return Interval(value, value)
    options = ["是", "否"] if fact.kind == "多选" else sorted(fact.domain)
    return frozenset({chance.choice([option for option in options if old != frozenset({option})])})


def checked(library: Library, given: ResolvedVisit, wanted: dict[str, Change]) -> None:
    """Raises AssertionError where a verdict judged again differs from the visit judged anew."""
    live = LiveVisit(given, library)
    for place, key, new, old in wanted.values():
        live.answer(place, key, new)
        answers = [a for a in given.answers if (a.object, a.key) != (place, key)]
        changed = replace(
            given, answers=tuple(sorted([*answers, Answer(place, key, new)], key=lambda a: (a.object, a.key)))
        )
        assert live.verdicts == judge(changed, library, explain=False).verdicts, (place, key)
        live.answer(place, key, old)


def measured(rounds: int) -> list[tuple[str, float]]:
    """Milliseconds and ratios by what they measure."""
    problems = Problems()
    cold = [timed(lambda: read_library([SHIPPED], Problems())) for _ in range(3)]
    library = open_library([SHIPPED], problems)
    assert library is not None
    cached = [timed(lambda: open_library([SHIPPED], Problems())) for _ in range(rounds)]
    given = visit(library)
    wanted = changes(library, given)
    checked(library, given, wanted)
    compiled = Compiled(library)
    live = LiveVisit(given, library, compiled)
    first: list[float] = []
    whole: list[float] = []
    ratios: dict[str, list[float]] = {name: [] for name in wanted}
    gc.disable()
    for _ in range(rounds):
        first.append(timed(lambda: judge(given, library, explain=False, compiled=Compiled(library))))
        whole.append(timed(lambda: judge(given, library, explain=False, compiled=compiled)))
        for name, (place, key, new, old) in wanted.items():
            there = timed(lambda: live.answer(place, key, new))  # noqa: B023
            back = timed(lambda: live.answer(place, key, old))  # noqa: B023
            ratios[name].append((there + back) / 2 / whole[-1])
        gc.collect()
    by_fact = {name: median(values) for name, values in ratios.items()}
    return [
        ("objects", float(len(given.objects) - 1)),
        ("verdicts", float(len(live.verdicts))),
        ("whole visit, nothing compiled before, ms, median", median(first) * 1e3),
        ("whole visit, ms, least", min(whole) * 1e3),
        ("whole visit, ms, median", median(whole) * 1e3),
        ("facts changed", float(len(wanted))),
        ("one changed answer ÷ whole visit, median over facts", median(by_fact.values())),
        ("one changed answer ÷ whole visit, worst fact", max(by_fact.values())),
        ("library read and resolved anew, s, least of 3", min(cold)),
        ("library from its cache, s, median", median(cached)),
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.visit", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="how often the visit is judged (15)")
    print("| | |\n|---|---:|")
    for label, value in measured(parser.parse_args().rounds):
        print(f"| {label} | {value:.4g} |")
