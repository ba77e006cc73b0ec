"""`panding rules todo`: which clauses wait for their official text, where it is, and the form to fill in."""

from __future__ import annotations

import yaml

from checklists.waiting import form_text, todo_json, todo_text
from judge.authoring.todo import Waiting, waiting_clauses
from judge.resolve.resolved import Confidence, Library


def test_every_clause_not_sure_is_listed_once(library: Library) -> None:
    listed = [(c.standard, c.ref) for c in waiting_clauses(library)]
    assert len(set(listed)) == len(listed)
    unsure = {
        (rule.standard, rule.clause)
        for rule in library.rules
        if not rule.text_complete or rule.confidence in (Confidence.ONE_SOURCE, Confidence.MEMORY)
    }
    topics = {(s.id, c.ref) for s in library.standards.values() for c in s.clauses if c.not_encoded is not None}
    assert set(listed) == unsure | topics


def test_a_clause_known_in_part_says_what_is_missing(library: Library) -> None:
    (clause,) = waiting_clauses(library, "weihua-2026/5.7.4")
    assert clause.waiting is Waiting.IN_PART
    assert clause.missing


def test_the_gravest_come_first(library: Library) -> None:
    kinds = [c.waiting for c in waiting_clauses(library, "weihua-2026")]
    assert kinds == sorted(kinds, key=list(Waiting).index)


def test_text_names_the_official_address(library: Library) -> None:
    text = todo_text(waiting_clauses(library, "weihua-2026"), library)
    assert "官方原文：https://www.mem.gov.cn/" in text
    data = todo_json(waiting_clauses(library, "weihua-2026"), library)
    assert all(clause["source_is_official"] for clause in data["clauses"])


def test_form_has_an_entry_for_each_clause(library: Library) -> None:
    clauses = waiting_clauses(library)
    form = yaml.safe_load(form_text(clauses, library))
    entries = [entry for standard in form["待核"] for entry in standard["条款"]]
    assert [entry["编号"] for entry in entries] == [clause.ref for clause in clauses]
    assert all(set(entry["查到"].values()) == {""} for entry in entries)


def test_nothing_waits_is_said(library: Library) -> None:
    assert "没有等着核对原文的条款" in todo_text([], library)
