"""The words of the commands show, matrix and new."""

from __future__ import annotations

ENDINGS = "文件名要以 {endings} 结尾"
NO_EXCEL = "写 Excel 文件要先装 openpyxl：pip install 'panding[excel]'；不装的，可以改用 -o 某.html"
WAITING = {
    "not_encoded": "没有编码",
    "in_part": "条文不全",
    "memory": "凭记忆",
    "one_source": "只有一个来源",
}
"""Why a clause waits for its official text."""
FORM_HEAD = """\
# 待核条款登记表：打开官方原文，逐条填“查到”的各项；填好的交给规则编写者改规则。
# 原文只供核对，不要粘贴进规则库；规则的标题、说明、整改要自己写。
"""
FORM_FIELDS = ("版本和日期", "各种情形", "除外", "界限和单位", "和规则不同的地方", "核对人和日期")
STATUSES = {"encoded": "已编码", "general": "通则", "not_encoded": "未编码"}
SHEETS = {
    "clauses": (
        "条款",
        (
            ("标准名称", 30),
            ("标准", 16),
            ("条号", 10),
            ("条款", 24),
            ("主题", 24),
            ("状态", 9),
            ("条文核对", 22),
            ("未编码原因", 24),
            ("规则", 34),
            ("规则数", 8),
            ("事实数", 8),
            ("用例数", 8),
        ),
    ),
    "rules": (
        "规则",
        (
            ("标准", 16),
            ("条号", 10),
            ("规则编号", 36),
            ("标题", 36),
            ("对象", 14),
            ("等级", 8),
            ("核对", 12),
            ("事实数", 8),
            ("用例数", 8),
        ),
    ),
    "facts": (
        "事实和问题",
        (("标准", 16), ("条号", 10), ("事实", 30), ("类型", 8), ("问题", 60), ("规则", 40)),
    ),
    "cases": ("用例", (("标准", 16), ("条号", 10), ("规则编号", 36), ("用例", 40), ("应判", 10), ("来源", 8))),
}
"""Of the workbook: the sheets, each with its title and its columns with their widths."""
