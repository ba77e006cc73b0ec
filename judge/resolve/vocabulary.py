"""Joins all vocabulary files into one: object types with their chains, facts with their domains, names that lead to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from judge.diagnostics import Position, Problems
from judge.expr.written import Location
from judge.model.vocabulary import ConstraintModel, DefinitionModel, FactModel, ObjectTypeModel, VocabularyModel
from judge.resolve.facts import is_usable_name, resolve_fact
from judge.resolve.resolved import ANY_TYPE, ROOT_TYPE, Fact, ObjectType
from judge.resolve.source import Source

Written = Source[VocabularyModel]


@dataclass(frozen=True, slots=True)
class WrittenDefinition:
    """A derived fact's definition, with its place."""

    model: DefinitionModel
    source: Written
    path: Location


@dataclass(slots=True)
class Vocabulary:
    """Types and facts by name. `definitions` holds what derived facts are made of, by full name.

    Every type in it has all its ancestors in it too. A derived fact without a definition has a wrong one: that has been
    told, and its tests are read as 恒假.
    """

    types: dict[str, ObjectType] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    definitions: dict[str, WrittenDefinition] = field(default_factory=dict)
    constraints: list[tuple[ConstraintModel, Written, Location]] = field(default_factory=list)
    places: dict[str, Position] = field(default_factory=dict)

    def own_fact(self, object_type: str, name: str) -> Fact | None:
        """The fact of that name declared for exactly that type."""
        return self.facts.get(f"{object_type}.{name}")

    def names_near(self, object_type: str) -> list[str]:
        """Names of facts that can be used at a type: its own and its ancestors'."""
        chain = (*self.types[object_type].chain, ANY_TYPE) if object_type in self.types else ()
        return [fact.name for fact in self.facts.values() if fact.object_type in chain]


def join_vocabulary(files: Sequence[Written], problems: Problems) -> Vocabulary:
    """Join files. Problems: duplicate or unusable names, unknown parents or units, bad options or bounds, no 企业."""
    vocabulary = Vocabulary()
    _join_types(files, vocabulary, problems)
    for source in files:
        for index, model in enumerate(source.model.facts):
            _add_fact(model, source, ("事实", index), vocabulary, problems)
        for index, constraint in enumerate(source.model.constraints):
            path: Location = ("约束", index)
            if constraint.object_type not in vocabulary.types:
                problems.add("V003", source.locate((*path, "对象")), name=constraint.object_type)
            else:
                vocabulary.constraints.append((constraint, source, path))
    _check_former_names(vocabulary, problems)
    return vocabulary


def _join_types(files: Sequence[Written], vocabulary: Vocabulary, problems: Problems) -> None:
    models: dict[str, ObjectTypeModel] = {}
    for source in files:
        for index, model in enumerate(source.model.object_types):
            place = source.locate(("对象类型", index, "名称"))
            if model.name in models:
                problems.add("V001", place, name=model.name)
                continue
            if not is_usable_name(model.name):
                problems.add("V012", place, name=model.name)
            models[model.name] = model
            vocabulary.places[model.name] = place
    if ROOT_TYPE not in models:
        problems.add("V013", files[0].locate(()) if files else None)
    for name, model in models.items():
        if chain := _accepted(name, models, vocabulary, problems):
            question = model.roster_question or f"{name}是否已全部列出？"
            vocabulary.types[name] = ObjectType(name, chain, model.nature, model.other_end, model.meaning, question)
    _drop_unfounded(vocabulary)


def _accepted(
    name: str, models: dict[str, ObjectTypeModel], vocabulary: Vocabulary, problems: Problems
) -> tuple[str, ...] | None:
    """The type's chain, if its parent and its other end are right."""
    model, place = models[name], vocabulary.places[name]
    chain = _chain(name, models)
    if chain is None or (model.parent is None) != (name == ROOT_TYPE):
        problems.add("V002", place, name=name, parent=model.parent or "（无）")
        return None
    is_relation, has_end = model.nature == "关系", model.other_end is not None
    if is_relation != has_end or (has_end and model.other_end not in models):
        problems.add("V004", place, name=name)
        return None
    return chain


def _chain(name: str, models: dict[str, ObjectTypeModel]) -> tuple[str, ...] | None:
    """The type and its ancestors up to 企业; None if the line breaks or runs in a circle."""
    chain = [name]
    while chain[-1] != ROOT_TYPE:
        model = models.get(chain[-1])
        if model is None or model.parent is None or model.parent in chain:
            return None
        chain.append(model.parent)
    return tuple(chain)


def _drop_unfounded(vocabulary: Vocabulary) -> None:
    """Takes out types that hang on a refused one; that it was refused has been told."""
    types = vocabulary.types
    while unfounded := [
        name
        for name, kind in types.items()
        if not types.keys() >= set(kind.chain) or (kind.other_end is not None and kind.other_end not in types)
    ]:
        for name in unfounded:
            del types[name]


def _add_fact(model: FactModel, source: Written, path: Location, vocabulary: Vocabulary, problems: Problems) -> None:
    place = source.locate((*path, "名称"))
    if model.object_type != ANY_TYPE and model.object_type not in vocabulary.types:
        if model.object_type not in vocabulary.places:
            problems.add("V003", source.locate((*path, "对象")), name=model.object_type)
        return
    if (model.object_type == ANY_TYPE) != model.per_clause:
        problems.add("V005", place, name=model.name)
        return
    full_name = f"{model.object_type}.{model.name}"
    if full_name in vocabulary.facts:
        problems.add("V006", place, name=full_name)
        return
    if not is_usable_name(model.name):
        problems.add("V012", place, name=model.name)
    fact = resolve_fact(model, source, path, problems)
    if fact is None:
        return
    vocabulary.places[full_name] = place
    vocabulary.facts[full_name] = fact
    if model.definition:
        vocabulary.definitions[full_name] = WrittenDefinition(model.definition, source, (*path, "定义"))


def _check_former_names(vocabulary: Vocabulary, problems: Problems) -> None:
    """A former name must lead to one fact of its type, and not be the name of another."""
    taken: dict[str, str] = {}
    for full_name, fact in vocabulary.facts.items():
        for word in fact.former_names:
            owned = f"{fact.object_type}.{word}"
            other = owned if owned in vocabulary.facts else taken.setdefault(owned, full_name)
            if other != full_name:
                problems.add("V015", vocabulary.places[full_name], name=full_name, word=word, other=other)
