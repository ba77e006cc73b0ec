"""What is typed for a checklist becomes standards, clauses and rules; what cannot be meant is told."""

from __future__ import annotations

from datetime import date

import pytest

from checklists.asking.choice import ChecklistChoice
from checklists.asking.choosing import Wanted, choice_of
from judge.diagnostics import Problems
from judge.resolve.resolved import Library

DAY = date(2026, 11, 25)


def chosen(library: Library, *standards: str, **further: object) -> tuple[ChecklistChoice | None, list[str]]:
    problems = Problems()
    wanted = Wanted(**{"made_on": DAY, "standards": standards, **further})  # type: ignore[arg-type]
    return choice_of(wanted, library, problems), [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("gongmao-2017", "gongmao-2017"),
        ("gongmao", "gongmao"),
        ("ＧＯＮＧＭＡＯ", "gongmao"),
        ("工贸", "gongmao"),
        ("工贸判定标准", "gongmao"),
        ("化工", "weihua"),
        ("危化", "weihua"),
        ("房屋市政", "fangjian"),
        ("消防", "xiaofang"),
        ("教育", "jiaoyu"),
        ("纺织", "gongmao"),
    ],
)
def test_standards_are_named_as_people_do(library: Library, word: str, name: str) -> None:
    choice, _ = chosen(library, word)
    assert choice is not None
    assert choice.standards == (name,)


@pytest.mark.parametrize(
    ("words", "code"), [(("渔业",), "J020"), (("gongmo",), "J020"), (("",), "J020"), (("判定",), "J021")]
)
def test_names_of_none_or_several_are_refused(library: Library, words: tuple[str, ...], code: str) -> None:
    assert chosen(library, *words) == (None, [code])


def test_all_wrong_names_are_told_at_once(library: Library) -> None:
    assert chosen(library, "渔业", "判定")[1] == ["J020", "J021"]


def test_nothing_named_is_everything(library: Library) -> None:
    choice, problems = chosen(library)
    assert choice is not None
    assert choice.all_rules == library.rules
    assert not problems
    assert choice.standards == ()


def test_the_day_selects_the_version(library: Library) -> None:
    now, then = (chosen(library, "工贸", day=day)[0] for day in (DAY, date(2020, 5, 6)))
    assert now is not None
    assert then is not None
    assert [standard.id for standard in now.judging] == ["gongmao-2023"]
    assert [standard.id for standard in then.judging] == ["gongmao-2017"]
    assert now.all_rules == then.all_rules


def test_what_happened_before_is_judged_by_the_version_then(library: Library) -> None:
    choice, _ = chosen(library, "工贸")
    assert choice is not None
    older = [rule for rule in choice.rules if rule.standard == "gongmao-2017"]
    assert older
    assert all(any(library.types[t].nature == "事件" for t in library.types[r.object_type].chain) for r in older)


def test_a_version_not_in_force_is_warned_of(library: Library) -> None:
    choice, problems = chosen(library, "gongmao-2017")
    assert choice is not None
    assert problems == ["J023"]


def test_a_standard_before_its_time_has_nothing_to_ask(library: Library) -> None:
    assert chosen(library, "weihua-2026", day=date(2020, 1, 1)) == (None, ["J023", "J024"])


def test_clauses_by_number_and_in_full(library: Library) -> None:
    choice, _ = chosen(library, "gongmao-2023", clauses=("11.4，gongmao-2023/3",))
    assert choice is not None
    assert choice.clauses == ("gongmao-2023/11.4", "gongmao-2023/3")
    assert {rule.clause.split(".")[0] for rule in choice.rules} == {"11", "3"}
    assert chosen(library, "gongmao-2023", clauses=("11.44",))[1] == ["J022"]


def test_clauses_in_full_choose_their_standards(library: Library) -> None:
    choice, _ = chosen(library, clauses=("gongmao-2023/3",))
    assert choice is not None
    assert choice.standards == ("gongmao-2023",)


def test_review_is_due_half_a_year_later(library: Library) -> None:
    choice, _ = chosen(library, "教育", made_on=date(2026, 8, 31))
    assert choice is not None
    assert choice.review_by == date(2027, 2, 28)
