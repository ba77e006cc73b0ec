"""The workload as a library of ours: 400 facts and 300 rules on 企业, through the models people's files go through."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from benchmarks.single.workload import (
    Answers,
    AtLeast,
    Every,
    Expression,
    Fact,
    Judge,
    Opposite,
    Some,
    Test,
    Value,
    Verdict,
    Workload,
)
from judge.diagnostics import Position, Problems
from judge.evaluate.kleene import Kleene
from judge.evaluate.world import Node, World
from judge.expr.written import Location
from judge.judging import Compiled, judge
from judge.judging.outcomes import formulas_of
from judge.model.rule import RuleFileModel
from judge.model.standard import StandardModel
from judge.model.visit import ROOT_ID, VisitModel
from judge.model.vocabulary import VocabularyModel
from judge.resolve.resolved import ROOT_TYPE, Library
from judge.resolve.rules import WrittenLibrary, WrittenRules, resolve_library
from judge.resolve.source import Source
from judge.resolve.visit import ResolvedVisit, resolve_visit
from judge.values.knowledge import Knowledge
from judge.values.number import point, simplest
from judge.verdict.verdict import Outcome

STANDARD = "workload"
DAY = "2026-11-23"
VERDICTS: dict[Outcome, Verdict] = {Outcome.MAJOR: True, Outcome.CLEAR: False, Outcome.UNDETERMINED: None}
_KINDS = {"bool": "是否", "number": "数值", "choice": "单选"}
_YES, _NO = frozenset({"是"}), frozenset({"否"})


class UnusableError(Exception):
    """Our own files of the workload have errors: the benchmark is broken."""


def truths(given: Workload) -> Judge:
    """Kleene's truth of every rule's hazard, from plain answers: no targets, no exactness, nothing missing is told."""
    of_node = _truths_of_node(given)
    return lambda answers: of_node(_node(answers))


def truths_of_built(given: Workload) -> Callable[[Answers], Callable[[], list[Verdict]]]:
    """As `truths`, the world being there already."""
    of_node = _truths_of_node(given)

    def prepared(answers: Answers) -> Callable[[], list[Verdict]]:
        node = _node(answers)
        return lambda: of_node(node)

    return prepared


def judgements(given: Workload) -> Callable[[Answers], Callable[[], list[Verdict]]]:
    """Whole judging of a resolved visit, with exact outcomes and the missing facts of each, without reasons and cures."""
    library = library_of(given)
    compiled = Compiled(library)

    def prepared(answers: Answers) -> Callable[[], list[Verdict]]:
        visit = _resolved(_written(answers), library)
        return lambda: _judged(visit, library, compiled)

    return prepared


def whole(given: Workload) -> Judge:
    """As `judgements`, with validating and resolving the visit."""
    library = library_of(given)
    compiled = Compiled(library)
    return lambda answers: _judged(_resolved(_written(answers), library), library, compiled)


def _truths_of_node(given: Workload) -> Callable[[Node], list[Verdict]]:
    library = library_of(given)
    kleene, day = Kleene(), date.fromisoformat(DAY).toordinal()
    compiled = [kleene.compile(formulas_of(rule).hazard) for rule in library.rules]

    def judge_node(node: Node) -> list[Verdict]:
        world = World(node, {node.id: node}, library.types, day)
        return [truth(world, node, node) for truth in compiled]

    return judge_node


def _node(answers: Answers) -> Node:
    return Node(ROOT_ID, ROOT_TYPE, None, {name: _known(value) for name, value in answers.items()})


def _known(value: Value) -> Knowledge:
    if isinstance(value, bool):
        return _YES if value else _NO
    return frozenset({value}) if isinstance(value, str) else point(simplest(Fraction(value)))


def _judged(visit: ResolvedVisit, library: Library, compiled: Compiled) -> list[Verdict]:
    judgement = judge(visit, library, explain=False, compiled=compiled)
    return [VERDICTS[verdict.outcome] for verdict in judgement.verdicts]


def _written(answers: Answers) -> dict[str, object]:
    """The visit as its file would say it."""
    return {
        "检查": {"编号": "一次检查", "类型": "行政检查", "日期": DAY},
        "企业": {"名称": "某企业"},
        "答案": {ROOT_ID: {name: _text(value) for name, value in answers.items()}},
    }


def _resolved(written: dict[str, object], library: Library) -> ResolvedVisit:
    problems = Problems()
    visit = resolve_visit(Source(VisitModel.model_validate(written), _nowhere), library, problems)
    _must_be_clean(problems)
    return visit


def library_of(given: Workload) -> Library:
    """The resolved library of the workload; rules in the order of the criteria."""
    vocabulary = {
        "对象类型": [{"名称": ROOT_TYPE, "性质": "实物", "含义": "被检查的单位"}],
        "事实": [_fact(fact) for fact in given.facts],
    }
    refs = [f"{number:03d}" for number in range(len(given.criteria))]
    standard = {
        "标准": STANDARD,
        "标题": "三百条",
        "简称": "三百条",
        "文号": "无",
        "发布机关": "无",
        "施行": "2026-01-01",
        "性质": "规范性文件",
        "族": STANDARD,
        "适用范围": "测速",
        "条款数": {"官方": str(len(refs)), "依据": "测速"},
        "条款": [{"编号": ref, "条款": f"第{ref}条"} for ref in refs],
    }
    files = [_rule_file(ref, criterion) for ref, criterion in zip(refs, given.criteria, strict=True)]
    written = WrittenLibrary(
        [Source(VocabularyModel.model_validate(vocabulary), _nowhere)],
        [Source(StandardModel.model_validate(standard), _nowhere)],
        [WrittenRules(STANDARD, ref, Source(file, _nowhere)) for ref, file in zip(refs, files, strict=True)],
        [],
    )
    problems = Problems()
    library = resolve_library(written, problems)
    _must_be_clean(problems)
    return library


def _fact(fact: Fact) -> dict[str, object]:
    written: dict[str, object] = {
        "名称": fact.name,
        "对象": ROOT_TYPE,
        "类型": _KINDS[fact.kind],
        "问题": f"{fact.name}？",
    }
    return {**written, "选项": list(fact.options)} if fact.options else written


def _rule_file(ref: str, criterion: Expression) -> RuleFileModel:
    rule = {
        "编号": f"{STANDARD}/{ref}-{ROOT_TYPE}",
        "标题": f"第{ref}条",
        "对象": ROOT_TYPE,
        "情形": [{"名称": "情形", "当": condition(criterion)}],
        "等级": "重大",
        "整改": "改正",
        "核对": {"日期": DAY, "程度": "官方原文"},
        "用例": [{"名称": "什么都没问", "判定": "待定"}],
    }
    return RuleFileModel.model_validate({"条款": f"第{ref}条", "规则": [rule]})


def condition(expression: Expression) -> object:
    """A criterion as a rule file writes it: a tree whose leaves are lines."""
    match expression:
        case Test("in", fact, values):
            return f"{fact} 属于 [{', '.join(map(_text, values))}]"
        case Test(comparison, fact, (value, *_)):
            return f"{fact} {'=' if comparison == '==' else comparison} {_text(value)}"
        case Opposite(part):
            return {"非": condition(part)}
        case Every(parts):
            return {"全部": [condition(part) for part in parts]}
        case Some(parts):
            return {"任一": [condition(part) for part in parts]}
        case AtLeast(threshold, parts):
            return {"至少": {"数": str(threshold), "其中": [condition(part) for part in parts]}}
        case _:
            raise ValueError(expression)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return value if isinstance(value, str) else repr(value).removesuffix(".0")


def _nowhere(path: Location) -> Position:
    return Position("workload")


def _must_be_clean(problems: Problems) -> None:
    if problems.has_errors:
        raise UnusableError("; ".join(problem.message for problem in problems))
