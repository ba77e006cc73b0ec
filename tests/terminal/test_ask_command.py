"""`panding ask`: begins a visit, goes on with one, and enters a filled sheet."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest

from tests.commands.conftest import ROOT, Run, run

__all__ = ["run"]


def test_new_visit_is_begun_and_judged(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "检查.json"
    lines = "某铸造厂\n乱写\n日常巡查\n2026-13-40\n2026-11-25\n周明\nJC-1\n否\n否\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    ran = run("ask", target, "--standard", "工贸")
    assert ran.status == 0, ran.err
    document = json.loads(target.read_text(encoding="utf-8"))
    assert document["检查"]["人员"] == [{"姓名": "周明", "证号": "JC-1"}]
    assert document["范围"] == {"标准": ["gongmao"]}
    assert document["填写"]["方式"] == "终端"
    assert run("judge", target).status == 0


def test_quick_entry_keeps_what_can_be_entered_and_tells_the_rest(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(ROOT / "examples" / "die-casting.yaml", tmp_path / "厂.yaml")
    monkeypatch.setattr("sys.stdin", io.StringIO("见 插座没盖\n看不懂\n"))
    ran = run("ask", tmp_path / "厂.yaml", "--quick")
    assert ran.status == 1
    assert "Q001" in ran.err
    assert json.loads((tmp_path / "厂.json").read_text(encoding="utf-8"))["见闻"][-1]["所见"] == "插座没盖"
    assert run("judge", tmp_path / "厂.json").status == 0


def test_quick_entry_without_a_visit_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    assert run("ask", "--quick").status == 2
    assert run("ask", tmp_path / "没有.json", "--quick").status == 2


def test_unknown_standard_and_damaged_visit_are_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert run("ask", tmp_path / "新.json", "--standard", "没有这个").status == 1
    damaged = tmp_path / "坏.json"
    damaged.write_text('{"检查": {"编号"', encoding="utf-8")
    assert run("ask", damaged).status == 1
    assert damaged.read_text(encoding="utf-8") == '{"检查": {"编号"'
