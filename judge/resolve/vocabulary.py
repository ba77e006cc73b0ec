"""Joins all vocabulary files into one: object types with their chains, facts with their domains, names that lead to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from judge.diagnostics import Position, Problems
from judge.expr.written import Location
from judge.model.vocabulary import ConstraintModel, DefinitionModel, FactModel, ObjectTypeModel, VocabularyModel
from judge.resolve.resolved import ANY_TYPE, FACILITY, ROOT_TYPE, YES_NO, Fact, HelpLine, ObjectType
from judge.resolve.source import Source
from judge.values.dates import ANY_DAY
from judge.values.knowledge import Knowledge, UnreadableNumberError, read_number
from judge.values.number import ANY_NUMBER, Interval
from judge.values.units import UNITS

Written = Source[VocabularyModel]


@dataclass(frozen=True, slots=True)
class WrittenDefinition:
    """A derived fact's definition, with its place."""

    model: DefinitionModel
    source: Written
    path: Location


@dataclass(slots=True)
class Vocabulary:
    """Types and facts by name. `definitions` holds what derived facts are made of, by full name."""

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
    """Join files. Problems: duplicate names, unknown parents or units, bad options or bounds, cycles."""
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
    return vocabulary


def _join_types(files: Sequence[Written], vocabulary: Vocabulary, problems: Problems) -> None:
    models: dict[str, ObjectTypeModel] = {}
    for source in files:
        for index, model in enumerate(source.model.object_types):
            place = source.locate(("对象类型", index, "名称"))
            if model.name in models or model.name == ANY_TYPE:
                problems.add("V001", place, name=model.name)
                continue
            models[model.name] = model
            vocabulary.places[model.name] = place
    for name, model in models.items():
        place = vocabulary.places[name]
        chain = _chain(name, models)
        if chain is None or (model.parent is None) != (name == ROOT_TYPE):
            problems.add("V002", place, name=name, parent=model.parent or "（无）")
            continue
        if (model.nature == "关系") != (model.other_end is not None) or (
            model.other_end is not None and model.other_end not in models
        ):
            problems.add("V004", place, name=name)
            continue
        question = model.roster_question or f"{name}是否已全部列出？"
        vocabulary.types[name] = ObjectType(name, chain, model.nature, model.other_end, model.meaning, question)


def _chain(name: str, models: dict[str, ObjectTypeModel]) -> tuple[str, ...] | None:
    """The type and its ancestors up to 企业; None if the line breaks or runs in a circle."""
    chain = [name]
    while chain[-1] != ROOT_TYPE:
        model = models.get(chain[-1])
        if model is None or model.parent is None or model.parent in chain:
            return None
        chain.append(model.parent)
    return tuple(chain)


def _add_fact(
    model: FactModel, source: Written, path: Location, vocabulary: Vocabulary, problems: Problems
) -> None:
    place = source.locate((*path, "名称"))
    if model.object_type != ANY_TYPE and model.object_type not in vocabulary.types:
        problems.add("V003", source.locate((*path, "对象")), name=model.object_type)
        return
    if (model.object_type == ANY_TYPE) != model.per_clause:
        problems.add("V005", place, name=model.name)
        return
    full_name = f"{model.object_type}.{model.name}"
    if full_name in vocabulary.facts:
        problems.add("V006", place, name=full_name)
        return
    domain = _domain(model, source, path, problems)
    if domain is None:
        return
    definition = model.definition
    vocabulary.places[full_name] = place
    vocabulary.facts[full_name] = Fact(
        name=model.name,
        object_type=model.object_type,
        kind=model.kind,
        options=_options(model),
        unit=model.unit or "",
        domain=domain,
        whole=model.whole or model.kind == "日期",
        per_clause=model.per_clause,
        question=model.question,
        help=_help(model),
        evidence=model.evidence,
        speciality=model.speciality,
        holds=model.holds,
        changeable=model.changeable,
        former_names=model.former_names,
        synonyms=model.synonyms,
        calculator=definition.calculator if definition else None,
        derived=definition is not None,
    )
    if definition:
        if sum(x is not None for x in (definition.condition, definition.cases, definition.lookup, definition.calculator)) != 1:
            problems.add("V010", source.locate((*path, "定义")), name=full_name)
        else:
            vocabulary.definitions[full_name] = WrittenDefinition(definition, source, (*path, "定义"))


def _options(model: FactModel) -> tuple[str, ...]:
    if model.kind == "是否":
        return ("是", "否")
    if model.kind == "设施":
        return ("有且有效", "有但失效", "无")
    return model.options


def _help(model: FactModel) -> tuple[HelpLine, ...]:
    looks = tuple(HelpLine(f"查法（{look.how}）", look.what, "") for look in model.look)
    lines = (("算", model.counts), ("不算", model.does_not_count), ("说明", model.help))
    return looks + tuple(HelpLine(kind, line.text, line.origin) for kind, group in lines for line in group)


def _domain(model: FactModel, source: Written, path: Location, problems: Problems) -> Knowledge | None:
    match model.kind:
        case "是否" | "多选":
            if (model.kind == "多选") != bool(model.options):
                problems.add("V007", source.locate(path), name=model.name)
                return None
            return YES_NO
        case "设施":
            return FACILITY
        case "单选":
            if len(set(model.options)) < 2 or len(set(model.options)) != len(model.options):
                problems.add("V007", source.locate(path), name=model.name)
                return None
            return frozenset(model.options)
        case "数值":
            return _numeric_domain(model, source, path, problems)
        case "日期":
            return ANY_DAY
        case _:
            return frozenset({"文本"})


def _numeric_domain(model: FactModel, source: Written, path: Location, problems: Problems) -> Interval | None:
    unit = model.unit or ""
    if unit not in UNITS:
        problems.add("V008", source.locate((*path, "单位")), unit=unit)
        return None
    ends: list[Interval] = []
    for key, text in (("下限", model.minimum), ("上限", model.maximum)):
        try:
            ends.append(read_number(text, unit) if text is not None else ANY_NUMBER)
        except UnreadableNumberError:
            problems.add("V009", source.locate((*path, key)), text=text)
            return None
    domain = Interval(ends[0].low, ends[1].high)
    domain = domain.whole() if model.whole else domain
    if domain.is_empty:
        problems.add("V009", source.locate(path), text=f"{model.minimum}..{model.maximum}")
        return None
    return domain
