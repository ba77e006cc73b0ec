"""The short Chinese phrases of this room; whole pages stand in `templates/`."""

from __future__ import annotations

OUTCOMES = {
    "major": "重大事故隐患",
    "ordinary": "一般事故隐患",
    "element": "要素成立",
    "suspected": "疑似",
    "undetermined": "未定",
    "not_examined": "未检查",
    "clear": "未达重大情形",
    "not_applicable": "不适用",
}
STANDINGS = {
    "firm": "",
    "unconfirmed": "条文待核（只有一个来源或凭记忆），请查原文",
    "text_incomplete": "条文只见到一部分，请查原文",
    "reading_open": "条文有两种读法，尚未裁定",
    "awaiting_panel": "结论按标准应由专家组作出",
}
STEPS = "一二三四五六七八九十"
TEXTS = {
    "provisional": "可能涉及{cite}（条文待核，请查原文）",
    "joined_cite": "{cite}、{others}",
    "same_object": "{values}",
    "other_object": "{object}：{values}",
    "element": "{clause} {title}",
    "leaf_with_parts": "{text}：{parts}",
    "change": "{condition}",
    "change_of": "{object}的{condition}",
    "verify": "{changes}（还须核实：{verify}）",
    "verify_one": "{object}{name} 为 {values}",
    "verify_open": "{object}{name}",
    "of_object": "{object}的",
    "groups_choose": "现有 {count} 项，标准为 {threshold} 项：至少消除其中 {choose} 项",
    "group": "{name}：{ways}",
    "group_of_several": "{name}（抵 {weight} 项）：{ways}",
    "compared_appears": "后一天才构成",
    "compared_vanishes": "前一天构成，后一天不构成",
    "compared_grade": "两天等级不同",
    "compared_open": "一天已定，一天未定",
    "ruling": "按裁定 {number}（{by}，{date}）：“{reading}”采用“{option}”",
    "overruled": "{step}：{conclusion}（{kind}；{person}，{date}）：{reason}",
    "lapsed": "已失效：{why}",
    "declared": "其中有企业自报的答案；经核实属实，结论为：{outcome}",
    "group_of": "{name} ×{count}",
    "main_clause": "已选主条：{main}；并案：{others}",
    "overlap": "与第 {numbers} 条依据同一事实，可并案，选一主条",
    "settle_convict": "答“{values}”即构成：{clauses}",
    "settle_clear": "答“{values}”即排除：{clauses}",
    "recorded": "记录：{fact}：{what}",
    "evidence": "证据：{evidence}",
    "sampled": "抽查 {part}/{total}",
    "declared_answer": "企业自报",
    "clause_of_objects": "{clause}（{objects}）",
    "all_objects": "{first} 等 {count} 个",
    "steps_to": "构成至少再答 {convict} 项，排除至少再答 {clear} 项",
    "steps_convict": "构成至少再答 {convict} 项，排除不了",
    "steps_clear": "排除至少再答 {clear} 项，构成不了",
    "steps_text": "条文不全，查到原文才能定",
    "steps_declared": "{steps}（企业自报属实则为{outcome}）",
    "steps_unknown": "还不能由几项答案单独决定",
    "box": "{fact}（{options}）",
    "per_clause": "{fact}（逐条回答：现在要答 {count} 条，其余 {later} 条等情形具备了再答）",
    "per_clause_later": "{fact}（逐条回答：{later} 条，等情形具备了再答）",
    "roster_open": "还有没列出的",
    "all_clauses": "{first} 等 {count} 条",
    "next_question": "{object}：{question}",
    "unseen_of": "{parent}下的{type}",
    "in_force": "自 {day} 起施行",
    "what_if_new": "没有这一结论",
    "not_held": "{name} 不成立",
}
CONFIDENCE = {
    "官方原文": "官方原文",
    "两个来源": "两个来源",
    "一个来源": "一个来源（待核）",
    "凭记忆": "凭记忆（待核）",
}


def listed(names: list[str], limit: int = 8) -> str:
    """Names side by side; of many, the first few and how many there are.

    >>> listed(["甲", "乙", "丙"], 2)
    '甲、乙 等 3 个'
    """
    if len(names) <= limit:
        return "、".join(names)
    return TEXTS["all_objects"].format(first="、".join(names[:limit]), count=len(names))
