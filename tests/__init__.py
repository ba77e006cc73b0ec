"""Tests by capability; `python -m tests.checks` runs every check there is, the same by hand and in CI."""
