"""Finds the wrong versions of rules that no case of theirs would notice, each with the smallest case that would."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import yaml

from judge.authoring.cases import OUTCOMES
from judge.authoring.listing import Bench
from judge.authoring.mutation.mutants import Mutant, mutants_of
from judge.authoring.mutation.search import cases_with_numbers
from judge.authoring.mutation.trials import Trial, trial_of
from judge.authoring.mutation.words import KINDS, TEXTS, Wording
from judge.authoring.proof.examples import Data, Teller
from judge.authoring.proof.proving import Example, Prover, UndecidedError
from judge.evaluate.kleene import Kleene
from judge.expr.formula import FALSE, Formula
from judge.expr.written import Location
from judge.judging.outcomes import RuleFormulas, formulas_of
from judge.model.rule import CaseModel, RuleModel
from judge.resolve.resolved import Library, Rule, Standard
from judge.resolve.source import Source

CONFIRMED, GENERATED = "核对", "生成"
_OUTCOME_NAMES = {code: name for name, code in OUTCOMES.items()}


@dataclass(frozen=True, slots=True)
class Survivor:
    """A wrong version of a rule that all cases let pass, and the case that would notice it."""

    place: str
    kind: str
    """The Chinese name of the kind of change."""
    change: str
    """What was changed, in Chinese."""
    situation: tuple[str, ...]
    """The concrete case, line by line, in Chinese; empty where none was found."""
    right: str
    """What the rule says of it (Chinese outcome), and what the wrong version would."""
    wrong: str
    case: str
    """The 用例, one line, ready to paste; empty where none was found."""


@dataclass(frozen=True, slots=True)
class RuleMutation:
    """How the cases of one rule fared against its wrong versions."""

    rule: str
    source: str
    cases: int
    """Cases that count: confirmed by a person."""
    mutants: int
    killed: int
    equivalent: int
    """Proven to mean the same as the rule."""
    survivors: tuple[Survivor, ...]

    @property
    def left_out(self) -> int:
        """How many were not tried because of a limit."""
        return self.mutants - self.killed - self.equivalent - len(self.survivors)


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums over rules."""

    rules: int
    mutants: int
    killed: int
    equivalent: int
    survivors: int
    left_out: int


def totals_of(found: Sequence[RuleMutation]) -> Totals:
    """The sums over what was found of each rule."""
    return Totals(
        rules=len(found),
        mutants=sum(rule.mutants for rule in found),
        killed=sum(rule.killed for rule in found),
        equivalent=sum(rule.equivalent for rule in found),
        survivors=sum(len(rule.survivors) for rule in found),
        left_out=sum(rule.left_out for rule in found),
    )


def rules_under(library: Library, prefix: str) -> list[Rule]:
    """The rules whose id begins with a prefix."""
    return [rule for rule in library.rules if rule.id.startswith(prefix)]


def mutate_rule(rule: Rule, bench: Bench, library: Library, limit: int | None = None) -> RuleMutation:
    """Try every wrong version of a rule, or so many of them, evenly chosen."""
    return _Mutation(rule, bench, library).run(limit)


def day_of(standard: Standard) -> int:
    """The day on which cases without a date are judged."""
    if standard.repealed_from is not None:
        return standard.repealed_from - 1
    return max(datetime.date(2026, 11, 23).toordinal(), standard.in_force_from)


class _Mutation:
    """One rule with its cases."""

    def __init__(self, rule: Rule, bench: Bench, library: Library) -> None:
        self._rule, self._library = rule, library
        self._kleene = Kleene()
        self._model, self._source, self._path = _written(bench, rule)
        cases = [case for case in self._model.cases if case.source == CONFIRMED]
        trials = (self._trial(case) for case in cases)
        self._trials = [trial for trial in trials if trial is not None]
        self._count = len(cases)
        self._day = day_of(library.standards[rule.standard])
        self._prover, self._teller = Prover(library, self._day), Teller(library)
        self._wording = Wording(library, rule.object_type)
        formulas = formulas_of(rule)
        self._formulas = formulas
        self._truths = {id(trial): trial.truth(formulas) for trial in self._trials if trial.concerns_seen}
        self._facets = {id(trial): trial.facets(rule, formulas) for trial in self._trials}

    def _trial(self, case: CaseModel) -> Trial | None:
        return trial_of(case, self._rule, self._library, self._source, self._path, self._kleene)

    def run(self, limit: int | None) -> RuleMutation:
        """The mutants of the rule, tried."""
        mutants = mutants_of(self._rule, self._library)
        tried = mutants if limit is None or limit >= len(mutants) else _spread(mutants, limit)
        killed = equivalent = 0
        survivors = []
        for mutant in tried:
            formulas = formulas_of(mutant.rule)
            if self._is_killed(mutant, formulas):
                killed += 1
                continue
            survivor = self._survivor(mutant, formulas)
            if survivor is None:
                equivalent += 1
            else:
                survivors.append(survivor)
        rule = self._rule
        return RuleMutation(rule.id, rule.source, self._count, len(mutants), killed, equivalent, tuple(survivors))

    def _is_killed(self, mutant: Mutant, formulas: RuleFormulas) -> bool:
        """Whether some case comes out otherwise. What killed last is asked first."""
        for number, trial in enumerate(self._trials):
            if trial.concerns_seen and trial.truth(formulas) is not self._truths[id(trial)]:
                self._trials.insert(0, self._trials.pop(number))
                return True
        return any(trial.facets(mutant.rule, formulas) != self._facets[id(trial)] for trial in self._trials)

    def _survivor(self, mutant: Mutant, formulas: RuleFormulas) -> Survivor | None:
        """The survivor with the case that kills it; None if it is proven to mean the same."""
        same = True
        for first, second in self._pairs(formulas):
            if first == second:
                continue
            try:
                found = self._prover.difference(first, second, self._rule.object_type)
            except UndecidedError:
                same = False
                continue
            for example in sorted((e for e in found if e is not None), key=_size):
                same = False
                own = self._own(example)
                data, lines = self._teller.case(own, self._rule.object_type), self._teller.lines(own)
                if told := self._told(mutant, formulas, data, lines):
                    return told
        return None if same else self._sought(mutant, formulas)

    def _own(self, example: Example) -> Example:
        """The example with facts that are asked per clause called as in the rule file."""
        clause = f"@{self._rule.standard}/{self._rule.clause}"
        return replace(example, given=tuple(replace(g, key=g.key.removesuffix(clause)) for g in example.given))

    def _sought(self, mutant: Mutant, formulas: RuleFormulas) -> Survivor:
        """The survivor, with a case of other numbers if one kills it; one that is decided, if there is one."""
        cases = [trial.case for trial in self._trials]
        undecided: Survivor | None = None
        for data, lines in cases_with_numbers(mutant.before, mutant.after, cases, self._rule, self._library):
            told = self._told(mutant, formulas, data, lines)
            if told is not None and told.right != _OUTCOME_NAMES["undetermined"]:
                return told
            undecided = undecided or told
        return undecided or self._untold(mutant)

    def _pairs(self, formulas: RuleFormulas) -> Iterator[tuple[Formula, Formula]]:
        """Formulas that must mean the same: when the rule yields its level, and when each situation counts."""
        yield self._formulas.hazard, formulas.hazard
        changed = {situation.name: formula for situation, formula in formulas.situations}
        for situation, formula in self._formulas.situations:
            yield formula, changed.get(situation.name, FALSE)

    def _told(self, mutant: Mutant, formulas: RuleFormulas, given: Data, lines: list[str]) -> Survivor | None:
        """The survivor with a case, if the case is seen to tell the two apart."""
        data: Data = {"名称": mutant.told(self._wording), **given}
        trial = self._trial(CaseModel.model_validate({**data, "判定": "未查"}))
        if trial is None:
            return None
        right = trial.facets(self._rule, self._formulas, whole=True)
        wrong = trial.facets(mutant.rule, formulas, whole=True)
        if right == wrong:
            return None
        data["判定"] = _OUTCOME_NAMES[right.outcome]
        if right.situations:
            data["情形"] = list(right.situations)
        data["来源"] = GENERATED
        return replace(
            self._untold(mutant),
            situation=tuple(lines),
            right=_told_outcome(right.outcome, right.situations),
            wrong=_told_outcome(wrong.outcome, wrong.situations),
            case=case_line(data),
        )

    def _untold(self, mutant: Mutant) -> Survivor:
        change = mutant.change(self._wording)
        return Survivor(mutant.place, KINDS[mutant.kind], change, (), "", "", "")


def _told_outcome(outcome: str, situations: tuple[str, ...] | None) -> str:
    name = _OUTCOME_NAMES[outcome]
    return TEXTS["outcome"].format(outcome=name, situations="、".join(situations)) if situations else name


def case_line(data: Data) -> str:
    """A 用例 as one line of YAML, to be pasted under 用例.

    >>> case_line({"名称": "九人", "已知": {"人数": "9 人"}, "判定": "重大"})
    '- {名称: 九人, 已知: {人数: 9 人}, 判定: 重大}'
    """
    text = yaml.dump(data, Dumper=_Plain, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10**6)
    return f"- {text.strip()}"


class _Plain(yaml.SafeDumper):
    """Never uses anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _size(example: Example) -> tuple[int, int]:
    return len(example.given) + len(example.readings), len(example.objects)


def _spread(mutants: list[Mutant], limit: int) -> list[Mutant]:
    return [mutants[number * len(mutants) // limit] for number in range(limit)]


def _written(bench: Bench, rule: Rule) -> tuple[RuleModel, Source[object], Location]:
    """The rule as its file has it, that file, and where in it the rule stands."""
    for file in reversed(bench.written.rules):
        for index, model in enumerate(file.source.model.rules):
            if model.id == rule.id:
                return model, file.source, ("规则", index)
    raise KeyError(rule.id)
