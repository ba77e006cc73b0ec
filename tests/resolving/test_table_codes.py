"""Every slip in a table is told where it was made."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.resolving.layer import TABLE, Slip, changed, fact, read
from tests.resolving.test_vocabulary_codes import ASKED, assert_told

AMMONIA, FORMALDEHYDE = "别名: 液氨, CAS: 7664-41-7", "名称: 甲醛, 限定: 含量>90%, CAS: 50-00-0"
SURE = "核对: 两个来源"
SLIPS = [
    Slip("V027", TABLE, "名称: 甲醛, 限定: 含量>90%,", "名称: ▲氨,"),
    Slip("V027", TABLE, "限定: 含量>90%,", "限定: 含量>90%, 别名: [蚁醛, ▲液氨],"),
    Slip("V027", TABLE, FORMALDEHYDE, "名称: 甲醛, CAS: ▲7664-41-7"),
    Slip(
        "V027",
        TABLE,
        "毒性气体:\n",
        f"毒性气体:\n  - {{名称: 液氨, β: 3, {SURE}}}\n",
        ((TABLE, "{名称: 氨, β", "{名称: ▲氨, β"),),
    ),
    Slip(
        "V027",
        TABLE,
        "危险类别:\n",
        f"危险类别:\n  - {{符号: J3, 类别: 甲, 条件: 乙, 临界量: 1, β: 1, {SURE}}}\n",
        ((TABLE, "{符号: J3", "{符号: ▲J3"),),
    ),
    Slip(
        "V027",
        TABLE,
        "人口系数:\n",
        f"人口系数:\n  - {{人口: 0, α: 1, {SURE}}}\n",
        ((TABLE, "人口: 0, α: 0.5", "人口: ▲0, α: 0.5"),),
    ),
    Slip(
        "V027",
        TABLE,
        "总数: 1\n",
        "总数: 2\n",
        ((TABLE, "核对: 凭记忆}]", "核对: 凭记忆}, {序号: 2, 名称: 液氯, 别名: ▲氯, 核对: 凭记忆}]"),),
    ),
    Slip("V028", TABLE, AMMONIA, "别名: 液氨, CAS: ▲7664-41-8"),
    Slip("V028", TABLE, AMMONIA, "别名: 液氨, CAS: ▲七六六四"),
    Slip("V029", TABLE, "临界量: 10", "临界量: ▲0"),
    Slip("V029", TABLE, "临界量: 10", "临界量: ▲-10"),
    Slip("V029", TABLE, "临界量: 10", "临界量: ▲十"),
    Slip("V029", TABLE, "β: 2, 核对: 两个来源}\n危险", "β: ▲0, 核对: 两个来源}\n危险"),
    Slip("V029", TABLE, "α: 0.5", "α: ▲0"),
    Slip("V030", TABLE, "建议类别: J3", "建议类别: ▲J33"),
    Slip("V031", TABLE, "总数: 1", "总数: ▲2"),
    fact("V032", f"{{名称: 甲, 对象: 企业, 类型: 是否, 名录: ▲化学品, {ASKED}}}"),
]


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_slip_in_a_table_is_told_where_it_was_made(slip: Slip, tmp_path: Path) -> None:
    library, problems = read(tmp_path, changed(slip))
    assert library is None
    assert_told(slip, problems, tmp_path)


def test_rows_with_a_restriction_may_share_name_and_number(tmp_path: Path) -> None:
    row = "  - {序号: 9, 名称: 甲醛, 限定: 含量<5%, CAS: 50-00-0, 临界量: 7, 核对: 两个来源}\n"
    library, problems = read(tmp_path, changed(Slip("", TABLE, "毒性气体:", row + "毒性气体:")))
    assert library is not None, list(problems)
    assert library.tables.look_up("甲醛").names == ("甲醛（含量>90%）", "甲醛（含量<5%）")
