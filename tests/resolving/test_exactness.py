"""A rule that could not be judged exactly is refused; one that is not refused is judged exactly."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from judge.judging import judge
from judge.judging.outcomes import formulas_of
from judge.verdict.verdict import Outcome
from tests.judging.building import WrittenWrongError, resolved
from tests.judging.completions import Given, Space, TooManyError
from tests.resolving.joint_rules import random_files, random_visit
from tests.resolving.layer import RULE, Slip, assert_told, changed, condition, read

CODE = "R084"
PLACE = (RULE, "编号: ceshi-2026/1-企业", "编号: ▲ceshi-2026/1-企业")


def doubtful(text: str) -> Slip:
    """A condition that is refused, told at the rule's id."""
    slip = condition(CODE, text)
    return Slip(CODE, slip.file, slip.old, slip.new, (PLACE,))


SLIPS = [
    doubtful("人数 > 定员 或 人数 < 5 人"),
    doubtful("人数 > 定员 且 非 人数 > 9 人"),
    doubtful("人数 > 定员 或 人数 <= 定员"),
    doubtful("{均无: [人数 > 定员, 人数 < 9 人]}"),
    doubtful("人数 = 定员 且 人数 > 9 人"),
    doubtful("人数 × 2 = 定员"),
    doubtful("人数 + 定员 × 3 != 9 人"),
    doubtful("人数 - 定员 = 1.5 人"),
    doubtful("到岗日期 + 6 月 = 有效期至"),
    doubtful("到岗日期 + 6 月 < 有效期至 且 到岗日期 > 2026-01-01"),
    doubtful("有效期至 < 有效期至 + 3 日"),
    doubtful("{每个: {对象: 储罐, 其中: 存量 > 上报量, 当: 泄漏}}"),
    doubtful("{存在: {对象: 储罐, 当: 存量 = 上报量}}"),
    doubtful("{数量: {对象: 储罐, 其中: 存量 > 上报量, 比较: '= 2'}}"),
    doubtful("{合计: {对象: 储罐, 事实: 存量, 比较: '= 9 t'}}"),
    doubtful("{全部: [{合计: {对象: 储罐, 事实: 存量, 比较: '> 9 t'}}, {均无: [{存在: {对象: 储罐, 当: 恒真}}]}]}"),
    doubtful("{全部: [{合计: {对象: 储罐, 事实: 存量, 比较: '> 9 t'}}, {存在: {对象: 储罐, 当: 存量 < 1 t}}]}"),
    doubtful("{合计: {对象: 储罐, 其中: 存量 < 5 t, 事实: 存量, 比较: '> 9 t'}}"),
    doubtful("{合计: {对象: 储罐, 其中: 泄漏 或 非 泄漏, 事实: 存量, 比较: '> 9 t'}}"),
    doubtful("{全部: [{合计: {对象: 储罐, 其中: 涉爆, 事实: 存量, 比较: '> 9 t'}}, 非 涉爆]}"),
    doubtful("人数 > 定员 且 定员 > 9 人"),
]
"""Conditions that the engine would not decide exactly."""
EXACT = [
    "人数 > 定员",
    "人数 = 定员",
    "人数 > 定员 且 人数 > 9 人",
    "人数 > 定员 × 50% 或 人数 > 定员 × 150%",
    "{全部: [人数 > 定员, {非: 人数 < 9 人}]}",
    "{任一: [人数 = 定员, {全部: [非 人数 = 定员, 涉爆]}]}",
    "面积 + 限定面积 >= 100 m2",
    "人数 + 定员 != 9 人",
    "有效期至 + 6 月 < 检查日期",
    "有效期至 = 检查日期",
    "有效期至 + 6 月 = 检查日期",
    "到岗日期 + 6 月 < 有效期至 且 有效期至 > 2026-01-01",
    "{存在: {对象: 储罐, 当: 存量 > 容量 × 90%}}",
    "{存在: {对象: 储罐, 当: 存量 = 容量}}",
    "{每个: {对象: 储罐, 其中: 存量 > 容量, 当: 泄漏}}",
    "{存在: {对象: 储罐, 当: 存量 > 上报量}}",
    "{每个: {对象: 储罐, 其中: 泄漏, 当: 存量 > 上报量}}",
    "{数量: {对象: 储罐, 其中: 存量 > 上报量, 比较: '>= 2'}}",
    "{合计: {对象: 储罐, 事实: 存量, 比较: '>= 10 t'}}",
    "{合计: {对象: 储罐, 其中: 泄漏, 事实: 存量, 比较: '< 10 t'}}",
    "{全部: [{合计: {对象: 储罐, 事实: 存量, 比较: '> 9 t'}}, {存在: {对象: 储罐, 当: 存量 > 1 t}}]}",
    "{依解释: {解释: 怎么算, 选: {宽: 人数 > 定员 × 150%, 严: 人数 > 定员 × 50%}}}",
]
READING = "    解释: [{名称: 怎么算, 问题: 怎么算, 选项: [{名称: 宽, 说明: 宽}, {名称: 严, 说明: 严}]}]\n"


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_condition_that_cannot_be_decided_exactly_is_refused(slip: Slip, tmp_path: Path) -> None:
    library, problems = read(tmp_path, changed(slip))
    assert library is None
    assert {problem.code for problem in problems} == {CODE}
    assert_told(slip, problems, tmp_path)


@pytest.mark.parametrize("text", EXACT)
def test_condition_that_pulls_one_way_or_stands_alone_is_taken(text: str, tmp_path: Path) -> None:
    also = ((RULE, "    等级: 重大\n", f"    等级: 重大\n{READING}"),) if "依解释" in text else ()
    library, problems = read(tmp_path, changed(Slip("", RULE, "当: 涉爆", f"当: {text}", also)))
    assert library is not None, list(problems)


def test_exemption_that_asks_the_other_way_is_refused(tmp_path: Path) -> None:
    also = (PLACE, (RULE, "    等级: 重大\n", "    等级: 重大\n    除外: {名称: 乙, 当: 人数 > 9 人}\n"))
    slip = Slip(CODE, RULE, "当: 涉爆", "当: 人数 > 定员", also)
    _, problems = read(tmp_path, changed(slip))
    assert_told(slip, problems, tmp_path)


def test_fact_of_a_test_may_not_stand_in_a_constraint(tmp_path: Path) -> None:
    words = ("vocabulary/词表.yaml", "事实:\n", "约束: [{名称: 甲, 对象: 企业, 恒有: 人数 < 500 人}]\n事实:\n")
    slip = Slip(CODE, RULE, "当: 涉爆", "当: 人数 > 定员", (PLACE, words))
    _, problems = read(tmp_path, changed(slip))
    assert_told(slip, problems, tmp_path)


def test_fact_of_a_counted_element_counts_as_used(tmp_path: Path) -> None:
    also = (PLACE, ("ceshi-2026/2.1.yaml", "当: 涉爆", "当: 人数 > 定员"))
    slip = Slip(CODE, RULE, "当: 涉爆", "当: {全部: [{要素: {出自: '2', 至少: 1}}, 人数 < 9 人]}", also)
    _, problems = read(tmp_path, changed(slip))
    assert_told(slip, problems, tmp_path)


_CLASSES = {Outcome.MAJOR: "hit", Outcome.CLEAR: "no", Outcome.NOT_APPLICABLE: "no"}


def _disagreements(seed: int, met: Counter[str]) -> list[str]:
    """Objects whose outcome is not what all completions make of it; none for a rule that is refused."""
    random = Random(seed)
    files, data = random_files(random), random_visit(random)
    try:
        library = files.library()
    except WrittenWrongError:
        met["refused"] += 1
        return []
    visit, hazard = resolved(data, library), formulas_of(library.rules[0]).hazard
    space, wrong = Space(library, visit, [hazard], Given.of(visit, library)), []
    for verdict in judge(visit, library, explain=False).verdicts:
        if verdict.object is None:
            continue
        thing = space.things[verdict.object]
        try:
            truths = space.truths(hazard, thing)
        except TooManyError:
            continue
        wanted = "open" if len(truths) > 1 else "hit" if truths == {True} else "no"
        met[wanted] += 1
        if wanted != _CLASSES.get(verdict.outcome, "open"):
            wrong.append(f"seed {seed}: {verdict.object} is {wanted}, judged {verdict.outcome}")
    return wrong


def test_rule_that_is_taken_is_judged_as_all_completions_say() -> None:
    met: Counter[str] = Counter()
    wrong = [text for seed in range(300) for text in _disagreements(seed, met)]
    assert wrong == []
    assert min(met["refused"], met["hit"], met["no"], met["open"]) >= 10, met
