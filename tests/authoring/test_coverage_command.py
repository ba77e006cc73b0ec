"""`panding rules coverage` as people and programs see it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from checklists.command_line import RefusedError
from checklists.commands.coverage import coverage
from judge.authoring.coverage.coverage import Coverage

LAYER = Path(__file__).resolve().parents[1] / "reporting" / "layer"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    before = {name: os.environ.pop(name, None) for name in ("PANDING_CACHE", "PANDING_RULES")}
    os.environ["PANDING_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    yield
    for name, value in before.items():
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = coverage.main(["--rules", str(LAYER), *arguments], standalone_mode=False)
    return status, capsys.readouterr().out


def test_text_tells_each_rule_what_is_missing_and_the_case_to_paste(capsys: pytest.CaptureFixture[str]) -> None:
    status, out = ran(capsys, "ceshi-2026/1")
    assert status == 0
    lines = out.splitlines()
    assert lines[0] == "ceshi-2026/1-测试罐　罐没有报警器　3/7"
    assert "    缺：除外“已停用”成立，因此不构成" in lines
    assert any(line.startswith("    粘到这条规则的“用例”下面（ceshi-2026/1-测试罐，") for line in lines)
    assert (
        "      - {名称: 存量 > 0 t 正好在界限上, 已知: {企业.测试行业: 是, 存量: 0 t, 报警器: 有但失效, 停用: 否}, "
        "判定: 不适用, 来源: 生成}"
    ) in lines
    assert "共 1 处，应当由用例看出的 7 项，看出 3 项（42.8%）" in lines
    assert lines[-1].startswith("生成的用例先不算数：请对照条文核对")


def test_json_has_the_same_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    status, out = ran(capsys, "ceshi-2026", "--format", "json")
    data = json.loads(out)
    assert status == 0
    assert [rule["id"] for rule in data["rules"]][:2] == ["ceshi-2026/1-测试罐", "ceshi-2026/2-测试罐"]
    assert data["wanted"] == sum(part["wanted"] for part in (*data["rules"], *data["standards"]))
    first = data["rules"][0]
    assert len(first["missing"]) == first["wanted"] - first["shown"]
    assert {"kind", "text", "waiting", "proposed"} == set(first["missing"][0])
    names = {case["case"]["名称"] for case in first["cases"]}
    assert {duty["proposed"] for duty in first["missing"]} == names
    assert data["standards"][0]["id"] == "ceshi-2026"


def test_status_tells_whether_enough_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(capsys, "ceshi-2026/1", "--fail-under", "100")[0] == 1
    assert ran(capsys, "ceshi-2026/1", "--fail-under", "42")[0] == 0
    assert ran(capsys, "gongmao-2023/12.1", "--fail-under", "100")[0] == 0


def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RefusedError):
        ran(capsys, "没有")


def test_interrupted_work_tells_what_it_has(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = Coverage.rules

    def stopped(self: Coverage, rules: object) -> Iterator[object]:
        yield next(iter(measured(self, rules)))  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(Coverage, "rules", stopped)
    status, out = ran(capsys, "ceshi-2026")
    assert status == 130
    assert out.startswith("ceshi-2026/1-测试罐")
    assert "已中断" in out
