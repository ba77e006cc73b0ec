"""The small library, read once."""

from __future__ import annotations

import pytest

from judge.resolve.resolved import Library
from tests.resolving.layer import read


@pytest.fixture(scope="session")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The library that the visits of these tests are read against."""
    library, problems = read(tmp_path_factory.mktemp("layer"))
    assert library is not None, list(problems)
    return library
