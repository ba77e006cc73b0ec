"""The Chinese of a rule's decision: its gates, where each leads, and the marks of the drawing."""

from __future__ import annotations

SCOPE, APPLIES, SITUATIONS, EXEMPTIONS = "scope", "applies", "situations", "exemptions"
TITLES = {SCOPE: "标准管到这里", APPLIES: "本条的前提", SITUATIONS: "情形", EXEMPTIONS: "除外"}
ASKS = {
    SCOPE: "符合的往下看",
    APPLIES: "符合的往下看",
    SITUATIONS: "有一种成立就往下看",
    EXEMPTIONS: "一项都不成立的往下看",
}
FAILS = {SCOPE: "不符合", APPLIES: "不符合", SITUATIONS: "都不成立", EXEMPTIONS: "有一项成立"}
PASSES = {SCOPE: "符合", APPLIES: "符合", SITUATIONS: "有成立的", EXEMPTIONS: "都不成立"}
OUTCOMES = {SCOPE: "不适用", APPLIES: "不适用", SITUATIONS: "不构成", EXEMPTIONS: "不构成（除外）"}
PASSED = "都走完了：{hit}"
INCOMPLETE = "待定（条文不全）"
HITS = {
    "重大": "构成重大事故隐患",
    "一般": "构成一般事故隐患",
    "要素": "要素成立，计入综合判定",
    "疑似": "疑似（条文不全）",
}
OPEN = "待定"
OPEN_WHY = "还没查清，而且会改变结果"
OBJECT = "对象：{type}（每个判一次）"
ROOT = "对象：企业（全企业判一次）"
SITUATION = "情形{number}　{name}"
EXEMPTION = "除外　{name}"
OF_SITUATION = "除外（只对这种情形）：{name}"
GENERAL = "{name}（全标准通用，{clause}）"
SAME_CAUSE = "与 {clause} 同因的只计一次"
NUMERALS = "一二三四五六七八九十"
LEADS_TO = "{why} → {outcome}"
TREE = {"branch": "├─ ", "last": "└─ ", "down": "│   ", "blank": "    "}
BADGES = {
    "all": "且",
    "any": "或",
    "none": "都无",
    "not_all": "不全",
    "at_least": "≥{count}",
    "fewer": "<{count}",
    "elements": "≥{count}",
    "few_elements": "<{count}",
}
"""What stands on the bracket that joins the parts of a sentence."""
SITUATIONS_BADGE = "或"
DRAWING = "{rule} 的判定图"
CALCULATED = "没有直接答的，由程序按其他答案算出（{calculator}）"
FOLLOWS_YES = "没有直接答的，以下成立时算“{value}”，不成立时算“否”：{text}"
FOLLOWS = "没有直接答的，以下成立时算“{value}”：{text}"


def numeral(number: int) -> str:
    """一, 二 … 十, then 11, 12 ….

    >>> numeral(1), numeral(12)
    ('一', '12')
    """
    return NUMERALS[number - 1] if number <= len(NUMERALS) else str(number)
