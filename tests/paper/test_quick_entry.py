"""Lines from a filled sheet become the answers that stand on it, and a line that cannot be read changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from checklists.asking.filling import By
from checklists.asking.questionnaire import Card, Question
from checklists.asking.quick import entered, written_answer
from judge.diagnostics import Problems
from judge.resolve.resolved import Library

BLANK: dict[str, Any] = {
    "检查": {"编号": "JC-1", "类型": "日常巡查", "日期": ["2026-11-25"]},
    "企业": {"名称": "某厂"},
}
BY = By("周明", "2026-11-25T10:00:00")


def card_of(cards: Sequence[Card], name: str) -> Card:
    return next(card for card in cards if card.object_type.name == name)


def question_of(card: Card, kind: str) -> Question:
    return next(question for question in card.questions if question.fact.kind == kind)


def codes(problems: Problems) -> list[str]:
    return [problem.code for problem in problems]


def test_answers_land_on_the_object_of_their_column(library: Library, cards: Sequence[Card]) -> None:
    card = card_of(cards, "除尘系统")
    asked = question_of(card, "是否")
    problems = Problems()
    lines = [
        f"{card.letters}#1 抛光除尘",
        f"{card.letters}#2 打磨除尘 ×3",
        f"{asked.code} 2 否",
        f"{asked.code.lower()} 1 y",
    ]
    document = entered(BLANK, lines, cards, library, BY, problems)
    assert not codes(problems)
    assert document["对象"] == [
        {"编号": "抛光除尘", "类型": "除尘系统"},
        {"编号": "打磨除尘", "类型": "除尘系统", "数量": 3},
    ]
    who = {"人": "周明", "时间": "2026-11-25T10:00:00"}
    assert document["答案"] == {
        "打磨除尘": {asked.key: {"答": "否", **who}},
        "抛光除尘": {asked.key: {"答": "是", **who}},
    }


def test_several_objects_at_once_are_noted_as_bulk(library: Library, cards: Sequence[Card]) -> None:
    card = card_of(cards, "有限空间")
    asked = question_of(card, "是否")
    lines = [*(f"{card.letters}#{n} 污水池{n}" for n in (1, 2, 3)), f"{asked.code} 1-2,3 是"]
    document = entered(BLANK, lines, cards, library, BY, Problems())
    assert [document["答案"][f"污水池{n}"][asked.key]["批量"] for n in (1, 2, 3)] == ["是", "是", "是"]


def test_objects_stand_in_others_and_rosters_are_told_there(library: Library, cards: Sequence[Card]) -> None:
    building, room = card_of(cards, "建筑"), card_of(cards, "作业场所")
    lines = [
        f"{building.letters}#1 一号厂房",
        f"{room.letters}#1 抛光间 @{building.letters}1",
        f"{room.letters}@{building.letters}1全",
        f"{building.letters}不全",
        "见 配电箱前堆着纸箱",
    ]
    document = entered(BLANK, lines, cards, library, BY, Problems())
    assert document["对象"][1]["在"] == "一号厂房"
    assert [(r.get("在"), r["类型"], r["完整"]) for r in document["名单"]] == [
        ("一号厂房", ["作业场所"], "是"),
        (None, ["建筑"], "否"),
    ]
    assert document["见闻"][0]["所见"] == "配电箱前堆着纸箱"


def test_enterprise_needs_no_number(library: Library, cards: Sequence[Card]) -> None:
    asked = question_of(card_of(cards, "企业"), "是否")
    document = entered(BLANK, [f"{asked.code} 是"], cards, library, BY, Problems())
    assert document["答案"]["企业"][asked.key]["答"] == "是"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("V12否", "Q001"),
        ("ZZ1 1 否", "Q002"),
        ("V99 1 否", "Q003"),
        ("V#7 七号", "Q004"),
        ("V1 9 否", "Q005"),
        ("V1 否", "Q006"),
        ("A1 也许", "C022"),
        ("A1 <img src=x onerror=alert(1)>", "C022"),
    ],
)
def test_line_that_cannot_be_entered_is_told_and_changes_nothing(
    line: str, code: str, library: Library, cards: Sequence[Card]
) -> None:
    dust = card_of(cards, "除尘系统").letters
    line = line.replace("V", dust) if line[0] == "V" else line
    before = entered(BLANK, [f"{dust}#1 甲", f"{dust}#2 乙"], cards, library, BY, Problems())
    problems = Problems()
    after = entered(before, ["", "// 注", line], cards, library, BY, problems)
    assert codes(problems) == [code]
    (problem,) = problems
    assert problem.position is not None
    assert problem.position.line == 3
    assert after == before


def test_short_answers(library: Library) -> None:
    def fact(kind: str) -> Any:
        return next(each for each in library.facts.values() if each.kind == kind and "?" not in each.options)

    assert written_answer("?", fact("是否")) == {"无答": "查不清"}
    assert written_answer("失效", fact("设施")) == "有但失效"
    assert written_answer("有或失效", fact("设施")) == ["有且有效", "有但失效"]
    single, several = fact("单选"), fact("多选")
    assert written_answer("2", single) == single.options[1]
    assert written_answer("1+2", several) == {several.options[0]: "是", several.options[1]: "是"}
    assert written_answer("8..12", fact("数值")) == "8..12"
