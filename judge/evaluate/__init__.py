"""Evaluators of formulas over a world of objects: `kleene` (fast, sound), `diagram` (exact), `concrete` (the plain reference)."""
