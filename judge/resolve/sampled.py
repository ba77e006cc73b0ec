"""Splits sampled groups: those looked at, and the rest of which nothing new is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from judge.resolve.given import Answer
from judge.resolve.objects import SEEN_PART, UNSEEN_PART, ObjectInstance

SEEN_NAME, UNSEEN_NAME = "{name}（抽查 {count}）", "{name}（未抽 {count}）"
"""How the two parts of a sampled group are called."""


class Split:
    """How groups of a visit fall apart. A group is as large as its smallest sample; of a whole one nothing changes."""

    def __init__(self, objects: Sequence[ObjectInstance], answers: Sequence[Answer]) -> None:
        counts = {item.id: item.count for item in objects}
        self._seen: dict[str, int] = {}
        for answer in answers:
            if answer.sampled and answer.sampled[0] < counts[answer.object]:
                fewest = min(self._seen.get(answer.object, answer.sampled[0]), answer.sampled[0])
                self._seen[answer.object] = fewest

    def parts(self, object_id: str) -> tuple[str, ...]:
        """The ids by which an object goes on: its own, or those of its two parts."""
        return (object_id + SEEN_PART, object_id + UNSEEN_PART) if object_id in self._seen else (object_id,)

    def objects(self, objects: Iterable[ObjectInstance]) -> list[ObjectInstance]:
        """The objects, split groups as two."""
        found: list[ObjectInstance] = []
        for item in objects:
            seen = self._seen.get(item.id)
            if seen is None:
                found.append(item)
                continue
            first, second = self.parts(item.id)
            rest = item.count - seen
            found.append(replace(item, id=first, name=SEEN_NAME.format(name=item.name, count=seen), count=seen))
            found.append(replace(item, id=second, name=UNSEEN_NAME.format(name=item.name, count=rest), count=rest))
        return found

    def answers(self, answers: Iterable[Answer]) -> list[Answer]:
        """The answers; one found by looking at a sample says nothing of the rest."""
        found: list[Answer] = []
        for answer in answers:
            parts = self.parts(answer.object)
            found.extend(replace(answer, object=part) for part in (parts[:1] if answer.sampled else parts))
        return found
