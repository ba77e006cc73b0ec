"""The matrix of clauses as text, JSON, a searchable page, or rows for a workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from checklists.authoring_words import STATUSES
from checklists.pages import page
from checklists.rendering import rendered
from checklists.texts import STANDINGS
from judge.authoring.matrix import MatrixRow

Row = tuple[str | int, ...]


def matrix_page(rows: Sequence[MatrixRow]) -> str:
    """The page: counts by standard, then every clause, to be searched and filtered."""
    return page(
        "matrix_page.html.j2",
        rendered("matrix.js.j2"),
        rows=rows,
        standards=_standards(rows),
        statuses=STATUSES,
        standings=STANDINGS,
    )


def _standards(rows: Sequence[MatrixRow]) -> list[dict[str, object]]:
    by_standard: dict[str, list[MatrixRow]] = {}
    for row in rows:
        by_standard.setdefault(row.status.standard, []).append(row)
    return [
        {
            "id": name,
            "title": found[0].standard_title,
            "clauses": len(found),
            "counts": Counter(row.status.status for row in found),
            "rules": sum(len(row.rules) for row in found),
            "cases": sum(len(row.cases) for row in found),
        }
        for name, found in by_standard.items()
    ]


def matrix_tables(rows: Sequence[MatrixRow]) -> dict[str, list[Row]]:
    """The rows of each sheet of the workbook."""
    return {
        "clauses": [_clause(row) for row in rows],
        "rules": [
            (
                row.status.standard,
                row.status.clause,
                r.id,
                r.title,
                r.object_type,
                r.level,
                r.confidence,
                r.facts,
                r.cases,
            )
            for row in rows
            for r in row.rules
        ],
        "facts": [
            (row.status.standard, row.status.clause, f.name, f.kind, f.question, "\n".join(f.rules))
            for row in rows
            for f in row.facts
        ],
        "cases": [
            (row.status.standard, row.status.clause, c.rule, c.name, c.outcome, c.source)
            for row in rows
            for c in row.cases
        ],
    }


def _clause(row: MatrixRow) -> Row:
    status = row.status
    return (
        row.standard_title,
        status.standard,
        status.clause,
        row.address,
        row.topic,
        STATUSES[status.status],
        STANDINGS[status.standing] if status.standing else "",
        status.reason or "",
        "\n".join(status.rules),
        len(row.rules),
        len(row.facts),
        len(row.cases),
    )
