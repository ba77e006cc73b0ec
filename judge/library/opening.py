"""Opens a library: from the cache where its digest is known, else by reading and resolving every file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from judge.diagnostics import Position, Problems, nearest
from judge.library.cache import fetch, store
from judge.library.layers import LibraryFile, digest_of, files_of, unread_files
from judge.resolve.resolved import Library

if TYPE_CHECKING:
    from judge.model.vocabulary import VocabularyModel
    from judge.resolve.source import Source
    from judge.resolve.written import WrittenLibrary

KILOBYTE = 1024
LARGEST_DRAWING = 32 * KILOBYTE
"""Bytes. A drawing by hand has two or three thousand; pages carry it in full."""


def open_library(layers: Sequence[Path], problems: Problems) -> Library | None:
    """The resolved library of all layers; None, with errors among the problems, if any file has one."""
    files = library_files(layers, problems)
    if problems.has_errors:
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
    files = library_files(layers, problems)
    warn_of_unread(layers, files, problems)
    return None if problems.has_errors else _resolved(files, digest_of(files), problems)


def library_files(layers: Sequence[Path], problems: Problems) -> list[tuple[Path, LibraryFile]]:
    """The files of all layers, each with its layer; a layer named twice counts once. Problem: no readable folder."""
    distinct: dict[Path, Path] = {}
    for layer in layers:
        distinct.setdefault(layer.resolve(), layer)
    found: list[tuple[Path, LibraryFile]] = []
    for layer in distinct.values():
        try:
            found.extend((layer, file) for file in files_of(layer))
        except OSError:
            problems.add("R080", Position(str(layer)))
    return found


def warn_of_unread(layers: Sequence[Path], files: Sequence[tuple[Path, LibraryFile]], problems: Problems) -> None:
    """A warning for each file of the layers that looks like a rule and is not among those read."""
    read = frozenset(file.path for _, file in files)
    for layer in layers:
        for path in unread_files(layer, read):
            problems.add("R082", Position(str(path)))


def _resolved(files: list[tuple[Path, LibraryFile]], digest: str, problems: Problems) -> Library | None:
    from judge.resolve.rules import resolve_library

    written = written_library([file for _, file in files], problems)
    library = resolve_library(written, problems)
    return None if problems.has_errors else replace(library, digest=digest)


def _check_calculators(vocabulary: Sequence[Source[VocabularyModel]], problems: Problems) -> None:
    from judge.evaluate.calculators import CALCULATORS

    for source in vocabulary:
        for index, fact in enumerate(source.model.facts):
            name = fact.definition.calculator if fact.definition else None
            if name is not None and name not in CALCULATORS:
                near = nearest(name, CALCULATORS)
                hint = f"是不是“{near}”？" if near else ""
                place = source.locate(("事实", index, "定义", "计算"))
                problems.add("V016", place, name=name, known="、".join(sorted(CALCULATORS)), near=hint)


def written_library(files: Sequence[LibraryFile], problems: Problems) -> WrittenLibrary:
    """Loads every file into its model, with places."""
    from judge.load import load
    from judge.model.rule import RuleFileModel
    from judge.model.ruling import RulingFileModel
    from judge.model.standard import StandardModel
    from judge.model.table import TableModel
    from judge.model.vocabulary import VocabularyModel
    from judge.resolve.source import Source
    from judge.resolve.written import WrittenDrawing, WrittenLibrary, WrittenRules

    vocabulary, standards, rules, rulings, drawings, tables = [], [], [], [], [], []
    unreadable = set()
    for file in files:
        if file.kind == "vocabulary" and (words := load(file.path, VocabularyModel, problems)):
            vocabulary.append(Source(words.model, words.document.position))
        elif file.kind == "table" and (table := load(file.path, TableModel, problems)):
            tables.append(Source(table.model, table.document.position))
        elif file.kind == "drawing":
            drawings.append(WrittenDrawing(file.path, _drawn(file.path, problems)))
        elif file.kind == "standard":
            standard = load(file.path, StandardModel, problems)
            if standard is None or standard.model.id != file.standard:
                unreadable.add(file.standard)
            if standard is None:
                continue
            standards.append(Source(standard.model, standard.document.position))
            if standard.model.id != file.standard:
                place = standard.document.position(("标准",))
                problems.add("R009", place, name=standard.model.id, folder=file.standard)
        elif file.kind == "rule" and (rule := load(file.path, RuleFileModel, problems)):
            rules.append(WrittenRules(file.standard, file.ref, Source(rule.model, rule.document.position)))
        elif file.kind == "rulings" and (ruling := load(file.path, RulingFileModel, problems)):
            rulings.append(Source(ruling.model, ruling.document.position))
    _check_calculators(vocabulary, problems)
    return WrittenLibrary(vocabulary, standards, rules, rulings, frozenset(unreadable), drawings, tables)


def _drawn(path: Path, problems: Problems) -> bytes | None:
    """The content of a drawing; None, with a problem, where it is too large or cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_DRAWING + 1)
            size = file.seek(0, os.SEEK_END)
    except OSError:
        problems.add("F001", Position(str(path)))
        return None
    if len(data) <= LARGEST_DRAWING:
        return data
    problems.add("V025", Position(str(path)), size=f"{size / KILOBYTE:.1f}", limit=LARGEST_DRAWING // KILOBYTE)
    return None
