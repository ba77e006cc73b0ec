"""A visit written as a workbook and read back is the same visit; what people type means what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from checklists.visits import opened_visit
from checklists.workbook.writing import workbook_of_visit
from judge.diagnostics import Problems, render
from judge.judging import judge
from judge.judging.output import judgement_to_json
from judge.model.visit import VisitModel
from judge.resolve.resolved import Library
from tests.workbook.conftest import EXAMPLES, Fill, choice_of, column_of, note

GONE = "填写"


def read_example(path: Path, library: Library) -> VisitModel:
    opened = opened_visit(path, library, Problems())
    assert opened is not None
    return opened.source.model


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example_in_a_workbook_is_judged_as_before(path: Path, library: Library, tmp_path: Path) -> None:
    before = opened_visit(path, library, Problems())
    assert before is not None
    model = before.source.model
    target = tmp_path / "x.xlsx"
    target.write_bytes(workbook_of_visit(model, library, choice_of(library, *model.scope.standards)))
    problems = Problems()
    after = opened_visit(target, library, problems)
    assert after is not None, render(problems)
    assert not len(problems), render(problems)
    assert after.visit.digest == before.visit.digest
    old, new = judgement_to_json(judge(before.visit, library)), judgement_to_json(judge(after.visit, library))
    for part in ("verdicts", "observations", "scope", "summary"):
        assert new[part] == old[part]
    assert after.source.model.observations == model.observations
    assert after.source.model.occasion == model.occasion


def test_corrections_opinions_and_photos_come_back(library: Library, tmp_path: Path) -> None:
    model = read_example(next(p for p in EXAMPLES if p.stem == "chlorine-works"), library)
    more = VisitModel.model_validate(
        {
            "检查": {"编号": "x", "类型": "复查", "日期": "2026-11-20"},
            "企业": {"名称": "=1+1"},
            "照片": [{"名称": "照片01", "摘要": "0" * 64}],
            "更正": [
                {
                    "对象": "液氯厂房",
                    "事实": "里面的人员用房",
                    "原答": {"办公室": "否", "其余": "否"},
                    "更正为": {"办公室": "是"},
                    "人": "甲",
                    "时间": "2026-11-21",
                    "理由": "看漏了",
                }
            ],
        }
    )
    both = model.model_copy(
        update={"corrections": more.corrections, "photos": more.photos, "enterprise": more.enterprise, "signed": "甲"}
    )
    target = tmp_path / "x.xlsx"
    target.write_bytes(workbook_of_visit(both, library, choice_of(library, "weihua")))
    problems = Problems()
    after = opened_visit(target, library, problems)
    assert after is not None, render(problems)
    found = after.source.model
    assert (found.corrections, found.photos, found.signed) == (both.corrections, both.photos, "甲")
    assert found.enterprise.name == "=1+1"
    assert load_workbook(target)["企业"]["C9"].data_type == "s"


def test_same_names_of_two_objects_are_told_apart(library: Library, tmp_path: Path) -> None:
    objects = [{"编号": f"区{n}", "类型": "罐区", "名称": "罐区"} for n in (1, 2)]
    objects += [{"编号": f"罐{n}", "类型": "储罐", "名称": "1号", "在": f"区{n}"} for n in (1, 2)]
    objects += [{"编号": "1号", "类型": "建筑", "名称": "罐区"}, {"编号": "2号", "类型": "建筑", "名称": "区1"}]
    said = {
        "检查": {"编号": "x", "类型": "行政检查", "日期": "2026-11-20"},
        "企业": {"名称": "厂"},
        "范围": {"区域": ["区1", "1号", "2号"]},
        "对象": objects,
        "名单": [{"在": "区1", "类型": "储罐", "完整": "是"}],
        "见闻": [{"所见": "积水", "对象": each} for each in ("区1", "罐2", "1号", "2号", "企业")],
    }
    model = VisitModel.model_validate(said)
    target = tmp_path / "x.xlsx"
    target.write_bytes(workbook_of_visit(model, library, choice_of(library, "weihua")))
    problems = Problems()
    after = opened_visit(target, library, problems)
    assert after is not None, render(problems)
    found = after.source.model
    assert {item.id: item for item in found.objects} == {item.id: item for item in model.objects}
    assert (found.scope, found.rosters, found.observations) == (model.scope, model.rosters, model.observations)


def answers(fill: Fill, **said: object) -> dict[str, object]:
    filling = fill()
    filling.object("除尘系统", 1, 名称="1号", **said)
    opened, problems = filling.read()
    assert opened is not None, render(problems)
    return opened.source.model.answers.get("1号", {})


def test_empty_cells_stay_unasked(fill: Fill) -> None:
    assert answers(fill) == {}


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("干式", "干式"),
        (" 干式 ", "干式"),
        ("干式 或 湿式", ["干式", "湿式"]),
        ("干式、湿式", ["干式", "湿式"]),
        ("查不清", {"无答": "查不清"}),
        ("待补资料 2026-11-25", {"无答": "待补资料", "期限": "2026-11-25"}),
    ],
)
def test_what_is_typed_is_the_answer(fill: Fill, typed: str, answer: object) -> None:
    assert answers(fill, 除尘方式=typed) == {"除尘方式": answer}


def test_unticked_box_is_no_no(fill: Fill) -> None:
    assert answers(fill, **{"粉尘类别∋木质粉尘": "是"}) == {"粉尘类别": {"木质粉尘": "是"}}
    both = {"粉尘类别∋木质粉尘": "是", "粉尘类别∋铝镁等金属粉尘": "查不清"}
    assert answers(fill, **both) == {
        "粉尘类别": {"答": {"木质粉尘": "是"}, "备注": "铝镁等金属粉尘：查不清"},
    }
    assert answers(fill, **{"粉尘类别∋木质粉尘": "需检测"}) == {"粉尘类别": {"无答": "需检测"}}


@pytest.mark.parametrize(
    ("comment", "details"),
    [
        ("看过", {"备注": "看过"}),
        ("张三:\n看过", {"备注": "看过"}),
        ("看过\n证据：照片01、照片02\n抽查：1/1", {"备注": "看过", "证据": ["照片01", "照片02"], "抽查": "1/1"}),
        ("[线程批注]\n\n说明文字\n\n注释:\n    看过", {"备注": "看过"}),
        ("<b>=1+1</b>", {"备注": "<b>=1+1</b>"}),
    ],
)
def test_comment_is_the_note(fill: Fill, comment: str, details: dict[str, object]) -> None:
    filling = fill()
    filling.object("除尘系统", 1, 名称="1号", 除尘方式="干式")
    filling.cell("除尘系统", 1, "除尘方式").comment = note(comment)
    opened, problems = filling.read()
    assert opened is not None, render(problems)
    assert opened.source.model.answers["1号"] == {"除尘方式": {"答": "干式", **details}}


def test_moved_and_inserted_columns_rows_and_renamed_headings_change_nothing(fill: Fill) -> None:
    filling = fill()
    filling.object("除尘系统", 1, 名称="1号", 除尘方式="干式")
    sheet = filling.book["除尘系统"]
    sheet.cell(2, column_of(sheet, "除尘方式"), "别的叫法")
    sheet.title = "布袋"
    sheet.insert_cols(3)
    sheet.insert_rows(1)
    opened, problems = filling.read()
    assert opened is not None, render(problems)
    assert opened.source.model.answers == {"1号": {"除尘方式": "干式"}}
    assert [item.id for item in opened.source.model.objects] == ["1号"]


def test_copied_row_is_another_object(library: Library, tmp_path: Path, fill: Fill) -> None:
    filling = fill()
    sheet = filling.book["除尘系统"]
    for row, name in ((1, "甲"), (2, "乙")):
        filling.object("除尘系统", row, 名称=name)
        sheet.cell(row + 3, 1, "甲")
    opened, problems = filling.read()
    assert opened is not None, render(problems)
    assert [item.id for item in opened.source.model.objects] == ["甲", "乙"]


def test_hostile_text_stays_text(fill: Fill) -> None:
    filling = fill()
    cell = filling.cell("除尘系统", 1, "#名称")
    cell.value = "=cmd|' /C calc'!A0"
    cell.data_type = "s"
    opened, problems = filling.read()
    assert opened is not None, render(problems)
    assert opened.source.model.objects[0].name == "=cmd|' /C calc'!A0"
