"""Codes, texts, call sites and tests hang together: nothing is raised without a text, nothing is told untested."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from judge.diagnostics.catalogue import entries, entry
from tests.resolving import (
    test_case_codes,
    test_condition_codes,
    test_drawing_codes,
    test_exactness,
    test_rule_codes,
    test_table_codes,
    test_vocabulary_codes,
)
from tests.visiting import test_visit_codes

ROOT = Path(__file__).parents[2]
CODE, OURS = re.compile(r"[A-Z]\d{3}"), re.compile(r"[VRC]\d{3}")
SOURCES = [*sorted(ROOT.glob("judge/**/*.py")), *sorted(ROOT.glob("checklists/**/*.py")), ROOT / "cli.py"]
PROVOKED = {
    slip.code
    for module in (
        test_case_codes,
        test_condition_codes,
        test_drawing_codes,
        test_exactness,
        test_rule_codes,
        test_table_codes,
        test_vocabulary_codes,
    )
    for slip in module.SLIPS
} | {slip.code for slip in test_visit_codes.SLIPS}
"""Codes of vocabulary, rules and visits that a test provokes at an exact place."""


@cache
def trees() -> list[tuple[Path, ast.Module]]:
    """The program, parsed."""
    return [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in SOURCES if path.is_file()]


def raised() -> set[str]:
    """Every code that stands in the program."""
    return {
        node.value
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
    }


def call_sites() -> Iterator[tuple[str, str, set[str]]]:
    """Where a code of vocabulary, rules or visits is told: the place, the code, the names of the values given."""
    for path, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or any(keyword.arg is None for keyword in node.keywords):
                continue
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str) and OURS.fullmatch(first.value):
                names = {str(keyword.arg) for keyword in node.keywords} - {"clause"}
                yield f"{path.relative_to(ROOT)}:{node.lineno}", first.value, names


def placeholders(code: str) -> set[str]:
    """What the texts of a code are filled with."""
    texts = entry(code)
    return set(re.findall(r"\{(\w+)\}", texts.message + texts.remedy))


def test_every_code_that_is_raised_has_its_texts_and_every_text_is_used() -> None:
    assert raised() == set(entries())


def test_every_call_site_gives_what_the_texts_are_filled_with() -> None:
    found = list(call_sites())
    missing = [(where, code, placeholders(code) - names) for where, code, names in found if placeholders(code) - names]
    assert missing == []
    assert len(found) > 150


def test_every_value_that_is_given_stands_in_a_text() -> None:
    given: dict[str, set[str]] = {}
    for _, code, names in call_sites():
        given.setdefault(code, set()).update(names)
    assert {code: names for code, names in given.items() if names - placeholders(code)} == {}


def test_every_code_of_vocabulary_rules_and_visits_is_provoked_at_its_place() -> None:
    assert {code for code in entries() if OURS.fullmatch(code)} == PROVOKED


def test_every_other_code_stands_in_a_test() -> None:
    tests = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("**/*.py")]
    named = {code for text in tests for code in re.findall(r"\b[A-Z]\d{3}\b", text)}
    assert set(entries()) <= named


def test_examples_fill_every_text() -> None:
    ours = [code for code in entries() if OURS.fullmatch(code)]
    unfilled = {code for code in ours if set(entry(code).example) != placeholders(code)}
    assert unfilled == set()
