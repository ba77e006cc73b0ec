"""The documents do as they say: commands run, links lead somewhere, counts are true."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

import cli
from judge.resolve.resolved import Library

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh.md")
DOCUMENTS = [
    *READMES,
    *sorted(str(p.relative_to(ROOT)) for p in (ROOT / "docs").glob("*.md")),
    "docs/decisions/README.md",
]


def commands_in(readme: str) -> list[list[str]]:
    """The `panding` commands of a README, in order."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    return [shlex.split(line)[1:] for line in re.findall(r"^\$ (panding .*)$", text, re.M)]


@pytest.mark.parametrize("readme", READMES)
def test_commands_of_readme_run_in_order(
    readme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    commands = commands_in(readme)
    assert len(commands) >= 8
    for arguments in commands:
        if arguments == ["rules", "test"]:
            continue  # a check of its own: tests/checks.py
        assert cli.run(arguments) == 0, arguments
        assert capsys.readouterr().out.strip() or "-o" in arguments


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    place = ROOT / document
    for target in re.findall(r"\]\(([^)#]+)\)", place.read_text(encoding="utf-8")):
        assert target.startswith("http") or (place.parent / target).exists(), target


def test_readme_counts_rules_and_clauses(library: Library) -> None:
    counts = (len(library.rules), len({(rule.standard, rule.clause) for rule in library.rules}))
    assert len(library.standards) == 10
    english = re.search(r"(\d+) rules encode (\d+) clauses of ten standards", (ROOT / "README.md").read_text("utf-8"))
    chinese = re.search(r"十个标准的 (\d+) 条，编成 (\d+) 条规则", (ROOT / "README.zh.md").read_text("utf-8"))
    assert english is not None
    assert chinese is not None
    assert (int(english[1]), int(english[2])) == (int(chinese[2]), int(chinese[1])) == counts


def test_demo_shows_a_hazard_with_citation_an_open_verdict_and_a_clear_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    command = re.search(r"^demo:.*\n\t\$\(BIN\)/panding (.*)$", makefile, re.M)
    assert command is not None
    arguments = [str(ROOT / word) if word.startswith("examples/") else word for word in command[1].split()]
    assert cli.run(arguments) == 0
    output = capsys.readouterr().out
    assert "《工贸企业重大事故隐患判定标准》（应急管理部令第10号）第三条第（二）项" in output
    assert "系统上有没有火花探测消除之类防止点着粉尘的措施？" in output
    assert "按所答未达该条重大情形（不等于没有隐患）" in output
