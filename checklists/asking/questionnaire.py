"""All questions that a choice of rules can ask, by the kind of object: what forms, sheets and pages are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from judge.evaluate.calculators import CALCULATORS
from judge.expr.formula import Formula, refs_of
from judge.judging.outcomes import formulas_of
from judge.resolve.resolved import ANY_TYPE, ROOT_TYPE, Fact, Library, ObjectType, Rule

METHODS = ("看", "问", "文件", "测")
"""Ways to find out, from the quickest: look, ask, see papers, measure."""
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without I and O, which are read as digits."""


@dataclass(frozen=True, slots=True)
class Question:
    """One fact to be asked of the objects of a kind."""

    code: str
    """Short code on a sheet: the letters of the kind and a number, e.g. `A12`."""
    fact: Fact
    key: str
    """Key of the answer; of a fact asked clause by clause with `@standard/ref`."""
    rules: tuple[str, ...]
    """Ids of the rules that read it."""
    decides_scope: bool
    """Whether it decides if rules apply at all."""

    @property
    def method(self) -> str:
        """The quickest way to find it out: one of `METHODS`."""
        return method_of(self.fact)


@dataclass(frozen=True, slots=True)
class Card:
    """One kind of object with its questions."""

    letters: str
    object_type: ObjectType
    questions: tuple[Question, ...]


def method_of(fact: Fact) -> str:
    """The quickest of the ways in which a fact is found out; 问 where its help names none."""
    named = {line.kind for line in fact.help}
    return next((method for method in METHODS if f"查法（{method}）" in named), "问")


def questionnaire(library: Library, rules: Iterable[Rule]) -> tuple[Card, ...]:
    """The cards of a choice of rules: 企业 first, then each kind after the one it belongs to.

    Inside a card what decides the scope comes first, then what is found out most quickly, then in the order of the vocabulary.
    """
    uses = _Uses(library)
    for rule in rules:
        uses.take(rule)
    order = {name: number for number, name in enumerate(library.facts)}
    cards: list[Card] = []
    for object_type in _parents_first(library):
        asked = uses.of(object_type.name)
        if not asked:
            continue
        letters = _letters(len(cards))
        asked.sort(
            key=lambda use: (not use.decides, METHODS.index(method_of(use.fact)), order[use.fact.full_name], use.key)
        )
        questions = tuple(
            Question(f"{letters}{number}", use.fact, use.key, tuple(use.rules), use.decides)
            for number, use in enumerate(asked, 1)
        )
        cards.append(Card(letters, object_type, questions))
    return tuple(cards)


def questionnaire_of_versions(library: Library, rules: Iterable[Rule], all_rules: Iterable[Rule]) -> tuple[Card, ...]:
    """The cards of all rules, with the codes that the cards of some of them have: what only the others ask follows behind."""
    own = {card.object_type.name: card for card in questionnaire(library, rules)}
    every = {card.object_type.name: card for card in questionnaire(library, all_rules)}
    names = [*own, *(name for name in every if name not in own)]
    return tuple(_joined(_letters(number), own.get(name), every[name]) for number, name in enumerate(names))


def _joined(letters: str, own: Card | None, every: Card) -> Card:
    codes = {question.key: int(question.code[len(letters) :]) for question in (own.questions if own else ())}
    ordered = sorted(every.questions, key=lambda question: codes.get(question.key, len(every.questions) + 1))
    questions = tuple(replace(question, code=f"{letters}{number}") for number, question in enumerate(ordered, 1))
    return replace(every, letters=letters, questions=questions)


@dataclass(slots=True)
class _Use:
    fact: Fact
    key: str
    rules: dict[str, None]
    decides: bool = False


class _Uses:
    """Which rules read which facts, by the kind of object that carries them."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._by_place: dict[tuple[str, str], _Use] = {}

    def take(self, rule: Rule) -> None:
        formulas = formulas_of(rule)
        gates = set(self._places(rule, formulas.applies))
        for place in self._places(rule, formulas.hazard):
            object_type, key = place
            fact = self._library.facts[self._full_name(object_type, key)]
            use = self._by_place.setdefault(place, _Use(fact, key, {}))
            use.rules[rule.id] = None
            use.decides = use.decides or place in gates

    def of(self, object_type: str) -> list[_Use]:
        """The uses of facts that objects of a kind carry."""
        return [use for (owner, _), use in self._by_place.items() if owner == object_type]

    def _places(self, rule: Rule, formula: Formula) -> Iterator[tuple[str, str]]:
        for ref in refs_of(formula):
            base = ref.key.partition("∋")[0]
            fact = self._library.facts[ref.fact]
            yield rule.object_type if fact.object_type == ANY_TYPE else fact.object_type, base
            if fact.calculator is not None:
                yield from self._inputs(fact)

    def _inputs(self, fact: Fact) -> Iterator[tuple[str, str]]:
        """What a calculated fact may be worked out from: the facts of what lies below its object, and some of the enterprise."""
        for name in CALCULATORS[fact.calculator or ""].of_enterprise:
            yield ROOT_TYPE, name
        for other in self._library.facts.values():
            chain = () if other.object_type == ANY_TYPE else self._library.types[other.object_type].chain
            of_hoard = any(f.calculator is not None for f in self._facts_of(other.object_type))
            if fact.object_type in chain and of_hoard:
                yield other.object_type, other.name

    def _facts_of(self, object_type: str) -> Iterator[Fact]:
        return (fact for fact in self._library.facts.values() if fact.object_type == object_type)

    def _full_name(self, object_type: str, key: str) -> str:
        name = key.partition("@")[0]
        own = f"{object_type}.{name}"
        return own if own in self._library.facts else f"{ANY_TYPE}.{name}"


def _parents_first(library: Library) -> list[ObjectType]:
    """The kinds so that each follows its parent, in the order in which they are written."""
    children: dict[str | None, list[ObjectType]] = {}
    for object_type in library.types.values():
        children.setdefault(object_type.parent, []).append(object_type)
    found: list[ObjectType] = []

    def visit(parent: str | None) -> None:
        for child in children.get(parent, ()):
            found.append(child)
            visit(child.name)

    visit(None)
    return found


def _letters(number: int) -> str:
    """Letters of a card: A … Z, then AA, AB, …

    >>> _letters(0), _letters(23), _letters(24)
    ('A', 'Z', 'AA')
    """
    base = len(_LETTERS)
    head = number // base
    return (_letters(head - 1) if head else "") + _LETTERS[number % base]
