"""The twelve acceptance clauses: each line of the list comes out as stated, in the shipped rules' own cases.

What must come out stands here once more, so that a case cannot be softened without this test noticing.
"""

from __future__ import annotations

import pytest

from judge.authoring.cases import run_case
from judge.diagnostics import Problems
from judge.library.layers import SHIPPED, files_of
from judge.library.opening import written_library
from judge.resolve.resolved import Library
from judge.resolve.rules import WrittenRules

ELEMENTS = "xiaofang-2025/4.1c-建筑"
SYSTEMS = "xiaofang-2025/5.1e-建筑"
CAMPUS, BUILDING = "jiaoyu-2024/3.2-企业", "jiaoyu-2024/3.2-建筑"
SPACE, ENTRY = "gongmao-2023/13.1-有限空间", "gongmao-2023/13.2-有限空间作业"
WELDER, DUST = "gongmao-2023/3.2-特种作业任职", "gongmao-2023/11.2-除尘系统"
MOLTEN, PIT = "gongmao-2017/行业.有色.4-熔融区域", "fangjian-2024/5.4-基坑边坡"
PIPE, ZONE = "weihua-2026/5.5.6-储罐管道", "weihua-2026/5.7.4-防爆分区"
FREEZER = "gongmao-2023/12.2-作业场所"

LINES = [
    (ELEMENTS, "名单齐全正好六项", "重大", {}),
    (ELEMENTS, "五项其中一项两部楼梯间都有", "不构成", {}),
    (ELEMENTS, "五项一项没查", "待定", {}),
    (ELEMENTS, "五项另一项在邻楼", "不构成", {}),
    (ELEMENTS, "五项第六项排除没查完", "待定", {}),
    ("xiaofang-2025/6.5.5-建筑", "排除情形都没查", "待定", {"lean": "除外未定"}),
    (SYSTEMS, "一种都不应设也没装", "不构成", {}),
    (SYSTEMS, "一种都不应设自装的瘫了", "不构成", {}),
    (SYSTEMS, "应设两种只瘫一种", "不构成", {}),
    (SYSTEMS, "应设两种都瘫痪", "重大", {}),
    (SYSTEMS, "见到的瘫了名单没列全", "待定", {}),
    (BUILDING, "正好三项", "重大", {}),
    (BUILDING, "只有两项", "不构成", {}),
    (BUILDING, "高层车道被占两个编号只算一项", "不构成", {}),
    (BUILDING, "高层车道救援场地都被占是两件事", "重大", {}),
    (CAMPUS, "两栋楼相加三项", "待定", {"missing": ("解释:满三项按楼数还是按校数",)}),
    (CAMPUS, "两栋楼相加三项裁定按校", "重大", {}),
    (CAMPUS, "两栋楼相加三项裁定按楼", "不构成", {}),
    (SPACE, "三样全缺", "重大", {}),
    (SPACE, "辨识台账都缺且标志看不清", "重大", {}),
    (SPACE, "辨识了没台账没标志", "待定", {"standing": "读法未定"}),
    (SPACE, "裁定缺一样就算", "重大", {}),
    (SPACE, "裁定两样都缺才算", "不构成", {}),
    (ENTRY, "没看到任何一次作业", "未查", {"unseen_of": "有限空间/有限空间作业"}),
    (ENTRY, "先检测后通风", "重大", {"situations": ("通风后未检测",)}),
    (WELDER, "当天到期还有效", "不构成", {}),
    (WELDER, "前一天到期", "重大", {"situations": ("操作证过期",)}),
    (DUST, "五样都有", "重大", {}),
    (DUST, "一栋厂房但名单没列全", "待定", {}),
    (DUST, "连通没查", "待定", {}),
    (MOLTEN, "生产用水旁边放油桶", "重大", {"situations": ("易喷溅处放有易燃易爆物品",)}),
    (MOLTEN, "安全坑里是生产用水", "不构成", {}),
    (PIT, "变形等于控制值", "不构成", {}),
    (PIT, "支护变形超过但处理没查", "待定", {"lean": "除外未定"}),
    (PIT, "几种一起出现", "重大", {}),
    (PIPE, "一级罐区阀门失效", "重大", {"cites": ("第5.5.6条",)}),
    (PIPE, "气相管道", "不适用", {}),
    (ZONE, "高危工艺3人", "疑似", {}),
    (ZONE, "高危工艺2人", "待定", {"missing": ("条文全文",)}),
    (FREEZER, "正好9人", "不构成", {}),
    (FREEZER, "10人", "重大", {}),
    (FREEZER, "8到10人", "待定", {}),
]


@pytest.fixture(scope="session")
def files() -> dict[str, tuple[WrittenRules, int]]:
    """Every shipped rule with its file, by id."""
    written = written_library(files_of(SHIPPED), Problems())
    return {rule.id: (file, index) for file in written.rules for index, rule in enumerate(file.source.model.rules)}


@pytest.mark.parametrize(("rule", "case", "outcome", "stated"), LINES, ids=[f"{r}:{c}" for r, c, _, _ in LINES])
def test_acceptance_line_comes_out_as_stated(
    library: Library,
    files: dict[str, tuple[WrittenRules, int]],
    rule: str,
    case: str,
    outcome: str,
    stated: dict[str, object],
) -> None:
    file, index = files[rule]
    cases = file.source.model.rules[index].cases
    number, model = next((n, c) for n, c in enumerate(cases) if c.name == case)
    assert model.outcome == outcome
    for what, expected in stated.items():
        assert getattr(model, what) == expected
    problems = Problems()
    path = ("规则", index, "用例", number)
    result = run_case(model, library.rule_by_id[rule], library, file.source, path, problems)
    assert result.passed, result.differences


def test_every_case_of_five_branches_names_all_five(files: dict[str, tuple[WrittenRules, int]]) -> None:
    file, index = files[DUST]
    case = next(c for c in file.source.model.rules[index].cases if c.name == "五样都有")
    assert case.situations is not None
    assert len(case.situations) == 5
