"""Random small rules with tests of several facts at once, and random visits to judge by them."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.judging.building import Files, fact, object_type, rule, situation, visit_data

Data = dict[str, Any]
SMALL: Data = {"整数": "是", "下限": "0", "上限": "2"}
TYPES = [
    object_type("企业"),
    object_type("区", "企业"),
    object_type("罐", "区"),
    object_type("清", "罐", "事件"),
    object_type("邻", "罐", "关系", 另一端="罐"),
]
FACTS = [
    fact("p", "企业"),
    fact("a", "企业", "数值", **SMALL),
    fact("b", "企业", "数值", **SMALL),
    fact("d", "企业", "日期"),
    fact("z", "区"),
    fact("w", "区", "数值", **SMALL),
    fact("x", "罐"),
    fact("m", "罐", "数值", **SMALL),
    fact("n", "罐", "数值", **SMALL),
    fact("e", "罐", "日期"),
    fact("g", "清", "日期"),
    fact("h", "清"),
    fact("k", "邻", "数值", **SMALL),
]
ORDERS, EQUALITIES = (">", ">=", "<", "<="), ("=", "!=")
ATOMS = {
    "企业": ["p", "a ~ b", "a + b ~ 2", "a ~ b × 2", "a ~ 1", "b ~ 1", "d ~ 检查日期"],
    "区": ["z", "p", "w ~ a", "w ~ b", "a ~ b", "w ~ 1", "a ~ 1"],
    "罐": [
        "x",
        "z",
        "m ~ n",
        "m ~ w",
        "m + n ~ a",
        "m ~ a",
        "m ~ 1",
        "n ~ 1",
        "w ~ 1",
        "e ~ d",
        "e + 1 日 ~ d",
        "n ~ m + 1",
    ],
    "清": ["h", "x", "g ~ 事件日期", "g ~ e", "m ~ n", "事件日期 ~ 检查日期", "e ~ 事件日期", "m ~ 1"],
    "邻": ["m ~ 罐.n", "k ~ m", "k ~ n", "k ~ 1", "x"],
}
BELOW = {
    "企业": ["区", "罐", "清", "邻"],
    "区": ["罐", "清"],
    "罐": ["清", "罐", "邻"],
    "清": ["罐", "邻"],
    "邻": ["罐"],
}
DAYS = ("2026-06-28", "2026-06-29", "2026-06-30")


def _atom(random: Random, on: str) -> str:
    operator = random.choice((*ORDERS, *EQUALITIES) if random.random() < 0.3 else ORDERS)
    written = random.choice(ATOMS[on]).replace("~", operator)
    return written if random.random() < 0.75 else f"非 ({written})"


def _condition(random: Random, on: str, depth: int, quantifiers: bool = True) -> object:
    if depth == 0 or random.random() < 0.25:
        return _atom(random, on)
    kind = random.choice(["全部", "任一", "均无", "至少", *(["存在", "每个", "数量", "合计"] if quantifiers else [])])
    if kind in ("全部", "任一", "均无"):
        return {kind: [_condition(random, on, depth - 1, quantifiers) for _ in range(2)]}
    if kind == "至少":
        parts = [_condition(random, on, depth - 1, quantifiers) for _ in range(3)]
        return {kind: {"数": "2", "其中": parts}}
    return {kind: _body(random, kind, random.choice(BELOW[on]), depth)}


def _body(random: Random, kind: str, on: str, depth: int) -> Data:
    if kind == "合计":
        body: Data = {"对象": "罐", "事实": "m", "比较": f"{random.choice(ORDERS)} {random.randint(0, 2)}"}
        return body if random.random() < 0.5 else {**body, "其中": _condition(random, "罐", 0)}
    inner = _condition(random, on, depth - 1, False)
    if kind == "数量":
        return {"对象": on, "其中": inner, "比较": f"{random.choice((*ORDERS, *EQUALITIES))} {random.randint(0, 2)}"}
    if kind == "每个" and random.random() < 0.5:
        return {"对象": on, "其中": _condition(random, on, 0), "当": inner}
    return {"对象": on, "当": inner}


def random_files(random: Random) -> Files:
    """A library with one rule."""
    on = random.choice(["企业", "企业", "区", "罐", "罐", "清", "邻"])

    def exemptions() -> list[Data]:
        return [{"名称": "外", "当": _condition(random, on, 1, False)}] if random.random() < 0.3 else []

    situations = [
        situation(_condition(random, on, random.randint(1, 2)), f"甲{n}", 除外=exemptions())
        for n in range(random.randint(1, 2))
    ]
    return Files(TYPES, FACTS, rules=[rule("1", on, situations, 除外=exemptions())])


def _answer(random: Random, asked: Data) -> str:
    if asked["类型"] == "是否":
        return random.choice(["是", "否"])
    if asked["类型"] == "日期":
        return random.choice([*DAYS, "2026-06-28..2026-06-30", "2026-06-29..2026-06-30"])
    low = random.randint(0, 2)
    return str(low) if random.random() < 0.7 else f"{low}..{random.randint(low, 2)}"


def random_visit(random: Random) -> Data:
    """A visit with a few objects, most rosters complete, some facts open."""
    tanks = [f"T{n}" for n in range(random.choice([1, 2, 2]))]
    objects: list[Data] = [{"编号": "A", "类型": "区"}]
    objects += [{"编号": tank, "类型": "罐", "在": "A"} for tank in tanks]
    if random.random() < 0.6:
        objects.append(
            {"编号": "Q", "类型": "清", "在": "T0", "日期": random.choice([DAYS[1], f"{DAYS[0]}..{DAYS[2]}"])}
        )
    if len(tanks) > 1:
        objects.append({"编号": "J", "类型": "邻", "在": "T0", "另一端": "T1"})
    rosters = [("企业", "区"), ("A", "罐"), *((tank, kind) for tank in tanks for kind in ("清", "邻"))]
    complete = [roster for roster in rosters if random.random() < 0.8]
    rate = random.choice([0.4, 0.6, 0.85])
    answers = {
        name: {f["名称"]: _answer(random, f) for f in FACTS if f["对象"] == kind and _is_asked(random, f, rate)}
        for name, kind in (("企业", "企业"), *((str(o["编号"]), str(o["类型"])) for o in objects))
    }
    return visit_data(objects, answers, complete)


def _is_asked(random: Random, asked: Data, rate: float) -> bool:
    return asked["类型"] == "日期" or random.random() < rate
