"""The Chinese of conditions told as sentences, and of a rule's decision."""

from __future__ import annotations

LEADS = {
    "all": "以下各项同时具备",
    "any": "以下有一项即可",
    "none": "以下一项都没有",
    "not_all": "以下各项没有全部具备",
    "at_least": "以下至少有 {count} 项",
    "fewer": "以下具备的不到 {count} 项",
    "exists": "{place}{type}，至少有一个符合",
    "exists_bare": "{place}{type}，至少有一个",
    "no_object": "{place}{type}，没有一个符合",
    "no_object_bare": "{place}{type}一个都没有",
    "every": "{place}{type}，每一个都符合（一个都没有的不算）",
    "not_every": "{place}{type}，一个都没有，或者有的不符合",
    "every_of": "{place}{type}中，凡是{guard}的，每一个都符合（这样的一个都没有的不算）",
    "not_every_of": "{place}{type}中，{guard}的一个都没有，或者有的不符合",
    "count": "{place}{type}，符合下列条件的{compared} {limit} 个",
    "count_bare": "{place}{type}{compared} {limit} 个",
    "sum": "{place}{type}，符合下列条件的，“{fact}”合计{compared} {limit}",
    "sum_bare": "{place}{type}的“{fact}”合计{compared} {limit}",
    "elements": "下列条号中，至少有 {count} 个成立",
    "few_elements": "下列条号中，成立的不到 {count} 个",
    "reading": "看解释“{reading}”怎么定",
    "ruled": "解释“{reading}”已裁定为“{option}”（{number}）",
    "option": "定为“{option}”的",
}
LEAVES = {
    "true": "不设条件",
    "false": "在这里不会成立",
    "yes": "{owner}“{fact}”答“是”",
    "no": "{owner}“{fact}”答“否”",
    "is": "{owner}“{fact}”是“{value}”",
    "is_one_of": "{owner}“{fact}”是{values}之一",
    "is_not": "{owner}“{fact}”不是“{value}”",
    "is_none_of": "{owner}“{fact}”不是{values}",
    "box": "{owner}“{fact}”里有“{value}”",
    "box_of": "{owner}“{fact}”里有{values}中的一种",
    "box_any": "{owner}“{fact}”里有任何一种",
    "no_box": "{owner}“{fact}”里没有“{value}”",
    "no_box_of": "{owner}“{fact}”里没有{values}",
    "no_box_any": "{owner}“{fact}”里一种都没有",
    "compared": "{left}{compared}{right}",
    "element": "{clause}　{title}",
}
FACILITIES = {
    frozenset({"有且有效"}): "{owner}有“{fact}”，而且有效",
    frozenset({"有但失效"}): "{owner}有“{fact}”，但失效了",
    frozenset({"无"}): "{owner}没有“{fact}”",
    frozenset({"无", "有但失效"}): "{owner}没有“{fact}”，或者有但失效了",
    frozenset({"有且有效", "有但失效"}): "{owner}有“{fact}”（不论有没有效）",
    frozenset({"有且有效", "无"}): "{owner}“{fact}”有且有效，或者根本没有",
}
OWNERS = {"root": "企业的", "up": "所在{type}的", "other": "另一端{type}的", "rule": "本{type}的"}
PLACES = {"here": "本{type}的", "self": "它的", "root": "全企业的", "up": "所在{type}的"}
COMPARED = {"=": "等于", "!=": "不等于", "<": "小于", "<=": "不超过", ">": "超过", ">=": "不少于"}
COUNTED = {**COMPARED, "<": "少于"}
DAYS = {"=": "就是", "!=": "不是", "<": "早于", "<=": "不晚于", ">": "晚于", ">=": "不早于"}
OPPOSITES = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
SUMS = {
    "term": "{owner}“{fact}”",
    "and": "与",
    "together": "{terms}之和",
    "times": "{terms}的 {factor}",
    "fold": "{factor} 倍",
    "percent": "{factor}%",
    "fraction": "{numerator}/{denominator}",
    "plus": "{terms}加 {amount}",
}
DATE_TERMS = {
    "today": "检查日期",
    "event": "作业日期",
    "later": "{base}往后 {amount}",
    "earlier": "{base}往前 {amount}",
    "months": "{count} 个月",
    "days": "{count} 天",
}
JOINED = {
    "all": "，并且",
    "any": "，或者",
    "brackets": "（{text}）",
    "lead": "{lead}：{text}",
    "list": "；",
    "mark": "“{text}”",
}
