"""Resolves a visit against a library: objects with parents, answers as knowledge, rosters, scope, what people decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from judge.diagnostics import Problems, nearest
from judge.expr.canonical import digest
from judge.expr.written import Location
from judge.model.visit import ROOT_ID, CorrectionModel, ObjectModel, VisitModel
from judge.resolve.answers import AnswerError, ReadAnswer, read_answer
from judge.resolve.resolved import ROOT_TYPE, Fact, Library
from judge.resolve.source import Source
from judge.values.dates import read_dates
from judge.values.knowledge import Knowledge
from judge.values.number import Interval

WrittenVisit = Source[VisitModel]
MAX_OBJECTS = 20_000


@dataclass(frozen=True, slots=True)
class ObjectInstance:
    """One object of the visit; `date` only for events."""

    id: str
    type: str
    name: str
    parent: str | None
    other_end: str | None = None
    date: Interval | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer at one object; `known` is None where there is only a reason for none."""

    object: str
    key: str
    known: Knowledge | None
    none_because: str | None = None
    declared: bool = False
    sampled: tuple[int, int] | None = None
    note: str | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """The scope fixed beforehand; empty parts do not restrict."""

    standards: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResolvedVisit:
    """A visit whose names, types and units are known good."""

    id: str
    kind: str
    enterprise: str
    judged_on: int
    scope: Scope
    objects: tuple[ObjectInstance, ...]
    """企业 first; every parent before its children."""
    answers: tuple[Answer, ...]
    complete: frozenset[tuple[str, str]]
    """Pairs of a parent's id and an object type whose roster under it is complete."""
    model: VisitModel
    digest: str = ""
    names: dict[str, str] = field(default_factory=dict)


def resolve_visit(source: WrittenVisit, library: Library, problems: Problems) -> ResolvedVisit:
    """The resolved visit. Problems are recorded; with errors among them it must not be judged."""
    return _Visit(source, library, problems).resolve()


class _Visit:
    def __init__(self, source: WrittenVisit, library: Library, problems: Problems) -> None:
        self._source, self._library, self._problems = source, library, problems
        self._model = source.model
        occasion = self._model.occasion
        self._judged_on = (occasion.judged_on or max(occasion.dates)).toordinal()
        self._objects: dict[str, ObjectInstance] = {}

    def resolve(self) -> ResolvedVisit:
        model = self._model
        self._collect_objects()
        answers = self._answers()
        answers = self._corrected(answers)
        objects = self._in_parent_order()
        objects, answers = _split_sampled(objects, answers)
        complete = self._rosters()
        scope = self._scope()
        facts = [(a.object, a.key, a.known, a.declared) for a in answers if a.known is not None]
        identity = digest(
            self._judged_on,
            (scope.standards, scope.clauses, scope.areas),
            tuple(sorted((o.id, o.type, o.parent or "", o.other_end or "", repr(o.date), o.count) for o in objects)),
            tuple(sorted(map(_canonical_answer, facts))),
            frozenset(complete),
        )
        return ResolvedVisit(
            id=model.occasion.id,
            kind=model.occasion.kind,
            enterprise=model.enterprise.name,
            judged_on=self._judged_on,
            scope=scope,
            objects=tuple(objects),
            answers=tuple(sorted(answers, key=lambda a: (a.object, a.key))),
            complete=complete,
            model=model,
            digest=identity,
            names={o.id: o.name for o in objects},
        )

    def _collect_objects(self) -> None:
        enterprise = self._model.enterprise.name
        self._objects[ROOT_ID] = ObjectInstance(ROOT_ID, ROOT_TYPE, enterprise, None)
        if len(self._model.objects) > MAX_OBJECTS:
            self._problems.add("C009", self._source.locate(("对象",)), limit=MAX_OBJECTS)
            return
        for index, model in enumerate(self._model.objects):
            self._add_object(model, ("对象", index))
        for index, model in enumerate(self._model.objects):
            self._check_ends(model, ("对象", index))

    def _add_object(self, model: ObjectModel, path: Location) -> None:
        locate = self._source.locate
        if model.id in self._objects:
            self._problems.add("C001", locate((*path, "编号")), name=model.id)
            return
        object_type = self._library.types.get(model.type)
        if object_type is None or model.type == ROOT_TYPE:
            near = nearest(model.type, self._library.types)
            hint = f"是不是“{near}”？" if near else ""
            self._problems.add("C002", locate((*path, "类型")), name=model.type, near=hint)
            return
        date = None
        if object_type.nature == "事件":
            date = self._event_date(model, path)
        elif model.date is not None:
            self._problems.add("C006", locate((*path, "日期")), name=model.type)
        self._objects[model.id] = ObjectInstance(
            model.id, model.type, model.name or model.id, model.parent or ROOT_ID, model.other_end, date, model.count or 1
        )

    def _event_date(self, model: ObjectModel, path: Location) -> Interval | None:
        whole = Interval(1, self._judged_on)
        if model.date is None:
            return whole
        try:
            date = read_dates(model.date)
        except ValueError:
            self._problems.add("C030", self._source.locate((*path, "日期")), name="日期", found=model.date)
            return None
        if date.meet(whole).is_empty:
            self._problems.add("C007", self._source.locate((*path, "日期")), found=model.date)
            return None
        return date.meet(whole)

    def _check_ends(self, model: ObjectModel, path: Location) -> None:
        made = self._objects.get(model.id)
        if made is None or made.type != model.type:
            return
        object_type = self._library.types[model.type]
        ends = (("在", made.parent, object_type.parent), ("另一端", made.other_end, object_type.other_end))
        for key, end, wanted in ends:
            if wanted is None:
                if end is not None and key == "另一端":
                    self._problems.add("C005", self._source.locate((*path, key)), name=model.type)
                continue
            found = self._objects.get(end or "")
            place = self._source.locate((*path, key))
            if end is None:
                self._problems.add("C004", place, name=model.id, object_type=model.type, key=key, wanted=wanted)
            elif found is None:
                near = nearest(end, self._objects)
                self._problems.add("C003", place, name=end, near=f"是不是“{near}”？" if near else "")
            elif found.type != wanted:
                self._problems.add(
                    "C008", place, name=model.id, object_type=model.type, key=key, wanted=wanted, found=found.type
                )

    def _in_parent_order(self) -> list[ObjectInstance]:
        depth = {name: len(t.chain) for name, t in self._library.types.items()}
        return sorted(self._objects.values(), key=lambda o: (depth.get(o.type, 0), o.id))

    def _answers(self) -> list[Answer]:
        found: list[Answer] = []
        for object_id, answers in self._model.answers.items():
            path: Location = ("答案", object_id)
            instance = self._objects.get(object_id)
            if instance is None:
                near = nearest(object_id, self._objects)
                hint = f"是不是“{near}”？" if near else ""
                self._problems.add("C003", self._source.locate(path), name=object_id, near=hint)
                continue
            for written, raw in answers.items():
                found.extend(self._answer(instance, written, raw, (*path, written)))
        return found

    def _answer(self, instance: ObjectInstance, written: str, raw: object, path: Location) -> list[Answer]:
        named = self._fact(instance, written, path)
        if named is None:
            return []
        fact, key = named
        try:
            read = read_answer(raw, fact, key)
        except AnswerError as error:
            self._problems.add(error.code, self._source.locate(path), **error.values)
            return []
        return _as_answers(instance.id, key, read, self._model.occasion.kind)

    def _fact(self, instance: ObjectInstance, written: str, path: Location) -> tuple[Fact, str] | None:
        """The fact that a written key names at an object, and the key of its answer."""
        name, mark, clause = written.partition("@")
        fact = self._library.facts.get(f"任意.{name}" if mark else f"{instance.type}.{name}")
        if fact is None and not mark:
            fact = self._by_former_name(instance, name, path)
        if fact is None or (mark and not self._is_clause(clause)):
            self._unknown_fact(instance, name, clause if mark else "", path)
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

    def _unknown_fact(self, instance: ObjectInstance, name: str, clause: str, path: Location) -> None:
        place = self._source.locate(path)
        if clause:
            self._problems.add("C013", place, name=name, clause=clause)
            return
        if self._library.facts.get(f"任意.{name}"):
            self._problems.add("C014", place, name=name)
            return
        elsewhere = [f.object_type for f in self._library.facts.values() if f.name == name]
        if elsewhere:
            self._problems.add("C012", place, name=name, object_type=instance.type, owner="、".join(elsewhere))
            return
        own = [f.name for f in self._library.facts.values() if f.object_type == instance.type]
        synonyms = {w: self._library.facts[n[0]].name for w, n in self._library.names.items()}
        near = synonyms.get(name) or nearest(name, own) or nearest(name, [f.name for f in self._library.facts.values()])
        hint = f"是不是“{near}”？" if near else ""
        self._problems.add("C011", place, name=name, object_type=instance.type, near=hint)

    def _corrected(self, answers: list[Answer]) -> list[Answer]:
        """The answers after the appended corrections; each must quote the answer it corrects."""
        raw_now: dict[tuple[str, str], object] = {
            (obj, written): raw for obj, given in self._model.answers.items() for written, raw in given.items()
        }
        current = {(a.object, a.key): a for a in answers}
        for index, correction in enumerate(self._model.corrections):
            self._correct(correction, ("更正", index), raw_now, current)
        return list(current.values())

    def _correct(
        self,
        correction: CorrectionModel,
        path: Location,
        raw_now: dict[tuple[str, str], object],
        current: dict[tuple[str, str], Answer],
    ) -> None:
        place = (correction.object, correction.fact)
        instance = self._objects.get(correction.object)
        if instance is None:
            self._problems.add("C003", self._source.locate((*path, "对象")), name=correction.object, near="")
            return
        before = _bare(raw_now.get(place, "未查"))
        if before != _bare(correction.before):
            self._problems.add("C015", self._source.locate((*path, "原答")), name=correction.fact, found=before)
            return
        named = self._fact(instance, correction.fact, (*path, "事实"))
        if named is None:
            return
        for key in [k for k in current if k[0] == instance.id and (k[1] == named[1] or k[1].startswith(named[1] + "∋"))]:
            del current[key]
        raw_now[place] = correction.after
        for answer in self._answer(instance, correction.fact, correction.after, (*path, "更正为")):
            current[answer.object, answer.key] = answer

    def _rosters(self) -> frozenset[tuple[str, str]]:
        complete: dict[tuple[str, str], bool] = {}
        for index, roster in enumerate(self._model.rosters):
            place = self._source.locate(("名单", index))
            parent = self._objects.get(roster.parent)
            roster_type = self._library.types.get(roster.type)
            if parent is None:
                near = nearest(roster.parent, self._objects)
                self._problems.add("C003", place, name=roster.parent, near=f"是不是“{near}”？" if near else "")
            elif roster_type is None or roster_type.parent != parent.type:
                self._problems.add("C016", place, parent=parent.type, name=roster.type)
            elif (roster.parent, roster.type) in complete:
                self._problems.add("C017", place, name=roster.type, parent=roster.parent)
            else:
                complete[roster.parent, roster.type] = roster.complete
        return frozenset(pair for pair, is_complete in complete.items() if is_complete)

    def _scope(self) -> Scope:
        model = self._model.scope
        known = set(self._library.standards) | {s.family for s in self._library.standards.values()}
        for index, name in enumerate(model.standards):
            if name not in known:
                near = nearest(name, known)
                hint = f"是不是“{near}”？" if near else ""
                self._problems.add("C018", self._source.locate(("范围", "标准", index)), name=name, near=hint)
        for index, name in enumerate(model.clauses):
            standard, _, ref = name.partition("/")
            found = self._library.standards.get(standard)
            if found is None or not any(c.ref == ref or c.ref.startswith(ref + ".") for c in found.clauses):
                self._problems.add("C019", self._source.locate(("范围", "条款", index)), name=name)
        for index, name in enumerate(model.areas):
            if name not in self._objects:
                near = nearest(name, self._objects)
                hint = f"是不是“{near}”？" if near else ""
                self._problems.add("C003", self._source.locate(("范围", "区域", index)), name=name, near=hint)
        return Scope(model.standards, model.clauses, model.areas)


def _canonical_answer(fact: tuple[str, str, Knowledge | None, bool]) -> tuple[str, str, str, bool]:
    object_id, key, known, declared = fact
    shown = repr(known) if isinstance(known, Interval) else "|".join(sorted(known or ()))
    return object_id, key, shown, declared


def _bare(raw: object) -> object:
    return raw.get("答", raw.get("无答", raw)) if isinstance(raw, Mapping) else raw


def _as_answers(object_id: str, key: str, read: ReadAnswer, kind: str) -> list[Answer]:
    details = read.details
    sampled: tuple[int, int] | None = None
    if details.sampled:
        part, _, total = details.sampled.partition("/")
        sampled = (int(part), int(total))
    base = Answer(
        object_id,
        key,
        None,
        declared=details.declared and kind != "企业自查",
        sampled=sampled,
        note=details.note,
        evidence=details.evidence,
    )
    if not read.known:
        return [replace(base, none_because=read.none_because)]
    return [replace(base, key=name, known=known) for name, known in read.known]


def _split_sampled(
    objects: list[ObjectInstance], answers: list[Answer]
) -> tuple[list[ObjectInstance], list[Answer]]:
    """A group of which only some were looked at becomes two: those seen, and the rest of which nothing new is known."""
    sizes: dict[str, int] = {}
    counts = {o.id: o.count for o in objects}
    for answer in answers:
        if answer.sampled and answer.sampled[0] < counts[answer.object]:
            sizes[answer.object] = min(sizes.get(answer.object, answer.sampled[0]), answer.sampled[0])
    if not sizes:
        return objects, answers
    split: list[ObjectInstance] = []
    for item in objects:
        seen = sizes.get(item.id)
        if seen is None:
            split.append(item)
            continue
        if seen:
            split.append(replace(item, id=f"{item.id}·抽查", name=f"{item.name}（抽查 {seen}）", count=seen))
        rest = item.count - seen
        split.append(replace(item, id=f"{item.id}·未抽", name=f"{item.name}（未抽 {rest}）", count=rest))
    parted: list[Answer] = []
    for answer in answers:
        if answer.object not in sizes:
            parted.append(answer)
            continue
        if sizes[answer.object]:
            parted.append(replace(answer, object=f"{answer.object}·抽查"))
        if not answer.sampled:
            parted.append(replace(answer, object=f"{answer.object}·未抽"))
    return split, parted
