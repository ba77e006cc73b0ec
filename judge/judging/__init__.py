"""Judging a visit: which versions and rules judge which objects, what comes out, and what people made of it."""

from judge.judging.judgement import Compiled, Judgement, ScopeUsed, Summary, judge

__all__ = ["Compiled", "Judgement", "ScopeUsed", "Summary", "judge"]
