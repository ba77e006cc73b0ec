"""The reporting tests' library and visit, with further standards over them: a law, one of the editors' own making, and one
that reserves its conclusions to a panel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checklists.records.papers import paper
from checklists.visits import opened_visit
from judge.diagnostics import Problems, render
from judge.judging import Judgement, judge
from judge.library import SHIPPED, read_library
from judge.resolve.resolved import Library
from judge.verdict.verdict import Verdict
from tests.records.reading import Page
from tests.reporting.conftest import LAYER, VISIT

OWN_LAYER = Path(__file__).parent / "layer"
ROOT = Path(__file__).resolve().parents[2]

Judged = Callable[..., Judgement]
Papers = Callable[[Judgement, str], Page]


@pytest.fixture(scope="session")
def records_library() -> Library:
    """The shipped library with both layers over it."""
    problems = Problems()
    found = read_library([SHIPPED, LAYER, OWN_LAYER], problems)
    assert found is not None, render(problems)
    return found


@pytest.fixture
def judged(tmp_path: Path, records_library: Library) -> Judged:
    """Judges the tests' visit within all four standards, some of its text replaced and more text at its end."""

    def go(*replacements: tuple[str, str], more: str = "") -> Judgement:
        text = VISIT.read_text(encoding="utf-8")
        for old, new in (("  标准: ceshi\n", "  标准: [ceshi, cefa, jianyi, danwei]\n"), *replacements):
            assert old in text, old
            text = text.replace(old, new)
        place = tmp_path / "visit.yaml"
        place.write_text(text + more, encoding="utf-8")
        problems = Problems()
        opened = opened_visit(place, records_library, problems)
        assert opened is not None, render(problems)
        return judge(opened.visit, records_library)

    return go


@pytest.fixture
def papers(records_library: Library) -> Papers:
    """Writes one of the papers of a judgement."""
    return lambda judgement, kind: Page(paper(kind, judgement, records_library))


@pytest.fixture
def working(judged: Judged, papers: Papers) -> Page:
    """The working paper of the tests' visit."""
    return papers(judged(), "working")


@pytest.fixture
def outward(judged: Judged, papers: Papers) -> Page:
    """The outward record of the tests' visit."""
    return papers(judged(), "outward")


def verdict_of(judgement: Judgement, rule: str, object_id: str) -> Verdict:
    """One verdict."""
    return next(v for v in judgement.verdicts if (v.rule, v.object) == (rule, object_id))


def opinion(verdict: Verdict, conclusion: str, *, kind: str = "原文已核", step: str = "检查人员意见") -> str:
    """A line under 意见, on the verdict as it is now."""
    return (
        f"  - {{规则: {verdict.rule}, 对象: {verdict.object}, 意见: {conclusion}, 种类: {kind}, 层级: {step}, 人: 乙, "
        f"理由: 查了官方原文, 日期: 2026-03-02, 规则摘要: {verdict.rule_digest}, 依据摘要: {verdict.grounds_digest}}}\n"
    )
