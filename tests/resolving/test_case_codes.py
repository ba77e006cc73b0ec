"""Every slip in a rule's cases is told where it was made, when they are run."""

from __future__ import annotations

from pathlib import Path

import pytest

from judge.authoring.cases import run_cases
from judge.diagnostics import Problems
from judge.library.layers import files_of
from judge.library.opening import written_library
from judge.resolve.rules import resolve_library
from tests.resolving.layer import RULE, Slip, assert_told, changed, written

CASE = "{名称: 有, 已知: {涉爆: 是}, 判定: 重大}"
READ = (RULE, "当: 涉爆", "当: {依解释: {解释: 怎么算, 选: {宽: 涉爆, 严: 大厂}}}")
OPTIONS = "选项: [{名称: 宽, 说明: 宽}, {名称: 严, 说明: 严}]"
READING = (RULE, "    等级: 重大\n", f"    等级: 重大\n    解释: [{{名称: 怎么算, 问题: 怎么算, {OPTIONS}}}]\n")

SLIPS = [
    Slip("R081", RULE, CASE, "{名称: ▲有, 未见: 企业/焊工, 判定: 未查}"),
    Slip("R083", RULE, CASE, "{名称: 有, 裁定: {如何算: ▲宽}, 已知: {涉爆: 是}, 判定: 重大}", (READ, READING)),
    Slip("R083", RULE, CASE, "{名称: 有, 裁定: {怎么算: ▲松}, 已知: {涉爆: 是}, 判定: 重大}", (READ, READING)),
    Slip("R092", RULE, CASE, "{名称: ▲有, 对象: [{编号: 甲, 类型: 焊工, 数量: 0}], 判定: 重大}"),
    Slip("C011", RULE, CASE, "{名称: 有, 已知: {涉暴: ▲是}, 判定: 重大}"),
    Slip("C022", RULE, CASE, "{名称: 有, 对象: [{编号: 甲, 类型: 焊工, 已知: {持证: ▲有}}], 判定: 重大}"),
    Slip("C002", RULE, CASE, "▲{名称: 有, 对象: [{编号: 甲, 类型: 电工}], 判定: 重大}"),
]
"""Slips in the cases of the small library's rule."""


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_slip_in_a_case_is_told_where_it_was_made(slip: Slip, tmp_path: Path) -> None:
    written(tmp_path, changed(slip))
    problems = Problems()
    files = written_library(files_of(tmp_path), problems)
    library = resolve_library(files, problems)
    assert not problems.has_errors, list(problems)
    results = list(run_cases(files.rules, library, problems))
    assert not results[0].passed
    assert_told(slip, problems, tmp_path)
