"""All answers of a visit as knowledge: facts named, values read, corrections applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from judge.diagnostics import Problems, nearest
from judge.expr.written import Location
from judge.model.visit import CorrectionModel, VisitModel
from judge.resolve.answers import AnswerError, ReadAnswer, read_answer
from judge.resolve.objects import DID_YOU_MEAN, ObjectInstance, Objects
from judge.resolve.registered import chemicals_named
from judge.resolve.resolved import ANY_TYPE, Fact, Library
from judge.resolve.source import Source
from judge.values.knowledge import Knowledge

_BY_ITSELF = "企业自查"
"""In such a visit everything is the firm's own word."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer at one object; `known` is None where there is only a reason for none."""

    object: str
    key: str
    known: Knowledge | None
    none_because: str | None = None
    due: str | None = None
    """Until when what is missing is to be handed in, where a day was set."""
    declared: bool = False
    sampled: tuple[int, int] | None = None
    note: str | None = None
    evidence: tuple[str, ...] = ()
    by: str | None = None
    at: str | None = None
    bulk: bool = False
    carried_over: str | None = None


Key = tuple[str, str]
"""An object's id and a fact's key."""


class Answers:
    """Reads the answers of a visit."""

    def __init__(self, source: Source[VisitModel], library: Library, objects: Objects, problems: Problems) -> None:
        self._source, self._library, self._objects, self._problems = source, library, objects, problems
        self._model = source.model

    def read(self) -> list[Answer]:
        """The answers after all corrections. Problems: unknown objects and facts, values that do not fit, bad samples."""
        raw_now: dict[Key, object] = {}
        current: dict[Key, Answer] = {}
        for object_id, answers in self._model.answers.items():
            path: Location = ("答案", object_id)
            instance = self._objects.by_id.get(object_id)
            if instance is None:
                self._objects.check_known(object_id, path)
                continue
            for written, raw in answers.items():
                self._take(instance, written, raw, (*path, written), raw_now, current)
        for index, correction in enumerate(self._model.corrections):
            self._correct(correction, ("更正", index), raw_now, current)
        return list(current.values())

    def _take(
        self,
        instance: ObjectInstance,
        written: str,
        raw: object,
        path: Location,
        raw_now: dict[Key, object],
        current: dict[Key, Answer],
    ) -> None:
        named = self._fact(instance, written, path)
        if named is None:
            return
        fact, key = named
        if (instance.id, key) in raw_now:
            self._problems.add("C038", self._source.locate(path), name=written, now=fact.name)
            return
        raw_now[instance.id, key] = raw
        for answer in self._answers(instance, fact, key, raw, path):
            current[answer.object, answer.key] = answer

    def _answers(self, instance: ObjectInstance, fact: Fact, key: str, raw: object, path: Location) -> list[Answer]:
        try:
            read = read_answer(raw, fact, key)
            if fact.looked_up_in is not None and read.none_because is None:
                place = self._source.locate(path)
                named = chemicals_named(raw, fact.name, self._library.tables, place, self._problems)
                read = replace(read, known=((key, named),))
        except AnswerError as error:
            self._problems.add(error.code, self._source.locate(path), **error.values)
            return []
        return self._as_answers(instance, key, read, path)

    def _as_answers(self, instance: ObjectInstance, key: str, read: ReadAnswer, path: Location) -> list[Answer]:
        details = read.details
        base = Answer(
            instance.id,
            key,
            None,
            declared=details.declared and self._model.occasion.kind != _BY_ITSELF,
            sampled=self._sample(details.sampled, instance, path),
            note=details.note,
            evidence=details.evidence,
            by=details.by,
            at=details.at,
            bulk=details.bulk,
            due=details.due.isoformat() if details.due is not None else None,
            carried_over=details.carried_over,
        )
        if not read.known:
            return [replace(base, none_because=read.none_because)]
        return [replace(base, key=name, known=known) for name, known in read.known]

    def _sample(self, written: str | None, instance: ObjectInstance, path: Location) -> tuple[int, int] | None:
        """How many of how many were looked at."""
        if written is None:
            return None
        part, _, total = written.partition("/")
        looked_at, listed = _small(part), _small(total)
        if not 1 <= looked_at <= listed or listed != instance.count:
            self._problems.add(
                "C033", self._source.locate((*path, "抽查")), name=instance.id, found=written, count=instance.count
            )
            return None
        return looked_at, listed

    def _fact(self, instance: ObjectInstance, written: str, path: Location) -> tuple[Fact, str] | None:
        """The fact that a written key names at an object, and the key of its answer."""
        name, mark, clause = written.partition("@")
        fact = self._library.facts.get(f"{ANY_TYPE}.{name}" if mark else f"{instance.type}.{name}")
        if fact is None and not mark:
            fact = self._by_former_name(instance, name, path)
        if fact is None or (mark and not self._is_clause(clause)):
            self._unknown_fact(instance, name, clause if mark else None, path)
            return None
        return fact, f"{fact.name}@{clause}" if mark else fact.name

    def _by_former_name(self, instance: ObjectInstance, name: str, path: Location) -> Fact | None:
        for full_name in self._library.names.get(name, ()):
            fact = self._library.facts[full_name]
            if fact.object_type == instance.type and name in fact.former_names:
                self._problems.add("C010", self._source.locate(path), name=name, now=fact.name)
                return fact
        return None

    def _is_clause(self, key: str) -> bool:
        standard, _, ref = key.partition("/")
        found = self._library.standards.get(standard)
        return found is not None and any(clause.ref == ref for clause in found.clauses)

    def _unknown_fact(self, instance: ObjectInstance, name: str, clause: str | None, path: Location) -> None:
        place, facts = self._source.locate(path), self._library.facts
        if clause is not None and f"{ANY_TYPE}.{name}" in facts:
            self._problems.add("C013", place, name=name, address=clause)
            return
        if f"{ANY_TYPE}.{name}" in facts:
            self._problems.add("C014", place, name=name)
            return
        owners = [fact.object_type for fact in facts.values() if fact.name == name]
        if owners:
            self._problems.add("C012", place, name=name, object_type=instance.type, owner="、".join(owners))
            return
        own = [fact.name for fact in facts.values() if fact.object_type == instance.type]
        synonyms = [facts[full_name] for full_name in self._library.names.get(name, ())]
        meant = next((fact.name for fact in synonyms if fact.object_type == instance.type), None)
        near = meant or nearest(name, own) or nearest(name, [fact.name for fact in facts.values()])
        said = DID_YOU_MEAN.format(near=near) if near else ""
        self._problems.add("C011", place, name=name, object_type=instance.type, near=said)

    def _correct(
        self,
        correction: CorrectionModel,
        path: Location,
        raw_now: dict[Key, object],
        current: dict[Key, Answer],
    ) -> None:
        """Puts a correction in the place of the answer it quotes."""
        instance = self._objects.by_id.get(correction.object)
        if instance is None:
            self._objects.check_known(correction.object, (*path, "对象"))
            return
        named = self._fact(instance, correction.fact, (*path, "事实"))
        if named is None:
            return
        fact, key = named
        before = _bare(raw_now.get((instance.id, key), "未查"))
        if before != _bare(correction.before):
            place = self._source.locate((*path, "原答"))
            self._problems.add("C015", place, name=correction.fact, found=_shown(before))
            return
        for taken in [k for k in current if k[0] == instance.id and (k[1] == key or k[1].startswith(f"{key}∋"))]:
            del current[taken]
        raw_now[instance.id, key] = correction.after
        for answer in self._answers(instance, fact, key, correction.after, (*path, "更正为")):
            current[answer.object, answer.key] = answer


def _small(digits: str) -> int:
    """A count as written; more than any group where it has too many digits."""
    return int(digits) if len(digits) <= 9 else 10**9


def _bare(raw: object) -> object:
    return raw.get("答", raw.get("无答", raw)) if isinstance(raw, Mapping) else raw


def _shown(raw: object) -> str:
    if isinstance(raw, Mapping):
        return "，".join(f"{key}: {value}" for key, value in raw.items())
    return "、".join(map(str, raw)) if isinstance(raw, list | tuple) else str(raw)
