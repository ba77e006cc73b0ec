"""A small library of its own, whose cases show everything its rules say; tests take cases away and put others in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from judge.authoring.coverage.coverage import Coverage, Covered
from judge.authoring.listing import Bench, opened_bench
from judge.diagnostics import Problems, render
from judge.resolve.resolved import Library

VOCABULARY = """\
对象类型:
  - {名称: 企业, 性质: 实物, 含义: 受检企业, 名单问题: 只有一家}
  - {名称: 试间, 上级: 企业, 性质: 实物, 含义: 试用的房间, 名单问题: 都列全了？}
  - {名称: 试罐, 上级: 试间, 性质: 实物, 含义: 试用的罐, 名单问题: 都列全了？}
  - {名称: 试作业, 上级: 试间, 性质: 事件, 含义: 一次作业, 名单问题: 都列全了？}
事实:
  - {名称: 试行业, 对象: 企业, 类型: 是否, 问题: 是吗？, 可整改: 否}
  - {名称: 使用中, 对象: 试间, 类型: 是否, 问题: 用着吗？}
  - {名称: 人数, 对象: 试间, 类型: 数值, 单位: 人, 整数: 是, 下限: 0, 问题: 几个人？}
  - {名称: 门坏, 对象: 试间, 类型: 是否, 问题: 坏了吗？}
  - {名称: 有门卫, 对象: 试间, 类型: 是否, 问题: 有吗？}
  - {名称: 停用, 对象: 试间, 类型: 是否, 问题: 停了吗？}
  - {名称: 灯坏, 对象: 试间, 类型: 是否, 问题: 坏了吗？}
  - {名称: 窗坏, 对象: 试间, 类型: 是否, 问题: 坏了吗？}
  - {名称: 存量, 对象: 试罐, 类型: 数值, 单位: t, 下限: 0, 问题: 多少？}
  - {名称: 漏, 对象: 试罐, 类型: 是否, 问题: 漏吗？}
  - {名称: 证有效期至, 对象: 试作业, 类型: 日期, 问题: 到哪天？}
"""
STANDARD = """\
标准: shi-2026
标题: 试用判定标准
简称: 试用标准
文号: 试令第1号
发布机关: 试用机关
施行: 2026-01-01
性质: 规范性文件
族: shi
适用范围: 试用
适用: 企业.试行业
条款数: {官方: 7, 依据: 试用}
通则: {失效视同无: 否}
条款:
  - {编号: '1', 条款: 第一条}
  - {编号: '2', 条款: 第二条}
  - {编号: '3', 条款: 第三条}
  - {编号: '4.1', 条款: 第四条第一项}
  - {编号: '4.2', 条款: 第四条第二项}
  - {编号: '5', 条款: 第五条}
  - {编号: '6', 条款: 第六条}
"""
HEAD = """\
条款: {clause}
规则:
  - 编号: shi-2026/{ref}-{object}
    标题: {title}
    对象: {object}
{body}
    等级: {level}
    整改: 改好
    核对: {{日期: 2026-01-01, 程度: 两个来源}}
    用例:
"""
ROOM = """\
    适用: 使用中
    情形:
      - {名称: 人太多, 当: 人数 > 9 人}
      - {名称: 门没人管, 当: 门坏 且 非 有门卫}
    除外: [{名称: 已停用, 当: 停用}]"""
ROOM_CASES = {
    "九人": "{企业.试行业: 是, 使用中: 是, 停用: 否, 人数: 9 人, 门坏: 否}, 判定: 不构成",
    "十人": "{企业.试行业: 是, 使用中: 是, 停用: 否, 人数: 10 人, 门坏: 否}, 判定: 重大, 情形: [人太多]",
    "十人已停": "{企业.试行业: 是, 使用中: 是, 停用: 是, 人数: 10 人}, 判定: 不构成, 不构成因: 除外",
    "门坏没人": "{企业.试行业: 是, 使用中: 是, 停用: 否, 人数: 1 人, 门坏: 是, 有门卫: 否}, 判定: 重大, 情形: [门没人管]",
    "门坏有人": "{企业.试行业: 是, 使用中: 是, 停用: 否, 人数: 1 人, 门坏: 是, 有门卫: 是}, 判定: 不构成",
    "门好没人": "{企业.试行业: 是, 使用中: 是, 停用: 否, 人数: 1 人, 门坏: 否, 有门卫: 否}, 判定: 不构成",
    "没在用": "{企业.试行业: 是, 使用中: 否, 人数: 12 人, 停用: 否}, 判定: 不适用",
    "人没数": "{企业.试行业: 是, 使用中: 是, 停用: 否, 门坏: 否}, 判定: 待定, 待核实: [人数]",
    "不是这个行业": "{企业.试行业: 否, 使用中: 是, 停用: 否, 人数: 12 人}, 判定: 不适用",
}
READ = """\
    情形:
      - 名称: 人多
        当: {依解释: {解释: 九人, 选: {算: 人数 >= 9 人, 不算: 人数 > 9 人}}}
    解释:
      - {名称: 九人, 问题: 算不算？, 选项: [{名称: 算, 说明: 算}, {名称: 不算, 说明: 不算}]}"""
TANKS = """\
    情形:
      - 名称: 大罐漏
        当: {存在: {对象: 试罐, 其中: 存量 >= 10 t, 当: 漏}}"""
DATES = """\
    情形:
      - {名称: 证过期, 当: 证有效期至 < 事件日期}"""
ELEMENTS = """\
    情形:
      - {名称: 满两项, 当: {要素: {出自: '4', 至少: 2}}}"""


@dataclass(frozen=True)
class Layer:
    """The library in a folder, with the rule of clause 1 having the cases a test gives it."""

    folder: Path

    def write(self, cases: dict[str, str] | None = None, more: tuple[str, ...] = (), room: str = ROOM) -> None:
        """Write all files; `more` are further lines under the first rule's 用例."""
        place = self.folder / "shi-2026"
        place.mkdir(parents=True, exist_ok=True)
        (self.folder / "vocabulary").mkdir(exist_ok=True)
        (self.folder / "vocabulary" / "all.yaml").write_text(VOCABULARY, encoding="utf-8")
        (place / "standard.yaml").write_text(STANDARD, encoding="utf-8")
        found = ROOM_CASES if cases is None else cases
        lines = [*(f"- {{名称: {name}, 已知: {body}}}" for name, body in found.items()), *more]
        self._rule("1", "第一条", "试间", room, lines)
        self._rule("2", "第二条", "试间", READ, [UNDECIDED.format(known="")])
        self._rule("3", "第三条", "试间", TANKS, [UNDECIDED.format(known="")])
        lamp, window = (f"    情形:\n      - {{名称: {name}, 当: {name}}}" for name in ("灯坏", "窗坏"))
        self._rule("4.1", "第四条第一项", "试间", lamp, [UNDECIDED.format(known="")], level="要素")
        self._rule("4.2", "第四条第二项", "试间", window, [UNDECIDED.format(known="")], level="要素")
        self._rule("5", "第五条", "试间", ELEMENTS, [UNDECIDED.format(known="")])
        self._rule("6", "第六条", "试作业", DATES, [UNDECIDED.format(known=", 日期: 2026-11-01")])

    def _rule(self, ref: str, clause: str, object_type: str, body: str, lines: list[str], level: str = "重大") -> None:
        head = HEAD.format(clause=clause, ref=ref, object=object_type, title=f"试{ref}", body=body, level=level)
        text = head + "".join(f"      {line}\n" for line in lines)
        (self.folder / "shi-2026" / f"{ref}.yaml").write_text(text, encoding="utf-8")

    def paste(self, rule: str, line: str) -> None:
        """Add a case to a rule."""
        place = self.folder / f"{rule.rpartition('-')[0]}.yaml"
        place.write_text(place.read_text(encoding="utf-8") + f"      {line}\n", encoding="utf-8")

    def opened(self) -> tuple[Bench, Library]:
        """The library as written."""
        problems = Problems()
        bench = opened_bench([self.folder], problems)
        assert bench.library is not None, render(problems)
        return bench, bench.library

    def covered(self, rule: str) -> Covered:
        """The coverage of one rule (or, by its id, of the standard)."""
        bench, library = self.opened()
        measure = Coverage(bench, library)
        if "/" not in rule:
            return next(iter(measure.standards([rule])))
        return next(iter(measure.rules([library.rule_by_id[rule]])))


UNDECIDED = "- {{名称: 没查{known}, 已知: {{企业.试行业: 是}}, 判定: 待定}}"
