"""Compares rules, standards and library states: which rules mean the same, and how the others differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from judge.authoring.difference.align import rule_formulas
from judge.authoring.difference.rules import Change, Comparer, RuleDiff
from judge.authoring.difference.sides import Side
from judge.authoring.difference.words import WordChange, changed_words
from judge.authoring.listing import facts_of
from judge.expr.formula import Elements, refs_of, walk
from judge.resolve.resolved import Rule


@dataclass(frozen=True, slots=True)
class DiffReport:
    """Two sides compared."""

    first: Side
    second: Side
    rows: tuple[RuleDiff, ...]
    words: tuple[WordChange, ...] = ()
    not_encoded: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    """Of two standards: the clauses of each that no rule encodes, and that so cannot be compared."""

    @property
    def is_equal(self) -> bool:
        """Whether nothing differs."""
        return not self.words and all(row.is_equal for row in self.rows)

    @property
    def counts(self) -> Counter[Change]:
        """How many rows of each kind."""
        return Counter(row.change for row in self.rows)


class Diff:
    """Two sides being compared, row by row."""

    def __init__(self, first: Side, second: Side, declared: Mapping[str, str] | None = None) -> None:
        """`declared` says which clause number (or rule) of the first became which of the second."""
        self._first, self._second = _narrowed(first, second), _narrowed(second, first)
        self._declared = {**_told_by_standards(self._first, self._second), **(declared or {})}
        self._comparer = Comparer(first.library, second.library)
        self._by_clause = "folder" not in (first.kind, second.kind)
        self._clauses = self._clause_map()
        self._pairs, self._lone_first, self._lone_second = self._matched()
        self._free: tuple[list[Rule], list[Rule]] = ([], [])

    @property
    def count(self) -> int:
        """How many rows there are at most."""
        return len(self._pairs) + len(self._lone_first) + len(self._lone_second)

    def unknown_numbers(self) -> tuple[list[str], list[str]]:
        """Declared numbers that the first, and the second, side does not have."""
        mine, yours = _numbers(self._first), _numbers(self._second)
        return (
            [old for old in self._declared if old not in mine],
            [new for new in self._declared.values() if new not in yours],
        )

    def rows(self) -> Iterator[RuleDiff]:
        """The rules compared; those without a counterpart last."""
        self._free = (list(self._lone_first), list(self._lone_second))
        if (self._first.kind, self._second.kind) == ("rule", "rule"):
            yield self._comparer.compare(self._first.rules[0], self._second.rules[0], self._clauses)
            return
        held: list[RuleDiff] = []
        for one, other, is_declared in sorted(self._pairs, key=lambda pair: counts_others(pair[0])):
            found = self._comparer.compare(one, other, self._clauses)
            if found.is_equal or is_declared:
                moved = is_declared and found.is_equal and one.clause != other.clause
                yield replace(found, change=Change.MOVED) if moved else found
            else:
                held.append(found)
        for one, other in self._moved(held):
            yield replace(self._comparer.compare(one, other, self._clauses), change=Change.MOVED)
        yield from self._rest(held)

    def report(self, rows: Sequence[RuleDiff]) -> DiffReport:
        """All that is told, with the rows in the order of the first side."""
        first, second = self._first, self._second
        words: tuple[WordChange, ...] = ()
        if (first.kind, second.kind) == ("folder", "folder"):
            words = tuple(changed_words(first.library, second.library))
        order = {rule.id: n for n, rule in enumerate(first.rules)}
        ordered = sorted(rows, key=lambda row: order.get(row.first.id, 0) if row.first else len(order))
        return DiffReport(first, second, tuple(ordered), words, (_not_encoded(first), _not_encoded(second)))

    def _clause_map(self) -> dict[str, str]:
        """Which clause of the second (standard/number) stands for which of the first."""
        one, other = self._first.standard, self._second.standard
        if one is None or other is None or not self._by_clause:
            return {}
        found = {f"{other}/{c.ref}": f"{one}/{c.ref}" for c in self._second.library.standards[other].clauses}
        found.update({f"{other}/{_number(new)}": f"{one}/{_number(old)}" for old, new in self._declared.items()})
        return found

    def _key(self, rule: Rule) -> str:
        return rule.clause if self._by_clause else rule.id

    def _matched(self) -> tuple[list[tuple[Rule, Rule, bool]], list[Rule], list[Rule]]:
        """Pairs by declaration, then by number; of one number, rules on the same kind of object.

        A rule of the second is the counterpart of several of the first where it is declared to be; else of one.
        """
        paired: set[str] = set()
        pairs: list[tuple[Rule, Rule, bool]] = []
        lone = []
        taken = set(self._declared.values())
        for rule in self._first.rules:
            declared = self._declared.get(self._key(rule)) or self._declared.get(rule.id)
            wanted = declared or self._key(rule)
            found = [
                other
                for other in self._second.rules
                if (other.id == declared if declared and "/" in declared else self._key(other) == wanted)
                and other.object_type == rule.object_type
                and (declared or (other.id not in paired and not {self._key(other), other.id} & taken))
            ]
            if not self._by_clause and not found:
                found = [other for other in self._second.rules if other.id == wanted and other.id not in paired]
            if not found:
                lone.append(rule)
                continue
            found = [other for other in found if other.id not in paired] or found
            other = next((o for o in found if _tail(o) == _tail(rule)), found[0])
            paired.add(other.id)
            pairs.append((rule, other, declared is not None))
        return pairs, lone, [other for other in self._second.rules if other.id not in paired]

    def _moved(self, held: Sequence[RuleDiff]) -> Iterator[tuple[Rule, Rule]]:
        """Pairs under different numbers that mean the same; they are no longer free."""
        firsts, seconds = self._free
        firsts.extend(row.first for row in held if row.first is not None)
        seconds.extend(row.second for row in held if row.second is not None)
        for one in list(firsts):
            for other in list(seconds):
                if self._may_be_same(one, other) and self._comparer.same_meaning(one, other, self._clauses):
                    firsts.remove(one)
                    seconds.remove(other)
                    yield one, other
                    break

    def _may_be_same(self, one: Rule, other: Rule) -> bool:
        return (
            one.object_type == other.object_type
            and (self._by_clause or one.standard == other.standard)
            and self._key(one) != self._key(other)
            and bool(_own_facts(one) & _own_facts(other))
        )

    def _rest(self, held: Sequence[RuleDiff]) -> Iterator[RuleDiff]:
        firsts, seconds = self._free
        for row in held:
            if row.first in firsts and row.second in seconds:
                firsts.remove(row.first)
                seconds.remove(row.second)
                yield row
        for one in list(firsts):
            wanted = self._declared.get(self._key(one), self._key(one))
            other = next((o for o in seconds if self._key(o) == wanted), None)
            if other is not None:
                firsts.remove(one)
                seconds.remove(other)
                yield self._comparer.compare(one, other, self._clauses)
        yield from (RuleDiff(Change.REMOVED, rule, None, hint=_nearest(rule, seconds)) for rule in firsts)
        yield from (RuleDiff(Change.ADDED, None, rule, hint=_nearest(rule, firsts)) for rule in seconds)


def _number(name: str) -> str:
    """The clause number in the id of a rule; a clause number as it is."""
    return name.rpartition("/")[2].partition("-")[0] if "/" in name else name


def _told_by_standards(first: Side, second: Side) -> dict[str, str]:
    """Of two versions of a family: for each rule of the first, the rule of the second that its standard's 沿革 leads to.

    Several items may have become one, and so several rules one; of several to choose from, one that none became yet.
    """
    if (first.kind, second.kind) != ("standard", "standard") or first.standard is None or second.standard is None:
        return {}
    own, other = first.library.standards[first.standard], second.library.standards[second.standard]
    if own.family != other.family or own.in_force_from >= other.in_force_from:
        return {}
    became = {succession.clause: succession.became for succession in own.succession}
    found: dict[str, str] = {}
    for rule in first.rules:
        places = became.get(rule.clause, ())
        options = [r for ref in places for r in second.rules if r.clause == ref and r.object_type == rule.object_type]
        free = [r for r in options if r.id not in found.values()]
        if options:
            found[rule.id] = (free or options)[0].id
    return found


def counts_others(rule: Rule) -> bool:
    """Whether a rule counts others: it is compared after them."""
    return any(isinstance(part, Elements) for formula in rule_formulas(rule) for part in walk(formula))


def _narrowed(side: Side, other: Side) -> Side:
    """Beside a single rule, only the rules of a folder or standard that may be its counterpart."""
    if side.kind == "rule" or other.kind != "rule":
        return side
    wanted = other.rules[0]
    same = [r for r in side.rules if r.id == wanted.id] or [r for r in side.rules if r.clause == wanted.clause]
    return replace(side, rules=tuple(same))


def _numbers(side: Side) -> set[str]:
    found = {rule.id for rule in side.rules}
    if side.standard is not None:
        found.update(clause.ref for clause in side.library.standards[side.standard].clauses)
    return found


def _not_encoded(side: Side) -> tuple[str, ...]:
    if side.kind != "standard" or side.standard is None:
        return ()
    encoded = {rule.clause for rule in side.rules}
    standard = side.library.standards[side.standard]
    return tuple(
        c.ref for c in standard.clauses if c.counted and c.ref not in encoded and c.ref not in standard.general_clauses
    )


def _tail(rule: Rule) -> str:
    return rule.id.partition("-")[2].rpartition("-")[2]


def _own_facts(rule: Rule) -> set[str]:
    """The facts that a rule asks beyond those of its standard's scope."""
    scope = {ref.fact for ref in refs_of(rule.in_scope)}
    return set(facts_of(rule)) - scope or set(facts_of(rule))


def _nearest(rule: Rule, others: Sequence[Rule]) -> str | None:
    """Of rules on the same kind of object, the one that shares most of the facts; None if none shares half."""
    best: tuple[float, str] | None = None
    for other in others:
        if other.object_type == rule.object_type:
            mine, yours = _own_facts(rule), _own_facts(other)
            share = len(mine & yours) / max(1, len(mine | yours))
            if share >= 0.5 and (best is None or share > best[0]):
                best = (share, other.id)
    return best[1] if best else None
