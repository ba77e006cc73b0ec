"""Measurements: not part of the package, not part of the tests."""
