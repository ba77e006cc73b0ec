"""A visit filled in on the page, interrupted, exported and judged by the command: the same verdicts to the letter."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

import cli
from judge.diagnostics import Problems
from judge.judging import Judgement, judge
from judge.library import read_visit
from judge.resolve.resolved import Library
from judge.verdict.verdict import Outcome
from tests.page.conftest import Watched, Written
from tests.page.filling import Filler
from tests.page.judged import difference

ROOT = Path(__file__).resolve().parents[2]
SHOWN = "() => JSON.stringify(panding.session.judgement.verdicts.map((verdict) => panding.session.explain(verdict)))"


def outcomes(judgement: Judgement) -> Counter[tuple[str, str, str]]:
    """How often which rule comes to what, on objects by their names. Of rosters, which the page asks about only as long as it
    matters, what is settled is left out."""
    return Counter(
        (v.rule, v.object_name or "", str(v.effective))
        for v in judgement.verdicts
        if v.object is not None or v.effective is Outcome.NOT_EXAMINED
    )


@pytest.mark.parametrize(("standard", "name"), [("工贸", "furniture-works"), ("化工", "petrol-station")])
def test_visit_filled_in_is_judged_the_same_by_the_command(
    watched: Watched,
    written: Written,
    library: Library,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    standard: str,
    name: str,
) -> None:
    example = read_visit(ROOT / "examples" / f"{name}.yaml", library, Problems())
    assert example is not None
    page = watched.open(written(standard))
    filler = Filler(page, example, library)
    filler.begin()
    filler.add_objects()
    half = len(example.model.objects) // 2
    for each in ("企业", *(each.id for each in example.model.objects[:half])):
        filler.answer(each)
    page.reload()
    expect(page.get_by_role("banner")).to_contain_text(example.model.enterprise.name)
    filler.settled()
    filler.answer_all()
    filler.close_rosters()
    filler.answer_all()

    shown: Any = json.loads(page.evaluate(SHOWN))
    page.get_by_role("navigation", name="主要页面").get_by_role("link", name="文书").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="存成文件").click()
    exported = tmp_path / "导出.json"
    download.value.save_as(exported)

    assert cli.run(["judge", str(exported), "--format", "json"]) == 0
    judged = json.loads(capsys.readouterr().out)
    assert difference(judged["verdicts"], shown) is None

    again = read_visit(exported, library, Problems())
    assert again is not None
    assert outcomes(judge(again, library)) == outcomes(judge(example, library))
