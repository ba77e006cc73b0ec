"""The circumstances of an answer as a cell's comment, and a comment as these circumstances.

A comment is the note. Lines that begin with one of the words below say the rest; what follows 备注： is the note to the end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from checklists.workbook.words import LIST
from judge.model.visit import AnswerModel

NOTE, EVIDENCE = "备注", "证据"
FIELDS = ("期限", "人", "时间", EVIDENCE, "批量", "沿用", "抽查", "企业自报")
_LINE = re.compile(rf"({'|'.join((*FIELDS, NOTE))})[：:]\s*(.*)", re.S)
_LISTED = re.compile(r"[、，,；;]\s*")
_THREADED = re.compile(r"\[(?:Threaded comment|线程批注)\].*?(?:Comment|注释|批注)[:：]\s*\n\s*", re.S)
"""What Excel writes around the comments of its newer kind."""

Details = dict[str, str | list[str]]


def remark_of(answer: AnswerModel) -> str:
    """The comment that says an answer's circumstances; empty if there are none.

    >>> remark_of(AnswerModel.model_validate({"答": "是", "备注": "看过", "抽查": "3/12"}))
    '抽查：3/12\\n备注：看过'
    """
    dumped = answer.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    lines = [f"{name}：{_shown(dumped[name])}" for name in FIELDS if name in dumped]
    if answer.note is None:
        return "\n".join(lines)
    is_plain = not lines and not any(_LINE.match(line) for line in answer.note.split("\n"))
    return answer.note if is_plain else "\n".join([*lines, f"{NOTE}：{answer.note}"])


def details_of(comment: str, author: str = "") -> Details:
    """The circumstances that a comment says. What an editor puts around it (its author's name) is left out.

    >>> details_of("张三:\\n看过\\n证据：照片01、照片02", "张三")
    {'备注': '看过', '证据': ['照片01', '照片02']}
    """
    text = comment.replace("\r\n", "\n").strip()
    if threaded := _THREADED.match(text):
        text = text[threaded.end() :].strip()
    first, _, rest = text.partition("\n")
    if author and first.rstrip("：:").strip() == author.strip() and first != first.rstrip("：:"):
        text = rest.strip()
    return _read(text)


def joined(first: Details, second: Details) -> Details:
    """Both together: notes one below the other, evidence one after the other; else the first says more."""
    both: Details = {**second, **first}
    for name in (NOTE, EVIDENCE):
        one, other = first.get(name), second.get(name)
        if isinstance(one, str) and isinstance(other, str):
            both[name] = f"{one}\n{other}"
        elif isinstance(one, list) and isinstance(other, list):
            both[name] = [*one, *other]
    return both


def _read(text: str) -> Details:
    found: Details = {}
    notes: list[str] = []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        match = _LINE.match(line.strip())
        if match is None:
            notes.append(line)
        elif match[1] == NOTE:
            whole = "\n".join(lines[number:]).lstrip()
            notes.append(whole[len(NOTE) + 1 :].lstrip(" "))
            break
        elif match[1] == EVIDENCE:
            before = found.get(EVIDENCE, [])
            found[EVIDENCE] = [*before, *(part for part in _LISTED.split(match[2].strip()) if part)]
        else:
            found[match[1]] = match[2].strip()
    note = "\n".join(notes).strip()
    return {**found, NOTE: note} if note else found


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return LIST.join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def as_answer(value: object, details: Mapping[str, object], none_because: str | None = None) -> object:
    """The answer as a visit has it: bare, or with its circumstances."""
    if none_because is not None:
        return {"无答": none_because, **details}
    return {"答": value, **details} if details else value
