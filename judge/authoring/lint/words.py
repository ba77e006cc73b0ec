"""The Chinese words with which findings are told; the sentences stand in the catalogue of diagnostics."""

from __future__ import annotations

EXEMPTION = "除外“{name}”"
ALL_EXEMPTIONS = "各项除外合起来"
SCOPE = "适用"
STRETCH = "“{name}”（{interval}）"
BETWEEN = "{low} 与 {high} 之间"
FROM_TO = "{low} 到 {high}"
BOTH_BORDERS = " 且 "
SAME_NAME = "名称一样"
SAME_QUESTION = "问题一样"
ALIAS = "一个的名称是另一个的别名"
ONE_CHARACTER = "名称只差一个字"
