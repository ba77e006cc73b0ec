"""The phrases of reasons and conditions: every Chinese text of this room, and how facts and values read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from judge.evaluate.calculators import Calculation
from judge.evaluate.world import Node
from judge.expr.formula import Compare, CompareDates, DateTerm, Ref
from judge.resolve.resolved import Fact, Library
from judge.values.dates import show_date
from judge.values.knowledge import Knowledge, show_knowledge
from judge.values.number import Interval, Number, show

OPERATORS = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
DAY_OPERATORS = {"=": "就是", "!=": "不是", "<": "早于", "<=": "不晚于", ">": "晚于", ">=": "不早于"}
EVENT_DATE = "日期"
TEXTS = {
    "fact": "{object}：{fact} = {value}",
    "fact_of_enterprise": "{fact} = {value}",
    "box": "{fact}（{option}）",
    "compared": "{left} {operator} {right}",
    "date_compared": "{left}{operator}{right}",
    "roster": "{object}：{type}已全部列出",
    "ruling": "裁定：{reading} 采用“{option}”（{number}）",
    "object": "{object}",
    "all": "同时具备",
    "refuted_each": "逐一排除",
    "counted": "共 {count} 项，标准为 {operator} {limit}：{names}",
    "counted_objects": "符合的有 {count} 个，标准为 {operator} {limit}：{names}",
    "summed": "合计 {total}，标准为 {operator} {limit}",
    "unseen": "（尚未见到的{type}）",
    "unseen_none": "尚未见到的{type}也不会符合",
    "together": "各项答案合起来即可确定",
    "no_object": "名单中没有符合的{type}",
    "figures": "{text}（{figures}）",
    "roster_question": "{question}",
    "disagreement": "{object}：{fact} 答的是 {answered}，按其他答案得出的是 {computed}，两者不合，按未知处理",
    "bound": "界限：{bound}",
    "roster_complete": "已全部列出",
    "roster_more": "还有符合情形而没有列出的",
    "text_question": "条文只见到一部分，请查原文：{missing}",
    "date_question": "{object}是哪一天？",
    "calculated_note": "由计算得出：{figures}",
    "not_answered": "已问，{reason}",
    "element": "{clause} {title}",
    "days_later": "{base}加 {amount}",
    "today": "判定日期",
    "visit_day": "判定日期 {day}",
    "event_day": "作业日期",
    "changed": "{fact} 改为 {value}",
    "value_or": "或",
    "plain_count": "共 {count} 个（{names}），{limit}的标准",
    "plain_count_elements": "共 {count} 项，{limit}的标准",
    "plain_sum": "{total}合计{limit}的标准",
    "plain_none_of": "没有这样的{type}",
    "plain_none": "一个也没有",
    "plain_figures": "算法：{figures}",
    "plain_days": "{left}{sign}{right}",
    "plain_expired": "{right}时已过期",
    "plain_over": "{right}时已过",
    "plain_valid": "{right}时还没有过",
    "none": "无",
    "items": "{count} 项",
    "objects": "{count} 个",
    "months": "{count} 个月",
    "days": "{count} 天",
    "validity": "有效期",
    "whole_text": "条文全文",
}


@dataclass(frozen=True, slots=True)
class Names:
    """How objects, facts and values are called."""

    library: Library
    objects: Mapping[str, str]
    calculations: Mapping[tuple[str, str], Calculation]
    not_answered: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By object and key: why something that was asked has no answer."""

    def of_object(self, node: Node) -> str:
        """The object's name; of an unseen one, that it is unseen."""
        if node.unseen:
            return TEXTS["unseen"].format(type=node.type)
        return self.objects.get(node.id, node.id)

    def fact_of(self, node: Node, key: str) -> Fact | None:
        """The fact behind an answer's key at an object."""
        name = key.partition("∋")[0].partition("@")[0]
        return self.library.fact(node.type, name)

    def of_key(self, key: str) -> str:
        """How the key of an answer reads: the fact's name, with the box of a multiple choice."""
        fact, _, option = key.partition("∋")
        name = fact.partition("@")[0]
        return TEXTS["box"].format(fact=name, option=option) if option else name

    def value(self, known: Knowledge, fact: Fact | None) -> str:
        """How a value reads, with its unit."""
        if fact is None:
            return show_knowledge(known)
        return show_knowledge(known, fact.unit, as_date=fact.kind == "日期")

    def answer(self, node: Node, key: str, known: Knowledge) -> str:
        """One answer as a short sentence."""
        fact = self.fact_of(node, key)
        values = {"fact": self.of_key(key), "value": self.value(known, fact), "object": self.of_object(node)}
        text = TEXTS["fact" if node.parent is not None else "fact_of_enterprise"].format(**values)
        calculation = self.calculations.get((node.id, key))
        if calculation is not None:
            return TEXTS["figures"].format(text=text, figures=calculation.figures)
        return text

    def limit(self, formula: Compare) -> str:
        """The right side of a comparison: a number, or the other facts."""
        (first, factor), *others = formula.terms
        unit = self._unit(first)
        if not others:
            return _amount(Fraction(formula.limit) / factor, unit)
        parts = [f"{self.of_key(ref.key)}" + _times(-Fraction(c) / factor) for ref, c in others]
        if formula.limit:
            parts.append(_amount(Fraction(formula.limit) / factor, unit))
        return " + ".join(parts)

    def operator(self, formula: Compare) -> str:
        """The comparison as it reads with the first fact on the left."""
        flipped = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
        positive = formula.terms[0][1] > 0
        return OPERATORS[formula.operator if positive else flipped.get(formula.operator, formula.operator)]

    def _unit(self, ref: Ref) -> str:
        return self.library.facts[ref.fact].unit

    def day(self, term: DateTerm, day: int) -> str:
        """How a term of days reads."""
        if term.ref is not None:
            base = self.of_key(term.ref.key)
        elif term.special == "检查日期":
            base = TEXTS["visit_day"].format(day=show_date(day))
        elif term.special is not None:
            base = TEXTS["event_day"]
        else:
            base = show_date(term.day or 1)
        shifts = [TEXTS[unit].format(count=n) for unit, n in (("months", term.months), ("days", term.days)) if n]
        return TEXTS["days_later"].format(base=base, amount=" ".join(shifts)) if shifts else base


def _amount(value: Number, unit: str) -> str:
    return f"{show(value)} {unit}".rstrip()


def _times(factor: Number) -> str:
    return "" if factor == 1 else f" × {show(factor)}"


PLAIN_LIMITS = {
    "=": "正好是 {limit}",
    "≠": "不是 {limit}",
    "<": "不到 {limit}",
    "≤": "不超过 {limit}",
    ">": "超过 {limit}",
    "≥": "达到 {limit}",
}
PLAIN_DAYS = {"=": "就是", "≠": "不是", "<": "早于", "≤": "不晚于", ">": "晚于", "≥": "不早于"}
TURNED = {"=": "≠", "≠": "=", "<": "≥", "≥": "<", ">": "≤", "≤": ">"}


def plain_limit(sign: str, limit: str, *, holds: bool) -> str:
    """A comparison in words, as it came out.

    >>> plain_limit("≥", "10 人", holds=True), plain_limit("≥", "10 人", holds=False)
    ('达到 10 人', '不到 10 人')
    """
    return PLAIN_LIMITS[sign if holds else TURNED[sign]].format(limit=limit)


def plain_days(names: Names, formula: CompareDates, day: int, *, holds: bool) -> str:
    """A comparison of days in words, as it came out: what is past, or which of the two came first."""
    sign = OPERATORS[formula.operator]
    sign = sign if holds else TURNED[sign]
    left, right = formula.left, formula.right
    texts = {"left": names.day(left, day), "right": names.day(right, day)}
    texts["right"] += " " if texts["right"][-1].isdigit() else ""
    is_plain = left.ref is not None and right.special is not None and not (right.months or right.days)
    if is_plain and not (left.months or left.days):
        is_validity = left.ref is not None and TEXTS["validity"] in left.ref.key
        form = {"<": "plain_expired" if is_validity else "plain_over", "≥": "plain_valid"}.get(sign)
        if form is not None:
            return TEXTS[form].format(**texts)
    return TEXTS["plain_days"].format(sign=PLAIN_DAYS[sign], **texts)


def operator_sign(operator: str) -> str:
    """A comparison sign as printed."""
    return OPERATORS[operator]


def dates_text(names: Names, formula: CompareDates, day: int) -> str:
    """A comparison of days as it reads."""
    left, right = names.day(formula.left, day), names.day(formula.right, day)
    return TEXTS["date_compared"].format(left=left, operator=DAY_OPERATORS[formula.operator], right=right)


def is_everything(known: Knowledge, domain: Knowledge) -> bool:
    """Whether nothing is known."""
    return known == domain or (isinstance(known, Interval) and known.low is None and known.high is None)
