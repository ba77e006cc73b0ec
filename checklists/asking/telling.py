"""Says why a question is asked, and how many rules hang on it."""

from __future__ import annotations

from checklists.asking.questions import OpenQuestion
from checklists.open_questions import clause_list
from checklists.texts import TEXTS
from judge.resolve.resolved import Library

SHOWN = 3
"""So many clauses are named."""


def form_of(question: OpenQuestion) -> tuple[str, tuple[str, ...]]:
    """Which text says why (`ask_scope`, `ask_settles` or `ask_bears`), and the ids of the rules it speaks of."""
    if question.decides_scope:
        return "ask_scope", question.rules
    if question.settles:
        return "ask_settles", question.settles
    return "ask_bears", question.rules


def why(question: OpenQuestion, library: Library) -> str:
    """Why a question is asked, with the clauses that hang on it."""
    form, ids = form_of(question)
    rules = [library.rule_by_id[each] for each in ids]
    standards = {rule.standard for rule in rules}
    clauses = list(
        dict.fromkeys(
            (
                library.standards[rule.standard].short_title if len(standards) > 1 else "",
                library.standards[rule.standard].clause(rule.clause).address,
            )
            for rule in rules
        )
    )
    return TEXTS[form].format(count=len(rules), clauses=clause_list(clauses, SHOWN))
