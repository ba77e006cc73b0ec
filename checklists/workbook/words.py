"""The words of the checklist workbook."""

from __future__ import annotations

GUIDE, ENTERPRISE, PEOPLE, ROSTERS, SEEN, STORE = "说明", "企业", "人员", "名单", "见闻", "panding"
"""Titles of the sheets that are not of a kind of object; the last one is hidden."""
HEAD_ROW, QUESTION_ROW = "#表头", "#题目"
"""Marks of the rows above the data, in the hidden first column."""
NAME, IN, OTHER_END, DATE, COUNT = "名称", "所在", "另一端", "日期", "数量"
QUESTION = "问题"
ENTERPRISE_HEADINGS = {"项目": 26, "填写": 24, "备注": 24, "说明": 60}
"""Headings of the enterprise's sheet with their widths."""
PEOPLE_HEADINGS = {"姓名": 14, "证号": 20, "单位": 26, "身份": 14}
ROSTER_HEADINGS = {"种类": 20, "在": 18, "完整": 14, "人": 10, "时间": 14, "备注": 40, "问题": 60}
SEEN_HEADINGS = {
    "所见": 44, "位置": 18, "对象": 18, "照片": 18, "依据": 22, "等级": 10, "整改": 36, "人": 10, "时间": 18,
}  # fmt: skip
SHOWN_HEADINGS = {"完整": "都列全了吗", "在": "在哪里（空着：全厂）", "种类": "种类", "问题": "要列全的是"}
"""Headings that are not the key itself."""
HEAD_FIELDS = {
    "检查.编号": ("检查编号", "自己编，一次检查一个，例如 2026-0112", ()),
    "检查.类型": ("检查类型", "", ("行政检查", "日常巡查", "专家帮扶", "企业自查", "复查")),
    "检查.日期": ("检查日期", "例如 2026-11-20；几天的都写，用“、”隔开", ()),
    "检查.判定日期": ("判定日期", "空着就是检查的最后一天", ()),
    "检查.职权": ("职权", "本单位对这类检查有没有执法权", ("有赋权", "受委托", "无")),
    "检查.单位": ("检查单位", "检查人员写在“人员”表里", ()),
    "企业.名称": ("企业名称", "和营业执照一样", ()),
    "企业.统一社会信用代码": ("统一社会信用代码", "", ()),
    "企业.地址": ("地址", "", ()),
    "范围.标准": ("范围：标准", "事先定好检查哪些标准（编号或族），用“、”隔开", ()),
    "范围.条款": ("范围：条款", "空着就是这些标准的全部条款", ()),
    "范围.区域": ("范围：区域", "只查几处的，写对象的名称，用“、”隔开；空着就是全厂", ()),
    "范围.抽样": ("范围：抽样办法", "", ()),
    "范围.说明": ("范围：说明", "", ()),
    "签字": ("签字", "签字以后的改动要写“更正”，不在表里改", ()),
    "上次检查": ("上次检查", "复查的，写上次的检查编号", ()),
}
"""Key → what it is called, a hint, and the values to choose from."""
REQUIRED = {"检查.编号": "…", "检查.类型": "行政检查", "检查.日期": "2000-01-01", "企业.名称": "…"}
"""What has to be filled in, and what stands for it so that the rest is read all the same before the file is refused."""
REQUIRED_MARK = "{name} *"
LISTED_FIELDS = frozenset({"检查.日期", "范围.标准", "范围.条款", "范围.区域"})
DEFAULT_ANSWERS_OF_HEAD = "企业自己的问题（接着往下答）"
OFFERED_REASONS = ("查不清", "需检测", "待补资料", "现场未能出示", "拒不提供", "待专家认定")
"""Reasons for no answer that the drop-downs offer."""
YES_NO = ("是", "否")
ROLES = ("检查人员", "专家", "陪同人员")
LEVELS = ("一般", "待定")
OR = " 或 "
LIST = "、"
OF_UNIT = "{name}（{unit}）"
OF_OPTION = "{name}：{option}"
HEADING = "{name}\n{code} {method}"
SCOPE_FIRST = "先问：它决定要不要判"
QUESTION_OF_OPTION = "{question} ——{option}？"
BOX_HINT = "这一项是还是否；没有看的空着"
NUMBER_HINT = "数：9、8..12、>=5、10±10%；单位 {unit}，换别的单位就写出来"
COUNT_HINT = "数：9、8..12、>=5、10±10%"
DATE_HINT = "日期：2026-11-20；只知道月份的写 2026-11"
CHOICE_HINT = "不能确定是哪一个的，写 {first} 或 {second}"
NAME_HINT = "每行写一个{kind}，名称自己起，同一种的不要重名。"
GROUP_HINT = "一模一样的几个合写一行时写个数，例如 12；答案对每一个都成立才合写"
IN_HINT = "它在哪个{kind}：从“{kind}”表里写过的名称里选"
OTHER_END_HINT = "关系的另一头：从“{kind}”表里写过的名称里选"
EVENT_HINT = "哪一天：2026-11-20；只知道月份的写 2026-11，一段时间写 2026-11-01..2026-11-05"
GUIDE_TITLE = "重大事故隐患检查表"
GUIDE_LINES = (
    "1. 先填“企业”，再填“人员”。带 * 的一定要填。",
    "2. 一种对象一张表，一行一个对象：先写名称，“所在”从下拉里选，再往右答。现场没有的种类空着，在“名单”里写已列全。",
    "3. 没有问的空着。空着就是没有问，不会当成“没有隐患”，也不会当成“否”。",
    "4. 答不出的选原因：查不清、需检测、待补资料（后面可以写日期：待补资料 2026-11-25）、拒不提供……",
    "5. 两个都可能的，写“有且有效 或 有但失效”；数可以写 8..12、>=5、10±10%，单位不写就是表头里的单位。",
    "6. 题目下面一行是完整的问题；点表头看查法、什么算、什么不算。表头颜色深的先问：它决定要不要判。",
    "7. 给答案加批注就是备注。批注里一行写一样的“证据：照片01、照片02”“抽查：3/12”“人：张三”也认得。",
    "8. “名单”里写每种对象是不是都列全了；“见闻”里记别的看到的问题。",
    "9. 不要写公式，不要动隐藏的行和列；列可以挪动，行可以增加。",
    "10. 填好后：panding judge 这个文件.xlsx",
)
MADE_FOR = "标准"
MADE_ALL = "全部施行的标准"
MADE_ON = "制表日期"
REVIEW_BY = "过了这一天请重新做表"
LIBRARY = "规则库"
LIBRARY_SHOWN = "{code}（摘要 {digest}）"
CUT = "…"
AMBIGUOUS_NAME = "{name}〔{id}〕"
