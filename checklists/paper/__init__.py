"""The checklist on paper: a Word document or Markdown, to be filled in by hand and entered by its short codes."""

from checklists.paper.form import Form, form_of
from checklists.paper.text import checklist_text
from checklists.paper.word import checklist_document

__all__ = ["Form", "checklist_document", "checklist_text", "form_of"]
