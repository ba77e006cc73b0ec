"""What tests of the interview share: one interviewer, and small made-up enterprises."""

from __future__ import annotations

import pytest

from benchmarks.asking.firms import MIXES, Firm, firms
from checklists.asking.interview import Interviewer
from judge.resolve.resolved import Library


@pytest.fixture(scope="session")
def interviewer(library: Library) -> Interviewer:
    """One interviewer for all visits: what it remembers between them changes nothing."""
    return Interviewer(library)


@pytest.fixture(params=MIXES, ids=lambda mix: mix.name)
def firm(request: pytest.FixtureRequest, interviewer: Interviewer) -> Firm:
    """A small enterprise of each mix."""
    return firms(interviewer.library, interviewer.weigher.priors, request.param, 7, 1, 0.2)
