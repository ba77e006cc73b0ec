"""How a change to a rule reads: formulas as short lines in the words of rule files, and the names of the kinds of change."""

from __future__ import annotations

from dataclasses import dataclass

from judge.expr.formula import (
    UP,
    All,
    AnyOf,
    At,
    AtLeast,
    ByReading,
    Compare,
    CompareDates,
    Const,
    Count,
    DateTerm,
    Derived,
    Elements,
    Every,
    Exists,
    Formula,
    In,
    Not,
    Range,
    Ref,
    Sum,
)
from judge.resolve.resolved import ANY_TYPE, YES_NO, Library
from judge.values.dates import show_date
from judge.values.number import Number, show

KINDS = {
    "threshold": "门槛差一步",
    "unit": "单位弄错",
    "comparison": "比较号的等号",
    "equality": "等于与不等于",
    "connective": "且与或",
    "part_lost": "少一个条件",
    "negation_added": "多一个“非”",
    "negation_lost": "少一个“非”",
    "quantifier": "存在与每个",
    "count": "个数差一",
    "elements": "要素数差一",
    "option_added": "多一个选项",
    "option_lost": "少一个选项",
    "option_wrong": "选项弄错",
    "fact": "问错事实",
    "parent": "问错对象",
    "date": "期限差一",
    "reading": "读法对调",
    "applies_lost": "少了适用",
    "situation_lost": "少一个情形",
    "exemption_lost": "少一条除外",
    "exemption_moved": "除外扩大到整条规则",
}
PLACES = {
    "applies": "适用",
    "situation": "情形“{name}”",
    "situation_exemption": "情形“{situation}”的除外“{name}”",
    "exemption": "除外“{name}”",
    "rule": "整条规则",
}
TEXTS = {
    "changed": "“{before}”写成“{after}”",
    "part_lost": "漏写“{before}”",
    "connective": "“{parts}”之间的“{before}”写成“{after}”",
    "between": "”、“",
    "applies_lost": "整条漏写",
    "situation_lost": "整条漏写",
    "exemption_lost": "整条漏写",
    "exemption_moved": "本应只管这一情形，写成了对所有情形都除外",
    "case": "{place}：{change}",
    "outcome": "{outcome}（{situations}）",
    "more": "…",
    "progress": "逐条改错",
}
LONGEST = 48
"""So many characters of a part of a condition are shown."""
_SIGNS = {"=": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Wording:
    """Words formulas as they would stand in a rule file, seen from the object that a rule is judged on."""

    library: Library
    object_type: str

    def short(self, formula: Formula) -> str:
        """One line, cut off where it is long."""
        line = self.line(formula)
        return line if len(line) <= LONGEST else line[:LONGEST] + TEXTS["more"]

    def line(self, formula: Formula) -> str:
        """One line."""
        match formula:
            case Const(value):
                return "恒真" if value else "恒假"
            case In(ref, values):
                return self._choice(ref, values, negated=False)
            case Not(In(ref, values)) | Not(Derived(In(ref, values), _)):
                return self._choice(ref, values, negated=True)
            case Not(part):
                return f"非 {self._bracketed(part)}"
            case Derived(atom, _):
                return self.line(atom)
            case Compare():
                return self._comparison(formula)
            case CompareDates(left, operator, right):
                return f"{self._day(left)} {_SIGNS[operator]} {self._day(right)}"
            case All(parts):
                return " 且 ".join(map(self._bracketed, parts))
            case AnyOf(parts):
                return " 或 ".join(map(self._bracketed, parts))
            case AtLeast(threshold, parts):
                return f"至少 {threshold} 项（{'；'.join(map(self.line, parts))}）"
            case At(_, part, _):
                return self.line(part)
            case ByReading(reading, options):
                chosen = "；".join(f"{name}：{self.line(part)}" for name, part in options)
                return f"依解释“{reading.rpartition('#')[2]}”（{chosen}）"
            case Elements(threshold, elements):
                return f"{len(elements)} 项要素中至少 {threshold} 项"
            case _:
                return self._quantified(formula)

    def _bracketed(self, part: Formula) -> str:
        line = self.line(part)
        return f"（{line}）" if isinstance(part, All | AnyOf) else line

    def _quantified(self, formula: Formula) -> str:
        match formula:
            case Exists(scope, body):
                return f"存在{self._of(scope)}（{self.line(body)}）"
            case Every(scope, guard, body):
                where = "" if guard == Const(True) else f"，其中 {self.line(guard)}"
                return f"每个{self._of(scope)}{where}（{self.line(body)}）"
            case Count(scope, body, operator, limit):
                return f"{self._of(scope)}（{self.line(body)}）的数量 {_SIGNS[operator]} {limit}"
            case Sum(scope, _, ref, operator, limit):
                amount = _amount(limit, self.library.facts[ref.fact].unit)
                return f"{self._of(scope)}的{ref.key}合计 {_SIGNS[operator]} {amount}"
            case _:
                return TEXTS["more"]

    @staticmethod
    def _of(scope: Range) -> str:
        return scope.object_type

    def _name(self, ref: Ref) -> str:
        """The fact's name, with its carrier where that is another object than the current one."""
        carrier = ref.fact.partition(".")[0]
        name = ref.key.partition("@")[0].partition("∋")[0]
        return f"{carrier}.{name}" if ref.steps and carrier != ANY_TYPE else name

    def _choice(self, ref: Ref, values: frozenset[str], *, negated: bool) -> str:
        name, _, box = self._name(ref), *ref.key.partition("∋")[1:]
        if box:
            positive = ("是" in values) != negated
            return f"{name} {'包含' if positive else '不包含'} {box}"
        if ref.domain == YES_NO and len(values) == 1:
            positive = ("是" in values) != negated
            return name if positive else f"非 {name}"
        fact = self.library.facts.get(ref.fact)
        ordered = [option for option in (fact.options if fact else sorted(values)) if option in values]
        if len(ordered) == 1:
            return f"{name} {'!=' if negated else '='} {ordered[0]}"
        return f"{name} {'不属于' if negated else '属于'} [{', '.join(ordered)}]"

    def _comparison(self, formula: Compare) -> str:
        (first, factor), *others = formula.terms
        unit = self.library.facts[first.fact].unit
        operator = formula.operator if factor > 0 else _FLIPPED.get(formula.operator, formula.operator)
        parts = [self._name(ref) + _times(-other / factor) for ref, other in others]
        if formula.limit or not others:
            parts.append(_amount(formula.limit / factor if factor != 1 else formula.limit, unit))
        return f"{self._name(first)} {_SIGNS[operator]} {' + '.join(parts)}"

    def _day(self, term: DateTerm) -> str:
        base = self._name(term.ref) if term.ref is not None else term.special or show_date(term.day or 1)
        for amount, unit in ((term.months, "月"), (term.days, "日")):
            if amount:
                base += f" {'+' if amount > 0 else '-'} {abs(amount)} {unit}"
        return base


def _amount(value: Number | float, unit: str) -> str:
    assert not isinstance(value, float)
    return f"{show(value)} {unit}".rstrip()


def _times(factor: Number | float) -> str:
    assert not isinstance(factor, float)
    return "" if factor == 1 else f" × {show(factor)}"


def is_up(steps: tuple[str, ...]) -> bool:
    """Whether a walk leads up only."""
    return bool(steps) and all(step == UP for step in steps)
