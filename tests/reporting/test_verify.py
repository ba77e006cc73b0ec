"""A stored result is proven unchanged, or what differs is named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.verifying import verification_json, verification_text
from judge.diagnostics import Problems
from judge.judging import Judgement
from judge.judging.output import judgement_to_json
from judge.judging.verify import Verification, read_results, verify_stored
from judge.library import SHIPPED, read_library
from judge.resolve.resolved import Library
from tests.reporting.conftest import LAYER

Store = Callable[..., Path]


@pytest.fixture
def store(tmp_path: Path, judgement: Judgement) -> Store:
    """Writes the result to a file, with parts of its text replaced."""

    def write(*replacements: tuple[str, str], edit: Callable[[dict[str, Any]], None] | None = None) -> Path:
        data = judgement_to_json(judgement)
        if edit is not None:
            edit(data)
        text = json.dumps(data, ensure_ascii=False, indent=2)
        for old, new in replacements:
            assert text.count(old) == 1, (old, text.count(old))
            text = text.replace(old, new)
        place = tmp_path / "result.json"
        place.write_text(text, encoding="utf-8")
        return place

    return write


def verified(path: Path, library: Library) -> Verification:
    problems = Problems()
    stored = read_results(path, problems)
    assert stored is not None
    (found,) = verify_stored(stored, library, problems)
    assert not problems.has_errors
    return found


def refusals(path: Path, library: Library) -> list[str]:
    problems = Problems()
    stored = read_results(path, problems)
    if stored is not None:
        list(verify_stored(stored, library, problems))
    return [problem.code for problem in problems]


def test_result_as_stored_is_unchanged(store: Store, layer_library: Library) -> None:
    found = verified(store(), layer_library)
    assert found.unchanged
    assert found.verdicts > 10
    assert "没有变" in verification_text([found], layer_library)


def test_one_changed_answer_is_named_with_its_place(store: Store, layer_library: Library) -> None:
    path = store(('"存量": "2 t"', '"存量": "0 t"'))
    found = verified(path, layer_library)
    (answer,) = [d for d in found.differences if d.part == "answer"]
    assert (answer.object, answer.field, answer.now) == ("罐2", "存量", "0 t")
    assert answer.place is not None
    line = path.read_text(encoding="utf-8").splitlines()[answer.place.line - 1]
    assert '"存量": "0 t"' in line
    text = verification_text([found], layer_library)
    assert "答案被改动：罐2.存量，现为“0 t”" in text
    assert "第一条　二号罐：系统提示：重大事故隐患 → 不适用" in text


def test_changed_box_and_changed_reason_for_no_answer_are_named(store: Store, layer_library: Library) -> None:
    def edit(data: dict[str, Any]) -> None:
        answers = data["visit"]["document"]["答案"]
        answers["罐1"]["介质"]["碱"] = "是"
        answers["罐4"]["报警器"] = "拒不提供"

    found = verified(store(edit=edit), layer_library)
    named = {(d.object, d.field) for d in found.differences if d.part == "answer"}
    assert named == {("罐1", "介质∋碱"), ("罐4", "报警器")}


def test_changed_object_roster_date_and_note_are_told_apart(store: Store, layer_library: Library) -> None:
    def parts(edit: Callable[[dict[str, Any]], None]) -> set[str]:
        found = verified(store(edit=lambda data: edit(data["visit"]["document"])), layer_library)
        assert not found.unchanged
        return {d.part for d in found.differences} - {"verdict", "other"}

    assert parts(_without_second_tank) >= {"object", "answer"}
    assert parts(lambda d: d["名单"].pop()) == {"rosters"}
    assert parts(lambda d: d["检查"].update(判定日期="2026-04-01")) == {"date"}
    assert parts(lambda d: d["范围"].update(标准=["ceshi-2026"])) == {"scope_fixed"}
    assert parts(lambda d: d["见闻"].pop()) == {"document"}


def _without_second_tank(document: dict[str, Any]) -> None:
    document["对象"] = [o for o in document["对象"] if o["编号"] != "罐2"]
    del document["答案"]["罐2"]


def test_changed_verdict_is_named(store: Store, layer_library: Library) -> None:
    def edit(data: dict[str, Any]) -> None:
        verdict = next(v for v in data["verdicts"] if v["outcome"] == "ordinary")
        verdict["rectification"] = "不用改"

    found = verified(store(edit=edit), layer_library)
    (difference,) = found.differences
    assert (difference.rule, difference.field) == ("ceshi-2026/2-测试罐", "rectification")
    assert (difference.stored, difference.now) == ("不用改", "除锈防腐")


def test_removed_verdict_is_named(store: Store, layer_library: Library) -> None:
    found = verified(store(edit=lambda data: data["verdicts"].pop(0)), layer_library)
    (difference,) = [d for d in found.differences if d.part == "verdict"]
    assert difference.stored is None
    assert difference.now == "major"


def test_other_library_state_is_told_with_the_rules_that_changed(
    tmp_path: Path, store: Store, layer_library: Library
) -> None:
    layer = tmp_path / "layer"
    shutil.copytree(LAYER, layer)
    rule = layer / "ceshi-2026" / "2.yaml"
    rule.write_text(
        rule.read_text(encoding="utf-8").replace("等级: 一般", "等级: 重大").replace("判定: 一般", "判定: 重大"),
        "utf-8",
    )
    other = read_library([SHIPPED, layer], Problems())
    assert other is not None
    found = verified(store(), other)
    assert not found.same_library
    assert found.rules_changed == ("ceshi-2026/2-测试罐",)
    text = verification_text([found], other)
    assert "规则库与判定时不同，改动过 1 条规则：ceshi-2026/2-测试罐" in text
    assert "第二条　一号罐：系统提示：一般事故隐患 → 重大事故隐患" in text


def test_library_that_only_reads_differently_keeps_the_result(
    tmp_path: Path, store: Store, layer_library: Library
) -> None:
    layer = tmp_path / "layer"
    shutil.copytree(LAYER, layer)
    with (layer / "ceshi-2026" / "2.yaml").open("a", encoding="utf-8") as file:
        file.write("# 加一行注释\n")
    other = read_library([SHIPPED, layer], Problems())
    assert other is not None
    found = verified(store(), other)
    assert found.unchanged
    assert not found.same_library


def test_several_results_of_one_file_are_verified_each(
    tmp_path: Path, judgement: Judgement, layer_library: Library
) -> None:
    data = judgement_to_json(judgement)
    other = json.loads(json.dumps(data))
    other["visit"]["document"]["答案"]["罐2"]["存量"] = "0 t"
    path = tmp_path / "all.json"
    path.write_text(json.dumps([data, other], ensure_ascii=False, indent=1), encoding="utf-8")
    stored = read_results(path, Problems())
    assert stored is not None
    found = list(verify_stored(stored, layer_library, Problems()))
    assert [item.unchanged for item in found] == [True, False]
    place = found[1].differences[0].place
    assert place is not None
    assert place.line > path.read_text(encoding="utf-8").count("\n") // 2
    assert [item["unchanged"] for item in verification_json(found)["results"]] == [True, False]


def test_damaged_result_never_ends_in_an_exception(
    tmp_path_factory: pytest.TempPathFactory, judgement: Judgement, layer_library: Library
) -> None:
    whole = json.dumps(judgement_to_json(judgement), ensure_ascii=False)
    start = whole.index('"document"')
    end = whole.index('"scope"', start)
    path = tmp_path_factory.mktemp("damaged") / "result.json"

    @settings(max_examples=40, deadline=None)
    @given(
        st.integers(start, end),
        st.integers(0, 12),
        st.sampled_from(["", "1", '"', "null", "[1]", "{}", "是", "true", ","]),
    )
    def damaged(at: int, length: int, put: str) -> None:
        path.write_text(whole[:at] + put + whole[at + length :], encoding="utf-8")
        problems = Problems()
        stored = read_results(path, problems)
        found = [] if stored is None else list(verify_stored(stored, layer_library, problems))
        assert found or problems.has_errors

    damaged()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", "[1]", '{"visit": {}}', "判定", '{"a": 1, "a": 2}', "[" * 100_000, "\x00", "null"],
)
def test_file_that_is_no_result_is_refused(tmp_path: Path, layer_library: Library, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    assert refusals(path, layer_library) == ["J001"]


def test_missing_file_and_folder_are_refused(tmp_path: Path, layer_library: Library) -> None:
    assert refusals(tmp_path / "none.json", layer_library) == ["F008"]
    assert refusals(tmp_path, layer_library) == ["F001"]


def test_document_that_is_no_visit_any_more_is_refused_at_its_place(store: Store, layer_library: Library) -> None:
    path = store(('"类型": "行政检查"', '"类型": "参观"'))
    problems = Problems()
    stored = read_results(path, problems)
    assert stored is not None
    assert list(verify_stored(stored, layer_library, problems)) == []
    (problem,) = problems
    assert problem.code == "J002"
    assert problem.position is not None
    assert "参观" in path.read_text(encoding="utf-8").splitlines()[problem.position.line - 1]


def test_answer_that_cannot_be_read_any_more_is_refused_at_its_place(store: Store, layer_library: Library) -> None:
    assert refusals(store(('"存量": "2 t"', '"存量": "两吨"')), layer_library) == ["C024"]
