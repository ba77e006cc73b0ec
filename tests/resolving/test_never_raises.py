"""Whatever is done to the files of a library: reading it gives a library or diagnostics that can be printed."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from judge.diagnostics import Problems, render
from judge.library import SHIPPED
from judge.library.layers import files_of
from judge.library.opening import written_library
from judge.load import load_text
from judge.model.base import Record
from judge.model.rule import RuleFileModel
from judge.model.standard import StandardModel
from judge.model.vocabulary import VocabularyModel
from judge.resolve.rules import resolve_library
from judge.resolve.source import Source
from judge.resolve.written import WrittenLibrary, WrittenRules
from tests.mutilating import mutilated_text, mutilated_tree
from tests.resolving.layer import FILES, RULE, STANDARD, WORDS, assert_well_told, read

QUICK = settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
SLOW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
MODELS: dict[str, type[Record]] = {"vocabulary": VocabularyModel, "standard": StandardModel, "rule": RuleFileModel}
SMALL = [WORDS, STANDARD, RULE]


@cache
def shipped() -> tuple[list[tuple[str, str, str]], dict[str, list[Any]]]:
    """Kind, standard and text of every shipped file; and their sources, by kind, in the same order."""
    problems = Problems()
    written = written_library(files_of(SHIPPED), problems)
    assert not problems.has_errors
    files = [file for file in files_of(SHIPPED) if file.kind in MODELS]
    texts = [(file.kind, file.standard, file.path.read_text(encoding="utf-8")) for file in files]
    return texts, {
        "vocabulary": list(written.vocabulary),
        "standard": list(written.standards),
        "rule": list(written.rules),
        "drawing": list(written.drawings),
    }


def check_place(problems: Problems, path: str, text: str) -> None:
    """Every place told lies in the text."""
    lines = re.split("\r\n|\r|\n", text.removeprefix("\ufeff"))
    for problem in problems:
        place = problem.position
        if place is not None and place.path == path:
            assert place.line <= len(lines)
            assert place.column <= len(lines[place.line - 1]) + 1


@QUICK
@given(data=st.data())
def test_damaged_file_of_a_small_library(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    name = data.draw(st.sampled_from(SMALL))
    text = mutilated_text(data, FILES[name])
    folder = tmp_path_factory.mktemp("layer")
    _, problems = read(folder, {**FILES, name: text})
    assert_well_told(problems)
    check_place(problems, str(folder / name), text)


@SLOW
@given(data=st.data())
def test_shipped_file_with_other_content_at_some_places(data: st.DataObject) -> None:
    texts, sources = shipped()
    number = data.draw(st.integers(0, len(texts) - 1))
    kind, standard, original = texts[number]
    text = mutilated_tree(data, original)
    problems = Problems()
    loaded = load_text(text, "x.json", MODELS[kind], problems)
    if loaded is not None:
        position = [n for n, (of_kind, _, _) in enumerate(texts) if of_kind == kind].index(number)
        parts = {name: list(found) for name, found in sources.items()}
        source: Any = Source(loaded.model, loaded.document.position)
        old = parts[kind][position]
        parts[kind][position] = WrittenRules(old.standard, old.ref, source) if kind == "rule" else source
        rules = [rule for rule in parts["rule"] if rule.standard == standard or kind == "vocabulary"]
        written = WrittenLibrary(parts["vocabulary"], parts["standard"], rules, (), drawings=parts["drawing"])
        resolve_library(written, problems)
    assert_well_told(problems)
    check_place(problems, "x.json", text)
    render(problems, {"x.json": text}.get)


@pytest.mark.parametrize(
    "text",
    [
        "当: " + "(" * 900 + "人数",
        "当: 人数 > " + "(" * 900 + "1 人" + ")" * 900,
        "当: " + "非 " * 900 + "涉爆",
        "当: 人数" + " + 人数" * 300 + " > 1 人",
        "当: 人数" + " × 2" * 300 + " > 1 人",
        "当: " + "涉爆 或 " * 300 + "涉爆",
        "当: 有效期至" + " + 1 日" * 250 + " < 检查日期",
        "当: 有效期至 + " + "9" * 30 + " 年 < 检查日期",
        "当: 人数 > " + "9" * 1900,
        "当: " + "{全部: [" * 25 + "涉爆" + "]}" * 25,
        "当: " + "{非: " * 70 + "涉爆" + "}" * 70,
        "当: {数量: {对象: 储罐, 比较: '>= " + "9" * 20000 + "'}}",
        "当: {至少: {数: " + "9" * 20000 + ", 其中: [涉爆]}}",
        "当: ''",
        "当: ~",
        "当: 「",
    ],
    ids=range(16),
)
def test_monstrous_condition_is_taken_or_told(text: str, tmp_path: Path) -> None:
    _, problems = read(tmp_path, {**FILES, RULE: FILES[RULE].replace("当: 涉爆", text)})
    assert_well_told(problems)


@pytest.mark.parametrize("name", [*FILES])
def test_missing_or_empty_file_is_taken_or_told(name: str, tmp_path: Path) -> None:
    _, problems = read(tmp_path / "缺", {key: text for key, text in FILES.items() if key != name})
    assert_well_told(problems)
    _, problems = read(tmp_path / "空", {**FILES, name: ""})
    assert_well_told(problems)


def test_empty_layer_is_told(tmp_path: Path) -> None:
    library, problems = read(tmp_path, {})
    assert library is None
    assert [problem.code for problem in problems] == ["V013"]
    assert_well_told(problems)
