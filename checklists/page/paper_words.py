"""The words of the papers for the page: the tables of `checklists/texts.py` and the templates, parsed, so that nothing is said a
second time in the page's own code."""

from __future__ import annotations

from typing import Any

from jinja2 import nodes

from checklists.records.fields import LADDER
from checklists.records.papers import UNFOLD
from checklists.rendering import parsed
from checklists.texts import BLANK, CONFIDENCE, COPY, LIST, OUTCOMES, PLAIN, RECORD, STANDINGS, TEXTS
from judge.judging.output import ENGINE_VERSION

TEMPLATES = (
    "records/parts.html.j2",
    "records/working_paper.html.j2",
    "records/outward_record.html.j2",
    "records/copy.html.j2",
    "records/handing_in.html.j2",
    "records/record.css.j2",
)


def paper_words() -> dict[str, Any]:
    """Tables of words by name, and `templates` by file name: plain data, the shape of `PaperWords` in page/papers/words.ts."""
    return {
        "outcomes": OUTCOMES,
        "standings": {str(standing): text for standing, text in STANDINGS.items()},
        "texts": TEXTS,
        "plain": PLAIN,
        "blank": BLANK,
        "record": RECORD,
        "confidence": CONFIDENCE,
        "copy": COPY,
        "list": LIST,
        "ladder": list(LADDER),
        "engine": ENGINE_VERSION,
        "unfold": UNFOLD,
        "templates": {name: {**_plain(parsed(name)), "escapes": name.endswith(".html.j2")} for name in TEMPLATES},
    }


def _plain(value: object) -> Any:
    """A parsed template as plain data: a node is its kind (`is`) and those of its parts that are not empty."""
    if isinstance(value, nodes.Node):
        parts = {name: getattr(value, name) for name in value.fields if name != "ctx"}
        return {
            "is": type(value).__name__,
            **{name: _plain(part) for name, part in parts.items() if part is not None and part != []},
        }
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value
