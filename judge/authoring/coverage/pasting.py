"""Writes a case as rule files have it: one line of flow YAML, quoted only where it must be."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLAIN = re.compile(
    r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?:[^:,\[\]{}#]|:(?=[^\s,\[\]{}]))*(?<!\s)|-?\d[\d.]*( [^:,\[\]{}#]+)?"
)
_COLON = re.compile(r":(?!//)")


def case_line(case: Mapping[str, object]) -> str:
    """A case as an item of 用例.

    >>> case_line({"名称": "九人", "已知": {"人数": "9 人"}, "判定": "待定", "待核实": ["解释:九人算不算"]})
    "- {名称: 九人, 已知: {人数: 9 人}, 判定: 待定, 待核实: ['解释:九人算不算']}"
    """
    return f"- {_flow(case)}"


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(str(key))}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(str(value))


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text) and not _COLON.search(text):
        return text
    return "'" + text.replace("'", "''") + "'"
