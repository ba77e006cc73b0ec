"""A choice of its standards for industry and trade."""

from __future__ import annotations

import datetime

import pytest

from checklists.asking.choice import ChecklistChoice, rules_for
from checklists.asking.questionnaire import Card, questionnaire
from judge.resolve.resolved import Library

DAY = datetime.date(2026, 11, 25)


@pytest.fixture(scope="session")
def choice(library: Library) -> ChecklistChoice:
    rules, every, judging = rules_for(library, ("gongmao",), (), DAY)
    return ChecklistChoice(
        day=DAY,
        standards=("gongmao",),
        rules=rules,
        all_rules=every,
        judging=judging,
        enterprise="某<b>厂|公司",
        visit_id="JC-1",
    )


@pytest.fixture(scope="session")
def cards(library: Library, choice: ChecklistChoice) -> tuple[Card, ...]:
    return questionnaire(library, choice.rules)
