"""The page asks the same questions in the same order as this side, at any state of a visit."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.asking.firms import MIXES, Firm, Mix, firms, written
from checklists.asking.cards import Card
from checklists.asking.interview import Interviewer, State
from checklists.asking.priors import SHIPPED_PRIORS
from checklists.asking.questions import OpenQuestion
from judge.diagnostics import Position, Problems
from judge.model.visit import VisitModel
from judge.resolve.resolved import Library
from judge.resolve.source import Source
from judge.resolve.visit import resolve_visit
from tests.page.judged import with_library
from tests.page.twin import SCRIPT, node_executable

MINUTES = 10
CLOSE = 1e-6


@pytest.fixture(scope="module")
def interviewer(library: Library) -> Interviewer:
    """One interviewer for all visits."""
    return Interviewer(library)


def _documents(firm: Firm, chance: random.Random) -> Iterator[dict[str, Any]]:
    """The visit at three states: nothing answered, about half, nearly all; some things asked in vain."""
    for share in (0.0, 0.5, 0.9):
        document = written(firm, {place for place in firm.truth if chance.random() < share})
        for object_id, answers in document["答案"].items():
            for key in answers:
                if chance.random() < 0.05 and object_id != "企业":
                    answers[key] = {"无答": "查不清", "时间": f"2026-11-20T09:{chance.randint(10, 59)}"}
        yield document


def _on_the_page(lines: Iterable[str], folder: Path) -> Iterator[Any]:
    path = folder / "jobs.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    command = [node_executable(), str(Path(__file__).with_name("asking.mjs")), str(SCRIPT), str(path)]
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True)
    return map(json.loads, run.stdout.splitlines())


def _here(document: dict[str, Any], here: str | None, interviewer: Interviewer) -> State:
    problems = Problems()
    source = Source(VisitModel.model_validate(document), lambda path: Position("visit"))
    visit = resolve_visit(source, interviewer.library, problems)
    assert not problems.has_errors, [problem.message for problem in problems]
    return interviewer.state(visit, here)


def _card(card: Card) -> dict[str, Any]:
    return {
        "kind": card.kind,
        "object": card.object,
        "area": card.area,
        "paper": card.paper,
        "questions": [_question(question) for question in card.questions],
        "alike": list(card.alike),
    }


def _question(question: OpenQuestion) -> dict[str, Any]:
    return {
        "kind": question.kind,
        "object": question.object,
        "key": question.key,
        "fact": question.fact.full_name if question.fact is not None else None,
        "text": question.text,
        "boxes": list(question.boxes),
        "method": question.method,
        "papers": list(question.papers),
        "rules": list(question.rules),
        "settles": list(question.settles),
        "decidesScope": question.decides_scope,
        "isDeadly": question.is_deadly,
        "noAnswer": question.no_answer,
        "cost": pytest.approx(question.cost, abs=CLOSE),
        "gain": pytest.approx(question.gain, abs=CLOSE),
    }


@pytest.mark.parametrize("mix", MIXES, ids=lambda mix: mix.name)
def test_page_asks_the_same_in_the_same_order(mix: Mix, interviewer: Interviewer, tmp_path: Path) -> None:
    chance = random.Random(mix.name)
    jobs = []
    for seed in (1, 2):
        firm = firms(interviewer.library, interviewer.weigher.priors, mix, seed, 1, 0.2)
        for document in _documents(firm, chance):
            here = chance.choice([None, *(each["编号"] for each in document["对象"])])
            jobs.append({"document": document, "here": here, "minutes": MINUTES})
    lines = [with_library(interviewer.library), *(json.dumps(job, ensure_ascii=False) for job in jobs)]
    found = list(_on_the_page(lines, tmp_path))
    assert len(found) == len(jobs)
    for job, theirs in zip(jobs, found, strict=True):
        state = _here(job["document"], job["here"], interviewer)
        assert [(c["kind"], c["object"], c["paper"]) for c in theirs["cards"]] == [
            (c.kind, c.object, c.paper) for c in state.cards
        ]
        assert theirs["cards"] == [_card(card) for card in state.cards]
        progress = state.progress
        assert theirs["progress"] == {
            "rules": progress.rules,
            "settled": progress.settled,
            "waiting": progress.waiting,
        }
        urgent = state.must_not_be_left(MINUTES)
        assert theirs["urgent"]["cards"] == [_card(card) for card in urgent.cards]
        assert theirs["urgent"]["left"] == urgent.left


def test_page_has_the_shipped_priors() -> None:
    text = (Path(__file__).parents[2] / "page" / "asking" / "priors.ts").read_text(encoding="utf-8")
    told = text.partition("export const SHIPPED = ")[2].partition(" as const;")[0]
    told = told.replace(" as Readonly<Record<string, Readonly<Record<string, number>>>>", "")
    assert yaml.safe_load(told) == yaml.safe_load(SHIPPED_PRIORS.read_text(encoding="utf-8"))
