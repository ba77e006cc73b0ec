"""Coverage: what cases show of their rules, what is missing, and the cases proposed for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from judge.authoring.cases import run_cases
from judge.authoring.coverage.cases import CaseWorlds
from judge.authoring.coverage.coverage import Coverage
from judge.authoring.coverage.obligations import Kind, duties_of
from judge.authoring.coverage.pasting import case_line
from judge.diagnostics import Problems
from tests.authoring.coverage_layer import ROOM, ROOM_CASES, Layer

RULE = "shi-2026/1-试间"
AT, BESIDE = "“人数 > 9 人”正好在界限上", "“人数 > 9 人”刚过界限（另一侧，相差不超过 1 人）"
SHOWN_ONLY_BY = {
    "九人": {AT},
    "十人": {BESIDE, "只有情形“人太多”构成"},
    "十人已停": {"除外“已停用”成立，因此不构成"},
    "门坏没人": {"只有情形“门没人管”构成"},
    "门坏有人": {"“有门卫”成立，不成立结论就变"},
    "门好没人": set(),
    "没在用": {"不适用：不符合“适用”，符合了结论就变"},
    "人没数": {"有没查清的，因此待定"},
    "不是这个行业": set(),
}
"""What nothing else shows: 九人 tells a door that is open from one that is broken too, as its guard was not asked for."""


@pytest.fixture
def layer(tmp_path: Path) -> Layer:
    made = Layer(tmp_path)
    made.write()
    return made


def without(name: str) -> dict[str, str]:
    return {case: body for case, body in ROOM_CASES.items() if case != name}


def test_full_coverage_is_told_as_full(layer: Layer) -> None:
    found = layer.covered(RULE)
    assert (found.shown, found.wanted) == (11, 11)
    assert (found.missing, found.impossible, found.cases) == ((), (), ())


@pytest.mark.parametrize("removed", SHOWN_ONLY_BY)
def test_removing_a_case_makes_exactly_its_obligations_missing(layer: Layer, removed: str) -> None:
    layer.write(without(removed))
    found = layer.covered(RULE)
    assert {duty.text for duty in found.missing} == SHOWN_ONLY_BY[removed]
    assert found.shown == found.wanted - len(SHOWN_ONLY_BY[removed])


@pytest.mark.parametrize("removed", [name for name, shown in SHOWN_ONLY_BY.items() if shown])
def test_a_generated_case_waits_until_it_is_confirmed_and_then_fills_its_obligation(layer: Layer, removed: str) -> None:
    layer.write(without(removed))
    lines = tuple(case_line(proposed.case) for proposed in layer.covered(RULE).cases)
    assert lines
    assert all("来源: 生成" in line for line in lines)
    layer.write(without(removed), lines)
    waiting = layer.covered(RULE)
    assert {duty.text for duty in waiting.missing} == SHOWN_ONLY_BY[removed]
    assert all(duty.waiting and duty.proposed is None for duty in waiting.missing)
    assert waiting.cases == ()
    layer.write(without(removed), tuple(line.replace("来源: 生成", "来源: 核对") for line in lines))
    assert layer.covered(RULE).missing == ()


def test_one_proposed_case_serves_all_obligations_that_it_shows(layer: Layer) -> None:
    layer.write(without("十人"))
    found = layer.covered(RULE)
    assert len(found.missing) == 2
    assert [case_line(proposed.case) for proposed in found.cases] == [
        "- {名称: 人数 > 9 人 刚过界限, 已知: {企业.试行业: 是, 使用中: 是, 人数: 10 人, 有门卫: 是, 停用: 否}, 判定: 重大, "
        "情形: [人太多], 来源: 生成}"
    ]


def test_proposed_cases_of_every_kind_pass_and_fill_their_rules(layer: Layer) -> None:
    only = {"没查": "{企业.试行业: 是}, 判定: 待定"}
    layer.write(only)
    bench, library = layer.opened()
    proposed = [case for found in Coverage(bench, library).rules(library.rules) for case in found.cases]
    assert {case.rule for case in proposed} == {rule.id for rule in library.rules}
    for case in proposed:
        layer.paste(case.rule, case_line(case.case).replace("来源: 生成", "来源: 核对"))
    bench, library = layer.opened()
    problems = Problems()
    results = list(run_cases(bench.written.rules, library, problems))
    assert len(results) > 20
    assert [result for result in results if not result.passed] == []
    for found in Coverage(bench, library).rules(library.rules):
        assert found.missing == (), found.id


EDITS = {
    AT: ("人数 > 9 人", "人数 >= 9 人"),
    BESIDE: ("人数 > 9 人", "人数 > 10 人"),
    "除外“已停用”成立，因此不构成": ("当: 停用", "当: 恒假"),
    "除外“已停用”不成立，情形照样构成": ("当: 停用", "当: 恒真"),
    "只有情形“人太多”构成": ("当: 人数 > 9 人", "当: 恒假"),
    "只有情形“门没人管”构成": ("当: 门坏 且 非 有门卫", "当: 恒假"),
    "不适用：不符合“适用”，符合了结论就变": ("适用: 使用中", "适用: 恒真"),
    "“人数 > 9 人”不成立，成立了结论就变": ("当: 人数 > 9 人", "当: 恒真"),
    "“门坏”不成立，成立了结论就变": ("当: 门坏 且", "当: 恒真 且"),
    "“有门卫”成立，不成立结论就变": ("非 有门卫", "非 恒假"),
}
"""For each obligation of the room's rule, the rule put otherwise by hand."""


@pytest.mark.parametrize("duty", EDITS)
def test_a_case_shows_an_obligation_just_where_it_fails_by_the_rule_put_otherwise(layer: Layer, duty: str) -> None:
    bench, library = layer.opened()
    rule, model = library.rule_by_id[RULE], bench.written_rule(RULE)
    assert model is not None
    duties = duties_of(rule, 1, library)
    wanted = next(own for own in duties.own if own.text == duty)
    shows = {
        world.case.name for world in CaseWorlds(library).of(model.cases, rule, duties.hazard) if world.shows(wanted)
    }
    old, new = EDITS[duty]
    assert ROOM.count(old) == 1
    layer.write(room=ROOM.replace(old, new))
    bench, library = layer.opened()
    files = [file for file in bench.written.rules if file.source.model.rules[0].id == RULE]
    failed = {
        result.case
        for result in run_cases(files, library, Problems())
        if any(what == "判定" for what, _, _ in result.differences)
    }
    assert shows == failed - {"人没数"}
    assert shows


def test_counted_elements_are_wanted_at_their_number_and_one_below(layer: Layer) -> None:
    found = layer.covered("shi-2026/5-试间")
    texts = {duty.text for duty in found.missing}
    assert {"“要素满 2 项”正好满数", "“要素满 2 项”只差一个"} <= texts | set(found.impossible)
    assert not any("灯坏" in text for text in texts)
    below = next(c.case for c in found.cases if c.case["名称"] == "要素满 2 项 只差一个")
    assert below["判定"] == "不构成"


def test_each_option_of_a_reading_is_wanted_where_it_decides(layer: Layer) -> None:
    found = layer.covered("shi-2026/2-试间")
    by_name = {str(proposed.case["名称"]): proposed.case for proposed in found.cases}
    texts = [duty.text for duty in found.missing if duty.kind is Kind.READING]
    assert texts == ["解释“九人”取“算”，换一种取法结论就变", "解释“九人”取“不算”，换一种取法结论就变"]
    ruled = [case for case in by_name.values() if case.get("裁定") == {"九人": "算"}]
    assert any(case["判定"] == "重大" and case["已知"] == {"企业.试行业": "是", "人数": "9 人"} for case in ruled)


def test_numbers_that_are_not_whole_are_wanted_within_a_tenth_beside_their_limit(layer: Layer) -> None:
    found = layer.covered("shi-2026/3-试间")
    assert "“试罐之中：存量 ≥ 10 t”刚过界限（另一侧，相差不超过一成）" in {duty.text for duty in found.missing}
    beside = next(c.case for c in found.cases if "刚过界限" in str(c.case["名称"]))
    assert beside["对象"] == [{"编号": "试罐1", "类型": "试罐", "已知": {"存量": "9 t", "漏": "是"}}]
    assert beside["名单完整"] == ["试罐"]


def test_days_are_wanted_on_the_limit_and_the_day_beside_it(layer: Layer) -> None:
    found = layer.covered("shi-2026/6-试作业")
    known = {
        str(c.case["名称"]): (c.case["日期"], c.case["已知"]["证有效期至"])
        for c in found.cases
        if "界限" in str(c.case["名称"])
    }  # type: ignore[index]
    assert known == {
        "证有效期至 < 事件日期 正好在界限上": ("2026-11-22", "2026-11-22"),
        "证有效期至 < 事件日期 刚过界限": ("2026-11-22", "2026-11-21"),
    }


def test_what_is_proven_impossible_does_not_count(layer: Layer) -> None:
    layer.write(room=ROOM.replace("人数 > 9 人", "人数 > 9 人 且 人数 > 5 人"))
    found = layer.covered(RULE)
    assert set(found.impossible) == {
        "“人数 > 5 人”正好在界限上",
        "“人数 > 5 人”刚过界限（另一侧，相差不超过 1 人）",
        "“人数 > 5 人”不成立，成立了结论就变",
    }
    assert found.shown == found.wanted


def test_what_many_conditions_on_unseen_objects_make_impossible_is_proven_too(layer: Layer) -> None:
    asked = ["存在: {对象: 试罐, 当: 漏}"]
    asked += [f"存在: {{对象: 试罐, 当: 存量 >= {amount} t}}" for amount in (20, 10, 5, 3, 2)]
    body = "    情形:\n      - {名称: 罐多, 当: {全部: [" + ", ".join(f"{{{part}}}" for part in asked) + "]}}"
    layer.write(room=body)
    found = layer.covered(RULE)
    assert "“试罐之中：存量 ≥ 2 t”不成立，成立了结论就变" in found.impossible
    assert "“试罐之中：存量 ≥ 20 t”不成立，成立了结论就变" not in found.impossible
    assert all(duty.proposed for duty in found.missing)


def test_what_the_standard_says_for_all_is_shown_once_by_any_rule(layer: Layer) -> None:
    found = layer.covered("shi-2026")
    assert (found.shown, found.wanted) == (2, 2)
    layer.write(without("不是这个行业"))
    found = layer.covered("shi-2026")
    assert [duty.text for duty in found.missing] == ["不在标准的适用范围，在了结论就变"]
    assert found.cases[0].case["判定"] == "不适用"
    assert not any("试行业" in duty.text for duty in layer.covered(RULE).missing)


def test_cases_that_are_not_settled_show_no_part(layer: Layer) -> None:
    layer.write({"人没数": ROOM_CASES["人没数"]})
    assert layer.covered(RULE).shown == 1
