"""Two versions of a standard, item by item; two states of a library, rule by rule."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from judge.authoring.difference.diff import Diff, DiffReport
from judge.authoring.difference.rules import Change
from judge.authoring.difference.sides import Sides
from judge.diagnostics import Problems, render
from tests.judging.building import fact, object_type

TYPES = [object_type("企业"), object_type("储罐", "企业")]
FACTS = [
    fact("甲", "企业"),
    fact("乙", "企业"),
    fact("丙", "企业"),
    fact("人数", "企业", "数值", 单位="人", 下限="0 人", 整数="是"),
    fact("泄漏", "储罐"),
    fact("锈蚀", "储罐"),
]
Rules = Mapping[str, tuple[str, str]]
"""By clause number: the kind of object and the condition."""

OLD: Rules = {
    "1": ("企业", "甲 且 人数 > 9 人"),
    "2": ("企业", "乙 且 人数 > 9 人"),
    "3": ("储罐", "泄漏"),
    "4": ("企业", "丙"),
    "5": ("储罐", "泄漏 且 锈蚀"),
    "6": ("企业", "甲"),
    "7": ("企业", "乙"),
}
NEW: Rules = {
    "1": ("企业", "甲 且 人数 >= 9 人"),
    "2": ("企业", "乙 且 人数 > 10 人"),
    "3": ("企业", "甲 且 丙"),
    "4": ("储罐", "泄漏"),
    "5": ("储罐", "锈蚀 且 泄漏"),
    "6": ("储罐", "锈蚀"),
    "8": ("企业", "乙 且 丙"),
}


def write(folder: Path, standards: Mapping[str, Rules], facts: list[dict[str, Any]] | None = None) -> Path:
    """A whole library as files."""
    put(folder / "vocabulary" / "words.yaml", {"对象类型": TYPES, "事实": facts or FACTS})
    for name, rules in standards.items():
        clauses = [{"编号": ref, "条款": f"第{ref}条"} for ref in rules]
        put(
            folder / name / "standard.yaml",
            {
                "标准": name, "标题": name, "简称": name, "文号": name, "发布机关": "测试", "施行": "2020-01-01", "族": name,
                "适用范围": "测试", "条款数": {"官方": str(len(rules)), "依据": "测试"}, "性质": "规范性文件", "条款": clauses,
            },
        )  # fmt: skip
        for ref, (on, when) in rules.items():
            put_rule(folder, name, ref, on, when)
    return folder


def put_rule(folder: Path, standard: str, ref: str, on: str, when: str) -> None:
    made = {
        "编号": f"{standard}/{ref}-{on}", "标题": f"规则{ref}", "对象": on, "情形": [{"名称": "一", "当": when}], "等级": "重大",
        "整改": "改", "核对": {"日期": "2026-01-01", "程度": "官方原文"}, "用例": [{"名称": "空", "判定": "待定"}],
    }  # fmt: skip
    put(folder / standard / f"{ref}.yaml", {"条款": f"第{ref}条", "规则": [made]})


def put(path: Path, data: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def diffed(base: Path, first: str | Path, second: str | Path, declared: Mapping[str, str] | None = None) -> DiffReport:
    problems = Problems()
    sides = Sides([base], problems)
    one, other = sides.opened(str(first)), sides.opened(str(second))
    assert one is not None, render(problems)
    assert other is not None, render(problems)
    made = Diff(one, other, declared)
    assert made.unknown_numbers() == ([], [])
    return made.report(list(made.rows()))


def told(report: DiffReport) -> set[tuple[str | None, str | None, Change]]:
    return {(r.first.clause if r.first else None, r.second.clause if r.second else None, r.change) for r in report.rows}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return write(tmp_path / "库", {"jiu-2020": OLD, "xin-2024": NEW})


def test_every_item_of_two_versions_is_accounted_for(library: Path) -> None:
    report = diffed(library, "jiu-2020", "xin-2024")
    assert told(report) == {
        ("1", "1", Change.STRICTER),
        ("2", "2", Change.LOOSER),
        ("3", "4", Change.MOVED),
        ("4", None, Change.REMOVED),
        ("5", "5", Change.SAME),
        ("6", "6", Change.INCOMPARABLE),
        ("7", None, Change.REMOVED),
        (None, "3", Change.ADDED),
        (None, "8", Change.ADDED),
    }
    assert not report.is_equal
    hints = {row.first.clause: row.hint for row in report.rows if row.change is Change.REMOVED and row.first}
    assert hints == {"4": "xin-2024/3-企业", "7": "xin-2024/8-企业"}


def test_declared_items_stand_for_each_other(library: Path) -> None:
    report = diffed(library, "jiu-2020", "xin-2024", {"4": "3", "7": "8"})
    found = told(report)
    assert ("4", "3", Change.LOOSER) in found
    assert ("7", "8", Change.LOOSER) in found
    assert not {Change.REMOVED, Change.ADDED} & {change for _, _, change in found}


def test_standard_is_equal_to_itself(library: Path) -> None:
    report = diffed(library, "jiu-2020", "jiu-2020")
    assert report.is_equal
    assert report.counts == {Change.SAME: 7}


def test_two_states_are_compared_rule_by_rule_with_their_vocabulary(library: Path, tmp_path: Path) -> None:
    facts = [f for f in FACTS if f["名称"] != "丙"]
    facts.append(fact("丁", "企业"))
    later = write(
        tmp_path / "后", {"jiu-2020": {**OLD, "4": ("企业", "丁"), "1": ("企业", "甲 且 人数 > 8 人")}}, facts
    )
    report = diffed(library, library, later)
    changed = {(r.first.id, r.change) for r in report.rows if r.first and not r.is_equal and r.second}
    assert changed == {("jiu-2020/1-企业", Change.STRICTER), ("jiu-2020/4-企业", Change.CROSSING)}
    words = {(w.kind, w.change, w.name) for w in report.words}
    assert words == {("fact", "removed", "企业.丙"), ("fact", "added", "企业.丁"), ("standard", "removed", "xin-2024")}
    assert report.counts[Change.REMOVED] == len(NEW)
    (crossing,) = (r for r in report.rows if r.change is Change.CROSSING)
    assert crossing.only_first is not None
    assert (crossing.only_first.first, crossing.only_first.second) == ("重大", "不构成")
    assert crossing.only_first.case_of_first["已知"] == {"丙": "是"}
    assert crossing.only_first.case_of_second["已知"] == {"丁": "否"}


def test_further_option_is_told_and_makes_no_difference_by_itself(tmp_path: Path) -> None:
    rules: Rules = {"1": ("企业", "级别 != 一级"), "2": ("企业", "级别 = 一级")}
    before = fact("级别", "企业", "单选", 选项=["一级", "二级"])
    after = fact("级别", "企业", "单选", 选项=["一级", "二级", "三级"])
    first = write(tmp_path / "前", {"a-2020": rules}, [*FACTS, before])
    second = write(tmp_path / "后", {"a-2020": rules}, [*FACTS, after])
    report = diffed(first, first, second)
    assert told(report) == {("1", "1", Change.SAME), ("2", "2", Change.SAME)}
    assert not report.is_equal
    assert [(w.name, w.what) for w in report.words] == [("企业.级别", ("options", "domain"))]


def test_fact_of_another_unit_cannot_be_compared(tmp_path: Path) -> None:
    rules: Rules = {"1": ("企业", "量 > 9 t")}
    first = write(tmp_path / "前", {"a-2020": rules}, [*FACTS, fact("量", "企业", "数值", 单位="t")])
    second = write(tmp_path / "后", {"a-2020": rules}, [*FACTS, fact("量", "企业", "数值", 单位="kg")])
    (row,) = diffed(first, first, second).rows
    assert row.change is Change.INCOMPARABLE
    assert row.obstacles == (("fact", "企业.量"),)


def test_layer_is_compared_by_its_own_rules_alone(library: Path, tmp_path: Path) -> None:
    layer = tmp_path / "层"
    put_rule(layer, "jiu-2020", "1", "企业", "人数 >= 10 人 且 甲")
    put_rule(layer, "jiu-2020", "2", "企业", "乙")
    other = tmp_path / "另层"
    put_rule(other, "jiu-2020", "1", "企业", "甲 且 人数 > 9 人")
    put_rule(other, "jiu-2020", "2", "企业", "乙 且 人数 > 9 人")
    report = diffed(library, layer, other)
    assert told(report) == {("1", "1", Change.SAME), ("2", "2", Change.LOOSER)}
    assert told(diffed(library, f"{layer}:jiu-2020/2-企业", "jiu-2020/2-企业")) == {("2", "2", Change.LOOSER)}
    assert told(diffed(library, f"{layer}:jiu-2020/1-企业", library)) == {("1", "1", Change.SAME)}
    assert told(diffed(library, f"{layer}:jiu-2020", "jiu-2020")) >= {
        ("1", "1", Change.SAME),
        (None, "3", Change.ADDED),
    }


def test_declared_items_on_different_objects_are_not_compared(library: Path) -> None:
    report = diffed(library, "jiu-2020", "xin-2024", {"4": "6"})
    (row,) = (r for r in report.rows if r.first and r.first.clause == "4")
    assert (row.change, row.obstacles) == (Change.INCOMPARABLE, (("object_type", "企业、储罐"),))


def test_items_that_became_one_are_each_compared_with_it(tmp_path: Path) -> None:
    old: Rules = {"1": ("储罐", "泄漏"), "2": ("储罐", "锈蚀 且 泄漏"), "3": ("企业", "丙"), "4": ("储罐", "锈蚀")}
    new: Rules = {"1": ("企业", "丙"), "6": ("储罐", "泄漏 或 锈蚀"), "7": ("储罐", "锈蚀")}
    base = write(tmp_path / "库", {"jiu-2020": old, "xin-2024": new})
    succession = [
        {"条款": "1", "现为": ["6"]},
        {"条款": "2", "现为": ["6"]},
        {"条款": "3"},
        {"条款": "4", "现为": ["6", "7"]},
    ]
    for name, day in (("jiu-2020", "2020-01-01"), ("xin-2024", "2024-01-01")):
        place = base / name / "standard.yaml"
        made = yaml.safe_load(place.read_text(encoding="utf-8")) | {"族": "zu", "施行": day}
        if name == "jiu-2020":
            made |= {"失效": "2024-01-01", "沿革": [{"变化": "改写", **item} for item in succession]}
        put(place, made)
    report = diffed(base, "jiu-2020", "xin-2024")
    assert told(report) == {
        ("1", "6", Change.STRICTER),
        ("2", "6", Change.STRICTER),
        ("3", "1", Change.MOVED),
        ("4", "7", Change.MOVED),
    }
    other = told(diffed(base, "jiu-2020", "xin-2024", {"1": "7"}))
    assert {("1", "7", Change.CROSSING), ("2", "6", Change.STRICTER), ("4", "7", Change.MOVED)} <= other


def test_several_items_can_be_declared_to_have_become_one(library: Path) -> None:
    found = told(diffed(library, "jiu-2020", "xin-2024", {"4": "3", "7": "3"}))
    assert {("4", "3", Change.LOOSER), ("7", "3", Change.CROSSING)} <= found
    assert (None, "8", Change.ADDED) in found


def test_undated_event_is_told_as_one_of_the_day(tmp_path: Path) -> None:
    events = [*TYPES, object_type("作业", "企业", "事件")]
    facts = [*FACTS, fact("没审批", "作业"), fact("没监护", "作业")]
    base = write(
        tmp_path / "库", {"jiu-2020": {"1": ("作业", "没审批")}, "xin-2024": {"1": ("作业", "没审批 或 没监护")}}, facts
    )
    put(base / "vocabulary" / "words.yaml", {"对象类型": events, "事实": facts})
    for name, more in (("jiu-2020", {"失效": "2024-01-01"}), ("xin-2024", {"施行": "2024-01-01"})):
        place = base / name / "standard.yaml"
        put(place, yaml.safe_load(place.read_text(encoding="utf-8")) | {"族": "zu"} | more)
    (row,) = diffed(base, "jiu-2020", "xin-2024").rows
    assert row.change is Change.STRICTER
    assert row.only_second is not None
    assert (row.only_second.first, row.only_second.second) == ("不构成", "重大")
    assert row.only_second.case_of_first["日期"] == "2023-12-31"
    assert row.only_second.case_of_second["日期"] == "2026-11-23"


def test_readings_of_two_versions_are_one_only_by_name(tmp_path: Path) -> None:
    base = write(tmp_path / "库", {"jiu-2020": {"1": ("企业", "甲")}, "xin-2024": {"1": ("企业", "甲")}})

    def read_as(standard: str, name: str) -> None:
        place = base / standard / "1.yaml"
        made = yaml.safe_load(place.read_text(encoding="utf-8"))
        options = [{"名称": "宽", "说明": "宽"}, {"名称": "窄", "说明": "窄"}]
        made["规则"][0] |= {
            "情形": [{"名称": "一", "当": {"依解释": {"解释": name, "选": {"宽": "甲", "窄": "甲 且 乙"}}}}],
            "解释": [{"名称": name, "问题": "怎么读？", "选项": options, "出自": "测试"}],
        }
        put(place, made)

    read_as("jiu-2020", "甲怎么读")
    read_as("xin-2024", "甲怎么读")
    assert diffed(base, "jiu-2020", "xin-2024").is_equal
    read_as("xin-2024", "乙怎么读")
    (row,) = diffed(base, "jiu-2020", "xin-2024").rows
    assert row.change is Change.CROSSING
    assert {(pair.first, pair.second) for pair in row.readings} == {("甲怎么读", None), (None, "乙怎么读")}
