"""The pinyin initials by which the page looks up what is written in Chinese: `js` finds 积水.

What is looked up (见什么记什么: words that lead to clauses and questions) is in the library itself, and the page gathers it there;
only how characters are read has to come along, a character with several readings with each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from judge.resolve.resolved import Library


def initials(texts: Iterable[str]) -> dict[str, str]:
    """For each Chinese character of some texts the first letters of its readings.

    >>> initials(["重罐"])
    {'罐': 'g', '重': 'ctz'}
    """
    from pypinyin import Style, pinyin

    characters = sorted({char for text in texts for char in text if "\u3400" <= char <= "\u9fff"})
    readings = ((char, pinyin(char, style=Style.FIRST_LETTER, heteronym=True)[0]) for char in characters)
    found = ((char, "".join(sorted({letter for letter in letters if letter.isascii()}))) for char, letters in readings)
    return {char: letters for char, letters in found if letters}


def searched_texts(library: Library) -> Iterator[str]:
    """All that is written in the library in words that somebody may look for."""
    for fact in library.facts.values():
        yield from (fact.name, fact.question, *fact.options, *fact.synonyms, *fact.former_names)
        yield from (line.text for line in fact.help)
    for rule in library.rules:
        yield from (rule.title, *(situation.name for situation in rule.situations))
    for standard in library.standards.values():
        yield from (clause.topic or "" for clause in standard.clauses)
    for object_type in library.types.values():
        yield from (object_type.name, object_type.meaning)
