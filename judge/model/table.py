"""A file of tables: chemicals with their thresholds, classes of hazard, factors, and lists that standards refer to."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from judge.model.base import ONE_OR_MANY, Record, Text

Sure = Literal["官方原文", "两个来源", "一个来源", "凭记忆"]
Texts = Annotated[tuple[Text, ...], ONE_OR_MANY]


class ChemicalModel(Record):
    """A chemical named in table 1 of GB 18218."""

    number: Text = Field(alias="序号")
    name: Text = Field(alias="名称")
    restriction: Text | None = Field(None, alias="限定")
    """Only what meets this stands in the table: then neither the bare name nor the CAS number is enough."""
    synonyms: Texts = Field((), alias="别名")
    cas: Texts = Field((), alias="CAS")
    threshold: Text = Field(alias="临界量")
    """In tonnes."""
    suggested: Texts = Field((), alias="建议类别")
    """Usual classes, for people to look at; nothing is calculated with them."""
    note: Text | None = Field(None, alias="说明")
    confidence: Sure = Field(alias="核对")


class ToxicGasModel(Record):
    """A gas with a factor of its own: table 3."""

    name: Text = Field(alias="名称")
    cas: Texts = Field((), alias="CAS")
    beta: Text = Field(alias="β")
    confidence: Sure = Field(alias="核对")


class HazardClassModel(Record):
    """A class of hazard with its threshold (table 2, in tonnes) and factor (table 4)."""

    symbol: Text = Field(alias="符号")
    category: Text = Field(alias="类别")
    condition: Text = Field(alias="条件")
    threshold: Text = Field(alias="临界量")
    beta: Text = Field(alias="β")
    confidence: Sure = Field(alias="核对")


class PopulationModel(Record):
    """The factor α from a number of residents on: table 5."""

    residents: Annotated[int, Field(alias="人口", ge=0, le=10**9)]
    alpha: Text = Field(alias="α")
    confidence: Sure = Field(alias="核对")


class EntryModel(Record):
    """One entry of a list."""

    number: Text = Field(alias="序号")
    name: Text = Field(alias="名称")
    group: Text | None = Field(None, alias="组")
    synonyms: Texts = Field((), alias="别名")
    cas: Texts = Field((), alias="CAS")
    note: Text | None = Field(None, alias="说明")
    confidence: Sure = Field(alias="核对")


class ListModel(Record):
    """A published list of processes or chemicals."""

    id: Text = Field(alias="编号")
    title: Text = Field(alias="标题")
    documents: Texts = Field((), alias="文号")
    total: Annotated[int, Field(alias="总数", ge=1, le=100_000)]
    """How many the official list has."""
    note: Text | None = Field(None, alias="说明")
    entries: tuple[EntryModel, ...] = Field(alias="条目")


class TableModel(Record):
    """One file of tables; all of a library are read as one."""

    chemicals: tuple[ChemicalModel, ...] = Field((), alias="化学品")
    toxic_gases: tuple[ToxicGasModel, ...] = Field((), alias="毒性气体")
    classes: tuple[HazardClassModel, ...] = Field((), alias="危险类别")
    populations: tuple[PopulationModel, ...] = Field((), alias="人口系数")
    lists: tuple[ListModel, ...] = Field((), alias="名录")
