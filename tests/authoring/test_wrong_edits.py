"""Two hundred wrong edits of shipped rules, drawn by seed: nearly all are noticed by the files' check or the rules' own cases."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from judge.authoring.cases import run_case
from judge.authoring.lint.objects import looks_at_its_object
from judge.authoring.listing import Bench, opened_bench
from judge.authoring.mutation.mutation import day_of
from judge.authoring.mutation.trials import Facets, Trial, trial_of
from judge.authoring.proof.proving import Prover, UndecidedError
from judge.diagnostics import Position, Problems
from judge.evaluate.kleene import Kleene
from judge.expr.formula import FALSE
from judge.judging.outcomes import RuleFormulas, formulas_of
from judge.library import SHIPPED
from judge.model.rule import RuleFileModel
from judge.resolve.resolved import Library, Rule
from judge.resolve.rules import resolve_library
from judge.resolve.source import Source
from judge.resolve.written import WrittenRules
from tests.authoring.edits import Edit, edits_of

SEED, DRAWN, WANTED = 20260101, 200, 0.95
KINDS = {"门槛", "比较号", "且或", "漏除外", "漏情形", "单位", "对象", "条款", "漏非", "上级", "选项"}


class Inspection:
    """Says who would notice an edit. Only what it touches is resolved anew, and only the edited rule's cases are judged."""

    def __init__(self, bench: Bench, library: Library) -> None:
        self._written, self._library = bench.written, library
        self._files = {model.id: file for file in bench.written.rules for model in file.source.model.rules}
        self._models = {model.id: model for file in bench.written.rules for model in file.source.model.rules}
        self._elements = [f for f in bench.written.rules if any(m.level == "要素" for m in f.source.model.rules)]
        self._kleene = Kleene()
        self._trials: dict[str, list[tuple[Trial, Facets]]] = {}

    def edits(self) -> dict[str, list[Edit]]:
        """Every edit of every shipped rule, by kind."""
        found: dict[str, list[Edit]] = {}
        for file in self._written.rules:
            data = file.source.model.model_dump(by_alias=True, exclude_unset=True, mode="json")
            for index in range(len(data["规则"])):
                for edit in edits_of(data, index, self._library.standards[file.standard], self._library):
                    found.setdefault(edit.kind, []).append(edit)
        return found

    def verdict(self, edit: Edit) -> str:
        """check, cases, equivalent or missed."""
        file = self._files[edit.rule]
        problems = Problems()
        try:
            model = RuleFileModel.model_validate(edit.file)
        except ValidationError:
            return "check"
        changed = WrittenRules(file.standard, file.ref, Source(model, lambda _: Position("edited.yaml")))
        rule = self._resolved(edit.rule, file, changed, problems)
        if problems.has_errors or rule is None or not looks_at_its_object(rule):  # L026 of `rules check`
            return "check"
        original = self._library.rule_by_id[edit.rule]
        same_object = rule.object_type == original.object_type
        if (same_object and self._quickly_told(rule, original)) or self._told(rule, original):
            return "cases"
        return "equivalent" if same_object and self._is_equal(rule, original) else "missed"

    def _resolved(self, rule_id: str, file: WrittenRules, changed: WrittenRules, problems: Problems) -> Rule | None:
        """The edited rule, resolved with the element rules of its standard where it has to do with them."""
        rules: list[WrittenRules] = [changed]
        text = str(file.source.model)
        if "同因" in text or "same_cause_as='" in text or "'要素': {" in text:
            rules.extend(f for f in self._elements if f.standard == file.standard and f is not file)
        library = resolve_library(replace(self._written, rules=rules, rulings=()), problems)
        return library.rule_by_id.get(rule_id)

    def _quickly_told(self, rule: Rule, original: Rule) -> bool:
        """Whether some case comes out otherwise, by the worlds of the cases kept from earlier edits."""
        formulas = formulas_of(rule)
        return any(trial.facets(rule, formulas) != facets for trial, facets in self._kept_trials(original))

    def _kept_trials(self, rule: Rule) -> list[tuple[Trial, Facets]]:
        if rule.id not in self._trials:
            file, formulas = self._files[rule.id], formulas_of(rule)
            made = [
                trial_of(case, rule, self._library, file.source, (), self._kleene)
                for case in self._models[rule.id].cases
                if case.source == "核对"
            ]
            self._trials[rule.id] = [(t, t.facets(rule, formulas)) for t in made if t is not None]
        return self._trials[rule.id]

    def _told(self, rule: Rule, original: Rule) -> bool:
        """Whether some case comes out otherwise, judged in full."""
        rules = tuple(rule if known is original else known for known in self._library.rules)
        library, file = replace(self._library, rules=rules), self._files[rule.id]
        model = self._models[rule.id]
        return any(
            not run_case(case, rule, library, file.source, (), Problems()).passed
            for case in model.cases
            if case.source == "核对"
        )

    def _is_equal(self, rule: Rule, original: Rule) -> bool:
        """Whether the edit provably changes nothing: neither when the rule hits nor which situations do."""
        prover = Prover(self._library, day_of(self._library.standards[rule.standard]))
        try:
            return all(
                first == second or prover.difference(first, second, rule.object_type) == (None, None)
                for first, second in _pairs(formulas_of(original), formulas_of(rule))
            )
        except UndecidedError:
            return False


def _pairs(original: RuleFormulas, edited: RuleFormulas) -> list[tuple[Any, Any]]:
    changed = {situation.name: formula for situation, formula in edited.situations}
    own = [(formula, changed.get(situation.name, FALSE)) for situation, formula in original.situations]
    return [(original.hazard, edited.hazard), *own]


@pytest.fixture(scope="module")
def inspection() -> Inspection:
    problems = Problems()
    bench = opened_bench([SHIPPED], problems)
    assert bench.library is not None
    return Inspection(bench, bench.library)


def test_unchanged_files_are_noticed_by_nobody(inspection: Inspection) -> None:
    found = inspection.edits()
    edit = found["漏情形"][0]
    file = inspection._files[edit.rule]
    unchanged = replace(edit, file=file.source.model.model_dump(by_alias=True, exclude_unset=True, mode="json"))
    assert inspection.verdict(unchanged) == "equivalent"


def test_of_two_hundred_wrong_edits_nearly_all_are_noticed(inspection: Inspection) -> None:
    by_kind = inspection.edits()
    assert set(by_kind) == KINDS
    draw = random.Random(SEED)
    for edits in by_kind.values():
        draw.shuffle(edits)
    verdicts: Counter[str] = Counter()
    missed, kinds = [], sorted(by_kind)
    while verdicts["check"] + verdicts["cases"] + verdicts["missed"] < DRAWN:
        left = [kind for kind in kinds if by_kind[kind]]
        assert left, "too few edits"
        edit = by_kind[left[verdicts.total() % len(left)]].pop()
        verdict = inspection.verdict(edit)
        verdicts[verdict] += 1
        if verdict == "missed":
            missed.append(f"{edit.rule}　{edit.kind}　{edit.told}")
    noticed = (verdicts["check"] + verdicts["cases"]) / DRAWN
    assert verdicts["cases"] > DRAWN / 2, verdicts
    assert noticed >= WANTED, "\n".join([str(verdicts), *missed])
