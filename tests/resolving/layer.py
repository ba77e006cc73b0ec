"""A small library as real files, slips made in it, and what is told of them.

A slip replaces a piece of one file; `▲` in the new piece marks where the problem must be told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from judge.diagnostics import Problems, render, to_json
from judge.diagnostics.catalogue import entry
from judge.library.opening import read_library
from judge.resolve.resolved import Library

MARK = "▲"
WORDS, STANDARD, RULE = "vocabulary/词表.yaml", "ceshi-2026/standard.yaml", "ceshi-2026/1.yaml"
ELEMENT, OTHER_ELEMENT = "ceshi-2026/2.1.yaml", "ceshi-2026/2.2.yaml"
RULINGS = "rulings.yaml"
TABLE = "tables/表.yaml"

FILES = {
    WORDS: """\
对象类型:
  - {名称: 企业, 性质: 实物, 含义: 单位}
  - {名称: 罐区, 上级: 企业, 性质: 实物, 含义: 罐区}
  - {名称: 储罐, 上级: 罐区, 性质: 实物, 含义: 储罐}
  - {名称: 清罐, 上级: 储罐, 性质: 事件, 含义: 一次清罐}
  - {名称: 建筑, 上级: 企业, 性质: 实物, 含义: 建筑}
  - {名称: 间距, 上级: 建筑, 性质: 关系, 另一端: 建筑, 含义: 两栋之间}
  - {名称: 焊工, 上级: 企业, 性质: 任职, 含义: 一个焊工}
事实:
  - {名称: 涉爆, 对象: 企业, 类型: 是否, 问题: 涉爆吗}
  - {名称: 人数, 对象: 企业, 类型: 数值, 单位: 人, 下限: 0 人, 上限: 1000 人, 整数: 是, 问题: 几人}
  - {名称: 定员, 对象: 企业, 类型: 数值, 单位: 人, 下限: 0 人, 整数: 是, 问题: 定几人}
  - {名称: 面积, 对象: 企业, 类型: 数值, 单位: m2, 下限: 0 m2, 问题: 多大}
  - {名称: 限定面积, 对象: 企业, 类型: 数值, 单位: m2, 下限: 0 m2, 问题: 限多大}
  - {名称: 上报量, 对象: 企业, 类型: 数值, 单位: t, 下限: 0 t, 问题: 报了多少}
  - {名称: 等级, 对象: 企业, 类型: 单选, 选项: [一级, 二级, 三级], 曾用名: 级别, 问题: 几级}
  - {名称: 种类, 对象: 企业, 类型: 单选, 选项: [甲类, 乙类], 问题: 几类}
  - {名称: 介质, 对象: 企业, 类型: 多选, 选项: [可燃, 有毒], 问题: 有什么}
  - {名称: 报警, 对象: 企业, 类型: 设施, 问题: 有报警吗}
  - {名称: 有效期至, 对象: 企业, 类型: 日期, 问题: 到哪天}
  - {名称: 到岗日期, 对象: 企业, 类型: 日期, 问题: 哪天到}
  - {名称: 备忘, 对象: 企业, 类型: 文本, 问题: 记什么}
  - {名称: 大厂, 对象: 企业, 类型: 是否, 问题: 大吗, 定义: {条件: 人数 > 300 人}}
  - 名称: 限额
    对象: 企业
    类型: 数值
    单位: t
    下限: 0 t
    问题: 最多多少
    定义: {查表: {按: 等级, 表: {一级: 10 t, 二级: 5 t}}, 否则: 1 t}
  - 名称: 规模
    对象: 企业
    类型: 单选
    选项: [大, 小]
    问题: 多大
    定义: {分情况: [{当: 大厂, 值: 大}], 否则: 小}
  - {名称: 存量, 对象: 储罐, 类型: 数值, 单位: t, 下限: 0 t, 问题: 存多少}
  - {名称: 容量, 对象: 储罐, 类型: 数值, 单位: t, 下限: 0 t, 问题: 装多少}
  - {名称: 泄漏, 对象: 储罐, 类型: 是否, 问题: 漏吗}
  - {名称: 物料, 对象: 储罐, 类型: 文本, 名录: 化学品, 问题: 装什么}
  - {名称: 净距, 对象: 间距, 类型: 数值, 单位: m, 问题: 多远}
  - {名称: 持证, 对象: 焊工, 类型: 是否, 问题: 有证吗}
  - {名称: 已改正, 对象: 任意, 类型: 是否, 逐项: 是, 问题: 改了吗}
""",
    TABLE: """\
化学品:
  - {序号: 1, 名称: 氨, 别名: 液氨, CAS: 7664-41-7, 临界量: 10, 核对: 两个来源}
  - {序号: 8, 名称: 甲醛, 限定: 含量>90%, CAS: 50-00-0, 临界量: 5, 建议类别: J3, 核对: 两个来源}
毒性气体:
  - {名称: 氨, β: 2, 核对: 两个来源}
危险类别:
  - {符号: J3, 类别: 急性毒性, 条件: 气体, 临界量: 50, β: 2, 核对: 两个来源}
人口系数:
  - {人口: 0, α: 0.5, 核对: 两个来源}
名录:
  - 编号: 特管
    标题: 特管目录
    总数: 1
    条目: [{序号: 1, 名称: 氯, 核对: 凭记忆}]
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
性质: 规范性文件
条款数: {官方: 4, 依据: 测试}
条款:
  - {编号: '1', 条款: 第一条}
  - {编号: '2.1', 条款: 第二条第一项}
  - {编号: '2.2', 条款: 第二条第二项}
  - {编号: '3', 条款: 第三条, 未编码: 以后写}
  - {编号: '9', 条款: 第九条, 计数: 否}
通则: {失效视同无: '9'}
""",
    RULE: """\
条款: 第一条
规则:
  - 编号: ceshi-2026/1-企业
    标题: 测试
    对象: 企业
    情形:
      - 名称: 甲
        当: 涉爆
    等级: 重大
    整改: 改
    核对: {日期: 2026-01-01, 程度: 官方原文}
    用例:
      - {名称: 有, 已知: {涉爆: 是}, 判定: 重大}
""",
    ELEMENT: """\
条款: 第二条第一项
规则:
  - 编号: ceshi-2026/2.1-企业
    标题: 要素一
    对象: 企业
    情形: [{名称: 甲, 当: 涉爆}]
    等级: 要素
    整改: 改
    核对: {日期: 2026-01-01, 程度: 官方原文}
    用例: [{名称: 有, 已知: {涉爆: 是}, 判定: 要素}]
""",
    OTHER_ELEMENT: """\
条款: 第二条第二项
规则:
  - 编号: ceshi-2026/2.2-储罐
    标题: 要素二
    对象: 储罐
    情形: [{名称: 甲, 当: 泄漏}]
    等级: 要素
    整改: 改
    核对: {日期: 2026-01-01, 程度: 官方原文}
    用例: [{名称: 有, 已知: {泄漏: 是}, 判定: 要素}]
""",
}


@dataclass(frozen=True, slots=True)
class Slip:
    """One mistake: in a file, a piece is replaced by another. Without an old piece the new one is the whole file.

    `also` are further replacements that the mistake needs around it: file, old, new.
    """

    code: str
    file: str
    old: str
    new: str
    also: tuple[tuple[str, str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.code} {' '.join(self.new.split())[:40]}"


def condition(code: str, new: str) -> Slip:
    """A slip in the rule's condition."""
    return Slip(code, RULE, "当: 涉爆", f"当: {new}")


def fact(code: str, new: str) -> Slip:
    """A slip in a further fact."""
    return Slip(code, WORDS, "  - {名称: 涉爆,", f"  - {new}\n  - {{名称: 涉爆,")


def kind(code: str, new: str) -> Slip:
    """A slip in a further object type."""
    return Slip(code, WORDS, "事实:\n", f"  - {new}\n事实:\n")


def changed(slip: Slip, files: Mapping[str, str] = FILES) -> dict[str, str]:
    """The files with the slip in them, its mark still there."""
    made = dict(files)
    for name, old, new in (*slip.also, (slip.file, slip.old, slip.new)):
        assert not old or made[name].count(old) == 1, old
        made[name] = made[name].replace(old, new) if old else new
    return made


def place_of_mark(text: str) -> tuple[int, int]:
    """Line and column of the mark; (0, 0) for the file as a whole where there is none."""
    before, mark, _ = text.partition(MARK)
    return (before.count("\n") + 1, len(before) - before.rfind("\n")) if mark else (0, 0)


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """The files, written into a folder without marks."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(MARK, ""), encoding="utf-8")
    return folder


def read(folder: Path, files: Mapping[str, str] = FILES) -> tuple[Library | None, Problems]:
    """The library of the files, and the problems told."""
    problems = Problems()
    library = read_library([written(folder, files)], problems)
    assert (library is None) == problems.has_errors
    return library, problems


def assert_well_told(problems: Problems) -> None:
    """Every message and remedy has all it is filled with, and can be printed."""
    for problem in problems:
        texts = entry(problem.code)
        assert set(re.findall(r"\{(\w+)\}", texts.message + texts.remedy)) <= set(dict(problem.values)), problem
        assert problem.message
        assert problem.remedy
    assert bool(render(problems)) == bool(len(problems))
    to_json(problems)


def assert_told(slip: Slip, problems: Problems, folder: Path) -> None:
    """The slip's code is told at its mark."""
    line, column = place_of_mark(changed(slip)[slip.file])
    told = [(p.code, p.position.path, p.position.line, p.position.column) for p in problems if p.position]
    assert (slip.code, str(folder / slip.file), line, column) in told, render(problems)
    assert_well_told(problems)
