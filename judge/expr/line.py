"""Reads a one-line condition. Grammar, loosest first: 或, 且, 非, comparison, + -, × ÷.

The words 且, 或, 非, 属于, 包含 count only where they stand alone, so that 有且有效 is one word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from judge.expr.written import (
    Arithmetic,
    Bare,
    Combination,
    Comparison,
    Condition,
    Constant,
    Day,
    Location,
    Membership,
    Name,
    Operand,
    Quantity,
    Quoted,
    Span,
)
from judge.values.number import is_exact
from judge.values.units import UNITS

MAX_LENGTH = 2000
MAX_DEPTH = 40
"""Of brackets and negations in each other, and of sums and products in one comparison."""

_FULL_WIDTH = str.maketrans("（）［］【】，；＝＞＜＋－＊／．％　！≠", "()[][],;=><+-*/.% !!")
_COMPARISONS = {"=": "=", "==": "=", "!=": "!=", "!": "!=", "<>": "!=", "≤": "<=", "≥": ">=", "<=": "<=", ">=": ">="}
_UNIT_NAMES = "|".join(sorted(map(re.escape, filter(None, UNITS)), key=len, reverse=True))
_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<quoted>「[^」]*」|『[^』]*』|“[^”]*”|\"[^\"]*\")"
    r"|(?P<day>\d{4}-\d{1,2}-\d{1,2})"
    rf"|(?P<number>\d+(?:\.\d+)?)(?P<gap>\s*)(?P<unit>{_UNIT_NAMES}|日|月|年|天)?(?![\w.])"
    r"|(?P<compare>==|!=|<>|<=|>=|!|=|<|>|≤|≥)"
    r"|(?P<punctuation>[()\[\],、])"
    r"|(?P<operator>[+*/×÷]|-(?=\s)|(?<=\s)-)"
    r"|(?P<word>[^\s()\[\],、=<>!≤≥「『“\"+*×÷/]+)"
)
_CONNECTIVES = {"且": "all", "并且": "all", "或": "any", "或者": "any"}
_MEMBERSHIPS = {"属于": (False, False), "不属于": (False, True), "包含": (True, False), "不包含": (True, True)}
_CONSTANTS = {"恒真": True, "恒假": False}
RESERVED = frozenset({*_CONNECTIVES, *_MEMBERSHIPS, *_CONSTANTS, "非"})
"""Words of the language: no fact can be called so."""


class ConditionError(ValueError):
    """A condition that cannot be read: a catalogue code, the values of its texts and the place."""

    def __init__(self, code: str, span: Span, **values: object) -> None:
        super().__init__(code)
        self.code, self.span = code, span
        self.values = {name: str(value) for name, value in values.items()}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    offset: int
    unit: str = ""


def parse_line(text: str, path: Location) -> Condition:
    """Read one line. Raises ConditionError at the place where it stops making sense."""
    if len(text) > MAX_LENGTH:
        raise ConditionError("R010", Span(path, 0, 1, len(text)), limit=MAX_LENGTH)
    return _Parser(_tokens(text, path), path, len(text)).condition()


def _tokens(text: str, path: Location) -> list[_Token]:
    plain = text.translate(_FULL_WIDTH)
    # ≠ is one character and "!=" two: translate keeps offsets by mapping it to "!", read as "!=".
    tokens, offset = [], 0
    while offset < len(plain):
        match = _TOKEN.match(plain, offset)
        if not match:
            raise ConditionError("R011", Span(path, offset, 1, len(text)), found=text[offset])
        kind = match.lastgroup or ""
        if kind == "unit" or kind == "gap":
            kind = "number"
        value = text[match.start() : match.end()] if kind == "quoted" else match.group(kind)
        if kind == "number" and not is_exact(value):
            raise ConditionError("R027", Span(path, offset, len(value), len(text)))
        if kind != "space":
            tokens.append(_Token(kind, value, offset, match.group("unit") or "" if kind == "number" else ""))
        offset = match.end()
    return tokens


class _Parser:
    def __init__(self, tokens: list[_Token], path: Location, length: int) -> None:
        self._tokens, self._path, self._length = tokens, path, length
        self._at = self._depth = 0

    def condition(self) -> Condition:
        result = self._any()
        if token := self._peek():
            raise ConditionError("R012", self._span(token), found=token.text)
        return result

    def _peek(self, ahead: int = 0) -> _Token | None:
        index = self._at + ahead
        return self._tokens[index] if index < len(self._tokens) else None

    def _next(self, expected: str) -> _Token:
        token = self._peek()
        if token is None:
            end = Span(self._path, max(0, self._length - 1), 1, self._length)
            raise ConditionError("R013", end, expected=expected)
        self._at += 1
        return token

    def _span(self, token: _Token) -> Span:
        return Span(self._path, token.offset, len(token.text), self._length)

    def _any(self) -> Condition:
        return self._joined("any", lambda: self._joined("all", self._negation))

    def _joined(self, kind: str, operand: Callable[[], Condition]) -> Condition:
        parts = [operand()]
        start = self._peek()
        while (token := self._peek()) and token.kind == "word" and _CONNECTIVES.get(token.text) == kind:
            self._at += 1
            parts.append(operand())
        if len(parts) == 1:
            return parts[0]
        assert start is not None
        return Combination(kind, tuple(parts), self._span(start))

    def _go_deeper(self, token: _Token | None) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            place = Span(self._path) if token is None else self._span(token)
            raise ConditionError("R014", place, limit=MAX_DEPTH)

    def _negation(self) -> Condition:
        token = self._peek()
        self._go_deeper(token)
        try:
            if token and token.kind == "word" and token.text == "非":
                self._at += 1
                return Combination("not", (self._negation(),), self._span(token))
            if token and token.text == "(" and self._brackets_hold_condition():
                self._at += 1
                inner = self._any()
                self._close(")")
                return inner
            return self._comparison()
        finally:
            self._depth -= 1

    def _brackets_hold_condition(self) -> bool:
        """Whether the bracket here encloses a condition rather than a sum."""
        depth = 0
        for index in range(self._at, len(self._tokens)):
            token = self._tokens[index]
            if token.text == "(":
                depth += 1
            elif token.text == ")":
                depth -= 1
                if depth == 0:
                    after = self._tokens[index + 1] if index + 1 < len(self._tokens) else None
                    return not (after and after.kind in ("operator", "compare"))
        return True

    def _close(self, bracket: str) -> None:
        token = self._next(bracket)
        if token.text != bracket:
            raise ConditionError("R015", self._span(token), expected=bracket, found=token.text)

    def _comparison(self) -> Condition:
        left = self._sum()
        token = self._peek()
        if token and token.kind == "compare":
            self._at += 1
            right = self._sum()
            if (extra := self._peek()) and extra.kind == "compare":
                raise ConditionError("R016", self._span(extra))
            return Comparison(_COMPARISONS.get(token.text, token.text), left, right, left.span)
        if token and token.kind == "word" and token.text in _MEMBERSHIPS:
            return self._membership(left, token)
        if isinstance(left, Name):
            if left.text in _CONSTANTS:
                return Constant(_CONSTANTS[left.text], left.span)
            return Bare(left, left.span)
        raise ConditionError("R017", left.span)

    def _membership(self, left: Operand, token: _Token) -> Membership:
        self._at += 1
        contains, negated = _MEMBERSHIPS[token.text]
        if not isinstance(left, Name):
            raise ConditionError("R028", left.span)
        values: list[Name | Quoted | Quantity] = []
        if (opening := self._peek()) and opening.text == "[":
            self._at += 1
            while True:
                values.append(self._value())
                separator = self._next("]")
                if separator.text == "]":
                    break
                if separator.text not in (",", "、"):
                    raise ConditionError("R015", self._span(separator), expected="] 或 ，", found=separator.text)
        else:
            values.append(self._value())
        return Membership(left, tuple(values), contains, negated, self._span(token))

    def _value(self) -> Name | Quoted | Quantity:
        operand = self._atom()
        if isinstance(operand, Name | Quoted | Quantity):
            return operand
        raise ConditionError("R028", operand.span)

    def _sum(self) -> Operand:
        before, left = self._depth, self._product()
        while (token := self._peek()) and token.kind == "operator" and token.text in "+-":
            self._at += 1
            self._go_deeper(token)
            left = Arithmetic(token.text, left, self._product(), self._span(token))
        self._depth = before
        return left

    def _product(self) -> Operand:
        before, left = self._depth, self._atom()
        while (token := self._peek()) and token.kind == "operator" and token.text in "*/×÷":
            self._at += 1
            self._go_deeper(token)
            left = Arithmetic("×" if token.text in "*×" else "÷", left, self._atom(), self._span(token))
        self._depth = before
        return left

    def _atom(self) -> Operand:
        token = self._next("事实、数值或选项")
        span = self._span(token)
        if token.kind == "number":
            return Quantity(token.text, token.unit, span)
        if token.kind == "day":
            return Day(token.text, span)
        if token.kind == "quoted":
            return Quoted(token.text[1:-1], span)
        if token.text == "(":
            self._go_deeper(token)
            inner = self._sum()
            self._close(")")
            self._depth -= 1
            return inner
        if token.kind == "word" and (token.text in _CONSTANTS or token.text not in RESERVED):
            return Name(token.text, span)
        raise ConditionError("R018", span, found=token.text)
