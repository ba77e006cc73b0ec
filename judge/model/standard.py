"""A standard's identity, dates, clauses and general rules: `rules/<standard-id>/standard.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from judge.model.base import ONE_OR_MANY, Condition, Date, Record, Text, YesNo
from judge.model.rule import Confidence, ReadingModel

FAILURE_BY_CLAUSE = "本条"
FAILURE_NEVER = "否"


class DeferralModel(Record):
    """A topic that the standard leaves to other standards (让位)."""

    topic: Text = Field(alias="事项")
    note: Text | None = Field(None, alias="说明")


class OfficialCountModel(Record):
    """How many items the standard officially has, and how that is known."""

    official: int = Field(alias="官方", gt=0)
    basis: Text = Field(alias="依据")


class ClauseModel(Record):
    """One clause at item level: its short number (`ref`) and its full address in the standard."""

    ref: Text = Field(alias="编号")
    address: Text = Field(alias="条款")
    topic: Text | None = Field(None, alias="主题")
    counted: YesNo = Field(True, alias="计数")
    """Whether it is one of the officially counted items; a general rule usually is not."""
    not_encoded: Text | None = Field(None, alias="未编码")
    """Why no rule encodes it."""


class ExclusionModel(Record):
    """An exemption that holds for every rule of the standard."""

    name: Text = Field(alias="名称")
    clause: Text = Field(alias="条款")
    """The short number of the clause it stands in."""
    when: Condition = Field(alias="当")
    note: Text | None = Field(None, alias="说明")


class PanelModel(Record):
    """The standard reserves the conclusion to a panel of people."""

    who: Text = Field(alias="由")
    clause: Text = Field(alias="条款")
    at_least: int | None = Field(None, alias="至少人数")


class GeneralRulesModel(Record):
    """What has no object of its own and holds for all rules of the standard (通则)."""

    failure_counts_as_absence: Text | None = Field(None, alias="失效视同无")
    """The short number of the clause that says so, 本条 (each clause itself), or 否. A rule may say otherwise."""
    exclusions: tuple[ExclusionModel, ...] = Field((), alias="除外")
    panel: PanelModel | None = Field(None, alias="结论保留")


class SuccessionModel(Record):
    """What became of one clause in the next version of the standard's family."""

    clause: Text = Field(alias="条款")
    """The short number of the clause here."""
    became: Annotated[tuple[Text, ...], ONE_OR_MANY] = Field((), alias="现为")
    """Short numbers in the next version; empty: nothing there stands for it."""
    change: Text = Field(alias="变化")
    """What differs, in a sentence or two."""


class HandlingModel(Record):
    """What law a hazard under some clauses breaks, and under what law it is handled (违反条款, 处理依据): one candidate."""

    clauses: Annotated[tuple[Text, ...], ONE_OR_MANY] = Field((), alias="条款")
    """Clause numbers, or chapters (`4`: all of article 4); empty: all clauses."""
    by_failure: YesNo = Field(False, alias="失效")
    """Only where a reason rests on something that is there but does not work (有但失效)."""
    violated: Text | None = Field(None, alias="违反")
    handled_under: Text | None = Field(None, alias="处理")
    confidence: Confidence = Field(alias="程度")
    text: Text | None = Field(None, alias="文本")
    """Which text of the law the article numbers are those of."""
    note: Text | None = Field(None, alias="说明")


class StandardModel(Record):
    """One version of a standard."""

    id: Annotated[str, Field(alias="标准", pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: Text = Field(alias="标题")
    short_title: Text = Field(alias="简称")
    number: Text = Field(alias="文号")
    issuer: Text = Field(alias="发布机关")
    issued: Text | None = Field(None, alias="发布")
    in_force_from: Date = Field(alias="施行")
    in_force_from_note: Text | None = Field(None, alias="施行说明")
    repealed_from: Date | None = Field(None, alias="失效")
    """The first day on which it is no longer in force."""
    repeal_unproven: Text | None = Field(None, alias="废止未证实")
    family: Text = Field(alias="族")
    """Versions of one standard share a family; the one in force on the visit's date judges."""
    scope_text: Text = Field(alias="适用范围")
    applies: Condition | None = Field(None, alias="适用")
    defers: tuple[DeferralModel, ...] = Field((), alias="让位")
    official_count: OfficialCountModel = Field(alias="条款数")
    clauses: tuple[ClauseModel, ...] = Field(alias="条款")
    general: GeneralRulesModel = Field(GeneralRulesModel.model_construct(), alias="通则")
    readings: tuple[ReadingModel, ...] = Field((), alias="解释")
    succession: tuple[SuccessionModel, ...] = Field((), alias="沿革")
    """Clause by clause, what became of them in the next version of the family."""
    sources: Annotated[tuple[Text, ...], ONE_OR_MANY] = Field((), alias="来源")
    handling: Annotated[tuple[HandlingModel, ...], ONE_OR_MANY] = Field((), alias="处理对照")
    kind: Literal["法律", "部门规章", "规范性文件", "强制性国家标准", "强制性行业标准", "地方规定", "编者建议"] = Field(
        alias="性质"
    )
