"""The shipped tables: as long as the law's, and found by every name."""

from __future__ import annotations

from fractions import Fraction

import pytest

from judge.resolve.chemicals import cas_of
from judge.resolve.resolved import Library


def test_tables_are_as_long_as_the_standard(library: Library) -> None:
    tables = library.tables
    assert sum(row.threshold is not None for row in tables.chemicals.values()) == 85
    assert sum(row.beta is not None for row in tables.chemicals.values()) == 14
    assert len(tables.classes) == 24
    assert len(tables.alphas) == 5


def test_lists_are_as_long_as_published(library: Library) -> None:
    lengths = {name: len(each.entries) for name, each in library.tables.lists.items()}
    assert lengths == {"重点监管工艺": 18, "重点监管化学品": 74, "特别管控化学品": 20}


def test_classes_asked_are_those_of_the_table(library: Library) -> None:
    for inventory in ("危险化学品存量", "装置存量", "仓库存量"):
        assert library.facts[f"{inventory}.危险性类别"].options == tuple(library.tables.classes)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("氯", "氯"),
        (" 液氯 ", "氯"),
        ("7782-50-5", "氯"),
        ("７７８２－５０－５", "氯"),
        ("7782–50–5", "氯"),
        ("tdi", "甲苯二异氰酸酯"),
        ("ＴＮＴ", "2,4,6-三硝基甲苯"),
        ("1，3-丁二烯", "1,3-丁二烯"),
        ("1,3丁二烯", "1,3-丁二烯"),
        ("1, 3 - 丁二烯", "1,3-丁二烯"),
        ("天然气", "甲烷、天然气"),
        ("8006-14-2", "甲烷、天然气"),
        ("液化石油气", "液化石油气"),
        ("甲醛(含量>90%)", "甲醛（含量>90%）"),
        ("氯化氢(无水)", "氯化氢（无水）"),
        ("630-08-0", "一氧化碳"),
        ("氨（表外）", "氨"),
    ],
)
def test_chemical_is_found_however_its_name_is_typed(library: Library, written: str, name: str) -> None:
    found = library.tables.look_up(written)
    assert (found.names, found.is_sure) == ((name,), True)


def test_every_row_is_found_by_its_name(library: Library) -> None:
    for name in library.tables.chemicals:
        assert library.tables.look_up(name).names == (name,)


@pytest.mark.parametrize(
    ("written", "rows"), [("甲醛", 1), ("50-00-0", 1), ("硝化棉", 5), ("9004-70-0", 6), ("硝酸铵", 2), ("7647-01-0", 1)]
)
def test_name_of_rows_with_a_restriction_is_not_sure(library: Library, written: str, rows: int) -> None:
    found = library.tables.look_up(written)
    assert (len(found.names), found.is_sure) == (rows, False)
    assert library.tables.look_up(f"{written}（表外）").names == ()


def test_unknown_name_has_its_nearest(library: Library) -> None:
    found = library.tables.look_up("液胺")
    assert not found.names
    assert "液氨" in found.near
    assert library.tables.look_up("64-17-6").near == ()


@pytest.mark.parametrize(("text", "is_right"), [("7664-41-7", True), ("7664-41-8", False)])
def test_check_digit_of_a_number(text: str, is_right: bool) -> None:
    assert cas_of(text) == (text, is_right)


def test_rows_hold_the_numbers_of_the_standard(library: Library) -> None:
    rows = library.tables.chemicals
    assert (rows["碳酰氯"].threshold, rows["碳酰氯"].beta) == (Fraction(3, 10), 20)
    assert (rows["异氰酸甲酯"].threshold, rows["异氰酸甲酯"].beta) == (Fraction(3, 4), 20)
    assert rows["氯化氢（无水）"].beta == 3
    assert (rows["一氧化碳"].threshold, rows["一氧化碳"].beta) == (None, 2)
    assert (rows["甲苯"].threshold, rows["甲苯"].beta) == (500, None)


@pytest.mark.parametrize(
    ("list_id", "word", "entry"),
    [
        ("重点监管化学品", "26471-62-5", "甲苯二异氰酸酯"),
        ("重点监管化学品", "粗苯", "苯（含粗苯）"),
        ("重点监管化学品", "氢氟酸", "氟化氢、氢氟酸"),
        ("重点监管工艺", "氨基化工艺", "胺基化工艺"),
        ("特别管控化学品", "151-50-8", "氰化钾"),
    ],
)
def test_entry_of_a_list_is_found(library: Library, list_id: str, word: str, entry: str) -> None:
    assert [found.name for found in library.tables.lists[list_id].find(word)] == [entry]
