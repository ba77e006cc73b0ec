"""The rules of a library as lists: every standard with its rules, and how many there are of everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from judge.diagnostics import Problems
from judge.expr.formula import refs_of
from judge.library.opening import library_files, warn_of_unread, written_library
from judge.model.rule import RuleModel
from judge.resolve.resolved import Confidence, Library, Rule, Standard
from judge.resolve.rules import resolve_library
from judge.resolve.written import WrittenLibrary, WrittenRules
from judge.values.dates import show_date
from judge.verdict.verdict import Standing


@dataclass(frozen=True, slots=True)
class Bench:
    """A library as written and as resolved; `library` is None while any file has an error."""

    written: WrittenLibrary
    library: Library | None

    def written_rule(self, rule_id: str) -> RuleModel | None:
        """A rule as its file has it; of several layers the last."""
        found = [m for file in self.written.rules for m in file.source.model.rules if m.id == rule_id]
        return found[-1] if found else None

    def cases_of(self, rule_id: str) -> int:
        """How many cases a rule has."""
        model = self.written_rule(rule_id)
        return len(model.cases) if model else 0


def opened_bench(layers: Sequence[Path], problems: Problems) -> Bench:
    """Reads every file of all layers, and records every problem of each."""
    files = library_files(layers, problems)
    warn_of_unread(layers, files, problems)
    written = written_library([file for _, file in files], problems)
    library = resolve_library(written, problems)
    return Bench(written, None if problems.has_errors else library)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are of everything that was written."""

    standards: int
    rules: int
    cases: int
    object_types: int
    facts: int
    rulings: int


def counts_of(written: WrittenLibrary) -> Counts:
    """The counts of a library as written."""
    rules = [model for file in written.rules for model in file.source.model.rules]
    return Counts(
        standards=len(written.standards),
        rules=len(rules),
        cases=sum(len(rule.cases) for rule in rules),
        object_types=sum(len(words.model.object_types) for words in written.vocabulary),
        facts=sum(len(words.model.facts) for words in written.vocabulary),
        rulings=sum(len(file.model.rulings) for file in written.rulings),
    )


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """One line of the list."""

    id: str
    clause: str
    title: str
    object_type: str
    level: str
    standing: str
    confidence: str
    cases: int
    facts: tuple[str, ...]
    """Full names of the facts that its formulas read."""
    source: str


@dataclass(frozen=True, slots=True)
class StandardEntry:
    """One standard with its rules."""

    id: str
    title: str
    number: str
    in_force_from: str
    repealed_from: str | None
    clauses: int
    """How many clauses are counted officially."""
    rules: tuple[RuleEntry, ...]


def list_rules(bench: Bench, library: Library, prefix: str = "") -> list[StandardEntry]:
    """Standards and rules whose id begins with a prefix; standards without such rules only if they begin so themselves."""
    found = []
    for standard in sorted(library.standards.values(), key=lambda s: s.id):
        rules = [r for r in library.rules if r.standard == standard.id and r.id.startswith(prefix)]
        if rules or standard.id.startswith(prefix):
            found.append(_standard(standard, tuple(_entry(rule, bench, library) for rule in rules)))
    return found


def known_prefixes(library: Library) -> list[str]:
    """What a filter may name: standards and rules."""
    return [*library.standards, *(rule.id for rule in library.rules)]


def files_with(written: WrittenLibrary, prefix: str) -> list[WrittenRules]:
    """The rule files that hold a rule whose id begins with a prefix."""
    return [f for f in written.rules if any(m.id.startswith(prefix) for m in f.source.model.rules)]


def _standard(standard: Standard, rules: tuple[RuleEntry, ...]) -> StandardEntry:
    repealed = standard.repealed_from
    return StandardEntry(
        id=standard.id,
        title=standard.title,
        number=standard.number,
        in_force_from=show_date(standard.in_force_from),
        repealed_from=None if repealed is None else show_date(repealed),
        clauses=standard.official_count,
        rules=rules,
    )


def _entry(rule: Rule, bench: Bench, library: Library) -> RuleEntry:
    return RuleEntry(
        id=rule.id,
        clause=library.standards[rule.standard].clause(rule.clause).address,
        title=rule.title,
        object_type=rule.object_type,
        level=str(rule.level),
        standing=str(standing_of(rule, library)),
        confidence=str(rule.confidence),
        cases=bench.cases_of(rule.id),
        facts=facts_of(rule),
        source=rule.source,
    )


def standing_of(rule: Rule, library: Library) -> Standing:
    """The gravest standing that a verdict of the rule may bear, whatever the answers."""
    if not rule.text_complete:
        return Standing.TEXT_INCOMPLETE
    if any(reading.id.startswith(f"{rule.id}#") and reading.id not in library.rulings for reading in rule.readings):
        return Standing.READING_OPEN
    if library.standards[rule.standard].panel is not None:
        return Standing.AWAITING_PANEL
    if rule.confidence in (Confidence.ONE_SOURCE, Confidence.MEMORY):
        return Standing.UNCONFIRMED
    return Standing.FIRM


def facts_of(rule: Rule) -> tuple[str, ...]:
    """Full names of the facts that a rule reads, in the order of its conditions."""
    own = [situation.when for situation in rule.situations]
    exempting = [e.when for situation in rule.situations for e in situation.exemptions]
    formulas = [rule.in_scope, rule.applies, *own, *exempting, *(e.when for e in rule.exemptions)]
    return tuple(dict.fromkeys(ref.fact for formula in formulas for ref in refs_of(formula)))
