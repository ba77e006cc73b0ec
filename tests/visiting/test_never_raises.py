"""Whatever stands in a visit file: reading it gives a visit or diagnostics that can be printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from judge.diagnostics import Position, Problems
from judge.load import load_text
from judge.model.visit import VisitModel
from judge.resolve.resolved import Library
from judge.resolve.source import Source
from judge.resolve.visit import resolve_visit
from tests.mutilating import mutilated_text, mutilated_tree
from tests.resolving.layer import assert_well_told
from tests.resolving.test_never_raises import check_place
from tests.visiting.visits import VISIT, answer, read

QUICK = settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
DECIDED = """\
意见:
  - {规则: ceshi-2026/1-企业, 对象: 企业, 意见: 重大, 种类: 事实, 人: 王, 理由: 甲, 日期: 2026-11-20, 规则摘要: a, 依据摘要: b}
当场整改: [{规则: ceshi-2026/2.2-储罐, 对象: 一号罐, 当场整改: 改, 人: 王}]
主条: [{对象: 企业, 主条: ceshi-2026/1-企业, 并案: ceshi-2026/2.1-企业}]
见闻: [{所见: 漏油, 对象: 一号罐}]
更正: [{事实: 人数, 原答: 9 人, 更正为: 8 人, 人: 王, 时间: 今天, 理由: 数错}]
范围: {标准: ceshi-2026, 条款: ceshi-2026/2, 区域: [东区, 焊工]}
"""
WHOLE = VISIT.replace("  一号罐: {泄漏: 否}", "  一号罐: {泄漏: 否}\n  焊工: {持证: {答: 是, 抽查: 3/12}}") + DECIDED
SHIPPED_VISITS = [p.read_text("utf-8") for p in sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))]


def check(text: str, library: Library) -> None:
    """Reads a visit given as JSON."""
    problems = Problems()
    loaded = load_text(text, "x.json", VisitModel, problems)
    if loaded is not None:
        resolve_visit(Source(loaded.model, loaded.document.position), library, problems)
    assert_well_told(problems)
    check_place(problems, "x.json", text)


@QUICK
@given(data=st.data())
def test_damaged_visit(data: st.DataObject, small_library: Library, tmp_path: Path) -> None:
    text = mutilated_text(data, WHOLE)
    _, problems = read(text, small_library, tmp_path)
    assert_well_told(problems)
    check_place(problems, str(tmp_path / "检查.yaml"), text)


@QUICK
@given(data=st.data())
def test_visit_with_other_content_at_some_places(data: st.DataObject, small_library: Library) -> None:
    check(mutilated_tree(data, WHOLE), small_library)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_shipped_visit_with_other_content_at_some_places(data: st.DataObject, library: Library) -> None:
    check(mutilated_tree(data, SHIPPED_VISITS[data.draw(st.integers(0, len(SHIPPED_VISITS) - 1))]), library)


ANSWERS = st.recursive(
    st.text(max_size=12) | st.sampled_from(["是", "9 人", "8..9", "未查", "约 9", "2026-02-30", ">= 3 t", "10 ±1%"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["答", "无答", "抽查", "备注", "期限", "可燃", "甲"]), inner, max_size=3)
    ),
    max_leaves=5,
)


@QUICK
@given(
    name=st.sampled_from(
        ["涉爆", "定员", "面积", "等级", "介质", "报警", "有效期至", "备忘", "限额", "已改正@ceshi-2026/1"]
    ),
    value=ANSWERS,
)
def test_any_answer_to_any_kind_of_fact(name: str, value: object, small_library: Library) -> None:
    data = {
        "检查": {"编号": "甲", "类型": "行政检查", "日期": "2026-11-20"},
        "企业": {"名称": "某厂"},
        "答案": {"企业": {name: value}},
    }
    problems = Problems()
    resolve_visit(Source(VisitModel.model_validate(data), lambda path: Position("x")), small_library, problems)
    assert_well_told(problems)


@pytest.mark.parametrize(
    "new", ["▲{}", "▲~", "''", "[[]]", "{可燃: {可燃: 是}}", "{答: {答: 是}}", "{答: [], 无答: 未查}"]
)
@pytest.mark.parametrize("name", ["涉爆 ", "定员", "介质", "有效期至", "备忘"])
def test_odd_answer_is_taken_or_told(name: str, new: str, small_library: Library, tmp_path: Path) -> None:
    _, problems = read(answer("", name, new).text, small_library, tmp_path)
    assert_well_told(problems)
