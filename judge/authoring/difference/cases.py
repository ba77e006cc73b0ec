"""Tells a case on which two rules differ: in lines, as a 用例 ready to paste, and what the judge itself makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationError

from judge.authoring.cases import OUTCOMES, run_case
from judge.authoring.difference.witness import EVENT_DAY
from judge.authoring.proof.examples import Data, Teller
from judge.authoring.proof.proving import Example, Given
from judge.diagnostics import Position, Problems
from judge.expr.formula import Count, Every, Exists, Formula, Sum, walk
from judge.expr.written import Location
from judge.judging import Compiled
from judge.model.rule import CaseModel
from judge.resolve.resolved import Library, Rule
from judge.resolve.source import Source
from judge.values.dates import show_date
from judge.values.number import Interval

_OPEN = "待定"
_NAMES = {code: name for name, code in OUTCOMES.items()}


@dataclass(frozen=True, slots=True)
class ToldCase:
    """A case in lines and as a 用例 without 判定; and what each rule's verdict on it is (None: could not be judged)."""

    lines: tuple[str, ...]
    case: Data
    first: str | None = None
    second: str | None = None
    theirs: Data | None = None
    """The 用例 as the second rule has to write it, where its clause or readings have other names."""

    @property
    def case_of_first(self) -> Data:
        """The 用例 for the first rule."""
        return {**self.case, "判定": self.first or _OPEN}

    @property
    def case_of_second(self) -> Data:
        """The 用例 for the second rule."""
        return {**(self.theirs or self.case), "判定": self.second or _OPEN}


class CaseTeller:
    """Tells cases for the rules of one library, in words of the vocabulary of both."""

    def __init__(self, library: Library, both: Library) -> None:
        self._library, self._teller = library, Teller(both)
        self._compiled: Compiled | None = None

    def told(self, found: Example, rule: Rule, formulas: Sequence[Formula], day: int) -> ToldCase:
        """The case of an example, for a rule; an event of which no date matters is one of the day."""
        found = _own_names(found, f"{rule.standard}/{rule.clause}")
        days = [given for given in found.given if given.key == EVENT_DAY]
        kept = replace(found, given=tuple(given for given in found.given if given.key != EVENT_DAY))
        own = replace(kept, given=tuple(given for given in kept.given if self._is_known(given)))
        case: Data = {"名称": "两条规则不同", "来源": "生成", **self._teller.case(own, rule.object_type)}
        objects = {str(made["编号"]): made for made in _listed(case.get("对象"))}
        lines = []
        for given in days:
            assert isinstance(given.value, Interval)
            its_day = show_date(given.value.low or 1)
            (case if given.object == rule.object_type else objects[given.object])[EVENT_DAY] = its_day
            lines.append(f"{given.object}：{EVENT_DAY} = {its_day}")
        types = self._teller.library.types
        for made, kind in ((case, rule.object_type), *((made, str(made["类型"])) for made in objects.values())):
            if types[kind].nature == "事件":
                made.setdefault(EVENT_DAY, show_date(day))
        self._add_ends_and_rosters(case, rule, objects, formulas)
        ordered = [*self._teller.lines(kept), *lines]
        if case.get("名单完整") and not objects:
            ordered.extend(
                f"没有{kind}（名单完整）"
                for kind in _listed_names(case["名单完整"])
                if kind not in _chain(rule, self._library)
            )
        return ToldCase(tuple(ordered), case)

    def _is_known(self, given: Given) -> bool:
        """Whether the library has the fact; of two libraries' facts a case has those of one."""
        name = given.key.partition("∋")[0].partition("@")[0]
        known = given.object_type in self._library.types
        return known and self._library.fact(given.object_type, name) is not None

    def outcome(self, told: ToldCase, rule: Rule) -> str | None:
        """What the judge makes of the case, in the words of 判定; None where the case cannot be judged by this library."""
        self._compiled = self._compiled or Compiled(self._library)
        source: Source[object] = Source(None, _nowhere)
        try:
            model = CaseModel.model_validate({**told.case, "判定": _OPEN, "裁定": self._known_rulings(told.case, rule)})
        except ValidationError:
            return None
        result = run_case(model, rule, self._library, source, (), Problems(), self._compiled)
        if result.problems or any(got == "没有结论" for _, _, got in result.differences):
            return None
        came = next((got for what, _, got in result.differences if what == "判定"), None)
        return _NAMES.get(came, came) if came is not None else _OPEN

    def _known_rulings(self, case: Data, rule: Rule) -> Data:
        """The rulings of a case on readings that the library has."""
        ruled = case.get("裁定")
        known = {*self._library.readings, *(reading.id for reading in rule.readings)}
        return {name: option for name, option in ruled.items() if name in known} if isinstance(ruled, dict) else {}

    def _add_ends_and_rosters(
        self, case: Data, rule: Rule, objects: dict[str, Data], formulas: Sequence[Formula]
    ) -> None:
        other = self._teller.library.types[rule.object_type].other_end
        if other is not None and f"{rule.object_type}的{other}" in objects:
            case["另一端"] = f"{rule.object_type}的{other}"
        spoken = {kind for formula in formulas for kind in self._spoken_of(formula)}
        if spoken:
            case["名单完整"] = sorted({*spoken, *_listed_names(case.get("名单完整"))})

    def _spoken_of(self, formula: Formula) -> set[str]:
        """The types whose lists a formula's quantifiers look at."""
        found: set[str] = set()
        for part in walk(formula):
            if isinstance(part, Exists | Every | Count | Sum):
                chain = self._teller.library.types[part.range.object_type].chain
                found.update(chain[: chain.index(part.range.anchor_type)])
        return found


def _chain(rule: Rule, library: Library) -> tuple[str, ...]:
    return library.types[rule.object_type].chain


def _nowhere(_: Location) -> Position:
    return Position("用例")


def _listed(raw: object) -> list[Data]:
    return [made for made in raw if isinstance(made, dict)] if isinstance(raw, list) else []


def _listed_names(raw: object) -> list[str]:
    return [str(name) for name in raw] if isinstance(raw, list) else []


def _own_names(found: Example, clause: str) -> Example:
    """Facts asked per clause without the clause where it is the rule's own."""
    given = tuple(replace(g, key=g.key.removesuffix(f"@{clause}")) for g in found.given)
    return replace(found, given=given)
