"""Judging a visit: which versions and rules judge which objects, what comes out, and what people made of it."""

from judge.judging.bench import Compiled
from judge.judging.judgement import Judgement, ScopeUsed, Summary, judge
from judge.judging.live import LiveVisit

__all__ = ["Compiled", "Judgement", "LiveVisit", "ScopeUsed", "Summary", "judge"]
