"""What is still open, as questions: each asked once, with the objects it is asked of and the clauses it settles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from checklists.texts import OUTCOMES, TEXTS, listed
from judge.judging import Judgement
from judge.resolve.resolved import Library, Reading
from judge.verdict.verdict import Missing, Outcome, Verdict

ClauseName = tuple[str, str]
"""A standard's short title (nothing where only one judges) and the clause's address."""


@dataclass(slots=True)
class Ask:
    """One question, asked of one or several objects."""

    question: str
    name: str
    kind: str
    objects: dict[str, None] = field(default_factory=dict)
    boxes: dict[str, None] = field(default_factory=dict)
    """Options of a multiple choice that are open, or clauses for which it is asked one by one."""
    clauses: dict[ClauseName, None] = field(default_factory=dict)
    settles: dict[tuple[str, str, ClauseName], dict[str, None]] = field(default_factory=dict)
    """Answer, `convict` or `clear`, clause → objects that this answer alone settles."""
    notes: dict[str, None] = field(default_factory=dict)
    weight: int = 0
    asked_for: dict[str, bool] = field(default_factory=dict)
    """Asked clause by clause: clause key → whether to ask now, or only once a situation of the clause holds."""

    @property
    def label(self) -> str:
        """The fact's name, with the open options."""
        if self.kind == "per_clause":
            now = sum(self.asked_for.values())
            form = "per_clause" if now else "per_clause_later"
            return TEXTS[form].format(fact=self.name, count=now, later=len(self.asked_for) - now)
        return TEXTS["box"].format(fact=self.name, options="、".join(self.boxes)) if self.boxes else self.name

    def settling(self, way: str) -> list[str]:
        """The answers that alone settle a verdict one way, each with clauses and objects."""
        by_answer: dict[str, list[str]] = {}
        for (values, settled, clause), objects in self.settles.items():
            if settled == way:
                text = TEXTS["clause_of_objects"].format(clause="".join(clause), objects=listed(list(objects), 4))
                by_answer.setdefault(values, []).append(text)
        return [TEXTS[f"settle_{way}"].format(values=v, clauses=listed(c, 4)) for v, c in by_answer.items()]


@dataclass(frozen=True, slots=True)
class OpenClause:
    """One rule with open verdicts: for each object how many answers are needed at least, each way."""

    clause: ClauseName
    title: str
    objects: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OpenReading:
    """A reading that nobody has ruled on, and what hangs on it."""

    reading: Reading
    clauses: tuple[ClauseName, ...]


@dataclass(frozen=True, slots=True)
class OpenThings:
    """Everything open in a judgement."""

    asks: tuple[Ask, ...]
    clauses: tuple[OpenClause, ...]
    readings: tuple[OpenReading, ...]
    texts: tuple[str, ...]
    """Clauses known in part, whose text must be looked up."""
    rosters: tuple[Ask, ...]
    """Rosters not complete, below which nobody has looked."""
    count: int
    not_examined: int


def open_things(judgement: Judgement, library: Library) -> OpenThings:
    """What is still to be asked, the questions that bear on most verdicts first."""
    finder = _Finder(judgement, library)
    open_verdicts = [v for v in judgement.verdicts if v.effective is Outcome.UNDETERMINED]
    unseen = [v for v in judgement.verdicts if v.effective is Outcome.NOT_EXAMINED]
    for verdict in open_verdicts:
        finder.take(verdict)
    return OpenThings(
        asks=tuple(sorted(finder.asks.values(), key=lambda ask: (-ask.weight, ask.kind != "fact", ask.name))),
        clauses=finder.clauses(open_verdicts),
        readings=tuple(
            OpenReading(library.readings[name], tuple(clauses)) for name, clauses in finder.readings.items()
        ),
        texts=tuple(finder.texts),
        rosters=finder.rosters(unseen),
        count=len(open_verdicts),
        not_examined=len(unseen),
    )


class _Finder:
    def __init__(self, judgement: Judgement, library: Library) -> None:
        self._names = judgement.visit.names
        self._library = library
        self._standards = {s.id for s in judgement.scope.standards}
        self.asks: dict[tuple[str, str, str], Ask] = {}
        self.readings: dict[str, dict[ClauseName, None]] = {}
        self.texts: dict[str, None] = {}

    def clause_of(self, verdict: Verdict) -> ClauseName:
        """The clause's address, with the standard's short title where several judge."""
        return short_clause(verdict, self._library, with_title=len(self._standards) > 1)

    def take(self, verdict: Verdict) -> None:
        """Gather what an open verdict waits for."""
        clause = self.clause_of(verdict)
        for missing in verdict.missing.relevant:
            if missing.kind == "reading":
                self.readings.setdefault(missing.name, {})[clause] = None
            elif missing.kind == "text":
                self.texts[f"{''.join(clause)}：{missing.question}"] = None
            else:
                self._weigh(self._ask(missing), missing, verdict, clause)
        ways = (("convict", verdict.missing.to_convict), ("clear", verdict.missing.to_clear))
        for way, needed in ways:
            if needed is not None and len(needed) == 1 and needed[0].kind in ("fact", "roster"):
                ask = self._ask(needed[0])
                values = needed[0].values or TEXTS["roster_open"]
                ask.settles.setdefault((values, way, clause), {})[verdict.object_name] = None

    @staticmethod
    def _weigh(ask: Ask, missing: Missing, verdict: Verdict, clause: ClauseName) -> None:
        """An exemption asked clause by clause matters only where the situation is certain."""
        if ask.kind == "per_clause":
            key = missing.name.partition("@")[2]
            ask.asked_for[key] = ask.asked_for.get(key, False) or verdict.lean is not None
            if verdict.lean is None:
                return
        ask.weight += 3 if verdict.lean else 1
        ask.clauses[clause] = None

    def _ask(self, missing: Missing) -> Ask:
        base, _, box = missing.name.partition("∋")
        base, mark, _ = base.partition("@")
        kind = "roster" if missing.kind == "roster" else "per_clause" if mark else "fact"
        ask = self.asks.setdefault((kind, base, missing.question), Ask(missing.question, base, kind))
        ask.objects[self._names.get(missing.object or "", missing.object or "")] = None
        if box:
            ask.boxes[box] = None
        if missing.note:
            ask.notes[missing.note] = None
        return ask

    def clauses(self, verdicts: Sequence[Verdict]) -> tuple[OpenClause, ...]:
        """Open verdicts by rule."""
        by_rule: dict[str, list[Verdict]] = {}
        for verdict in verdicts:
            by_rule.setdefault(verdict.rule, []).append(verdict)
        return tuple(
            OpenClause(
                self.clause_of(found[0]),
                found[0].title,
                tuple((text, listed(names)) for text, names in _by_steps(found).items()),
            )
            for found in by_rule.values()
        )

    def rosters(self, verdicts: Sequence[Verdict]) -> tuple[Ask, ...]:
        """Rosters not complete, by type."""
        found: dict[str, Ask] = {}
        for verdict in verdicts:
            roster = verdict.roster or verdict.object_type
            question = self._library.types[roster].roster_question
            ask = found.setdefault(roster, Ask(question, roster, "roster"))
            ask.objects[self._names.get(verdict.parent or "", verdict.parent or "")] = None
            ask.clauses[self.clause_of(verdict)] = None
            ask.weight += 1
        return tuple(found.values())


def _by_steps(verdicts: Sequence[Verdict]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for verdict in verdicts:
        found.setdefault(_steps(verdict), []).append(verdict.object_name)
    return found


def _steps(verdict: Verdict) -> str:
    """How many answers an open verdict needs at least, each way."""
    convict, clear = verdict.missing.to_convict, verdict.missing.to_clear
    if any(missing.kind == "text" for missing in verdict.missing.relevant):
        form = "steps_text"
    elif convict is not None and clear is not None:
        form = "steps_to"
    elif convict is not None:
        form = "steps_convict"
    else:
        form = "steps_clear" if clear is not None else "steps_unknown"
    steps = TEXTS[form].format(convict=len(convict or ()), clear=len(clear or ()))
    if verdict.if_declared_holds is None:
        return steps
    return TEXTS["steps_declared"].format(steps=steps, outcome=OUTCOMES[verdict.if_declared_holds])


def short_clause(verdict: Verdict, library: Library, *, with_title: bool) -> ClauseName:
    """The clause's address, after the standard's short title if wanted."""
    standard = library.standards[verdict.standard]
    address = standard.clause(verdict.clause).address
    blank = " " if address[:1].isascii() else ""
    return (f"{standard.short_title}{blank}" if with_title else "", address)


def clause_list(clauses: Iterable[ClauseName], limit: int | None = None) -> str:
    """Clauses side by side, a standard's title only where it changes.

    >>> clause_list([("甲规", "第一条"), ("甲规", "第二条"), ("乙规", "第三条")], 2)
    '甲规第一条、第二条 等 3 条'
    """
    every = list(clauses)
    shown, title = [], ""
    for standard, address in every[:limit]:
        shown.append(address if standard == title else f"{standard}{address}")
        title = standard
    text = "、".join(shown)
    return text if len(shown) == len(every) else TEXTS["all_clauses"].format(first=text, count=len(every))


def question_text(missing: Missing, judgement: Judgement) -> str:
    """One open thing as a question to ask."""
    name = judgement.visit.names.get(missing.object or "", missing.object or "")
    box = missing.name.partition("∋")[2]
    question = f"{missing.question}（{box}）" if box else missing.question
    return TEXTS["next_question"].format(object=name, question=question) if name else question


def counted(verdicts: Sequence[Verdict]) -> Counter[str]:
    """How many verdicts of each effective outcome."""
    return Counter(str(verdict.effective) for verdict in verdicts)
