"""How common each answer is, as far as anybody knows: defaults by what a fact is to the rules, and what past visits showed.

Priors decide what is asked first. They never decide a verdict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BeforeValidator, Field

from checklists.asking.bearing import EXEMPTION, SCOPE, Bearing, bearings_of, direction_of
from judge.diagnostics import Problems, nearest
from judge.evaluate.cells import cells_of
from judge.evaluate.residual import ChoiceTest, Test, Variable
from judge.load import load
from judge.model.base import Record, Text
from judge.resolve.resolved import ANY_TYPE, Fact, Level, Library
from judge.resolve.visit import ResolvedVisit
from judge.values.knowledge import Knowledge
from judge.values.number import Interval

SHIPPED_PRIORS = Path(__file__).with_name("priors.yaml")
BOX = frozenset({"是", "否"})
YES = "是"


def _share(value: object) -> object:
    return float(value) if isinstance(value, str) else value


Share = Annotated[float, BeforeValidator(_share), Field(gt=0, lt=1)]
Weights = dict[Text, Annotated[float, BeforeValidator(_share), Field(ge=0, le=1)]]


class ByLevelModel(Record):
    """By the gravest level of the rules that read the fact."""

    major: Share = Field(0.08, alias="重大")
    element: Share = Field(0.12, alias="要素")
    ordinary: Share = Field(0.15, alias="一般")


class DefaultsModel(Record):
    """Where nothing better is known."""

    scope: Share = Field(0.4, alias="范围")
    situation: ByLevelModel = Field(ByLevelModel.model_construct(), alias="情形")
    exemption: Share = Field(0.3, alias="除外")
    roster: Share = Field(0.1, alias="名单不全")


class PriorsModel(Record):
    """A file of priors."""

    defaults: DefaultsModel = Field(DefaultsModel.model_construct(), alias="缺省")
    facts: dict[Text, Weights] = Field({}, alias="事实")
    """`类型.事实` (or `类型.事实∋选项`) → answer → share."""
    rosters: dict[Text, Share] = Field({}, alias="名单")
    """Kind of object → how often a roster lacks some."""


@dataclass(frozen=True)
class Priors:
    """Chances of answers under one library."""

    library: Library
    model: PriorsModel = field(default_factory=PriorsModel)

    @cached_property
    def _bearings(self) -> dict[tuple[str, str], Bearing]:
        return bearings_of(self.library)

    def bearing(self, fact: Fact, key: str) -> Bearing | None:
        """What a fact, or a box of it, is to the rules."""
        return self._bearings.get((fact.full_name, key.partition("∋")[2]))

    def of_roster(self, object_type: str) -> float:
        """The chance that a roster lacks some."""
        return self.model.rosters.get(object_type, self.model.defaults.roster)

    def of_choices(self, fact: Fact, key: str) -> dict[str, float]:
        """The chance of each choice; of a box, of 是 and 否. They sum up to one."""
        box = key.partition("∋")[2]
        domain = BOX if box else fact.domain
        assert isinstance(domain, frozenset)
        given = self.model.facts.get(f"{fact.full_name}∋{box}" if box else fact.full_name)
        if given is not None:
            return _normed({value: given.get(value, 0.0) for value in sorted(domain)})
        bearing = self.bearing(fact, key)
        towards = bearing.towards & domain if bearing is not None else set()
        if bearing is None or not towards or towards == domain:
            return {value: 1 / len(domain) for value in sorted(domain)}
        share = self._share(bearing, box, fact, len(domain))
        rest = len(domain) - len(towards)
        return {v: share / len(towards) if v in towards else (1 - share) / rest for v in sorted(domain)}

    def of_cells(
        self, variable: Variable, fact: Fact | None, tests: Sequence[Test]
    ) -> list[tuple[float, dict[Test, bool]]]:
        """The chance of each way in which tests of one open thing can come out together."""
        cells = cells_of(variable, tests)
        if fact is not None and all(isinstance(test, ChoiceTest) for test in tests):
            chances = self.of_choices(fact, variable.key[2])
            weights = [
                sum(chances.get(value, 0.0) for piece in cell for value in sorted(_choices(piece))) for _, cell in cells
            ]
        else:
            weights = self._of_stretches([outcome for outcome, _ in cells], fact, tests)
        total = sum(weights)
        if not total:
            weights, total = [1.0] * len(cells), float(len(cells))
        return [
            (w / total, dict(zip(tests, outcome, strict=True))) for w, (outcome, _) in zip(weights, cells, strict=True)
        ]

    def _share(self, bearing: Bearing, box: str, fact: Fact, choices: int) -> float:
        """How often the answers that lead somewhere are given."""
        defaults = self.model.defaults
        if bearing.role == SCOPE:
            if box:
                return 1 / max(2, len(fact.options))
            return defaults.scope if choices == 2 else len(bearing.towards) / choices
        if bearing.role == EXEMPTION:
            return defaults.exemption
        return self._by_level(bearing.level)

    def _by_level(self, level: Level) -> float:
        by_level = self.model.defaults.situation
        return {Level.MAJOR: by_level.major, Level.ELEMENT: by_level.element, Level.ORDINARY: by_level.ordinary}[level]

    def _of_stretches(self, outcomes: list[tuple[bool, ...]], fact: Fact | None, tests: Sequence[Test]) -> list[float]:
        """Of numbers and days: the stretches that lead to a hazard share its chance, the others the rest."""
        bearing = self.bearing(fact, "") if fact is not None else None
        if bearing is None or bearing.role == SCOPE:
            return [1.0] * len(outcomes)
        signs = [bearing.directions.get(direction_of(_operator(test)), 0) for test in tests]
        leading = [any(sign and (sign > 0) is truth for sign, truth in zip(signs, o, strict=True)) for o in outcomes]
        count = sum(leading)
        if not 0 < count < len(outcomes):
            return [1.0] * len(outcomes)
        share = self.model.defaults.exemption if bearing.role == EXEMPTION else self._by_level(bearing.level)
        return [share / count if leads else (1 - share) / (len(outcomes) - count) for leads in leading]


def shipped_priors(library: Library) -> Priors:
    """The honest defaults."""
    found = opened_priors(SHIPPED_PRIORS, library, Problems())
    assert found is not None
    return found


def opened_priors(path: Path, library: Library, problems: Problems) -> Priors | None:
    """Priors of a file; None, with errors among the problems, if it is faulty. Facts and answers must be the library's."""
    mine = Problems()
    loaded = load(path, PriorsModel, mine)
    if loaded is not None:
        for name, weights in loaded.model.facts.items():
            base, _, box = name.partition("∋")
            fact = library.facts.get(base)
            if fact is None or (box and box not in fact.options):
                near = nearest(name, library.facts) or ""
                mine.add("P001", loaded.document.position(("事实", name)), name=name, nearest=near)
                continue
            known = BOX if box else fact.domain
            for value in weights:
                if not isinstance(known, frozenset) or value not in known:
                    place = loaded.document.position(("事实", name, value))
                    mine.add("P002", place, name=name, value=value)
    problems.extend(mine)
    return None if loaded is None or mine.has_errors else Priors(library, loaded.model)


def learned(priors: Priors, visits: Iterable[ResolvedVisit]) -> Priors:
    """Priors that past visits corrected: each prior counts as two answers, each answer given as one (Laplace)."""
    counts: dict[str, Counter[str]] = {}
    library = priors.library
    for visit in visits:
        types = {each.id: each.type for each in visit.objects}
        for answer in visit.answers:
            base, _, box = answer.key.partition("∋")
            base = base.partition("@")[0]
            fact = library.facts.get(f"{types[answer.object]}.{base}") or library.facts.get(f"{ANY_TYPE}.{base}")
            if fact is None or not isinstance(answer.known, frozenset) or len(answer.known) != 1:
                continue
            name = f"{fact.full_name}∋{box}" if box else fact.full_name
            counts.setdefault(name, Counter()).update(answer.known)
    facts = {name: dict(weights) for name, weights in priors.model.facts.items()}
    for name, seen in sorted(counts.items()):
        base, _, box = name.partition("∋")
        before = priors.of_choices(library.facts[base], f"∋{box}" if box else "")
        total = sum(seen.values()) + PRIOR_ANSWERS
        facts[name] = {v: round((seen[v] + PRIOR_ANSWERS * share) / total, 4) for v, share in before.items()}
    return replace(priors, model=priors.model.model_copy(update={"facts": facts}))


PRIOR_ANSWERS = 2
"""For how many answers a prior counts when it is corrected by answers given."""


def written(priors: Priors) -> str:
    """Priors as a file."""
    data = priors.model.model_dump(by_alias=True, exclude_none=True)
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def _normed(weights: Mapping[str, float]) -> dict[str, float]:
    total = sum(weights.values())
    return {v: w / total if total else 1 / len(weights) for v, w in weights.items()}


def _choices(piece: Knowledge) -> frozenset[str]:
    assert not isinstance(piece, Interval)
    return piece


def _operator(test: Test) -> str:
    if isinstance(test, ChoiceTest):
        return "="
    factor = getattr(test, "factor", 1)
    flipped = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
    return test.operator if factor > 0 else flipped.get(test.operator, test.operator)
