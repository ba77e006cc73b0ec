"""Turns open things into what a person can be asked: the fact's question, the roster's, the reading's, the day of an event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from judge.evaluate.exact import Choice
from judge.evaluate.world import Item, World
from judge.explain.phrases import EVENT_DATE, TEXTS, Names
from judge.values.knowledge import show_knowledge
from judge.verdict.verdict import Missing


def missing_item(item: Item, names: Names, world: World, values: str | None = None) -> Missing:
    """One open thing as a question."""
    kind, first, second = item
    if kind == "roster":
        question = names.library.types[second].roster_question
        return Missing("roster", first, second, question, values)
    if kind == "reading":
        reading = names.library.readings[first]
        return Missing("reading", None, first, reading.question, values)
    node = world.nodes[first]
    if second == EVENT_DATE and names.fact_of(node, second) is None:
        return Missing("fact", first, second, TEXTS["date_question"].format(object=names.of_object(node)), values)
    fact = names.fact_of(node, second)
    question = fact.question if fact else second
    calculation = names.calculations.get((first, second))
    notes = [TEXTS["calculated_note"].format(figures=calculation.figures)] if calculation else []
    if reason := names.not_answered.get((first, second)):
        notes.append(TEXTS["not_answered"].format(reason=reason))
    return Missing("fact", first, second, question, values, "；".join(notes) or None)


def missing_of(choices: Sequence[Choice], names: Names, world: World) -> tuple[Missing, ...]:
    """Open things with the values of each that would settle the verdict."""
    found = []
    for choice in choices:
        shown = TEXTS[f"roster_{choice.option}"] if choice.item[0] == "roster" and choice.option else choice.option
        if choice.item[0] == "fact" and choice.values:
            node = world.nodes[choice.item[1]]
            fact = names.fact_of(node, choice.item[2])
            is_day = fact is None and choice.item[2] == EVENT_DATE
            shown = TEXTS["value_or"].join(
                show_knowledge(piece, as_date=True) if is_day else names.value(piece, fact) for piece in choice.values
            )
        found.append(missing_item(choice.item, names, world, shown))
    return tuple(found)


def all_missing(items: Sequence[Item], names: Names, world: World) -> tuple[Missing, ...]:
    """Open things as questions; a calculated fact is followed by the inputs that could still change it."""
    found: dict[Missing, None] = {}
    for item in items:
        found[missing_item(item, names, world)] = None
        for source in _inputs(item, names):
            found[missing_item(source, names, world)] = None
    return tuple(found)


def _inputs(item: Item, names: Names) -> Iterator[Item]:
    """What could still change a calculated fact, each followed by what could change that."""
    calculation = names.calculations.get((item[1], item[2])) if item[0] == "fact" else None
    for source in calculation.open_inputs if calculation is not None else ():
        yield source
        yield from _inputs(source, names)
