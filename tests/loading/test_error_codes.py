"""Every code of loading (F…) is provoked by at least one text, at the place where its author has to change it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

import pytest
import yaml
from pydantic import Field

from judge.diagnostics import Position, Problems, render
from judge.diagnostics.catalogue import entries
from judge.load import load, load_text, yaml_reader
from judge.load import text as text_of_files
from judge.load import tree as trees
from judge.load import typed as types
from judge.model.base import ONE_OR_MANY, Date, Record, Text, YesNo


class Part(Record):
    """An item of a list."""

    name: Text = Field(alias="名称")
    whole: YesNo = Field(False, alias="整数")


class Sample(Record):
    """One field of every kind that the real models have."""

    title: Text = Field(alias="标题")
    level: Literal["重大", "一般", "要素"] = Field("重大", alias="等级")
    date: Date | None = Field(None, alias="日期")
    count: Annotated[int | None, Field(alias="数量", ge=1)] = None
    rule: Annotated[str | None, Field(alias="编号", pattern=r"^[a-z0-9-]+/[^/\s]+$")] = None
    standard: Annotated[str | None, Field(alias="标准", pattern=r"^[a-z0-9][a-z0-9-]*$")] = None
    sampled: Annotated[str | None, Field(alias="抽查", pattern=r"^\d+/\d+$")] = None
    letters: Annotated[str | None, Field(alias="字母", pattern=r"^[a-z]+$")] = None
    parts: Annotated[tuple[Part, ...], Field(alias="部分", min_length=1)] = (Part.model_construct(),)
    notes: Annotated[tuple[Text, ...], ONE_OR_MANY] = Field((), alias="备注")
    known: dict[str, Text] = Field({}, alias="已知")
    odd: frozenset[int] | None = Field(None, alias="怪")
    path: Annotated[Path | None, Field(alias="路", strict=True)] = None


def told(text: str, path: str = "x.yaml") -> list[tuple[str, int, int]]:
    problems = Problems()
    loaded = load_text(text, path, Sample, problems)
    assert (loaded is None) == problems.has_errors
    assert render(problems, {path: text}.get)
    return [(found.code, found.position.line, found.position.column) for found in problems if found.position]


YAML = {
    "F006": [("标题: a\x00b", 1, 6), ('标题: "\\0"', 1, 5)],
    "F007": [("标题: 甲\u200b", 1, 6)],
    "F010": [("标题: " + "[" * 61 + "]" * 61, 1, 64), ("[" * 100_000, 1, 1001)],
    "F011": [("标题: 甲\n标题: 乙", 2, 1), ("标题: 甲\n标题 : 乙", 2, 1)],
    "F012": [("标题: &a 甲", 1, 5), ("标题: 甲\n备注: *a", 2, 5)],
    "F013": [("标题: !!str 甲", 1, 5), ("标题: 甲\n备注: !x [甲]", 2, 5)],
    "F014": [("标题: 甲\n---\n标题: 乙", 2, 1), ("标题: 甲\n...\n标题: 乙", 3, 1)],
    "F015": [("[标题]: 甲", 1, 1), ("? {标题: 甲}\n: 乙", 1, 3)],
    "F016": [("标题: 甲\n'': 乙", 2, 1), ("标题: 甲\n: 乙", 2, 1)],
    "F017": [("标题: 甲\n<<: 乙", 2, 1)],
    "F018": [
        ("标题: 甲\n　　备注: 乙\n", 2, 1),
        ("已知:\n  甲: 乙\n　　丙: 丁\n", 3, 1),
        ("　标题 甲\n备注: 乙", 1, 1),
    ],
    "F019": [("", 0, 0), ("  \n# 注释\n", 0, 0), ("---\n", 0, 0)],
    "F020": [
        ("标题：甲\n备注: 乙", 1, 3),
        ("标题：甲", 1, 3),
        ("标题: 甲\n部分:\n- 名称：甲\n  整数: 否", 3, 5),
        ("标题: 甲\n部分:\n- 名称：甲", 3, 5),
        ("标题: 甲\n已知: {甲：乙: 丙}", 2, 7),
        ("标题: 甲\n备注 ：甲\n日期: 2026-01-01", 2, 4),
    ],
    "F021": [("标题: 甲\n备注: ［甲, 乙］", 2, 5), ("标题: 甲\n已知: ｛甲: 乙｝", 2, 5)],
    "F022": [("标题: 甲\n备注: [甲，乙]", 2, 6)],
    "F023": [("标题: 甲\n已知: {甲: 乙，丙: 丁}", 2, 10), ("标题: 甲\n已知: {甲：乙，丙：丁}", 2, 9)],
    "F024": [("标题: 储罐 #1", 1, 8), ("标题: 甲\n备注: #1", 2, 5)],
    "F030": [("标题: 甲\n\t备注: 乙", 2, 1), ("已知:\n\t甲: 乙", 2, 1), ("标题: |\n\t甲", 2, 1)],
    "F031": [("标题: 甲\n备注 乙\n日期: 2026-01-01", 2, 1), ("标题 甲\n备注: 乙", 1, 1)],
    "F032": [("标题: 甲\n备注:乙\n日期: 2026-01-01", 2, 3), ("标题:甲", 1, 3), ("标题:　甲\n备注: 乙", 1, 3)],
    "F033": [('标题: "甲\n备注: 乙', 1, 5), ("标题: '甲\n备注: '乙'", 1, 5)],
    "F034": [("标题: 甲\n备注: [甲, 乙\n日期: 2026-01-01", 2, 5), ("标题: 甲\n已知: {甲: 乙", 2, 5)],
    "F035": [("标题: 注意: 甲", 1, 7)],
    "F036": [("已知:\n  甲: 乙\n 丙: 丁", 3, 2), ("标题: 甲\n  备注: 乙", 2, 3), ("  标题: 甲\n备注: 乙", 2, 1)],
    "F037": [("标题: 甲\n备注: - 乙", 2, 5)],
    "F038": [
        ("标题: >= 2", 1, 5),
        ("标题: @甲", 1, 5),
        ("标题: *重要", 1, 5),
        ("标题: ,甲", 1, 5),
        ("标题: !重", 1, 5),
        ("%甲", 1, 1),
    ],
    "F039": [('标题: "甲" 乙', 1, 9), ("标题: 甲\n备注: [甲]]", 2, 8)],
    "F040": [('标题: "D:\\检查"', 1, 8)],
    "F041": [("%YAML 9.9\n---\n标题: 甲", 1, 1)],
    "F060": [("标题: 甲\n备往: 乙", 2, 1), ("标题: 甲\n部分: [{名称: 甲, 名字: 乙}]", 2, 14)],
    "F061": [("备注: 乙", 1, 1), ("标题: 甲\n部分:\n  - 整数: 否", 3, 5)],
    "F062": [("标题: 甲\n已知: 乙", 2, 5), ("- 标题", 1, 1)],
    "F063": [("标题: 甲\n部分: 乙", 2, 5)],
    "F064": [("标题: [甲]", 1, 5), ("标题: 甲\n等级: {甲: 乙}", 2, 5), ("标题: 甲\n数量: [1]", 2, 5)],
    "F065": [("标题:", 1, 1), ("标题: ''", 1, 5), ("标题: 甲\n等级: ~", 2, 1), ("标题: 甲\n部分:", 2, 1)],
    "F066": [("标题: 甲\n等级: 重大隐患", 2, 5)],
    "F067": [("标题: 甲\n数量: 十二", 2, 5)],
    "F068": [("标题: 甲\n数量: 0", 2, 5)],
    "F069": [("标题: 甲\n部分: [{名称: 甲, 整数: yes}]", 2, 18)],
    "F070": [("标题: 甲\n日期: 2026-02-30", 2, 5), ("标题: 甲\n日期: 明天", 2, 5)],
    "F071": [("标题: 甲\n部分: []", 2, 5)],
    "F072": [("标题: 甲\n编号: 工贸 1", 2, 5)],
    "F073": [("标题: 甲\n标准: 工贸", 2, 5)],
    "F074": [("标题: 甲\n抽查: 三个", 2, 5)],
    "F075": [("标题: 甲\n字母: 甲", 2, 5)],
    "F076": [("标题: 甲\n路: 甲", 2, 4)],
}
JSON = {
    "F010": [("[" * 100_000, 1, 61)],
    "F006": [('{"标题": "\\u0000"}', 1, 8), ('{"标题": "\\ud800"}', 1, 8)],
    "F011": [('{"标题": "甲",\n"标题": "乙"}', 2, 1)],
    "F016": [('{"标题": "甲", "": 1}', 1, 13)],
    "F050": [('{"标题": ,}', 1, 8), ("]", 1, 1), ('{"标题": "甲", ,}', 1, 13)],
    "F051": [('{"标题": "甲"', 1, 11), ('{"标题":', 1, 7), ("[", 1, 2), ('{"标题": "甲', 1, 8)],
    "F052": [('{"标题": "甲",\n}', 1, 11)],
    "F053": [('{"标题" "甲"}', 1, 7), ('{"标题": "甲" "备注": "乙"}', 1, 12), ('{"标题"：1}', 1, 6)],
    "F054": [("{标题: 1}", 1, 2), ("{'a': 1}", 1, 2)],
    "F055": [('{"标题": "甲\n乙"}', 1, 8)],
    "F056": [('{"标题": "D:\\检"}', 1, 11)],
    "F057": [('{"标题": NaN}', 1, 8), ('{"标题": 甲}', 1, 8), ('{"标题": 012}', 1, 8)],
    "F058": [('{"标题": "甲"} {}', 1, 13)],
}
OF_FILES = {"F001", "F002", "F003", "F004", "F005", "F008", "F009", "F077", "F078"}
"""Codes provoked below, by files or by sheer quantity."""


@pytest.mark.parametrize("reader", ["libyaml", "pure Python"])
@pytest.mark.parametrize(("code", "case"), [(code, case) for code, cases in YAML.items() for case in cases])
def test_slip_in_yaml_is_told_where_it_was_made(
    code: str, case: tuple[str, int, int], reader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text, line, column = case
    if reader == "pure Python":
        monkeypatch.setattr(yaml_reader, "LOADER", yaml.SafeLoader)
        column = 61 if text == "[" * 100_000 else column
    assert (code, line, column) in told(text)


@pytest.mark.parametrize(("code", "case"), [(code, case) for code, cases in JSON.items() for case in cases])
def test_slip_in_json_is_told_where_it_was_made(code: str, case: tuple[str, int, int]) -> None:
    text, line, column = case
    assert (code, line, column) in told(text, "x.json")


def test_every_code_of_loading_is_provoked() -> None:
    assert {code for code in entries() if code.startswith("F")} == {*YAML, *JSON, *OF_FILES}


@pytest.mark.parametrize(
    ("code", "name", "data"),
    [
        ("F002", "folder/", b""),
        ("F003", "x.yaml", b"\xff\xff\x80\x80"),
        ("F003", "x.yaml", "标题: 甲".encode("utf-16")[:-1]),
        ("F004", "x.yaml", "标题: 正压除尘\n备注: 乙".encode()[:-1]),
        ("F005", "x.yaml", b"a" * (text_of_files.SIZE_LIMIT + 1)),
        ("F008", "missing.yaml", None),
        ("F006", "x.xlsx", b"PK\x03\x04\x00\x00"),
        ("F019", "x.yaml", b"\xef\xbb\xbf"),
    ],
)
def test_file_that_is_no_text_is_refused(code: str, name: str, data: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / name
    if name.endswith("/"):
        path.mkdir()
    elif data is not None:
        path.write_bytes(data)
    problems = Problems()
    assert load(path, Sample, problems) is None
    assert code in {found.code for found in problems}
    assert render(problems)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.yaml")
    problems = Problems()
    assert load(tmp_path / "x.yaml", Sample, problems) is None
    assert [found.code for found in problems] == ["F001"]


def test_path_that_no_system_accepts_is_a_diagnostic() -> None:
    problems = Problems()
    assert load("a\x00b", Sample, problems) is None
    assert [found.code for found in problems] == ["F001"]


def test_damaged_utf8_is_told_at_the_damage(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes("标题: 正压除尘\n备注: ".encode() + b"\xe4\xbd" + "乙丙丁戊".encode())
    problems = Problems()
    assert load(path, Sample, problems) is None
    assert [found.position for found in problems] == [Position(str(path), 2, 5)]


def test_too_many_values_end_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "NODE_LIMIT", 100)
    assert "F009" in {code for code, *_ in told("备注: [" + "甲, " * 200 + "]")}


def test_too_many_errors_and_warnings_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (trees, types):
        monkeypatch.setattr(module, "REPORTED", 3)
    of_writing = told("".join("标题: 甲\n" for _ in range(9)))
    of_content = told("".join(f"键{number}: 甲\n" for number in range(9)))
    warnings = told("标题: 甲\n备注:\n" + "".join("- 储罐 #1\n" for _ in range(9)))
    assert [code for code, *_ in of_writing] == ["F077", "F011", "F011", "F011"]
    assert [code for code, *_ in of_content].count("F060") == 2
    assert of_content[0][0] == "F077"
    assert [code for code, *_ in warnings] == ["F078", "F024", "F024", "F024"]
