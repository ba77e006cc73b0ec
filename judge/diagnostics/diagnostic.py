"""The one shape of a diagnostic, and the collector that gathers all of them before anything is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from judge.diagnostics.catalogue import entry, filled


class Severity(StrEnum):
    """How grave a problem is: a library or visit with an ERROR judges nothing."""

    ERROR = "error"
    WARNING = "warning"


def severity_of(code: str) -> Severity:
    """How grave the problems of a code are, as the catalogue has it."""
    return Severity(entry(code).severity)


@dataclass(frozen=True, order=True, slots=True)
class Position:
    """A stretch of text in a file. `line` and `column` count from 1, in characters; line 0 means the file as a whole."""

    path: str
    line: int = 0
    column: int = 0
    length: int = 1


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: a code of the catalogue, the values its texts are filled with, and where it stands."""

    code: str
    position: Position | None = None
    values: tuple[tuple[str, str], ...] = ()
    clause: str | None = None

    @property
    def severity(self) -> Severity:
        """ERROR or WARNING, as the catalogue has it."""
        return severity_of(self.code)

    @property
    def message(self) -> str:
        """What is wrong, in Chinese, with the names and numbers of this case."""
        return filled(entry(self.code).message, dict(self.values))

    @property
    def remedy(self) -> str:
        """What to do about it, in Chinese."""
        return filled(entry(self.code).remedy, dict(self.values))

    @property
    def sort_key(self) -> tuple[str, int, int, str, tuple[tuple[str, str], ...]]:
        """Orders diagnostics by file, place and code."""
        where = self.position or Position("")
        return (where.path, where.line, where.column, self.code, self.values)


@dataclass(slots=True)
class Problems:
    """Gathers diagnostics, so that all problems of all files are told at once."""

    found: list[Diagnostic] = field(default_factory=list)

    def add(self, code: str, position: Position | None = None, *, clause: str | None = None, **values: object) -> None:
        """Record one problem; `values` fill the catalogue's texts."""
        pairs = tuple((name, str(value)) for name, value in sorted(values.items()))
        self.found.append(Diagnostic(code, position, pairs, clause))

    def extend(self, others: Iterable[Diagnostic]) -> None:
        """Record problems found elsewhere."""
        self.found.extend(others)

    @property
    def has_errors(self) -> bool:
        """Whether any of them is an error."""
        return any(problem.severity is Severity.ERROR for problem in self.found)

    def __iter__(self) -> Iterator[Diagnostic]:
        """All of them, each once, sorted by place."""
        return iter(sorted(dict.fromkeys(self.found), key=lambda problem: problem.sort_key))

    def __len__(self) -> int:
        return len(set(self.found))
