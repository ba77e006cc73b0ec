"""Random libraries and visits, the same for the same seed, written as people write them and read by the real resolver."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from judge.expr.formula import TRUE
from judge.resolve.resolved import Library
from judge.resolve.visit import ResolvedVisit
from tests.judging.building import STANDARD, Data, Files, WrittenWrongError, resolved, rule, situation, visit_data
from tests.judging.completions import Given, Space
from tests.judging.concrete import Thing
from tests.judging.words import (
    ALWAYS,
    AREA,
    BELOW,
    DERIVED_CHOICES,
    FACTS,
    GAP,
    HOUSE,
    INSIDE,
    MORE,
    OWN_CLAUSE,
    PLAIN,
    POST,
    ROOT,
    TANK,
    TYPES,
    WORK,
)

FEATURES = ("boxes", "derived", "dates", "pairs", "own", "sums", "readings", "constraints", "general", "scope")
ANYWHERE = Thing(ROOT, ROOT, None)
REFUSALS = {"R084", "R091"}
"""The resolver refuses what the engine could not decide exactly."""
DAYS = [
    "2025-12-30",
    "2025-12-29..2026-01-01",
    "2026-05-29..2026-06-01",
    "2026-06-30",
    "2026-06-29..2026-06-30",
    "2026-01",
]
EVENT_DAYS = ["2026-06-09..2026-06-11", "2026-05-31", "2026-06-10", "2026-05-30..2026-06-02"]


@dataclass(frozen=True)
class Case:
    """A library and a visit, as data and resolved."""

    name: str
    files: Files
    data: Data
    library: Library
    visit: ResolvedVisit

    def __str__(self) -> str:
        """Enough to write the case down."""
        rules = "\n".join(f"    {r}" for _, r in self.files.rules)
        visit = {key: self.data[key] for key in ("对象", "名单", "答案")}
        more = {"约束": self.files.constraints, "裁定": self.files.rulings, **self.files.standard}
        return f"{self.name}\n{rules}\n    {more}\n    {visit}"


def generated(seed: int, profile: str = "rules") -> Case | None:
    """The case of a seed; None where the resolver refuses the library. Profiles: rules, elements, small."""
    rng = random.Random(f"{profile}/{seed}")
    writer = Writer(rng, profile)
    files = writer.elements() if profile == "elements" else writer.rules()
    try:
        library = files.library()
    except WrittenWrongError as refused:
        if {line.split()[0] for line in str(refused).splitlines()} <= REFUSALS:
            return None
        raise
    while True:
        data = Visitor(rng, files).visit()
        visit = resolved(data, library)
        if Space(library, visit, [], Given.of(visit, library)).truths(TRUE, ANYWHERE):
            return Case(f"{profile}/{seed}", files, data, library, visit)


def with_data(case: Case, data: Data, files: Files | None = None) -> Case:
    """The same case with another visit, or other rulings."""
    library = case.library if files is None else files.library()
    return replace(case, files=files or case.files, data=data, library=library, visit=resolved(data, library))


class Writer:
    """Writes libraries."""

    def __init__(self, rng: random.Random, profile: str) -> None:
        self._rng, self._small = rng, profile == "small"
        self._features = {name for name in FEATURES if rng.random() < (0.12 if self._small else 0.22)}
        self._failing = rng.choice(["本条", "本条", "否"])
        self._on = rng.choice([ROOT, ROOT, AREA, TANK, TANK, POST, GAP, WORK])
        self._readings = ["标读"] if profile == "elements" else ["读", "标读"]
        self._absent = "{} = 无" if self._failing == "否" else "{} != 有且有效"

    def rules(self) -> Files:
        """One rule with all that may stand in it."""
        return self._library([self._rule("1", self._on, self._rng.choice([1, 1, 2]))])

    def elements(self) -> Files:
        """Three or four counted elements, some with the cause of another, and the rule that counts them."""
        rng = self._rng
        counting = rng.choice([ROOT, ROOT, AREA])
        refs = [f"1.{n}" for n in range(1, rng.choice([3, 4]) + 1)]
        written = []
        for n, ref in enumerate(refs):
            on = rng.choice([ROOT, AREA, counting])
            situations = [situation(self._condition(on, 1, 0), f"甲{i}") for i in range(rng.choice([1, 1, 2]))]
            for made in situations:
                if n and rng.random() < 0.4:
                    made["同因"] = rng.choice(refs[:n])
            written.append(self._element(ref, on, situations))
        count = {"要素": {"出自": "1", "至少": str(rng.randint(1, len(refs)))}}
        when = count if rng.random() < 0.7 else {"任一": [count, self._condition(counting, 1, 0)]}
        written.append(rule("2", counting, [situation(when)], 失效视同无=self._failing))
        return self._library(written)

    def _element(self, ref: str, on: str, situations: list[Data]) -> tuple[str, Data]:
        return rule(ref, on, situations, 等级="要素", 除外=self._exemptions(on, 0.2), 失效视同无=self._failing)

    def _library(self, written: list[tuple[str, Data]]) -> Files:
        rng, files = self._rng, Files(TYPES, FACTS, rules=written)
        standard: Data = {}
        if "general" in self._features:
            when = OWN_CLAUSE if rng.random() < 0.5 else "p"
            standard["通则"] = {"除外": [{"名称": "通", "条款": "99", "当": when}]}
        if "scope" in self._features:
            standard["适用"] = rng.choice(["稳", "企业.n >= 1"])
        if "readings" in self._features:
            standard["解释"] = [_reading("标读")]
            ids = [f"{STANDARD}#标读", *(f"{r['编号']}#读" for _, r in written if "解释" in r)]
            files.rulings = [ruling(name, rng.choice("一二")) for name in ids if rng.random() < 0.25]
        if "constraints" in self._features:
            chosen = rng.sample(ALWAYS, rng.choice([1, 1, 2]))
            files.constraints = [
                {"名称": f"限{n}", "对象": on, "恒有": always} for n, (on, always) in enumerate(chosen)
            ]
        files.standard = standard
        return files

    def _rule(self, ref: str, on: str, situations: int) -> tuple[str, Data]:
        rng = self._rng
        depth = 1 if self._small else rng.choice([1, 2, 2, 3])
        listed = [
            situation(self._condition(on, depth, 1), f"甲{n}", 除外=self._exemptions(on, 0.3))
            for n in range(situations)
        ]
        more: Data = {"除外": self._exemptions(on, 0.3), "失效视同无": self._failing}
        if rng.random() < 0.35:
            more["适用"] = self._condition(on, 1, 0)
        if "readings" in self._features:
            more["解释"] = [_reading("读")]
        text = "不全" if rng.random() < 0.08 else "全"
        more["核对"] = {"日期": "2026-01-01", "程度": rng.choice(["官方原文"] * 3 + ["凭记忆"]), "条文": text}
        if text == "不全":
            more["核对"]["缺"] = "后半"
        more["等级"] = rng.choice(["重大", "重大", "一般"])
        return rule(ref, on, listed, **more)

    def _exemptions(self, on: str, chance: float) -> list[Data]:
        return [{"名称": "外", "当": self._condition(on, 1, 0)}] if self._rng.random() < chance else []

    def _atom(self, on: str, inside: bool) -> str:
        pool = list(PLAIN[on])
        for feature in sorted(self._features & set(MORE)):
            if feature != "own" or not inside:
                pool += MORE[feature].get(on, []) * 2
        if inside and self._on in INSIDE and on == self._on:
            pool += INSIDE[self._on]
        written = self._rng.choice(pool)
        written = written.replace("{q}", self._absent.format("q")).replace("{t}", self._absent.format("t"))
        return f"非 ({written})" if self._rng.random() < 0.2 and written != "恒真" else written

    def _condition(self, on: str, depth: int, quantifiers: int, inside: bool = False) -> Any:
        rng = self._rng
        if depth == 0 or rng.random() < 0.15:
            return self._atom(on, inside)
        keys = ["全部", "任一", "均无", "非", "至少"]
        keys += ["存在", "每个", "数量"] * 2 * min(quantifiers, 1)
        keys += ["合计"] * 2 if quantifiers and "sums" in self._features else []
        keys += ["依解释"] * 2 if "readings" in self._features and not inside else []
        key = rng.choice(keys)
        if key in ("存在", "每个", "数量", "合计"):
            return {key: self._quantified(key, on, depth)}
        parts = [self._condition(on, depth - 1, quantifiers, inside) for _ in range(rng.choice([2, 2, 3]))]
        if key == "非":
            return {key: parts[0]}
        if key == "至少":
            return {key: {"数": str(rng.randint(1, len(parts))), "其中": parts}}
        if key == "依解释":
            return {key: {"解释": rng.choice(self._readings), "选": {"一": parts[0], "二": parts[1]}}}
        return {key: parts}

    def _quantified(self, key: str, on: str, depth: int) -> Data:
        rng = self._rng
        over = TANK if key == "合计" else rng.choice(BELOW[on])
        nested = 1 if depth >= 3 and over in (AREA, TANK) and rng.random() < 0.5 else 0

        def inner() -> Any:
            return self._condition(over, min(depth - 1, 1) + nested, nested, inside=True)

        body: Data = {"对象": over}
        if key in ("存在", "每个"):
            body["当"] = inner()
        if rng.random() < {"存在": 0.2, "每个": 0.6, "数量": 0.85, "合计": 0.5}[key]:
            body["其中"] = inner()
        if key == "数量":
            body["比较"] = f"{rng.choice(['>=', '>=', '>', '=', '!=', '<', '<='])} {rng.randint(0, 2)}"
        if key == "合计":
            body |= {"事实": "m", "比较": f"{rng.choice(['>=', '>', '<', '<='])} {rng.randint(1, 6)}"}
        return body


def _reading(name: str) -> Data:
    return {"名称": name, "问题": "？", "选项": [{"名称": option, "说明": option} for option in "一二"]}


def ruling(reading: str, option: str) -> Data:
    """A ruling as written."""
    return {"解释": reading, "采用": option, "文号": "裁1", "日期": "2026-01-05", "机关": "局"}


def complete(case: Case) -> Case:
    """The case with nothing left open: the same objects and no others, everything answered, every reading ruled on."""
    rng = random.Random(f"complete/{case.name}")
    objects = [dict(made) for made in case.data["对象"]]
    for made in objects:
        if made["类型"] == WORK:
            made["日期"] = "2026-06-10" if rng.random() < 0.5 else "2026-05-31"
    everything = [(ROOT, ROOT), *((made["编号"], made["类型"]) for made in objects)]
    rosters = [(above, t["名称"]) for above, kind in everything for t in TYPES if t.get("上级") == kind]
    files = replace(case.files, rulings=[ruling(name, rng.choice("一二")) for name in sorted(case.library.readings)])
    answers = Visitor(rng, files).answers(objects, 1, exact=True)
    return with_data(case, visit_data(objects, answers, rosters), files)


class Visitor:
    """Makes visits to a library."""

    def __init__(self, rng: random.Random, files: Files) -> None:
        self._rng = rng
        self._text = str([r for _, r in files.rules]) + str(files.constraints)
        self._refs = [ref for ref, _ in files.rules]

    def visit(self) -> Data:
        """Some objects of the types that the rules speak of, some rosters complete, some questions answered."""
        objects = self._objects()
        rosters = [(ROOT, AREA), (ROOT, HOUSE), (ROOT, POST)]
        rosters += [(o["编号"], kind) for o in objects if o["类型"] == AREA for kind in (TANK, WORK)]
        rosters += [(o["编号"], GAP) for o in objects if o["类型"] == TANK and "数量" not in o]
        share = self._rng.choice([0.4, 0.7, 1])
        complete = [pair for pair in rosters if self._rng.random() < share]
        return visit_data(objects, self.answers(objects, self._rng.choice([0.3, 0.6, 0.85])), complete)

    def _objects(self) -> list[Data]:
        rng = self._rng
        wanted = {
            kind for kind in (TANK, HOUSE, GAP, POST, WORK) if f"'{kind}'" in self._text or f"{kind}." in self._text
        }
        objects: list[Data] = []
        areas = self._some(
            "A", AREA, rng.choice([1, 1, 1, 2]) if wanted - {HOUSE, POST} else rng.choice([0, 1]), [ROOT], objects
        )
        houses = self._some("H", HOUSE, rng.choice([0, 1, 1]) if wanted & {HOUSE, GAP} else 0, [ROOT], objects)
        tanks = self._some("T", TANK, rng.choice([0, 1, 1, 2]) if wanted & {TANK, GAP} else 0, areas, objects)
        self._some("P", POST, rng.choice([0, 1, 1, 2]) if POST in wanted else 0, [ROOT], objects)
        for made in self._some("W", WORK, rng.choice([0, 1, 1]) if WORK in wanted else 0, areas, objects):
            if rng.random() < 0.6:
                next(o for o in objects if o["编号"] == made)["日期"] = rng.choice(EVENT_DAYS)
        if GAP in wanted and tanks and houses and rng.random() < 0.7:
            objects.append({"编号": "G0", "类型": GAP, "在": rng.choice(tanks), "另一端": rng.choice(houses)})
        self._group(objects)
        return objects

    def _some(self, letter: str, kind: str, number: int, parents: Sequence[str], objects: list[Data]) -> list[str]:
        made = [
            {"编号": f"{letter}{n}", "类型": kind, "在": self._rng.choice(parents)}
            for n in range(number if parents else 0)
        ]
        objects.extend(made)
        return [item["编号"] for item in made]

    def _group(self, objects: list[Data]) -> None:
        """Sometimes one object without others below it stands for two alike."""
        if "'数量'" in self._text and self._rng.random() < 0.3 and not any(f"{o} " in self._text for o in ("=", "!=")):
            lone = [o for o in objects if o["类型"] in (POST, TANK) and not any(c["在"] == o["编号"] for c in objects)]
            for item in lone[:1]:
                item["数量"] = "2"

    def answers(self, objects: Sequence[Data], rate: float, exact: bool = False) -> dict[str, dict[str, object]]:
        """Answers to about that share of the questions about objects; exact ones leave nothing open."""
        rng = self._rng
        found: dict[str, dict[str, object]] = {}
        for made in ({"编号": ROOT, "类型": ROOT}, *objects):
            own = found.setdefault(made["编号"], {})
            for asked in FACTS:
                name, kind = asked["名称"], made["类型"]
                if name == OWN_CLAUSE:
                    keys = [f"{name}@{STANDARD}/{ref}" for ref in self._refs if exact or rng.random() < rate / 2]
                    own.update({key: rng.choice("是否") for key in keys})
                elif asked["对象"] == kind and self._is_asked(asked, rate, exact):
                    own[name] = self.answer(asked, exact)
        return {name: own for name, own in found.items() if own}

    def _is_asked(self, asked: Data, rate: float, exact: bool) -> bool:
        """Derived facts are seldom answered directly, and never where everything else is."""
        if "定义" not in asked:
            return self._rng.random() < rate
        return not exact and self._rng.random() < 0.12 and (asked["对象"], asked["名称"]) in DERIVED_CHOICES

    def answer(self, asked: Data, exact: bool = False) -> object:
        """One answer to a fact: a value, or sometimes a set or an interval."""
        rng, kind = self._rng, asked["类型"]
        sure = exact or rng.random() < 0.6
        if kind == "是否":
            return rng.choice("是否")
        if kind == "多选":
            return {box: rng.choice("是否") for box in asked["选项"] if exact or rng.random() < 0.7}
        if kind in ("设施", "单选"):
            options = asked.get("选项", ["有且有效", "有但失效", "无"])
            return rng.choice(options) if sure else rng.sample(options, 2)
        if kind == "日期":
            return rng.choice([d for d in DAYS if not exact or (".." not in d and len(d) > 7)])
        low = rng.randint(0, int(asked.get("上限", "9")))
        high = rng.randint(low, int(asked.get("上限", "9")))
        return str(low) if sure else rng.choice([f"{low}..{high}", f">= {low}", f"<= {high}"])
