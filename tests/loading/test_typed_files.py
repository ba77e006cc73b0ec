"""Trees into models: what does not fit is told one by one, in Chinese, with the nearest name."""

from __future__ import annotations

from typing import Annotated

import pytest
from pydantic import Field

from judge.diagnostics import Diagnostic, Problems, nearest, plain
from judge.load import load_text
from judge.model.base import ONE_OR_MANY, AnswerText, Record, Text
from judge.model.rule import RuleFileModel
from judge.model.visit import VisitModel

RULE = """\
条款: 第十一条第（四）项
规则:
  - 编号: gongmao-2023/11.4-除尘系统
    标题: 正压除尘
    对象: 除尘系统
    情形:
      - {名称: 金属粉尘, 当: 粉尘类别 = 铝镁等金属 且 压力方式 = 正压}
    除外: {名称: 无人, 当: 恒假}
    等级: 重大
    整改: 改为负压除尘
    核对: {日期: 2026-11-23, 程度: 两个来源}
    用例:
      - {名称: 铝粉, 已知: {粉尘类别: 铝镁等金属}, 判定: 待定}
"""
VISIT = """\
检查: {编号: 甲, 类型: 行政检查, 日期: 2026-11-20}
企业: {名称: 某厂}
对象:
  - {编号: 储罐（1号）, 类型: 储罐, 数量: 3}
答案:
  储罐（1号）: {存量: 8..12 t, 压力表: {答: [有且有效, 有但失效], 人: 某}}
"""


class Item(Record):
    name: Text = Field(alias="名称")
    more: Annotated[tuple[Item, ...], ONE_OR_MANY] = Field((), alias="下级")


class File(Record):
    id: Text = Field(alias="ID")
    items: dict[str, Item] = Field({}, alias="项")
    answers: dict[str, dict[str, AnswerText]] = Field({}, alias="答案")


def told(text: str, model: type[Record] = RuleFileModel, path: str = "x.yaml") -> list[Diagnostic]:
    problems = Problems()
    assert load_text(text, path, model, problems) is None
    return list(problems)


def test_rule_file_becomes_its_model_with_positions() -> None:
    loaded = load_text(RULE, "x.yaml", RuleFileModel, problems := Problems())
    assert loaded is not None
    assert not len(problems)
    assert loaded.model.rules[0].exemptions[0].name == "无人"
    place = loaded.document.position(("规则", 0, "除外", 0, "当"))
    assert RULE.split("\n")[place.line - 1][place.column - 1 :][: place.length] == "恒假"


def test_visit_is_the_same_in_yaml_and_json() -> None:
    import json

    of_yaml = load_text(VISIT, "x.yaml", VisitModel, Problems())
    assert of_yaml is not None
    text = json.dumps(of_yaml.document.value, ensure_ascii=False)
    of_json = load_text(text, "x.json", VisitModel, Problems())
    assert of_json is not None
    assert of_yaml.model == of_json.model


def test_unknown_key_suggests_the_nearest_key_not_yet_written() -> None:
    (unknown,) = told(RULE.replace("标题:", "标提:"))
    assert (unknown.code, unknown.message) == ("F060", "不认识的键“标提”")
    assert unknown.remedy.startswith("是不是“标题”？这里可以写：编号、标题、")


def test_missing_key_is_told_by_name() -> None:
    (missing,) = told(RULE.replace("    标题: 正压除尘\n", ""))
    assert (missing.code, missing.message) == ("F061", "“规则”里少了“标题”")


def test_clause_around_the_place_is_named() -> None:
    assert {found.clause for found in told(RULE.replace("等级: 重大", "等级: 严重"))} == {"第十一条第（四）项"}


def test_all_misfits_are_told_at_once_without_consequences() -> None:
    text = RULE.replace("等级: 重大", "等级: 严重").replace("2026-11-23", "昨天").replace("整改: 改为负压除尘", "整改:")
    assert [found.code for found in told(text)] == ["F066", "F065", "F070"]


def test_problem_of_writing_is_not_told_again_as_one_of_content() -> None:
    assert [found.code for found in told(RULE.replace("标题: 正压除尘", "标题: 正压除尘\n    <<: 甲"))] == ["F017"]


def test_no_english_reaches_the_user() -> None:
    mistakes = [
        told("甲"),
        told("[]"),
        told("规则: 甲\n条款: [甲]"),
        told(VISIT.replace("数量: 3", "数量: 三"), VisitModel),
        told(VISIT.replace("数量: 3", "数量: 0"), VisitModel),
        told(VISIT.replace("{名称: 某厂}", "某厂"), VisitModel),
        told(VISIT.replace("2026-11-20", ""), VisitModel),
        told(VISIT + "签字: []\n", VisitModel),
    ]
    for found in (one for several in mistakes for one in several):
        assert not any(word in found.message + found.remedy for word in ("should", "input", "valid", "type", "{", "[["))


def test_key_of_other_width_is_the_known_key() -> None:
    loaded = load_text("ＩＤ: 甲\n项: {（一）: {名称: 乙}}", "x.yaml", File, problems := Problems())
    assert loaded is not None
    assert not len(problems)
    assert loaded.document.value == {"ID": "甲", "项": {"（一）": {"名称": "乙"}}}
    assert loaded.document.key_position(("ID",)).column == 1


def test_key_written_in_both_widths_is_refused() -> None:
    assert "F060" in {found.code for found in told("ID: 甲\nＩＤ: 乙", File)}


def test_free_names_stay_as_written_so_that_they_match_the_values_that_name_them() -> None:
    loaded = load_text(VISIT, "x.yaml", VisitModel, Problems())
    assert loaded is not None
    assert loaded.model.objects[0].id in loaded.model.answers


def test_unknown_key_deep_in_mappings_and_lone_items_is_found() -> None:
    (unknown,) = told("ID: 甲\n项: {一: {名称: 乙, 下级: {名字: 丙}}}", File)
    assert unknown.remedy == "是不是“名称”？这里可以写：名称、下级。"
    assert unknown.position is not None
    assert unknown.position.column == 21


@pytest.mark.parametrize(
    ("word", "found"), [("储缸", "储罐"), ("除尘系流", "除尘系统"), ("ＧＢ－１", "GB-1"), ("锅炉", None)]
)
def test_nearest_name(word: str, found: str | None) -> None:
    assert nearest(word, ["储罐", "除尘系统", "GB-1"]) == found


def test_plain_name_has_no_differences_that_nobody_means() -> None:
    assert plain("　储罐（１）\u200b") == "储罐(1)"
