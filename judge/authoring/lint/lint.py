"""The deeper check of a library: what can be read and judged, and yet is not what its author can have meant.

A finder is a small function that yields findings, of one rule or of the library as a whole; the register below names them
all. What a finder tells is proven or plainly there, never guessed, except where its page says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from judge.authoring.lint.cases import CASE_FINDERS
from judge.authoring.lint.desk import Desk, Finding, RuleDesk
from judge.authoring.lint.drawings import find_unused_drawings
from judge.authoring.lint.facts import FACT_FINDERS
from judge.authoring.lint.intervals import find_gaps_in_definitions, find_gaps_in_rule
from judge.authoring.lint.names import find_near_duplicates
from judge.authoring.lint.objects import OBJECT_FINDERS
from judge.authoring.lint.parts import find_idle_parts, find_idle_parts_of_definitions
from judge.authoring.lint.truth import TRUTH_FINDERS
from judge.authoring.lint.twins import find_twin_situations, find_twins
from judge.authoring.lint.values import find_unsafe_others

RULE_FINDERS: tuple[Callable[[RuleDesk, Desk], Iterable[Finding]], ...] = (
    *TRUTH_FINDERS,
    *OBJECT_FINDERS,
    find_idle_parts,
    find_twin_situations,
    find_gaps_in_rule,
    find_unsafe_others,
    *CASE_FINDERS,
)
LIBRARY_FINDERS: tuple[Callable[[Desk], Iterable[Finding]], ...] = (
    find_twins,
    find_idle_parts_of_definitions,
    find_gaps_in_definitions,
    *FACT_FINDERS,
    find_near_duplicates,
    find_unused_drawings,
)


def steps_of(desk: Desk) -> int:
    """How many steps `look` takes."""
    return len(desk.rules) + len(LIBRARY_FINDERS)


def look(desk: Desk) -> Iterator[list[Finding]]:
    """The findings of the library, step by step: of each rule, then of each finder that looks at everything."""
    for rule in desk.rules:
        yield [finding for finder in RULE_FINDERS for finding in finder(rule, desk)]
    for finder in LIBRARY_FINDERS:
        yield list(finder(desk))
