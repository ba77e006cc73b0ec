"""Inventories in spreadsheets become objects and answers of a visit; every slip is told at its cell."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook

from checklists.inventory import importing, sheets
from checklists.inventory.writing import UnfitVisitError
from judge.resolve.resolved import Library
from tests.chemicals.inventories import built, levels, ratio
from tests.commands.conftest import Run

HEAD = "品名,CAS号,设计最大量（t）,危险性类别\n"
ROWS = "液氯,7782-50-5,250,\n甲醇,,5000 kg,W5.3\n"
VISIT = """\
# 写的人留下的话
检查: {编号: t, 类型: 行政检查, 日期: 2026-11-20}
企业: {名称: 厂}
对象:
  - {编号: 一号罐区, 类型: 罐区}   # 液氯
  - 编号: 一车间
    类型: 生产装置

# 名单还没问
答案:
  企业:
    厂外500米常住人口: 100 人
签字: 王
"""
FORMS = {
    "block.yaml": VISIT,
    "flow.yaml": "{检查: {编号: t, 类型: 行政检查, 日期: 2026-11-20}, 企业: {名称: 厂},\n"
    "对象: [{编号: 一号罐区, 类型: 罐区}, {编号: 一车间, 类型: 生产装置},],\n答案: {企业: {厂外500米常住人口: 100 人}}}\n",
    "json.json": '{"检查": {"编号": "t", "类型": "行政检查", "日期": "2026-11-20"}, "企业": {"名称": "厂"},\n'
    '"对象": [{"编号": "一号罐区", "类型": "罐区"}, {"编号": "一车间", "类型": "生产装置"}],\n'
    '"答案": {"企业": {"厂外500米常住人口": "100 人"}}}\n',
    "dense.yaml": VISIT.replace("  - {编号", "- {编号").replace("  - 编号: 一车间\n    类型", "- 编号: 一车间\n  类型"),
}


def table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "存量.csv"
    path.write_bytes(text.encode(encoding))
    return path


def workbook(folder: Path, *rows: list[object], title: str = "存量") -> Path:
    book = Workbook()
    assert book.active is not None
    book.active.title = title
    for row in rows:
        book.active.append(row)
    path = folder / "存量.xlsx"
    book.save(path)
    return path


def answers(run: Run, path: Path, *more: str) -> dict[str, dict[str, object]]:
    ran = run("inventory", path, "--unit", "甲", "--format", "json", *more)
    assert ran.status == 0, ran.out
    found: dict[str, dict[str, object]] = ran.data["答案"]
    return found


def told(run: Run, path: Path, *more: str | Path) -> list[tuple[str, str]]:
    """Codes and places of what is wrong."""
    ran = run("inventory", path, "--unit", "甲", "--format", "json", *more)
    assert ran.status == 1
    return [(d["code"], Path(d["path"]).name) for d in ran.data["diagnostics"] if d["severity"] == "error"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_table_is_read_in_any_encoding(run: Run, tmp_path: Path, encoding: str) -> None:
    assert answers(run, table(tmp_path, HEAD + ROWS, encoding)) == {
        "甲-液氯": {"化学品": "液氯", "设计最大量": "250 t"},
        "甲-甲醇": {"化学品": "甲醇", "设计最大量": "5000 kg", "危险性类别": {"W5.3": "是", "其余": "否"}},
    }


def test_workbook_is_read_as_the_table(run: Run, tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        ["某厂存量表"],
        ["序号", "物料名称", "CAS No.", "最大储量", "单位", "危险性类别", "临界量(t)", "β"],
        [1, "液氯", "7782-50-5", 0.1, "t", None, None, None],
        [2, "乙", None, 1234.5, "kg", "w5.3、J5", 500, 1],
        [],
    )
    assert answers(run, path) == {
        "甲-液氯": {"化学品": "液氯", "设计最大量": "0.1 t"},
        "甲-乙": {
            "化学品": "乙",
            "设计最大量": "1234.5 kg",
            "临界量": "500 t",
            "β校正系数": "1",
            "危险性类别": {"W5.3": "是", "J5": "是", "其余": "否"},
        },
    }


def test_same_chemical_twice_gets_two_ids(run: Run, tmp_path: Path) -> None:
    assert list(answers(run, table(tmp_path, HEAD + "氨,,7,\n氨,,1,\n"))) == ["甲-氨", "甲-氨-2"]


@pytest.mark.parametrize(
    ("written", "amount"), [("'1,185'", "1185 t"), ("8..12", "8..12 t"), ("10 ±10%", "10 t ±10%"), (">=5", ">=5 t")]
)
def test_amount_takes_the_unit_of_its_heading(run: Run, tmp_path: Path, written: str, amount: str) -> None:
    cell = written.replace("'", '"')
    assert answers(run, table(tmp_path, f"{HEAD}氨,,{cell},\n"))["甲-氨"]["设计最大量"] == amount


def test_number_leads_where_the_name_is_unknown(run: Run, tmp_path: Path) -> None:
    assert answers(run, table(tmp_path, HEAD + "阿摩尼亚,7664-41-7,7,\n"))["甲-阿摩尼亚"]["化学品"] == "7664-41-7"


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        ("氨,7664-41-8,5,", "C045", "B2"),
        ("氨,7782-50-5,5,", "T011", "B2"),
        ("氨,,-5,", "C029", "C2"),
        ("氨,,约5,", "C025", "C2"),
        ("氨,,5 m3,", "C027", "C2"),
        ("氨,,5 桶,", "C026", "C2"),
        ("氨,,五,", "C024", "C2"),
        ("氨,,5,W5", "C022", "D2"),
        (",,5,", "T009", "C2"),
    ],
)
def test_slip_is_told_at_its_cell(run: Run, tmp_path: Path, row: str, code: str, cell: str) -> None:
    assert told(run, table(tmp_path, f"{HEAD}{row}\n")) == [(code, f"存量.csv[{cell}]")]


def test_slip_in_a_workbook_is_told_with_its_sheet(run: Run, tmp_path: Path) -> None:
    path = workbook(tmp_path, ["名称", "设计最大量"], ["氨", 5], title="罐区一")
    assert told(run, path) == [("T010", "存量.xlsx[罐区一!B2]")]


def test_all_slips_are_told_at_once_and_nothing_is_printed(run: Run, tmp_path: Path) -> None:
    ran = run("inventory", table(tmp_path, HEAD + "氨,,-5,\n氯,,约5,\n"), "--unit", "甲")
    assert (ran.status, ran.out) == (1, "")
    assert "C029" in ran.err
    assert "C025" in ran.err


def test_sums_unread_columns_and_missing_amounts_are_told(run: Run, tmp_path: Path) -> None:
    text = "品名,设计最大量（t）,危险性类型\n氨,,\n液胺,5,\n合 计,5,\n"
    ran = run("inventory", table(tmp_path, text), "--unit", "甲")
    assert ran.status == 0
    assert [code for code in ("T007", "T008", "T012", "C043") if code in ran.err] == ["T007", "T008", "T012", "C043"]


@pytest.mark.parametrize(
    ("text", "code"), [("甲,乙\n1,2\n", "T006"), ("", "T006"), (HEAD, "T013"), (HEAD + "氨,,1,\n" * 20_001, "T005")]
)
def test_what_is_no_inventory_is_told(run: Run, tmp_path: Path, text: str, code: str) -> None:
    assert [found for found, _ in told(run, table(tmp_path, text))] == [code]


def test_files_that_cannot_be_read_are_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "old.xls").write_bytes(b"")
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04 nothing")
    good = workbook(tmp_path, ["名称", "设计最大量"], ["氨", "5 t"])
    assert told(run, tmp_path / "old.xls") == [("T002", "old.xls")]
    assert told(run, tmp_path / "bad.xlsx") == [("T003", "bad.xlsx")]
    assert told(run, tmp_path / "none.xlsx") == [("F008", "none.xlsx")]
    assert told(run, good, "--sheet", "存货") == [("T004", "存量.xlsx")]
    monkeypatch.setattr(sheets, "can_write", lambda: False)
    assert told(run, good) == [("T001", "存量.xlsx")]


def test_csv_needs_no_extra(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert answers(run, table(tmp_path, HEAD + ROWS))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("unit", ["一号罐区", "一车间"])
def test_inventory_is_set_into_a_visit(run: Run, tmp_path: Path, library: Library, form: str, unit: str) -> None:
    visit = tmp_path / form
    visit.write_text(FORMS[form], encoding="utf-8")
    ran = run("inventory", table(tmp_path, HEAD + ROWS), "--unit", unit, "--into", visit, "--complete")
    assert ran.status == 0, ran.err
    text = visit.read_text(encoding="utf-8")
    world = built(text, library)
    world.world.nodes["u"] = world.world.nodes[unit]
    for fact in ("存量比值之和", "重大危险源级别"):
        world.calculations["u", fact] = world.calculations[unit, fact]
    assert levels(world) == {"一级"}
    assert ratio(world) > 50
    assert run("judge", visit).status == 0


def test_what_people_wrote_in_the_visit_stays(run: Run, tmp_path: Path) -> None:
    visit = tmp_path / "visit.yaml"
    visit.write_text(VISIT, encoding="utf-8")
    visit.chmod(0o640)
    assert run("inventory", table(tmp_path, HEAD + ROWS), "--unit", "一号罐区", "--into", visit).status == 0
    text = visit.read_text(encoding="utf-8")
    for line in VISIT.splitlines():
        assert line in text.splitlines()
    assert "名单:" not in text
    assert stat.S_IMODE(visit.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("unit", "text", "code"),
    [
        ("一号罐曲", VISIT, "T014"),
        ("一号罐区", VISIT.replace("答案:", "  - {编号: x, 类型: 危险化学品存量, 在: 一号罐区}\n答案:"), "T015"),
        ("一号罐区", VISIT.replace("类型: 罐区", "类型: 罐群"), "C002"),
        ("一号罐区", VISIT.replace("  - {编号: 一号罐区", "  - &a {编号: 一号罐区"), "F"),
    ],
)
def test_visit_that_takes_nothing_stays_as_it_is(run: Run, tmp_path: Path, unit: str, text: str, code: str) -> None:
    visit = tmp_path / "visit.yaml"
    visit.write_text(text, encoding="utf-8")
    ran = run("inventory", table(tmp_path, HEAD + ROWS), "--unit", unit, "--into", visit)
    assert ran.status == 1
    assert code in ran.err
    assert visit.read_text(encoding="utf-8") == text


def test_visit_of_a_form_that_takes_nothing_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise UnfitVisitError("对象")

    visit = tmp_path / "visit.yaml"
    visit.write_text(VISIT, encoding="utf-8")
    monkeypatch.setattr(importing, "set_into", refuse)
    ran = run("inventory", table(tmp_path, HEAD + ROWS), "--unit", "一号罐区", "--into", visit)
    assert ran.status == 1
    assert "T016" in ran.err
    assert visit.read_text(encoding="utf-8") == VISIT
