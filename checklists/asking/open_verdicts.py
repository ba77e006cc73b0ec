"""What each open verdict would gain from each question, and how likely it is to become a hazard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from checklists.asking.bearing import gates_of
from checklists.asking.costs import Costs
from checklists.asking.priors import Priors
from checklists.asking.value import Ways, Worth
from judge.evaluate.cells import cells_of
from judge.evaluate.reads import reads
from judge.evaluate.residual import Test, Variable
from judge.evaluate.residuals import Residuals
from judge.evaluate.simplify import simplified
from judge.evaluate.world import Item, Node, World
from judge.expr.formula import All, At, Formula, In, refs_of
from judge.judging.bench import Compiled
from judge.judging.unseen import stays_on_line
from judge.resolve.resolved import Fact, Level, Library, Rule
from judge.values.knowledge import Knowledge
from judge.values.number import Interval
from judge.verdict.verdict import OPEN, Missing, Outcome, Verdict

WEIGHTS = {Level.MAJOR: 1.0, Level.ELEMENT: 0.7, Level.ORDINARY: 0.4}
"""How grave a rule is, by its level."""
_LEANING = 3.0
"""A hazard that is there unless an exemption holds is to be settled before others."""
_REFUTED_SOMEHOW = 0.3
"""The chance that a condition made of several tests fails because of one of them."""


@dataclass(frozen=True, slots=True)
class OpenVerdict:
    """An open verdict as the interview sees it."""

    verdict: Verdict
    rule: Rule
    weight: float
    """How grave it is."""
    chance: float
    """That it turns out to be a hazard."""
    gains: Mapping[Item, float]
    """By question that can still matter: seconds of asking it is expected to save. Readings and texts are no questions."""


_Known = tuple[str, int, Interval | None, tuple[Knowledge | None, ...]]
"""A rule, the day, an event's own day, and what is known of all that the rule reads."""
_Remembered = tuple[float, tuple[tuple[str, str, str, float], ...]]


def item_of(missing: Missing) -> Item | None:
    """What is missing as a thing to ask; None for a reading or a text, which nobody on the site settles."""
    if missing.kind not in ("fact", "roster"):
        return None
    return missing.kind, missing.object or "", missing.name


def base_of(key: str) -> str:
    """The key of the question that an answer's key belongs to: boxes are asked together."""
    return key.partition("∋")[0]


class Weigher:
    """Weighs open verdicts of visits under one library."""

    def __init__(self, library: Library, priors: Priors, costs: Costs, compiled: Compiled) -> None:
        self._library, self.priors, self._costs, self._compiled = library, priors, costs, compiled
        self._gates: dict[str, frozenset[str]] = {}
        self._refuting: dict[tuple[str, str], float] = {}
        self._on_line: dict[str, tuple[tuple[str, str], ...] | None] = {}
        self._found: dict[_Known, _Remembered] = {}
        self._ways_found: dict[tuple[str, Knowledge, tuple[Test, ...]], Ways] = {}

    def fact_at(self, object_type: str, key: str) -> Fact | None:
        """The fact that a key names at objects of a kind; None for the day of an event."""
        return self._library.fact(object_type, base_of(key).partition("@")[0])

    def decides_scope(self, rule: Rule, fact: Fact) -> bool:
        """Whether a fact decides if a rule applies at all."""
        if rule.id not in self._gates:
            self._gates[rule.id] = frozenset(ref.fact for ref in refs_of(gates_of(rule)))
        return fact.full_name in self._gates[rule.id]

    def open_verdict(self, verdict: Verdict, world: World) -> OpenVerdict | None:
        """The verdict weighed; None if it is settled, or if people settled it."""
        if verdict.outcome not in OPEN or verdict.effective not in OPEN:
            return None
        rule = self._library.rule_by_id[verdict.rule]
        items = dict.fromkeys(item for m in verdict.missing.relevant if (item := item_of(m)) is not None)
        weight = WEIGHTS[rule.level] * (_LEANING if verdict.lean else 1.0)
        if verdict.outcome is Outcome.NOT_EXAMINED:
            return OpenVerdict(verdict, rule, weight, 0.0, self._of_unseen(rule, items, world))
        chance, gains = self._weighed(rule, world.nodes[verdict.object or ""], world)
        return OpenVerdict(verdict, rule, weight, chance, {item: gains.get(item, 0.0) for item in items})

    def _weighed(self, rule: Rule, node: Node, world: World) -> tuple[float, dict[Item, float]]:
        """The chance of a hazard and the gains at an object; remembered by what is known, where only its line is read."""
        line = _line(node)
        places = self._read_on_line(rule, node, world)
        if places is None:
            return self._weighed_anew(rule, node, world)
        known = (rule.id, world.day, node.date, tuple(world.answer(line[kind], key) for kind, key in places))
        found = self._found.get(known)
        if found is None:
            chance, gains = self._weighed_anew(rule, node, world)
            found = chance, tuple((item[0], world.nodes[item[1]].type, item[2], gain) for item, gain in gains.items())
            self._found[known] = found
        return found[0], {(what, line[kind].id, key): gain for what, kind, key, gain in found[1]}

    def _read_on_line(self, rule: Rule, node: Node, world: World) -> tuple[tuple[str, str], ...] | None:
        """Kinds and keys of the answers a rule reads on the line of parents; None if it looks further."""
        if rule.id not in self._on_line:
            formula = self._compiled.of(rule).formulas.hazard
            kinds = {each.id: each.type for each in _line(node).values()}
            self._on_line[rule.id] = (
                tuple(sorted((kinds[owner], key) for owner, key in reads(formula, world, node, node)))
                if stays_on_line(formula) and not world.constraints
                else None
            )
        return self._on_line[rule.id]

    def _weighed_anew(self, rule: Rule, node: Node, world: World) -> tuple[float, dict[Item, float]]:
        hazard = self._compiled.of(rule).formulas.hazard
        residual = simplified(Residuals(world, self._compiled.kleene).of(hazard, node, node))
        worth = Worth(self._ways(world), self._cost(world), lambda item: self.priors.of_roster(item[2]))
        chance, gains = worth.weighed(residual)
        return chance, {item: gain for item, gain in gains.items() if item[0] != "reading"}

    def _of_unseen(self, rule: Rule, items: Iterable[Item], world: World) -> dict[Item, float]:
        """Of objects nobody has seen: the roster settles it, and so does whatever shows that the rule does not apply."""
        found: dict[Item, float] = {}
        for item in items:
            if item[0] == "roster":
                found[item] = self._costs.roster
            else:
                found[item] = self._costs.roster * self._refutes(rule, world.nodes[item[1]].type, item[2])
        return found

    def _refutes(self, rule: Rule, object_type: str, key: str) -> float:
        """The chance that an answer shows that a rule does not apply."""
        if (rule.id, key) not in self._refuting:
            fact = self.fact_at(object_type, key)
            self._refuting[rule.id, key] = 0.0 if fact is None else self._refuting_chance(gates_of(rule), fact, key)
        return self._refuting[rule.id, key]

    def _refuting_chance(self, formula: Formula, fact: Fact, key: str) -> float:
        found = 0.0
        for part in _demands(formula):
            refs = [ref for ref in refs_of(part) if ref.fact == fact.full_name and ref.key == key]
            if isinstance(part, In) and refs:
                chances = self.priors.of_choices(fact, key)
                found = max(found, 1 - sum(chances.get(value, 0.0) for value in sorted(part.values)))
            elif refs:
                found = max(found, _REFUTED_SOMEHOW)
        return found

    def _ways(self, world: World) -> Callable[[Variable, Sequence[Test]], Ways]:
        def ways(variable: Variable, tests: Sequence[Test]) -> Ways:
            _, object_id, key = variable.items[0]
            node = world.nodes.get(object_id)
            if node is None:
                outcomes = [outcome for outcome, _ in cells_of(variable, tests)]
                return [(1 / len(outcomes), dict(zip(tests, outcome, strict=True))) for outcome in outcomes]
            place = f"{node.type}.{key}", variable.known, tuple(tests)
            if place not in self._ways_found:
                self._ways_found[place] = self.priors.of_cells(variable, self.fact_at(node.type, key), tests)
            return self._ways_found[place]

        return ways

    def _cost(self, world: World) -> Callable[[Item], float]:
        def cost(item: Item) -> float:
            if item[0] == "roster":
                return self._costs.roster
            node = world.nodes.get(item[1])
            return self.cost_of_answer(node.type, item[2]) if node is not None else 0.0

        return cost

    def cost_of_answer(self, object_type: str, key: str) -> float:
        """Seconds for one answer; of a box its share of the question."""
        fact = self.fact_at(object_type, key)
        whole = self._costs.of(fact)
        return whole / max(1, len(fact.options)) if fact is not None and "∋" in key else whole


def _line(node: Node) -> dict[str, Node]:
    """The object and those above it, by kind: a line has one of each."""
    found: dict[str, Node] = {}
    current: Node | None = node
    while current is not None:
        found[current.type] = current
        current = current.parent
    return found


def _demands(formula: Formula) -> Iterator[Formula]:
    """The conditions that a formula demands each for itself."""
    match formula:
        case All(parts):
            for part in parts:
                yield from _demands(part)
        case At(_, part, _):
            yield from _demands(part)
        case _:
            yield formula
