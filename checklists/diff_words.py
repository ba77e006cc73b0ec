"""The words of `panding rules diff`; the page itself is `templates/rules_diff.txt.j2`."""

from __future__ import annotations

from judge.authoring.difference.rules import Change

LABEL = "比较"
CHANGES = {
    Change.SAME: "相同",
    Change.STRICTER: "更严",
    Change.LOOSER: "更宽",
    Change.CROSSING: "两不相含",
    Change.MOVED: "移动",
    Change.ADDED: "新增",
    Change.REMOVED: "取消",
    Change.INCOMPARABLE: "不可比",
    Change.UNDECIDED: "未能确定",
}
