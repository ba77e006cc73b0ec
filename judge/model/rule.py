"""A rule file: one clause item, one rule for each kind of object it is judged on, with its cases."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from judge.model.base import ONE_OR_MANY, AnswerText, Condition, Date, Record, Text

Confidence = Literal["官方原文", "两个来源", "一个来源", "凭记忆"]


class ReadingOptionModel(Record):
    """One defensible way to read a text."""

    name: Text = Field(alias="名称")
    note: Text = Field(alias="说明")


class ReadingModel(Record):
    """A text that bears more than one defensible reading (解释). Open until an office rules on it."""

    name: Text = Field(alias="名称")
    question: Text = Field(alias="问题")
    options: Annotated[tuple[ReadingOptionModel, ...], Field(alias="选项", min_length=2)]
    recommended: Text | None = Field(None, alias="推荐")
    origin: Text | None = Field(None, alias="出自")
    """Where the doubt and the recommendation come from."""


class ExemptionModel(Record):
    """A condition under which a situation, or the whole rule, does not count."""

    name: Text = Field(alias="名称")
    when: Condition = Field(alias="当")
    note: Text | None = Field(None, alias="说明")


class SituationModel(Record):
    """One way to meet the clause. Each that holds is named in the verdict."""

    name: Text = Field(alias="名称")
    when: Condition = Field(alias="当")
    exemptions: Annotated[tuple[ExemptionModel, ...], ONE_OR_MANY] = Field((), alias="除外")
    same_cause_as: Text | None = Field(None, alias="同因")
    """Only in 要素 rules: the clause number by which the same cause has been counted already."""
    rectification: Text | None = Field(None, alias="整改")


class VerificationModel(Record):
    """How well the text behind the rule is known."""

    date: Date = Field(alias="日期")
    confidence: Confidence = Field(alias="程度")
    text: Literal["全", "不全"] = Field("全", alias="条文")
    missing: Text | None = Field(None, alias="缺")
    """What of the text is missing, where it is known in part only."""


class CaseObjectModel(Record):
    """One further object of a case, with what is known of it."""

    id: Text = Field(alias="编号")
    type: Text = Field(alias="类型")
    parent: Text | None = Field(None, alias="在")
    other_end: Text | None = Field(None, alias="另一端")
    date: Text | None = Field(None, alias="日期")
    count: int | None = Field(None, alias="数量")
    known: dict[str, AnswerText] = Field({}, alias="已知")


class CaseModel(Record):
    """A worked example: what is known, and what must come out.

    The judged object (id = the name of the rule's object type) and its ancestors are made by themselves; `已知` keys
    are fact names as in the rule's conditions. Rosters are open unless said complete.
    """

    name: Text = Field(alias="名称")
    known: dict[str, AnswerText] = Field({}, alias="已知")
    objects: tuple[CaseObjectModel, ...] = Field((), alias="对象")
    complete: Annotated[tuple[Text, ...], ONE_OR_MANY] = Field((), alias="名单完整")
    """Object types whose roster is complete, under every parent of the case; or `父编号/类型` for one parent."""
    date: Date | None = Field(None, alias="判定日期")
    object_date: Text | None = Field(None, alias="日期")
    """The judged event's own date."""
    other_end: Text | None = Field(None, alias="另一端")
    rulings: dict[str, Text] = Field({}, alias="裁定")
    outcome: Literal["重大", "一般", "要素", "不构成", "不适用", "待定", "未查", "疑似"] = Field(alias="判定")
    situations: Annotated[tuple[Text, ...] | None, ONE_OR_MANY] = Field(None, alias="情形")
    missing: Annotated[tuple[Text, ...] | None, ONE_OR_MANY] = Field(None, alias="待核实")
    """Exactly the facts (by name), rosters (`名单:类型`) and readings (`解释:名称`) that can still matter."""
    lean: Literal["除外未定"] | None = Field(None, alias="倾向")
    basis: Literal["未见情形", "除外"] | None = Field(None, alias="不构成因")
    standing: Literal["确定", "待核", "条文不全", "读法未定", "待专家组"] | None = Field(None, alias="状态")
    cites: Annotated[tuple[Text, ...] | None, ONE_OR_MANY] = Field(None, alias="引用")
    """Exactly the addresses of the clauses the verdict rests on."""
    unseen_of: Text | None = Field(None, alias="未见")
    """Judge the unseen object of this roster (`父编号/类型`) instead of the case's own object."""
    source: Literal["核对", "生成"] = Field("核对", alias="来源")


class RuleModel(Record):
    """One clause item judged on one kind of object."""

    id: Annotated[str, Field(alias="编号", pattern=r"^[a-z0-9-]+/[^/\s]+$")]
    title: Text = Field(alias="标题")
    object_type: Text = Field(alias="对象")
    applies: Condition | None = Field(None, alias="适用")
    situations: Annotated[tuple[SituationModel, ...], Field(alias="情形", min_length=1)]
    exemptions: Annotated[tuple[ExemptionModel, ...], ONE_OR_MANY] = Field((), alias="除外")
    level: Literal["重大", "一般", "要素"] = Field(alias="等级")
    failure_counts_as_absence: Text | None = Field(None, alias="失效视同无")
    """第十四条-like clause number, 本条 or 否; needed where a 设施 fact is used and the standard says nothing."""
    rectification: Text = Field(alias="整改")
    note: Text | None = Field(None, alias="说明")
    verification: VerificationModel = Field(alias="核对")
    readings: tuple[ReadingModel, ...] = Field((), alias="解释")
    replaces: Text | None = Field(None, alias="替代")
    """The shipped rule that an office's layer replaces by this one."""
    replaces_reason: Text | None = Field(None, alias="替代理由")
    cases: Annotated[tuple[CaseModel, ...], Field(alias="用例", min_length=1)]


class RuleFileModel(Record):
    """One rule file."""

    clause: Text = Field(alias="条款")
    rules: Annotated[tuple[RuleModel, ...], Field(alias="规则", min_length=1)]
