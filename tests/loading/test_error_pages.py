"""`docs/errors` is the catalogue, page by page. Written by `python -m judge.diagnostics`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from judge.diagnostics import pages
from judge.diagnostics.catalogue import Entry, entries
from judge.diagnostics.pages import INDEX, index, write_pages

DOCS = Path(__file__).parents[2] / "docs" / "errors"


def test_docs_are_what_the_catalogue_says() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")}
    assert written == {INDEX: index(), **{f"{code}.md": text for code, text in pages().items()}}


def test_index_lists_every_code() -> None:
    assert set(re.findall(r"\(([A-Z]\d{3})\.md\)", index())) == set(entries())


def test_pages_of_codes_that_are_no_more_are_removed(tmp_path: Path) -> None:
    (tmp_path / "Z999.md").write_text("", encoding="utf-8")
    (tmp_path / "notes.md").write_text("", encoding="utf-8")
    write_pages(tmp_path)
    assert {path.stem for path in tmp_path.glob("*.md")} == {"README", "notes", *entries()}


@pytest.mark.parametrize("entry", entries().values(), ids=lambda entry: entry.code)
def test_entry_is_complete_and_well_formed(entry: Entry) -> None:
    assert re.fullmatch(r"[FVRCJLTQP]\d{3}", entry.code)
    assert entry.severity in ("error", "warning")
    assert all((entry.title, entry.message, entry.remedy, entry.page))
    assert entry.remedy.endswith(("。", "]]", "？"))
    used = set(re.findall(r"\{(\w+)\}", entry.message + entry.remedy))
    assert not entry.example or used == set(entry.example)
