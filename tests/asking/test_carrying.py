"""What an earlier visit offers, and what it does not."""

from __future__ import annotations

from typing import Any

from checklists.asking.carrying import offers
from judge.model.visit import VisitModel
from judge.resolve.resolved import Library


def _visit(number: str, day: str, answers: dict[str, Any], **more: Any) -> VisitModel:
    return VisitModel.model_validate(
        {
            "检查": {"编号": number, "类型": "日常巡查", "日期": day},
            "企业": {"名称": "某厂"},
            "对象": [
                {"编号": "池", "类型": "有限空间"},
                {"编号": "王五·焊接", "类型": "特种作业任职"},
            ],
            "答案": answers,
            **more,
        }
    )


def _offered(
    library: Library, earlier: dict[str, Any], now: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    found = offers(_visit("二", "2026-11-20", now or {}), _visit("一", "2025-11-20", earlier, **more), library)
    return {f"{offer.object}.{offer.key}": offer.value for offer in found}


def test_long_lived_answers_are_offered_and_those_of_a_day_are_not(library: Library) -> None:
    assert library.facts["有限空间.中毒风险"].holds == "长期"
    assert library.facts["有限空间.警示标志"].holds == "当次"
    assert _offered(library, {"池": {"中毒风险": "是", "警示标志": "无"}}) == {"池.中毒风险": "是"}


def test_what_holds_until_a_day_is_offered_until_then(library: Library) -> None:
    assert _offered(library, {"王五·焊接": {"证书有效期至": "2027-01"}}) == {"王五·焊接.证书有效期至": "2027-01"}
    assert _offered(library, {"王五·焊接": {"证书有效期至": "2026-10"}}) == {}


def test_nothing_is_offered_where_there_is_an_answer_or_no_value(library: Library) -> None:
    assert _offered(library, {"池": {"中毒风险": "是"}}, {"池": {"中毒风险": "否"}}) == {}
    assert _offered(library, {"池": {"中毒风险": "是"}}, {"池": {"中毒风险": {"无答": "查不清"}}}) == {
        "池.中毒风险": "是"
    }
    assert _offered(library, {"池": {"中毒风险": {"无答": "查不清"}}}) == {}
    assert _offered(library, {"池": {"中毒风险": {"答": "是", "企业自报": "是"}}}) == {}


def test_corrected_answers_are_offered_as_corrected(library: Library) -> None:
    correction = {
        "对象": "池", "事实": "中毒风险", "原答": "是", "更正为": "否", "人": "周明", "时间": "2025-11-21", "理由": "看错了"
    }  # fmt: skip
    assert _offered(library, {"池": {"中毒风险": "是"}}, 更正=[correction]) == {"池.中毒风险": "否"}


def test_an_answer_taken_over_says_where_it_is_from(library: Library) -> None:
    (offer,) = offers(_visit("二", "2026-11-20", {}), _visit("一", "2025-11-20", {"池": {"中毒风险": "是"}}), library)
    assert offer.said == "2025-11-20"
    assert offer.written("周明", "2026-11-20T09:00") == {
        "答": "是",
        "沿用": "一",
        "人": "周明",
        "时间": "2026-11-20T09:00",
    }
