"""What programs read of a judgement."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from checklists.visits import OpenedVisit, tried_out
from judge.authoring.schema import schema_of
from judge.diagnostics import Problems
from judge.judging import Judgement
from judge.judging.output import ENGINE_VERSION, document_of, judgement_to_json
from judge.model.visit import VisitModel
from judge.resolve.resolved import Library
from judge.resolve.source import Source
from judge.resolve.visit import resolve_visit
from tests.reporting.conftest import LAYER, VISIT

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def data(judgement: Judgement) -> dict[str, Any]:
    return judgement_to_json(judgement)


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema_of("judgement"))


def test_judgement_is_what_its_schema_says(data: dict[str, Any], validator: jsonschema.Draft202012Validator) -> None:
    validator.validate(data)
    validator.validate([data, data])


def test_what_if_is_what_the_schema_says(
    judgement: Judgement,
    opened: OpenedVisit,
    layer_library: Library,
    validator: jsonschema.Draft202012Validator,
) -> None:
    record = tried_out(judgement, opened, ["罐1.介质={酸: 否}"], layer_library, Problems())
    found = judgement_to_json(judgement, record)
    validator.validate(found)
    assert found["what_if"]["answers"] == [{"object": "罐1", "fact": "介质", "value": {"酸": "否"}}]
    assert [(v["rule"], v["before"], v["after"]) for v in found["what_if"]["verdicts"]] == [
        ("ceshi-2026/5-测试罐", "major", "not_applicable")
    ]


def test_schema_refuses_fields_it_does_not_know(
    data: dict[str, Any], validator: jsonschema.Draft202012Validator
) -> None:
    for damaged in ({**data, "extra": 1}, {k: v for k, v in data.items() if k != "scope"}):
        assert not validator.is_valid(damaged)
    verdict = {**data["verdicts"][0], "outcome": "safe"}
    assert not validator.is_valid({**data, "verdicts": [verdict]})


def test_head_says_what_was_judged_with_and_when(data: dict[str, Any], layer_library: Library) -> None:
    assert data["library"] == {"digest": layer_library.digest, "engine": ENGINE_VERSION}
    assert (data["visit"]["id"], data["visit"]["enterprise"], data["visit"]["date"]) == ("CS-1", "测试厂", "2026-03-02")
    assert data["summary"]["outcomes"]["major"] == 5
    assert data["summary"]["next_question"]["object"] == "罐3"


def test_verdict_carries_full_citation_and_failure_clause(data: dict[str, Any]) -> None:
    (found,) = [v for v in data["verdicts"] if v["rule"] == "ceshi-2026/1-测试罐" and v["object"] == "罐1"]
    assert found["cite"] == "《测试判定标准》（测试令第1号）第一条"
    assert found["clause"] == "1"
    assert found["situations"][0]["cites"] == ["第一条", "第九条"]
    assert found["outcome"] == found["effective"] == "major"


def test_unseen_objects_have_a_verdict_without_object(data: dict[str, Any]) -> None:
    unseen = [v for v in data["verdicts"] if v["object"] is None]
    assert unseen
    assert {v["parent"] for v in unseen} == {"西间"}
    assert {v["outcome"] for v in unseen} == {"not_examined"}


def test_document_reads_back_to_the_same_answers(opened: OpenedVisit, layer_library: Library) -> None:
    document = json.loads(json.dumps(document_of(opened.source.model)))
    model = VisitModel.model_validate(document)
    again = resolve_visit(Source(model, opened.source.locate), layer_library, Problems())
    assert again.digest == opened.visit.digest
    assert document["名单"][0]["完整"] == "是"


def test_same_input_gives_the_same_bytes_in_every_process() -> None:
    command = [
        sys.executable,
        "-c",
        "import cli; cli.main()",
        "judge",
        str(VISIT),
        "--rules",
        str(LAYER),
        "--format",
        "json",
    ]
    outputs = {
        subprocess.run(
            command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2", "6", "7")
    }
    assert len(outputs) == 1
