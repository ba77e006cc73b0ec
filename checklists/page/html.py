"""The guided checklist as one HTML file: data, style and script stand in it, and its policy admits just these."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from markupsafe import Markup

from checklists.asking.choice import ChecklistChoice
from checklists.page.data import page_parts
from checklists.rendering import rendered
from judge.resolve.resolved import Library

SCRIPT = Path(__file__).with_name("panding.js")
"""The bundle that `make page` makes of page/."""
STYLE = Path(__file__).with_name("panding.css")
_TEMPLATE, _FIRST_STYLE, _FIRST_SCRIPT = (f"checklist_page.{kind}.j2" for kind in ("html", "css", "js"))
_UNSAFE = re.compile("[<\u2028\u2029\ud800-\udfff]")
_ALL = "各标准"


def checklist_page(library: Library, choice: ChecklistChoice) -> str:
    """The page. The same library, choice and days give the same text."""
    parts = page_parts(library, choice)
    style = rendered(_FIRST_STYLE) + STYLE.read_text(encoding="utf-8")
    first_script, script = rendered(_FIRST_SCRIPT), SCRIPT.read_text(encoding="utf-8")
    return rendered(
        _TEMPLATE,
        title=_title(choice),
        about=parts["about"],
        review_by=parts["about"]["reviewBy"],
        policy=policy((style,), (first_script, script)),
        style=Markup(style),
        first_script=Markup(first_script),
        script=Markup(script),
        parts={name: Markup(as_script_data(data)) for name, data in parts.items()},
    )


def as_script_data(data: Any) -> str:
    """JSON that no text in it can end, or begin markup in, the element it stands in.

    >>> as_script_data("</script><!--")
    '"\\\\u003c/script>\\\\u003c!--"'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """A policy that admits these styles and scripts by their digests, pictures out of the page itself, and nothing else: no network."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {' '.join(map(_hash, styles))}",
            "img-src data: blob:",
            "frame-src blob:",
            "connect-src 'none'",
            "form-action 'none'",
            "base-uri 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _title(choice: ChecklistChoice) -> str:
    names = "、".join(standard.short_title for standard in choice.judging) if choice.standards else _ALL
    return f"{choice.enterprise}　{names}检查表" if choice.enterprise else f"{names}检查表"
