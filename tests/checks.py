"""The one list of checks, run the same by hand and in CI: format, lint, types, layers, the rules' own check and cases,
the package in a clean environment, tests.

`python -m tests.checks` runs all and fails if one fails; `--no-tests` leaves out the last two.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
EXAMPLE = ROOT / "examples" / "furniture-works.yaml"


def _tool(name: str, *arguments: str) -> Callable[[], bool]:
    """A check that runs a command of this environment at the root of the tree."""

    def run() -> bool:
        return subprocess.run([str(BIN / name), *arguments], cwd=ROOT, check=False).returncode == 0

    return run


def wheel_judges_in_clean_environment() -> bool:
    """Build the wheel, install it with its dependencies into an empty environment, judge the example from elsewhere."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        python = str(BIN / "python")
        built = [python, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", folder, str(ROOT)]
        if subprocess.run(built, check=False).returncode:
            return False
        venv.create(place / "clean", with_pip=True)
        scripts = place / "clean" / ("Scripts" if sys.platform == "win32" else "bin")
        (wheel,) = place.glob("*.whl")
        install = [str(scripts / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check", str(wheel)]
        if subprocess.run(install, check=False).returncode:
            return False
        shutil.copy(EXAMPLE, place / "visit.yaml")
        judged = subprocess.run(
            [str(scripts / "panding"), "judge", "visit.yaml"], cwd=place, check=False, capture_output=True
        )
        told = judged.stdout.decode("utf-8")
        print(told.splitlines()[0] if told else judged.stderr.decode("utf-8"))
        return (
            judged.returncode == 0 and "《工贸企业重大事故隐患判定标准》（应急管理部令第10号）第三条第（二）项" in told
        )


CHECKS: list[tuple[str, Callable[[], bool]]] = [
    ("format", _tool("ruff", "format", "--check", ".")),
    ("lint", _tool("ruff", "check", ".")),
    ("types", _tool("mypy")),
    ("layers", _tool("lint-imports", "--no-cache")),
    ("rules: check", _tool("panding", "rules", "check", "--strict")),
    ("rules: cases", _tool("panding", "rules", "test")),
    ("rules: coverage", _tool("panding", "rules", "coverage", "--fail-under", "100")),
    ("rules: mutants", _tool("panding", "rules", "mutate")),
]
SLOW: list[tuple[str, Callable[[], bool]]] = [
    ("wheel in a clean environment", wheel_judges_in_clean_environment),
    ("tests", _tool("pytest", "-n", "auto", *(["-p", "no:cacheprovider"] if "--no-cache" in sys.argv else []))),
]


def main() -> int:
    """Run the checks; 0 if all pass. Later checks run even if an earlier one fails, so that all is told at once."""
    chosen = CHECKS if "--no-tests" in sys.argv else [*CHECKS, *SLOW]
    failed = []
    for name, run in chosen:
        print(f"== {name}", flush=True)
        start = time.monotonic()
        if not run():
            failed.append(name)
        print(f"   {time.monotonic() - start:.1f} s", flush=True)
    print(
        f"checks: {len(chosen) - len(failed)} passed, {len(failed)} failed"
        + "".join(f"\n  failed: {n}" for n in failed)
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
