"""One rule in full for people and programs: text, JSON, a page with its decision drawn, or the drawing alone."""

from __future__ import annotations

from markupsafe import Markup

from checklists.command_line import as_json
from checklists.pages import page
from checklists.rendering import rendered
from checklists.texts import STANDINGS
from judge.authoring.telling.decision_words import DRAWING
from judge.authoring.telling.drawing import NARROW, WIDE, drawing, slices
from judge.authoring.telling.showing import ShownRule
from judge.judging.output import plain


def rule_as(kind: str, rule: ShownRule) -> str:
    """The rule as text, json, html or svg."""
    if kind == "json":
        return as_json(plain(rule))
    if kind == "svg":
        return drawing(rule.decision, DRAWING.format(rule=rule.id))
    if kind == "html":
        return _page(rule)
    return rendered("rules_show.txt.j2", rule=rule, standing=STANDINGS[rule.standing])


def _page(rule: ShownRule) -> str:
    title = DRAWING.format(rule=rule.id)
    return page(
        "rule_page.html.j2",
        rule=rule,
        standing=STANDINGS[rule.standing],
        wide=[Markup(part) for part in slices(rule.decision, title, WIDE)],
        narrow=[Markup(part) for part in slices(rule.decision, title, NARROW)],
        written=rendered("rule_written.txt.j2", rule=rule).splitlines(),
    )
