"""One fact as written into the fact that is asked: its options, unit and domain known good."""

from __future__ import annotations

from judge.diagnostics import Problems
from judge.expr.line import RESERVED, ConditionError, parse_line
from judge.expr.written import Bare, Location
from judge.model.vocabulary import FactModel, VocabularyModel
from judge.resolve.resolved import FACILITY, YES_NO, Fact, HelpLine
from judge.resolve.source import Source
from judge.values.knowledge import Knowledge, UnreadableNumberError, read_number
from judge.values.number import ANY_NUMBER, Interval
from judge.values.units import UNITS

SPECIAL_WORDS = frozenset({"检查日期", "事件日期", "本对象", "任意"})
"""Words with a meaning of their own in conditions and vocabularies."""
LAST_DAY = 3652059
"""9999-12-31."""
_MARKS = frozenset(".@∋〈〉/#:：")
_NUMERIC_KEYS = ("单位", "下限", "上限", "整数")


def is_usable_name(name: str) -> bool:
    """Whether a condition can name a fact or an object type so.

    >>> is_usable_name("作业人数"), is_usable_name("作业 人数"), is_usable_name("非")
    (True, False, False)
    """
    if name in RESERVED or name in SPECIAL_WORDS or _MARKS.intersection(name):
        return False
    try:
        read = parse_line(name, ())
    except ConditionError:
        return False
    return isinstance(read, Bare) and read.name.text == name


def resolve_fact(model: FactModel, source: Source[VocabularyModel], path: Location, problems: Problems) -> Fact | None:
    """The fact; None, with problems, if its options, unit or bounds are wrong."""
    _check_numeric_keys(model, source, path, problems)
    if model.looked_up_in is not None and model.kind != "文本":
        problems.add("V032", source.locate((*path, "名录")), name=model.name, kind=model.kind)
    domain = _domain(model, source, path, problems)
    if domain is None:
        return None
    definition = model.definition
    return Fact(
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
        looked_up_in=model.looked_up_in,
    )


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


def _check_numeric_keys(model: FactModel, source: Source[VocabularyModel], path: Location, problems: Problems) -> None:
    if model.kind == "数值":
        return
    written = (model.unit, model.minimum, model.maximum, model.whole or None)
    for key, value in zip(_NUMERIC_KEYS, written, strict=True):
        if value is not None:
            problems.add("V014", source.locate((*path, key)), name=model.name, kind=model.kind, key=key)


def _domain(model: FactModel, source: Source[VocabularyModel], path: Location, problems: Problems) -> Knowledge | None:
    least = {"单选": 2, "多选": 1}.get(model.kind, 0)
    is_repeated = len(set(model.options)) != len(model.options)
    if len(model.options) < least or is_repeated or (not least and model.options):
        place = source.locate((*path, "选项" if model.options else "名称"))
        problems.add("V007", place, name=model.name, kind=model.kind, least=least)
        return None
    match model.kind:
        case "是否" | "多选":
            return YES_NO
        case "设施":
            return FACILITY
        case "单选":
            return frozenset(model.options)
        case "数值":
            return _numeric_domain(model, source, path, problems)
        case "日期":
            return Interval(1, LAST_DAY)
        case "文本":
            return frozenset({"文本"})


def _numeric_domain(
    model: FactModel, source: Source[VocabularyModel], path: Location, problems: Problems
) -> Interval | None:
    unit = model.unit or ""
    if unit not in UNITS:
        problems.add("V008", source.locate((*path, "单位")), unit=unit)
        return None
    low, high = (
        _bound(text, unit, source, (*path, key), problems)
        for key, text in (("下限", model.minimum), ("上限", model.maximum))
    )
    if low is None or high is None:
        return None
    domain = Interval(low.low, high.high)
    domain = domain.whole() if model.whole else domain
    if domain.is_empty:
        problems.add("V009", source.locate((*path, "上限")), text=f"{model.minimum}..{model.maximum}")
        return None
    return domain


def _bound(
    text: str | None, unit: str, source: Source[VocabularyModel], path: Location, problems: Problems
) -> Interval | None:
    """The bound as an interval of one number; of none written, any number."""
    if text is None:
        return ANY_NUMBER
    try:
        read = read_number(text, unit)
    except UnreadableNumberError:
        read = ANY_NUMBER
    if read.single is None:
        problems.add("V009", source.locate(path), text=text)
        return None
    return read
