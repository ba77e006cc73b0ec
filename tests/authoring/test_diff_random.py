"""What is called the same, and what is called different, is held to brute force over all small enterprises."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest

from judge.authoring.difference.rules import Change, Comparer, RuleDiff
from judge.expr.formula import conjunction, negation
from judge.resolve.hazards import hazard_formula
from judge.resolve.resolved import Library
from tests.judging.building import Files, WrittenWrongError, fact, object_type, resolved, rule, visit_data
from tests.judging.completions import Given, Space, TooManyError

TYPES = [object_type("企业"), object_type("储罐", "企业")]
FACTS = [
    fact("甲", "企业"),
    fact("乙", "企业"),
    fact("级别", "企业", "单选", 选项=["一级", "二级", "三级"]),
    fact("人数", "企业", "数值", 单位="人", 下限="0 人", 上限="4 人", 整数="是"),
    fact("变形", "企业", "数值", 单位="mm", 下限="0 mm", 上限="3 mm"),
    fact("控制值", "企业", "数值", 单位="mm", 下限="0 mm", 上限="3 mm"),
    fact("泄漏", "储罐"),
    fact("存量", "储罐", "数值", 单位="t", 下限="0 t", 上限="3 t", 整数="是"),
]
PLAIN = [
    "甲",
    "乙",
    "级别 = 一级",
    "级别 != 二级",
    "级别 属于 [一级, 三级]",
    "人数 > 2 人",
    "人数 >= 2 人",
    "人数 <= 2 人",
]
PAIRS = ["变形 > 控制值", "变形 >= 控制值", "变形 > 控制值 × 150%", "变形 > 2 mm"]
TANK = ["泄漏", "存量 > 1 t", "存量 >= 1 t", "非 泄漏"]
SEEDS = range(120)


def condition(rng: random.Random, atoms: list[str], depth: int, tanks: bool) -> Any:
    """A random condition."""
    if tanks and rng.random() < 0.35:
        body = condition(rng, TANK, 1, False)
        key = rng.choice(["存在", "存在", "每个", "数量"])
        if key == "数量":
            return {key: {"对象": "储罐", "其中": body, "比较": rng.choice([">= 1", "< 1", ">= 2", "= 1"])}}
        return {key: {"对象": "储罐", "当": body}}
    if depth == 0:
        return rng.choice(atoms)
    key = rng.choice(["全部", "任一", "非", "至少"])
    parts = [condition(rng, atoms, depth - 1, tanks) for _ in range(2)]
    if key == "非":
        return {key: parts[0]}
    return {key: {"数": rng.choice("12"), "其中": parts}} if key == "至少" else {key: parts}


def slightly_changed(rng: random.Random, raw: Any) -> Any:
    """The condition with one small change somewhere, or none."""
    if isinstance(raw, dict):
        (key, body), *_ = raw.items()
        if key in ("全部", "任一") and rng.random() < 0.4:
            return {"任一" if key == "全部" else "全部": body}
        if isinstance(body, list):
            index = rng.randrange(len(body))
            return {key: [slightly_changed(rng, p) if n == index else p for n, p in enumerate(body)]}
        if key == "非":
            return {key: slightly_changed(rng, body)}
        return raw
    for old, new in ((">=", ">"), ("> ", ">= "), ("一级", "三级"), ("2 人", "3 人"), ("甲", "乙")):
        if old in raw and rng.random() < 0.5:
            return raw.replace(old, new)
    return raw


def two_rules(seed: int) -> Library | None:
    """A library of two rules, the second a slip of the first or something else; None where a test could not be exact."""
    rng = random.Random(seed)
    atoms, tanks = (PLAIN + PAIRS, False) if seed % 3 == 0 else (PLAIN[:5], seed % 3 == 1)
    one = condition(rng, atoms, 2, tanks)
    other = slightly_changed(rng, one) if rng.random() < 0.75 else condition(rng, atoms, 2, tanks)
    more = {"除外": [{"名称": "免", "当": rng.choice(PLAIN)}]} if rng.random() < 0.3 else {}
    lost = more if rng.random() < 0.7 else {}
    try:
        return Files(TYPES, FACTS, [], [rule("1", "企业", one, **more), rule("2", "企业", other, **lost)]).library()
    except WrittenWrongError:
        return None


def by_brute_force(library: Library) -> tuple[bool, bool]:
    """Whether some enterprise is hit by the first rule alone, and by the second alone."""
    one, other = (hazard_formula(r) for r in library.rules)
    visit = resolved(visit_data(), library)
    found = []
    for apart in (conjunction((one, negation(other))), conjunction((other, negation(one)))):
        space = Space(library, visit, [one, other], Given.of(visit, library), limit=1500)
        found.append(True in space.truths(apart, space.things["企业"]))
    return found[0], found[1]


def claimed(found: RuleDiff) -> tuple[bool, bool]:
    assert not found.undecided
    return found.only_first is not None, found.only_second is not None


KINDS = {
    (False, False): Change.SAME,
    (True, False): Change.LOOSER,
    (False, True): Change.STRICTER,
    (True, True): Change.CROSSING,
}


@pytest.mark.parametrize("part", range(5))
def test_equal_and_different_are_what_brute_force_says(part: int) -> None:
    seen: Counter[Change] = Counter()
    for seed in SEEDS[part::5]:
        library = two_rules(seed)
        if library is None:
            continue
        try:
            wanted = by_brute_force(library)
        except TooManyError:
            continue
        found = Comparer(library, library).compare(library.rules[0], library.rules[1])
        assert claimed(found) == wanted, seed
        assert found.change is KINDS[wanted], seed
        for told, verdicts in ((found.only_first, ("重大", "不构成")), (found.only_second, ("不构成", "重大"))):
            assert told is None or (told.first, told.second) == verdicts, (seed, told)
        seen[found.change] += 1
    assert len(seen) >= 3
    assert sum(seen.values()) >= 12
