"""The table of the two versions of the 工贸 standard says what the proof says."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cli
from judge.resolve.resolved import Library

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "gongmao-versions.md").read_text(encoding="utf-8")
WORDS = {
    "stricter": "更严",
    "looser": "更宽",
    "crossing": "两不相含",
    "moved": "相同",
    "same": "相同",
    "removed": "取消",
}
BRANCHES = {"气体危险部位": "气体", "燃烧装置": "窑炉"}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """What `rules diff` says of the two versions, as data."""
    monkeypatch.setenv("PANDING_CACHE", str(tmp_path))

    def go(*more: str) -> Any:
        assert cli.run(["rules", "diff", "gongmao-2017", "gongmao-2023", "--format", "json", *more]) == 1
        return json.loads(capsys.readouterr().out)

    return go


def table() -> Iterator[list[str]]:
    for line in PAGE.splitlines():
        if re.match(r"\| (专项|行业)\.", line):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def changes(data: Any) -> dict[str, str]:
    """By item of 2017: the word of the table."""
    found: dict[str, dict[str, str]] = {}
    for row in data["rows"]:
        if row["first"]:
            part = BRANCHES.get(row["first"].rpartition("-")[2], "")
            found.setdefault(row["first_clause"], {})[part] = WORDS[row["change"]]
    return {
        item: words.pop() if len(words := set(parts.values())) == 1 else _by_branch(parts)
        for item, parts in found.items()
    }


def _by_branch(parts: dict[str, str]) -> str:
    return "；".join(f"{part}{word}" for part, word in sorted(parts.items(), key=lambda item: item[1] == "取消"))


def test_table_says_what_is_proven(told: Any, library: Library) -> None:
    plain, linked = changes(told()), changes(told("--rules", str(DOCS / "gongmao-versions")))
    standard = library.standards["gongmao-2017"]
    became = {succession.clause: succession.became for succession in standard.succession}
    rows = list(table())
    assert [row[0] for row in rows] == [clause.ref for clause in standard.clauses]
    for item, now, proof, after, *_ in rows:
        assert now == ("、".join(became[item]) or "—"), item
        assert proof == plain[item], item
        assert (proof if after == "同左" else after) == linked[item], item


def test_totals_and_new_items_are_counted_right(told: Any, library: Library) -> None:
    after = (row[2] if row[3] == "同左" else row[3] for row in table())
    counted = Counter(word.partition("；")[0].removeprefix("窑炉") for word in after)
    stated = PAGE.partition("合计（扣除后）：")[2].partition("\n")[0]
    assert {
        word: int(number) for word, number in re.findall(r"(更严|更宽|相同|两不相含|取消) (\d+) 项", stated)
    } == counted
    assert sum(counted.values()) == 59
    became = {ref for s in library.standards["gongmao-2017"].succession for ref in s.became}
    new = [
        c.ref for c in library.standards["gongmao-2023"].clauses if c.counted and c.ref not in became and c.ref != "14"
    ]
    section = PAGE.partition("## 新增的 15 项")[2].partition("\n\n另有")[0].replace("5.6—5.10", "5.6 5.7 5.8 5.9 5.10")
    assert re.findall(r"\d+\.\d+", section) == new
    assert len(new) == 15
    added = {row["second"] for row in told()["rows"] if not row["first"]}
    assert {rule.id for rule in library.rules if rule.standard == "gongmao-2023" and rule.clause in new} <= added
    assert len(added) == len(new) + 2
