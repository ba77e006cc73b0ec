"""Every slip in a workbook is told at its cell; a workbook of another library says what still holds."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from checklists.visits import opened_visit
from checklists.workbook import cells
from checklists.workbook.writing import checklist_workbook
from judge.diagnostics import Problems, render
from judge.diagnostics.catalogue import entries
from judge.resolve.resolved import Library
from tests.workbook.conftest import Fill, Filling, choice_of, column_of, note


def formula(f: Filling) -> None:
    f.object("除尘系统", 1, 名称="1号", 除尘方式="=A1+1")


def error_value(f: Filling) -> None:
    f.object("除尘系统", 1, 名称="1号", 除尘方式="#N/A")


def wrong_option(f: Filling) -> None:
    f.object("除尘系统", 1, 名称="1号", 除尘方式="干湿")


def lost_keys(f: Filling) -> None:
    f.book["除尘系统"].delete_rows(1)


def own_sheet(f: Filling) -> None:
    f.book.create_sheet("我的")["A1"] = "记事"


def own_column(f: Filling) -> None:
    f.object("除尘系统", 1, 名称="1号")
    f.book["除尘系统"].cell(4, 90, "记事")


def column_twice(f: Filling) -> None:
    f.object("除尘系统", 1, 名称="1号")
    sheet = f.book["除尘系统"]
    sheet.cell(1, 90, "除尘方式")
    sheet.cell(4, 90, "干式")


def no_such_parent(f: Filling) -> None:
    f.object("建筑", 1, 名称="一号楼")
    f.object("作业场所", 1, 名称="车间", 在="一号搂")


def two_parents(f: Filling) -> None:
    f.object("建筑", 1, 名称="一号楼")
    f.object("建筑", 2, 名称="一号楼")
    f.object("作业场所", 1, 名称="车间", 在="一号楼")


def no_name(f: Filling) -> None:
    f.object("除尘系统", 1, 除尘方式="干式")


def stray_comment(f: Filling) -> None:
    f.object("除尘系统", 1, 名称="1号")
    f.cell("除尘系统", 1, "#名称").comment = note("北头")


def no_parent(f: Filling) -> None:
    f.object("作业场所", 1, 名称="车间")


def own_line(f: Filling) -> None:
    f.book["企业"].cell(60, 2, "补充")


def no_head(f: Filling) -> None:
    f.head(名称=None)


def roster_with_note_only(f: Filling) -> None:
    f.book["名单"]["G3"] = "没数完"


def wrong_box(f: Filling) -> None:
    f.object("除尘系统", 1, **{"名称": "1号", "粉尘类别∋木质粉尘": "√"})


def wrong_day(f: Filling) -> None:
    f.head(日期="明天")


def wrong_count(f: Filling) -> None:
    f.object("特种作业任职", 1, 名称="焊工", 数量="十二")


SLIPS: dict[str, list[tuple[Callable[[Filling], None], str]]] = {
    "T019": [(lost_keys, "除尘系统")],
    "T020": [(own_sheet, "我的")],
    "T021": [(column_twice, "除尘系统!CL2")],
    "T022": [(own_column, "除尘系统!CL2")],
    "T023": [(formula, "除尘系统!{除尘方式}4")],
    "T024": [(error_value, "除尘系统!{除尘方式}4")],
    "T032": [(no_such_parent, "作业场所!C4")],
    "T033": [(two_parents, "作业场所!C4")],
    "T034": [(no_name, "除尘系统!B4")],
    "T035": [(stray_comment, "除尘系统!B4")],
    "T036": [(no_parent, "作业场所!C4")],
    "T037": [(own_line, "企业!B60")],
    "T038": [(no_head, "企业!C9")],
    "T039": [(roster_with_note_only, "名单!D3")],
    "T040": [(wrong_box, "除尘系统!{粉尘类别∋木质粉尘}4")],
    "C022": [(wrong_option, "除尘系统!{除尘方式}4")],
    "F070": [(wrong_day, "企业!C5")],
    "F067": [(wrong_count, "特种作业任职!C4")],
}
OF_FILES = {"T017", "T018", "T025", "T026"}
OF_VERSIONS = {"T027", "T028", "T029", "T030", "T031"}


@pytest.mark.parametrize(
    ("code", "slip", "place"), [(code, *case) for code, cases in SLIPS.items() for case in cases], ids=str
)
def test_slip_is_told_at_its_cell(fill: Fill, code: str, slip: Callable[[Filling], None], place: str) -> None:
    filling = fill()
    slip(filling)
    if "{" in place:
        key = place[place.index("{") + 1 : place.index("}")]
        letters = cells.column_letters(column_of(filling.book["除尘系统"], key))
        place = place.replace(f"{{{key}}}", letters)
    assert (code, place) in filling.told()


def test_diagnostic_reads_file_sheet_and_cell(fill: Fill) -> None:
    filling = fill()
    formula(filling)
    _, problems = filling.read()
    assert f"{filling.path}:除尘系统!" in render(problems)
    assert "错误[T023]: 这一格是公式 =A1+1，不算" in render(problems)


def test_empty_checklist_is_told_what_it_lacks_and_nothing_else(fill: Fill) -> None:
    filling = fill()
    filling.head(编号=None, 类型=None, 日期=None, 名称=None)
    assert [code for code, _ in filling.told()] == ["T038"] * 4


def test_every_code_of_workbooks_is_provoked() -> None:
    own = {code for code in entries() if "T017" <= code <= "T040"}
    assert own == {code for code in (*SLIPS, *OF_FILES, *OF_VERSIONS) if code.startswith("T")}


def told(path: Path, library: Library) -> list[str]:
    problems = Problems()
    assert opened_visit(path, library, problems) is None
    return [problem.code for problem in problems]


def test_what_is_no_checklist_is_told(
    library: Library, tmp_path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.xlsx"
    Workbook().save(other)
    assert told(other, library) == ["T025"]
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04 nothing")
    assert told(tmp_path / "bad.xlsx", library) == ["T003"]
    (tmp_path / "old.xls").write_bytes(b"")
    assert told(tmp_path / "old.xls", library) == ["T002"]
    assert told(tmp_path / "none.xlsx", library) == ["F008"]
    (tmp_path / "folder.xlsx").mkdir()
    assert told(tmp_path / "folder.xlsx", library) == ["F002"]
    filling = fill()
    filling.book["panding"]["B1"] = "9"
    filling.book.save(filling.path)
    assert told(filling.path, library) == ["T026"]
    monkeypatch.setattr(cells, "can_write", lambda: False)
    assert told(other, library) == ["T017"]


def test_file_that_unpacks_to_too_much_is_not_unpacked(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * (cells.UNPACKED_LIMIT + 1))
    assert told(path, library) == ["T018"]


def test_entities_of_a_hostile_file_are_not_resolved(library: Library, tmp_path: Path, empty_workbook: bytes) -> None:
    good, path = tmp_path / "good.xlsx", tmp_path / "x.xlsx"
    good.write_bytes(empty_workbook)
    secret = tmp_path / "secret.txt"
    secret.write_text("GEHEIM", encoding="utf-8")
    head = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w") as packed:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/sharedStrings.xml":
                body = data[data.index(b"<sst") :]
                data = head + body.replace("<t>检查编号 *</t>".encode(), b"<t>&e;</t>")
            packed.writestr(name, data)
    problems = Problems()
    opened_visit(path, library, problems)
    assert len(problems)
    assert "GEHEIM" not in render(problems)


def made_with(library: Library, made: Library, folder: Path) -> Filling:
    from openpyxl import load_workbook

    path = folder / "x.xlsx"
    path.write_bytes(checklist_workbook(made, choice_of(made, "gongmao")))
    filling = Filling(path, load_workbook(path), library)
    filling.head(编号="甲-1", 类型="行政检查", 日期=datetime.date(2026, 11, 20), 名称="某厂")
    return filling


def test_workbook_of_another_library_says_what_holds(library: Library, tmp_path: Path) -> None:
    facts = dict(library.facts)
    way = facts["除尘系统.除尘方式"]
    facts["除尘系统.除尘方式"] = replace(way, options=(*way.options, "从前的一种"))
    then = replace(library, facts=facts, digest="0" * 16)
    filling = made_with(library, then, tmp_path)
    filling.object("除尘系统", 1, 名称="甲", 除尘方式="从前的一种", **{"粉尘类别∋木质粉尘": "是"})
    filling.object("除尘系统", 2, 名称="乙", 除尘方式="干式")
    opened, problems = filling.read()
    assert opened is not None, render(problems)
    assert opened.source.model.answers == {"甲": {"粉尘类别": {"木质粉尘": "是"}}, "乙": {"除尘方式": "干式"}}
    assert [problem.code for problem in problems] == ["T030", "T029"]
    assert "2 个答案照用，1 个没有用，现在多出 0 道题" in render(problems)


def test_questions_and_kinds_of_then_and_now_are_told(library: Library, tmp_path: Path) -> None:
    filling = made_with(library, replace(library, digest="0" * 16), tmp_path)
    filling.object("除尘系统", 1, 名称="甲", 除尘方式="干式")
    filling.object("有限空间", 1, 名称="池")
    sheet, store = filling.book["除尘系统"], filling.book["panding"]
    sheet.cell(1, column_of(sheet, "除尘方式"), "从前的题")
    for row in store.iter_rows():
        if row[0].value == "fact" and row[1].value == "除尘系统" and row[2].value == "除尘方式":
            row[2].value = "从前的题"
        if row[0].value == "kind" and row[1].value == "有限空间":
            row[2].value = "建筑"
    opened, problems = filling.read()
    assert opened is not None, render(problems)
    assert opened.source.model.answers == {}
    assert [item.id for item in opened.source.model.objects] == ["甲"]
    assert {problem.code for problem in problems} == {"T027", "T028", "T030", "T031"}


def test_bare_number_keeps_the_unit_of_its_heading(library: Library, tmp_path: Path) -> None:
    name = "放散压力设定值"
    facts = {**library.facts, f"炉窑.{name}": replace(library.facts[f"炉窑.{name}"], unit="MPa")}
    filling = made_with(library, replace(library, facts=facts, digest="0" * 16), tmp_path)
    filling.object("建筑", 1, 名称="楼")
    filling.object("作业场所", 1, 名称="间", 在="楼")
    filling.object("炉窑", 1, 名称="甲炉", 在="间", **{name: 0.1})
    filling.object("炉窑", 2, 名称="乙炉", 在="间", **{name: "100 kPa"})
    opened, problems = filling.read()
    assert opened is not None, render(problems)
    assert opened.source.model.answers == {"甲炉": {name: "0.1 MPa"}, "乙炉": {name: "100 kPa"}}
