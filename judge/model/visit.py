"""A visit: what was looked at, what was answered, and what people made of it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from judge.model.base import ONE_OR_MANY, AnswerText, Date, Record, Text, YesNo

ROOT_ID = "企业"
INSPECTOR = "检查人员"
VisitKind = Literal["行政检查", "日常巡查", "专家帮扶", "企业自查", "复查"]
REASONS_FOR_NO_ANSWER = ("未查", "查不清", "需检测", "待补资料", "现场未能出示", "拒不提供", "待专家认定", "不明")


class PersonModel(Record):
    """A person on the visit: who inspects, with the number of the certificate; or an expert or other who came along."""

    name: Text = Field(alias="姓名")
    certificate: Text | None = Field(None, alias="证号")
    unit: Text | None = Field(None, alias="单位")
    role: Literal["检查人员", "专家", "陪同人员"] = Field("检查人员", alias="身份")
    """Only 检查人员 sign as such and need the number of a certificate."""


class OccasionModel(Record):
    """The visit's own data."""

    id: Text = Field(alias="编号")
    kind: VisitKind = Field(alias="类型")
    dates: Annotated[tuple[Date, ...], ONE_OR_MANY, Field(alias="日期", min_length=1)]
    """The day or days of the visit; the last one is the 判定日期 unless said otherwise."""
    judged_on: Date | None = Field(None, alias="判定日期")
    people: Annotated[tuple[PersonModel, ...], ONE_OR_MANY] = Field((), alias="人员")
    power: Literal["有赋权", "受委托", "无"] = Field("无", alias="职权")
    office: Text | None = Field(None, alias="单位")

    @property
    def inspectors(self) -> tuple[PersonModel, ...]:
        """Who inspects."""
        return tuple(person for person in self.people if person.role == INSPECTOR)

    @property
    def company(self) -> tuple[PersonModel, ...]:
        """Experts and others who came along."""
        return tuple(person for person in self.people if person.role != INSPECTOR)


class EnterpriseModel(Record):
    """The enterprise visited."""

    name: Text = Field(alias="名称")
    credit_code: Text | None = Field(None, alias="统一社会信用代码")
    address: Text | None = Field(None, alias="地址")


class ScopeModel(Record):
    """What the visit was to look at, fixed beforehand. What lies outside is neither judged nor open."""

    standards: Annotated[tuple[Text, ...], ONE_OR_MANY] = Field((), alias="标准")
    """Standard ids or families; empty: all that are in force."""
    clauses: Annotated[tuple[Text, ...], ONE_OR_MANY] = Field((), alias="条款")
    """`<standard>/<ref>` or `<standard>/<chapter>`; empty: all clauses of the standards."""
    areas: Annotated[tuple[Text, ...], ONE_OR_MANY] = Field((), alias="区域")
    """Ids of objects; they and all below them are in scope. Empty: the whole enterprise."""
    sampling: Text | None = Field(None, alias="抽样")
    note: Text | None = Field(None, alias="说明")


class ObjectModel(Record):
    """One object met on the visit; with `数量` a group of alike ones."""

    id: Text = Field(alias="编号")
    type: Text = Field(alias="类型")
    name: Text | None = Field(None, alias="名称")
    parent: Text | None = Field(None, alias="在")
    """Id of the object it belongs to; the enterprise unless said otherwise."""
    other_end: Text | None = Field(None, alias="另一端")
    date: Text | None = Field(None, alias="日期")
    """For an event: its day, month (2026-03) or range (2026-03-01..2026-03-10)."""
    count: Annotated[int | None, Field(alias="数量", ge=1, le=100_000)] = None


class RosterModel(Record):
    """Whether all objects of some types are listed under one object: directly, or under each listed object between."""

    parent: Text = Field(ROOT_ID, alias="在")
    types: Annotated[tuple[Text, ...], ONE_OR_MANY, Field(alias="类型", min_length=1)]
    complete: YesNo = Field(alias="完整")
    by: Text | None = Field(None, alias="人")
    at: Text | None = Field(None, alias="时间")
    note: Text | None = Field(None, alias="备注")


class AnswerModel(Record):
    """An answer with its circumstances. `答` may be left out where `无答` says why there is none."""

    value: AnswerText = Field(None, alias="答")
    none_because: (
        Literal["未查", "查不清", "需检测", "待补资料", "现场未能出示", "拒不提供", "待专家认定", "不明"] | None
    ) = Field(None, alias="无答")
    due: Date | None = Field(None, alias="期限")
    by: Text | None = Field(None, alias="人")
    at: Text | None = Field(None, alias="时间")
    evidence: Annotated[tuple[Text, ...], ONE_OR_MANY] = Field((), alias="证据")
    note: Text | None = Field(None, alias="备注")
    bulk: YesNo = Field(False, alias="批量")
    carried_over: Text | None = Field(None, alias="沿用")
    """Id of the earlier visit it was taken from."""
    sampled: Annotated[Text | None, Field(alias="抽查", pattern=r"^\d+/\d+$")] = None
    declared: YesNo = Field(False, alias="企业自报")


class ObservationModel(Record):
    """Something seen and written down freely (见什么记什么): the inspector's own finding, never a major hazard."""

    text: Text = Field(alias="所见")
    place: Text | None = Field(None, alias="位置")
    object: Text | None = Field(None, alias="对象")
    photo: Annotated[tuple[Text, ...], ONE_OR_MANY] = Field((), alias="照片")
    by: Text | None = Field(None, alias="人")
    at: Text | None = Field(None, alias="时间")
    basis: Text | None = Field(None, alias="依据")
    """Free text, or `<standard>/<ref>` of a clause, or the id of a rule of level 一般."""
    level: Literal["一般", "待定"] = Field("待定", alias="等级")
    rectification: Text | None = Field(None, alias="整改")


class OpinionModel(Record):
    """A person's opinion on one machine verdict; it lapses when the rule or its grounds change."""

    rule: Text = Field(alias="规则")
    object: Text = Field(alias="对象")
    conclusion: Literal["重大", "一般", "不构成", "不适用", "待定"] = Field(alias="意见")
    kind: Literal["事实", "读法", "行业归属", "规则有误", "原文已核"] = Field(alias="种类")
    """Why it differs; 原文已核 confirms a verdict whose clause was looked up in the official text."""
    person: Text = Field(alias="人")
    reason: Text = Field(alias="理由")
    date: Date = Field(alias="日期")
    step: Literal["检查人员意见", "有权机关认定"] = Field("检查人员意见", alias="层级")
    rule_digest: Text = Field(alias="规则摘要")
    grounds_digest: Text = Field(alias="依据摘要")


class CorrectionModel(Record):
    """A change after signature: appended, never overwriting."""

    object: Text = Field(ROOT_ID, alias="对象")
    fact: Text = Field(alias="事实")
    before: AnswerText = Field(alias="原答")
    after: AnswerText = Field(alias="更正为")
    by: Text = Field(alias="人")
    at: Text = Field(alias="时间")
    reason: Text = Field(alias="理由")


class MainClauseModel(Record):
    """The inspector's choice of the clause to cite where several overlap."""

    object: Text = Field(alias="对象")
    rule: Text = Field(alias="主条")
    with_rules: Annotated[tuple[Text, ...], ONE_OR_MANY] = Field((), alias="并案")


class FixModel(Record):
    """A hazard put right on the spot: recorded on the finding, the answers stay as found."""

    rule: Text = Field(alias="规则")
    object: Text = Field(alias="对象")
    what: Text = Field(alias="当场整改")
    by: Text = Field(alias="人")
    at: Text | None = Field(None, alias="时间")


class PhotoModel(Record):
    """A photo taken on the visit; answers and observations name it as evidence."""

    name: Text = Field(alias="名称")
    digest: Annotated[Text, Field(alias="摘要", pattern=r"^[0-9a-f]{64}$")]
    """SHA-256 of the scaled copy, in hexadecimal digits."""
    at: Text | None = Field(None, alias="时间")
    by: Text | None = Field(None, alias="人")
    note: Text | None = Field(None, alias="备注")


class ReinspectionModel(Record):
    """What a re-check found of one hazard of the earlier visit."""

    rule: Text = Field(alias="规则")
    object: Text = Field(alias="对象")
    state: Literal["已改", "部分", "未改", "整改中"] = Field(alias="结果")
    by: Text | None = Field(None, alias="人")
    at: Text | None = Field(None, alias="时间")
    note: Text | None = Field(None, alias="备注")
    photos_before: Annotated[tuple[Text, ...], ONE_OR_MANY] = Field((), alias="整改前照片")
    photos_after: Annotated[tuple[Text, ...], ONE_OR_MANY] = Field((), alias="整改后照片")


class FilledWithModel(Record):
    """What the visit was filled in with: a guided checklist of some library."""

    library: Text = Field(alias="规则库")
    """Digest of the library."""
    engine: Text | None = Field(None, alias="引擎")
    form: Text | None = Field(None, alias="方式")
    """网页, 表格, 纸质 or 终端."""


class VisitModel(Record):
    """One visit."""

    occasion: OccasionModel = Field(alias="检查")
    enterprise: EnterpriseModel = Field(alias="企业")
    scope: ScopeModel = Field(ScopeModel.model_construct(), alias="范围")
    objects: tuple[ObjectModel, ...] = Field((), alias="对象")
    rosters: tuple[RosterModel, ...] = Field((), alias="名单")
    answers: dict[str, dict[str, AnswerText]] = Field({}, alias="答案")
    """Object id → fact name (`事实` or `事实@标准/条款` for a fact asked per clause) → answer or `AnswerModel`."""
    observations: tuple[ObservationModel, ...] = Field((), alias="见闻")
    opinions: tuple[OpinionModel, ...] = Field((), alias="意见")
    main_clauses: tuple[MainClauseModel, ...] = Field((), alias="主条")
    fixes: tuple[FixModel, ...] = Field((), alias="当场整改")
    corrections: tuple[CorrectionModel, ...] = Field((), alias="更正")
    signed: Text | None = Field(None, alias="签字")
    earlier: Text | None = Field(None, alias="上次检查")
    """Id of the visit whose findings this one re-checks."""
    reinspections: tuple[ReinspectionModel, ...] = Field((), alias="复查")
    photos: tuple[PhotoModel, ...] = Field((), alias="照片")
    photo_data: dict[Text, Text] = Field({}, alias="照片数据")
    """By digest: the photo itself as a `data:` address. It travels in exports and never in results."""
    filled_with: FilledWithModel | None = Field(None, alias="填写")
