"""One answer into the texts of its cells, and the texts of its cells into the answer as a visit has it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from checklists.workbook.form import DAY, MULTIPLE, NUMBER, OPTION_MARK
from checklists.workbook.words import LIST, OR, YES_NO
from judge.diagnostics.names import plain
from judge.model.visit import REASONS_FOR_NO_ANSWER, AnswerModel
from judge.resolve.answers import NOT_ASKED, OTHERS, has_circumstances
from judge.resolve.resolved import Fact

_THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?![\d,])")
_BARE_END = re.compile(r"[\d%]$")
_DUE = re.compile(
    rf"({'|'.join(REASONS_FOR_NO_ANSWER)})[\s（(，,：:]*(\d{{4}}[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?)[)）前]*"
)
_SEVERAL = re.compile(r"\s*(?:或者|或|、|/|；|;|，|,|\n)\s*")


class WrongBoxError(ValueError):
    """The box of this option holds something else than yes, no or a reason."""

    def __init__(self, option: str, found: str) -> None:
        super().__init__(option)
        self.option, self.found = option, found


@dataclass(frozen=True, slots=True)
class ReadCells:
    """What the cells of an answer say: a value, or why there is none; notes that have no cell of their own."""

    value: object = None
    none_because: str | None = None
    due: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked."""
        return self.value is None and self.none_because is None


def circumstances_of(raw: object) -> AnswerModel:
    """An answer of a valid visit with its circumstances, whichever way it is written."""
    return AnswerModel.model_validate(raw if has_circumstances(raw) else {"答": raw})


def texts_of(answer: AnswerModel, fact: Fact, key: str) -> dict[str, str]:
    """The texts of an answer's cells by the keys of their columns."""
    value = answer.value
    if fact.kind != MULTIPLE:
        if value is None:
            return {key: answer.none_because or NOT_ASKED}
        return {key: OR.join(map(str, value)) if isinstance(value, list | tuple) else str(value)}
    boxes = _boxes(value if value is not None else {}, fact)
    if value is None or (isinstance(value, str) and value in REASONS_FOR_NO_ANSWER and value not in fact.options):
        boxes = {fact.options[0]: answer.none_because or str(value)}
    return {f"{key}{OPTION_MARK}{option}": said for option, said in boxes.items()}


def _boxes(value: object, fact: Fact) -> dict[str, str]:
    if not isinstance(value, Mapping):
        ticked = value if isinstance(value, list | tuple) else [value]
        return {str(option): YES_NO[0] for option in ticked}
    named = {str(box): str(said) for box, said in value.items() if box != OTHERS or OTHERS in fact.options}
    if len(named) < len(value) and value[OTHERS] != NOT_ASKED:
        named = {option: named.get(option, str(value[OTHERS])) for option in fact.options}
    return {option: said for option, said in named.items() if said != NOT_ASKED}


def read_cells(texts: Mapping[str, str], fact: Fact, unit: str) -> ReadCells:
    """What the cells of a fact say: by column key, only those with text in them; `unit` is that of the heading.

    Raises WrongBoxError. Values that do not fit the fact are handed on as they are, for the judge to name.
    """
    if not texts:
        return ReadCells()
    if fact.kind == MULTIPLE:
        return _read_boxes({key.partition(OPTION_MARK)[2]: text for key, text in texts.items()}, fact)
    text = next(iter(texts.values()))
    if text not in fact.options:
        if text in REASONS_FOR_NO_ANSWER:
            return ReadCells(none_because=text)
        if match := _DUE.fullmatch(text):
            return ReadCells(none_because=match[1], due=match[2])
    if fact.kind == NUMBER:
        return ReadCells(_number(text, fact, unit))
    if fact.kind == DAY or not fact.options:
        return ReadCells(text)
    return ReadCells(_choice(text, fact))


def _read_boxes(texts: Mapping[str, str], fact: Fact) -> ReadCells:
    boxes = {option: text for option, text in texts.items() if text in YES_NO}
    reasons = {option: text for option, text in texts.items() if text in REASONS_FOR_NO_ANSWER}
    for option, text in texts.items():
        if option not in boxes and option not in reasons:
            raise WrongBoxError(option, text)
    if boxes:
        # A reason at one box of several has no place of its own in a visit: it goes into the note.
        return ReadCells(boxes, notes=tuple(f"{option}：{reason}" for option, reason in reasons.items()))
    told = sorted(set(reasons.values()), key=REASONS_FOR_NO_ANSWER.index)
    notes = tuple(f"{option}：{reason}" for option, reason in reasons.items()) if len(told) > 1 else ()
    return ReadCells(none_because=told[0], notes=notes)


def _number(text: str, fact: Fact, unit: str) -> str:
    """The number as the judge reads it, with the heading's unit where that is no longer the fact's."""
    bare = _THOUSANDS.sub(lambda match: match[0].replace(",", ""), text)
    if unit == fact.unit or not _BARE_END.search(bare):
        return bare
    middle, sign, spread = bare.partition("±")
    return f"{middle.strip()} {unit} {sign}{spread.strip()}".strip()


def _choice(text: str, fact: Fact) -> str | list[str]:
    by_plain = {plain(option): option for option in fact.options}
    if plain(text) in by_plain:
        return by_plain[plain(text)]
    words = [by_plain.get(plain(word), word) for word in _splits(text, fact) if word]
    return words if len(words) > 1 else text


def _splits(text: str, fact: Fact) -> list[str]:
    """Text that names several options, at the signs between them; options may hold such signs themselves."""
    if OR in text:
        return text.split(OR)
    words = _SEVERAL.split(text)
    return words if all(plain(word) in map(plain, fact.options) for word in words) else [text]


def shown(values: object) -> str:
    """Several values in one cell.

    >>> shown(["甲", "乙"])
    '甲、乙'
    """
    return LIST.join(map(str, values)) if isinstance(values, list | tuple) else str(values)
