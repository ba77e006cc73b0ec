"""A small library in which the deeper check finds nothing, and what is found once a slip is made in it."""

from __future__ import annotations

from pathlib import Path

from judge.authoring.lint.desk import Desk
from judge.authoring.lint.lint import look
from judge.authoring.lint.waivers import Sorted, read_waivers, sort_out
from judge.authoring.listing import opened_bench
from judge.diagnostics import Problems, render
from tests.resolving.layer import Slip, changed, place_of_mark, written

WORDS, STANDARD, RULE, OTHER = (
    "vocabulary/词表.yaml",
    "ceshi-2026/standard.yaml",
    "ceshi-2026/1.yaml",
    "ceshi-2026/2.yaml",
)
WAIVERS = "waivers.yaml"
FOUND = "查法: {法: 看, 内容: 现场}, 取证: 照片"

FILES = {
    WORDS: f"""\
对象类型:
  - {{名称: 企业, 性质: 实物, 含义: 单位}}
  - {{名称: 车间, 上级: 企业, 性质: 实物, 含义: 车间}}
事实:
  - {{名称: 涉爆, 对象: 企业, 类型: 是否, 问题: 涉爆吗？, {FOUND}}}
  - {{名称: 停产, 对象: 企业, 类型: 是否, 问题: 停产了吗？, {FOUND}}}
  - {{名称: 作业人数, 对象: 车间, 类型: 数值, 单位: 人, 下限: 0 人, 整数: 是, 问题: 几人？, {FOUND}}}
  - {{名称: 积尘厚度, 对象: 车间, 类型: 数值, 单位: mm, 下限: 0 mm, 问题: 多厚？, {FOUND}}}
  - {{名称: 用途, 对象: 车间, 类型: 单选, 选项: [打磨, 抛光, 喷涂, 其他用途], 问题: 干什么的？, {FOUND}}}
  - {{名称: 粉尘, 对象: 车间, 类型: 多选, 选项: [铝粉, 木粉, 其他粉尘], 问题: 什么粉尘？, {FOUND}}}
  - {{名称: 清扫, 对象: 车间, 类型: 是否, 问题: 清扫了吗？, {FOUND}}}
  - {{名称: 人多, 对象: 车间, 类型: 是否, 问题: 人多不多？, 定义: {{条件: 作业人数 > 9 人}}}}
  - 名称: 规模
    对象: 车间
    类型: 单选
    选项: [大, 中, 小]
    问题: 多大的车间？
    定义: {{分情况: [{{当: 作业人数 > 30 人, 值: 大}}, {{当: 作业人数 > 10 人, 值: 中}}], 否则: 小}}
""",
    STANDARD: """\
标准: ceshi-2026
标题: 测试判定标准
简称: 测试
文号: 测试〔2026〕1号
发布机关: 测试局
施行: 2020-01-01
族: ceshi
适用范围: 测试
适用: 企业.涉爆
性质: 规范性文件
条款数: {官方: 2, 依据: 测试}
条款:
  - {编号: '1', 条款: 第一条}
  - {编号: '2', 条款: 第二条}
  - {编号: '9', 条款: 第九条, 计数: 否}
通则:
  除外: [{名称: 停产停业, 条款: '9', 当: 企业.停产}]
""",
    RULE: """\
条款: 第一条
规则:
  - 编号: ceshi-2026/1-车间
    标题: 测试
    对象: 车间
    适用: 粉尘 包含 [铝粉, 木粉]
    情形:
      - 名称: 人多
        当: 人多
      - 名称: 积尘
        当: 积尘厚度 > 3 mm 且 用途 属于 [打磨, 抛光]
        除外: {名称: 已清扫, 当: 清扫}
    除外: {名称: 小车间, 当: 规模 = 小 且 用途 = 喷涂}
    等级: 重大
    整改: 改
    核对: {日期: 2026-01-01, 程度: 官方原文}
    用例:
      - {名称: 人多, 已知: {人多: 是}, 判定: 重大, 情形: 人多}
      - {名称: 积尘, 已知: {人多: 否}, 判定: 重大, 情形: [积尘]}
      - {名称: 没有, 已知: {人多: 否}, 判定: 不构成}
""",
    OTHER: """\
条款: 第二条
规则:
  - 编号: ceshi-2026/2-车间
    标题: 测试二
    对象: 车间
    情形:
      - 名称: 没有清扫
        当:
          依解释:
            解释: 多久算没有清扫
            选: {每班: 非 清扫, 每周: 非 清扫 且 积尘厚度 > 1 mm}
    等级: 一般
    整改: 改
    核对: {日期: 2026-01-01, 程度: 官方原文}
    解释:
      - 名称: 多久算没有清扫
        问题: 每班还是每周？
        选项: [{名称: 每班, 说明: 班班清}, {名称: 每周, 说明: 周周清}]
        推荐: 每班
        出自: 官方解读
    用例:
      - {名称: 有, 已知: {清扫: 否}, 判定: 一般}
      - {名称: 无, 已知: {清扫: 是}, 判定: 不构成}
""",
}


def checked(folder: Path, files: dict[str, str]) -> Sorted:
    """What is found in the files, waived findings apart."""
    problems = Problems()
    bench = opened_bench([written(folder, files)], problems)
    assert bench.library is not None, render(problems)
    waivers = read_waivers([folder], problems)
    assert not len(problems), render(problems)
    found = sort_out((each for step in look(Desk(bench, bench.library)) for each in step), waivers)
    assert render(found.findings) is not None
    return found


def places(found: Sorted) -> list[tuple[str, int, int]]:
    """Code, line and column of each finding."""
    told = []
    for each in found.findings:
        assert each.position is not None
        told.append((each.code, each.position.line, each.position.column))
    return told


def found_by(slip: Slip, folder: Path) -> tuple[Sorted, tuple[str, int, int]]:
    """What is found with a slip, and what must be told at its mark."""
    files = changed(slip, FILES)
    return checked(folder, files), (slip.code, *place_of_mark(files[slip.file]))
