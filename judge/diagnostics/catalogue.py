"""The catalogue of codes: `catalogue.yaml` beside this file holds every text a user can be told about a problem."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

CATALOGUE = Path(__file__).with_name("catalogue.yaml")
_LABELS = "_labels"
_OPTIONAL = re.compile(r"\[\[(.*?)\]\]")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_LONGEST_VALUE = 400


@dataclass(frozen=True, slots=True)
class Entry:
    """One code: severity (`error` or `warning`), a short title, message and remedy templates, and its page's text.

    `example` holds values that fill the templates on the code's page.
    """

    code: str
    severity: str
    title: str
    message: str
    remedy: str
    page: str
    example: Mapping[str, str] = field(default_factory=dict)


def filled(template: str, values: Mapping[str, str]) -> str:
    """A template with its `{names}` filled in; a part in `[[ ]]` is left out where a value in it is empty.

    >>> filled("[[是不是“{nearest}”？]]改成{key}", {"nearest": "", "key": "甲"})
    '改成甲'
    """
    short = {
        name: value if len(value) <= _LONGEST_VALUE else value[:_LONGEST_VALUE] + "…" for name, value in values.items()
    }

    def optional(match: re.Match[str]) -> str:
        is_said = all(short.get(name) for name in _PLACEHOLDER.findall(match[1]))
        return match[1] if is_said else ""

    return _PLACEHOLDER.sub(lambda match: short[match[1]], _OPTIONAL.sub(optional, template))


@cache
def _raw() -> dict[str, Any]:
    import yaml

    loader = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader  # all text stays text
    raw: dict[str, Any] = yaml.load(CATALOGUE.read_text(encoding="utf-8"), Loader=loader)
    return raw


@cache
def entries() -> dict[str, Entry]:
    """Every code of the catalogue, in its order."""
    return {code: _entry(code, body) for code, body in _raw().items() if code != _LABELS}


def _entry(code: str, body: Mapping[str, Any]) -> Entry:
    texts = {name: str(value) for name, value in body.items() if name != "example"}
    example = {name: str(value) for name, value in (body.get("example") or {}).items()}
    return Entry(code, **texts, example=example)


def entry(code: str) -> Entry:
    """The entry of one code; a KeyError is a fault of ours, never of the user's."""
    return entries()[code]


def label(name: str) -> str:
    """One of the few fixed words around diagnostics: 错误, 条款, 改法, …"""
    return str(_raw()[_LABELS][name])
