"""The vocabulary: object types, facts shared by all standards, constraints between facts, drawings of what is asked."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from judge.model.base import ONE_OR_MANY, AnswerText, Condition, Record, Text, YesNo

Nature = Literal["实物", "任职", "事件", "关系"]
Kind = Literal["是否", "设施", "数值", "单选", "多选", "日期", "文本"]
Speciality = Literal["工艺", "设备", "仪表", "电气", "总图", "管理"]


class ObjectTypeModel(Record):
    """A kind of object that can be judged."""

    name: Text = Field(alias="名称")
    parent: Text | None = Field(None, alias="上级")
    """None for 企业 only, the root, of which there is exactly one."""
    nature: Nature = Field(alias="性质")
    other_end: Text | None = Field(None, alias="另一端")
    """For a 关系: the type at its other end (the first end is its parent)."""
    meaning: Text = Field(alias="含义")
    roster_question: Text | None = Field(None, alias="名单问题")
    """How to ask whether all of them are listed."""


class HelpModel(Record):
    """One sentence of help, with where it comes from."""

    text: Text = Field(alias="文")
    origin: Literal["条文", "官方解读", "公开案例", "经验", "编者建议"] = Field(alias="出自")


class LookModel(Record):
    """One way to find a fact out."""

    how: Literal["看", "问", "文件", "测"] = Field(alias="法")
    what: Text = Field(alias="内容")


class CaseOfDefinitionModel(Record):
    """A value that a derived fact takes under a condition."""

    when: Condition = Field(alias="当")
    value: Text = Field(alias="值")


class LookupModel(Record):
    """A derived fact read from a table by another fact's value."""

    by: Text = Field(alias="按")
    table: dict[str, Text] = Field(alias="表")


class DefinitionModel(Record):
    """How a derived fact follows from others: exactly one of the four."""

    condition: Condition | None = Field(None, alias="条件")
    cases: tuple[CaseOfDefinitionModel, ...] | None = Field(None, alias="分情况")
    lookup: LookupModel | None = Field(None, alias="查表")
    otherwise: Text | None = Field(None, alias="否则")
    calculator: Text | None = Field(None, alias="计算")
    """A named calculator, e.g. `gb18218.级别`."""


class FactModel(Record):
    """One thing that can be asked of one kind of object. It never changes its meaning under its name."""

    name: Text = Field(alias="名称")
    object_type: Text = Field(alias="对象")
    """`任意` for facts asked of whatever object a rule is judged on (only with 逐项)."""
    kind: Kind = Field(alias="类型")
    options: tuple[Text, ...] = Field((), alias="选项")
    unit: Text | None = Field(None, alias="单位")
    minimum: Text | None = Field(None, alias="下限")
    maximum: Text | None = Field(None, alias="上限")
    whole: YesNo = Field(False, alias="整数")
    looked_up_in: Literal["化学品"] | None = Field(None, alias="名录")
    """Of a 文本: the table in which what is answered is looked up."""
    per_clause: YesNo = Field(False, alias="逐项")
    """Asked anew for each clause (general exclusions)."""
    question: Text = Field(alias="问题")
    look: Annotated[tuple[LookModel, ...], ONE_OR_MANY] = Field((), alias="查法")
    counts: Annotated[tuple[HelpModel, ...], ONE_OR_MANY] = Field((), alias="算")
    does_not_count: Annotated[tuple[HelpModel, ...], ONE_OR_MANY] = Field((), alias="不算")
    help: Annotated[tuple[HelpModel, ...], ONE_OR_MANY] = Field((), alias="说明")
    evidence: Annotated[tuple[Text, ...], ONE_OR_MANY] = Field((), alias="取证")
    speciality: Speciality | None = Field(None, alias="专业")
    holds: Literal["长期", "至某日", "当次"] = Field("当次", alias="时效")
    changeable: YesNo = Field(True, alias="可整改")
    former_names: Annotated[tuple[Text, ...], ONE_OR_MANY] = Field((), alias="曾用名")
    synonyms: Annotated[tuple[Text, ...], ONE_OR_MANY] = Field((), alias="同义词")
    definition: DefinitionModel | None = Field(None, alias="定义")
    example: AnswerText = Field(None, alias="示例")


class ConstraintModel(Record):
    """A condition that always holds between facts of one object; answers that break it are an error."""

    name: Text = Field(alias="名称")
    object_type: Text = Field(alias="对象")
    always: Condition = Field(alias="恒有")
    note: Text | None = Field(None, alias="说明")


class DrawingModel(Record):
    """A small drawing of what is asked about: a file in the layer's folder `drawings`."""

    file: Text = Field(alias="文件")
    name: Text = Field(alias="名称")
    note: Text = Field(alias="说明")
    """What to look for in it, in one sentence."""
    facts: Annotated[tuple[Text, ...], ONE_OR_MANY] = Field((), alias="事实")
    """Full names of the facts beside whose questions it stands."""
    object_types: Annotated[tuple[Text, ...], ONE_OR_MANY] = Field((), alias="对象")


class VocabularyModel(Record):
    """One vocabulary file; all files of a library are read as one."""

    object_types: tuple[ObjectTypeModel, ...] = Field((), alias="对象类型")
    facts: tuple[FactModel, ...] = Field((), alias="事实")
    constraints: tuple[ConstraintModel, ...] = Field((), alias="约束")
    drawings: tuple[DrawingModel, ...] = Field((), alias="图")
