"""The tables of two versions of one standard say what the proof says."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

import cli
from judge.authoring.difference.align import rebuilt
from judge.authoring.difference.diff import Diff
from judge.authoring.difference.rules import Comparer
from judge.authoring.difference.sides import Sides
from judge.diagnostics import Problems
from judge.expr.formula import ByReading, conjunction
from judge.library import SHIPPED, read_library
from judge.resolve.hazards import hazard_formula
from judge.resolve.resolved import Library, Rule, Situation

DOCS = Path(__file__).resolve().parents[2] / "docs"
WORDS = {
    "stricter": "更严",
    "looser": "更宽",
    "crossing": "两不相含",
    "moved": "相同",
    "same": "相同",
    "removed": "取消",
}


@dataclass(frozen=True)
class Pair:
    """Two versions of one standard, and the page about them."""

    name: str
    first: str
    second: str
    branches: dict[str, str] = field(default_factory=dict)
    """How the table names the halves of an item, by the kind of object."""

    @property
    def layer(self) -> Path:
        return DOCS / f"{self.name}-versions"

    @property
    def page(self) -> str:
        return (DOCS / f"{self.name}-versions.md").read_text(encoding="utf-8")

    def section(self, title: str) -> str:
        """The text under the heading that begins so."""
        found = re.search(rf"^## {title}.*?$(.*?)(?=^## |\Z)", self.page, re.MULTILINE | re.DOTALL)
        return found[1] if found else ""

    def table(self, refs: set[str]) -> Iterator[list[str]]:
        for line in self.page.splitlines():
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if len(cells) == 6 and cells[0] in refs:
                yield cells

    def became(self, library: Library) -> dict[str, tuple[str, ...]]:
        return {each.clause: each.became for each in library.standards[self.first].succession}


PAIRS = [
    Pair("gongmao", "gongmao-2017", "gongmao-2023", {"气体危险部位": "气体", "燃烧装置": "窑炉"}),
    Pair(
        "weihua",
        "weihua-2017",
        "weihua-2026",
        {"作业场所": "防爆电气", "气体危险部位": "气体检测", "企业": "制度", "特殊作业": "作业"},
    ),
    Pair("fangjian", "fangjian-2022", "fangjian-2024"),
]
EACH = pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """What `rules diff` says of the two versions, as data."""
    monkeypatch.setenv("PANDING_CACHE", str(tmp_path))

    def go(pair: Pair, *more: str) -> Any:
        assert cli.run(["rules", "diff", pair.first, pair.second, "--format", "json", *more]) == 1
        return json.loads(capsys.readouterr().out)

    return go


def changes(data: Any, branches: dict[str, str]) -> dict[str, str]:
    """By item of the old version: the word of the table."""
    found: dict[str, dict[str, str]] = {}
    for row in data["rows"]:
        if row["first"]:
            kind = row["first"].rpartition("-")[2]
            found.setdefault(row["first_clause"], {})[branches.get(kind, "")] = WORDS[row["change"]]
    return {
        item: words.pop() if len(words := set(parts.values())) == 1 else _by_branch(parts)
        for item, parts in found.items()
    }


def _by_branch(parts: dict[str, str]) -> str:
    return "；".join(f"{part}{word}" for part, word in sorted(parts.items(), key=lambda item: item[1] == "取消"))


def _counted_as(word: str) -> str:
    """An item whose halves differ: neither version holds the other."""
    return word if "；" not in word else "两不相含"


def _numbers(text: str) -> list[str]:
    """The numbers of clauses in a text; `5.6—5.10` is five."""
    found: list[str] = []
    for one, to in re.findall(r"(\d+(?:\.\d+)+)(?:—(\d+(?:\.\d+)+))?", text):
        before, _, low = one.rpartition(".")
        high = to.rpartition(".")[2] if to else low
        found.extend(f"{before}.{number}" for number in range(int(low), int(high) + 1))
    return found


def _as_recommended(rule: Rule, library: Library) -> Rule:
    """The rule with every reading that has a recommended option read so."""
    recommended = {r.id: r.recommended for r in (*library.readings.values(), *rule.readings) if r.recommended}

    def read(part: Any) -> Any:
        if isinstance(part, ByReading) and part.reading in recommended:
            return dict(part.options)[recommended[part.reading]]
        return part

    return replace(
        rule,
        in_scope=rebuilt(rule.in_scope, read),
        applies=rebuilt(rule.applies, read),
        situations=rebuilt(rule.situations, read),
        exemptions=rebuilt(rule.exemptions, read),
        digest=f"{rule.digest}推荐",
    )


def _as_one(rules: list[Rule]) -> Rule:
    """A rule that hits what any of these hits."""
    return replace(
        rules[0],
        in_scope=conjunction(()),
        applies=conjunction(()),
        exemptions=(),
        situations=tuple(Situation(rule.id, hazard_formula(rule), (), None, None) for rule in rules),
        readings=tuple(reading for rule in rules for reading in rule.readings),
        digest="、".join(rule.id for rule in rules),
    )


@EACH
def test_table_says_what_is_proven(pair: Pair, told: Any, library: Library) -> None:
    plain = changes(told(pair), pair.branches)
    linked = changes(told(pair, "--rules", str(pair.layer)), pair.branches)
    became = pair.became(library)
    known_in_part = {r.clause for r in library.rules if r.standard == pair.second and not r.text_complete}
    refs = [clause.ref for clause in library.standards[pair.first].clauses if clause.counted]
    rows = list(pair.table(set(refs)))
    assert [row[0] for row in rows] == refs
    for item, now, proof, after, *_ in rows:
        assert now == ("、".join(f"{ref}◇" if ref in known_in_part else ref for ref in became[item]) or "—"), item
        assert proof == plain[item], item
        assert (proof if after == "同左" else after) == linked[item], item


@EACH
def test_totals_and_new_items_are_counted_right(pair: Pair, told: Any, library: Library) -> None:
    refs = {clause.ref for clause in library.standards[pair.first].clauses if clause.counted}
    rows = list(pair.table(refs))
    counted = Counter(_counted_as(row[2] if row[3] == "同左" else row[3]) for row in rows)
    stated = pair.page.partition("合计（扣除后）：")[2].partition("\n")[0]
    assert {
        word: int(number) for word, number in re.findall(r"(更严|更宽|相同|两不相含|取消) (\d+) 项", stated)
    } == counted
    became = {ref for refs in pair.became(library).values() for ref in refs}
    items = [clause.ref for clause in library.standards[pair.second].clauses if clause.counted]
    new = [ref for ref in items if ref not in became and not (pair.name == "gongmao" and ref == "14")]
    listed, _, others = pair.section(rf"新增的 {len(new)} 项").partition("\n\n另有")
    assert _numbers(listed) == new
    added = {row["second"] for row in told(pair)["rows"] if not row["first"]}
    rules = {rule.id: rule.clause for rule in library.rules if rule.standard == pair.second}
    assert {name for name, clause in rules.items() if clause in new} <= added
    assert set(_numbers(others)) == {rules[name] for name in added if rules[name] not in new}


@EACH
def test_footnotes_of_the_table_are_explained(pair: Pair, library: Library) -> None:
    refs = {clause.ref for clause in library.standards[pair.first].clauses if clause.counted}
    marks = [row[5].removeprefix("不一致") for row in pair.table(refs) if row[5] != "一致"]
    numbers = {"①②③④⑤⑥⑦⑧⑨⑩".index(mark) + 1 for found in marks for mark in found}
    explained = {
        int(number) for number in re.findall(r"^(\d+)\. \*\*", pair.section("与事实表不一致的地方"), re.MULTILINE)
    }
    assert numbers == explained == set(range(1, len(numbers) + 1))


@pytest.mark.parametrize("pair", PAIRS[1:], ids=lambda pair: pair.name)
def test_recommended_readings_are_proven_apart(pair: Pair) -> None:
    """Some items differ only by a reading that one version has: told apart, with the recommended ones taken."""
    sides = Sides([SHIPPED, pair.layer], Problems())
    first, second = sides.opened(pair.first), sides.opened(pair.second)
    assert first is not None
    assert second is not None
    comparer = Comparer(first.library, second.library)
    proven = {}
    for row in Diff(first, second).rows():
        if row.first and row.second and (row.first.readings or row.second.readings):
            one, other = _as_recommended(row.first, first.library), _as_recommended(row.second, second.library)
            word = WORDS[str(comparer.compare(one, other).change)]
            if word != WORDS[str(row.change)]:
                proven[row.first.clause] = word
    rows = re.findall(r"^\| ([\d.]+) \| (\S+) \|", pair.section("都取推荐的读法"), re.MULTILINE)
    assert dict(rows) == proven


@EACH
def test_items_split_over_several_rules_are_proven_together(pair: Pair, library: Library) -> None:
    """A row of `rules diff` sets one rule against one; what the rules an item became hit together is told apart."""
    problems = Problems()
    linked = read_library([SHIPPED, pair.layer], problems)
    assert linked is not None
    comparer = Comparer(linked, linked)
    became = pair.became(library)
    proven = {}
    for rule in (rule for rule in linked.rules if rule.standard == pair.first):
        others = [
            other
            for ref in became.get(rule.clause, ())
            for other in linked.rules
            if (other.standard, other.clause, other.object_type) == (pair.second, ref, rule.object_type)
        ]
        if len(others) > 1:
            found = comparer.compare(rule, _as_one(others))
            proven[rule.clause, rule.object_type] = ("、".join(o.clause for o in others), WORDS[str(found.change)])
    rows = re.findall(r"^\| (\S+) (\S+) \| (\S+) \| (\S+) \|", pair.section("一项拆成几条的"), re.MULTILINE)
    assert {(clause, kind): (now, word) for clause, kind, now, word in rows} == proven
