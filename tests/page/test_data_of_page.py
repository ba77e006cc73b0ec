"""What the page carries: enough of the library to judge the same, not more than fits, and the same bytes each time."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checklists.asking.questionnaire import questionnaire, questionnaire_of_versions
from checklists.page.data import page_parts
from checklists.page.html import as_script_data, checklist_page
from checklists.page.reducing import reduced
from checklists.page.searching import initials
from judge.diagnostics import Problems, render
from judge.judging import judge
from judge.judging.output import plain
from judge.library import read_visit
from judge.resolve.resolved import LAW, Library, Ruling
from judge.resolve.source import Source
from judge.resolve.visit import resolve_visit
from tests.page.conftest import Choose

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
LARGEST = 2_000_000
FAMILIES = ("anquanfa", "fangjian", "gongmao", "gongmao-tishi", "jiaoyu", "weihua", "xiaofang")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("family", FAMILIES)
def test_reduced_library_judges_the_same(library: Library, example: Path, family: str) -> None:
    visit = read_visit(example, library, Problems())
    assert visit is not None
    scope = visit.model.scope.model_copy(update={"standards": (family,), "clauses": ()})
    kept = reduced(library, [family])
    answers = {
        object_id: {key: answer for key, answer in given.items() if _is_asked(key, object_id, visit.model, kept)}
        for object_id, given in visit.model.answers.items()
    }
    model = visit.model.model_copy(
        update={"scope": scope, "answers": answers, "observations": (), "opinions": (), "corrections": ()}
    )
    found = []
    for each in (library, kept):
        problems = Problems()
        resolved = resolve_visit(Source(model, lambda _: None), each, problems)  # type: ignore[arg-type, return-value]
        assert not problems.has_errors, render(problems)
        found.append(plain(judge(resolved, each).verdicts))
    assert found[0] == found[1]


def _is_asked(key: str, object_id: str, model: object, kept: Library) -> bool:
    types = {each.id: each.type for each in model.objects}  # type: ignore[attr-defined]
    name = re.split("[@∋]", key)[0]
    return kept.fact(types.get(object_id, "企业"), name) is not None


def test_page_of_all_standards_is_small_enough(library: Library, choose: Choose) -> None:
    assert len(checklist_page(library, choose()).encode()) <= LARGEST


def test_same_input_gives_the_same_bytes(library: Library, choose: Choose) -> None:
    first, second = (checklist_page(library, choose("工贸", enterprise="某厂")) for _ in range(2))
    assert first == second
    assert first != checklist_page(library, choose("工贸", enterprise="某厂", made_on=date(2026, 11, 26)))


def test_choice_leaves_out_other_standards_but_the_laws(library: Library) -> None:
    kept = reduced(library, ["jiaoyu"])
    assert {rule.standard for rule in kept.rules} == {"jiaoyu-2024"}
    assert {name for name, standard in kept.standards.items() if standard.kind != LAW} == {"jiaoyu-2024"}
    assert len(kept.facts) < len(library.facts) / 10
    assert kept.digest == library.digest
    assert list(kept.facts) == [name for name in library.facts if name in kept.facts]


def test_choice_keeps_rulings_on_its_readings_only(library: Library) -> None:
    reading = next(reading.id for rule in library.rules if rule.standard == "weihua-2026" for reading in rule.readings)
    ruled = replace(library, rulings={reading: Ruling(reading, "甲", "裁〔2026〕1号", "2026-01-05", "区应急局")})
    assert reading in reduced(ruled, ["weihua"]).rulings
    assert not reduced(ruled, ["jiaoyu"]).rulings


def test_no_place_of_a_rule_is_carried(library: Library) -> None:
    for standards in ((), ("gongmao",)):
        assert {rule.source for rule in reduced(library, standards).rules} == {""}


def test_codes_are_those_of_the_sheet_for_the_day(library: Library, choose: Choose) -> None:
    choice = choose("工贸")
    sheet = {
        q.code: (card.object_type.name, q.key) for card in questionnaire(library, choice.rules) for q in card.questions
    }
    page = {
        q.code: (card.object_type.name, q.key)
        for card in questionnaire_of_versions(library, choice.rules, choice.all_rules)
        for q in card.questions
    }
    assert sheet.items() <= page.items()
    assert len(page) > len(sheet)


def test_data_cannot_end_its_element() -> None:
    text = "</script><!-- <script> \u2028\u2029 \udc80"
    written = as_script_data({"text": text})
    assert json.loads(written) == {"text": text}
    assert not re.search("[<\u2028\u2029\udc80]", written)


def test_every_reading_of_a_character_is_known() -> None:
    assert initials(["重瓶A1"]) == {"瓶": "p", "重": "ctz"}


def test_preset_stands_under_the_keys_of_a_visit(library: Library, choose: Choose) -> None:
    choice = choose(
        "工贸", enterprise="某厂", kind="行政检查", day=date(2026, 5, 6), clauses=("11.4",), visit_id="甲-1"
    )
    assert page_parts(library, choice)["about"]["preset"] == {
        "检查": {"编号": "甲-1", "类型": "行政检查", "日期": ["2026-05-06"]},
        "企业": {"名称": "某厂"},
        "范围": {"标准": ["gongmao"], "条款": ["gongmao-2023/11.4"]},
    }
