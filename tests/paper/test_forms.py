"""The form on paper asks every question once, under the code by which it is entered, and opens in any word processor."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest

from checklists.asking.choice import ChecklistChoice
from checklists.asking.questionnaire import Card
from checklists.paper import checklist_document, checklist_text, form_of
from judge.diagnostics import Problems
from judge.library.visits import read_visit
from judge.resolve.resolved import Library

EXAMPLE = Path(__file__).parents[2] / "examples" / "die-casting.yaml"


@pytest.fixture(scope="module")
def filled_choice(library: Library, choice: ChecklistChoice) -> ChecklistChoice:
    visit = read_visit(EXAMPLE, library, Problems())
    assert visit is not None
    return dataclasses.replace(choice, earlier=visit.model)


def test_every_question_stands_on_the_form_once(
    library: Library, choice: ChecklistChoice, cards: Sequence[Card]
) -> None:
    rows = re.findall(r"^\| ([A-Z]{1,2}\d+) \| (.*?)(?:<br>.*)? \|", checklist_text(library, choice), flags=re.M)
    wanted = [question.code for card in cards for question in card.questions]
    assert [code for code, _ in rows] == wanted


def test_word_form_has_the_same_questions(library: Library, choice: ChecklistChoice, cards: Sequence[Card]) -> None:
    document = docx.Document(io.BytesIO(checklist_document(library, choice)))
    found = [row.cells[0].text for table in document.tables for row in table.rows]
    wanted = [question.code for card in cards for question in card.questions]
    assert [text for text in found if re.fullmatch(r"[A-Z]{1,2}\d+", text)] == wanted
    assert len(document.inline_shapes) == 1, "the QR code"


def test_text_of_the_visit_stands_as_text(library: Library, choice: ChecklistChoice) -> None:
    assert r"某\<b\>厂\|公司" in checklist_text(library, choice)


def test_known_objects_are_numbered_as_they_are_entered(library: Library, filled_choice: ChecklistChoice) -> None:
    form = form_of(library, filled_choice)
    furnaces = next(card for card in form.cards if card.name == "炉窑")
    assert [(one.number, one.name) for table in furnaces.tables for one in table if one.name][:2] == [
        (1, "集中熔化炉（2吨，天然气）"),
        (2, "机边坩埚保温炉（电）"),
    ]
    assert any("集中熔化炉（2吨，天然气）" in label for area in form.areas for label in area.objects)


def test_every_paper_is_asked_for_once(library: Library, choice: ChecklistChoice) -> None:
    names = [paper.name for group in form_of(library, choice).papers for paper in group.papers]
    assert len(names) == len(set(names))
    assert "联锁试验记录" in names


def test_mark_names_visit_library_and_standards(library: Library, choice: ChecklistChoice) -> None:
    mark = form_of(library, choice).mark
    assert mark == f"PANDING JC-1 {library.digest[:4]}-{library.digest[4:8]} gongmao-2023"


def test_recheck_asks_again_what_each_finding_rests_on(library: Library, filled_choice: ChecklistChoice) -> None:
    form = form_of(library, filled_choice)
    assert [finding.level for finding in form.findings][0] == "重大事故隐患"
    assert all(finding.decides for finding in form.findings)
    line = form.findings[0].decides[0]
    assert re.match(r"[A-Z]{1,2}\d+( \d+)?　.+（上次：.+）$", line)
    text = checklist_text(library, filled_choice)
    assert text.count("□ 已改　□ 部分　□ 未改　□ 整改中") == len(form.findings)
    assert form.still_open, "what stayed open is asked again"
