"""A condition as a person wrote it, each part with its place. One-line and tree form give the same parts."""

from __future__ import annotations

from dataclasses import dataclass, field

Location = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Where a part stands: the scalar's path in its document, and offset and length within the scalar's text."""

    path: Location
    offset: int = 0
    length: int = 0
    whole: int = 0
    """The length of the scalar's whole text: tells whether it stands in the file as it is, or quoted, or folded."""


@dataclass(frozen=True, slots=True)
class Name:
    """A bare word: a fact, an option or a special date, decided by what it stands beside."""

    text: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A literal option in 「」 or quotation marks."""

    text: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as written (empty if none)."""

    digits: str
    unit: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Day:
    """A literal day."""

    text: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`+`, `-`, `×` or `÷` of two operands."""

    operator: str
    left: Operand
    right: Operand
    span: Span = field(compare=False)


Operand = Name | Quoted | Quantity | Day | Arithmetic


@dataclass(frozen=True, slots=True)
class Comparison:
    """`=`, `!=`, `<`, `<=`, `>` or `>=` between two operands."""

    operator: str
    left: Operand
    right: Operand
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Membership:
    """`属于 [..]` (of a choice) or `包含 x` (of a multiple choice), or their negation."""

    left: Name
    values: tuple[Name | Quoted | Quantity, ...]
    contains: bool
    negated: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Bare:
    """A yes-or-no fact standing alone."""

    name: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Constant:
    """恒真 or 恒假."""

    value: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Combination:
    """`all`, `any`, `none`, `not`, or `at_least` of parts."""

    kind: str
    parts: tuple[Condition, ...]
    span: Span = field(compare=False)
    threshold: int = 0


@dataclass(frozen=True, slots=True)
class Quantified:
    """存在, 每个, 数量 or 合计 over objects of one type."""

    kind: str
    object_type: str
    where: Condition | None
    body: Condition | None
    span: Span = field(compare=False)
    operator: str = ""
    limit: Quantity | None = None
    fact: Name | None = None


@dataclass(frozen=True, slots=True)
class ElementCount:
    """要素: at least so many distinct clause numbers of the given prefixes."""

    prefixes: tuple[str, ...]
    threshold: int
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ReadingChoice:
    """依解释: one condition for each option of a reading."""

    reading: str
    options: tuple[tuple[str, Condition], ...]
    span: Span = field(compare=False)


Condition = Comparison | Membership | Bare | Constant | Combination | Quantified | ElementCount | ReadingChoice
