"""The published schemas are those of the models, and fit every file that is shipped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from judge.authoring.schema import KINDS, MODELS, schema_of, schema_text
from judge.diagnostics import Problems
from judge.library.layers import SHIPPED, LibraryFile, files_of
from judge.load import compose
from tests.reporting.conftest import LAYER, VISIT

ROOT = Path(__file__).resolve().parents[2]
SHIPPED_FILES = [file for file in files_of(SHIPPED) if file.kind != "drawing"]
FILES = [*SHIPPED_FILES, *files_of(LAYER)]
VISITS = [*sorted((ROOT / "examples").glob("*.yaml")), VISIT]


def tree(path: Path) -> Any:
    """The file as composed: scalars as text."""
    document = compose(path.read_text(encoding="utf-8"), path, Problems())
    assert document is not None
    return document.value


@pytest.fixture(scope="module")
def validators() -> dict[str, jsonschema.Draft202012Validator]:
    return {kind: jsonschema.Draft202012Validator(schema_of(kind)) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_one(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema_of(kind))


@pytest.mark.parametrize("kind", MODELS)
def test_committed_schema_is_that_of_the_model(kind: str) -> None:
    """If this fails: `panding rules schema -o rules/schema`."""
    assert (SHIPPED / "schema" / f"{kind}.json").read_text(encoding="utf-8") == schema_text(kind)


def test_committed_schema_of_judgements_is_that_of_the_records() -> None:
    """If this fails: `panding rules schema judgement > docs/schema/judgement.schema.json`."""
    published = ROOT / "docs" / "schema" / "judgement.schema.json"
    assert published.read_text(encoding="utf-8") == schema_text("judgement")


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.path.parent.name}/{file.path.name}")
def test_file_fits_its_schema(file: LibraryFile, validators: dict[str, jsonschema.Draft202012Validator]) -> None:
    problems = [f"{e.json_path}: {e.message[:200]}" for e in validators[file.kind].iter_errors(tree(file.path))]
    assert problems == []


@pytest.mark.parametrize("path", VISITS, ids=lambda path: path.name)
def test_visit_fits_its_schema(path: Path, validators: dict[str, jsonschema.Draft202012Validator]) -> None:
    assert [e.message[:200] for e in validators["visit"].iter_errors(tree(path))] == []


@pytest.mark.parametrize("file", SHIPPED_FILES, ids=lambda file: f"{file.path.parent.name}/{file.path.name}")
def test_shipped_file_names_its_schema_in_the_first_line(file: LibraryFile) -> None:
    first = file.path.read_text(encoding="utf-8").partition("\n")[0]
    assert first == f"# yaml-language-server: $schema=../schema/{file.kind}.json"


@pytest.mark.parametrize(
    "condition",
    [
        "甲 = 乙",
        {"全部": ["甲", {"非": "乙"}]},
        {"至少": {"数": 2, "其中": ["甲", "乙"]}},
        {"至少": {"数": "2", "其中": ["甲", "乙"]}},
        {"要素": {"出自": 6, "至少": 6}},
        {"要素": {"出自": ["6.1", "6.2"], "至少": "2"}},
        {"存在": {"对象": "储罐", "其中": "甲", "当": {"任一": ["乙", "丙"]}}},
        {"数量": {"对象": "储罐", "比较": ">= 2"}},
        {"依解释": {"解释": "名", "选": {"甲": "乙", "丙": {"均无": ["丁"]}}}},
    ],
)
def test_condition_of_every_form_fits(
    condition: object, validators: dict[str, jsonschema.Draft202012Validator]
) -> None:
    assert validators["rule"].is_valid(rule_with(condition))


@pytest.mark.parametrize(
    "condition",
    [
        "",
        5,
        ["甲"],
        {"全部": "甲"},
        {"全部": ["甲"], "任一": ["乙"]},
        {"所有": ["甲"]},
        {"全部": [{"所有": ["甲"]}]},
        {"至少": {"数": "两", "其中": ["甲"]}},
        {"存在": {"对象": "储罐"}},
        {"数量": {"对象": "储罐", "比较": ">= 2", "当": "甲"}},
    ],
)
def test_condition_of_no_form_does_not_fit(
    condition: object, validators: dict[str, jsonschema.Draft202012Validator]
) -> None:
    assert not validators["rule"].is_valid(rule_with(condition))


def rule_with(condition: object) -> dict[str, Any]:
    written = tree(LAYER / "ceshi-2026" / "2.yaml")
    written["规则"][0]["情形"][0]["当"] = condition
    return dict(written)


def test_scalars_may_be_written_with_or_without_quotes(validators: dict[str, jsonschema.Draft202012Validator]) -> None:
    standard = tree(LAYER / "ceshi-2026" / "standard.yaml")
    standard["条款数"]["官方"] = 10
    standard["条款"][0]["编号"] = 1
    standard["条款"][0]["计数"] = True
    assert validators["standard"].is_valid(standard)
    standard["条款"][0]["计数"] = "不"
    assert not validators["standard"].is_valid(standard)


def test_list_of_one_may_be_written_as_its_item(validators: dict[str, jsonschema.Draft202012Validator]) -> None:
    visit = tree(VISIT)
    for dates in ("2026-03-01", ["2026-03-01", "2026-03-02"]):
        visit["检查"]["日期"] = dates
        assert validators["visit"].is_valid(visit)
