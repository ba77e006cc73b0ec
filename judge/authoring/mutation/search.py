"""Seeks a case that tells two comparisons of several facts apart, where the prover finds no numbers: a case of the rule with
other numbers put in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from judge.authoring.proof.examples import Data
from judge.expr.formula import Compare, Formula, Not, Ref
from judge.model.rule import CaseModel
from judge.resolve.resolved import Library, Rule
from judge.values.number import Interval, Number, show, simplest

SCALES = (100, 10, 1000, 1)
"""What is tried for the second fact; the first then lies on one of the two limits, or between them."""
_KEPT = ("已知", "对象", "名单完整", "判定日期", "日期", "另一端", "裁定")


def cases_with_numbers(
    before: Formula | None, after: Formula | None, cases: Iterable[CaseModel], rule: Rule, library: Library
) -> Iterator[tuple[Data, list[str]]]:
    """Cases with numbers on both sides of two comparisons of the same two facts, and the answers that were put in."""
    first, second = _bare(before), _bare(after)
    if not isinstance(first, Compare) or not isinstance(second, Compare) or len(first.terms) != 2:
        return
    if [ref for ref, _ in first.terms] != [ref for ref, _ in second.terms]:
        return
    for case in cases:
        for numbers in _numbers(first, second):
            answers = [(ref, f"{show(value)} {library.facts[ref.fact].unit}".strip()) for ref, value in numbers]
            known = _with_answers(case.known, answers, rule)
            written = case.model_dump(mode="json", by_alias=True, exclude_unset=True)
            data: Data = {key: written[key] for key in _KEPT if key in written}
            data["已知"] = known
            yield data, [f"{name} = {value}" for name, value in known.items()]


def _bare(formula: Formula | None) -> Formula | None:
    return formula.part if isinstance(formula, Not) else formula


def _numbers(first: Compare, second: Compare) -> Iterator[tuple[tuple[Ref, Number], ...]]:
    (ref, _), (other, _) = first.terms
    for scale in SCALES:
        edges = [_edge(first, scale), _edge(second, scale)]
        middle = (edges[0] + edges[1]) / 2
        for value in dict.fromkeys((*edges, middle, Fraction(int(middle)), *(edge + 1 for edge in edges))):
            if _fits(value, ref) and _fits(Fraction(scale), other):
                yield (ref, simplest(value)), (other, scale)


def _edge(test: Compare, scale: int) -> Fraction:
    """The first fact's value at which the test turns, for a value of the second."""
    (_, factor), (_, other) = test.terms
    return (Fraction(test.limit) - Fraction(other) * scale) / factor


def _fits(value: Fraction, ref: Ref) -> bool:
    assert isinstance(ref.domain, Interval)
    return value in ref.domain and (value.denominator == 1 or not ref.whole)


def _with_answers(known: dict[str, object], answers: list[tuple[Ref, str]], rule: Rule) -> dict[str, object]:
    changed = dict(known)
    for ref, value in answers:
        carrier, _, name = ref.fact.partition(".")
        changed.pop(ref.fact, None)
        changed.pop(name, None)
        changed[name if carrier == rule.object_type else ref.fact] = value
    return changed
