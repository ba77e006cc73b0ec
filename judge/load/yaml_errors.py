"""A YAML syntax error into a diagnostic: which common slip it is, and where it was made (not where it was noticed)."""

from __future__ import annotations

import re

import yaml

from judge.diagnostics import Position, Problems
from judge.load.tree import DEPTH_LIMIT, REPORTED, excerpt

KEY_START = r"[ \t\u3000]*(?:-[ \t\u3000]+)*"
_NAME = r"[^\s:：#'\"\[\]{},，。；]{1,30}"
FULL_WIDTH_COLON = re.compile(rf"{KEY_START}({_NAME})[ \u3000]*：")
NO_BLANK = re.compile(rf"{KEY_START}((?!\d){_NAME}):(?=[^ \t\n/])")
_WIDE_INDENT = re.compile("[ \t]*([\u3000\u00a0])")
_ENTRY = re.compile(rf"{KEY_START}[^\s#].*?:(?:\s|$)")
_SPECIAL_FIRST = (
    "cannot start any token",
    "alphabetic or numeric character",
    "expected comment or line break",
    "chomping or indentation indicators",
    "directive name",
    "while scanning a tag",
    "while parsing a tag",
)
_HEAD = 1000
_ESCAPES = ("escape", "hexdecimal", "hexadecimal")

Found = tuple[str, int, int, str]
"""A code, line and column from 0, and the text the message shows."""


def explain_error(error: yaml.YAMLError, text: str, path: str, problems: Problems) -> None:
    """Record what is wrong with the text, at the place where the author has to change it."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        problems.add("F041", Position(path))
        return
    told = {(problem.code, problem.position.line) for problem in problems if problem.position}
    for code, line, column, shown in _Slip(error, text.split("\n")).found():
        if (code, line + 1) in told:
            continue
        problems.add(
            code, Position(path, line + 1, column + 1), text=excerpt(shown), key=excerpt(shown), limit=DEPTH_LIMIT
        )


class _Slip:
    """One syntax error with the lines around it."""

    def __init__(self, error: yaml.MarkedYAMLError, lines: list[str]) -> None:
        assert error.problem_mark is not None
        self._lines = lines
        self._line = min(error.problem_mark.line, len(lines) - 1)
        self._column = error.problem_mark.column
        context = error.context_mark
        self._context = (min(context.line, len(lines) - 1), context.column) if context else (self._line, self._column)
        self._said = f"{error.context or ''} | {error.problem or ''}"

    def found(self) -> list[Found]:
        """What the author did, most telling first."""
        if "depth" in self._said:
            return [("F010", self._line, self._column, "")]
        single = self._tab() or self._quote_or_escape() or self._flow()
        if single:
            return [single]
        return self._colons() or [self._value() or self._structure() or self._other()]

    def _other(self) -> Found:
        return "F041", self._line, self._column, self._lines[self._line]

    def _tab(self) -> Found | None:
        before = self._lines[self._line][: self._column + 1]
        if "tab character" in self._said or (before[-1:] == "\t" and "any token" in self._said):
            return "F030", self._line, self._column, ""
        return None

    def _quote_or_escape(self) -> Found | None:
        if any(word in self._said for word in _ESCAPES):
            backslash = self._lines[self._line].rfind("\\", 0, self._column + 1)
            return "F040", self._line, max(backslash, 0), ""
        if "quoted scalar" in self._said:
            return "F033", *self._context, self._lines[self._context[0]][self._context[1] :]
        return None

    def _flow(self) -> Found | None:
        """Inside brackets or braces that do not end as they should."""
        is_open = "',' or" in self._said or "flow" in self._said
        if not is_open:
            return None
        line, column = self._context
        comma = self._lines[self._line].rfind("，", 0, self._column)
        if comma >= 0 and "mapping" in self._said:
            return "F023", self._line, comma, ""
        if self._text_from_here()[:1] in (",", ":", "-") and "node content" in self._said:
            return "F038", self._line, self._column, self._text_from_here()[:1]
        if column < len(self._lines[line]) and self._lines[line][column] in "[{":
            return "F034", line, column, self._lines[line][column]
        return self._last_open_bracket()

    def _last_open_bracket(self) -> Found | None:
        for line in range(self._line, -1, -1):
            column = max(self._lines[line].rfind("["), self._lines[line].rfind("{"))
            if column >= 0:
                return "F034", line, column, self._lines[line][column]
        return None

    def _colons(self) -> list[Found]:
        """Full-width blanks and colons, and colons without a blank, on the lines that may have caused the error."""
        suspects = dict.fromkeys((self._context[0], self._line, self._line_before()))
        if self._is_key_problem():
            for line in suspects:
                if blank := _WIDE_INDENT.match(self._head(line)):
                    return [("F018", line, blank.start(1), "")]
                if FULL_WIDTH_COLON.match(self._head(line)):
                    return self._run_of_full_width_colons(line)
            for line in suspects:
                if found := NO_BLANK.match(self._head(line)):
                    return [("F032", line, found.end(1), found[1])]
        return []

    def _is_key_problem(self) -> bool:
        words = ("mapping values", "expected ':'", "expected key", "expected <block end>")
        return any(word in self._said for word in words)

    def _run_of_full_width_colons(self, line: int) -> list[Found]:
        first = line
        while first > max(line - REPORTED, 0) and FULL_WIDTH_COLON.match(self._head(first - 1)):
            first -= 1
        run: list[Found] = []
        while len(run) < REPORTED and first < len(self._lines) and (found := FULL_WIDTH_COLON.match(self._head(first))):
            run.append(("F020", first, found.end() - 1, found[1]))
            first += 1
        return run

    def _value(self) -> Found | None:
        """A value that begins with a sign, or a quoted one that goes on after its end."""
        if any(words in self._said for words in _SPECIAL_FIRST):
            line, column = self._context if self._context[0] == self._line else (self._line, self._column)
            return "F038", line, column, self._lines[line][column : column + 1]
        if "node content" in self._said:
            return "F038", self._line, self._column, self._text_from_here()[:1]
        is_after_end = self._text_before()[-1:] in tuple("\"']}")
        if is_after_end and ("expected key" in self._said or "block end" in self._said):
            return self._odd_quote() or ("F039", self._line, self._column, self._text_from_here())
        return None

    def _structure(self) -> Found | None:
        """Keys, dashes and indentation."""
        line = self._line
        if "document start" in self._said:
            is_second = self._lines[self._line_before()].strip() == "..."
            return "F014" if is_second else "F036", line, self._column, ""
        if "entries are not allowed" in self._said:
            has_key_before = ":" in self._text_before()
            return "F037" if has_key_before else "F036", line, self._column, self._lines[line]
        if "expected ':'" in self._said:
            return "F031", self._context[0], self._context[1], self._lines[self._context[0]]
        if "mapping values" in self._said:
            before = self._line_before()
            if bracket := re.search(r":\s+([［｛])", self._text_before()):
                return "F021", line, bracket.start(1), ""
            if re.search(r":(\s|$)", self._text_before()):
                return "F035", line, self._column, self._lines[line]
            if before != line and not _ENTRY.match(self._head(before)):
                return "F031", before, _indent(self._lines[before]), self._lines[before]
            return "F036", line, _indent(self._lines[line]), self._lines[line]
        if "expected key" in self._said or "block end" in self._said or "'-' indicator" in self._said:
            if self._text_from_here()[:1] == ":":
                return "F016", line, self._column, ""
            if quote := self._odd_quote():
                return quote
            return "F036", line, self._column, self._lines[line]
        return None

    def _odd_quote(self) -> Found | None:
        """A line shortly above whose quotes do not pair up."""
        for line in range(self._line, max(self._line - 3, -1), -1):
            for quote in "\"'":
                column = self._lines[line].find(quote)
                if self._lines[line].count(quote) % 2:
                    return "F033", line, column, self._lines[line][column:]
        return None

    def _head(self, line: int) -> str:
        """The beginning of a line: enough to see its key, and short enough for any pattern."""
        return self._lines[line][:_HEAD]

    def _text_before(self) -> str:
        return self._lines[self._line][: self._column].rstrip()

    def _text_from_here(self) -> str:
        return self._lines[self._line][self._column :]

    def _line_before(self) -> int:
        """The nearest line above that says something, or the error's own."""
        for line in range(self._line - 1, -1, -1):
            content = self._lines[line].strip()
            if content and not content.startswith("#"):
                return line
        return self._line


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
