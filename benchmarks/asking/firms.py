"""Made-up enterprises, seeded: what there is, what is true of it, and what of it an inspector does not see at first."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from checklists.asking.bearing import SCOPE
from checklists.asking.priors import Priors
from judge.diagnostics import Position, Problems
from judge.expr.formula import Compare, Formula, walk
from judge.judging.outcomes import formulas_of
from judge.model.visit import VisitModel
from judge.resolve.objects import ObjectInstance
from judge.resolve.resolved import ROOT_TYPE, Fact, Library, Rule
from judge.resolve.source import Source
from judge.resolve.visit import ResolvedVisit, resolve_visit
from judge.values.knowledge import Knowledge
from judge.values.number import Interval, Number

DAY = datetime.date(2026, 11, 20)
YES, NO = frozenset({"是"}), frozenset({"否"})
Recipe = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Mix:
    """A kind of enterprise: which standards judge it, what there is, and what is always true of it."""

    name: str
    families: tuple[str, ...]
    recipe: Recipe
    """Kinds of objects with their number in a small enterprise, parents before children."""
    given: dict[tuple[str, str], str]
    """`(kind, key)` → answer, at every object of the kind."""


def gongmao(trade: str, **told: str) -> dict[tuple[str, str], str]:
    """What is true of an enterprise of a trade, whose workshops are all of it."""
    trades = ("冶金", "有色", "建材", "机械", "轻工", "纺织", "烟草", "商贸")
    given = {(ROOT_TYPE, key): value for key, value in {"工贸企业": "是", **told}.items()}
    return {**given, **{("作业场所", f"行业∋{each}"): "是" if each == trade else "否" for each in trades}}


_PEOPLE = (("负责人安全员任职", 2), ("特种作业任职", 3))
_PITS = (("有限空间", 3), ("有限空间作业", 1))
MIXES = (
    Mix(
        "工贸·铸造",
        ("gongmao",),
        (
            ("建筑", 1),
            ("作业场所", 2),
            ("炉窑", 3),
            ("熔融区域", 3),
            ("铸造流程", 1),
            ("燃烧装置", 1),
            ("人员场所", 1),
            *_PITS,
            *_PEOPLE,
        ),
        gongmao("机械", 粉尘涉爆="否", 液氨制冷="否", 金属冶炼企业="是"),
    ),
    Mix(
        "工贸·粉尘",
        ("gongmao",),
        (
            ("建筑", 2),
            ("作业场所", 2),
            ("除尘系统", 3),
            ("除尘接入", 3),
            ("电气设备", 2),
            ("储存场所", 1),
            ("工艺设备", 2),
            *_PITS,
            *_PEOPLE,
        ),
        gongmao("轻工", 粉尘涉爆="是", 液氨制冷="否", 金属冶炼企业="否"),
    ),
    Mix(
        "工贸·食品",
        ("gongmao",),
        (
            ("建筑", 2),
            ("作业场所", 3),
            ("速冻装置", 1),
            ("工艺设备", 2),
            ("专项作业", 1),
            ("燃烧装置", 1),
            ("储存场所", 1),
            *_PITS,
            *_PEOPLE,
        ),
        gongmao("轻工", 粉尘涉爆="否", 液氨制冷="是", 金属冶炼企业="否"),
    ),
    Mix(
        "危化",
        ("weihua",),
        (
            ("建筑", 2),
            ("生产装置", 2),
            ("罐区", 1),
            ("储罐", 3),
            ("储罐管道", 2),
            ("危化仓库", 1),
            ("化工工艺", 1),
            ("化工设备", 2),
            ("特殊作业", 1),
            ("操作人员任职", 2),
            *_PEOPLE,
        ),
        {(ROOT_TYPE, "化工危化企业"): "是"},
    ),
    Mix(
        "房建",
        ("fangjian",),
        (
            ("施工项目", 1),
            ("基坑边坡", 2),
            ("施工分项", 6),
            ("施工部位", 2),
            ("施工作业", 2),
            ("有限空间", 1),
            ("有限空间作业", 1),
            *_PEOPLE,
        ),
        {(ROOT_TYPE, "建筑施工企业"): "是"},
    ),
    Mix(
        "工贸与消防",
        ("gongmao", "xiaofang"),
        (
            ("建筑", 2),
            ("防火分区", 2),
            ("楼梯间", 2),
            ("消防系统", 3),
            ("作业场所", 2),
            ("除尘系统", 1),
            ("燃烧装置", 1),
            ("储存场所", 1),
            *_PITS,
            *_PEOPLE,
        ),
        gongmao("轻工", 粉尘涉爆="是", 液氨制冷="否", 金属冶炼企业="否"),
    ),
)


@dataclass
class Firm:
    """One enterprise."""

    library: Library
    full: ResolvedVisit
    """Everything there is, nothing answered, every roster open."""
    hidden: frozenset[str]
    """Ids of objects that are only found by asking whether all are listed."""
    truth: dict[tuple[str, str], Knowledge]
    """Object, key → what is true; a key for each box."""
    rules: tuple[Rule, ...]
    """The rules that judge it."""
    name: str = ""
    _instances: dict[str, ObjectInstance] = field(init=False)

    def __post_init__(self) -> None:
        self._instances = {each.id: each for each in self.full.objects}

    @property
    def at_first(self) -> ResolvedVisit:
        """What an inspector sees at first."""
        return replace(self.full, objects=tuple(each for each in self.full.objects if each.id not in self.hidden))

    def hidden_under(self, parent: str, object_type: str) -> list[ObjectInstance]:
        """What a roster lacks at first."""
        found = (self._instances[each] for each in sorted(self.hidden))
        return [each for each in found if each.parent == parent and each.type == object_type]


def firms(library: Library, priors: Priors, mix: Mix, seed: int, scale: int, defects: float) -> Firm:
    """An enterprise of a mix; `scale` times as many objects as a small one; `defects` of what can be wrong is."""
    chance = random.Random(f"{mix.name}/{seed}/{scale}/{defects}")
    visit = _visit(library, mix, list(_objects(library, mix, chance, scale)))
    standards = {
        s.id for s in library.standards.values() if s.family in mix.families and s.is_in_force_on(DAY.toordinal())
    }
    rules = tuple(rule for rule in library.rules if rule.standard in standards)
    world = _Truth(library, priors, rules, mix, random.Random(f"{seed}/habits"), chance, defects)
    truth = {place: known for each in visit.objects for place, known in world.of(each)}
    parents = {each.parent for each in visit.objects} | {each.other_end for each in visit.objects}
    leaves = [each.id for each in visit.objects if each.id not in parents and each.parent is not None]
    hidden = frozenset(each for each in leaves if chance.random() < HIDDEN)
    return Firm(library, visit, hidden, truth, rules, f"{mix.name} {seed}/{scale}/{defects}")


def written(firm: Firm, answered: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The visit as a document, with some of what is true answered."""
    document: dict[str, Any] = {
        **_document(firm.full.enterprise, firm.full.scope.standards),
        "对象": [each.model_dump(by_alias=True, exclude_none=True) for each in firm.full.model.objects],
        "答案": {},
    }
    for object_id, key in sorted(answered):
        base, _, box = key.partition("∋")
        fact = firm.library.fact(_type_of(firm, object_id), base)
        if fact is None or fact.per_clause or fact.calculator is not None:
            continue
        answers = document["答案"].setdefault(object_id, {})
        value = _as_written(firm.truth[object_id, key], fact)
        if not box:
            answers[base] = value
        elif isinstance(answers.setdefault(base, {}), dict):
            answers[base][box] = value
    return document


def _type_of(firm: Firm, object_id: str) -> str:
    return next(each.type for each in firm.full.objects if each.id == object_id)


def _as_written(known: Knowledge, fact: Fact) -> str:
    if not isinstance(known, Interval):
        return next(iter(known))
    if fact.kind == "日期":
        return datetime.date.fromordinal(int(known.low or 1)).isoformat()
    return f"{known.low} {fact.unit}".strip()


HIDDEN = 0.08
"""Of the objects: how many are found only by asking whether all are listed."""


def _objects(library: Library, mix: Mix, chance: random.Random, scale: int) -> Iterator[dict[str, Any]]:
    listed: dict[str, list[str]] = {ROOT_TYPE: [ROOT_TYPE]}
    for kind, number in mix.recipe:
        made = library.types[kind]
        for _ in range(1 if kind in ("施工项目", "罐区") else number * scale):
            name = f"{kind}{len(listed.setdefault(kind, [])) + 1}"
            entry: dict[str, Any] = {"编号": name, "类型": kind, "在": chance.choice(listed[made.parent or ROOT_TYPE])}
            if made.other_end is not None:
                entry["另一端"] = chance.choice(listed[made.other_end])
            if made.nature == "事件":
                entry["日期"] = (DAY - datetime.timedelta(days=chance.randint(1, 20))).isoformat()
            listed[kind].append(name)
            yield entry


def _visit(library: Library, mix: Mix, objects: list[dict[str, Any]]) -> ResolvedVisit:
    data = {**_document(mix.name, mix.families), "对象": objects}
    problems = Problems()
    found = resolve_visit(
        Source(VisitModel.model_validate(data), lambda path: Position("benchmark")), library, problems
    )
    if problems.has_errors:
        raise ValueError("; ".join(problem.message for problem in problems))
    return found


def _document(name: str, families: Iterable[str]) -> dict[str, Any]:
    return {
        "检查": {"编号": "B-1", "类型": "日常巡查", "日期": [DAY.isoformat()]},
        "企业": {"名称": name},
        "范围": {"标准": list(families)},
    }


class _Truth:
    """What is true of the objects of one enterprise."""

    def __init__(
        self,
        library: Library,
        priors: Priors,
        rules: tuple[Rule, ...],
        mix: Mix,
        habits: random.Random,
        chance: random.Random,
        defects: float,
    ) -> None:
        self._library, self._priors, self._mix, self._chance, self._defects = library, priors, mix, chance, defects
        self._cuts = _cuts(formula for rule in rules for formula in (formulas_of(rule).hazard,))
        self._share = {name: habits.uniform(0.15, 0.85) for name in library.facts}
        """How often a fact that decides the scope is so that the rule applies: of this enterprise, nothing to do with priors."""

    def of(self, each: ObjectInstance) -> Iterator[tuple[tuple[str, str], Knowledge]]:
        """Everything about an object."""
        for fact in self._library.facts.values():
            if fact.object_type not in (each.type, "任意") or fact.kind == "文本":
                continue
            keys = [f"{fact.name}∋{option}" for option in fact.options] if fact.kind == "多选" else [fact.name]
            for key in keys:
                told = self._mix.given.get((each.type, key))
                yield (each.id, key), frozenset({told}) if told is not None else self._value(fact, key)

    def _value(self, fact: Fact, key: str) -> Knowledge:
        if fact.kind == "日期":
            day = DAY.toordinal() + self._chance.randint(-900, 900)
            return Interval(day, day)
        if isinstance(fact.domain, Interval) and "∋" not in key:
            return self._number(fact, fact.domain)
        domain = ("是", "否") if "∋" in key else tuple(sorted(fact.domain))  # type: ignore[arg-type]
        bearing = self._priors.bearing(fact, key)
        towards = [value for value in domain if bearing is not None and value in bearing.towards]
        away = [value for value in domain if value not in towards]
        if bearing is None or not towards or not away or (bearing.role == SCOPE and len(domain) > 2):
            return frozenset({self._chance.choice(domain)})
        share = self._share[fact.full_name] if bearing.role == SCOPE else self._defects
        if bearing.role == SCOPE and "∋" in key:
            share = 1 / len(fact.options)
        return frozenset({self._chance.choice(towards if self._chance.random() < share else away)})

    def _number(self, fact: Fact, domain: Interval) -> Interval:
        near = [cut + step for cut in self._cuts.get(fact.full_name, [3]) for step in (-1, 0, 1, 5)]
        fitting = [value for value in near if not domain.meet(Interval(value, value)).is_empty]
        value = self._chance.choice(sorted(fitting) or [domain.low or 0])
        return Interval(int(value), int(value)) if fact.whole else Interval(value, value)


def _cuts(formulas: Iterable[Formula]) -> dict[str, list[Number]]:
    """By fact: the numbers it is compared with."""
    found: dict[str, list[Number]] = {}
    for formula in formulas:
        for part in walk(formula):
            if isinstance(part, Compare) and len(part.terms) == 1:
                ((ref, factor),) = part.terms
                found.setdefault(ref.fact, []).append(part.limit / factor if factor != 1 else part.limit)
    return found
