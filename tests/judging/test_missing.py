"""What is still to be asked: what can matter, and the fewest answers that settle a verdict each way."""

from __future__ import annotations

from judge.verdict.verdict import MissingSets
from tests.judging.building import Data, Files, fact, judged, object_type, rule, situation, verdict_on, visit_data

ROOT, TANK = object_type("企业"), object_type("罐", "企业")
X, V, A, B = fact("x", "罐"), fact("v", "罐"), fact("a", "企业"), fact("b", "企业")
READING = {"名称": "读", "问题": "？", "选项": [{"名称": option, "说明": option} for option in ("宽", "严")]}


def _files(facts: list[Data], when: object, **more: object) -> Files:
    return Files([ROOT, TANK], facts, rules=[rule("1", "企业", [situation(when)], **more)])


def _missing(files: Files, data: Data) -> MissingSets:
    return verdict_on(judged(files, data), "企业").missing


def _names(missing: MissingSets) -> set[str]:
    return {item.name for item in missing.relevant}


def test_fact_matters_where_only_a_constraint_ties_it() -> None:
    files = _files([A, B, fact("q", "企业")], "a 或 q")
    files.constraints = [{"名称": "k", "对象": "企业", "恒有": "(a 且 b) 或 (非 a 且 非 b)"}]
    missing = _missing(files, visit_data())
    assert {item.name for item in missing.to_clear or ()} <= _names(missing)


def test_fact_matters_that_an_unseen_object_is_compared_with() -> None:
    facts = [fact("h", "罐", "单选", 选项=["甲", "乙", "丙"]), fact("c", "企业", "单选", 选项=["甲", "乙", "丙"])]
    files = _files(facts, {"存在": {"对象": "罐", "当": "h != 甲 且 h != 企业.c"}})
    assert "c" in _names(_missing(files, visit_data()))


def test_reading_matters_only_once_an_object_is_seen() -> None:
    when = {"存在": {"对象": "罐", "当": {"依解释": {"解释": "读", "选": {"宽": "x", "严": "v"}}}}}
    files = _files([X, V], when, 解释=[READING])
    reading = f"{files.rules[0][1]['编号']}#读"
    assert reading not in _names(_missing(files, visit_data()))
    assert reading in _names(_missing(files, visit_data([{"编号": "t", "类型": "罐"}])))


def test_to_clear_tells_a_complete_roster_from_one_more_object() -> None:
    found = [_missing(_files([X], {"数量": {"对象": "罐", "比较": text}}), visit_data()) for text in (">= 1", "< 1")]
    assert [[item.values for item in missing.to_clear or ()] for missing in found] == [
        ["已全部列出"],
        ["还有符合情形而没有列出的"],
    ]


def test_one_open_amount_of_a_sum_is_named_with_its_values() -> None:
    files = _files([fact("量", "罐", "数值", 下限="0")], {"合计": {"对象": "罐", "事实": "量", "比较": ">= 7"}})
    missing = _missing(files, visit_data([{"编号": "t", "类型": "罐"}], complete=[("企业", "罐")]))
    assert [item.values for item in missing.to_convict or ()] == ["≥ 7"]


def test_sets_never_break_a_constraint() -> None:
    files = _files([A, B, fact("p", "企业"), fact("q", "企业"), fact("c", "企业")], "a 且 b 且 c 且 非 p")
    files.constraints = [{"名称": "k", "对象": "企业", "恒有": "非 p 或 q"}]
    to_convict = _missing(files, visit_data()).to_convict or ()
    assert {item.name for item in to_convict} == {"a", "b", "c", "p"}
