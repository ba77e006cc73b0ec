"""Diagnostics into what people read (text with the source line and a caret) and what programs read (plain records)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from judge.diagnostics.catalogue import label
from judge.diagnostics.diagnostic import Diagnostic, Position
from judge.diagnostics.source import ReadSource, read_source

INDENT = "    "
WINDOW = 100
"""Cells of a source line shown at most; of a longer one, the part around the place."""
_BEFORE_PLACE = 40
_CUT = "..."
_REPLACEMENT = "\ufffd"


def render(diagnostics: Iterable[Diagnostic], read: ReadSource = read_source) -> str:
    """All diagnostics as text, each once, sorted by place; `read` gives the text of a path, for the source lines.

    Each is `path:line:column: 错误[F011]: …`, the source line with a caret under the place, the clause it stands
    under if there is one, and what to do.
    """
    lines_of = _Lines(read)
    return "\n".join(_rendered(diagnostic, lines_of) for diagnostic in ordered(diagnostics))


def ordered(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics, each once, sorted by file, place and code."""
    return sorted(dict.fromkeys(diagnostics), key=lambda diagnostic: diagnostic.sort_key)


def to_json(diagnostics: Iterable[Diagnostic]) -> list[dict[str, object]]:
    """The diagnostics as records for programs, in the order of `render`; line and column 0: the file as a whole."""
    return [_record(diagnostic) for diagnostic in ordered(diagnostics)]


def _record(diagnostic: Diagnostic) -> dict[str, object]:
    place = diagnostic.position
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "path": place.path if place else None,
        "line": place.line if place else 0,
        "column": place.column if place else 0,
        "length": place.length if place else 0,
        "message": diagnostic.message,
        "remedy": diagnostic.remedy,
        "clause": diagnostic.clause,
        "values": dict(diagnostic.values),
    }


class _Lines:
    """Source lines by path; each text is fetched and split once."""

    def __init__(self, read: ReadSource) -> None:
        self._read = read
        self._known: dict[str, list[str]] = {}

    def line(self, place: Position) -> str | None:
        """The line of a position, or None if it is not to be had."""
        if place.line < 1:
            return None
        if place.path not in self._known:
            self._known[place.path] = (self._read(place.path) or "").split("\n")
        lines = self._known[place.path]
        return lines[place.line - 1] if place.line <= len(lines) else None


def _rendered(diagnostic: Diagnostic, lines: _Lines) -> str:
    place = diagnostic.position
    parts = [f"{_where(place)}{label(diagnostic.severity.value)}[{diagnostic.code}]: {_one_line(diagnostic.message)}"]
    source = lines.line(place) if place else None
    if place is not None and source and not source.isspace():
        parts += [INDENT + line.rstrip() for line in snippet(source, place.column, place.length)]
    if diagnostic.clause:
        parts.append(f"{label('clause')}: {_one_line(diagnostic.clause)}")
    parts.append(f"{label('remedy')}: {_one_line(diagnostic.remedy)}")
    return "\n".join(parts) + "\n"


def _where(place: Position | None) -> str:
    if place is None:
        return ""
    path = _one_line(place.path)
    return f"{path}: " if place.line < 1 else f"{path}:{place.line}:{max(place.column, 1)}: "


def snippet(source: str, column: int, length: int) -> tuple[str, str]:
    """A source line, cut to a window if it is long, and below it carets under `length` characters from `column` on.

    >>> for line in snippet("等级: 重大隐患", 5, 4): print(line)
    等级: 重大隐患
          ^^^^^^^^
    """
    start = min(max(column, 1) - 1, len(source))
    first = 0 if _fits(source) else _leftwards(source, start, _BEFORE_PLACE)
    last = len(source) if _fits(source) else _rightwards(source, first, WINDOW)
    head, tail = _CUT if first else "", _CUT if last < len(source) else ""
    before = "".join("\t" if character == "\t" else " " * _cells(character) for character in source[first:start])
    marked = sum(_cells(character) for character in source[start : min(start + length, last)])
    return head + _visible(source[first:last]) + tail, " " * len(head) + before + "^" * max(marked, 1)


def _fits(source: str) -> bool:
    return len(source) <= WINDOW and sum(map(_cells, source)) <= WINDOW


def _leftwards(source: str, start: int, cells: int) -> int:
    """The index some cells to the left of `start`, or 0."""
    while start > 0 and cells > 0:
        start -= 1
        cells -= _cells(source[start])
    return start


def _rightwards(source: str, start: int, cells: int) -> int:
    """The index some cells to the right of `start`, or the end."""
    while start < len(source) and cells > 0:
        cells -= _cells(source[start])
        start += 1
    return start


def _cells(character: str) -> int:
    """How many cells of a terminal a character takes: two for Chinese, none for combining marks."""
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _visible(text: str) -> str:
    """Text without characters that move the cursor, turn the writing direction or cannot be printed."""
    return "".join(
        _REPLACEMENT
        if character != "\t" and unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        else character
        for character in text
    )


def _one_line(text: str) -> str:
    return _visible(" ".join(text.split()))
