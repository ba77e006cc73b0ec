"""Names as people type them: brought to one form, and the nearest one to a misspelt word."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""Characters that show nothing and yet make two words differ. Joiners (U+200C, U+200D) are not among them."""
_CLOSE_ENOUGH = 0.5
_LONGEST_COMPARED = 60


def plain(name: str) -> str:
    """A name without differences that nobody means: width of letters and signs, blanks around, invisible characters.

    >>> plain(" ＧＢ１２３\\u200b（甲）")
    'GB123(甲)'
    """
    return unicodedata.normalize("NFKC", INVISIBLE.sub("", name)).strip()


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice most like the word, or None if none is much like it.

    >>> nearest("除尘系流", ["除尘系统", "储罐"])
    '除尘系统'
    """
    if len(word) > _LONGEST_COMPARED:
        return None
    by_plain = {plain(choice): choice for choice in choices}
    wanted = plain(word)
    if wanted in by_plain:
        return by_plain[wanted]
    found = difflib.get_close_matches(wanted, by_plain, n=1, cutoff=_CLOSE_ENOUGH)
    return by_plain[found[0]] if found else None
