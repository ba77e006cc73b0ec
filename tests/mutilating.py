"""Damages texts as people (and copying) do: other words at some places, lines gone, doubled or exchanged."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

import yaml
from hypothesis import strategies as st


def _listed(text: str) -> list[str]:
    return text.split()


WORDS = _listed("""
企业 储罐 建筑 罐区 焊工 涉爆 人数 存量 等级 介质 报警 有效期至 已改正 大厂
工贸企业 粉尘涉爆 作业人数 有限空间 除尘系统 有且有效 有但失效 无 一级 重大 要素
全部 任一 均无 非 至少 存在 每个 数量 合计 依解释 对象 其中 当 比较 事实
名称 编号 类型 上级 定义 条件 查表 分情况 否则 逐项 同因 替代 失效视同无 适用
且 或 属于 包含 恒真 检查日期 事件日期 本对象.涉爆 企业.涉爆 任意 是 否 本条 未查
""")
SIGNS = [
    *_listed("( ) 「 」 [ ] { } > >= ≠ = + ÷ % , ， ： # @ / 〈 ·抽查 ∋ 0 -1 9 9.5 ² ٣ 8..9 null ~ 1e5 '2' 2.1 2"),
    *(
        "",
        " ",
        ": ",
        "× 2",
        "9 人",
        "9 t",
        "约 9 人",
        ">= 2",
        "2026-02-30",
        "+ 6 月",
        "9" * 40,
        "甲\u200b",
        "\U0001f600",
    ),
]
CONDITIONS = [
    "人数 > 9 人 且 涉爆",
    "非 (存量 > 1 t)",
    "等级 属于 [一级, 二级]",
    "有效期至 + 6 月 < 检查日期",
    "大厂 或 规模 = 大",
    "限额 > 3 t",
    "储罐.泄漏",
]
TREES: list[Any] = [
    [],
    {},
    ["是"],
    {"存在": {"对象": "储罐", "当": "泄漏"}},
    {"每个": {"对象": "建筑", "当": "恒真"}},
    {"数量": {"对象": "储罐", "其中": "泄漏", "比较": ">= 2"}},
    {"合计": {"对象": "储罐", "事实": "存量", "比较": "> 3 t"}},
    {"要素": {"出自": "2", "至少": "2"}},
    {"全部": ["涉爆", "大厂"]},
    {"依解释": {"解释": "怎么算", "选": {"宽": "涉爆"}}},
    {"答": "是", "抽查": "3/12"},
    {"无答": "未查"},
    {"条件": "涉爆"},
    {"计算": "gb18218.S"},
]
ANYTHING = st.sampled_from(WORDS + SIGNS + CONDITIONS)
_TOKEN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9_.\-]+|\s+|\S")


def mutilated_text(data: st.DataObject, text: str) -> str:
    """A text with one to three places damaged."""
    for _ in range(data.draw(st.integers(1, 3))):
        if data.draw(st.booleans()):
            tokens = _TOKEN.findall(text) or [""]
            place = data.draw(st.integers(0, len(tokens) - 1))
            tokens[place] = data.draw(ANYTHING)
            text = "".join(tokens)
        else:
            lines = text.split("\n")
            first, second = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
            kind = data.draw(st.sampled_from(["gone", "doubled", "exchanged"]))
            if kind == "exchanged":
                lines[first], lines[second] = lines[second], lines[first]
            else:
                lines[first : first + 1] = [] if kind == "gone" else [lines[first]] * 2
            text = "\n".join(lines)
    return text


def mutilated_tree(data: st.DataObject, text: str) -> str:
    """A YAML text as JSON, with other values at one to three places: what can still be loaded, and means nonsense."""
    tree = yaml.load(text, Loader=yaml.CBaseLoader)
    for _ in range(data.draw(st.integers(1, 3))):
        paths = [path for path in _paths(tree) if path]
        if not paths:
            break
        *above, last = paths[data.draw(st.integers(0, len(paths) - 1))]
        parent = _at(tree, above)
        kind = data.draw(st.sampled_from(["word", "word", "sign", "part", "tree", "gone", "other"]))
        if kind == "gone":
            parent.pop(last)
        elif kind == "other":
            parent[last] = copy.deepcopy(_at(tree, paths[data.draw(st.integers(0, len(paths) - 1))]))
        else:
            parent[last] = _value(data, kind, parent[last])
    return json.dumps(tree, ensure_ascii=False)


def _value(data: st.DataObject, kind: str, old: object) -> object:
    if kind == "tree":
        return copy.deepcopy(data.draw(st.sampled_from(TREES)))
    if kind == "part" and isinstance(old, str) and old:
        tokens = _TOKEN.findall(old)
        tokens[data.draw(st.integers(0, len(tokens) - 1))] = data.draw(ANYTHING)
        return "".join(tokens)
    return data.draw(st.sampled_from(SIGNS if kind == "sign" else WORDS + CONDITIONS))


def _paths(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in inner:
        yield from _paths(value, (*path, key))


def _at(tree: Any, path: Any) -> Any:
    for step in path:
        tree = tree[step]
    return tree
