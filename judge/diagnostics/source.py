"""Bytes of a file into the text its positions count in: UTF-8, UTF-16 with a byte-order mark, or GB18030."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from pathlib import Path

ReadSource = Callable[[str], str | None]
"""Gives the text of a path, or None if it cannot be had."""

SHOWN_BYTES = 20_000_000
"""Files above this size are never read, so no line of theirs is shown."""
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BROKEN = "\ufffd"
_CHINESE = re.compile("[\u3000-\u9fff\uff00-\uffef]")


class BrokenUtf8Error(ValueError):
    """The text is UTF-8 but damaged; `intact` is what could be read before the first broken byte."""

    def __init__(self, intact: str) -> None:
        super().__init__("damaged UTF-8")
        self.intact = intact


def decode(data: bytes) -> str:
    """The text of a file with line ends as `\\n`; ValueError if no encoding fits.

    >>> decode("名称\\r\\n".encode("gb18030"))
    '名称\\n'
    """
    return _with_plain_line_ends(_decoded(data))


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    if data.startswith(_UTF16_MARKS):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(data):
            raise BrokenUtf8Error(_with_plain_line_ends(data[: error.start].decode("utf-8-sig"))) from None
    return data.decode("gb18030")


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether it is UTF-8 with a few broken bytes: read as GB18030 it would turn into plausible nonsense.

    Chinese takes three bytes in UTF-8, and GB18030 bytes hardly ever look like such a triple.
    """
    text = data.decode("utf-8", errors="replace")
    broken = text.count(_BROKEN)
    intact = len(_CHINESE.findall(text))
    return intact >= 2 * broken


def read_source(path: str) -> str | None:
    """The text of a file as its positions count it, or None if it cannot be read."""
    try:
        file = Path(path)
        if not file.is_file() or file.stat().st_size > SHOWN_BYTES:
            return None
        return decode(file.read_bytes())
    except (OSError, ValueError):
        return None
