"""The papers that the page writes are those that `panding judge … -o x.html --paper …` writes, to the letter."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from checklists.command_words import PAPERS
from checklists.page.packing import pack
from checklists.page.paper_words import paper_words
from checklists.page.phrases import words
from checklists.records.papers import paper
from checklists.visits import opened_visit
from judge.diagnostics import Problems, render
from judge.judging import Compiled, Judgement, judge
from judge.judging.output import judgement_to_json
from judge.library import SHIPPED, read_library
from judge.resolve.resolved import Library
from tests.page.running import run_module
from tests.records.conftest import LAYER, OWN_LAYER, ROOT
from tests.reporting.conftest import VISIT

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))

HOSTILE = "<img src=x onerror=alert(1)>\"'&{name}{{ 7 }}</style><script>alert(2)</script>"
SEEN = [
    {"所见": HOSTILE, "位置": HOSTILE, "照片": [HOSTILE], "人": HOSTILE, "整改": HOSTILE},
    {"所见": "杂物堆着", "依据": "cefa-2021/7", "等级": "一般", "对象": "西间"},
    {"所见": "没有除锈", "依据": "ceshi-2026/2-测试罐", "等级": "一般", "照片": ["照片9"], "人": "甲"},
    {"所见": "灯坏", "依据": "jianyi-2026/1-测试间", "等级": "一般"},
    {"所见": "照法律的短名引的", "依据": "《测试法》第七条", "等级": "待定"},
    {"所见": "引的是处理依据", "依据": "《中华人民共和国测试法》第七十条", "等级": "一般"},
]
OPINIONS = (("ceshi-2026/4-测试间", "西间", "重大", "原文已核"), ("ceshi-2026/2-测试罐", "罐1", "不构成", "事实"))
"""Rule, object, opinion, kind: put to the visit once it has been judged without."""


Papers = dict[tuple[str, str], tuple[str, str, str]]
"""By name and kind: the paper of Python, that of the page for the same judgement, and that of the page for the document alone,
which it judges itself."""


def fed(name: str, judgement: Judgement) -> dict[str, Any]:
    """A judgement as page/tests/papers.ts reads it."""
    visit = judgement.visit
    return {
        "name": name,
        "kinds": PAPERS,
        "judgement": judgement_to_json(judgement),
        "judgedOn": visit.judged_on,
        "objects": [{"id": o.id, "type": o.type, "name": o.name, "parent": o.parent} for o in visit.objects],
        "answers": [
            {
                "object": a.object,
                "key": a.key,
                "noneBecause": a.none_because,
                "due": a.due,
                "declared": a.declared,
                "sampled": a.sampled,
                "note": a.note,
                "evidence": a.evidence,
                "by": a.by,
                "at": a.at,
                "bulk": a.bulk,
                "carriedOver": a.carried_over,
            }
            for a in visit.answers
        ],
        "names": list(visit.names.items()),
    }


def judged(path: Path, library: Library, compiled: Compiled) -> Judgement:
    problems = Problems()
    opened = opened_visit(path, library, problems)
    assert opened is not None, render(problems)
    return judge(opened.visit, library, compiled=compiled)


def papers_of(judgements: dict[str, Judgement], library: Library, folder: Path) -> Papers:
    given = {
        "words": paper_words(),
        "judgeWords": pack(words()),
        "library": pack(library),
        "visits": [fed(name, judgement) for name, judgement in judgements.items()],
    }
    written = run_module("tests/papers.ts", given, folder)
    return {
        (name, kind): (
            paper(kind, judgement, library),
            written[name]["told"][kind],
            written[name]["own"][kind],
        )
        for name, judgement in judgements.items()
        for kind in PAPERS
    }


@pytest.fixture(scope="module")
def examples(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """The papers of all examples."""
    compiled = Compiled(library)
    judgements = {path.stem: judged(path, library, compiled) for path in EXAMPLES}
    return papers_of(judgements, library, tmp_path_factory.mktemp("examples"))


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("name", [path.stem for path in EXAMPLES])
def test_papers_of_the_examples_are_the_same(name: str, kind: str, examples: Papers) -> None:
    python, page, own = examples[name, kind]
    assert page == python
    assert own == python


def visits_of_all_kinds() -> dict[str, dict[str, Any]]:
    """Visits by name, made of the reporting tests' own: everything that papers may have to tell."""
    plain = yaml.load(VISIT.read_text(encoding="utf-8"), yaml.BaseLoader)
    plain["范围"]["标准"] = ["ceshi", "cefa", "jianyi", "danwei"]
    full = deepcopy(plain)
    full["检查"].update(编号=f"检/查 {HOSTILE}", 职权="受委托", 单位="某街道")
    full["检查"]["人员"] = [
        {"姓名": "甲", "证号": "Z-1", "单位": "一所"},
        {"姓名": "乙<b>"},
        {"姓名": "丙", "身份": "专家", "单位": "研究院"},
    ]
    full["企业"].update(名称=HOSTILE, 地址="一路1号")
    full["范围"].update(
        说明="只看罐", 条款=["ceshi-2026/6", "ceshi-2026/1", "ceshi-2026/2", "ceshi-2026/4"], 区域=["东间", "西间"]
    )
    full["对象"].append({"编号": "罐5", "类型": "测试罐", "在": "东间", "名称": f"五号{HOSTILE}", "数量": 6})
    full["答案"]["罐5"] = {
        "存量": "3 t",
        "锈蚀": {"答": "是", "抽查": "2/6", "备注": HOSTILE, "人": "甲", "时间": "10点", "批量": "是", "沿用": "CS-0"},
        "报警器": {"无答": "待补资料", "期限": "2026-03-09", "备注": HOSTILE},
    }
    full["见闻"] = SEEN
    full["主条"] = [{"对象": "罐1", "主条": "ceshi-2026/1-测试罐", "并案": ["ceshi-2026/2-测试罐"]}]
    full["更正"] = [
        {"对象": "东间", "事实": "门坏", "原答": "是", "更正为": "否", "人": "甲", "时间": "次日", "理由": HOSTILE},
        {
            "对象": "罐1",
            "事实": "介质",
            "原答": {"酸": "是", "碱": "否"},
            "更正为": ["酸", "碱"],
            "人": "甲",
            "时间": "次日",
            "理由": "看错",
        },
    ]
    full["签字"] = "2026-03-02，甲、乙"
    by_itself = deepcopy(plain)
    by_itself["检查"].update(类型="企业自查", 判定日期="2026-04-01")
    nothing = deepcopy(plain)
    nothing["检查"]["判定日期"] = "2031-01-01"
    nothing["范围"] = {"标准": ["ceshi"]}
    return {"plain": plain, "full": full, "by itself": by_itself, "on another day": nothing}


@pytest.fixture(scope="module")
def of_all_kinds(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """The papers of visits in which everything comes out, by a library with the tests' own standards."""
    problems = Problems()
    library = read_library([SHIPPED, LAYER, OWN_LAYER], problems)
    assert library is not None, render(problems)
    folder, compiled = tmp_path_factory.mktemp("kinds"), Compiled(library)
    judgements = {}
    for name, document in visits_of_all_kinds().items():
        place = folder / "visit.json"
        place.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        judgement = judged(place, library, compiled)
        document["意见"] = [
            {
                "规则": verdict.rule, "对象": verdict.object, "意见": conclusion, "种类": kind, "人": f"丁{HOSTILE}", "理由": HOSTILE,
                "日期": "2026-03-02", "规则摘要": verdict.rule_digest,
                "依据摘要": verdict.grounds_digest if name == "full" else "0",
            }
            for rule, owner, conclusion, kind in OPINIONS
            for verdict in judgement.verdicts
            if (verdict.rule, verdict.object) == (rule, owner)
        ]  # fmt: skip
        place.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        judgements[name] = judged(place, library, compiled)
    return papers_of(judgements, library, folder)


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("name", visits_of_all_kinds())
def test_papers_in_which_everything_comes_out_are_the_same(name: str, kind: str, of_all_kinds: Papers) -> None:
    python, page, own = of_all_kinds[name, kind]
    assert page == python
    assert own == python


def test_hostile_text_stands_as_text(of_all_kinds: Papers) -> None:
    *_, page = of_all_kinds["full", "working"]
    assert HOSTILE not in page
    assert "<img" not in page
    assert page.count("<script>") == 1
    assert "&lt;img src=x onerror=alert(1)&gt;&#34;&#39;&amp;{name}{{ 7 }}" in page
