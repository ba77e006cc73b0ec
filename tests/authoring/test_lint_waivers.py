"""Waivers set findings apart, say why, and do not change what is judged with."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import quote

import jsonschema
import pytest
from click.testing import CliRunner, Result

from checklists.commands.check import check
from judge.authoring.lint.desk import Desk
from judge.authoring.lint.lint import look, steps_of
from judge.authoring.lint.waivers import read_waivers, sort_out
from judge.authoring.listing import opened_bench
from judge.diagnostics import Problems, render
from judge.library import SHIPPED, layers
from judge.library.layers import digest_of, files_of, unread_files
from judge.library.opening import library_files
from tests.authoring.lint_layer import FILES, RULE, WAIVERS, WORDS, checked
from tests.resolving.layer import written

IDLE = FILES[RULE].replace("        当: 人多\n", "        当: 人多 且 作业人数 > 5 人\n")
WAIVER = "豁免:\n  - {{编号: {code}, 处: {place}, 理由: 条文如此, 日期: 2026-11-23}}\n"


def waived(code: str, place: str) -> dict[str, str]:
    return {**FILES, RULE: IDLE, WAIVERS: WAIVER.format(code=code, place=place)}


Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs the command on files as if they were the shipped library."""
    monkeypatch.setenv("PANDING_RULES", "")

    def go(files: dict[str, str], *arguments: str) -> Result:
        monkeypatch.setattr(layers, "SHIPPED", written(tmp_path, files))
        return CliRunner().invoke(check, arguments, standalone_mode=False)

    return go


@pytest.mark.parametrize("place", ["ceshi-2026/1-车间", "ceshi-2026/1-车间#人多"])
def test_waiver_of_a_rule_or_a_part_of_it_sets_the_finding_apart(place: str, tmp_path: Path) -> None:
    found = checked(tmp_path, waived("L006", place))
    assert found.findings == ()
    (only,) = found.waived
    assert (only.diagnostic.code, only.reason, only.date) == ("L006", "条文如此", date(2026, 11, 23).isoformat())


@pytest.mark.parametrize(("code", "place"), [("L006", "ceshi-2026/1-车间#积尘"), ("L007", "ceshi-2026/1-车间")])
def test_waiver_of_something_else_is_stale_and_waives_nothing(code: str, place: str, tmp_path: Path) -> None:
    found = checked(tmp_path, waived(code, place))
    assert sorted(each.code for each in found.findings) == ["L006", "L024"]
    assert found.waived == ()


def test_waiver_of_a_lower_layer_may_meet_nothing(tmp_path: Path) -> None:
    files = {**FILES, WAIVERS: WAIVER.format(code="L006", place="ceshi-2026/1-车间")}
    below, above = written(tmp_path / "下", files), tmp_path / "上"
    above.mkdir()
    problems = Problems()
    assert [each.code for each in sort_out((), read_waivers([below], problems)).findings] == ["L024"]
    assert sort_out((), read_waivers([below, above], problems)).findings == ()
    assert not len(problems)


def test_waivers_are_read_strictly_with_places(tmp_path: Path) -> None:
    problems = Problems()
    written(tmp_path, {WAIVERS: "豁免:\n  - {编号: X1, 处: 甲, 日期: 2026-11-23}\n"})
    assert read_waivers([tmp_path], problems) == []
    assert {(p.code, p.position.line) for p in problems if p.position} == {("F061", 2), ("F075", 2)}


def test_waivers_are_no_part_of_the_library(tmp_path: Path) -> None:
    plain, with_waivers = (
        written(tmp_path / "甲", FILES),
        written(tmp_path / "乙", waived("L006", "x") | {RULE: FILES[RULE]}),
    )
    assert WAIVERS not in {file.path.name for file in files_of(with_waivers)}
    read = frozenset(file.path for file in files_of(with_waivers))
    assert unread_files(with_waivers, read) == []
    assert digest_of(library_files([plain], Problems())) == digest_of(library_files([with_waivers], Problems()))


def test_waivers_below_the_top_folder_are_told_as_unread(tmp_path: Path) -> None:
    layer = written(tmp_path, {**FILES, "其他/深/waivers.yaml": "豁免: []\n"})
    assert [path.name for path in unread_files(layer, frozenset(f.path for f in files_of(layer)))] == ["waivers.yaml"]


def test_shipped_library_has_no_finding_that_is_not_waived_with_a_reason() -> None:
    problems = Problems()
    bench = opened_bench([SHIPPED], problems)
    assert bench.library is not None
    desk = Desk(bench, bench.library)
    steps = list(look(desk))
    assert len(steps) == steps_of(desk)
    found = sort_out((each for step in steps for each in step), read_waivers([SHIPPED], problems))
    assert not len(problems), render(problems)
    assert found.findings == (), render(found.findings)
    assert all(len(each.reason) > 9 for each in found.waived)


def test_command_counts_waived_findings_and_tells_them_if_asked(run: Run) -> None:
    files = waived("L006", "ceshi-2026/1-车间")
    ran = run(files)
    assert (ran.return_value, ran.stderr) == (0, "")
    assert "没有错误，已豁免 1 处\n" in ran.stdout
    assert "条文如此" not in ran.stdout
    told = run(files, "--waived", "--strict")
    assert told.return_value == 0
    assert "1.yaml:9 [L006] “作业人数 > 5 人”不起作用" in told.stdout
    assert "理由（2026-11-23）：条文如此" in told.stdout


def test_finding_is_told_with_its_line_its_clause_and_what_to_do(run: Run) -> None:
    files = {**FILES, RULE: IDLE}
    ran = run(files)
    assert ran.return_value == 0
    assert "1.yaml:9:17: 警告[L006]: “作业人数 > 5 人”不起作用：换成恒真或恒假，意思都一样" in ran.stderr
    assert "        当: 人多 且 作业人数 > 5 人\n" in ran.stderr
    assert "^^^^^^^^\n条款: 第一条\n改法: " in ran.stderr
    assert "提醒 1 处" in ran.stdout


def test_strict_check_fails_on_what_is_neither_mended_nor_waived(run: Run) -> None:
    assert run({**FILES, RULE: IDLE}, "--strict").return_value == 1
    assert run(FILES, "--strict").return_value == 0


def test_json_has_findings_and_waivers(run: Run) -> None:
    files = {**waived("L006", "ceshi-2026/1-车间"), WORDS: FILES[WORDS].replace("问题: 停产了吗？", "问题: 停产")}
    data = json.loads(run(files, "--format", "json").stdout)
    assert [d["code"] for d in data["diagnostics"]] == ["L025"]
    assert (data["counts"]["warnings"], data["counts"]["waived"]) == (1, 1)
    (mine,) = data["waived"]
    assert mine["reason"] == "条文如此"
    assert mine["waived_at"].endswith("waivers.yaml:2")
    assert (mine["line"], mine["column"]) == (9, 17)


SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": {"required": ["tool", "results"]}},
    },
}


def test_sarif_points_at_the_part_and_suppresses_what_is_waived(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {**waived("L006", "ceshi-2026/1-车间"), WORDS: FILES[WORDS].replace("问题: 停产了吗？", "问题: 停产")}
    monkeypatch.chdir(tmp_path)
    data = json.loads(run(files, "--format", "sarif").stdout)
    jsonschema.validate(data, SARIF)
    (told,) = data["runs"]
    assert [rule["id"] for rule in told["tool"]["driver"]["rules"]] == ["L006", "L025"]
    open_, suppressed = told["results"]
    assert (open_["ruleId"], open_["ruleIndex"], open_["level"]) == ("L025", 1, "warning")
    assert "suppressions" not in open_
    assert open_["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == f"vocabulary/{quote('词表.yaml')}"
    place = suppressed["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "ceshi-2026/1.yaml", "uriBaseId": "SRCROOT"}
    assert place["region"] == {"startLine": 9, "startColumn": 17, "endLine": 9, "endColumn": 21}
    assert suppressed["suppressions"][0]["justification"] == "条文如此（2026-11-23）"


def test_broken_library_is_told_without_the_deeper_check(run: Run) -> None:
    ran = run({**FILES, RULE: IDLE.replace("人多 且", "人很多 且")})
    assert ran.return_value == 1
    assert "错误[R030]" in ran.stderr
    assert "L006" not in ran.stderr
