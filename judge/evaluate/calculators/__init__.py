"""Named calculators for derived facts that no expression can say. Each returns a sound range and what could narrow it."""

from judge.evaluate.calculators.calculation import CALCULATORS, Calculation

__all__ = ["CALCULATORS", "Calculation"]
