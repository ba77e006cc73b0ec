"""Every document that the page's operations can make is a visit that the judge reads."""

from __future__ import annotations

from pathlib import Path

from checklists.page.packing import pack
from judge.diagnostics import Problems, Severity, render
from judge.judging import judge
from judge.load import load
from judge.model.visit import VisitModel
from judge.resolve.resolved import Library
from judge.resolve.source import Source
from judge.resolve.visit import resolve_visit
from tests.page.running import run_module

MADE = "tests/visit/random_documents.ts"


def test_documents_of_random_changes_are_read_without_errors(library: Library, tmp_path: Path) -> None:
    given = {"library": pack(library), "count": 120, "steps": 70}
    texts = run_module(MADE, given, tmp_path)
    assert len(texts) == given["count"]
    answers = corrections = 0
    for number, text in enumerate(texts):
        path = tmp_path / f"visit-{number}.json"
        path.write_text(text, encoding="utf-8")
        problems = Problems()
        loaded = load(path, VisitModel, problems)
        assert loaded is not None, render(problems)
        visit = resolve_visit(Source(loaded.model, loaded.document.position), library, problems)
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        assert not errors, f"{text}\n{render(problems)}"
        answers += len(visit.answers)
        corrections += len(loaded.model.corrections)
    assert answers > 1000
    assert corrections > 20


def test_a_document_of_random_changes_is_judged(library: Library, tmp_path: Path) -> None:
    [text] = run_module(MADE, {"library": pack(library), "count": 1, "steps": 60}, tmp_path)
    path = tmp_path / "visit.json"
    path.write_text(text, encoding="utf-8")
    problems = Problems()
    loaded = load(path, VisitModel, problems)
    assert loaded is not None, render(problems)
    visit = resolve_visit(Source(loaded.model, loaded.document.position), library, problems)
    assert judge(visit, library, explain=False).verdicts
