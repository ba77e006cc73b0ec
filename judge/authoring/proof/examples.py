"""Tells a concrete case: in Chinese for people, and as a 用例 ready to paste into a rule file."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from judge.authoring.proof.proving import Example, Given
from judge.resolve.resolved import Fact, Library
from judge.values.dates import ANY_DAY
from judge.values.knowledge import Knowledge, show_knowledge
from judge.values.number import Interval, Number, show

Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells examples of one library."""

    library: Library

    def fact(self, given: Given) -> Fact | None:
        """The fact behind an answer."""
        return self.library.fact(given.object_type, given.key.partition("∋")[0].partition("@")[0])

    def lines(self, example: Example) -> list[str]:
        """One line for each answer, reading and further object."""
        lines = [f"{given.object}：{self._name(given.key)} = {self.value(given)}" for given in example.given]
        lines.extend(f"另有 {name}（{kind}，在 {parent}）" for name, kind, parent, _ in example.objects)
        lines.extend(f"解释“{reading.rpartition('#')[2]}”取“{option}”" for reading, option in example.readings)
        return lines

    def value(self, given: Given) -> str:
        """A concrete value that lies in what was found, written as in a rule file."""
        fact = self.fact(given)
        return literal(given.value, fact) if fact is not None else show_knowledge(given.value)

    def case(self, example: Example, object_type: str) -> Data:
        """The 已知, 对象, 名单完整 and 裁定 of a case in which exactly this is known of an object of the type."""
        chain = self.library.types[object_type].chain
        known: Data = {}
        extra: dict[str, Data] = {}
        for name, kind, parent, other in example.objects:
            made: Data = {"编号": name, "类型": kind}
            if parent not in chain:
                made["在"] = parent
            if other is not None:
                made["另一端"] = other
            extra[name] = made
        for given in example.given:
            if given.object in extra:
                self._put(extra[given.object].setdefault("已知", {}), given.key, self.value(given))
            else:
                prefix = "" if given.object == object_type else f"{given.object}."
                self._put(known, prefix + given.key, self.value(given))
        case: Data = {"已知": known}
        if extra:
            case["对象"] = list(extra.values())
            case["名单完整"] = sorted({str(made["类型"]) for made in extra.values()})
        if example.readings:
            case["裁定"] = dict(example.readings)
        return case

    @staticmethod
    def _put(known: object, key: str, value: str) -> None:
        assert isinstance(known, dict)
        name, box, option = key.partition("∋")
        if box:
            known.setdefault(name, {})[option] = value
        else:
            known[name] = value

    @staticmethod
    def _name(key: str) -> str:
        name, box, option = key.partition("∋")
        return f"{name}（{option}）" if box else name


def literal(known: Knowledge, fact: Fact) -> str:
    """A single value of what is known, as it is written in a rule file.

    Of an interval, the end (or a number just inside an open end); of a set, the first option in the fact's order.
    """
    if not isinstance(known, Interval):
        return next((option for option in fact.options if option in known), sorted(known)[0])
    if fact.kind == "日期" and known.low == ANY_DAY.low:
        known = Interval(None, known.high)
    value = _inside(known, whole=fact.whole)
    if fact.kind == "日期":
        return show_knowledge(Interval(value, value), as_date=True)
    return f"{show(value)} {fact.unit}".strip()


def _inside(known: Interval, *, whole: bool) -> Number:
    """A number of an interval: its low end if there is one, else its high end, else zero."""
    if known.low is not None and not known.low_open:
        return known.low
    if known.high is not None and not known.high_open:
        return known.high
    if known.low is not None and known.high is not None:
        return Fraction(known.low + known.high) / 2
    step = Fraction(1) if whole else Fraction(1, 10)
    if known.low is not None:
        return known.low + step
    return known.high - step if known.high is not None else 0
