"""The vocabulary of random libraries: every nature of object, every kind of fact, every way to derive one."""

from __future__ import annotations

from tests.judging.building import Data, fact, object_type

ROOT, AREA, TANK, HOUSE, GAP, POST, WORK = "企业", "区", "罐", "楼", "间距", "岗", "作业"
SMALL = {"整数": "是", "下限": "0"}
LETTERS = ["甲", "乙", "丙"]
OWN_CLAUSE = "不在此列"
"""A fact that is asked anew for each clause."""

TYPES: list[Data] = [
    object_type(ROOT),
    object_type(AREA, ROOT),
    object_type(TANK, AREA),
    object_type(HOUSE, ROOT),
    object_type(GAP, TANK, "关系", 另一端=HOUSE),
    object_type(POST, ROOT, "任职"),
    object_type(WORK, AREA, "事件"),
]

FACTS: list[Data] = [
    fact("p", ROOT),
    fact("q", ROOT, "设施"),
    fact("n", ROOT, "数值", 上限="4", **SMALL),
    fact("r", ROOT, "数值", 单位="t", 下限="0"),
    fact("d", ROOT, "日期"),
    fact("c", ROOT, "单选", 选项=LETTERS),
    fact("k", ROOT, "多选", 选项=["油", "气"]),
    fact("稳", ROOT, 可整改="否"),
    fact("z", AREA),
    fact("zn", AREA, "数值", 上限="3", **SMALL),
    fact("x", TANK),
    fact("t", TANK, "设施"),
    fact("m", TANK, "数值", 上限="3", **SMALL),
    fact("mm", TANK, "数值", 上限="3", **SMALL),
    fact("e", TANK, "日期"),
    fact("f", HOUSE, "数值", 上限="3", **SMALL),
    fact("w", GAP, "数值", 单位="m", 下限="0"),
    fact("g", POST),
    fact("h", POST, "单选", 选项=LETTERS),
    fact("s", WORK),
    fact("至", WORK, "日期"),
    fact(OWN_CLAUSE, "任意", 逐项="是"),
    fact("大", ROOT, 定义={"条件": "p 且 n >= 2"}),
    fact(
        "级",
        ROOT,
        "单选",
        选项=["一级", "二级", "三级"],
        定义={"查表": {"按": "c", "表": {"甲": "一级", "乙": "二级"}}, "否则": "三级"},
    ),
    fact("倍", ROOT, "数值", 定义={"分情况": [{"当": "p", "值": "2"}, {"当": "c = 甲", "值": "3"}], "否则": "1"}),
    fact(
        "危",
        TANK,
        "单选",
        选项=["高", "低", "无"],
        定义={"分情况": [{"当": "x 且 m >= 2", "值": "高"}, {"当": "x", "值": "低"}], "否则": "无"},
    ),
]
DERIVED_CHOICES = {(ROOT, "大"), (ROOT, "级"), (TANK, "危")}

PLAIN: dict[str, list[str]] = {
    ROOT: ["p", "{q}", "n >= 2", "n = 3", "n < 4", "c = 甲", "c 属于 [甲, 乙]", "c != 丙", "稳", "恒真", "r > 5 t"],
    AREA: ["z", "z", "zn > 1", "zn = 2", "企业.p", "n >= 3", "非 z"],
    TANK: ["x", "x", "{t}", "m >= 2", "m != 1", "区.z", "企业.p", "m < 3", "zn >= 2"],
    HOUSE: ["f > 1", "f = 2", "f < 3", "企业.p"],
    GAP: ["w < 600 cm", "w < 3 m", "w >= 9 m", "罐.x", "楼.f > 1", "m >= 2", "企业.p"],
    POST: ["g", "g", "h = 甲", "h != 丙", "h 不属于 [甲, 乙]", "企业.p"],
    WORK: ["s", "s", "区.z", "企业.p"],
}
"""Conditions at an object of each type that compare one fact each; {q}, {t}: how a 设施 is asked after."""

MORE: dict[str, dict[str, list[str]]] = {
    "boxes": {ROOT: ["k 包含 油", "k 不包含 气", "k 包含 [油, 气]"]},
    "derived": {ROOT: ["大", "级 = 一级", "级 != 二级", "倍 >= 2", "倍 = 1"], TANK: ["危 = 高", "危 != 无", "企业.大"]},
    "dates": {
        ROOT: ["d < 检查日期", "d + 6 月 < 检查日期", "d = 2026-01-31", "d > 2026-02-28"],
        TANK: ["e + 1 月 < 检查日期", "e >= 检查日期", "e + 10 日 <= 检查日期"],
        WORK: ["事件日期 > 2026-05-31", "至 < 检查日期", "事件日期 <= 2026-06-10"],
    },
    "pairs": {
        ROOT: ["r > 5 t 且 r < 8000 kg"],
        AREA: ["n >= zn", "n > zn", "n + zn >= 4"],
        TANK: ["m > mm", "m >= mm × 50%", "m + mm > 3", "m = mm", "e < d"],
        POST: ["h = 企业.c", "h != c"],
        WORK: ["至 < 事件日期", "事件日期 > 至 + 1 月"],
        GAP: ["m > 楼.f", "楼.f >= m"],
    },
    "own": {kind: [OWN_CLAUSE, f"非 {OWN_CLAUSE}"] for kind in (ROOT, AREA, TANK, GAP, POST, WORK)},
}
"""Further conditions, by what they need."""

INSIDE = {TANK: ["m > 本对象.m", "本对象.x", "m != 本对象.m", "本对象.m < 2"], AREA: ["本对象.z"], POST: ["本对象.g"]}
"""Inside a quantifier, of the rule's own object."""

BELOW = {
    ROOT: [AREA, TANK, TANK, POST, GAP, WORK, HOUSE],
    AREA: [TANK, TANK, WORK, POST, GAP],
    TANK: [GAP, TANK, POST],
    POST: [TANK, POST, AREA],
    GAP: [POST, GAP],
    WORK: [TANK, WORK],
    HOUSE: [TANK],
}
"""What quantifiers at an object of a type range over."""

ALWAYS: list[tuple[str, str]] = [
    (ROOT, "非 p 或 n >= 2"),
    (ROOT, "c != 丙 或 稳"),
    (ROOT, "非 p 或 q != 有且有效"),
    (AREA, "非 z 或 zn > 1"),
    (AREA, "非 z 或 企业.p"),
    (TANK, "非 x 或 m >= 2"),
    (TANK, "非 x 或 区.z"),
    (POST, "非 g 或 h = 甲"),
    (WORK, "非 s 或 区.z"),
]
"""What constraints may say of which type."""
