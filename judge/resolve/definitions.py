"""Checks the definitions of derived facts, each in its own place, before any rule rests on them."""

from __future__ import annotations

from collections.abc import Callable

from judge.diagnostics import Problems, nearest
from judge.expr.formula import TRUE, Formula
from judge.expr.line import ConditionError
from judge.expr.written import Location, Name, Span
from judge.model.vocabulary import DefinitionModel, LookupModel
from judge.resolve.derived import tested, value_of
from judge.resolve.names import Context, Reader, fact_named, reference
from judge.resolve.resolved import ANY_TYPE, Fact
from judge.resolve.vocabulary import Vocabulary, WrittenDefinition

_DEFINABLE = ("是否", "设施", "单选", "数值")


def check_definitions(vocabulary: Vocabulary, reader: Reader, problems: Problems) -> None:
    """Record what is wrong with definitions, and take the wrong ones out of the vocabulary."""
    for step in (_Check.form, _Check.content):
        wrong = []
        for full_name, written in vocabulary.definitions.items():
            mine = Problems()
            step(_Check(vocabulary, reader, vocabulary.facts[full_name], written, mine))
            problems.extend(mine)
            if mine.has_errors:
                wrong.append(full_name)
        for full_name in wrong:
            del vocabulary.definitions[full_name]


class _Check:
    """One definition being checked."""

    def __init__(
        self, vocabulary: Vocabulary, reader: Reader, fact: Fact, written: WrittenDefinition, problems: Problems
    ) -> None:
        self._fact, self._written, self._problems, self._reader = fact, written, problems, reader
        self._vocabulary = vocabulary

    def content(self) -> None:
        """Checks conditions and values of a definition in right form."""
        model, fact = self._written.model, self._fact
        context = Context(self._vocabulary, fact.object_type, self._reader).in_definition(fact)
        if model.condition is not None:
            self._try("条件", read=lambda path: self._reader(model.condition, path, context))
        if model.cases is not None:
            self._check_cases(model, context)
        if model.lookup is not None:
            self._check_table(model, model.lookup, context)
        if model.otherwise is not None and not _is_value(model.otherwise, fact):
            self._add("V011", "否则", name=fact.name, text=model.otherwise)

    def _add(self, code: str, *where: str | int, **values: object) -> None:
        place = self._written.source.locate((*self._written.path, *where))
        self._problems.add(code, place, **{name: str(value) for name, value in values.items()})

    def form(self) -> None:
        """Checks that the definition is of one of the four forms, and one that fits its fact."""
        fact, model = self._fact, self._written.model
        ways = (model.condition, model.cases, model.lookup, model.calculator)
        by_value = model.cases is not None or model.lookup is not None
        if sum(way is not None for way in ways) != 1 or (model.otherwise is not None and not by_value):
            self._add("V010", name=fact.full_name)
        elif fact.object_type == ANY_TYPE:
            self._add("V019", name=fact.name)
        elif fact.kind not in _DEFINABLE or (model.condition is not None and fact.kind != "是否"):
            self._add("V020", name=fact.full_name, kind=fact.kind)

    def _try(self, *where: str | int, read: Callable[[Location], Formula]) -> Formula | None:
        path = (*self._written.path, *where)
        try:
            return read(path)
        except ConditionError as error:
            self._problems.add(error.code, self._written.source.at(error.span), **error.values)
            return None

    def _check_cases(self, model: DefinitionModel, context: Context) -> None:
        last: Formula | None = None

        def reading(when: object) -> Callable[[Location], Formula]:
            return lambda path: self._reader(when, path, context)

        for number, case in enumerate(model.cases or ()):
            last = self._try("分情况", number, "当", read=reading(case.when))
            if not _is_value(case.value, self._fact):
                self._add("V011", "分情况", number, "值", name=self._fact.name, text=case.value)
        if model.otherwise is None and last != TRUE:
            self._add("V017", "分情况", name=self._fact.full_name, missing="")

    def _check_table(self, model: DefinitionModel, lookup: LookupModel, context: Context) -> None:
        where = (*self._written.path, "查表", "按")
        try:
            source, steps = fact_named(Name(lookup.by, Span(where)), context)
        except ConditionError as error:
            self._problems.add(error.code, self._written.source.at(error.span), **error.values)
            return
        if not source.is_choice:
            self._add("V018", "查表", "按", name=source.name, kind=source.kind)
            return
        for key, value in lookup.table.items():
            if key not in source.options:
                near = nearest(key, source.options)
                hint = f"是不是“{near}”？" if near else ""
                self._add(
                    "R032", "查表", "表", key, found=key, name=source.name, options="、".join(source.options), near=hint
                )
            if not _is_value(value, self._fact):
                self._add("V011", "查表", "表", key, name=self._fact.name, text=value)
        missing = [key for key in source.options if key not in lookup.table]
        if missing and model.otherwise is None:
            self._add("V017", "查表", "表", name=self._fact.full_name, missing="、".join(missing))
        first = frozenset(source.options[:1])
        ref = reference(source, steps, context)
        self._try("查表", "按", read=lambda path: tested(source, ref, first, context, Span(path)))


def _is_value(text: str, fact: Fact) -> bool:
    if fact.is_choice:
        return text in fact.options
    try:
        number = value_of(text, fact)
    except ValueError:
        return False
    is_fitting = isinstance(number, int) or not fact.whole
    return is_fitting and number in fact.domain
