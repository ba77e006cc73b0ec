"""Resolves a visit against a library: objects with parents, answers as knowledge, rosters, scope, what people decided."""

from __future__ import annotations

from dataclasses import dataclass, field

from judge.diagnostics import Problems
from judge.expr.canonical import digest
from judge.expr.written import Location
from judge.model.visit import VisitModel
from judge.resolve.given import Answer, Answers
from judge.resolve.objects import MAX_OBJECTS, ObjectInstance, Objects, hint
from judge.resolve.resolved import Level, Library, looks_like_reference
from judge.resolve.sampled import Split
from judge.resolve.source import Source
from judge.values.number import Interval

__all__ = ["MAX_OBJECTS", "Answer", "ObjectInstance", "ResolvedVisit", "Scope", "WrittenVisit", "resolve_visit"]

WrittenVisit = Source[VisitModel]
ROSTER_ELSEWHERE = "它的名单写在{parent}下面。"


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
        latest = max(self._judged_on, *(day.toordinal() for day in occasion.dates))
        self._objects = Objects(source, library.types, latest, problems)

    def resolve(self) -> ResolvedVisit:
        model = self._model
        self._check_day()
        self._objects.collect()
        answers = Answers(self._source, self._library, self._objects, self._problems).read()
        split = Split(tuple(self._objects.by_id.values()), answers)
        objects, answers = split.objects(self._objects.in_parent_order()), split.answers(answers)
        complete = frozenset((part, kind) for parent, kind in self._rosters() for part in split.parts(parent))
        scope = self._scope(split)
        names = {item.id: item.name for item in objects}
        self._check_decisions(names)
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
            digest=self._identity(scope, objects, answers, complete),
            names=names,
        )

    def _identity(
        self,
        scope: Scope,
        objects: list[ObjectInstance],
        answers: list[Answer],
        complete: frozenset[tuple[str, str]],
    ) -> str:
        return digest(
            self._judged_on,
            (scope.standards, scope.clauses, scope.areas),
            tuple(sorted((o.id, o.type, o.parent or "", o.other_end or "", repr(o.date), o.count) for o in objects)),
            tuple(sorted(_canonical_answer(answer) for answer in answers if answer.known is not None)),
            complete,
        )

    def _add(self, code: str, path: Location, **values: object) -> None:
        self._problems.add(code, self._source.locate(path), **{name: str(value) for name, value in values.items()})

    def _check_day(self) -> None:
        occasion = self._model.occasion
        if occasion.judged_on is None:
            return
        for index, day in enumerate(occasion.dates):
            if day > occasion.judged_on:
                self._add("C037", ("检查", "日期", index), found=day, judged_on=occasion.judged_on)
                return

    def _rosters(self) -> list[tuple[str, str]]:
        """Pairs of a parent's id and a type whose roster under it is complete.

        A type further down is meant under every listed object that may hold it; what is said of one of these by itself
        goes before.
        """
        direct: dict[tuple[str, str], bool] = {}
        below: dict[tuple[str, str], bool] = {}
        for index, roster in enumerate(self._model.rosters):
            parent = self._objects.by_id.get(roster.parent)
            if parent is None:
                self._objects.check_known(roster.parent, ("名单", index, "在"))
                continue
            for name in roster.types:
                kind = self._library.types.get(name)
                if kind is None or parent.type not in kind.chain[1:]:
                    near = (
                        ROSTER_ELSEWHERE.format(parent=kind.parent)
                        if kind and kind.parent
                        else hint(name, self._library.types)
                    )
                    self._add("C016", ("名单", index, "类型"), parent=parent.type, name=name, near=near)
                    continue
                told = direct if kind.parent == parent.type else below
                if (roster.parent, name) in told:
                    self._add("C017", ("名单", index, "类型"), name=name, parent=roster.parent)
                told.setdefault((roster.parent, name), roster.complete)
        found: dict[tuple[str, str], bool] = {}
        # The nearest word counts: those from further up first, to be replaced.
        for (above, name), is_complete in sorted(below.items(), key=lambda pair: self._depth(pair[0][0])):
            holder = self._library.types[name].parent
            found.update(
                {
                    (item.id, name): is_complete
                    for item in self._objects.by_id.values()
                    if item.type == holder and self._is_below(item, above)
                }
            )
        found.update(direct)
        return [pair for pair, is_complete in found.items() if is_complete]

    def _depth(self, object_id: str) -> int:
        return len(self._library.types[self._objects.by_id[object_id].type].chain)

    def _is_below(self, item: ObjectInstance, above: str) -> bool:
        current: ObjectInstance | None = item
        while current is not None:
            if current.id == above:
                return True
            current = self._objects.by_id.get(current.parent) if current.parent is not None else None
        return False

    def _scope(self, split: Split) -> Scope:
        model, standards = self._model.scope, self._library.standards
        known = set(standards) | {standard.family for standard in standards.values()}
        for index, name in enumerate(model.standards):
            if name not in known:
                self._add("C018", ("范围", "标准", index), name=name, near=hint(name, known))
        for index, name in enumerate(model.clauses):
            standard, _, ref = name.partition("/")
            found = standards.get(standard)
            if found is None or not any(c.ref == ref or c.ref.startswith(ref + ".") for c in found.clauses):
                self._add("C019", ("范围", "条款", index), name=name)
        for index, name in enumerate(model.areas):
            self._objects.check_known(name, ("范围", "区域", index))
        areas = tuple(part for area in model.areas for part in split.parts(area))
        return Scope(model.standards, model.clauses, areas)

    def _check_decisions(self, names: dict[str, str]) -> None:
        """Warnings: opinions, choices and fixes that speak of rules or objects that are not there have no effect."""
        model, rules = self._model, self._library.rule_by_id
        spoken: list[tuple[Location, str, str | None]] = [
            *((("意见", n), opinion.rule, opinion.object) for n, opinion in enumerate(model.opinions)),
            *((("当场整改", n), fix.rule, fix.object) for n, fix in enumerate(model.fixes)),
        ]
        for n, choice in enumerate(model.main_clauses):
            self._check_object(choice.object, ("主条", n, "对象"), names)
            self._check_rule(choice.rule, ("主条", n, "主条"))
            for m, rule in enumerate(choice.with_rules):
                self._check_rule(rule, ("主条", n, "并案", m))
        for path, rule, object_id in spoken:
            self._check_rule(rule, (*path, "规则"))
            self._check_object(object_id, (*path, "对象"), names)
            found, kind = rules.get(rule), self._objects.by_id.get(object_id or "")
            if found is not None and kind is not None and kind.type != found.object_type:
                self._add("C040", (*path, "对象"), name=object_id, rule=rule, object_type=found.object_type)
        for n, observation in enumerate(model.observations):
            self._check_object(observation.object, ("见闻", n, "对象"), names)
            self._check_basis(observation.basis, ("见闻", n, "依据"))

    def _check_basis(self, basis: str | None, path: Location) -> None:
        """Errors: a basis that looks like one of the library and is not, or a rule of another level than 一般."""
        if basis is None or not looks_like_reference(basis):
            return
        rule = self._library.rule_by_id.get(basis)
        if rule is not None and rule.level is not Level.ORDINARY:
            self._add("C042", path, name=basis, level=rule.level)
        elif rule is None and self._library.clause_cite(basis) is None:
            known = {f"{s.id}/{c.ref}" for s in self._library.standards.values() for c in s.clauses}
            self._add("C041", path, name=basis, near=hint(basis, known | set(self._library.rule_by_id)))

    def _check_rule(self, rule: str, path: Location) -> None:
        rules = self._library.rule_by_id
        if rule not in rules:
            self._add("C034", path, name=rule, near=hint(rule, rules))

    def _check_object(self, object_id: str | None, path: Location, names: dict[str, str]) -> None:
        if object_id is not None and object_id not in names:
            self._add("C035", path, name=object_id, near=hint(object_id, names))


def _canonical_answer(answer: Answer) -> tuple[str, str, str, bool]:
    known = answer.known
    shown = repr(known) if isinstance(known, Interval) else "|".join(sorted(known or ()))
    return answer.object, answer.key, shown, answer.declared
