"""The page's judge says of whole visits what this one says: every field of every verdict, every problem, every summary."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from judge.authoring.cases import CaseVisit, rulings_of
from judge.authoring.listing import opened_bench
from judge.diagnostics import Problems
from judge.diagnostics.catalogue import entries
from judge.judging import Compiled
from judge.judging.output import document_of
from judge.library import SHIPPED
from judge.load import load
from judge.model.visit import VisitModel
from judge.resolve.resolved import Library, Rule
from tests.judging.generate import generated
from tests.page.edits import Document, Editor
from tests.page.judged import Found, difference, here, on_the_page, visit_job, with_library, with_rulings

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
EDITS = (1, 2, 4, 6, 8, 12)
FORMER = "以前的名字"
SEEDS = range(60)


def _examples() -> dict[str, Document]:
    problems = Problems()
    loaded = {path.stem: load(path, VisitModel, problems) for path in EXAMPLES}
    return {name: document_of(each.model) for name, each in loaded.items() if each is not None}


def _differences(jobs: dict[str, Found], library: Library, folder: Path) -> list[str]:
    compiled = Compiled(library)
    found = on_the_page([with_library(library), *jobs.values()], folder)
    pairs = zip(jobs.items(), found, strict=True)
    told = ((name, difference(here(job, library, compiled), theirs)) for (name, job), theirs in pairs)
    return [f"{name}{where}" for name, where in told if where is not None]


def test_every_example_comes_out_the_same(library: Library, tmp_path: Path) -> None:
    jobs = {name: visit_job(document) for name, document in _examples().items()}
    assert len(jobs) == len(EXAMPLES)
    assert not _differences(jobs, library, tmp_path)


def test_an_edited_example_comes_out_the_same(library: Library, tmp_path: Path) -> None:
    """Answers, objects, rosters, samples, the firm's own word, days, scopes, opinions – and what is wrong among them."""
    jobs = {}
    for name, document in _examples().items():
        for edits in EDITS:
            editor = Editor(library, f"{name}/{edits}")
            jobs[f"{name}/{edits}"] = visit_job(editor.edited(document, edits))
    assert not _differences(jobs, library, tmp_path)


def test_opinions_are_in_force_or_lapsed_alike(library: Library, tmp_path: Path) -> None:
    jobs, in_force = {}, 0
    for name, document in _examples().items():
        verdicts = here(visit_job(document), library)["verdicts"]
        jobs[name] = visit_job(Editor(library, name).with_opinions(document, verdicts))
        judged = here(jobs[name], library)["verdicts"]
        in_force += sum(bool(verdict["overruling"] and verdict["overruling"]["in_force"]) for verdict in judged)
    assert in_force > len(jobs)
    assert not _differences(jobs, library, tmp_path)


def _case_jobs(library: Library) -> Iterator[tuple[str, Found]]:
    bench = opened_bench([SHIPPED], Problems())
    assert bench.written is not None
    for file in bench.written.rules:
        for index, model in enumerate(file.source.model.rules):
            rule = library.rule_by_id[model.id]
            for number, case in enumerate(model.cases):
                path = ("规则", index, "用例", number)
                builder = CaseVisit(case, rule, library, file.source, path)
                own = {"rule": rule.id, "object": rule.object_type, "isUnseen": case.unseen_of is not None}
                job = visit_job(document_of(builder.model()), explain=case.cites is not None, own=own)
                rulings = rulings_of(case, rule, library, file.source, path, Problems())
                yield f"{rule.id} {case.name}", with_rulings(job, rulings) if rulings else job


def test_every_case_of_every_rule_comes_out_the_same(library: Library, tmp_path: Path) -> None:
    jobs = dict(_case_jobs(library))
    assert len(jobs) > 6000
    assert not _differences(jobs, library, tmp_path)


@pytest.mark.parametrize("profile", ["rules", "elements", "small"])
def test_a_random_library_and_visit_come_out_the_same(profile: str, tmp_path: Path) -> None:
    cases = [case for seed in SEEDS if (case := generated(seed, profile)) is not None]
    assert len(cases) > len(SEEDS) // 2
    jobs = [visit_job(case.data) for case in cases]
    lines = [line for case, job in zip(cases, jobs, strict=True) for line in (with_library(case.library), job)]
    found = on_the_page(lines, tmp_path)
    told = [
        (case.name, difference(here(job, case.library), theirs))
        for case, job, theirs in zip(cases, jobs, found, strict=True)
    ]
    assert not [each for each in told if each[1] is not None]


def _rule(library: Library, object_type: str, level: str) -> Rule:
    return next(rule for rule in library.rules if rule.object_type == object_type and rule.level == level)


def _wrong(library: Library) -> dict[str, Document]:
    """Documents that provoke the problems of visits, by code."""
    plain: Document = {
        "检查": {"编号": "错", "类型": "行政检查", "日期": ["2026-11-20"]},
        "企业": {"名称": "某厂"},
        "对象": [
            {"编号": "甲区", "类型": "罐区"},
            {"编号": "甲罐", "类型": "储罐", "在": "甲区"},
            {"编号": "焊工组", "类型": "特种作业人员", "数量": "3"},
        ],
    }
    number = next(fact for fact in library.facts.values() if fact.kind == "数值" and fact.unit and fact.whole)
    dated = next(fact for fact in library.facts.values() if fact.kind == "日期")
    boxes = next(fact for fact in library.facts.values() if fact.kind == "多选")
    chosen = next(fact for fact in library.facts.values() if fact.kind == "单选")
    renamed = next(fact for fact in library.facts.values() if fact.former_names == (FORMER,))
    each_clause = next(fact for fact in library.facts.values() if fact.per_clause)
    looked_up = next(fact for fact in library.facts.values() if fact.looked_up_in)
    major = _rule(library, "企业", "重大")

    def answered(full: Any, value: object) -> Document:
        """The object of a fact with its line of parents, and an answer."""
        chain = library.types[full.object_type].chain
        line = [
            {
                "编号": name,
                "类型": name,
                "在": chain[n + 1],
                **({"另一端": "没有"} if library.types[name].other_end else {}),
            }
            for n, name in enumerate(chain[:-1])
        ]
        return {**plain, "对象": line[::-1], "答案": {full.object_type: {full.name: value}}}

    def own(value: object, name: str) -> Document:
        return {**plain, "答案": {"企业": {name: value}}}

    event = next(kind.name for kind in library.types.values() if kind.nature == "事件" and kind.parent == "企业")
    relation = next(kind for kind in library.types.values() if kind.other_end)
    return {
        "C001": {**plain, "对象": [*plain["对象"], {"编号": "甲罐", "类型": "储罐", "在": "甲区"}]},
        "C002": {**plain, "对象": [{"编号": "甲", "类型": "储灌"}]},
        "C003": {**plain, "答案": {"甲罐二": {}}},
        "C004": {**plain, "对象": [{"编号": "甲", "类型": relation.name}]},
        "C005": {**plain, "对象": [{"编号": "甲区", "类型": "罐区", "另一端": "企业"}]},
        "C006": {**plain, "对象": [{"编号": "甲区", "类型": "罐区", "日期": "2026-11-01"}]},
        "C007": {**plain, "对象": [{"编号": "动火", "类型": event, "日期": "2027-01-01"}]},
        "C008": {**plain, "对象": [{"编号": "甲罐", "类型": "储罐"}]},
        "C009": {**plain, "对象": [{"编号": f"区{n}", "类型": "罐区"} for n in range(20_001)]},
        "C010": answered(renamed, "未查") | {"答案": {renamed.object_type: {FORMER: "未查"}}},
        "C011": own("是", "没有这样的事实"),
        "C012": own("是", number.name if number.object_type != "企业" else dated.name),
        "C013": own("是", f"{each_clause.name}@没有/1"),
        "C014": own("是", each_clause.name),
        "C015": {
            **answered(chosen, chosen.options[0]),
            "更正": [
                {"对象": chosen.object_type, "事实": chosen.name, "原答": chosen.options[1], "更正为": chosen.options[1],
                 "人": "甲", "时间": "今天", "理由": "抄错"}
            ],
        },
        "C016": {**plain, "名单": [{"类型": ["企业"], "完整": "是"}, {"在": "甲区", "类型": "罐区", "完整": "是"}]},
        "C017": {**plain, "名单": [{"类型": ["罐区", "罐区"], "完整": "是"}]},
        "C018": {**plain, "范围": {"标准": ["gongmao-2024"]}},
        "C019": {**plain, "范围": {"条款": ["gongmao-2023/99", "gongmao-2023"]}},
        "C020": answered(chosen, {"答": chosen.options[0], "备住": "甲", "期限": "2026-02-30", "批量": "也许"}),
        "C021": answered(chosen, {"备注": "没有答"}),
        "C022": answered(chosen, chosen.options[0] + "的"),
        "C023": answered(boxes, {boxes.options[0]: "有"}),
        "C024": answered(number, "九个"),
        "C025": answered(number, "约 9"),
        "C026": answered(number, "9 号儿"),
        "C027": answered(number, "9 MPa"),
        "C028": answered(number, "9.5"),
        "C029": answered(number, "-5"),
        "C030": answered(dated, "2026-02-30"),
        "C031": {**plain, "对象": [{"编号": "东/区", "类型": "罐区"}, {"编号": "西区·抽查", "类型": "罐区"}]},
        "C032": {**plain, "对象": [{"编号": "区组", "类型": "罐区", "数量": 2}, {"编号": "罐", "类型": "储罐", "在": "区组"}]},
        "C033": answered(chosen, {"答": chosen.options[0], "抽查": "2/1"}),
        "C034": {**plain, "主条": [{"对象": "企业", "主条": major.id + "一"}]},
        "C035": {**plain, "见闻": [{"所见": "甲", "对象": "乙区"}]},
        "C037": {**plain, "检查": {**plain["检查"], "判定日期": "2026-11-02"}},
        "C038": answered(renamed, "未查")
        | {"答案": {renamed.object_type: {renamed.name: "未查", FORMER: "未查"}}},
        "C039": {
            **plain,
            "对象": [{"编号": "端", "类型": relation.parent}, {"编号": "连", "类型": relation.name, "在": "端", "另一端": "端"}],
        },
        "C040": {**plain, "当场整改": [{"规则": major.id, "对象": "甲区", "当场整改": "清理", "人": "甲"}]},
        "C041": {**plain, "见闻": [{"所见": "甲", "依据": "gongmao-2023/99.9"}]},
        "C042": {**plain, "见闻": [{"所见": "甲", "依据": major.id}]},
        "C043": answered(looked_up, "液胺"),
        "C044": answered(looked_up, "甲醛"),
        "C045": answered(looked_up, "7664-41-8"),
        "C046": answered(looked_up, {"答": [""]}),
    }  # fmt: skip


def _with_former_name(library: Library) -> Library:
    """The library, one of its facts renamed."""
    fact = next(fact for fact in library.facts.values() if fact.kind == "单选")
    facts = {**library.facts, fact.full_name: replace(fact, former_names=(FORMER,))}
    return replace(library, facts=facts, names={**library.names, FORMER: (fact.full_name,)})


def test_every_problem_of_a_visit_is_told_alike(library: Library, tmp_path: Path) -> None:
    library = _with_former_name(library)
    jobs = {code: visit_job(document, explain=False) for code, document in _wrong(library).items()}
    told = {code: {problem[0] for problem in here(job, library)["problems"]} for code, job in jobs.items()}
    assert {code: found for code, found in told.items() if code not in found} == {}
    assert set(jobs) == {code for code in entries() if code.startswith("C") and code != "C060"}
    assert not _differences(jobs, library, tmp_path)


def test_unusual_letters_in_ids_give_the_same_digests_and_order(library: Library, tmp_path: Path) -> None:
    ids = [
        "甲'乙",
        '甲"乙',
        "甲'\"乙",
        "甲\\\\乙",
        "甲　乙",
        "𠮷罐",
        "ｱ罐",
        "é\u0301",
        "甲\u00a0乙",
        "甲\u3164乙",
        "🛢",
        "\ue000",
        "A 1",
    ]
    facts = [fact for fact in library.facts.values() if fact.object_type == "储罐" and fact.is_choice]
    document: Document = {
        "检查": {"编号": "字", "类型": "行政检查", "日期": ["2026-11-20"]},
        "企业": {"名称": "某厂"},
        "对象": [{"编号": "区", "类型": "罐区"}, *({"编号": each, "类型": "储罐", "在": "区"} for each in ids)],
        "答案": {each: {fact.name: fact.options[-1] for fact in facts} for each in ids},
    }
    assert not _differences({"ids": visit_job(document)}, library, tmp_path)


def test_a_document_kept_up_to_date_equals_the_one_judged_anew(library: Library, tmp_path: Path) -> None:
    jobs: list[Any] = [with_library(library)]
    for name, document in list(_examples().items())[::3]:
        editor, documents = Editor(library, f"live/{name}"), [document]
        verdicts = here(visit_job(document), library)["verdicts"]
        documents.append(editor.with_opinions(document, verdicts))
        for step in range(6):
            change = editor.edited if step == 3 else editor.answered
            documents.append(change(documents[-1], 1))
        jobs.append({"documents": documents})
    assert not [each for steps in on_the_page(jobs, tmp_path) for found in steps for each in found if _is_fault(each)]


@pytest.mark.parametrize("profile", ["rules", "elements", "small"])
def test_a_random_visit_kept_up_to_date_equals_the_one_judged_anew(profile: str, tmp_path: Path) -> None:
    lines: list[Any] = []
    for case in filter(None, (generated(seed, profile) for seed in range(25))):
        editor, documents = Editor(case.library, f"live/{case.name}"), [copy.deepcopy(case.data)]
        for step in range(10):
            change = editor.edited if step % 5 == 4 else editor.answered
            documents.append(change(documents[-1], 1))
        lines += [with_library(case.library), {"documents": documents}]
    assert not [each for steps in on_the_page(lines, tmp_path) for found in steps for each in found if _is_fault(each)]


def _is_fault(told: Any) -> bool:
    """Whether it is told of a difference; a list that begins with a code is a problem of the document."""
    return not (isinstance(told, list) and isinstance(told[0], str) and told[0] in entries())
