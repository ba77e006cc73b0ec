"""What came of verifying stored results, as text and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checklists.rendering import rendered
from checklists.texts import OUTCOMES, listed
from judge.judging.output import plain
from judge.judging.verify import Difference, Verification
from judge.resolve.resolved import Library

FIELDS = {
    "outcome": "系统提示",
    "effective": "计入的结论",
    "standing": "状态",
    "standings": "状态",
    "basis": "未达的原因",
    "lean": "除外未定",
    "situations": "情形和理由",
    "refuted": "排除的理由",
    "missing": "待核实",
    "cures": "消除条件",
    "rectification": "整改要求",
    "handling": "违反条款和处理依据",
    "cite": "依据",
    "rulings": "裁定",
    "overruling": "意见",
    "title": "标题",
    "note": "说明",
    "rule_digest": "规则摘要",
    "grounds_digest": "依据摘要",
    "fix_on_spot": "当场整改",
    "if_declared_holds": "企业自报属实时的结论",
}
PARTS = {
    "date": "判定日期",
    "scope_fixed": "检查范围",
    "rosters": "名单是否完整",
    "document": "检查文件的其他内容（人员、备注、证据、见闻、意见等）",
}
BEARING = frozenset({"outcome", "effective", "standing", "standings", "basis", "lean", "rulings", "overruling"})
"""Fields that say what a verdict comes to; the others say how it reads."""


def verification_json(found: Sequence[Verification]) -> dict[str, Any]:
    """The verifications as data."""
    return {"results": [{"unchanged": item.unchanged, **plain(item)} for item in found]}


def verification_text(found: Sequence[Verification], library: Library) -> str:
    """The verifications as text: for each verdict that differs, what it was and what it is now."""
    return rendered("verification.txt.j2", found=[_shown(item, library) for item in found])


def _shown(item: Verification, library: Library) -> dict[str, Any]:
    verdicts, wordings = _verdict_lines(item, library)
    return {
        "item": item,
        "answers": [d for d in item.differences if d.part in ("answer", "object")],
        "parts": [d for d in item.differences if d.part in PARTS],
        "verdicts": verdicts,
        "wordings": wordings,
        # Where verdicts differ, the summary differs with them.
        "others": [d for d in item.differences if d.part == "other" and not (verdicts and _is_of_summary(d))],
        "part_names": PARTS,
        "rules_changed": listed(list(item.rules_changed), 6),
    }


def _is_of_summary(difference: Difference) -> bool:
    return (difference.field or "").startswith("summary.")


def _verdict_lines(item: Verification, library: Library) -> tuple[list[tuple[str, str]], int]:
    """For each verdict that differs: which, and how; and how many differ in wording only, under another library.

    Where the outcome differs, everything else follows from that and is not told.
    """
    by_verdict: dict[tuple[str, str], list[Difference]] = {}
    for difference in item.differences:
        if difference.part == "verdict":
            by_verdict.setdefault((difference.rule or "", difference.object or ""), []).append(difference)
    lines, wordings = [], 0
    for (rule_id, object_name), parts in by_verdict.items():
        main = [d for d in parts if d.field in ("outcome", "effective")][:1]
        bearing = main or [d for d in parts if _root(d) in BEARING]
        if not bearing and not item.same_library:
            wordings += 1
            continue
        rule = library.rule_by_id.get(rule_id)
        where = library.standards[rule.standard].cite(rule.clause) if rule else rule_id
        lines.append((f"{where}　{object_name}", "；".join(map(_difference, bearing or parts))))
    return lines, wordings


def _root(difference: Difference) -> str:
    return (difference.field or "").partition(".")[0].partition("[")[0]


def _difference(difference: Difference) -> str:
    field = difference.field or ""
    root = _root(difference)
    name = FIELDS.get(root, field)
    if root in ("outcome", "effective"):
        return f"{name}：{_outcome(difference.stored)} → {_outcome(difference.now)}"
    return f"{name}：{_short(difference.stored)} → {_short(difference.now)}"


def _outcome(value: str | None) -> str:
    return OUTCOMES.get(value or "", value or "没有这一结论")


def _short(value: str | None, limit: int = 60) -> str:
    text = "无" if value in (None, "null", "[]", "") else str(value)
    return text if len(text) <= limit else text[:limit] + "…"
