"""What is compared: a rule, a standard, or a folder, as it is named on the command line.

A folder that defines 企业 in its vocabulary is a library of its own. Any other folder is a layer: what it lacks it takes
from the libraries below it, and a rule file of its own stands in the place of one below with the same standard and number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from judge.diagnostics import Problems, nearest
from judge.library.layers import LibraryFile, files_of
from judge.library.opening import open_library, written_library
from judge.resolve.resolved import ROOT_TYPE, Library, Rule
from judge.resolve.rules import resolve_library

INEXACT = "R084"
"""A rule that cannot be judged exactly still has a meaning, and is compared."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two things compared: its library, and which of its rules are meant."""

    name: str
    kind: str
    """`rule`, `standard` or `folder`."""
    library: Library
    rules: tuple[Rule, ...]
    standard: str | None = None


class Sides:
    """Opens what is named; a folder only once."""

    def __init__(self, layers: Sequence[Path], problems: Problems) -> None:
        self._layers, self._problems = layers, problems
        self._base: Library | None = None
        self._folders: dict[Path, tuple[Library, tuple[Rule, ...]] | None] = {}
        self.inexact = Problems()
        """Rules of folders that can be compared, though not judged."""

    def opened(self, name: str) -> Side | None:
        """The rule, standard or folder of a name; None, with problems, if it is none or cannot be read."""
        base = self._opened_base()
        if base is None:
            return None
        named = self._within(name, name, base, base.rules)
        if named is not None:
            return named
        folder = Path(name)
        if folder.is_dir():
            found = self._opened_folder(folder)
            return Side(name, "folder", *found) if found is not None else None
        place, colon, inner = name.rpartition(":")
        if colon and Path(place).is_dir():
            found = self._opened_folder(Path(place))
            if found is None:
                return None
            side = self._within(name, inner, found[0], found[1])
            if side is None:
                self._tell_unknown(name, inner, found[0], found[1])
            return side
        self._tell_unknown(name, name, base, base.rules)
        return None

    def _tell_unknown(self, name: str, inner: str, library: Library, rules: Sequence[Rule]) -> None:
        near = nearest(inner, [*(rule.id for rule in rules), *library.standards])
        self._problems.add("J090", name=name, nearest=near or "")

    @staticmethod
    def _within(name: str, inner: str, library: Library, rules: tuple[Rule, ...]) -> Side | None:
        if inner in library.standards:
            return Side(name, "standard", library, tuple(r for r in rules if r.standard == inner), inner)
        chosen = tuple(rule for rule in rules if rule.id == inner)
        return Side(name, "rule", library, chosen, chosen[0].standard) if chosen else None

    def _opened_base(self) -> Library | None:
        if self._base is None:
            self._base = open_library(self._layers, self._problems)
        return self._base

    def _opened_folder(self, folder: Path) -> tuple[Library, tuple[Rule, ...]] | None:
        key = folder.resolve()
        if key not in self._folders:
            self._folders[key] = self._read_folder(folder)
        return self._folders[key]

    def _read_folder(self, folder: Path) -> tuple[Library, tuple[Rule, ...]] | None:
        problems = Problems()
        own = files_of(folder)
        files = own if _is_whole(own) else [*_below(self._layers, own), *own]
        library = resolve_library(written_library(files, problems), problems)
        grave = [problem for problem in problems if problem.code != INEXACT]
        told = Problems(grave)
        if told.has_errors:
            self._problems.extend(problems)
            return None
        self.inexact.extend(problem for problem in problems if problem.code == INEXACT)
        mine = {str(file.path) for file in own}
        rules = tuple(rule for rule in library.rules if rule.source.rpartition(":")[0] in mine)
        return library, rules


def _is_whole(files: Sequence[LibraryFile]) -> bool:
    """Whether the files are a library of their own: they say what 企业 is."""
    words = written_library([file for file in files if file.kind == "vocabulary"], Problems()).vocabulary
    return any(made.name == ROOT_TYPE for source in words for made in source.model.object_types)


def _below(layers: Sequence[Path], own: Sequence[LibraryFile]) -> list[LibraryFile]:
    """The files of the layers below, without those whose place a layer's own files take."""
    standards = {file.standard for file in own if file.kind == "standard"}
    numbers = {(file.standard, file.ref) for file in own if file.kind == "rule" and not _replaces(file)}
    kept = []
    for layer in dict.fromkeys(layers):
        for file in files_of(layer):
            if file.kind in ("standard", "rule") and file.standard in standards:
                continue
            if file.kind == "rule" and (file.standard, file.ref) in numbers:
                continue
            kept.append(file)
    mine = {file.path.resolve() for file in own}
    return [file for file in kept if file.path.resolve() not in mine]


def _replaces(file: LibraryFile) -> bool:
    """Whether a rule of the file says that it replaces another, which then has to be there."""
    read = written_library([file], Problems()).rules
    return any(rule.replaces for source in read for rule in source.source.model.rules)
