"""How wide Chinese text is in a drawing, and where its lines are broken."""

from __future__ import annotations

import re
import unicodedata

CLOSING = frozenset("，。、；：？！）》」』”’】%．)")
OPENING = frozenset("（《「『“‘【")
_TOKEN = re.compile(r"[0-9A-Za-z_./+%×≥≤<>=#-]+\)*|\s+|.", re.S)
NARROW = 0.62


def width_of(text: str, size: float) -> float:
    """About how wide a text is, never less: wide and ambiguous characters a square each, others narrower.

    >>> width_of("甲乙", 10), width_of("ab", 10)
    (20.0, 12.4)
    """
    return 0.0 + sum(size if unicodedata.east_asian_width(c) in "WFA" else size * NARROW for c in text)


def wrapped(text: str, width: float, size: float) -> list[str]:
    """The text in lines no wider than said; no line begins with closing or ends with opening punctuation.

    >>> wrapped("甲乙丙，丁", 30, 10)
    ['甲乙', '丙，丁']
    """
    lines: list[str] = []
    current = ""
    for token in _units(text):
        if current and width_of(current + token.rstrip(), size) > width:
            lines.append(current.rstrip())
            current = ""
        current += token if current else token.lstrip(" ")
        while width_of(current, size) > width and len(current) > 1:
            fitting = _fitting(current, width, size)
            lines.append(current[:fitting])
            current = current[fitting:]
    return [*lines, current.rstrip()] if current.strip() or not lines else lines


def _units(text: str) -> list[str]:
    """Pieces that stay together on a line: a word, or a character with the punctuation that clings to it."""
    units: list[str] = []
    clings = False
    for token in _TOKEN.findall(text):
        if units and (clings or token in CLOSING):
            units[-1] += token
        else:
            units.append(token)
        clings = token in OPENING
    return units


def _fitting(text: str, width: float, size: float) -> int:
    """How many characters of a piece too wide for a line stand on it; at least one."""
    count = len(text)
    while count > 1 and width_of(text[:count], size) > width:
        count -= 1
    return count
