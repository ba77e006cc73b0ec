"""The tutorial works as written: its files and commands run in order in an empty folder, and print what it promises.

A file's content follows the line 文件 `path`：, an addition 在 `path` 末尾加上：; a line 把 `path` 里的 `old` 改成 `new` is an edit.
In promised output, … stands for anything, within a line or for any lines.
"""

from __future__ import annotations

import re
import shlex
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from judge.resolve.resolved import Library
from tests.authoring.running import Run, runner

DOCS = Path(__file__).resolve().parents[2] / "docs"
TUTORIAL = DOCS / "tutorial.md"
_FENCE = re.compile(r"^```(\w+)$")
_FILE = re.compile(r"^文件 `([^`]+)`：$")
_ADDED = re.compile(r"^在 `([^`]+)` 末尾加上：$")
_EDIT = re.compile(r"^把 `([^`]+)` 里的 `([^`]+)` 改成 `([^`]+)`$")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: write, add, edit or run."""

    kind: str
    line: int
    path: str = ""
    text: str = ""
    new: str = ""
    promised: tuple[str, ...] = ()


def steps(text: str) -> Iterator[Step]:
    """The steps of a tutorial, in order."""
    lines = text.splitlines()
    here, at = ("", ""), 0
    while at < len(lines):
        line = lines[at]
        for kind, pattern in (("write", _FILE), ("add", _ADDED)):
            if found := pattern.match(line):
                here = (kind, found[1])
        if edit := _EDIT.match(line):
            yield Step("edit", at + 1, edit[1], edit[2], edit[3])
        if fence := _FENCE.match(line):
            end = lines.index("```", at + 1)
            block = lines[at + 1 : end]
            if fence[1] == "console":
                yield from _commands(block, at + 2)
            else:
                assert here[0], f"第 {at + 1} 行：没有说写到哪个文件"
                yield Step(here[0], at + 1, here[1], "\n".join(block) + "\n")
                here = ("", "")
            at = end
        at += 1


def _commands(block: list[str], first: int) -> Iterator[Step]:
    starts = [n for n, line in enumerate(block) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(block)], strict=True):
        yield Step("run", first + start, text=block[start][2:], promised=tuple(block[start + 1 : end]))


def kept(promised: tuple[str, ...], printed: list[str]) -> str | None:
    """The first promised line that is not printed in its place; None if all are. Lines between are free after `…` only."""
    at, may_skip = 0, False
    for line in promised:
        if line == "…":
            may_skip = True
            continue
        pattern = re.compile(".*".join(map(re.escape, line.split("…"))))
        found = next((n for n in range(at, len(printed)) if pattern.fullmatch(printed[n])), None)
        if found is None or (found > at and not may_skip):
            return line
        at, may_skip = found + 1, False
    return None


def test_promises_are_compared_in_order() -> None:
    assert kept(("甲", "…", "丙"), ["甲", "乙", "丙"]) is None
    assert kept(("甲", "丙"), ["甲", "乙", "丙"]) == "丙"
    assert kept(("丙", "甲"), ["甲", "丙"]) == "丙"
    assert kept(("共…个",), ["共 3 个"]) is None
    assert kept(("共…个",), ["共 3 种"]) == "共…个"


def test_tutorial_works_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PANDING_RULES", raising=False)
    monkeypatch.setenv("PANDING_CACHE", str(tmp_path / ".cache"))
    run = runner(monkeypatch, capsys)
    done: list[str] = []
    start = time.monotonic()
    for step in steps(TUTORIAL.read_text(encoding="utf-8")):
        place = tmp_path / step.path
        where = f"{TUTORIAL.name}:{step.line}"
        if step.kind == "write":
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(step.text, encoding="utf-8")
        elif step.kind == "add":
            place.write_text(place.read_text(encoding="utf-8") + step.text, encoding="utf-8")
        elif step.kind == "edit":
            before = place.read_text(encoding="utf-8")
            assert before.count(step.text) == 1, where
            place.write_text(before.replace(step.text, step.new), encoding="utf-8")
        else:
            _run(step, run, where, tmp_path)
        done.append(step.text.split()[2] if step.text.startswith("panding rules ") else step.kind)
    assert {"new", "check", "test", "show", "coverage", "mutate", "diff", "write", "edit", "add"} <= set(done)
    assert (tmp_path / "气瓶间.html").is_file()
    assert time.monotonic() - start < 60


def _run(step: Step, run: Run, where: str, folder: Path) -> None:
    name, *arguments = shlex.split(step.text)
    if name == "cp":
        shutil.copytree(folder / arguments[1], folder / arguments[2])
        return
    assert name == "panding", where
    ran = run(*arguments)
    assert ran.status in (0, 1), (where, ran.err)
    printed = [line.rstrip() for line in (ran.out + ran.err).splitlines() if line.strip()]
    missing = kept(step.promised, printed)
    assert missing is None, f"{where}：没有照样输出 {missing!r}，实际输出：\n" + "\n".join(printed)


@pytest.mark.parametrize("name", ["encoding.zh.md", "encoding.md"])
def test_encoding_guide_speaks_of_rules_and_facts_that_are_there(name: str, library: Library) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    rules = re.findall(r"`([a-z]+-\d{4}/[^`\s]+)`", text)
    assert {"gongmao-2023/12.2-速冻装置", "gongmao-2023/12.2-作业场所"} <= set(rules)
    assert set(rules) <= set(library.rule_by_id)
    types = "|".join(library.types)
    facts = re.findall(rf"((?:{types})\.[^\s`，；。、,;)）]+)", text)
    assert len(set(facts)) >= 5
    assert set(facts) <= set(library.facts)
    written = "".join(
        (DOCS.parent / "rules" / "gongmao-2023" / f).read_text(encoding="utf-8") for f in ("12.2.yaml", "13.1.yaml")
    )
    for condition in re.findall(
        r"`([^`]*(?: [><=]+ | != | 且 |非 )[^`]*)`", text.partition("## 例一" if "zh" in name else "## Example 1")[2]
    ):
        assert condition in written, condition
    assert "9 人" in text
    assert len(text.splitlines()) < 80
