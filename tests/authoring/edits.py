"""Wrong edits of rule files, as people make them: each changes one word, number or part of one rule's written form."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from judge.resolve.resolved import Fact, Library, Standard
from judge.values.units import UNITS

_NUMBER = re.compile(r"(?<![\w.-])\d+(?:\.\d+)?(?![\w.])")
_AMOUNT = re.compile(r"(?<![\w.-])\d+(?:\.\d+)?\s+([^\s\d()（）]+)")
_COMPARISON = re.compile(r"(?<=\s)(>=|<=|>|<)(?=\s)|^(>=|<=|>|<)(?=\s)")
_CHOICE = re.compile(r"(?:^|(?<=[\s(（]))([^\s()（）\[\]]+) (?:=|!=|属于|不属于|包含|不包含) (\[[^\]]*\]|[^\s()（）]+)")
_WORD = re.compile(r"[^\s()（）\[\]、，,]+")
_EDGE = {">": ">=", ">=": ">", "<": "<=", "<=": "<"}
_UNSAID = ((r"(?<!\S)非 ", ""), (r" != ", " = "), (r" 不包含 ", " 包含 "), (r" 不属于 ", " 属于 "))
_TURNED = {"全部": "任一", "任一": "全部"}


@dataclass(frozen=True)
class Edit:
    """One wrong edit: its kind, how it reads, and the file's data with it made."""

    kind: str
    rule: str
    told: str
    file: dict[str, Any]


def edits_of(data: dict[str, Any], index: int, standard: Standard, library: Library) -> Iterator[Edit]:
    """Every wrong edit of one rule of a file, given as plain data with Chinese keys."""
    written = data["规则"][index]

    def edit(kind: str, told: str, place: tuple[Any, ...], value: Any) -> Edit:
        changed = copy.deepcopy(data)
        inner = changed["规则"][index] if place[0] != "条款" else changed
        for step in place[:-1]:
            inner = inner[step]
        inner[place[-1]] = value
        return Edit(kind, written["编号"], told, changed)

    for place, raw in _conditions(written):
        for kind, told, value in _Raw(library, written["对象"], standard).edits(raw):
            yield edit(kind, f"{'.'.join(map(str, place))}：{told}", place, value)
    yield from _whole_parts(written, edit)
    line = library.types[written["对象"]].chain
    near = [name for name, kind in library.types.items() if kind.parent == written["对象"] or name in line[1:2]]
    for name in near:
        yield edit("对象", f"对象 {written['对象']} → {name}", ("对象",), name)
    clauses = [clause.address for clause in standard.clauses]
    at = clauses.index(data["条款"])
    for other in (clauses[at - 1], clauses[(at + 1) % len(clauses)]):
        if other != data["条款"]:
            yield edit("条款", f"条款 {data['条款']} → {other}", ("条款",), other)


def _conditions(written: dict[str, Any]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if "适用" in written:
        yield ("适用",), written["适用"]
    for n, situation in enumerate(written["情形"]):
        yield ("情形", n, "当"), situation["当"]
        for m, exemption in enumerate(situation.get("除外", ())):
            yield ("情形", n, "除外", m, "当"), exemption["当"]
    for n, exemption in enumerate(written.get("除外", ())):
        yield ("除外", n, "当"), exemption["当"]


def _whole_parts(written: dict[str, Any], edit: Any) -> Iterator[Edit]:
    situations = written["情形"]
    for n, situation in enumerate(situations):
        if len(situations) > 1:
            left = [*situations[:n], *situations[n + 1 :]]
            yield edit("漏情形", f"漏了情形 {situation['名称']}", ("情形",), left)
        lost = situation.get("除外", ())
        for m, exemption in enumerate(lost):
            yield edit("漏除外", f"漏了除外 {exemption['名称']}", ("情形", n, "除外"), [*lost[:m], *lost[m + 1 :]])
    lost = written.get("除外", ())
    for m, exemption in enumerate(lost):
        yield edit("漏除外", f"漏了除外 {exemption['名称']}", ("除外",), [*lost[:m], *lost[m + 1 :]])


class _Raw:
    """Edits conditions as written, lines and trees."""

    def __init__(self, library: Library, object_type: str, standard: Standard) -> None:
        self._library, self._type, self._standard = library, object_type, standard

    def edits(self, raw: Any) -> Iterator[tuple[str, str, Any]]:
        """(kind, what was changed, the condition with the change)"""
        if isinstance(raw, str):
            for kind, changed in self._line(raw):
                yield kind, f"“{raw}”写成“{changed}”", changed
        elif isinstance(raw, dict):
            for key, body in raw.items():
                if key in _TURNED:
                    yield "且或", f"{key}写成{_TURNED[key]}", {_TURNED[key]: body}
                elif key in ("均无", "非"):
                    yield "漏非", f"{key}漏了", {"任一": body} if key == "均无" else body
                for kind, told, changed in self._inside(key, body):
                    yield kind, told, {**raw, key: changed}
        elif isinstance(raw, list | tuple):
            for n, part in enumerate(raw):
                for kind, told, changed in self.edits(part):
                    yield kind, told, [*raw[:n], changed, *raw[n + 1 :]]

    def _inside(self, key: str, body: Any) -> Iterator[tuple[str, str, Any]]:
        if key in ("对象", "解释", "事实", "出自"):
            if key == "出自" and isinstance(body, str):
                others = [c.ref for c in self._standard.clauses if not c.ref.startswith(body)]
                yield from (("条款", f"出自 {body} 写成 {ref}", ref) for ref in others[:1])
            elif key == "对象":
                near = [n for n, kind in self._library.types.items() if kind.parent == body]
                near.extend(n for n in self._library.types[body].chain[1:2])
                yield from (("对象", f"对象 {body} 写成 {name}", name) for name in near)
        elif key in ("数", "至少") and isinstance(body, str):
            for number in (int(body) - 1, int(body) + 1):
                yield "门槛", f"{key} {body} 写成 {number}", str(number)
        elif key == "选":
            names = list(body)
            turned = dict(zip(names, [*list(body.values())[1:], body[names[0]]], strict=True))
            yield "选项", "两种读法对调", turned
            yield from self.edits(body)
        else:
            yield from self.edits(body)

    def _line(self, line: str) -> Iterator[tuple[str, str]]:
        for found in _NUMBER.finditer(line):
            digits = found[0]
            step = 1 if "." not in digits else 10 ** -len(digits.partition(".")[2])
            places = len(digits.partition(".")[2])
            for number in (float(digits) - step, float(digits) + step):
                yield "门槛", _spliced(line, found.span(), f"{number:.{places}f}")
        for found in _AMOUNT.finditer(line):
            if found[1] in UNITS:
                dimension = UNITS[found[1]].dimension
                alike = [u for u, unit in UNITS.items() if u and u != found[1] and unit.dimension == dimension]
                wrong = [u for u in alike if UNITS[u].factor != UNITS[found[1]].factor][:2] or ["台"]
                yield from (("单位", _spliced(line, found.span(1), unit)) for unit in wrong)
        for found in _COMPARISON.finditer(line):
            yield "比较号", _spliced(line, found.span(), _EDGE[found[0]])
        for one, other in ((" 且 ", " 或 "), (" 或 ", " 且 ")):
            for found in re.finditer(one, line):
                yield "且或", _spliced(line, found.span(), other)
        for pattern, instead in _UNSAID:
            for found in re.finditer(pattern, line):
                yield "漏非", _spliced(line, found.span(), instead)
        yield from self._options(line)
        yield from self._parents(line)

    def _options(self, line: str) -> Iterator[tuple[str, str]]:
        for found in _CHOICE.finditer(line):
            fact = self._fact(found[1])
            if fact is None:
                continue
            for word in _WORD.finditer(found[2]):
                start = found.start(2) + word.start()
                for option in fact.options:
                    if word[0] in fact.options and option not in found[2]:
                        yield "选项", _spliced(line, (start, start + len(word[0])), option)

    def _parents(self, line: str) -> Iterator[tuple[str, str]]:
        """A fact of an object above instead: one of the same kind, if there is one."""
        for found in _WORD.finditer(line):
            fact = self._fact(found[0])
            if fact is None or fact.object_type not in self._library.types:
                continue
            for above in self._library.types[fact.object_type].chain[1:]:
                like = [f for f in self._library.facts.values() if f.object_type == above and f.options == fact.options]
                alike = [f for f in like if (f.kind, f.unit) == (fact.kind, fact.unit) and not f.derived]
                if alike:
                    nearest = max(alike, key=lambda f: len(set(f.name) & set(fact.name)))
                    yield "上级", _spliced(line, found.span(), nearest.full_name)

    def _fact(self, name: str) -> Fact | None:
        if name in self._library.facts:
            return self._library.facts[name]
        return self._library.fact(self._type, name)


def _spliced(line: str, span: tuple[int, int], instead: str) -> str:
    return line[: span[0]] + instead + line[span[1] :]
