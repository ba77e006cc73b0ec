"""Builds libraries and visits from data shaped like the YAML files, through the real models and the real resolver."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from judge.diagnostics import Position, Problems
from judge.expr.written import Location
from judge.judging import Judgement, judge
from judge.model.rule import RuleFileModel
from judge.model.ruling import RulingFileModel
from judge.model.standard import StandardModel
from judge.model.visit import VisitModel
from judge.model.vocabulary import VocabularyModel
from judge.resolve.resolved import Library
from judge.resolve.rules import WrittenLibrary, WrittenRules, resolve_library
from judge.resolve.source import Source
from judge.resolve.visit import ResolvedVisit, resolve_visit
from judge.verdict.verdict import Verdict

Data = dict[str, Any]
STANDARD = "ceshi-2026"


class WrittenWrongError(AssertionError):
    """The data was refused; the text lists every problem."""


def _nowhere(path: Location) -> Position:
    return Position("/".join(map(str, path)) or "文件", 1)


def _checked(problems: Problems) -> None:
    if problems.has_errors:
        raise WrittenWrongError("\n".join(f"{p.code} {p.position} {p.message}" for p in problems))


@dataclass(slots=True)
class Files:
    """A library as data. Each rule stands in a file of its own; clause numbers are made from the rules."""

    types: list[Data] = field(default_factory=list)
    facts: list[Data] = field(default_factory=list)
    constraints: list[Data] = field(default_factory=list)
    rules: list[tuple[str, Data]] = field(default_factory=list)
    """Pairs of a clause number and a rule."""
    standard: Data = field(default_factory=dict)
    rulings: list[Data] = field(default_factory=list)

    def library(self) -> Library:
        """The resolved library. Raises WrittenWrongError."""
        problems = Problems()
        library = resolve_library(self._written(), problems)
        _checked(problems)
        return library

    def _written(self) -> WrittenLibrary:
        words = VocabularyModel.model_validate({"对象类型": self.types, "事实": self.facts, "约束": self.constraints})
        rulings = [Source(RulingFileModel.model_validate({"裁定": self.rulings}), _nowhere)] if self.rulings else []
        by_clause: dict[str, list[Data]] = {}
        for ref, rule in self.rules:
            by_clause.setdefault(ref, []).append(rule)
        return WrittenLibrary(
            [Source(words, _nowhere)],
            [Source(StandardModel.model_validate(self._standard(sorted(by_clause))), _nowhere)],
            [
                WrittenRules(
                    STANDARD,
                    ref,
                    Source(RuleFileModel.model_validate({"条款": _address(ref), "规则": rules}), _nowhere),
                )
                for ref, rules in by_clause.items()
            ],
            rulings,
        )

    def _standard(self, refs: Sequence[str]) -> Data:
        clauses = [{"编号": ref, "条款": _address(ref)} for ref in refs]
        general = [{"编号": "99", "条款": _address("99"), "计数": "否"}]
        return {
            "标准": STANDARD,
            "标题": "测试判定标准",
            "简称": "测试",
            "文号": "测试〔2026〕1号",
            "发布机关": "测试",
            "施行": "2020-01-01",
            "族": "ceshi",
            "适用范围": "测试",
            "条款数": {"官方": str(len(clauses)), "依据": "测试"},
            "性质": "规范性文件",
            "条款": clauses + general,
            **self.standard,
        }


def _address(ref: str) -> str:
    return f"第{ref}条"


def object_type(name: str, parent: str | None = None, nature: str = "实物", **more: Any) -> Data:
    """One object type as written."""
    made: Data = {"名称": name, "性质": nature, "含义": name, **more}
    return made if parent is None else {**made, "上级": parent}


def fact(name: str, on: str, kind: str = "是否", **more: Any) -> Data:
    """One fact as written."""
    return {"名称": name, "对象": on, "类型": kind, "问题": f"{name}？", **more}


def situation(when: object, name: str = "甲", **more: Any) -> Data:
    """One situation as written."""
    return {"名称": name, "当": when, **more}


def rule(ref: str, on: str, situations: Sequence[Data] | str | Data, **more: Any) -> tuple[str, Data]:
    """One rule as written, with its clause number; one condition alone makes one situation."""
    listed = [situation(situations)] if isinstance(situations, str | dict) else list(situations)
    return ref, {
        "编号": f"{STANDARD}/{ref}-{on}",
        "标题": f"规则{ref}",
        "对象": on,
        "情形": listed,
        "等级": "重大",
        "整改": "改",
        "失效视同无": "本条",
        "核对": {"日期": "2026-01-01", "程度": "官方原文"},
        "用例": [{"名称": "无", "判定": "待定"}],
        **more,
    }


def visit_data(
    objects: Sequence[Data] = (),
    answers: Mapping[str, Mapping[str, object]] | None = None,
    complete: Sequence[tuple[str, str]] = (),
    day: str = "2026-06-30",
) -> Data:
    """A visit as written."""
    return {
        "检查": {"编号": "测试", "类型": "行政检查", "日期": day},
        "企业": {"名称": "测试企业"},
        "对象": list(objects),
        "名单": [{"在": parent, "类型": kind, "完整": "是"} for parent, kind in complete],
        "答案": {key: dict(value) for key, value in (answers or {}).items()},
    }


def resolved(data: Data, library: Library) -> ResolvedVisit:
    """The resolved visit. Raises WrittenWrongError."""
    problems = Problems()
    visit = resolve_visit(Source(VisitModel.model_validate(data), _nowhere), library, problems)
    _checked(problems)
    return visit


def judged(files: Files, data: Data, *, explain: bool = True) -> Judgement:
    """The judgement of a visit by a library, both given as data."""
    library = files.library()
    return judge(resolved(data, library), library, explain=explain)


def verdict_on(judgement: Judgement, object_id: str | None, ref: str = "1", parent: str | None = None) -> Verdict:
    """The verdict of a clause's rule on one object (None: on the unseen ones under a parent)."""
    found = [
        v
        for v in judgement.verdicts
        if v.object == object_id and v.clause == ref and (parent is None or v.parent == parent)
    ]
    assert len(found) == 1, found
    return found[0]
