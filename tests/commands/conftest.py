"""Runs the command in this process, with a cache of its own."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import cli

ROOT = Path(__file__).resolve().parents[2]
LAYER = ROOT / "tests" / "reporting" / "layer"
VISIT = ROOT / "tests" / "reporting" / "visit.yaml"


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


@pytest.fixture(scope="package", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in ("PANDING_CACHE", "PANDING_RULES", "PANDING_DEBUG")}
    os.environ["PANDING_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    os.environ["PANDING_RULES"] = str(LAYER)
    os.environ.pop("PANDING_DEBUG", None)
    yield
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `panding` with arguments."""

    def go(*arguments: object) -> Ran:
        status = cli.run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Ran(status, out, err)

    return go
