"""Laws that hold of every judgement, tried on random libraries and visits against brute force over all completions.

Seeds are fixed. With the environment variable PANDING_LONG=1 many more are tried; PANDING_FROM shifts the first seed.
"""

from __future__ import annotations

import functools
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from judge.judging import Judgement, judge
from judge.judging.output import plain
from tests.judging.adding import additions
from tests.judging.changes import cures_clear, groups_are_the_surplus
from tests.judging.claims import (
    Claim,
    against,
    kleene_never_contradicts,
    outcome_is_exact,
    reasons_are_minimal,
    relevant_is_exact,
    sets_settle,
    situations_are_exact,
)
from tests.judging.generate import Case, complete, generated, with_data
from tests.judging.known import KNOWN
from tests.judging.study import HIT, NO, OPEN, Study, class_of

LONG = os.environ.get("PANDING_LONG") == "1"
FIRST = int(os.environ.get("PANDING_FROM", "0"))
SEEDS = {"rules": 4_000, "elements": 800, "small": 4_000} if LONG else {"rules": 130, "elements": 30, "small": 130}
BATCH = 10
BATCHES = [(profile, first) for profile, number in SEEDS.items() for first in range(FIRST, FIRST + number, BATCH)]
Law = Callable[[Case], Iterator[str]]


@functools.lru_cache(maxsize=None if not LONG else 2 * BATCH)
def study_of(profile: str, seed: int) -> Study | None:
    """The case of a seed with its judgement; None where the resolver refuses the library."""
    case = generated(seed, profile)
    return None if case is None else Study(case)


def _try(name: str, law: Callable[[Study], Iterator[str]], profile: str, first: int) -> None:
    known, told, idle = KNOWN.get(name, {}), [], []
    for seed in range(first, first + BATCH):
        study = study_of(profile, seed)
        faults = [] if study is None else list(law(study))
        if faults and study is not None and study.case.name not in known:
            told.append("\n".join([str(study.case), *faults]))
        if not faults and f"{profile}/{seed}" in known:
            idle.append(f"{profile}/{seed} is listed in known.py in vain")
    assert not told, "\n\n".join(told)
    assert not (LONG and idle), idle


CLAIMS: list[Claim] = [
    outcome_is_exact,
    situations_are_exact,
    kleene_never_contradicts,
    relevant_is_exact,
    sets_settle,
    reasons_are_minimal,
    cures_clear,
    groups_are_the_surplus,
]


@pytest.mark.parametrize(("profile", "first"), BATCHES)
@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.__name__)
def test_every_verdict_agrees_with_all_completions(claim: Claim, profile: str, first: int) -> None:
    _try(claim.__name__, lambda study: against(study, claim), profile, first)


def _settled(judgement: Judgement) -> dict[tuple[str, str | None, str | None, str | None], str]:
    return {(v.rule, v.object, v.parent, v.roster): class_of(v.outcome) for v in judgement.verdicts}


def _unsettled(study: Study) -> Iterator[str]:
    """What a chain of additions takes back."""
    case, before = study.case, _settled(study.judgement)
    if study.judgement.summary.disagreements:
        return
    for kind, further in additions(case, 0, 4):
        judgement = judge(further.visit, further.library, explain=False)
        if judgement.summary.disagreements:
            return
        after = _settled(judgement)
        told = f"{kind}: {case.data} → {further.data} {further.files.rulings}"
        yield from (
            f"{place} was {found}, is {after[place]} by {told}"
            for place, found in before.items()
            if found != OPEN and after.get(place, found) != found
        )
        seen = {made.id for made in case.visit.objects}
        for made in further.visit.objects:
            places = [p for p, c in before.items() if c == NO and p[1] is None and p[2:] == (made.parent, made.type)]
            for rule, *_ in places if made.id not in seen else ():
                if after.get((rule, made.id, None, None), NO) != NO:
                    yield f"{rule} was certain of the unseen, not of {made.id} by {told}"
        case, before = further, after


@pytest.mark.parametrize(("profile", "first"), BATCHES)
def test_settled_is_final_under_every_kind_of_adding(profile: str, first: int) -> None:
    _try("settled", _unsettled, profile, first)


def _shuffled(study: Study) -> Iterator[str]:
    """What differs if everything is written in another order."""
    case = study.case
    rng = random.Random(case.name)
    data = {
        key: _in_other_order(value, rng) if key in ("对象", "名单", "答案") else value
        for key, value in case.data.items()
    }
    files = replace(case.files, rules=_in_other_order(case.files.rules, rng))
    other = with_data(case, data, files)
    first, second = study.judgement, judge(other.visit, other.library)
    for part in ("scope", "verdicts", "summary"):
        told = [json.dumps(plain(getattr(j, part)), ensure_ascii=False, sort_keys=True) for j in (first, second)]
        if told[0] != told[1]:
            yield f"{part}: {told[0]}\n{told[1]}"
    if case.visit.digest != other.visit.digest:
        yield "digests of the answers differ"


def _in_other_order(value: Any, rng: random.Random) -> Any:
    if isinstance(value, dict):
        keys = rng.sample(list(value), len(value))
        return {key: _in_other_order(value[key], rng) for key in keys}
    if isinstance(value, list) and value and isinstance(value[0], dict | tuple):
        return rng.sample(value, len(value))
    return value


@pytest.mark.parametrize(("profile", "first"), BATCHES)
def test_order_of_writing_changes_nothing(profile: str, first: int) -> None:
    _try("order", _shuffled, profile, first)


def _not_plain(study: Study) -> Iterator[str]:
    """Where the fast pass on a complete visit differs from the plain meaning."""
    whole = Study(complete(study.case))
    for target in whole.targets:
        space = target.space(target.formulas.hazard)
        truths = space.truths(target.formulas.hazard, target.at(space))
        quick = whole.exact.quick(target.formulas.hazard, target.node)
        told = HIT if quick else NO if target.rule.text_complete else class_of(target.verdict.outcome)
        if len(truths) == 1 and (truths != {quick} or class_of(target.verdict.outcome) != told):
            yield f"{target.verdict.rule} {target.verdict.object}: {truths}, fast {quick}, {target.verdict.outcome}"


@pytest.mark.parametrize(("profile", "first"), BATCHES)
def test_complete_visits_have_their_plain_meaning(profile: str, first: int) -> None:
    _try("plain", _not_plain, profile, first)


_PRINT_DIGEST = """
import hashlib, json
from judge.judging import judge
from judge.judging.output import judgement_to_json
from tests.judging.generate import generated
found = hashlib.sha256()
for profile in ("rules", "elements", "small"):
    for case in filter(None, (generated(seed, profile) for seed in range(25))):
        data = judgement_to_json(judge(case.visit, case.library))
        found.update(json.dumps(data, ensure_ascii=False).encode())
print(found.hexdigest())
"""


def test_every_process_writes_the_same_bytes() -> None:
    root = Path(__file__).resolve().parents[2]
    found = {
        subprocess.run(
            [sys.executable, "-c", _PRINT_DIGEST],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            check=True,
        ).stdout
        for hash_seed in ("1", "2")
    }
    assert len(found) == 1


@pytest.mark.parametrize("profile", list(SEEDS))
def test_resolver_refuses_few_of_the_libraries(profile: str) -> None:
    refused = sum(study_of(profile, seed) is None for seed in range(FIRST, FIRST + min(200, SEEDS[profile])))
    assert refused < 0.4 * min(200, SEEDS[profile])
