"""The data that the page carries: a library for a choice, its questions, words to search by, texts, and what is preset.

Each part is plain data for JSON and stands in an element of its own (`panding-<part>`), so that the page reads the large ones
only when it needs them. The page's `data.ts` reads them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checklists.asking.choice import ChecklistChoice, chosen_standards, library_code
from checklists.asking.questionnaire import METHODS, Card, questionnaire_of_versions
from checklists.page.packing import pack
from checklists.page.paper_words import paper_words
from checklists.page.phrases import words
from checklists.page.reducing import reduced
from checklists.page.searching import initials, searched_texts
from judge.judging.output import ENGINE_VERSION, document_of
from judge.resolve.resolved import Library, Standard

FORMAT = 1
"""Changes when an older page could not read the parts."""


def page_parts(library: Library, choice: ChecklistChoice) -> dict[str, Any]:
    """The parts by name."""
    kept = reduced(library, choice.standards)
    cards = questionnaire_of_versions(kept, choice.rules, choice.all_rules)
    return {
        "about": about(kept, choice),
        "library": pack(kept),
        "questionnaire": _cards(kept, cards),
        "words": pack(words()),
        "papers": paper_words(),
        "initials": initials(searched_texts(kept)),
    }


def _cards(library: Library, cards: Sequence[Card]) -> list[list[Any]]:
    """`[letters, type, [[fact number, key or 0 if it is the fact's name, [rule number, …], whether it decides the scope, way], …]]`.

    Codes follow from the order; numbers are places in the library's facts and rules, the way is a place in `METHODS`.
    """
    rules = {rule.id: number for number, rule in enumerate(library.rules)}
    facts = {name: number for number, name in enumerate(library.facts)}
    return [
        [
            card.letters,
            card.object_type.name,
            [
                [
                    facts[question.fact.full_name],
                    0 if question.key == question.fact.name else question.key,
                    [rules[name] for name in question.rules],
                    int(question.decides_scope),
                    METHODS.index(question.method),
                ]
                for question in card.questions
            ],
        ]
        for card in cards
    ]


def about(library: Library, choice: ChecklistChoice) -> dict[str, Any]:
    """What the page is, and what is preset of the visit."""
    return {
        "format": FORMAT,
        "engine": ENGINE_VERSION,
        "library": library.digest,
        "code": library_code(library.digest),
        "madeOn": choice.made_on.isoformat() if choice.made_on else None,
        "reviewBy": choice.review_by.isoformat() if choice.review_by else None,
        "standards": [_standard(one) for one in chosen_standards(library, choice.standards)],
        "preset": preset(choice),
    }


def preset(choice: ChecklistChoice) -> dict[str, Any]:
    """The parts of a visit that are known beforehand, under the keys of a visit file; `上次` holds the earlier visit whole."""
    occasion: dict[str, Any] = {
        "编号": choice.visit_id,
        "类型": choice.kind,
        "日期": [choice.day.isoformat()] if choice.is_day_fixed else None,
        "人员": [person.model_dump(by_alias=True, exclude_none=True) for person in choice.inspectors] or None,
    }
    scope = {"标准": list(choice.standards) or None, "条款": list(choice.clauses) or None}
    found = {
        "检查": _given(occasion),
        "企业": _given({"名称": choice.enterprise}),
        "范围": _given(scope),
    }
    if choice.earlier is not None:
        found["上次"] = document_of(choice.earlier)
    return {key: value for key, value in found.items() if value}


def _given(parts: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in parts.items() if value is not None}


def _standard(standard: Standard) -> dict[str, str]:
    return {
        "id": standard.id,
        "family": standard.family,
        "title": standard.title,
        "shortTitle": standard.short_title,
        "number": standard.number,
    }
