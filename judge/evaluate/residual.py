"""What is left of a formula once everything known is put in: a small tree over literals that are still open."""

from __future__ import annotations

from dataclasses import dataclass

from judge.evaluate.kleene import Kleene
from judge.evaluate.tests import compare_interval, date_interval
from judge.evaluate.world import Item, Node, World, known, locate, seen, unseen_sources
from judge.expr.formula import (
    All,
    AnyOf,
    At,
    AtLeast,
    ByReading,
    Compare,
    CompareDates,
    Count,
    DateTerm,
    Derived,
    Element,
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
from judge.values.knowledge import Choices, Knowledge
from judge.values.number import Interval, Number, simplest

Source = tuple[str, tuple[str, ...]]
"""Where unseen objects may hide: a parent's id and the line of unseen types below it."""


@dataclass(frozen=True, slots=True)
class Variable:
    """An open fact: where it is, what is known of it, whether only whole numbers count."""

    item: Item
    known: Knowledge
    whole: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceTest:
    """The variable's choice is one of some."""

    values: Choices


@dataclass(frozen=True, slots=True)
class NumberTest:
    """The variable's number (times a factor) stands so to a limit."""

    operator: str
    limit: Number
    factor: Number = 1


@dataclass(frozen=True, slots=True)
class DayTest:
    """The variable's day, shifted, stands so to a limit."""

    operator: str
    limit: int
    months: int
    days: int


Test = ChoiceTest | NumberTest | DayTest


@dataclass(frozen=True, slots=True)
class Literal:
    """A test of one open fact."""

    variable: Variable
    test: Test


@dataclass(frozen=True, slots=True)
class Joint:
    """A test of several open things at once that may come out either way."""

    items: tuple[Item, ...]
    identity: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class ReadingChoiceLeft:
    """An open reading, with what is left under each option."""

    reading: str
    options: tuple[tuple[str, Residual], ...]


@dataclass(frozen=True, slots=True)
class Hidden:
    """How many unseen objects of a source meet a body; `cap` is the highest number that still matters."""

    source: Source
    body: Residual
    own_prefix: str
    cap: int = 1


@dataclass(frozen=True, slots=True)
class Both:
    """All parts."""

    parts: tuple[Residual, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Some part."""

    parts: tuple[Residual, ...]


@dataclass(frozen=True, slots=True)
class Opposite:
    """Not the part."""

    part: Residual


@dataclass(frozen=True, slots=True)
class Threshold:
    """The weights of the parts that hold (a Hidden part counts as often as it occurs) reach the threshold."""

    threshold: int
    parts: tuple[tuple[Residual, int], ...]


Residual = bool | Literal | Joint | ReadingChoiceLeft | Hidden | Both | Either | Opposite | Threshold


class Residuals:
    """Computes residuals in one world."""

    def __init__(self, world: World, kleene: Kleene) -> None:
        self._world, self._kleene = world, kleene

    def of(self, formula: Formula, node: Node, rule: Node) -> Residual:
        """What is left of a formula at an object."""
        truth = self._kleene.truth(formula, self._world, node, rule)
        if truth is not None:
            return truth
        match formula:
            case In(ref, values):
                return Literal(self._variable(ref, node, rule), ChoiceTest(values))
            case Compare():
                return self._compare(formula, node, rule)
            case CompareDates():
                return self._dates(formula, node, rule)
            case Derived(atom, expansion):
                ref = atom.ref if isinstance(atom, In) else atom.terms[0][0]
                direct = self._world.answer(locate(node, ref.steps, rule), ref.key) is not None
                return self.of(atom if direct else expansion, node, rule)
            case At(steps, part, rebase):
                target = locate(node, steps, rule)
                return self.of(part, target, target if rebase else rule)
            case All(parts):
                return both(self.of(part, node, rule) for part in parts)
            case AnyOf(parts):
                return either(self.of(part, node, rule) for part in parts)
            case Not(part):
                return opposite(self.of(part, node, rule))
            case AtLeast(threshold, parts):
                return Threshold(threshold, tuple((self.of(part, node, rule), 1) for part in parts))
            case ByReading():
                return self._by_reading(formula, node, rule)
            case Exists(scope, body):
                return self._exists(scope, body, node, rule)
            case Every(scope, guard, body):
                good = self._exists(scope, All((guard, body)), node, rule)
                bad = self._exists(scope, All((guard, Not(body))), node, rule)
                return both((good, opposite(bad)))
            case Count():
                return self._count(formula, node, rule)
            case Sum():
                return self._sum(formula, node, rule)
            case Elements():
                return self._elements(formula, node, rule)
            case _:
                raise AssertionError(formula)

    def _variable(self, ref: Ref, node: Node, rule: Node) -> Variable:
        carrier = locate(node, ref.steps, rule)
        return Variable(("fact", carrier.id, ref.key), known(self._world, ref, node, rule), ref.whole)

    def _compare(self, formula: Compare, node: Node, rule: Node) -> Residual:
        rest: Number = formula.limit
        open_terms: list[tuple[Variable, Number]] = []
        for ref, factor in formula.terms:
            variable = self._variable(ref, node, rule)
            assert isinstance(variable.known, Interval)
            value = variable.known.single
            if value is None:
                open_terms.append((variable, factor))
            else:
                rest = simplest(rest - factor * value)
        if len(open_terms) == 1:
            variable, factor = open_terms[0]
            return Literal(variable, NumberTest(formula.operator, rest, factor))
        items = tuple(variable.item for variable, _ in open_terms)
        signature = tuple((variable.item, factor) for variable, factor in open_terms)
        return Joint(items, ("compare", signature, formula.operator, rest))

    def _dates(self, formula: CompareDates, node: Node, rule: Node) -> Residual:
        left, right = (self._day(term, node, rule) for term in (formula.left, formula.right))
        if isinstance(left, int) and isinstance(right, Variable):
            flipped = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(formula.operator, formula.operator)
            return Literal(right, DayTest(flipped, left, formula.right.months, formula.right.days))
        if isinstance(right, int) and isinstance(left, Variable):
            return Literal(left, DayTest(formula.operator, right, formula.left.months, formula.left.days))
        assert isinstance(left, Variable)
        assert isinstance(right, Variable)
        return Joint((left.item, right.item), ("dates", formula))

    def _day(self, term: DateTerm, node: Node, rule: Node) -> Variable | int:
        """A fixed day (shifted), or the variable that holds it (not shifted)."""
        if term.ref is not None:
            variable = self._variable(term.ref, node, rule)
        elif term.special == "事件日期":
            event = locate(node, term.steps, rule)
            variable = Variable(("fact", event.id, "日期"), event.date or Interval(1, self._world.day), True)
        else:
            day = self._world.day if term.special else term.day
            variable = Variable(("fact", "", ""), Interval(day, day))
        assert isinstance(variable.known, Interval)
        single = variable.known.single
        if single is None:
            return variable
        fixed = date_interval(Interval(single, single), term).single
        assert fixed is not None
        return int(fixed)

    def _by_reading(self, formula: ByReading, node: Node, rule: Node) -> Residual:
        ruled = self._world.ruling(formula.reading)
        if ruled is not None:
            return self.of(dict(formula.options)[ruled], node, rule)
        options = tuple((name, self.of(part, node, rule)) for name, part in formula.options)
        return ReadingChoiceLeft(formula.reading, options)

    def _hidden(self, scope: Range, body: Formula, node: Node, rule: Node, cap: int = 1) -> list[Hidden]:
        anchor = locate(node, scope.steps, rule)
        found = []
        for parent, path in unseen_sources(self._world, scope, anchor):
            left = self.of(body, self._world.unseen(parent, path), rule)
            if left is not False:
                found.append(Hidden((parent.id, path), left, f"{parent.id}〈未见{path[0]}〉", cap))
        return found

    def _exists(self, scope: Range, body: Formula, node: Node, rule: Node) -> Residual:
        anchor = locate(node, scope.steps, rule)
        parts: list[Residual] = [self.of(body, item, rule) for item in seen(self._world, scope, anchor)]
        return either([*parts, *self._hidden(scope, body, node, rule)])

    def _count(self, formula: Count, node: Node, rule: Node) -> Residual:
        anchor = locate(node, formula.range.steps, rule)
        limit, operator = formula.limit, formula.operator
        cap = max(1, limit + 1)
        parts: list[tuple[Residual, int]] = [
            (self.of(formula.body, item, rule), item.count) for item in seen(self._world, formula.range, anchor)
        ]
        parts.extend((hidden, 1) for hidden in self._hidden(formula.range, formula.body, node, rule, cap))
        reaches, exceeds = Threshold(limit, tuple(parts)), Threshold(limit + 1, tuple(parts))
        match operator:
            case ">=":
                return reaches
            case ">":
                return exceeds
            case "<":
                return Opposite(reaches)
            case "<=":
                return Opposite(exceeds)
            case "=":
                return both((reaches, Opposite(exceeds)))
            case _:
                return either((Opposite(reaches), exceeds))

    def _sum(self, formula: Sum, node: Node, rule: Node) -> Residual:
        anchor = locate(node, formula.range.steps, rule)
        items: list[Item] = []
        for thing in seen(self._world, formula.range, anchor):
            left = self.of(formula.guard, thing, rule)
            if left is False:
                continue
            items.extend(items_of(left))
            amount = known(self._world, formula.ref, thing, rule)
            if isinstance(amount, Interval) and amount.single is None:
                items.append(("fact", thing.id, formula.ref.key))
        hiding = self._hidden(formula.range, formula.guard, node, rule)
        items.extend(("roster", hidden.source[0], hidden.source[1][0]) for hidden in hiding)
        return Joint(tuple(dict.fromkeys(items)), ("sum", anchor.id, formula))

    def _elements(self, formula: Elements, node: Node, rule: Node) -> Residual:
        counted: dict[str, Residual] = {}
        pending = list(formula.elements)
        while pending:
            element = pending.pop(0)
            waits = {clause for clause, _ in element.shared} & {other.clause for other in pending}
            if waits:
                pending.append(element)
                continue
            counted[element.clause] = self._element(element, counted, node, rule)
        return Threshold(formula.threshold, tuple((part, 1) for part in counted.values()))

    def _element(self, element: Element, counted: dict[str, Residual], node: Node, rule: Node) -> Residual:
        shared = (
            both((self.of(cause, node, rule), opposite(counted.get(clause, False)))) for clause, cause in element.shared
        )
        return either((self.of(element.own, node, rule), *shared))


def both(parts: object) -> Residual:
    """All parts, constants taken out."""
    kept = []
    for part in parts:  # type: ignore[attr-defined]
        if part is False:
            return False
        if part is not True:
            kept.append(part)
    return True if not kept else kept[0] if len(kept) == 1 else Both(tuple(kept))


def either(parts: object) -> Residual:
    """Some part, constants taken out."""
    kept = []
    for part in parts:  # type: ignore[attr-defined]
        if part is True:
            return True
        if part is not False:
            kept.append(part)
    return False if not kept else kept[0] if len(kept) == 1 else Either(tuple(kept))


def opposite(part: Residual) -> Residual:
    """The opposite."""
    if isinstance(part, bool):
        return not part
    return part.part if isinstance(part, Opposite) else Opposite(part)


def items_of(residual: Residual) -> list[Item]:
    """Every open thing in it, in order, with repetitions."""
    match residual:
        case Literal(variable, _):
            return [variable.item]
        case Joint(items, _):
            return list(items)
        case ReadingChoiceLeft(reading, options):
            return [("reading", reading, ""), *(item for _, part in options for item in items_of(part))]
        case Hidden(source, body, prefix, _):
            above = [item for item in items_of(body) if not item[1].startswith(prefix)]
            return [("roster", source[0], source[1][0]), *above]
        case Both(parts) | Either(parts):
            return [item for part in parts for item in items_of(part)]
        case Opposite(part):
            return items_of(part)
        case Threshold(_, weighted):
            return [item for part, _ in weighted for item in items_of(part)]
        case _:
            return []


def holds_of_cell(test: Test, cell: Knowledge) -> bool:
    """Whether a test is true of a cell that does not straddle it."""
    match test:
        case ChoiceTest(values):
            assert isinstance(cell, frozenset)
            return cell <= values
        case NumberTest(operator, limit, factor):
            assert isinstance(cell, Interval)
            return compare_interval(cell.times(factor), operator, limit) is True
        case DayTest(operator, limit, months, days):
            assert isinstance(cell, Interval)
            moved = date_interval(cell, DateTerm(None, months=months, days=days))
            return compare_interval(moved, operator, limit) is True
