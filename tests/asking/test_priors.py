"""Priors: defaults that sum up to one, files told wrong at their place, and what past visits teach."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.asking.firms import MIXES, firms
from checklists.asking.interview import Interviewer
from checklists.asking.priors import Priors, learned, opened_priors, shipped_priors, written
from checklists.priors_command import priors as command
from judge.diagnostics import Problems
from judge.resolve.given import Answer
from judge.resolve.resolved import Library

EXAMPLE = Path(__file__).parents[2] / "examples" / "die-casting.yaml"


@pytest.fixture(scope="module")
def priors(library: Library) -> Priors:
    """The shipped ones."""
    return shipped_priors(library)


def test_chances_of_every_fact_sum_up_to_one(library: Library, priors: Priors) -> None:
    for fact in library.facts.values():
        keys = [f"{fact.name}∋{option}" for option in fact.options] if fact.kind == "多选" else [fact.name]
        for key in keys:
            if "∋" in key or isinstance(fact.domain, frozenset):
                chances = priors.of_choices(fact, key)
                assert sum(chances.values()) == pytest.approx(1)
                assert all(0 < chance < 1 or len(chances) == 1 for chance in chances.values())


def test_what_makes_a_hazard_is_rare_by_default(library: Library, priors: Priors) -> None:
    seen = priors.of_choices(library.facts["有限空间.警示标志"], "警示标志")
    assert seen["有且有效"] > 0.8
    assert seen["无"] == pytest.approx(seen["有但失效"])


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("事实:\n  企业.工贸业: {是: 0.5, 否: 0.5}\n", "P001", 2),
        ("事实:\n  企业.工贸企业:\n    有: 0.5\n", "P002", 3),
        ("事实:\n  建筑.层数: {一: 0.5}\n", "P002", 2),
    ],
)
def test_faulty_file_is_told_at_its_place(library: Library, tmp_path: Path, text: str, code: str, line: int) -> None:
    path = tmp_path / "先验.yaml"
    path.write_text(text, encoding="utf-8")
    problems = Problems()
    assert opened_priors(path, library, problems) is None
    (problem,) = problems.found
    assert (problem.code, problem.position.line) == (code, line)


def test_shares_beyond_one_are_refused(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "先验.yaml"
    path.write_text("缺省: {范围: 1.5}\n", encoding="utf-8")
    problems = Problems()
    assert opened_priors(path, library, problems) is None
    assert problems.has_errors


def test_past_visits_move_the_priors_and_can_be_read_back(library: Library, priors: Priors, tmp_path: Path) -> None:
    interviewer = Interviewer(library)
    firm = firms(library, interviewer.weigher.priors, MIXES[0], 3, 1, 0.9)
    pits = [each.id for each in firm.full.objects if each.type == "有限空间"]
    answers = tuple(Answer(each, "警示标志", frozenset({"无"})) for each in pits)
    fact = library.facts["有限空间.警示标志"]
    after = learned(priors, [replace(firm.full, answers=answers)])
    before_share, share = priors.of_choices(fact, "警示标志")["无"], after.of_choices(fact, "警示标志")["无"]
    assert share == pytest.approx((len(pits) + 2 * before_share) / (len(pits) + 2), abs=1e-3)
    path = tmp_path / "学来的.yaml"
    path.write_text(written(after), encoding="utf-8")
    again = opened_priors(path, library, Problems())
    assert again is not None
    assert again.model == after.model


def test_command_learns_from_a_visit(tmp_path: Path, library: Library) -> None:
    target = tmp_path / "先验.yaml"
    ran = CliRunner().invoke(command, [str(EXAMPLE), "-o", str(target)])
    assert ran.exit_code == 0, ran.output
    assert opened_priors(target, library, Problems()) is not None


def test_other_priors_change_the_order_and_nothing_else(library: Library, priors: Priors) -> None:
    interviewer = Interviewer(library)
    firm = firms(library, priors, MIXES[1], 3, 1, 0.3)
    visit = firm.at_first
    other = Interviewer(library, learned(priors, [replace(visit, answers=_every_answer(firm.truth, visit))]))
    first, second = interviewer.state(visit), other.state(visit)
    assert set(first.questions) == set(second.questions)
    assert first.verdicts == second.verdicts
    assert first.progress == second.progress


def _every_answer(truth: dict[tuple[str, str], object], visit: object) -> tuple[Answer, ...]:
    known = {each.id for each in visit.objects}  # type: ignore[attr-defined]
    return tuple(Answer(*place, value) for place, value in sorted(truth.items()) if place[0] in known)  # type: ignore[arg-type]
