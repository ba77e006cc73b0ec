"""Finds the heading of an inventory, and which column holds what, by the words that people put there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from checklists.inventory.sheets import Cell, Sheet
from judge.diagnostics import Problems, nearest
from judge.resolve.chemicals import folded

NAME, CAS, AMOUNT, UNIT, CLASSES, THRESHOLD, BETA = "名称", "CAS号", "设计最大量", "单位", "危险性类别", "临界量", "β"
_SYNONYMS = {
    NAME: "名称 品名 化学品 化学品名称 危险化学品 危险化学品名称 物料 物料名称 物质名称 介质 介质名称 中文名称 中文名",
    CAS: "CAS CAS号 CAS编号 CASNO CASNO. CAS登记号",
    AMOUNT: "设计最大量 设计最大存量 设计最大储量 最大储量 最大存量 最大存在量 最大储存量 最大在线量 设计储量 存在量 q",
    UNIT: "单位 计量单位 数量单位",
    CLASSES: "危险性类别 类别 危险类别 危险性分类 危险性符号 类别符号 符号",
    THRESHOLD: "临界量 q临界 Q值",
    BETA: "β β值 校正系数 β校正系数 校正系数β",
}
_BY_WORD = {folded(word): column for column, words in _SYNONYMS.items() for word in words.split()}
_HEADING_ROWS = 15
_WITH_UNIT = re.compile(r"(.*?)[(（/]\s*([^()（）/]+?)\s*[)）]?")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what, the units that stand in the headings, and the row below the heading."""

    at: Mapping[str, int]
    units: Mapping[str, str]
    first_row: int

    def cell(self, row: tuple[Cell, ...], column: str) -> Cell | None:
        """The row's cell of a column, if there is such a column and it is filled."""
        number = self.at.get(column)
        if number is None or number >= len(row) or not row[number].text:
            return None
        return row[number]


def find_columns(sheet: Sheet, problems: Problems) -> Columns | None:
    """The columns, by the first row that names a chemical and an amount; None, with a problem, if there is none."""
    best: set[str] = set()
    for number, row in enumerate(sheet.rows[:_HEADING_ROWS]):
        at, units, unread = _read_heading(row)
        if AMOUNT in at and (NAME in at or CAS in at):
            _tell_unread(row, at, unread, problems)
            return Columns(at, units, number + 1)
        best = max(best, set(at), key=len)
    missing = [word for word, is_there in ((NAME, best & {NAME, CAS}), (AMOUNT, AMOUNT in best)) if not is_there]
    problems.add("T006", sheet.place, missing="、".join(missing))
    return None


def _read_heading(row: tuple[Cell, ...]) -> tuple[dict[str, int], dict[str, str], list[int]]:
    at: dict[str, int] = {}
    units: dict[str, str] = {}
    unread: list[int] = []
    for number, cell in enumerate(row):
        word, unit = _split(cell.text)
        column = _BY_WORD.get(folded(word))
        if column is None or column in at:
            unread += [number] if cell.text else []
            continue
        at[column] = number
        if unit:
            units[column] = unit
    return at, units, unread


def _split(heading: str) -> tuple[str, str]:
    """`设计最大量（t）` into its word and its unit.

    >>> _split("设计最大量（t）"), _split("临界量/t"), _split("名称")
    (('设计最大量', 't'), ('临界量', 't'), ('名称', ''))
    """
    match = _WITH_UNIT.fullmatch(heading.strip())
    return (match[1].strip(), match[2]) if match else (heading, "")


def _tell_unread(row: tuple[Cell, ...], at: Mapping[str, int], unread: list[int], problems: Problems) -> None:
    """Columns that are near to one that was not found may be meant for it: an inventory must not lose a column silently."""
    wanted = [word for column, words in _SYNONYMS.items() if column not in at for word in words.split()]
    for number in unread:
        near = nearest(_split(row[number].text)[0], wanted)
        if near is not None:
            problems.add("T007", row[number].place, name=row[number].text, nearest=near)
