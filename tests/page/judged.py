"""Visit documents judged here and by the page's judge, in one form that can be compared."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from checklists.page.packing import pack
from checklists.page.phrases import words
from judge.diagnostics import Position, Problems, Severity
from judge.expr.written import Location
from judge.judging import Compiled, Judgement, judge
from judge.judging.constraints import check_constraints
from judge.judging.output import plain
from judge.judging.selection import Target
from judge.model.visit import VisitModel
from judge.resolve.resolved import Library, Ruling
from judge.resolve.source import Source
from judge.resolve.visit import resolve_visit
from tests.page.twin import SCRIPT, node_executable

Job = Mapping[str, Any]
Found = dict[str, Any]


def with_library(library: Library) -> str:
    """The line that gives the page's judge a library."""
    return json.dumps({"library": pack(library), "words": pack(words())}, ensure_ascii=False)


def visit_job(document: Mapping[str, Any], *, explain: bool = True, own: Mapping[str, Any] | None = None) -> Found:
    """A document to judge; with `own`, only one target: `rule`, `object`, `isUnseen`."""
    return {"document": document, "explain": explain, "own": own, "rulings": None}


def with_rulings(job: Job, rulings: Mapping[str, Ruling]) -> Found:
    """The job under other rulings."""
    fields = ("reading", "option", "number", "date", "by")
    return {**job, "rulings": {key: {name: getattr(each, name) for name in fields} for key, each in rulings.items()}}


def on_the_page(lines: Iterable[str | Job], folder: Path) -> Iterator[Any]:
    """What the page's judge finds of each job among the lines."""
    path = folder / "jobs.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for line in lines:
            file.write((line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)) + "\n")
    command = [node_executable(), str(Path(__file__).with_name("judge.mjs")), str(SCRIPT), str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        yield from map(json.loads, process.stdout)
    assert process.returncode == 0


def here(job: Job, library: Library, compiled: Compiled | None = None) -> Found:
    """What this judge finds of a job, in the same form."""
    if job["rulings"] is not None:
        library = replace(library, rulings={name: Ruling(**each) for name, each in job["rulings"].items()})
    problems = Problems()
    visit = resolve_visit(Source(VisitModel.model_validate(job["document"]), _place), library, problems)
    check_constraints(visit, library, _place, problems)
    told = [_problem(problem) for problem in dict.fromkeys(problems.found)]
    if problems.has_errors:
        return {"problems": told}
    judgement = judge(visit, library, explain=job["explain"], compiled=compiled, only=_only(job["own"]))
    return {"problems": told, "digest": visit.digest, **_judged(judgement)}


def _judged(judgement: Judgement) -> Found:
    summary = {
        **plain(judgement.summary),
        "effective": dict(sorted(Counter(str(verdict.effective) for verdict in judgement.verdicts).items())),
    }
    found = {"verdicts": judgement.verdicts, "observations": judgement.observations}
    return {**plain(found), "summary": summary}


def _place(path: Location) -> Position:
    return Position(json.dumps(list(path), ensure_ascii=False))


def _problem(problem: Any) -> list[Any]:
    path = json.loads(problem.position.path)
    return [problem.code, path, problem.message, problem.remedy, problem.severity is Severity.ERROR]


def _only(own: Mapping[str, Any] | None) -> Callable[[Target], bool] | None:
    if own is None:
        return None

    def wanted(target: Target) -> bool:
        if target.rule.id != own["rule"]:
            return False
        return (
            target.parent is not None if own["isUnseen"] else target.node.id == own["object"] and target.parent is None
        )

    return wanted


def difference(ours: Any, theirs: Any, path: str = "") -> str | None:
    """Where two findings first differ; None if nowhere."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        if ours.keys() != theirs.keys():
            return f"{path}: {sorted(ours)} / {sorted(theirs)}"
        inner = ((f"{path}.{key}", ours[key], theirs[key]) for key in ours)
    elif isinstance(ours, list) and isinstance(theirs, list):
        if len(ours) != len(theirs):
            return f"{path}: {len(ours)} / {len(theirs)}: {ours[:3]} / {theirs[:3]}"
        inner = ((f"{path}[{n}]", a, b) for n, (a, b) in enumerate(zip(ours, theirs, strict=True)))
    else:
        return None if ours == theirs and type(ours) is type(theirs) else f"{path}: {ours!r} / {theirs!r}"
    return next((found for at, a, b in inner if (found := difference(a, b, at)) is not None), None)
