"""Diagnostics as people and programs read them. Goldens: `goldens/<name>.yaml|json` beside `<name>.txt`."""

from __future__ import annotations

import doctest
import json
from pathlib import Path

import pytest

from judge.diagnostics import Diagnostic, Position, Problems, catalogue, names, render, rendering, source, to_json
from judge.diagnostics.catalogue import label
from judge.load import load_text
from judge.model.base import Record
from judge.model.rule import RuleFileModel
from judge.model.visit import VisitModel

GOLDENS = Path(__file__).parent / "goldens"
INPUTS = sorted(path for path in GOLDENS.iterdir() if path.suffix != ".txt")


def rendered(problems: Problems, text: str) -> str:
    return render(problems, {"x.yaml": text}.get)


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_bad_file_is_explained_as_stored_beside_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    model: type[Record] = VisitModel if path.stem.startswith("visit") else RuleFileModel
    problems = Problems()
    assert load_text(text, path.name, model, problems) is None
    assert render(problems, {path.name: text}.get) == path.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "column", "length", "caret"),
    [
        ("等级: 重大隐患", 5, 4, "      ^^^^^^^^"),
        ("\t\tab", 3, 2, "\t\t^^"),
        ("a\tb", 3, 1, " \t^"),
        ("ab", 3, 1, "  ^"),
        ("ab", 1, 99, "^^"),
        ("（，）x", 4, 1, "      ^"),
        ("e\u0301x", 3, 1, " ^"),
    ],
)
def test_caret_stands_under_the_place(line: str, column: int, length: int, caret: str) -> None:
    assert rendering.snippet(line, column, length)[1] == caret


@pytest.mark.parametrize("column", [1, 30, 300, 3000])
def test_long_line_is_shown_in_a_window_around_the_place(column: int) -> None:
    line = "重大" * 2000
    line = line[: column - 1] + "X" + line[column:]
    shown, caret = rendering.snippet(line, column, 1)
    cells = sum(2 if character in "重大" else 1 for character in shown)
    assert cells <= rendering.WINDOW + 8
    position = len(caret) - 1
    assert sum(2 if character in "重大" else 1 for character in shown[: shown.index("X")]) == position


def test_characters_that_play_with_the_terminal_are_not_printed() -> None:
    problems = Problems()
    problems.add("F060", Position("x\x1b[31m.yaml", 1, 1), key="\x1b]0;x\x07", nearest="", allowed="\u202e甲")
    text = render(problems, lambda path: "甲\x1b[2J\u202e: \ud800")
    assert not any(character in text for character in "\x1b\x07\u202e\ud800")


def test_diagnostics_are_sorted_and_told_once() -> None:
    problems = [Diagnostic("F030", Position(path, line, 1)) for path, line in [("b", 1), ("a", 2), ("a", 1), ("a", 2)]]
    lines = [line for line in render(problems, lambda path: None).split("\n") if "F030" in line]
    assert [line.partition(" ")[0] for line in lines] == ["a:1:1:", "a:2:1:", "b:1:1:"]


def test_place_may_be_a_whole_file_or_nothing() -> None:
    assert rendered_one(Diagnostic("F008", Position("x.yaml"))).startswith("x.yaml: 错误[F008]: 没有这个文件\n改法: ")
    assert rendered_one(Diagnostic("F008")).startswith("错误[F008]: ")


def rendered_one(diagnostic: Diagnostic) -> str:
    return render([diagnostic], lambda path: "甲")


def test_warning_and_clause_are_named() -> None:
    text = rendered_one(Diagnostic("F022", Position("x.yaml", 1, 1), (("text", "甲，乙"),), "第三条"))
    assert text.split("\n")[:4] == [
        "x.yaml:1:1: 警告[F022]: 方括号里用了全角逗号，“甲，乙”被当成一项",
        "    甲",
        "    ^^",
        "条款: 第三条",
    ]


def test_json_records_can_be_written_and_hold_everything() -> None:
    problems = Problems()
    problems.add("F011", Position("x.yaml", 3, 1, 2), key="等级", first=1)
    (record,) = json.loads(json.dumps(to_json(problems), ensure_ascii=False))
    assert record["code"] == "F011"
    assert (record["severity"], record["path"], record["line"], record["column"], record["length"]) == (
        "error",
        "x.yaml",
        3,
        1,
        2,
    )
    assert record["message"] == "“等级”写了两次，前面第 1 行已经有了"
    assert record["values"] == {"key": "等级", "first": "1"}


def test_fixed_words_are_in_the_catalogue() -> None:
    assert [label(name) for name in ("error", "warning", "clause", "remedy")] == ["错误", "警告", "条款", "改法"]


def test_braces_in_values_are_text() -> None:
    assert Diagnostic("F035", values=(("text", "{x} [[y]]"),)).message
    assert Diagnostic("F031", values=(("text", "{x} [[{y}]]"),)).message == "这一行缺冒号：“{x} [[{y}]]”"


@pytest.mark.parametrize("module", [catalogue, names, rendering, source])
def test_examples_in_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
