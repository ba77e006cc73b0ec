"""Text into a tree with positions: scalars stay text, YAML and JSON give the same tree."""

from __future__ import annotations

import json

import pytest

from judge.diagnostics import Position, Problems
from judge.load import Document, compose


def composed(text: str, path: str = "x.yaml") -> Document:
    problems = Problems()
    document = compose(text, path, problems)
    assert document is not None, [found.message for found in problems]
    return document


@pytest.mark.parametrize(
    "written", ["4.10", "12:30", "no", "0x1F", "1_000", "2026-01-01", "yes", "1e5", "NULL", "true"]
)
def test_scalar_stays_the_text_that_was_written(written: str) -> None:
    assert composed(f"键: {written}").value == {"键": written}


@pytest.mark.parametrize(
    ("written", "value"), [("", None), ("null", None), ("~", None), ("'null'", "null"), ('""', "")]
)
def test_only_plain_null_tilde_and_nothing_mean_nothing(written: str, value: str | None) -> None:
    assert composed(f"键: {written}").value == {"键": value}


def test_keys_are_stripped() -> None:
    assert composed("名称　: 甲\n' 类型 ': 乙").value == {"名称": "甲", "类型": "乙"}


def test_full_width_colon_in_braces_is_read_where_it_can_mean_one_thing() -> None:
    document = composed("[{名称：甲, 类型: 乙, 备注：}]")
    assert document.value == [{"名称": "甲", "类型": "乙", "备注": None}]
    assert document.position((0, "名称")) == Position("x.yaml", 1, 6, 1)
    assert document.key_position((0, "名称")) == Position("x.yaml", 1, 3, 2)


def test_full_width_colon_in_a_value_is_text() -> None:
    assert composed("备注: 注意：甲\n例: [甲：乙]").value == {"备注": "注意：甲", "例": ["甲：乙"]}


def test_values_that_look_like_extras_but_are_text() -> None:
    text = "甲: <<\n乙: a*b & c! %\n丙: 储罐#1\n丁: '#1 罐'\n戊: 一 # 注释\n己: http://x/#1"
    values = {"甲": "<<", "乙": "a*b & c! %", "丙": "储罐#1", "丁": "#1 罐", "戊": "一", "己": "http://x/#1"}
    assert composed(text).value == values


def test_positions_count_characters_from_one() -> None:
    document = composed("规则:\n  - 名称: 甲乙\n    当:\n      全部: [子丑, 寅]\n  - {名称: 丙}\n")
    where = {
        ("规则", 0, "名称"): (2, 9, 2),
        ("规则", 0, "当", "全部", 1): (4, 16, 1),
        ("规则", 0, "当", "全部"): (4, 11, 1),
        ("规则", 1): (5, 5, 1),
        ("规则", 1, "名称"): (5, 10, 1),
        ("规则", 0): (2, 5, 2),
        (): (1, 1, 2),
    }
    for path, place in where.items():
        assert document.position(path) == Position("x.yaml", *place), path
    assert document.key_position(("规则", 0, "当")) == Position("x.yaml", 3, 5, 1)


def test_position_of_what_is_missing_is_that_of_the_nearest_ancestor() -> None:
    document = composed("规则:\n  - 名称: 甲\n")
    assert document.position(("规则", 0, "等级", 3, "无")) == document.position(("规则", 0))
    assert document.position(("规则", 7)) == document.position(("规则",))
    assert document.key_position(("规则", 0, "名称", "无")) == document.key_position(("规则", 0, "名称"))


def test_lone_value_stands_for_a_list_of_one() -> None:
    document = composed("除外: {当: 甲}\n证据: 照片")
    assert document.position(("除外", 0, "当")) == document.position(("除外", "当"))
    assert document.position(("证据", 0)) == document.position(("证据",))


def test_text_of_many_lines_keeps_them() -> None:
    document = composed("甲: |\n  一\n  二\n乙: >-\n  三\n  四\n")
    assert document.value == {"甲": "一\n二\n", "乙": "三 四"}


def test_json_gives_the_tree_that_yaml_gives() -> None:
    value = {"名称": "甲", "项": ["一", {"数": "12"}, []], "空": None, "无": {}}
    assert composed(json.dumps(value, ensure_ascii=False), "x.json").value == value
    assert composed(json.dumps(value, ensure_ascii=False)).value == value


def test_json_scalars_become_text() -> None:
    document = composed('[1.50, -2E+3, true, false, null, "null", 100000000000000000001]', "x.JSON")
    assert document.value == ["1.50", "-2E+3", "是", "否", None, "null", "100000000000000000001"]


def test_json_escapes_and_surrogate_pairs_are_resolved() -> None:
    value = composed(r'["\u7532\ud83d\ude00\n\t\"\\\/"]', "x.json").value
    assert value == ['甲😀\n\t"\\/']


def test_json_positions_count_characters_over_lines() -> None:
    document = composed('{\n "甲": {"乙": ["😀", 12]}\n}', "x.json")
    assert document.position(("甲", "乙", 1)) == Position("x.json", 2, 19, 2)
    assert document.key_position(("甲", "乙")) == Position("x.json", 2, 8, 3)


def test_faulty_text_gives_no_tree_but_all_its_problems() -> None:
    problems = Problems()
    assert compose("甲: 1\n甲: 2\n乙: &x 3\n", "x.yaml", problems) is None
    assert [found.code for found in problems] == ["F011", "F012"]
