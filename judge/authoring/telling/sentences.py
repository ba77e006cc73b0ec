"""Tells conditions as Chinese sentences: a resolved formula becomes a small tree of sentences a safety officer can read.

The tree says exactly what the formula says; negations are told where they bite (没有, 不是, 小于) instead of in front.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from judge.authoring.telling.sentence_words import (
    COMPARED,
    COUNTED,
    DATE_TERMS,
    DAYS,
    FACILITIES,
    JOINED,
    LEADS,
    LEAVES,
    MIRRORED,
    OPPOSITES,
    OWNERS,
    PLACES,
    SUMS,
)
from judge.expr.formula import (
    OTHER,
    RULE_OBJECT,
    TRUE,
    UP,
    All,
    AnyOf,
    At,
    AtLeast,
    ByReading,
    Compare,
    CompareDates,
    Const,
    Count,
    DateTerm,
    Derived,
    Elements,
    Every,
    Exists,
    Formula,
    In,
    Not,
    Range,
    Ref,
    Sum,
)
from judge.resolve.resolved import FACILITY, ROOT_TYPE, Fact, Library, Rule
from judge.values.dates import show_date
from judge.values.number import Number, show

YES = frozenset({"是"})
BOX = "∋"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; with parts, the lead of what follows. `kind` says how the parts combine; `fact` is one of none."""

    kind: str
    text: str
    parts: tuple[Sentence, ...] = ()
    count: int = 0
    """Of at_least, fewer and elements: how many."""


def in_one_line(sentence: Sentence) -> str:
    """The whole tree in one line.

    >>> in_one_line(Sentence("all", "同时", (Sentence("fact", "甲"), Sentence("any", "有一", (Sentence("fact", "乙"),) * 2))))
    '甲，并且（乙，或者乙）'
    """
    if not sentence.parts:
        return sentence.text
    joint = JOINED.get(sentence.kind)
    if joint is None:
        inner = JOINED["list"].join(map(_bracketed, sentence.parts))
        return JOINED["lead"].format(lead=sentence.text, text=inner)
    return joint.join(map(_bracketed, sentence.parts))


def _bracketed(sentence: Sentence) -> str:
    text = in_one_line(sentence)
    return JOINED["brackets"].format(text=text) if len(sentence.parts) > 1 else text


def lines_of(sentence: Sentence, indent: str = "") -> Iterator[str]:
    """The tree as lines, parts indented below their lead."""
    yield f"{indent}{sentence.text}" + ("：" if sentence.parts else "")
    for part in sentence.parts:
        yield from lines_of(part, indent + "  ")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Tells the formulas of one rule."""

    library: Library
    rule: Rule

    def say(self, formula: Formula, current: str | None = None, holds: bool = True) -> Sentence:
        """The sentence of a formula read at an object of a type (the rule's own unless said); of its opposite where it
        must not hold."""
        current = current or self.rule.object_type
        match formula:
            case Const(value):
                return Sentence("fact", LEAVES["true" if value is holds else "false"])
            case In():
                return self._choice((formula,), current, holds)
            case Compare():
                return Sentence("fact", self._compared(formula, current, holds))
            case CompareDates(left, operator, right):
                sign = operator if holds else OPPOSITES[operator]
                text = LEAVES["compared"].format(
                    left=self._day(left, current), compared=DAYS[sign], right=self._day(right, current)
                )
                return Sentence("fact", text)
            case Derived(atom, _):
                return self.say(atom, current, holds)
            case Not(part):
                return self.say(part, current, not holds)
            case At(steps, part, _):
                return self.say(part, self._type_at(steps, current), holds)
            case _:
                return self._group(formula, current, holds)

    def _group(self, formula: Formula, current: str, holds: bool) -> Sentence:
        match formula:
            case All(parts):
                return self._joined("all" if holds else "not_all", parts, current)
            case AnyOf(parts):
                return self._joined("any" if holds else "none", parts, current)
            case AtLeast(threshold, parts):
                kind = "at_least" if holds else "fewer"
                said = tuple(self._parts(parts, current))
                return Sentence(kind, LEADS[kind].format(count=threshold), said, threshold)
            case Exists(place, body):
                return self._objects("exists" if holds else "no_object", place, body, current)
            case Every(place, guard, body):
                return self._every(place, guard, body, current, holds)
            case Count(place, body, operator, limit):
                sign = COUNTED[operator if holds else OPPOSITES[operator]]
                return self._objects("count", place, body, current, compared=sign, limit=str(limit))
            case Sum(place, guard, ref, operator, limit):
                fact = self.library.facts[ref.fact]
                sign = COMPARED[operator if holds else OPPOSITES[operator]]
                amount = f"{show(limit)} {fact.unit}".strip()
                return self._objects("sum", place, guard, current, compared=sign, limit=amount, fact=fact.name)
            case Elements(threshold, elements):
                kind = "elements" if holds else "few_elements"
                said = tuple(self._element(element.clause) for element in elements)
                return Sentence(kind, LEADS[kind].format(count=threshold), said, threshold)
            case ByReading(reading, options):
                return self._reading(reading, options, current, holds)
            case _:
                raise TypeError(type(formula))

    def _joined(self, kind: str, parts: Iterable[Formula], current: str) -> Sentence:
        said = tuple(self._parts(parts, current, merge=kind in ("any", "none")))
        if len(said) == 1 and kind in ("all", "any"):
            return said[0]
        if len(said) == 1:
            boxes = [part for part in parts if isinstance(part, In)]
            return self._choice(tuple(boxes), current, False) if boxes else Sentence(kind, LEADS[kind], said)
        return Sentence(kind, LEADS[kind], said)

    def _parts(self, parts: Iterable[Formula], current: str, merge: bool = False) -> Iterator[Sentence]:
        """Each part told; boxes of one multiple choice told together, where the first of them stands."""
        boxes: dict[tuple[tuple[str, ...], str], list[In]] = {}
        for part in parts if merge else ():
            if isinstance(part, In) and BOX in part.ref.key and part.values == YES:
                boxes.setdefault((part.ref.steps, part.ref.key.partition(BOX)[0]), []).append(part)
        for part in parts:
            if isinstance(part, In):
                place = (part.ref.steps, part.ref.key.partition(BOX)[0])
                together = boxes.get(place, [])
                if part in together:
                    if together[0] is part:
                        yield self._choice(tuple(together), current, True)
                    continue
            yield self.say(part, current)

    def _choice(self, tests: tuple[In, ...], current: str, holds: bool) -> Sentence:
        """A test of a choice, or several boxes of one multiple choice told as one."""
        ref = tests[0].ref
        fact = self.library.facts[ref.fact]
        words = {"owner": self._owner(ref.steps, current), "fact": fact.name}
        if BOX in ref.key:
            boxes = [test.ref.key.partition(BOX)[2] for test in tests]
            has = holds if tests[0].values == YES else not holds
            form = "box" if has else "no_box"
            if len(boxes) > 1:
                form += "_any" if set(boxes) == set(fact.options) else "_of"
        else:
            return Sentence("fact", _chosen(tests[0], words, fact, holds))
        return Sentence("fact", LEAVES[form].format(**words, value=boxes[0], values=_marked(boxes)))

    # ---- objects ----

    def _objects(self, form: str, place: Range, body: Formula, current: str, **words: str) -> Sentence:
        words = {"place": self._place(place, current), "type": place.object_type, **words}
        if body == TRUE:
            return Sentence("fact", LEADS[f"{form}_bare"].format(**words))
        said = self.say(body, place.object_type)
        is_flat = said.kind == "all" and bool(said.parts)
        return Sentence("objects", LEADS[form].format(**words), said.parts if is_flat else (said,))

    def _every(self, place: Range, guard: Formula, body: Formula, current: str, holds: bool) -> Sentence:
        form = "every" if holds else "not_every"
        words = {"place": self._place(place, current), "type": place.object_type}
        if guard != TRUE:
            form += "_of"
            words["guard"] = in_one_line(self.say(guard, place.object_type))
        return Sentence("objects", LEADS[form].format(**words), (self.say(body, place.object_type),))

    def _element(self, clause: str) -> Sentence:
        standard = self.library.standards[self.rule.standard]
        titles = [r.title for r in self.library.rules if r.standard == standard.id and r.clause == clause]
        text = LEAVES["element"].format(clause=standard.clause(clause).address, title="；".join(titles))
        return Sentence("fact", text.strip("　"))

    def _reading(self, reading: str, options: tuple[tuple[str, Formula], ...], current: str, holds: bool) -> Sentence:
        name = reading.rpartition("#")[2]
        ruling = self.library.rulings.get(reading)
        if ruling is not None:
            lead = LEADS["ruled"].format(reading=name, option=ruling.option, number=ruling.number)
            return Sentence("reading", lead, (self.say(dict(options)[ruling.option], current, holds),))
        said = tuple(
            Sentence("option", LEADS["option"].format(option=option), (self.say(part, current, holds),))
            for option, part in options
        )
        return Sentence("reading", LEADS["reading"].format(reading=name), said)

    # ---- numbers and days ----

    def _compared(self, formula: Compare, current: str, holds: bool) -> str:
        """Positive terms on the left, the others and the limit on the right."""
        operator = formula.operator if holds else OPPOSITES[formula.operator]
        terms, limit = formula.terms, Fraction(formula.limit)
        if all(factor < 0 for _, factor in terms):
            terms, limit = tuple((ref, -factor) for ref, factor in terms), -limit
            operator = MIRRORED.get(operator, operator)
        left = [(ref, factor) for ref, factor in terms if factor > 0]
        right = [(ref, -factor) for ref, factor in terms if factor < 0]
        if len(left) == 1 and left[0][1] != 1:
            scale = Fraction(left[0][1])
            left = [(left[0][0], 1)]
            right = [(ref, Fraction(factor) / scale) for ref, factor in right]
            limit /= scale
        if operator == ">" and not limit and not right and len(left) == 1 and left[0][0].whole:
            operator, limit = ">=", Fraction(1)
        unit = self.library.facts[terms[0][0].fact].unit
        before, after = self._total(left, current), self._total(right, current)
        if limit < 0 and after:
            before = SUMS["plus"].format(terms=before, amount=f"{show(_plain(-limit))} {unit}".strip())
        elif limit or not after:
            amount = f"{show(_plain(limit))} {unit}".strip()
            after = SUMS["plus"].format(terms=after, amount=amount) if after else f" {amount}"
        return LEAVES["compared"].format(left=before, compared=COMPARED[operator], right=after)

    def _total(self, terms: list[tuple[Ref, Number]], current: str) -> str:
        by_factor: dict[Number, list[str]] = {}
        for ref, factor in terms:
            name = SUMS["term"].format(owner=self._owner(ref.steps, current), fact=self.library.facts[ref.fact].name)
            by_factor.setdefault(factor, []).append(name)
        told = []
        for factor, names in by_factor.items():
            text = SUMS["and"].join(names)
            if len(names) > 1:
                text = SUMS["together"].format(terms=text)
            told.append(text if factor == 1 else SUMS["times"].format(terms=text, factor=_factor(Fraction(factor))))
        text = SUMS["and"].join(told)
        return SUMS["together"].format(terms=text) if len(told) > 1 else text

    def _day(self, term: DateTerm, current: str) -> str:
        if term.ref is not None:
            owner, fact = self._owner(term.ref.steps, current), self.library.facts[term.ref.fact].name
            base = SUMS["term"].format(owner=owner, fact=fact)
        elif term.special is not None:
            base = DATE_TERMS["today" if term.special == "检查日期" else "event"]
        else:
            base = show_date(term.day or 1)
        shifts = [(term.months, "months"), (term.days, "days")]
        amount = " ".join(DATE_TERMS[name].format(count=abs(count)) for count, name in shifts if count)
        if not amount:
            return base
        is_later = (term.months or term.days) > 0
        return DATE_TERMS["later" if is_later else "earlier"].format(base=base, amount=amount)

    # ---- where things are ----

    def _type_at(self, steps: tuple[str, ...], current: str) -> str:
        for step in steps:
            if step == RULE_OBJECT:
                current = self.rule.object_type
            elif step == UP:
                current = self.library.types[current].parent or ROOT_TYPE
            else:
                current = self.library.types[current].other_end or current
        return current

    def _owner(self, steps: tuple[str, ...], current: str) -> str:
        """Whose fact it is, as said in front of its name; nothing for the object that is spoken of."""
        if not steps:
            return ""
        owner = self._type_at(steps, current)
        if owner == ROOT_TYPE:
            return OWNERS["root"]
        kind = {UP: "up", OTHER: "other"}.get(steps[-1], "rule")
        return OWNERS["other" if OTHER in steps else kind].format(type=owner)

    def _place(self, place: Range, current: str) -> str:
        """Below which object a quantifier looks."""
        if place.anchor_type == ROOT_TYPE:
            return PLACES["root"]
        if not place.steps:
            kind = "here" if place.anchor_type == self.rule.object_type else "self"
        else:
            kind = "here" if place.steps == (RULE_OBJECT,) else "up"
        return PLACES[kind].format(type=place.anchor_type)


def _chosen(test: In, words: dict[str, str], fact: Fact, holds: bool) -> str:
    """A test of one choice, told by what may be chosen."""
    domain = test.ref.domain
    assert isinstance(domain, frozenset)
    values = test.values if holds else domain - test.values
    if domain == FACILITY and values in FACILITIES:
        return FACILITIES[values].format(**words)
    if fact.kind == "是否" and len(values) == 1:
        return LEAVES["yes" if values == YES else "no"].format(**words)
    named = [option for option in fact.options if option in test.values] or sorted(test.values)
    form = ("is" if holds else "is_not") if len(named) == 1 else ("is_one_of" if holds else "is_none_of")
    return LEAVES[form].format(**words, value="".join(named[:1]), values=_marked(named))


def _marked(values: Iterable[str]) -> str:
    return "".join(JOINED["mark"].format(text=value) for value in values)


def _factor(factor: Fraction) -> str:
    if factor.denominator == 1:
        return SUMS["fold"].format(factor=factor.numerator)
    percent = factor * 100
    if percent.denominator == 1 or 10 % percent.denominator == 0:
        return SUMS["percent"].format(factor=show(_plain(percent)))
    return SUMS["fraction"].format(numerator=factor.numerator, denominator=factor.denominator)


def _plain(value: Fraction) -> Number:
    return value.numerator if value.denominator == 1 else value
