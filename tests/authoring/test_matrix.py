"""The matrix of clauses as a page that searches itself and as a workbook."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import json
import re
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from checklists import workbooks
from judge.authoring.listing import Bench, opened_bench
from judge.authoring.matrix import clause_matrix, matrix_rows
from judge.diagnostics import Problems
from judge.library import SHIPPED
from tests.authoring.running import Run, runner


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.delenv("PANDING_RULES", raising=False)
    return runner(monkeypatch, capsys)


@pytest.fixture(scope="module")
def bench() -> Bench:
    return opened_bench([SHIPPED], Problems())


def test_row_joins_clause_rules_questions_and_cases(bench: Bench) -> None:
    assert bench.library is not None
    rows = matrix_rows(clause_matrix(bench, bench.library, "gongmao-2023"), bench, bench.library)
    row = next(row for row in rows if row.status.clause == "12.2")
    assert row.address == "第十二条第（二）项"
    assert {rule.object_type for rule in row.rules} == {"作业场所", "速冻装置"}
    people = next(fact for fact in row.facts if fact.name == "作业场所.作业人数")
    assert people.question.endswith("？")
    assert people.rules == ("gongmao-2023/12.2-作业场所",)
    assert len(row.cases) == row.status.cases == sum(rule.cases for rule in row.rules) > 10
    assert any((case.name, case.outcome) == ("正好9人", "不构成") for case in row.cases)


def test_page_holds_every_clause_and_lets_only_its_own_script_run(run: Run, tmp_path: Path, bench: Bench) -> None:
    target = tmp_path / "对照.html"
    assert run("rules", "matrix", "-o", target).status == 0
    page = target.read_text(encoding="utf-8")
    assert bench.library is not None
    clauses = clause_matrix(bench, bench.library)
    assert re.findall(r'<tr data-standard="([^"]*)" data-status="([^"]*)"', page) == [
        (clause.standard, clause.status) for clause in clauses
    ]
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.S)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = html.unescape(re.findall(r'Content-Security-Policy" content="([^"]*)"', page)[0])
    assert f"script-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert not re.search(r"(?:src|href)=|https?:|@import|url\(| on\w+=", page)
    assert '<option value="gongmao-2023">工贸企业重大事故隐患判定标准</option>' in page
    assert '<option value="not_encoded">未编码</option>' in page
    assert "正好9人 → 不构成" in page


def test_workbook_has_four_sheets_that_filter(run: Run, tmp_path: Path, bench: Bench) -> None:
    target = tmp_path / "对照.xlsx"
    assert run("rules", "matrix", "gongmao-2023", "-o", target).status == 0
    book = load_workbook(target)
    assert book.sheetnames == ["条款", "规则", "事实和问题", "用例"]
    assert bench.library is not None
    clauses = clause_matrix(bench, bench.library, "gongmao-2023")
    for sheet, count in (("条款", len(clauses)), ("用例", sum(clause.cases for clause in clauses))):
        assert book[sheet].max_row == count + 1
        assert book[sheet].freeze_panes == "A2"
        assert book[sheet].auto_filter.ref.endswith(str(count + 1))
    head, *rows = book["条款"].iter_rows(values_only=True)
    row = dict(zip(head, next(row for row in rows if row[2] == "11.4"), strict=True))
    assert row["条款"] == "第十一条第（四）项"
    assert (row["状态"], row["规则数"], row["事实数"]) == ("已编码", 1, 5)
    assert {row[4] for row in book["事实和问题"].iter_rows(values_only=True)} > {"有没有抑爆装置？能不能起作用？"}


def test_text_that_looks_like_a_formula_stays_text() -> None:
    content = workbooks.workbook({"a": ("表", (("列", 10),))}, {"a": [("=1+1",)]})
    cell = load_workbook(io.BytesIO(content))["表"]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_without_the_extra_it_says_what_to_install(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    monkeypatch.setattr(workbooks, "can_write", lambda: False)
    ran = run("rules", "matrix", "-o", tmp_path / "对照.xlsx")
    assert ran.status == 2
    assert "pip install 'panding[excel]'" in ran.err
    assert not list(tmp_path.iterdir())


def test_folder_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    ran = run("rules", "matrix", "-o", tmp_path / "没有" / "对照.xlsx")
    assert ran.status == 1
    assert "错误[J006]: 写不了输出文件（文件夹不存在）" in ran.err


def test_json_file_is_what_is_printed(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "对照.json"
    assert run("rules", "matrix", "jiaoyu-2024", "-o", target).status == 0
    printed = run("rules", "matrix", "jiaoyu-2024", "--format", "json").data
    assert json.loads(target.read_text(encoding="utf-8")) == printed
    assert run("rules", "matrix", "jiaoyv").status == 1
