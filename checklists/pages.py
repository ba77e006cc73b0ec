"""Self-contained HTML pages: style and script stand in the page, and its policy lets nothing else in, least of all the
network."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from markupsafe import Markup

from checklists.rendering import rendered

STYLE = "authoring.css.j2"


def page(template: str, script: str = "", sheet: str = STYLE, **values: Any) -> str:
    """An HTML page filled with values; `style`, `script` and `policy` are the page's own. The style sheet is filled with
    the same values."""
    style = f"\n{rendered(sheet, **values)}"
    return rendered(
        template, style=Markup(style), script=Markup(script), policy=_policy(style, script), **values
    ).lstrip()


def _policy(style: str, script: str) -> str:
    rules = [
        "default-src 'none'",
        f"style-src '{_hash(style)}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    if script:
        rules.append(f"script-src '{_hash(script)}'")
    return "; ".join(rules)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
