"""Opens a library: from the cache where its digest is known, else by reading and resolving every file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from judge.diagnostics import Position, Problems
from judge.library.cache import fetch, store
from judge.library.layers import LibraryFile, digest_of, files_of
from judge.resolve.resolved import Library

if TYPE_CHECKING:
    from judge.resolve.rules import WrittenLibrary


def open_library(layers: Sequence[Path], problems: Problems) -> Library | None:
    """The resolved library of all layers; None, with errors among the problems, if any file has one."""
    files = _files(layers, problems)
    if files is None:
        return None
    digest = digest_of(files)
    cached = fetch(digest)
    if cached is not None:
        return cached
    library = _resolved(files, digest, problems)
    if library is not None:
        store(digest, library)
    return library


def read_library(layers: Sequence[Path], problems: Problems) -> Library | None:
    """As `open_library`, without the cache: every file is read and every problem (warnings too) is told."""
    files = _files(layers, problems)
    return None if files is None else _resolved(files, digest_of(files), problems)


def _files(layers: Sequence[Path], problems: Problems) -> list[tuple[Path, LibraryFile]] | None:
    found = []
    for layer in layers:
        if not layer.is_dir():
            problems.add("R080", Position(str(layer)))
            continue
        found.extend((layer, file) for file in files_of(layer))
    return None if problems.has_errors else found


def _resolved(files: list[tuple[Path, LibraryFile]], digest: str, problems: Problems) -> Library | None:
    from judge.resolve.rules import resolve_library

    written = written_library([file for _, file in files], problems)
    library = resolve_library(written, problems)
    return None if problems.has_errors else replace(library, digest=digest)


def written_library(files: Sequence[LibraryFile], problems: Problems) -> WrittenLibrary:
    """Loads every file into its model, with places."""
    from judge.load import load
    from judge.model.rule import RuleFileModel
    from judge.model.ruling import RulingFileModel
    from judge.model.standard import StandardModel
    from judge.model.vocabulary import VocabularyModel
    from judge.resolve.rules import WrittenLibrary, WrittenRules
    from judge.resolve.source import Source

    vocabulary, standards, rules, rulings = [], [], [], []
    for file in files:
        if file.kind == "vocabulary" and (words := load(file.path, VocabularyModel, problems)):
            vocabulary.append(Source(words.model, words.document.position))
        elif file.kind == "standard" and (standard := load(file.path, StandardModel, problems)):
            standards.append(Source(standard.model, standard.document.position))
            if standard.model.id != file.standard:
                place = standard.document.position(("标准",))
                problems.add("R009", place, name=standard.model.id, folder=file.standard)
        elif file.kind == "rule" and (rule := load(file.path, RuleFileModel, problems)):
            rules.append(WrittenRules(file.standard, file.ref, Source(rule.model, rule.document.position)))
        elif file.kind == "rulings" and (ruling := load(file.path, RulingFileModel, problems)):
            rulings.append(Source(ruling.model, ruling.document.position))
    return WrittenLibrary(vocabulary, standards, rules, rulings)
