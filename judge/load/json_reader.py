"""Strict JSON text into a tree with positions; numbers keep their text, `true`/`false` become 是/否."""

from __future__ import annotations

import re
from typing import NoReturn

from judge.diagnostics import Problems
from judge.load.document import Node
from judge.load.text import Places
from judge.load.tree import StopReading, TreeBuilder, excerpt

_BLANK = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"[^"\\\x00-\x1f]*(?:\\.[^"\\\x00-\x1f]*)*"')
_ESCAPE = re.compile(r"\\(?:([\"\\/bfnrt])|u([0-9a-fA-F]{4})|(.?))", re.DOTALL)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![0-9A-Za-z_.])")
_WORD = re.compile(r"[^\s\[\]{},:\"]+")
_WORDS = {"true": "是", "false": "否", "null": None}
_SHORT = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_CLOSING = {"{": "}", "[": "]"}


def read_json(text: str, path: str, problems: Problems) -> Node | None:
    """The tree of a JSON text; None if it cannot be read to its end."""
    reader = _Reader(text, path, problems)
    try:
        reader.read()
    except StopReading:
        return None
    return reader.builder.root


class _Reader:
    """Walks the text once; the open brackets stand on a list, so nesting costs no recursion."""

    def __init__(self, text: str, path: str, problems: Problems) -> None:
        self.builder = TreeBuilder(path, problems)
        self._text = text
        self._places = Places(path, text)
        self._at = 0
        self._open: list[str] = []

    def read(self) -> None:
        self._skip_blanks()
        self._value()
        while self._open:
            self._after_value()
        self._skip_blanks()
        if self._at < len(self._text):
            self._stop("F058")

    def _after_value(self) -> None:
        """In an open bracket, behind a value: a comma and the next value, or the end."""
        self._skip_blanks()
        found = self._text[self._at : self._at + 1]
        if found == _CLOSING[self._open[-1]]:
            self._close()
        elif found == ",":
            comma = self._at
            self._at += 1
            self._skip_blanks()
            if self._text[self._at : self._at + 1] in ("]", "}"):
                self._at = comma
                self._stop("F052")
            self._entry()
        elif not found:
            self._stop("F051", found=self._open[-1])
        else:
            self._stop("F053", found=found)

    def _entry(self) -> None:
        if self._open[-1] == "{":
            self._key()
        self._value()

    def _key(self) -> None:
        if self._text[self._at : self._at + 1] != '"':
            word = _WORD.match(self._text, self._at)
            self._stop("F054" if word else "F050", length=len(word[0]) if word else 1, found=self._found())
        start = self._at
        text = self._string()
        self.builder.key(text, self._place(start))
        self._skip_blanks()
        if self._text[self._at : self._at + 1] != ":":
            self._stop("F053", found=self._found())
        self._at += 1
        self._skip_blanks()

    def _value(self) -> None:
        """One value; of a mapping or list only the beginning, with its first entry if it has one."""
        while True:
            found = self._text[self._at : self._at + 1]
            if found not in ("{", "["):
                self._scalar()
                return
            self.builder.open({} if found == "{" else [], self._place(self._at, 1))
            self._open.append(found)
            self._at += 1
            self._skip_blanks()
            if self._text[self._at : self._at + 1] == _CLOSING[found]:
                self._close()
                return
            if found == "{":
                self._key()

    def _scalar(self) -> None:
        start = self._at
        if self._text[start : start + 1] == '"':
            text = self._string()
            self.builder.scalar(text, self._place(start))
            return
        if number := _NUMBER.match(self._text, start):
            self._at = number.end()
            self.builder.scalar(number[0], self._place(start))
            return
        word = _WORD.match(self._text, start)
        if word is None:
            self._stop("F050" if self._found() else "F051", found=self._found() or "".join(self._open[-1:]))
        if word[0] not in _WORDS:
            self._stop("F057", length=len(word[0]), found=excerpt(word[0]))
        self._at = word.end()
        self.builder.scalar(_WORDS[word[0]], self._place(start))

    def _string(self) -> str:
        match = _STRING.match(self._text, self._at)
        if match is None:
            line_end = self._text.find("\n", self._at)
            is_cut_off = line_end < 0 or not self._text[line_end:].strip()
            self._stop("F051" if is_cut_off else "F055", found='"')
        start, self._at = self._at, match.end()
        body = match[0][1:-1]
        return body if "\\" not in body else self._unescaped(body, start + 1)

    def _unescaped(self, body: str, start: int) -> str:
        def meant(match: re.Match[str]) -> str:
            if match[1]:
                return _SHORT[match[1]]
            if match[2]:
                return chr(int(match[2], 16))
            self._at = start + match.start()
            return self._stop("F056", length=len(match[0]), found=excerpt(match[0]))

        text = _ESCAPE.sub(meant, body)
        # A pair of surrogate escapes is one character; a lone one stays and is refused as a control character is.
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")

    def _close(self) -> None:
        self._at += 1
        self._open.pop()
        self.builder.close()

    def _skip_blanks(self) -> None:
        match = _BLANK.match(self._text, self._at)
        assert match is not None
        self._at = match.end()

    def _found(self) -> str:
        return self._text[self._at : self._at + 1].strip()

    def _place(self, start: int, length: int = 0) -> tuple[int, int, int]:
        return *self._places.line_and_column(start), length or max(self._at - start, 1)

    def _stop(self, code: str, length: int = 1, **values: str) -> NoReturn:
        self.builder.stop(code, self._place(min(self._at, len(self._text)), length), **values)
