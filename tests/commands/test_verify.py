"""`panding verify`: proves a stored result, or says where it was changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import VISIT, Run


@pytest.fixture
def result(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "结果.json"
    assert run("judge", VISIT, "-o", path).status == 0
    return path


def test_result_as_stored_is_proven(run: Run, result: Path) -> None:
    ran = run("verify", result)
    assert ran.status == 0
    assert "没有变" in ran.out
    assert run("verify", result, "--format", "json").data["results"][0]["unchanged"] is True


def test_one_changed_answer_fails_and_says_where(run: Run, result: Path) -> None:
    text = result.read_text(encoding="utf-8")
    result.write_text(text.replace('"锈蚀": "否"', '"锈蚀": "是"'), encoding="utf-8")
    ran = run("verify", result)
    assert ran.status == 1
    line = text[: text.index('"锈蚀": "否"')].count("\n") + 1
    assert f"{result}:{line}:" in ran.out
    assert "答案被改动：罐2.锈蚀，现为“是”" in ran.out
    data = run("verify", result, "--format", "json")
    assert data.status == 1
    assert data.data["results"][0]["differences"][0]["part"] == "answer"


def test_text_version_is_no_result(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "结果.txt"
    run("judge", VISIT, "-o", path)
    ran = run("verify", path)
    assert ran.status == 1
    assert f"{path}:1:1: 错误[J001]" in ran.err


def test_document_changed_beyond_reading_is_told(run: Run, result: Path) -> None:
    text = result.read_text(encoding="utf-8")
    result.write_text(text.replace('"完整": "是"', '"完整": "大概"', 1), encoding="utf-8")
    ran = run("verify", result)
    assert ran.status == 1
    assert "错误[J002]" in ran.err


def test_other_library_is_told(run: Run, result: Path, tmp_path: Path) -> None:
    folder = tmp_path / "本地"
    folder.mkdir()
    (folder / "rulings.yaml").write_text(
        "裁定:\n  - {解释: ceshi-2026/4-测试间#九人算不算, 采用: 算, 文号: 裁1号, 日期: 2026-02-01, 机关: 区局}\n",
        encoding="utf-8",
    )
    ran = run("verify", result, "--rules", folder)
    assert ran.status == 1
    assert "规则库与判定时不同" in ran.out
    assert "第四条　东间：系统提示：未定 → 重大事故隐患" in ran.out
