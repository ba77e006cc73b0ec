"""The page on major hazard installations: its visit holds, its commands run, its figures come out."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

import cli
from judge.resolve.resolved import Library
from tests.chemicals.inventories import read

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "gb18218.md").read_text(encoding="utf-8")
HEAD = "检查: {编号: t, 类型: 行政检查, 日期: 2026-11-20}\n企业: {名称: 厂}\n"


def test_visit_of_the_page_is_of_level_one(library: Library) -> None:
    found = re.search(r"```yaml\n(.+?)```", PAGE, re.S)
    assert found is not None
    world, problems = read(HEAD + found[1], library)
    assert list(problems) == []
    assert world is not None
    assert world.calculations["一号罐区", "重大危险源级别"].known == frozenset({"一级"})


def test_commands_of_the_page_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    commands = re.findall(r"^\$ panding (.*)$", PAGE, re.M)
    assert commands
    for command in commands:
        assert cli.run(shlex.split(command)) == 0
    assert "一号罐区-液氨" in capsys.readouterr().out
