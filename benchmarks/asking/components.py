"""Small groups of rules that share facts: the interview's order held against the cheapest adaptive order there is.

One object of each kind, everything above it listed, what decides the scope of the whole enterprise known. Rules that share facts
make a component; those of 2 to 12 facts are solved exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from benchmarks.asking.firms import DAY
from benchmarks.asking.optimal import Component, State, TooManyStatesError, items_left
from checklists.asking.interview import Interviewer
from checklists.asking.priors import ByLevelModel, DefaultsModel, Priors, PriorsModel
from checklists.asking.value import Ways, Worth
from judge.diagnostics import Position, Problems
from judge.evaluate.build import build_world
from judge.evaluate.kleene import Kleene
from judge.evaluate.residual import Both, Either, Literal, Opposite, Residual, Test, Threshold, Variable
from judge.evaluate.residuals import Residuals
from judge.evaluate.settling import things_inside
from judge.evaluate.simplify import simplified
from judge.evaluate.world import Item, World
from judge.judging.outcomes import formulas_of
from judge.model.visit import VisitModel
from judge.resolve.resolved import ROOT_TYPE, Library
from judge.resolve.source import Source
from judge.resolve.visit import resolve_visit

LARGEST = 12
STANDARDS = {
    "gongmao-2023": {"工贸企业": "是", "粉尘涉爆": "是", "液氨制冷": "是", "金属冶炼企业": "是"},
    "weihua-2026": {"化工危化企业": "是"},
    "fangjian-2024": {"建筑施工企业": "是"},
    "xiaofang-2025": {},
}
WRONG = {
    "缺陷三倍": {"scope": 0.4, "situation": 3.0, "exemption": 0.3},
    "缺陷三分之一": {"scope": 0.4, "situation": 1 / 3, "exemption": 0.3},
    "多半适用": {"scope": 0.75, "situation": 1.0, "exemption": 0.1},
    "多半不适用": {"scope": 0.15, "situation": 1.0, "exemption": 0.6},
}
"""What may be true while the interview believes its own priors."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One component: costs expected in seconds."""

    standard: str
    object_type: str
    facts: int
    truth: str
    optimal: float
    ours: float


@dataclass(frozen=True, slots=True)
class _Group:
    standard: str
    object_type: str
    residuals: State
    world: World


def compared(interviewer: Interviewer) -> tuple[list[Compared], int]:
    """All components that can be solved, under the interview's own priors and under others; and how many were left out."""
    found: list[Compared] = []
    left_out = 0
    truths = {"如先验": interviewer.weigher.priors, **{name: _other(interviewer, told) for name, told in WRONG.items()}}
    for group in _groups(interviewer.library):
        facts = {item for residual in group.residuals for item in things_inside(residual)}
        if len(facts) < 2:
            continue
        if len(facts) > LARGEST or not all(_is_plain(residual) for residual in group.residuals):
            left_out += 1
            continue
        try:
            found.extend(_solved(group, len(facts), interviewer, truths))
        except TooManyStatesError:
            left_out += 1
    return found, left_out


def _solved(group: _Group, facts: int, interviewer: Interviewer, truths: dict[str, Priors]) -> Iterator[Compared]:
    def cost_of(item: Item) -> float:
        return interviewer.weigher.cost_of_answer(group.world.nodes[item[1]].type, item[2])

    believed = Worth(_ways(interviewer, group.world, interviewer.weigher.priors), cost_of, lambda item: 0.1)
    choose = _choosing(believed, cost_of)
    for name, priors in truths.items():
        component = Component(group.residuals, cost_of, _ways(interviewer, group.world, priors))
        yield Compared(group.standard, group.object_type, facts, name, component.optimal(), component.expected(choose))


def _ways(interviewer: Interviewer, world: World, priors: Priors) -> Callable[[Variable, list[Test]], Ways]:
    def ways(variable: Variable, tests: list[Test]) -> Ways:
        node = world.nodes[variable.items[0][1]]
        return priors.of_cells(variable, interviewer.weigher.fact_at(node.type, variable.items[0][2]), tests)

    return ways  # type: ignore[return-value]


def _choosing(worth: Worth, cost_of: Callable[[Item], float]) -> Callable[[State], Item]:
    """What the interview would ask: the question with the greatest gain for its cost, over all rules."""
    gains: dict[Residual, dict[Item, float]] = {}

    def choose(state: State) -> Item:
        sums: dict[Item, float] = dict.fromkeys(items_left(state), 0.0)
        for residual in state:
            if residual not in gains:
                gains[residual] = worth.gains(residual)
            for item, gain in gains[residual].items():
                sums[item] += gain
        return max(sorted(sums), key=lambda item: round(sums[item] / cost_of(item), 6))

    return choose


def _other(interviewer: Interviewer, told: dict[str, float]) -> Priors:
    by_level = interviewer.weigher.priors.model.defaults.situation
    shares = (by_level.major, by_level.element, by_level.ordinary)
    major, element, ordinary = (min(0.9, share * told["situation"]) for share in shares)
    situation = ByLevelModel.model_construct(major=major, element=element, ordinary=ordinary)
    defaults = DefaultsModel.model_construct(
        scope=told["scope"], situation=situation, exemption=told["exemption"], roster=0.1
    )
    model = PriorsModel.model_construct(defaults=defaults, facts={}, rosters={})
    return replace(interviewer.weigher.priors, model=model)


def _groups(library: Library) -> Iterator[_Group]:
    for standard, told in STANDARDS.items():
        for object_type in sorted({rule.object_type for rule in library.rules if rule.standard == standard}):
            world = _world(library, object_type, told)
            node = world.nodes[ROOT_TYPE if object_type == ROOT_TYPE else f"{object_type}1"]
            residuals = Residuals(world, Kleene())
            parts: list[tuple[set[Residual], set[Item]]] = []
            for rule in library.rules:
                if rule.standard != standard or rule.object_type != object_type:
                    continue
                left = simplified(residuals.of(formulas_of(rule).hazard, node, node))
                if isinstance(left, bool):
                    continue
                joined, items = {left}, set(things_inside(left))
                sharing = [part for part in parts if part[1] & items]
                parts = [part for part in parts if part not in sharing]
                for other, more in sharing:
                    joined, items = joined | other, items | more
                parts.append((joined, items))
            yield from (_Group(standard, object_type, frozenset(joined), world) for joined, _ in parts)


def _world(library: Library, object_type: str, told: dict[str, str]) -> World:
    """The enterprise with one object of a kind, and the line above it."""
    objects: list[dict[str, str]] = []

    def place(kind: str, number: int) -> str:
        parent = library.types[kind].parent
        above = ROOT_TYPE if parent in (None, ROOT_TYPE) else place(parent or "", number)
        entry = {"编号": f"{kind}{number}", "类型": kind, "在": above}
        other = library.types[kind].other_end
        if other is not None:
            entry["另一端"] = place(other, number + 1)
        if library.types[kind].nature == "事件":
            entry["日期"] = DAY.isoformat()
        if all(each["编号"] != entry["编号"] for each in objects):
            objects.append(entry)
        return entry["编号"]

    if object_type != ROOT_TYPE:
        place(object_type, 1)
    data = {
        "检查": {"编号": "B-1", "类型": "日常巡查", "日期": DAY.isoformat()},
        "企业": {"名称": "样厂"},
        "对象": objects,
        "名单": [{"类型": [name for name in library.types if name != ROOT_TYPE], "完整": "是"}],
        "答案": {ROOT_TYPE: told},
    }
    problems = Problems()
    model = VisitModel.model_validate(data)
    visit = resolve_visit(Source(model, lambda path: Position("benchmark")), library, problems)
    if problems.has_errors:
        raise ValueError("; ".join(problem.message for problem in problems))
    return build_world(visit, library).world


def _is_plain(residual: Residual) -> bool:
    """Whether it is made of tests of single facts alone."""
    match residual:
        case Literal(variable, _):
            return len(variable.items) == 1
        case Both(parts) | Either(parts):
            return all(_is_plain(part) for part in parts)
        case Opposite(part):
            return _is_plain(part)
        case Threshold(_, weighted):
            return all(_is_plain(part) for part, _ in weighted)
        case _:
            return False
