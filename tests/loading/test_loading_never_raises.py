"""Whatever stands in a file: loading it gives a model or a diagnostic, never an exception."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from judge.diagnostics import Problems, render, to_json
from judge.load import compose, load, load_text, yaml_reader
from judge.model.base import Record
from judge.model.rule import RuleFileModel
from judge.model.standard import StandardModel
from judge.model.visit import VisitModel
from judge.model.vocabulary import VocabularyModel

FIXTURES = Path(__file__).parent / "goldens"
PIECES = [
    *"：:，,[]{}［］'\"#-?!&*|>%@`~<　 \t\n\\/0.",
    *(
        "- ",
        ": ",
        "<<",
        "\n  ",
        "\n\n",
        "---\n",
        "...\n",
        "null",
        "\\u",
        "\\ud800",
        "\ufeff",
        "\u2028",
        "\x00",
        "\U0001f600",
    ),
]
MODELS: list[type[Record]] = [RuleFileModel, VisitModel, StandardModel, VocabularyModel]
VALID = [path.read_text(encoding="utf-8") for path in sorted(FIXTURES.iterdir()) if path.suffix != ".txt"]
IN_A_FOLDER = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
QUICK = settings(deadline=None, max_examples=250)


def check(text: str, path: str, model: type[Record] = RuleFileModel) -> None:
    problems = Problems()
    loaded = load_text(text, path, model, problems)
    assert (loaded is None) == problems.has_errors
    assert isinstance(render(problems, {path: text}.get), str)
    json.dumps(to_json(problems))
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for found in problems:
        assert found.position is not None
        assert 0 <= found.position.line <= len(lines)
        assert found.position.column <= len(lines[found.position.line - 1]) + 1


@IN_A_FOLDER
@given(data=st.binary(max_size=300), ending=st.sampled_from([".yaml", ".json"]))
def test_arbitrary_bytes(data: bytes, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"x{ending}"
    path.write_bytes(data)
    problems = Problems()
    assert (load(path, RuleFileModel, problems) is None) == problems.has_errors
    assert isinstance(render(problems), str)


@QUICK
@given(text=st.text(max_size=200), ending=st.sampled_from([".yaml", ".json"]))
def test_arbitrary_text(text: str, ending: str) -> None:
    check(text, f"x{ending}")


@QUICK
@given(pieces=st.lists(st.sampled_from([*PIECES, "甲", "名称", "规则", "当"]), max_size=40), pure=st.booleans())
def test_arbitrary_punctuation(pieces: list[str], pure: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if pure:
            patch.setattr(yaml_reader, "LOADER", yaml.SafeLoader)
        check("".join(pieces), "x.yaml")
    check("".join(pieces), "x.json")


@QUICK
@given(data=st.data())
def test_mutilated_valid_files(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(VALID))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.sampled_from([0, 0, 1, 1, 2, 5, 50])))
        text = text[:start] + data.draw(st.sampled_from(["", *PIECES])) + text[end:]
    check(text, data.draw(st.sampled_from(["x.yaml", "x.json"])), data.draw(st.sampled_from(MODELS)))


TREES = st.recursive(
    st.none() | st.text(max_size=8) | st.sampled_from(["甲", "是", "12", "2026-01-01"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["规则", "条款", "检查", "企业", "对象", "答案", "事实", "名称", "编号", "情形", "当"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@QUICK
@given(
    value=st.dictionaries(st.sampled_from(["规则", "条款", "检查", "企业", "对象", "事实"]), TREES),
    index=st.integers(0, 3),
)
def test_arbitrary_trees_in_every_model(value: object, index: int) -> None:
    check(json.dumps(value, ensure_ascii=False), "x.json", MODELS[index])
    check(yaml.safe_dump(value, allow_unicode=True), "x.yaml", MODELS[index])


@QUICK
@given(value=TREES)
def test_json_is_read_as_the_standard_library_reads_it(value: object) -> None:
    from judge.load.text import CONTROL

    text = json.dumps({"根": value}, ensure_ascii=len(repr(value)) % 2 == 0)
    document = compose(text, "x.json", problems := Problems())
    if document is not None:
        assert document.value == {"根": value}
    else:
        assert CONTROL.search(json.dumps(value, ensure_ascii=False)) or "F006" in {found.code for found in problems}


@pytest.mark.parametrize("path", ["x.yaml", "x.json"])
@pytest.mark.parametrize(
    "text",
    [
        "[" * 100000,
        '{"甲":' * 100000,
        "[" * 50000 + "]" * 50000,
        "- " * 100000,
        "? " * 100000,
        "&甲 " * 50000,
        "a: &a [x,x,x]\n" + "".join(f"b{n}: &b{n} [*a,*a,*a]\n" for n in range(50)),
        "\\" * 100000,
        "：" * 100000,
        '"' + "\\" * 100000,
        "\n" * 100000 + "[",
        "名称：甲\n" * 20000,
        "[甲，乙, " * 20000,
    ],
    ids=range(13),
)
def test_bombs_are_refused_at_once(text: str, path: str) -> None:
    check(text, path)
