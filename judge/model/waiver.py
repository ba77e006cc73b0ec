"""Waivers of findings that a layer's authors have looked at and leave as they are: `waivers.yaml` in a library layer."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from judge.model.base import Date, Record, Text


class WaiverModel(Record):
    """One finding, or one kind of finding at one place, that stays as it is for a reason."""

    code: Annotated[str, Field(alias="编号", pattern=r"^L\d{3}$")]
    place: Text = Field(alias="处")
    """A rule's id, a fact's full name, `<标准>/<条款编号>` or the file of a drawing; a part of it after `#`."""
    reason: Text = Field(alias="理由")
    date: Date = Field(alias="日期")


class WaiverFileModel(Record):
    """One file of waivers."""

    waivers: tuple[WaiverModel, ...] = Field(alias="豁免")
