"""A small library and a visit of its own, in which every kind of verdict comes out; what is shipped may change."""

from __future__ import annotations

from pathlib import Path

import pytest

from checklists.visits import OpenedVisit, opened_visit
from judge.diagnostics import Problems, render
from judge.judging import Judgement, judge
from judge.library import SHIPPED, read_library
from judge.resolve.resolved import Library

HERE = Path(__file__).parent
LAYER = HERE / "layer"
VISIT = HERE / "visit.yaml"


@pytest.fixture(scope="session")
def layer_library() -> Library:
    """The shipped library with the tests' own layer over it."""
    problems = Problems()
    found = read_library([SHIPPED, LAYER], problems)
    assert found is not None, render(problems)
    return found


@pytest.fixture(scope="session")
def opened(layer_library: Library) -> OpenedVisit:
    """The tests' own visit."""
    problems = Problems()
    found = opened_visit(VISIT, layer_library, problems)
    assert found is not None, render(problems)
    return found


@pytest.fixture(scope="session")
def judgement(opened: OpenedVisit, layer_library: Library) -> Judgement:
    """The tests' own visit, judged."""
    return judge(opened.visit, layer_library)
