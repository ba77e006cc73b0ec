"""Selects what judges what: the version of each family in force on the day, the rules and objects within the fixed scope."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from judge.evaluate.world import Node, World
from judge.resolve.resolved import Library, Rule, Standard
from judge.resolve.visit import Scope
from judge.values.number import Interval


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to judge by a rule: a seen object, or the unseen ones of a roster below a seen parent."""

    rule: Rule
    node: Node
    parent: Node | None = None
    roster: str | None = None
    supposed: tuple[Node, ...] = ()
    """For unseen objects: one for each thing its other end may be, else just one."""
    candidates: tuple[str, ...] = ()
    """Versions that might judge an event whose day is uncertain; empty if the version is certain."""


@dataclass(frozen=True, slots=True)
class Versions:
    """For each family in scope: the judging version, older ones whose repeal is unproven, and those not in force."""

    judging: dict[str, Standard]
    unproven: tuple[Standard, ...]
    not_in_force: tuple[Standard, ...]


def versions_on(library: Library, scope: Scope, day: int) -> Versions:
    """The versions in force on a day, newest of each family first to judge."""
    wanted = [
        standard
        for standard in library.standards.values()
        if not scope.standards or standard.id in scope.standards or standard.family in scope.standards
    ]
    judging: dict[str, Standard] = {}
    unproven: list[Standard] = []
    for standard in sorted(wanted, key=lambda s: (s.in_force_from, s.id)):
        if not standard.is_in_force_on(day):
            continue
        if standard.family in judging:
            unproven.append(judging[standard.family])
        judging[standard.family] = standard
    asked = [s for s in wanted if s.id in scope.standards and not s.is_in_force_on(day)]
    families = {s.family for s in wanted} - set(judging)
    missing = [s for s in wanted if s.family in families and s not in asked]
    return Versions(judging, tuple(unproven), tuple(sorted({*asked, *missing}, key=lambda s: s.id)))


def rules_in_scope(library: Library, scope: Scope) -> Iterator[Rule]:
    """Rules whose clause the scope names (all, if it names none)."""
    for rule in library.rules:
        key = f"{rule.standard}/{rule.clause}"
        if not scope.clauses or any(key == c or key.startswith(c + ".") for c in scope.clauses):
            yield rule


def candidate_versions(library: Library, family: str, days: Interval) -> tuple[Standard, ...]:
    """Versions of a family that are in force on some day of a range, each day's newest."""
    versions = sorted((s for s in library.standards.values() if s.family == family), key=lambda s: s.in_force_from)
    found = []
    for index, standard in enumerate(versions):
        later = versions[index + 1].in_force_from if index + 1 < len(versions) else None
        ends = [end for end in (standard.repealed_from, later) if end is not None]
        reign = Interval(standard.in_force_from, min(ends) - 1 if ends else None)
        if not reign.is_empty and not reign.meet(days).is_empty:
            found.append(standard)
    return tuple(found)


def event_of(node: Node, world: World) -> Node | None:
    """The event an object is or belongs to."""
    current: Node | None = node
    while current is not None:
        if world.types[current.type].nature == "事件":
            return current
        current = current.parent
    return None


class Targets:
    """All targets of a world."""

    def __init__(self, library: Library, world: World, scope: Scope, versions: Versions) -> None:
        self._library, self._world, self._scope, self._versions = library, world, scope, versions
        self._areas = frozenset(scope.areas)
        self._by_type: dict[str, list[Node]] = {}
        for node in world.nodes.values():
            self._by_type.setdefault(node.type, []).append(node)

    def all(self) -> Iterator[Target]:
        """In canonical order: rules as in the library, objects by id."""
        judging = {standard.id for standard in self._versions.judging.values()}
        families = set(self._versions.judging) | {s.family for s in self._versions.not_in_force}
        for rule in rules_in_scope(self._library, self._scope):
            standard = self._library.standards[rule.standard]
            if standard.family not in families:
                continue
            yield from self._seen(rule, standard, standard.id in judging)
            if standard.id in judging:
                yield from self._unseen(rule)

    def _seen(self, rule: Rule, standard: Standard, is_judging: bool) -> Iterator[Target]:
        for node in sorted(self._by_type.get(rule.object_type, ()), key=lambda n: n.id):
            if not self._in_area(node):
                continue
            event = event_of(node, self._world)
            if event is None:
                if is_judging:
                    yield Target(rule, node)
                continue
            days = event.date or Interval(1, self._world.day)
            candidates = candidate_versions(self._library, standard.family, days)
            ids = tuple(candidate.id for candidate in candidates)
            if standard.id in ids and self._may_select(standard):
                yield Target(rule, node, candidates=ids if len(ids) > 1 else ())

    def _may_select(self, standard: Standard) -> bool:
        wanted = self._scope.standards
        return not wanted or standard.id in wanted or standard.family in wanted

    def _unseen(self, rule: Rule) -> Iterator[Target]:
        """One target for each seen parent below which objects of the rule's type may still hide."""
        chain = self._world.types[rule.object_type].chain
        for depth in range(1, len(chain)):
            roster = chain[depth - 1]
            path = tuple(reversed(chain[:depth]))
            for parent in sorted(self._by_type.get(chain[depth], ()), key=lambda n: n.id):
                if roster in parent.complete or not self._in_area(parent):
                    continue
                supposed = self._world.suppose(parent, path, "待判")
                if supposed:
                    yield Target(rule, supposed[0], parent, roster, supposed=tuple(supposed))

    def _in_area(self, node: Node) -> bool:
        if not self._areas:
            return True
        current: Node | None = node
        while current is not None:
            if current.id in self._areas:
                return True
            current = current.parent
        return False
