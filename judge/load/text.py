"""A file on disk into its text: size, encoding and forbidden characters are settled here."""

from __future__ import annotations

import re
import stat
from bisect import bisect_right
from pathlib import Path

from judge.diagnostics import INVISIBLE, BrokenUtf8Error, Position, Problems, decode

SIZE_LIMIT = 20_000_000
"""Bytes. The largest real visit has some ten thousand answers, about 2 MB."""
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that no text may hold: they break YAML, papers and spreadsheets alike."""
_REPORTED_EACH = 10


def read_text(path: str | Path, problems: Problems) -> str | None:
    """The text of a file with line ends as `\\n` and no byte-order mark; None if problems forbid using it."""
    data = _read_bytes(Path(path), problems)
    if data is None:
        return None
    try:
        text = decode(data)
    except BrokenUtf8Error as error:
        place = Places(str(path), error.intact).at(len(error.intact))
        problems.add("F004", place)
        return None
    except ValueError:
        problems.add("F003", Position(str(path)))
        return None
    return text if check_characters(text, str(path), problems) else None


def _read_bytes(path: Path, problems: Problems) -> bytes | None:
    whole = Position(str(path))
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            problems.add("F002" if stat.S_ISDIR(state.st_mode) else "F001", whole)
            return None
        if state.st_size <= SIZE_LIMIT:
            with path.open("rb") as file:
                data = file.read(SIZE_LIMIT + 1)
            if len(data) <= SIZE_LIMIT:
                return data
        problems.add("F005", whole, size=round(state.st_size / 1e6, 1), limit=SIZE_LIMIT // 1_000_000)
    except FileNotFoundError:
        problems.add("F008", whole)
    except (OSError, ValueError):
        problems.add("F001", whole)
    return None


def check_characters(text: str, path: str, problems: Problems) -> bool:
    """Report control characters (errors) and invisible ones (warnings); False if the text cannot be used."""
    places = Places(path, text)
    forbidden = 0
    for match in CONTROL.finditer(text):
        forbidden += 1
        if forbidden > _REPORTED_EACH:
            break
        problems.add("F006", places.at(match.start()), character=code_point(match[0]))
    for _, match in zip(range(_REPORTED_EACH), INVISIBLE.finditer(text), strict=False):
        problems.add("F007", places.at(match.start()), character=code_point(match[0]))
    return forbidden == 0


def code_point(character: str) -> str:
    """A character's number as it is looked up: `U+200B`."""
    return f"U+{ord(character):04X}"


class Places:
    """Offsets in a text as positions in its file."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def at(self, offset: int, length: int = 1) -> Position:
        """The position of a stretch."""
        return Position(self._path, *self.line_and_column(offset), length)
