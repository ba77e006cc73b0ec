"""What would clear a hazard: what is offered, and how many of what is counted must go."""

from __future__ import annotations

from tests.judging.building import Data, Files, fact, judged, object_type, rule, situation, verdict_on, visit_data

ROOT, TANK = object_type("企业"), object_type("罐", "企业")
X, Y, A, B = fact("x", "罐"), fact("y", "企业"), fact("a", "企业"), fact("b", "企业")


def _elements() -> Files:
    def element(ref: str, when: str, **more: str) -> tuple[str, Data]:
        return rule(ref, "企业", [situation(when, **more)], 等级="要素")

    counting = rule("2", "企业", {"要素": {"出自": "1", "至少": "2"}})
    rules = [element("1.1", "a"), element("1.2", "b", 同因="1.1"), element("1.3", "y"), counting]
    return Files([ROOT], [A, B, Y], rules=rules)


def test_cure_counts_an_element_of_the_same_cause_once() -> None:
    answers = {"企业": {"a": "是", "b": "是", "y": "是"}}
    (cure,) = verdict_on(judged(_elements(), visit_data(answers=answers)), "企业", "2").cures
    assert cure.count == 2


def test_group_above_a_count_has_a_cure() -> None:
    when = {"数量": {"对象": "罐", "其中": "x", "比较": ">= 10"}}
    files = Files([ROOT, TANK], [X], rules=[rule("1", "企业", when)])
    data = visit_data([{"编号": "g", "类型": "罐", "数量": "12"}], {"g": {"x": "是"}}, [("企业", "罐")])
    (cure,) = verdict_on(judged(files, data), "企业").cures
    assert cure.alternatives
    assert (cure.count, cure.threshold, cure.choose) == (12, 10, 3)


def test_cure_never_rests_on_finding_one_more_object() -> None:
    only_other = {"非": {"存在": {"对象": "罐", "当": "x"}}}
    files = Files([ROOT, TANK], [A, X], rules=[rule("1", "企业", [situation("a", "甲"), situation(only_other, "乙")])])
    verdict = verdict_on(judged(files, visit_data(answers={"企业": {"a": "是"}})), "企业")
    assert not any(item.kind == "roster" for c in verdict.cures for alt in c.alternatives for item in alt.also_verify)
