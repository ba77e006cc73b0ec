"""Runs the author's commands in this process, wherever they are registered by now."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest

import cli
from checklists.rule_commands import rules

ROOT = Path(__file__).resolve().parents[2]
LAYER = ROOT / "tests" / "reporting" / "layer"
COMMANDS = sorted(path.stem for path in (ROOT / "checklists" / "commands").glob("*.py"))


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command line came to."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The output as JSON."""
        return json.loads(self.out)


Run = Callable[..., Ran]


def register(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put every command of `checklists/commands` into the group for the time of a test."""
    for name in COMMANDS:
        command = getattr(importlib.import_module(f"checklists.commands.{name}"), name, None)
        if isinstance(command, click.Command):
            monkeypatch.setitem(rules.commands, name, command)


def runner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `panding` with arguments."""
    register(monkeypatch)

    def go(*arguments: object) -> Ran:
        status = cli.run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Ran(status, out, err)

    return go
