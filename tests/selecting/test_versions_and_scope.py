"""Which version of a standard judges what, and what lies within a visit's scope."""

from __future__ import annotations

from pathlib import Path

import pytest

from judge.diagnostics import Problems, render
from judge.judging import Judgement, judge
from judge.library import read_library, read_visit
from judge.resolve.resolved import Library

VOCABULARY = """
对象类型:
  - {名称: 企业, 性质: 实物, 含义: 厂}
  - {名称: 车间, 上级: 企业, 性质: 实物, 含义: 车间}
  - {名称: 罐, 上级: 车间, 性质: 实物, 含义: 罐}
  - {名称: 作业, 上级: 企业, 性质: 事件, 含义: 一次作业}
  - {名称: 工人, 上级: 企业, 性质: 任职, 含义: 一个人}
事实:
  - {名称: 有票, 对象: 作业, 类型: 是否, 问题: 有没有票？}
  - {名称: 有人看, 对象: 作业, 类型: 是否, 问题: 有没有人看？}
  - {名称: 漏, 对象: 罐, 类型: 是否, 问题: 漏不漏？}
  - {名称: 持证, 对象: 工人, 类型: 是否, 问题: 有没有证？}
"""
STANDARD = """
标准: {id}
标题: 作业判定标准
简称: {id}
文号: 令{id}
发布机关: 部
性质: 部门规章
施行: {start}
{end}
族: zuoye
适用范围: 厂
条款数: {{官方: 3, 依据: 自编}}
条款: [{{编号: '1', 条款: 第一条}}, {{编号: '2', 条款: 第二条}}, {{编号: '3', 条款: 第三条}}]
"""
RULE = """
条款: {address}
规则:
  - 编号: {id}/{ref}-{object_type}
    标题: 作业
    对象: {object_type}
    情形: [{{名称: 缺, 当: {when}}}]
    等级: 重大
    整改: 改
    核对: {{日期: 2026-01-01, 程度: 官方原文}}
    用例: [{{名称: 没查, 判定: 待定}}]
"""


def write_layer(folder: Path, *, old_repealed: str | None = "2023-05-15") -> Path:
    """Two versions of one family: the old one wants a permit, the new one wants an attendant; tanks and workers alike."""
    (folder / "vocabulary").mkdir(parents=True)
    (folder / "vocabulary" / "v.yaml").write_text(VOCABULARY, encoding="utf-8")
    for version, start, end, when in (
        ("jiu", "2017-01-01", old_repealed, "非 有票"),
        ("xin", "2023-05-15", None, "非 有人看"),
    ):
        place = folder / version
        place.mkdir()
        unproven = "废止未证实: 没有明文" if version == "jiu" else ""
        text = STANDARD.format(id=version, start=start, end=f"失效: {end}" if end else unproven)
        (place / "standard.yaml").write_text(text, encoding="utf-8")
        for ref, address, object_type, condition in (
            ("1", "第一条", "作业", when),
            ("2", "第二条", "罐", "漏"),
            ("3", "第三条", "工人", "非 持证"),
        ):
            rule = RULE.format(id=version, ref=ref, address=address, object_type=object_type, when=condition)
            (place / f"{ref}.yaml").write_text(rule, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The two versions."""
    problems = Problems()
    found = read_library([write_layer(tmp_path_factory.mktemp("layer"))], problems)
    assert found is not None, render(problems)
    return found


def judged(library: Library, folder: Path, body: str, day: str = "2023-06-01") -> Judgement:
    """A visit of a day with a body, judged."""
    path = folder / "检查.yaml"
    path.write_text(f"检查: {{编号: t, 类型: 行政检查, 日期: {day}}}\n企业: {{名称: 厂}}\n{body}", encoding="utf-8")
    problems = Problems()
    visit = read_visit(path, library, problems)
    assert visit is not None, render(problems)
    return judge(visit, library)


def outcomes(judgement: Judgement, ref: str, object_id: str | None) -> dict[str, str]:
    """Outcomes of a clause on an object, by standard."""
    return {v.standard: str(v.outcome) for v in judgement.verdicts if v.clause == ref and v.object == object_id}


ENTRY = "对象: [{{编号: 一次, 类型: 作业{date}}}]\n答案: {{一次: {{有票: {permit}, 有人看: {attendant}}}}}\n"


def entry(date: str | None, permit: str, attendant: str) -> str:
    """One operation of a day, with a permit or not, an attendant or not."""
    return ENTRY.format(date=f", 日期: {date}" if date else "", permit=permit, attendant=attendant)


@pytest.mark.parametrize(("day", "version"), [("2023-05-14", "jiu"), ("2023-05-15", "xin")])
def test_version_in_force_on_the_day_judges(library: Library, tmp_path: Path, day: str, version: str) -> None:
    body = "对象: [{编号: 甲, 类型: 工人}]\n答案: {甲: {持证: 否}}\n"
    assert outcomes(judged(library, tmp_path, body, day), "3", "甲") == {version: "major"}


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2023-05-14", {"jiu": "clear"}),
        ("2023-05-15", {"xin": "major"}),
        ("2022", {"jiu": "clear"}),
        ("2023-05", {"jiu": "undetermined", "xin": "undetermined"}),
        (None, {"jiu": "undetermined", "xin": "undetermined"}),
    ],
)
def test_event_is_judged_by_the_version_of_its_own_day(
    library: Library, tmp_path: Path, date: str | None, expected: dict[str, str]
) -> None:
    assert outcomes(judged(library, tmp_path, entry(date, "是", "否")), "1", "一次") == expected


@pytest.mark.parametrize(("permit", "attendant", "outcome"), [("否", "否", "major"), ("是", "是", "clear")])
def test_outcome_stands_where_all_candidate_versions_agree(
    library: Library, tmp_path: Path, permit: str, attendant: str, outcome: str
) -> None:
    found = outcomes(judged(library, tmp_path, entry("2023-05", permit, attendant)), "1", "一次")
    assert found == {"jiu": outcome, "xin": outcome}


def test_open_day_is_asked_for_where_versions_disagree(library: Library, tmp_path: Path) -> None:
    judgement = judged(library, tmp_path, entry(None, "是", "否"))
    (verdict,) = [v for v in judgement.verdicts if v.rule == "xin/1-作业" and v.object == "一次"]
    assert [m.name for m in verdict.missing.relevant] == ["日期"]


def test_unproven_repeal_lets_the_newest_judge_and_names_the_older(tmp_path: Path) -> None:
    problems = Problems()
    library = read_library([write_layer(tmp_path / "layer", old_repealed=None)], problems)
    assert library is not None, render(problems)
    judgement = judged(library, tmp_path, "对象: [{编号: 甲, 类型: 工人}]\n答案: {甲: {持证: 否}}\n")
    assert outcomes(judgement, "3", "甲") == {"xin": "major"}
    assert [s.id for s in judgement.scope.unproven] == ["jiu"]


def test_day_before_any_version_judges_nothing_and_says_so(library: Library, tmp_path: Path) -> None:
    judgement = judged(library, tmp_path, "对象: [{编号: 甲, 类型: 工人}]\n", "2016-12-31")
    assert not judgement.verdicts
    assert {s.id for s in judgement.scope.not_in_force} == {"jiu", "xin"}


AREAS = """
范围: {区域: [甲车间], 条款: [xin/2]}
对象:
  - {编号: 甲车间, 类型: 车间}
  - {编号: 乙车间, 类型: 车间}
  - {编号: 甲罐, 类型: 罐, 在: 甲车间}
  - {编号: 乙罐, 类型: 罐, 在: 乙车间}
  - {编号: 张三, 类型: 工人}
答案: {甲罐: {漏: 是}, 乙罐: {漏: 是}, 张三: {持证: 否}}
"""


def test_what_lies_outside_the_scope_is_neither_judged_nor_open(library: Library, tmp_path: Path) -> None:
    judgement = judged(library, tmp_path, AREAS)
    assert [(v.rule, v.object, v.parent) for v in judgement.verdicts] == [
        ("xin/2-罐", "甲罐", None),
        ("xin/2-罐", None, "甲车间"),
    ]
    assert [str(v.outcome) for v in judgement.verdicts] == ["major", "not_examined"]


def test_sample_of_a_group_says_nothing_of_the_rest(library: Library, tmp_path: Path) -> None:
    body = "对象: [{编号: 焊工, 类型: 工人, 数量: 12}]\n答案: {焊工: {持证: {答: 是, 抽查: 3/12}}}\n"
    judgement = judged(library, tmp_path, body)
    counts = {(v.object, str(v.outcome)): v.count for v in judgement.verdicts if v.clause == "3" and v.object}
    assert counts == {("焊工·抽查", "clear"): 3, ("焊工·未抽", "undetermined"): 9}


def test_opinion_counts_until_its_grounds_change(library: Library, tmp_path: Path) -> None:
    body = "对象: [{编号: 甲, 类型: 工人}]\n答案: {甲: {持证: 否}}\n"
    (verdict,) = [v for v in judged(library, tmp_path, body).verdicts if v.object == "甲"]
    opinion = (
        "意见: [{规则: xin/3-工人, 对象: 甲, 意见: 不构成, 种类: 事实, 人: 周明, 理由: 已补验, 日期: 2023-06-01, "
        f"规则摘要: {verdict.rule_digest}, 依据摘要: {verdict.grounds_digest}}}]\n"
    )
    (overruled,) = [v for v in judged(library, tmp_path, body + opinion).verdicts if v.object == "甲"]
    assert (str(overruled.outcome), str(overruled.effective)) == ("major", "clear")
    changed = body.replace("持证: 否", "持证: [否]") + opinion
    (same,) = [v for v in judged(library, tmp_path, changed).verdicts if v.object == "甲"]
    assert str(same.effective) == "clear"
    lapsed_body = body.replace("持证: 否", "持证: 是") + opinion
    (lapsed,) = [v for v in judged(library, tmp_path, lapsed_body).verdicts if v.object == "甲"]
    assert lapsed.overruling is not None
    assert not lapsed.overruling.in_force
    assert lapsed.overruling.lapsed_because == "所依据的答案已改变"
