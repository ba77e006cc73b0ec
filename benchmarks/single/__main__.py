"""`python -m benchmarks.single`: the workload is checked, every engine judges it in turn, a Markdown table comes out."""

from __future__ import annotations

import argparse
import sys

from benchmarks.single.check import check
from benchmarks.single.race import race, setting, table
from benchmarks.single.worker import CrashedError


def main() -> int:
    """0 where the workload is as published, no engine crashed and none gave a wrong verdict, else 1."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.single", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="how often each engine has its turn (15)")
    parser.add_argument("--budget", type=float, default=0.2, help="seconds of judging in each turn (0.2)")
    parser.add_argument("--check", action="store_true", help="only check the workload")
    given = parser.parse_args()
    lines, agreed = check()
    print(*lines, sep="\n", file=sys.stderr)
    if given.check:
        return 0 if agreed else 1
    try:
        rows = race(given.rounds, given.budget, lambda line: print(line, file=sys.stderr))
    except CrashedError as crash:
        print(crash, file=sys.stderr)
        return 1
    print(table(rows))
    print(setting(rows), file=sys.stderr)
    wrong = sum(row.wrong for row in rows)
    print(f"wrong verdicts: {wrong}", file=sys.stderr)
    return 0 if agreed and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
