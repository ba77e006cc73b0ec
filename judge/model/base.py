"""What all models share: strict records with Chinese keys, typed from text scalars."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, NewType

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

YES, NO = "是", "否"


class Record(BaseModel):
    """A mapping people write: unknown keys are errors, values never change afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=False)


def _yes_no(value: object) -> object:
    if value in (YES, True):
        return True
    if value in (NO, False):
        return False
    raise PydanticCustomError("yes_no", "只能写 是 或 否")


def _one_or_many(value: object) -> object:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def _full_date(value: object) -> object:
    if isinstance(value, datetime.date):
        return value
    match = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", str(value))
    try:
        if match:
            return datetime.date(*map(int, match.groups()))
    except ValueError:
        pass
    raise PydanticCustomError("full_date", "不是日期：写成 2026-11-20")


YesNo = Annotated[bool, BeforeValidator(_yes_no), WithJsonSchema({"enum": [YES, NO]})]
Date = Annotated[datetime.date, BeforeValidator(_full_date), WithJsonSchema({"type": "string", "format": "date"})]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""A non-empty piece of text."""
ONE_OR_MANY = BeforeValidator(_one_or_many)
"""Lets a single value stand for a list of one."""

Condition = Annotated[Any, WithJsonSchema({"$ref": "#/$defs/条件"})]
"""A condition as written: one line, or a tree. `resolve` parses it and knows its position by its path."""
AnswerText = Annotated[Any, WithJsonSchema({})]
"""An answer as written. `resolve` reads it by the kind of its fact."""

Path = NewType("Path", tuple[str | int, ...])
"""Where a value stands in its document: keys and indices from the top."""
