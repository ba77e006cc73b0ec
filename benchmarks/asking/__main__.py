"""`python -m benchmarks.asking`: what asking costs, by different orders of asking, in Markdown tables.

Costs are seconds of the cost model (checklists/asking/costs.py), not measured ones; times are CPU times of one process.
"""

from __future__ import annotations

import argparse
import gc
from collections.abc import Callable, Iterable, Sequence
from statistics import median

from benchmarks.asking.certificate import certificate
from benchmarks.asking.components import Compared, compared
from benchmarks.asking.firms import MIXES, Firm, firms
from benchmarks.asking.foundry import foundry
from benchmarks.asking.meter import Meter
from benchmarks.asking.strategies import Times, all_applicable, clause_by_clause, guided
from checklists.asking.interview import Interviewer
from judge.diagnostics import Problems
from judge.library import SHIPPED, open_library

SCALES = (1, 2, 3)
DEFECTS = (0.03, 0.1, 0.3)


def main() -> None:
    """Run everything and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.asking", description=__doc__)
    parser.add_argument("--seeds", type=int, default=2, help="enterprises of each mix, size and rate of defects (2)")
    parser.add_argument("--mix", help="one mix only")
    seeds = range(1, parser.parse_args().seeds + 1)
    library = open_library([SHIPPED], Problems())
    assert library is not None
    interviewer = Interviewer(library)
    gc.freeze()
    gc.disable()
    for mix in MIXES:
        if parser.parse_args().mix in (None, mix.name):
            _mix(
                mix.name,
                interviewer,
                [
                    (scale, defects, firms(library, interviewer.weigher.priors, mix, seed, scale, defects))
                    for scale in SCALES
                    for defects in DEFECTS
                    for seed in seeds
                ],
            )
            gc.collect()
    _components(*compared(interviewer))
    _foundry(interviewer, seeds)


def _mix(name: str, interviewer: Interviewer, cases: Sequence[tuple[int, float, Firm]]) -> None:
    """One mix: costs by strategy, ratios, and how soon the next question is there."""
    print(
        f"\n### {name}\n\n| objects | defects | (a) | (b) | (b) by area | ours | (c) | ours/(b) | ours/(b) by area | ours/(c) |"
    )
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    rows: dict[tuple[int, float], list[tuple[float, ...]]] = {}
    times = Times()
    meters: list[tuple[Meter, Meter]] = []
    for scale, defects, firm in cases:
        ours = guided(firm, interviewer, times if scale == SCALES[-1] else None)
        by_clause = clause_by_clause(firm, interviewer)
        costs = [
            all_applicable(firm, interviewer).seconds,
            by_clause.seconds,
            clause_by_clause(firm, interviewer, walking=True).seconds,
            ours.seconds,
        ]
        found = certificate(firm, interviewer)
        rows.setdefault((scale, defects), []).append((len(firm.full.objects) - 1, *costs, found.seconds, found.bound))
        meters.append((ours, by_clause))
    for (_, defects), found_rows in rows.items():
        objects, every, clauses, walked, ours_cost, least, bound = (
            sum(column) for column in zip(*found_rows, strict=True)
        )
        count = len(found_rows)
        gap = "" if least - bound < 0.5 else f" (gap {1 - bound / least:.1%})"
        print(
            f"| {objects / count:.0f} | {defects:.0%} | {every / count:.0f} | {clauses / count:.0f} | {walked / count:.0f} "
            f"| {ours_cost / count:.0f} | {least / count:.0f}{gap} | {ours_cost / clauses:.2f} | {ours_cost / walked:.2f} "
            f"| {ours_cost / least:.2f} |"
        )
    asked, by_clauses = (sum(pair[n].questions for pair in meters) for n in (0, 1))
    in_vain = [sum(pair[n].irrelevant for pair in meters) for n in (0, 1)]
    print(f"\nQuestions: ours {asked} ({in_vain[0]} irrelevant), (b) {by_clauses} ({in_vain[1]} irrelevant).")
    for label, taken in (("an answer", times.answers), ("a card of rosters", times.rosters)):
        print(f"Next question after {label}, largest size, ms: {_spread(taken)}.")


def _spread(seconds: Iterable[float]) -> str:
    found = sorted(each * 1e3 for each in seconds)
    over = sum(each > 50 for each in found)
    return (
        f"median {median(found):.1f}, 95 % within {found[int(0.95 * (len(found) - 1))]:.1f}, most {found[-1]:.0f}; "
        f"{over} of {len(found)} over 50"
    )


def _components(found: Sequence[Compared], left_out: int) -> None:
    print("\n### (d) Components of 2 to 12 facts\n")
    print(
        "| what is true | components | ours/(d), all together | mean | within 1.05 | worst |\n|---|---:|---:|---:|---:|---|"
    )
    for truth in dict.fromkeys(each.truth for each in found):
        chosen = [each for each in found if each.truth == truth]
        ratio: Callable[[Compared], float] = lambda each: each.ours / each.optimal  # noqa: E731
        worst = max(chosen, key=ratio)
        print(
            f"| {truth} | {len(chosen)} | {sum(e.ours for e in chosen) / sum(e.optimal for e in chosen):.3f} "
            f"| {sum(map(ratio, chosen)) / len(chosen):.3f} | {sum(ratio(e) <= 1.05 for e in chosen)} "
            f"| {ratio(worst):.2f} ({worst.standard} {worst.object_type}, {worst.facts} facts) |"
        )
    print(f"\nLeft out, for being larger or for sums, counts over objects or readings: {left_out}.")


def _foundry(interviewer: Interviewer, seeds: Iterable[int]) -> None:
    print("\n### A foundry with 12 welders, 3 furnaces, 10 confined spaces\n")
    print("| defects | objects | answers found out | taps | minutes of taps | minutes with looking, papers, walking |")
    print("|---:|---:|---:|---:|---:|---:|")
    for defects in DEFECTS:
        for seed in seeds:
            found = foundry(interviewer, seed, defects)
            print(
                f"| {defects:.0%} | {found.objects} | {found.questions} | {found.taps} | {found.minutes_of_taps:.1f} "
                f"| {found.minutes:.1f} |"
            )


if __name__ == "__main__":
    main()
