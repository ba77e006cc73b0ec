"""What a checklist workbook is made of: its tables and columns, and the keys by which they are found again.

Each sheet is a table. Its first row, hidden, holds the keys of the columns, wherever people move them; the first column,
hidden too, holds in that row the mark of the table, and below it the id of each object or the key of each line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from checklists.asking.questionnaire import Question, method_of, questionnaire
from checklists.workbook import words
from judge.model.visit import VisitModel
from judge.resolve.resolved import ANY_TYPE, ROOT_TYPE, Fact, Library, ObjectType, Rule

FORM_VERSION = "1"
STORE_MARK = "#panding"
TABLE_MARK, KIND_MARK, FIXED_MARK, OPTION_MARK = "#表:", "#种类:", "#", "∋"
MULTIPLE, NUMBER, DAY, EVENT, RELATION = "多选", "数值", "日期", "事件", "关系"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a kind's table, or a line of the enterprise's: one thing to fill in."""

    key: str
    heading: str
    width: int
    question: str = ""
    help: str = ""
    values: tuple[str, ...] = ()
    """What the drop-down offers."""
    names_of: str | None = None
    """The kind whose names the drop-down offers instead."""
    decides_scope: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact asked in a table, with the columns that it takes."""

    key: str
    fact: Fact
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class KindTable:
    """The table of a kind of object: columns of what the object is, and of what is asked about it."""

    kind: ObjectType
    own: tuple[Column, ...]
    asked: tuple[Asked, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns in order."""
        return (*self.own, *(column for asked in self.asked for column in asked.columns))


@dataclass(frozen=True, slots=True)
class Form:
    """All tables of a workbook; that of the enterprise first, then each kind after the one it belongs to."""

    tables: tuple[KindTable, ...]

    @property
    def kinds(self) -> tuple[KindTable, ...]:
        """The tables of all kinds but the enterprise."""
        return self.tables[1:]


@dataclass(slots=True)
class _Wanted:
    questions: dict[str, Question] = field(default_factory=dict)
    extra: dict[str, Fact] = field(default_factory=dict)
    counted: bool = False


def form_of(library: Library, rules: Iterable[Rule], visit: VisitModel | None = None) -> Form:
    """The form that asks what the rules read, with room for all that a visit holds."""
    wanted: dict[str, _Wanted] = {ROOT_TYPE: _Wanted()}
    for card in questionnaire(library, rules):
        wanted[card.object_type.name] = _Wanted({question.key: question for question in card.questions})
    for kind, key, fact in _answered(library, visit):
        place = wanted.setdefault(kind, _Wanted())
        if key not in place.questions:
            place.extra[key] = fact
    for item in visit.objects if visit else ():
        wanted.setdefault(item.type, _Wanted()).counted |= item.count is not None
    for kind in list(wanted):
        for needed in (*library.types[kind].chain, library.types[kind].other_end):
            if needed is not None:
                wanted.setdefault(needed, _Wanted())
    order = sorted(wanted, key=lambda kind: _place_of(library, kind))
    parents = {library.types[kind].parent for kind in wanted}
    return Form(tuple(_table(library, kind, wanted[kind], is_parent=kind in parents) for kind in order))


def fact_named(library: Library, kind: str, key: str) -> tuple[str, Fact] | None:
    """The fact that a key names at objects of a kind, also by a former name, with the key as it is now."""
    name, mark, clause = key.partition("@")
    fact = library.facts.get(f"{ANY_TYPE}.{name}" if mark else f"{kind}.{name}")
    if fact is None and not mark:
        renamed = (library.facts[full_name] for full_name in library.names.get(name, ()))
        fact = next((each for each in renamed if each.object_type == kind and name in each.former_names), None)
    return None if fact is None else (f"{fact.name}{mark}{clause}", fact)


def _answered(library: Library, visit: VisitModel | None) -> Iterator[tuple[str, str, Fact]]:
    """What a visit has answers to: the kind of object, the key, the fact."""
    if visit is None:
        return
    kinds = {ROOT_TYPE: ROOT_TYPE, **{item.id: item.type for item in visit.objects}}
    for object_id, answers in visit.answers.items():
        for written in answers:
            found = fact_named(library, kinds[object_id], written)
            if found is not None:
                yield kinds[object_id], *found


def _place_of(library: Library, kind: str) -> tuple[int, ...]:
    """Sorts parents before their children and else as the vocabulary has it."""
    order = {name: number for number, name in enumerate(library.types)}
    return tuple(order[name] for name in reversed(library.types[kind].chain))


def _table(library: Library, name: str, wanted: _Wanted, *, is_parent: bool) -> KindTable:
    kind = library.types[name]
    questions = [_asked(library, q.key, q.fact, q) for q in wanted.questions.values()]
    more = [_asked(library, key, fact, None) for key, fact in wanted.extra.items()]
    counted = wanted.counted or not (is_parent or kind.nature in (EVENT, RELATION))
    own = () if name == ROOT_TYPE else tuple(_own_columns(kind, counted=counted))
    return KindTable(kind, own, (*questions, *more))


def _own_columns(kind: ObjectType, *, counted: bool) -> Iterator[Column]:
    yield Column("#名称", words.NAME, 22, words.NAME_HINT.format(kind=kind.name), kind.meaning)
    if kind.parent != ROOT_TYPE:
        yield Column("#在", words.IN, 16, words.IN_HINT.format(kind=kind.parent), names_of=kind.parent)
    if kind.other_end is not None:
        hint = words.OTHER_END_HINT.format(kind=kind.other_end)
        yield Column("#另一端", words.OTHER_END, 16, hint, names_of=kind.other_end)
    if kind.nature == EVENT:
        yield Column("#日期", words.DATE, 14, words.EVENT_HINT)
    if counted:
        yield Column("#数量", words.COUNT, 8, words.GROUP_HINT)


def _asked(library: Library, key: str, fact: Fact, question: Question | None) -> Asked:
    code = question.code if question is not None else ""
    name = _heading_name(library, key, fact)
    helped = _help(fact, decides=question is not None and question.decides_scope)
    decides = question is not None and question.decides_scope

    def column(at: str, heading: str, asked: str, values: tuple[str, ...], hint: str) -> Column:
        shown = words.HEADING.format(name=heading, code=code, method=method_of(fact)).strip()
        return Column(at, shown, 15, asked, "\n".join(filter(None, (helped, hint))), values, None, decides)

    if fact.kind == MULTIPLE:
        columns = tuple(
            column(
                f"{key}{OPTION_MARK}{option}",
                words.OF_OPTION.format(name=name, option=option),
                words.QUESTION_OF_OPTION.format(question=fact.question.rstrip("？?"), option=option),
                (*words.YES_NO, *words.OFFERED_REASONS),
                words.BOX_HINT,
            )
            for option in fact.options
        )
        return Asked(key, fact, columns)
    values = (*fact.options, *(reason for reason in words.OFFERED_REASONS if reason not in fact.options))
    return Asked(key, fact, (column(key, name, fact.question, values if fact.options else (), _hint(fact)),))


def _heading_name(library: Library, key: str, fact: Fact) -> str:
    name = fact.name
    if fact.unit:
        name = words.OF_UNIT.format(name=name, unit=fact.unit)
    standard, mark, ref = key.partition("@")[2].partition("/")
    return words.OF_UNIT.format(name=name, unit=library.standards[standard].name_of(ref)) if mark else name


def _help(fact: Fact, *, decides: bool) -> str:
    lines = [f"{line.kind}：{line.text}" for line in fact.help]
    return "\n".join([words.SCOPE_FIRST, *lines] if decides else lines)


def _hint(fact: Fact) -> str:
    if fact.kind == NUMBER:
        return words.NUMBER_HINT.format(unit=fact.unit) if fact.unit else words.COUNT_HINT
    if fact.kind == DAY:
        return words.DATE_HINT
    if len(fact.options) > len(words.YES_NO):
        return words.CHOICE_HINT.format(first=fact.options[0], second=fact.options[1])
    return ""


def head_columns(prefilled: Mapping[str, str]) -> Iterator[tuple[Column, str]]:
    """The lines about the visit itself, each with what stands in it."""
    for key, (name, hint, values) in words.HEAD_FIELDS.items():
        shown = words.REQUIRED_MARK.format(name=name) if key in words.REQUIRED else name
        yield Column(f"{FIXED_MARK}{key}", shown, 30, hint, "", values), prefilled.get(key, "")
