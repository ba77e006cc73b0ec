"""Judging a visit: which versions and rules judge which objects, what comes out, and what people made of it."""

from judge.judging.judgement import Judgement, ScopeUsed, Summary, judge

__all__ = ["Judgement", "ScopeUsed", "Summary", "judge"]
