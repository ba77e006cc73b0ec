"""What the rule author's bench prints: lists, one rule in full, the matrix of clauses, the results of cases."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from checklists.rendering import rendered
from checklists.texts import STANDINGS
from judge.authoring.cases import BASES, LEANS, OUTCOMES, CaseResult
from judge.authoring.cases import STANDINGS as CASE_STANDINGS
from judge.authoring.listing import StandardEntry
from judge.authoring.matrix import ClauseStatus
from judge.judging.output import plain

_CASE_WORDS = {
    what: {code: name for name, code in words.items()}
    for what, words in (("判定", OUTCOMES), ("状态", CASE_STANDINGS), ("不构成因", BASES), ("倾向", LEANS))
}
"""By what a case says: the word of the rule file for each code."""
STATUSES = {"encoded": "已编码", "general": "通则", "not_encoded": "未编码"}


def list_text(standards: Sequence[StandardEntry]) -> str:
    """Standards, each with its rules."""
    return rendered("rules_list.txt.j2", standards=standards, standings=STANDINGS)


def list_json(standards: Sequence[StandardEntry]) -> dict[str, Any]:
    """The list as data."""
    return {"standards": plain(tuple(standards))}


def matrix_text(clauses: Sequence[ClauseStatus]) -> str:
    """Every clause of every standard, and how many are encoded."""
    by_standard: dict[str, list[ClauseStatus]] = {}
    for clause in clauses:
        by_standard.setdefault(clause.standard, []).append(clause)
    return rendered(
        "rules_matrix.txt.j2",
        standards=[
            {"id": name, "cite": _title(found[0]), "clauses": found, "counts": Counter(c.status for c in found)}
            for name, found in by_standard.items()
        ],
        statuses=STATUSES,
        standings=STANDINGS,
    )


def _title(clause: ClauseStatus) -> str:
    return clause.cite.partition("》")[0].removeprefix("《")


def matrix_json(clauses: Sequence[ClauseStatus]) -> dict[str, Any]:
    """The matrix as data."""
    return {"clauses": plain(tuple(clauses))}


def cases_json(results: Sequence[CaseResult]) -> dict[str, Any]:
    """The results of cases as data; only those that failed are told in full."""
    failed = [result for result in results if not result.passed]
    return {
        "cases": len(results),
        "passed": len(results) - len(failed),
        "failed": len(failed),
        "rules": len({result.rule for result in results}),
        "failures": [
            {
                "rule": result.rule,
                "case": result.case,
                "path": result.position.path,
                "line": result.position.line,
                "differences": [
                    {"what": what, "expected": expected, "got": got} for what, expected, got in result.differences
                ],
                "problems": list(result.problems),
            }
            for result in failed
        ],
    }


def cases_text(results: Sequence[CaseResult]) -> str:
    """The failed cases, each with what was expected and what came out, and a line that counts them."""
    failed = [result for result in results if not result.passed]
    return rendered(
        "rules_test.txt.j2",
        failed=[(result, [_difference(*difference) for difference in result.differences]) for result in failed],
        passed=len(results) - len(failed),
        rules=len({result.rule for result in results}),
    )


def _difference(what: str, expected: str, got: str) -> tuple[str, str, str]:
    words = _CASE_WORDS.get(what, {})
    return what, _readable(expected, words), _readable(got, words)


def _readable(value: str, words: Mapping[str, str]) -> str:
    """A value of a case in the words of the rule file."""
    if value.startswith("["):
        try:
            found = ast.literal_eval(value)
        except (ValueError, SyntaxError):
            return value
        return "、".join(words.get(name, name) for name in map(str, found)) or "（没有）"
    return words.get(value, "（没有）" if value == "None" else value)
