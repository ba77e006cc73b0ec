"""The shape of a verdict. Field names are those of the JSON output; enum values too."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class HazardLevel(StrEnum):
    """重大事故隐患 or 一般事故隐患."""

    MAJOR = "major"
    ORDINARY = "ordinary"


class Outcome(StrEnum):
    """What the machine concludes. None of them means "safe"."""

    MAJOR = "major"
    ORDINARY = "ordinary"
    ELEMENT = "element"
    """The element holds; it counts towards another rule."""
    SUSPECTED = "suspected"
    """A hit by a clause whose text is known in part only."""
    UNDETERMINED = "undetermined"
    NOT_EXAMINED = "not_examined"
    """Of objects that nobody has seen and whose roster is open."""
    CLEAR = "clear"
    NOT_APPLICABLE = "not_applicable"


HITS = frozenset({Outcome.MAJOR, Outcome.ORDINARY, Outcome.ELEMENT, Outcome.SUSPECTED})
OPEN = frozenset({Outcome.UNDETERMINED, Outcome.NOT_EXAMINED})


class Standing(StrEnum):
    """How much a verdict can bear."""

    FIRM = "firm"
    UNCONFIRMED = "unconfirmed"
    TEXT_INCOMPLETE = "text_incomplete"
    READING_OPEN = "reading_open"
    AWAITING_PANEL = "awaiting_panel"


class Basis(StrEnum):
    """Why a verdict is clear."""

    ABSENT = "absent"
    EXEMPTED = "exempted"


class Lean(StrEnum):
    """Where an open verdict leans: the hazard is there unless an exemption, still open, holds."""

    HAZARD_UNLESS_EXEMPT = "hazard_unless_exempt"


@dataclass(frozen=True, slots=True)
class Missing:
    """Something still open: a fact of an object, the roster of a type under a parent, a reading, or the clause's full text."""

    kind: str
    """`fact`, `roster`, `reading` or `text`."""
    object: str | None
    name: str
    """The fact's name, the roster's object type, or the reading's id."""
    question: str
    values: str | None = None
    """In `to_convict` and `to_clear`: the values that would settle it."""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class MissingSets:
    """What can still matter, and the fewest answers that could settle the verdict each way (None: none can)."""

    relevant: tuple[Missing, ...] = ()
    to_convict: tuple[Missing, ...] | None = None
    to_clear: tuple[Missing, ...] | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """A node of a reason: a leaf with one answer, or a group of reasons that together (all) decide."""

    kind: str
    """`fact`, `roster`, `ruling`, `object`, `count`, `group`."""
    text: str
    object: str | None = None
    fact: str | None = None
    value: str | None = None
    parts: tuple[Reason, ...] = ()
    plainly: str | None = None
    """In plain words, without signs: what the comparison comes to, how a value was worked out, what is counted."""


@dataclass(frozen=True, slots=True)
class SituationFound:
    """A situation that holds (or is refuted), and why."""

    name: str
    because: Reason
    cites: tuple[str, ...] = ()
    """Addresses of the clauses it stands on."""


@dataclass(frozen=True, slots=True)
class Change:
    """One condition to bring about."""

    object: str
    fact: str
    condition: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """Changes that together end the situation, provided what is to be verified comes out well."""

    changes: tuple[Change, ...]
    also_verify: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class CureGroup:
    """One of several things of which some must be ended, e.g. one counted element."""

    name: str
    alternatives: tuple[Alternative, ...]
    weight: int = 1
    """For how many it counts (a group of objects stands for many)."""


@dataclass(frozen=True, slots=True)
class Cure:
    """What would end a situation: one of the alternatives; or, for counts, so many of the groups."""

    situation: str
    alternatives: tuple[Alternative, ...] = ()
    choose: int = 0
    groups: tuple[CureGroup, ...] = ()
    count: int | None = None
    """For counts: how many there are …"""
    threshold: int | None = None
    """… against the threshold."""
    leaves_scope: tuple[Alternative, ...] = ()
    """Changes that only take the object out of scope: temporary measures."""


@dataclass(frozen=True, slots=True)
class Overruling:
    """A person's opinion on the machine's outcome, in force or lapsed."""

    conclusion: str
    kind: str
    person: str
    reason: str
    date: str
    step: str
    in_force: bool
    lapsed_because: str | None = None


@dataclass(frozen=True, slots=True)
class RulingUsed:
    """An office's ruling on a reading that the verdict rests on."""

    reading: str
    option: str
    number: str
    date: str
    by: str


@dataclass(frozen=True, slots=True)
class HandledBy:
    """One candidate for the law that a hazard breaks and the law under which it is handled; a person chooses."""

    violated: str | None
    """违反条款; None where the library does not know."""
    handled_under: str | None
    """处理依据; None where the library does not know."""
    by_failure: bool
    """It stands here because a reason rests on something that is there but does not work."""
    confidence: str
    """How well it is known: 官方原文, 两个来源, 一个来源 or 凭记忆."""
    text: str | None
    """Which text of the law the article numbers are those of."""
    note: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says of one object (`object` None: of those that nobody has seen under `parent`)."""

    rule: str
    title: str
    standard: str
    clause: str
    cite: str
    object_type: str
    object: str | None
    object_name: str
    outcome: Outcome
    effective: Outcome
    standing: Standing
    standings: tuple[Standing, ...]
    parent: str | None = None
    roster: str | None = None
    basis: Basis | None = None
    lean: Lean | None = None
    situations: tuple[SituationFound, ...] = ()
    refuted: tuple[SituationFound, ...] = ()
    missing: MissingSets = field(default_factory=MissingSets)
    cures: tuple[Cure, ...] = ()
    rectification: str = ""
    handling: tuple[HandledBy, ...] = ()
    """Candidates for 违反条款 and 处理依据; empty where the library knows none."""
    note: str | None = None
    rulings: tuple[RulingUsed, ...] = ()
    overruling: Overruling | None = None
    if_declared_holds: Outcome | None = None
    """The outcome if what the firm declared itself is confirmed, where that differs."""
    text_missing: str | None = None
    count: int = 1
    """How many objects it speaks of (a group stands for many)."""
    rule_digest: str = ""
    grounds_digest: str = ""
    fix_on_spot: str | None = None

    @property
    def is_confirmed(self) -> bool:
        """Whether a person's opinion, in force, stands behind what counts."""
        return self.overruling is not None and self.overruling.in_force
