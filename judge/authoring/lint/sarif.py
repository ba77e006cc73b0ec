"""Diagnostics as SARIF 2.1.0, the form in which editors and code reviews show what was found beside the line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from judge.authoring.lint.waivers import Waived
from judge.diagnostics import Diagnostic, Position
from judge.diagnostics.catalogue import Entry, entry

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
VERSION = "2.1.0"


def sarif_of(diagnostics: Iterable[Diagnostic], waived: Sequence[Waived], version: str, base: Path) -> dict[str, Any]:
    """One run of SARIF: the rules that told something, and the results; waived ones are suppressed with their reason.

    Paths are relative to `base` where they lie below it.
    """
    told = list(diagnostics)
    codes = sorted({d.code for d in (*told, *(w.diagnostic for w in waived))})
    index = {code: n for n, code in enumerate(codes)}
    results = [_result(d, index, base) for d in told]
    for each in waived:
        suppressed = _result(each.diagnostic, index, base)
        suppressed["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted",
                "justification": f"{each.reason}（{each.date}）",
                "location": {"physicalLocation": _physical(each.place, base)},
            }
        ]
        results.append(suppressed)
    driver = {"name": "panding", "version": version, "rules": [_rule(entry(code)) for code in codes]}
    return {
        "$schema": SCHEMA,
        "version": VERSION,
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {"SRCROOT": {"uri": f"{base.resolve().as_uri()}/"}},
                "results": results,
            }
        ],
    }


def _rule(found: Entry) -> dict[str, Any]:
    return {
        "id": found.code,
        "shortDescription": {"text": found.title},
        "fullDescription": {"text": found.page},
        "defaultConfiguration": {"level": found.severity},
    }


def _result(diagnostic: Diagnostic, index: dict[str, int], base: Path) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": index[diagnostic.code],
        "level": diagnostic.severity.value,
        "message": {"text": f"{diagnostic.message}\n{diagnostic.remedy}"},
    }
    if diagnostic.position is not None:
        result["locations"] = [{"physicalLocation": _physical(diagnostic.position, base)}]
    return result


def _physical(place: Position, base: Path) -> dict[str, Any]:
    found: dict[str, Any] = {"artifactLocation": _artifact(Path(place.path), base)}
    if place.line > 0:
        start = max(place.column, 1)
        found["region"] = {
            "startLine": place.line,
            "startColumn": start,
            "endLine": place.line,
            "endColumn": start + max(place.length, 1),
        }
    return found


def _artifact(path: Path, base: Path) -> dict[str, str]:
    full, root = path.resolve(), base.resolve()
    if full.is_relative_to(root):
        return {"uri": quote(full.relative_to(root).as_posix()), "uriBaseId": "SRCROOT"}
    return {"uri": full.as_uri()}
