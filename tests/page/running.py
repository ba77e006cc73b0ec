"""Runs the page's own code: a module of page/ bundled and run once by Node, with one JSON file for all that it is to do."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "page"


def left_out(told: str) -> NoReturn:
    """Skips a test for which something is missing here, and says what; in CI nothing may be missing."""
    if os.environ.get("CI") == "true":
        pytest.fail(told)
    pytest.skip(told)


def node() -> str:
    """A Node to run: that of the machine, else the one that Playwright brings; the test is skipped where neither is."""
    found = shutil.which("node")
    if found is None:
        try:
            from playwright._impl._driver import compute_driver_executable
        except ImportError:
            left_out("Node.js not found, the page's code is not tried")
        found = str(compute_driver_executable()[0])
    return found


def run_module(module: str, given: Any, folder: Path) -> Any:
    """What a module of page/ (by its path there) prints as JSON, given a file of JSON; `folder` holds both for the time being."""
    bundler = PAGE / "node_modules" / ".bin" / "esbuild"
    if not bundler.exists():
        left_out("page/node_modules is not there (make page/node_modules), the page's code is not tried")
    bundle, data = folder / "bundle.mjs", folder / "given.json"
    data.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    options = ["--bundle", "--platform=node", "--format=esm", f"--outfile={bundle}", "--log-level=warning"]
    environment = {**os.environ, "PATH": f"{Path(node()).parent}:{os.environ['PATH']}"}
    subprocess.run([str(bundler), str(PAGE / module), *options], check=True, cwd=PAGE, env=environment)
    run = subprocess.run([node(), str(bundle), str(data)], check=False, capture_output=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)
