"""Every command explains itself in Chinese, with an example that runs."""

from __future__ import annotations

import io
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import click
import pytest

import cli
from judge.authoring import cases
from tests.commands.conftest import ROOT, Run


def commands(group: click.Group = cli.panding, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


COMMANDS = list(commands())
HEAD = "某厂\n日常巡查\n\n周明\n\n"
"""What an interview is told first: enterprise, kind, day, who asks, certificate."""
QUICK = "见 配电箱前堆着纸箱\n"
"""A line of quick entry."""


def examples(help_text: str) -> list[str]:
    return re.findall(r"^ +(panding .*)$", help_text.partition("例：")[2].partition("\n选项")[0], re.M)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_chinese_and_has_an_example(run: Run, command: tuple[str, ...]) -> None:
    ran = run(*command, "--help")
    assert ran.status == 0
    assert examples(ran.out)
    assert not re.search(r"Show this message|Options:|Usage:|Commands:", ran.out)
    for line in ran.out.partition("\n选项:\n")[2].splitlines():
        assert not line.isascii() or not line.strip() or line.startswith("  -"), line


@pytest.mark.parametrize("command", [c for c in COMMANDS if c], ids=" ".join)
def test_every_example_of_the_help_runs(
    run: Run, command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_cases = cases.run_cases

    def some_cases(*arguments: Any) -> Iterator[Any]:
        # All cases of all rules run in the list of checks; here it matters that the command does.
        return islice(all_cases(*arguments), 20)

    monkeypatch.setattr(cases, "run_cases", some_cases)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "本地规则").mkdir()
    monkeypatch.chdir(tmp_path)
    for example in examples(run(*command, "--help").out):
        monkeypatch.setattr("sys.stdin", io.StringIO(QUICK if "--quick" in example else HEAD))
        ran = run(*shlex.split(example)[1:])
        assert ran.status == 0, (example, ran.err)
        assert ran.out or ran.err


def test_no_command_at_all_shows_the_help(run: Run) -> None:
    ran = run()
    assert ran.status == 2
    assert "用法" in ran.out + ran.err


def test_version_is_that_of_the_package(run: Run) -> None:
    written = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M)
    assert written
    assert run("--version").out == f"panding {written[1]}\n"


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, cli; cli.run(['judge', '--help']); "
        "print([m for m in ('pydantic', 'jinja2', 'yaml', 'judge.library', 'judge.judging') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert ran.stdout.splitlines()[-1] == "[]"
