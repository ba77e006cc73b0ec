"""The papers that the page writes are those that `panding judge … -o x.html --paper …` writes, to the letter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from checklists.page.packing import pack
from checklists.page.paper_words import paper_words
from checklists.records.papers import paper
from checklists.visits import opened_visit
from judge.diagnostics import Problems, render
from judge.judging import Compiled, Judgement, judge
from judge.judging.output import judgement_to_json
from judge.library import SHIPPED, read_library
from judge.resolve.resolved import Library
from tests.page.twin import run_module
from tests.records.conftest import LAYER, OWN_LAYER, ROOT
from tests.reporting.conftest import VISIT

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
KINDS = ("working", "outward")

HOSTILE = "<img src=x onerror=alert(1)>\"'&{name}{{ 7 }}</style><script>alert(2)</script>"


def fed(name: str, judgement: Judgement) -> dict[str, Any]:
    """A judgement as page/tests/papers.ts reads it."""
    visit = judgement.visit
    return {
        "name": name,
        "kinds": KINDS,
        "judgement": judgement_to_json(judgement),
        "judgedOn": visit.judged_on,
        "objects": [{"id": o.id, "type": o.type, "name": o.name, "parent": o.parent} for o in visit.objects],
        "answers": [
            {
                "object": a.object,
                "key": a.key,
                "noneBecause": a.none_because,
                "due": a.due,
                "declared": a.declared,
                "sampled": a.sampled,
                "note": a.note,
                "evidence": a.evidence,
                "by": a.by,
                "at": a.at,
                "bulk": a.bulk,
                "carriedOver": a.carried_over,
            }
            for a in visit.answers
        ],
        "names": list(visit.names.items()),
    }


def judged(path: Path, library: Library, compiled: Compiled) -> Judgement:
    problems = Problems()
    opened = opened_visit(path, library, problems)
    assert opened is not None, render(problems)
    return judge(opened.visit, library, compiled=compiled)


def papers_of(judgements: dict[str, Judgement], library: Library, folder: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """By name and kind: the paper of Python, and that of the page."""
    given = {
        "words": paper_words(),
        "library": pack(library),
        "visits": [fed(name, judgement) for name, judgement in judgements.items()],
    }
    written = run_module("tests/papers.ts", given, folder)
    return {
        (name, kind): (paper(kind, judgement, library), written[name][kind])
        for name, judgement in judgements.items()
        for kind in KINDS
    }


@pytest.fixture(scope="module")
def examples(library: Library, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], tuple[str, str]]:
    """The papers of all examples."""
    compiled = Compiled(library)
    judgements = {path.stem: judged(path, library, compiled) for path in EXAMPLES}
    return papers_of(judgements, library, tmp_path_factory.mktemp("examples"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", [path.stem for path in EXAMPLES])
def test_papers_of_the_examples_are_the_same(name: str, kind: str, examples: dict[tuple[str, str], tuple[str, str]]) -> None:
    python, page = examples[name, kind]
    assert page == python
