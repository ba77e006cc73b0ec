"""The form as Markdown."""

from __future__ import annotations

import re

from checklists.asking.choice import ChecklistChoice
from checklists.paper.form import form_of, papers_line
from checklists.paper.words import PAPER
from checklists.rendering import rendered
from judge.resolve.resolved import Library

_SIGNS = re.compile(r"([\\`*_\[\]<>|#])")


def checklist_text(library: Library, choice: ChecklistChoice) -> str:
    """The form of a choice as Markdown; texts of the visit stand in it as text, never as signs of Markdown."""
    return rendered(
        "checklist_form.md.j2", form=form_of(library, choice), words=PAPER, cell=_cell, papers_line=papers_line
    )


def _cell(text: object) -> str:
    """A text that may stand in a cell of a table."""
    return _SIGNS.sub(r"\\\1", str(text)).replace("\n", " ")
