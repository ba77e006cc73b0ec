"""What all tests share: the shipped library, read once, and a way to judge a visit written as YAML text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from checklists.command_words import speak_chinese
from judge.diagnostics import Problems, render
from judge.judging import Judgement, judge
from judge.library import SHIPPED, read_library
from judge.load import load_text
from judge.model.visit import VisitModel
from judge.resolve.resolved import Library, Ruling
from judge.resolve.source import Source
from judge.resolve.visit import resolve_visit

# As the command does first of all: click keeps the words it has once used.
speak_chinese()


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped library."""
    problems = Problems()
    found = read_library([SHIPPED], problems)
    assert found is not None, render(problems)
    return found


Judge = Callable[..., Judgement]


@pytest.fixture(scope="session")
def judge_text(library: Library) -> Judge:
    """Judges a visit given as YAML text; `rulings` maps ids of readings to options."""

    def run(text: str, *, rulings: dict[str, str] | None = None) -> Judgement:
        problems = Problems()
        loaded = load_text(text, "检查.yaml", VisitModel, problems)
        assert loaded is not None, render(problems, {"检查.yaml": text}.get)
        ruled = {
            r: Ruling(r, option, "裁〔2026〕1号", "2026-01-05", "区应急局") for r, option in (rulings or {}).items()
        }
        with_rulings = replace(library, rulings=ruled)
        visit = resolve_visit(Source(loaded.model, loaded.document.position), with_rulings, problems)
        assert not problems.has_errors, render(problems, {"检查.yaml": text}.get)
        return judge(visit, with_rulings)

    return run
