"""One rule in full for people and programs: text, JSON, a page with its decision drawn, or the drawing alone."""

from __future__ import annotations

from markupsafe import Markup

from checklists.command_line import as_json
from checklists.drawings import figures_on_page
from checklists.pages import page
from checklists.rendering import rendered
from checklists.texts import STANDINGS
from judge.authoring.telling.decision_words import DRAWING
from judge.authoring.telling.drawing import NARROW, WIDE, drawing, slices
from judge.authoring.telling.showing import ShownRule
from judge.judging.output import plain
from judge.resolve.resolved import Library


def rule_as(kind: str, rule: ShownRule, library: Library) -> str:
    """The rule as text, json, html or svg. `library` holds the drawings of what is asked about."""
    if kind == "json":
        return as_json(plain(rule))
    if kind == "svg":
        return drawing(rule.decision, DRAWING.format(rule=rule.id))
    if kind == "html":
        return _page(rule, library)
    return rendered("rules_show.txt.j2", rule=rule, standing=STANDINGS[rule.standing])


def _page(rule: ShownRule, library: Library) -> str:
    title = DRAWING.format(rule=rule.id)
    figures = figures_on_page([rule.object_type, *(fact.name for fact in rule.facts)], library)
    return page(
        "rule_page.html.j2",
        rule=rule,
        figures=figures,
        figures_of_object=figures[rule.object_type],
        standing=STANDINGS[rule.standing],
        wide=[Markup(part) for part in slices(rule.decision, title, WIDE)],
        narrow=[Markup(part) for part in slices(rule.decision, title, NARROW)],
        written=rendered("rule_written.txt.j2", rule=rule).splitlines(),
    )
