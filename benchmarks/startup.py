"""`python -m benchmarks.startup`: how long commands take from the shell, beside an empty Python; a Markdown table comes out.

Every command runs once before it is measured, so that bytecode and the library's cache are there, as from a user's
second command on. The cache lies in a folder of the benchmark's own.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
VISIT = ROOT / "examples" / "furniture-works.yaml"
BARE = "`python -c pass`"
UNCACHED = "`panding judge`, library read anew"


def commands() -> dict[str, list[str]]:
    """The commands by the name under which they are shown; `panding` as installed, else straight from the source tree."""
    installed = shutil.which("panding", path=str(Path(sys.executable).parent))
    panding = [installed] if installed else [sys.executable, "-m", "cli"]
    judge = [*panding, "judge", str(VISIT)]
    return {
        BARE: [sys.executable, "-c", "pass"],
        "`panding --help`": [*panding, "--help"],
        "`panding judge`": judge,
        UNCACHED: judge,
    }


def seconds(name: str, command: list[str], cache: str) -> float:
    """How long a command takes, start to end. Raises CalledProcessError where it fails."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PANDING_CACHE"] = "" if name == UNCACHED else cache
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def measured(rounds: int) -> dict[str, list[float]]:
    """Seconds by command, one for each round; within a round the order is drawn anew."""
    found: dict[str, list[float]] = {name: [] for name in commands()}
    order = random.Random(0)
    with tempfile.TemporaryDirectory() as cache:
        for name, command in commands().items():
            seconds(name, command, cache)
        for _ in range(rounds):
            for name in order.sample(list(found), len(found)):
                found[name].append(seconds(name, commands()[name], cache))
    return found


def table(found: dict[str, list[float]]) -> str:
    """The medians, and the ratios to an empty Python within each round, as a Markdown table."""
    lines = [f"| command | seconds | ÷ {BARE} (least–most) |", "|---|---:|---:|"]
    for name, times in found.items():
        ratios = [time / bare for time, bare in zip(times, found[BARE], strict=True)]
        lines.append(f"| {name} | {median(times):.3f} | {median(ratios):.1f} ({min(ratios):.1f}–{max(ratios):.1f}) |")
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.startup", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="how often each command runs (15)")
    print(table(measured(parser.parse_args().rounds)))
