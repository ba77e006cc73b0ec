"""`panding checklist`: what it writes, what it presets, what it refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from checklists.command_words import VISIT_KINDS
from judge.model.visit import OccasionModel, VisitKind
from tests.commands.conftest import VISIT, Run

STANDARD = "ceshi"


def about(page: Path) -> Any:
    found = re.search(r'id="panding-about">(.*?)</script>', page.read_text(encoding="utf-8"))
    assert found is not None
    return json.loads(found[1])


def test_page_is_written_and_told(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "表.html"
    ran = run("checklist", STANDARD, "-o", target, "--review-by", "2999-01-02")
    assert ran.status == 0
    assert re.search(r"规则库 \w{4}-\w{4}，\d+ 条规则，2999-01-02 前复核", ran.err)
    assert about(target)["reviewBy"] == "2999-01-02"
    assert [path.name for path in tmp_path.iterdir()] == ["表.html"]


@pytest.mark.parametrize(("ending", "beginning"), [(".xlsx", b"PK"), (".docx", b"PK"), (".md", b"# ")])
def test_ending_says_what_is_made(run: Run, tmp_path: Path, ending: str, beginning: bytes) -> None:
    target = tmp_path / f"表{ending}"
    assert run("checklist", STANDARD, "-o", target).status == 0
    assert target.read_bytes().startswith(beginning)


def test_same_day_same_bytes(run: Run, tmp_path: Path) -> None:
    for name in ("甲.html", "乙.html"):
        assert run("checklist", STANDARD, "-o", tmp_path / name, "--made-on", "2026-01-02").status == 0
    assert (tmp_path / "甲.html").read_bytes() == (tmp_path / "乙.html").read_bytes()


def test_what_is_known_beforehand_is_preset(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "表.html"
    known = ("--enterprise", "某厂", "--kind", "日常巡查", "--on", "2026-05-06", "--visit", "甲-1")
    assert (
        run("checklist", STANDARD, "-o", target, *known, "--inspector", "张三：0123", "--inspector", "李四").status == 0
    )
    assert about(target)["preset"] == {
        "检查": {
            "编号": "甲-1",
            "类型": "日常巡查",
            "日期": ["2026-05-06"],
            "人员": [{"姓名": "张三", "证号": "0123", "身份": "检查人员"}, {"姓名": "李四", "身份": "检查人员"}],
        },
        "企业": {"名称": "某厂"},
        "范围": {"标准": [STANDARD]},
    }


def test_an_earlier_visit_comes_along(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "表.html"
    assert run("checklist", STANDARD, "-o", target, "--from", VISIT).status == 0
    assert about(target)["preset"]["上次"]["检查"]["编号"] == "CS-1"


def test_an_earlier_visit_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    visit = tmp_path / "visit.html"
    visit.write_bytes(VISIT.read_bytes())
    ran = run("checklist", STANDARD, "-o", visit, "--from", visit)
    assert ran.status == 1
    assert "错误[J005]" in ran.err
    assert visit.read_bytes() == VISIT.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("渔业",), 1, "错误[J020]"),
        ((STANDARD, "--clauses", "99"), 1, "错误[J022]"),
        ((STANDARD, "--on", "1999-01-01"), 1, "错误[J024]"),
        ((STANDARD, "--made-on", "2026-05-06", "--review-by", "2026-05-05"), 2, "复核日不能早于做出的那天"),
        ((STANDARD, "--inspector", "：01"), 2, "写成 姓名 或者 姓名:证号"),
        ((STANDARD, "--from", "没有.yaml"), 1, "错误[F008]"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], status: int, told: str
) -> None:
    ran = run("checklist", *arguments, "-o", tmp_path / "表.html")
    assert ran.status == status
    assert told in ran.err
    assert list(tmp_path.iterdir()) == []


def test_endings_that_nothing_is_written_for_are_named(run: Run, tmp_path: Path) -> None:
    ran = run("checklist", STANDARD, "-o", tmp_path / "表.pdf")
    assert ran.status == 2
    assert ".html、.xlsx、.docx、.md" in ran.err


def test_kinds_of_visits_are_those_of_the_model() -> None:
    assert OccasionModel.model_fields["kind"].annotation == VisitKind
    assert VisitKind.__args__ == VISIT_KINDS  # type: ignore[attr-defined]
