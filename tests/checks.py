"""The one list of checks, run the same by hand and in CI: format, lint, types, layers, the page's own checks, the rules' own check
and cases, the package in a clean environment, tests.

`python -m tests.checks` runs all and fails if one fails; `--no-tests` leaves out the last two.
"""

from __future__ import annotations

import os
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
IN_CI = os.environ.get("CI") == "true"
EXAMPLE = ROOT / "examples" / "furniture-works.yaml"


def _tool(name: str, *arguments: str) -> Callable[[], bool]:
    """A check that runs a command of this environment at the root of the tree."""

    def run() -> bool:
        return subprocess.run([str(BIN / name), *arguments], cwd=ROOT, check=False).returncode == 0

    return run


def _page(script: str) -> Callable[[], bool]:
    """A check that runs a script of page/package.json. Without Node.js it is left out and says so; in CI that is a failure."""

    def run() -> bool:
        if shutil.which("node") is None or shutil.which("npm") is None:
            print("page: Node.js (node, npm) not found, not checked")
            return not IN_CI
        made = subprocess.run(["make", "--silent", "page/node_modules"], cwd=ROOT, check=False)
        if made.returncode:
            print("page: npm could not fetch the packages of page/package.json, not checked")
            return not IN_CI
        return subprocess.run(["npm", "run", "--silent", script], cwd=ROOT / "page", check=False).returncode == 0

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
        return _judges(scripts / "panding", place) and _makes_page(scripts / "panding", place)


def _judges(panding: Path, place: Path) -> bool:
    judged = subprocess.run([str(panding), "judge", "visit.yaml"], cwd=place, check=False, capture_output=True)
    told = judged.stdout.decode("utf-8")
    print(told.splitlines()[0] if told else judged.stderr.decode("utf-8"))
    return judged.returncode == 0 and "《工贸企业重大事故隐患判定标准》（应急管理部令第10号）第三条第（二）项" in told


def _makes_page(panding: Path, place: Path) -> bool:
    """The page carries the script and the style of the installed package whole."""
    command = [str(panding), "checklist", "工贸", "-o", "checklist.html"]
    made = subprocess.run(command, cwd=place, check=False, capture_output=True)
    print(made.stderr.decode("utf-8"), end="")
    if made.returncode:
        return False
    page = (place / "checklist.html").read_text(encoding="utf-8")
    parts = ("panding.js", "panding.css")
    return all((ROOT / "checklists" / "page" / name).read_text(encoding="utf-8") in page for name in parts)


CHECKS: list[tuple[str, Callable[[], bool]]] = [
    ("format", _tool("ruff", "format", "--check", ".")),
    ("lint", _tool("ruff", "check", ".")),
    ("types", _tool("mypy")),
    ("layers", _tool("lint-imports", "--no-cache")),
    ("page: types", _page("types")),
    ("page: bundle up to date", _page("check")),
    ("page: unit tests", _page("test")),
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
