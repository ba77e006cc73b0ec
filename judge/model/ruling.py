"""Rulings (裁定) on readings by an office, dated and numbered: `rulings.yaml` in a library layer."""

from __future__ import annotations

from pydantic import Field

from judge.model.base import Date, Record, Text


class RulingModel(Record):
    """One decision between the options of a reading."""

    reading: Text = Field(alias="解释")
    """`<规则编号>#<名称>` or `<标准>#<名称>`."""
    option: Text = Field(alias="采用")
    number: Text = Field(alias="文号")
    date: Date = Field(alias="日期")
    by: Text = Field(alias="机关")
    reason: Text | None = Field(None, alias="理由")


class RulingFileModel(Record):
    """One file of rulings."""

    rulings: tuple[RulingModel, ...] = Field(alias="裁定")
