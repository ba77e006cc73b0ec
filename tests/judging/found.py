"""What the engine does not do exactly: each case fails today. Run by name: `pytest tests/judging/found.py`.

All four concern what is listed as missing, never an outcome: `relevant` may name too much, a joint test of two facts always costs
both, and the roster of the other ends of an unseen relation is not named. When one passes, it moves to `test_corners.py`.
"""

from __future__ import annotations

from tests.judging.building import Data, Files, fact, rule, visit_data
from tests.judging.claims import relevant_is_exact
from tests.judging.test_corners import (
    GAP,
    HOUSE,
    LISTED_TANK,
    ROOT,
    TANK,
    A,
    B,
    P,
    X,
    only_verdict,
    rule_files,
    speaks_against,
)


def test_roster_of_other_ends_matters_for_a_relation_nobody_saw() -> None:
    files = rule_files([fact("f", "楼")], {"存在": {"对象": "间距", "当": "楼.f"}}, types=(ROOT, TANK, HOUSE, GAP))
    missing = only_verdict(files, visit_data(LISTED_TANK, complete=[("企业", "罐")])).missing
    assert ("roster", "楼") in {(item.kind, item.name) for item in missing.relevant}


def test_guard_of_an_empty_tank_does_not_matter_to_the_sum() -> None:
    """A Joint lists all its facts, also those that cannot turn it."""
    amount = fact("m", "罐", "数值", 整数="是", 下限="0", 上限="3")
    files = rule_files([X, amount], {"合计": {"对象": "罐", "其中": "x", "事实": "m", "比较": ">= 2"}})
    data = visit_data([*LISTED_TANK, {"编号": "u", "类型": "罐"}], {"t": {"m": "0"}}, [("企业", "罐")])
    assert not speaks_against(relevant_is_exact, files, data)


def test_fact_does_not_matter_beside_two_elements_that_go_together() -> None:
    """Two elements of one cluster hold both or neither; the count takes any number between as possible."""
    elements = [rule(f"1.{n}", "企业", when, 等级="要素") for n, when in enumerate(["非 a", "b", "非 a"])]
    files = Files([ROOT], [A, B], rules=[*elements, rule("2", "企业", {"要素": {"出自": "1", "至少": "2"}})])
    missing = only_verdict(files, visit_data(), ref="2").missing
    assert {item.name for item in missing.relevant} == {"a"}


def test_one_number_settles_a_comparison_of_two_where_it_is_extreme() -> None:
    """A test of several facts is weighed with all its facts though one value may settle it: mm = 0 below m ≥ 1."""
    numbers = [fact(name, "企业", "数值", 整数="是", 下限="0", 上限="3") for name in ("m", "mm")]
    missing = only_verdict(
        rule_files(numbers, "m > mm", types=(ROOT,)), visit_data(answers={"企业": {"m": ">= 1"}})
    ).missing
    assert len(missing.to_convict or ()) == 1


def _counting(threshold: str, *elements: list[Data]) -> Files:
    written = [rule(f"1.{n}", "企业", listed, 等级="要素") for n, listed in enumerate(elements)]
    counted = rule("2", "企业", {"要素": {"出自": "1", "至少": threshold}})
    return Files([ROOT], [A, B, P], rules=[*written, counted])
