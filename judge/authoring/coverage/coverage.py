"""How far the cases of rules show what the rules say; what is missing, as cases ready to paste.

Only cases that a person has checked against the text (来源: 核对) count. A missing obligation for which a generated case stands
in the file already waits for that person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from judge.authoring.coverage.cases import CONFIRMED, GENERATED, CaseWorld, CaseWorlds, Data
from judge.authoring.coverage.obligations import Duties, Kind, Obligation, duties_of
from judge.authoring.coverage.search import Search
from judge.authoring.listing import Bench
from judge.resolve.resolved import Library, Rule


@dataclass(frozen=True, slots=True)
class MissingDuty:
    """An obligation that no confirmed case shows; the generated case that does, if there is one: waiting, or proposed."""

    kind: Kind
    text: str
    waiting: str | None = None
    proposed: str | None = None


@dataclass(frozen=True, slots=True)
class ProposedCase:
    """A case ready to paste under a rule's 用例."""

    rule: str
    source: str
    """`path:line` of the rule."""
    case: Data


@dataclass(frozen=True, slots=True)
class Covered:
    """The coverage of one rule, or of what one standard says for all its rules."""

    id: str
    title: str
    shown: int
    wanted: int
    """How many obligations can be met at all."""
    missing: tuple[MissingDuty, ...]
    impossible: tuple[str, ...]
    """Obligations that are proven to have no case."""
    cases: tuple[ProposedCase, ...]


@dataclass(slots=True)
class _Subject:
    """A rule with its obligations and the worlds of its cases."""

    rule: Rule
    duties: Duties
    confirmed: list[CaseWorld]
    generated: list[CaseWorld]
    names: set[str] = field(default_factory=set)


_Ways = list[tuple[_Subject, Obligation]]
"""One obligation, as each rule whose cases may show it has it."""


class Coverage:
    """Measures the coverage of a library's rules."""

    def __init__(self, bench: Bench, library: Library) -> None:
        self._bench, self._library = bench, library
        self._worlds = CaseWorlds(library)
        self._search = Search(library, self._worlds)
        self._subjects: dict[str, _Subject] = {}

    def rules(self, rules: Iterable[Rule]) -> Iterator[Covered]:
        """The coverage of each rule."""
        for rule in rules:
            subject = self._subject(rule)
            yield self._covered(rule.id, rule.title, [[(subject, duty)] for duty in subject.duties.own])

    def standards(self, names: Sequence[str]) -> Iterator[Covered]:
        """The coverage of what each standard says for all its rules: every one of its rules' cases may show it."""
        for name in names:
            wanted: dict[str, _Ways] = {}
            for rule in self._library.rules:
                if rule.standard == name:
                    subject = self._subject(rule)
                    for key, duty in subject.duties.shared:
                        wanted.setdefault(key, []).append((subject, duty))
            if wanted:
                title = self._library.standards[name].title
                yield self._covered(name, title, list(wanted.values()))

    def _subject(self, rule: Rule) -> _Subject:
        found = self._subjects.get(rule.id)
        if found is None:
            found = self._subjects[rule.id] = self._made(rule)
        return found

    def _made(self, rule: Rule) -> _Subject:
        model = self._bench.written_rule(rule.id)
        assert model is not None
        duties = duties_of(rule, len(model.exemptions), self._library)

        def worlds(source: str) -> list[CaseWorld]:
            return self._worlds.of([case for case in model.cases if case.source == source], rule, duties.hazard)

        names = {case.name for case in model.cases}
        return _Subject(rule, duties, worlds(CONFIRMED), worlds(GENERATED), names)

    def _covered(self, name: str, title: str, wanted: Sequence[_Ways]) -> Covered:
        shown = 0
        missing: list[MissingDuty] = []
        impossible: list[str] = []
        proposals = _Proposals(self._search, self._worlds)
        for ways in wanted:
            if any(world.shows(duty) for subject, duty in ways for world in subject.confirmed):
                shown += 1
                continue
            duty = ways[0][1]
            waiting = _named(
                world.case.name for subject, own in ways for world in subject.generated if world.shows(own)
            )
            proposed = None if waiting is not None else proposals.showing(ways)
            if waiting is None and proposed is None and self._is_impossible(ways):
                impossible.append(duty.text)
            else:
                missing.append(MissingDuty(duty.kind, duty.text, waiting, proposed))
        cases = tuple(proposals.cases)
        return Covered(name, title, shown, shown + len(missing), tuple(missing), tuple(impossible), cases)

    def _is_impossible(self, ways: _Ways) -> bool:
        return all(self._search.is_impossible(subject.duties, duty) for subject, duty in ways)


def _named(names: Iterable[str]) -> str | None:
    return next(iter(names), None)


class _Proposals:
    """The cases proposed for one subject: each may show several obligations."""

    def __init__(self, search: Search, worlds: CaseWorlds) -> None:
        self._search, self._worlds = search, worlds
        self._made: list[tuple[_Subject, CaseWorld, str]] = []
        self.cases: list[ProposedCase] = []

    def showing(self, ways: _Ways) -> str | None:
        """The name of a proposed case that shows one of the obligations; None if none can be found."""
        for subject, duty in ways:
            for other, world, name in self._made:
                if other.rule.id == subject.rule.id and world.shows(duty):
                    return name
        for subject, duty in ways:
            found = self._search.case(subject.duties, duty)
            if found is not None and (added := self._add(subject, duty, *found)) is not None:
                return added
        return None

    def _add(self, subject: _Subject, duty: Obligation, data: Data, world: CaseWorld) -> str | None:
        expected = self._worlds.expected(world.case, subject.rule)
        if expected is None:
            return None
        name = self._fresh_name(duty.short, subject.names)
        self._made.append((subject, world, name))
        case: Data = {"名称": name, **data, **expected, "来源": GENERATED}
        self.cases.append(ProposedCase(subject.rule.id, subject.rule.source, case))
        return name

    @staticmethod
    def _fresh_name(wanted: str, names: set[str]) -> str:
        name, number = wanted, 1
        while name in names:
            number += 1
            name = f"{wanted}（{number}）"
        names.add(name)
        return name
