"""The texts that the page's judge says, gathered from where the judge keeps them, so that none of them is written twice."""

from __future__ import annotations

from dataclasses import dataclass

from judge.diagnostics.catalogue import entries
from judge.explain.phrases import DAY_OPERATORS, OPERATORS, PLAIN_DAYS, PLAIN_LIMITS, TEXTS, TURNED
from judge.judging.opinions import CONCLUSIONS, LAPSED
from judge.resolve.answers import SOMETHING_ELSE
from judge.resolve.objects import DID_YOU_MEAN
from judge.resolve.sampled import SEEN_NAME, UNSEEN_NAME
from judge.resolve.visit import ROSTER_ELSEWHERE

_OF_VISITS = "C"
"""With this letter begin the codes of what can be wrong in a visit."""


@dataclass(frozen=True, slots=True)
class Message:
    """One code of the catalogue: `error` or `warning`, and templates of what is wrong and what to do."""

    severity: str
    text: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Words:
    """What `page/judge/diagnostics/words.ts` expects."""

    messages: dict[str, Message]
    texts: dict[str, str]
    signs: dict[str, dict[str, str]]


def words() -> Words:
    """All texts, in the form in which they are packed for the page."""
    messages = {
        code: Message(entry.severity, entry.message, entry.remedy)
        for code, entry in entries().items()
        if code.startswith(_OF_VISITS)
    }
    texts = {
        **TEXTS,
        "seen_part": SEEN_NAME,
        "unseen_part": UNSEEN_NAME,
        "did_you_mean": DID_YOU_MEAN,
        "roster_elsewhere": ROSTER_ELSEWHERE,
        "something_else": SOMETHING_ELSE,
    }
    signs = {
        "operators": OPERATORS,
        "day_operators": DAY_OPERATORS,
        "plain": PLAIN_LIMITS,
        "plain_days": PLAIN_DAYS,
        "turned": TURNED,
        "lapsed": LAPSED,
        "conclusions": {written: str(outcome) for written, outcome in CONCLUSIONS.items()},
    }
    return Words(messages, texts, signs)
