"""JSON Schemas of the files people write, from their models, and of the judgement that programs read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from judge.judging.output import JudgementRecord
from judge.model.base import NO, ONE_OR_MANY, YES
from judge.model.rule import RuleFileModel
from judge.model.ruling import RulingFileModel
from judge.model.standard import StandardModel
from judge.model.table import TableModel
from judge.model.visit import VisitModel
from judge.model.vocabulary import VocabularyModel

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MODELS: dict[str, type[BaseModel]] = {
    "standard": StandardModel,
    "vocabulary": VocabularyModel,
    "table": TableModel,
    "rule": RuleFileModel,
    "visit": VisitModel,
    "rulings": RulingFileModel,
}
JUDGEMENT = "judgement"
KINDS = (*MODELS, JUDGEMENT)
TITLES = {
    "standard": "判定标准 standard.yaml",
    "vocabulary": "词表 vocabulary/*.yaml",
    "table": "表和名录 tables/*.yaml",
    "rule": "规则文件",
    "visit": "检查文件",
    "rulings": "裁定 rulings.yaml",
}
_SAID_ELSEWHERE = frozenset({"title", "description", "default"})
_FORMS = frozenset({"pattern", "enum", "const", "format"})
_OPTIONAL = frozenset({"what_if", "compare"})
_CONDITION = {"$ref": "#/$defs/条件"}
_MARK = {"const": "条件"}
"""Stands for a condition while pydantic works, which knows no definition of ours."""
_TEXT = {"type": "string", "minLength": 1}
_NAMES = {"anyOf": [{"type": ["string", "number"]}, {"type": "array", "items": {"type": ["string", "number"]}}]}
_POSITIVE = {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": "^[0-9]+$"}]}


def schema_of(kind: str) -> dict[str, Any]:
    """The schema of a kind of file. KeyError if there is no such kind."""
    if kind == JUDGEMENT:
        return _judgement_schema()
    raw = MODELS[kind].model_json_schema(by_alias=True, schema_generator=_Generator)
    definitions = raw.pop("$defs", {})
    written = {name: _as_text(definition) for name, definition in definitions.items()}
    if any(_is_condition(node) for node in _nodes(definitions)):
        written["条件"] = _condition()
    schema = {"$schema": DIALECT, "title": TITLES[kind], **_as_text(raw)}
    return {**schema, "$defs": {name: written[name] for name in sorted(written)}} if written else schema


def schema_text(kind: str) -> str:
    """The schema as the text of its file."""
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n"


class _Generator(GenerateJsonSchema):
    """Knows that some lists may be written as a single value, and leaves the definition of conditions to us."""

    def generate_inner(self, schema: Any) -> dict[str, Any]:
        found = super().generate_inner(schema)
        return dict(_MARK) if found == _CONDITION else found

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> dict[str, Any]:
        inner = super().function_before_schema(schema)
        if schema["function"]["function"] is not ONE_OR_MANY.func:
            return inner
        array = inner if inner.get("type") == "array" else next(_arrays(inner), None)
        single = [array["items"]] if array is not None else []
        return {"anyOf": [inner, *single, {"type": "null"}]}


def _arrays(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (part for part in schema.get("anyOf", ()) if part.get("type") == "array")


def _nodes(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from _nodes(item)
    elif isinstance(value, list):
        for item in value:
            yield from _nodes(item)


def _is_condition(schema: Any) -> bool:
    return isinstance(schema, dict) and schema.get("const") == _MARK["const"]


def _as_text(value: Any) -> Any:
    """A schema of values into one of scalars as people write them: an unquoted number is text too, and the reverse."""
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    if not isinstance(value, dict):
        return value
    if _is_condition(value):
        return dict(_CONDITION)
    if value.get("enum") == [YES, NO]:
        return {"enum": [YES, NO, True, False]}
    schema = {name: _as_text(item) for name, item in value.items() if name not in _SAID_ELSEWHERE}
    if schema.get("type") == "integer":
        return {"anyOf": [schema, {"type": "string", "pattern": "^[0-9]+$"}]}
    if schema.get("type") == "string" and not _FORMS.intersection(schema):
        return {**schema, "type": ["string", "number"]}
    return schema


def _condition() -> dict[str, Any]:
    """A condition: one line, or a mapping with exactly one of the tree's keys."""
    several = {"type": "array", "items": _CONDITION, "minItems": 1}

    def fields(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
        return {
            "type": "object",
            "additionalProperties": False,
            "required": list(required),
            "properties": {**required, **(optional or {})},
        }

    where = {"其中": _CONDITION}
    tree = {
        "全部": several,
        "任一": several,
        "均无": several,
        "非": _CONDITION,
        "至少": fields({"数": _POSITIVE, "其中": several}),
        "存在": fields({"对象": _TEXT, "当": _CONDITION}, where),
        "每个": fields({"对象": _TEXT, "当": _CONDITION}, where),
        "数量": fields({"对象": _TEXT, "比较": _TEXT}, where),
        "合计": fields({"对象": _TEXT, "事实": _TEXT, "比较": _TEXT}, where),
        "要素": fields({"出自": _NAMES, "至少": _POSITIVE}),
        "依解释": fields(
            {
                "解释": _TEXT,
                "选": {"type": "object", "minProperties": 2, "additionalProperties": _CONDITION},
            }
        ),
    }
    mapping = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
        "properties": tree,
    }
    return {"anyOf": [dict(_TEXT), mapping]}


def _judgement_schema() -> dict[str, Any]:
    adapter: TypeAdapter[list[JudgementRecord]] = TypeAdapter(
        list[JudgementRecord], config=ConfigDict(use_attribute_docstrings=True)
    )
    raw = adapter.json_schema(mode="serialization")
    definitions = raw["$defs"]
    for definition in definitions.values():
        _close(definition)
    one = {"$ref": "#/$defs/JudgementRecord"}
    return {
        "$schema": DIALECT,
        "title": "panding judge --format json",
        "description": "One object for one visit; several visits give an array.",
        "anyOf": [one, {"type": "array", "items": one}],
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


def _close(definition: dict[str, Any]) -> None:
    """Every field of a record is always there, and no other; titles and defaults only repeat what is there."""
    if "properties" in definition:
        definition["additionalProperties"] = False
        definition["required"] = [name for name in definition["properties"] if name not in _OPTIONAL]
    definition.pop("title", None)
    for field in definition.get("properties", {}).values():
        field.pop("title", None)
        field.pop("default", None)
