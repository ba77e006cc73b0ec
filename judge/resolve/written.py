"""The files of all layers as loaded, before anything in them is resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from judge.model.rule import RuleFileModel, RuleModel
from judge.model.ruling import RulingFileModel
from judge.resolve.resolved import Level
from judge.resolve.source import Source
from judge.resolve.standards import WrittenStandard
from judge.resolve.tables import WrittenTable
from judge.resolve.vocabulary import Written as WrittenVocabulary


@dataclass(frozen=True, slots=True)
class WrittenRules:
    """One rule file: the standard's id and the clause number that its path names, and what it says."""

    standard: str
    ref: str
    source: Source[RuleFileModel]


@dataclass(frozen=True, slots=True)
class WrittenRule:
    """One rule of a file."""

    file: WrittenRules
    index: int

    @property
    def model(self) -> RuleModel:
        """What it says."""
        return self.file.source.model.rules[self.index]

    @property
    def is_element(self) -> bool:
        """Whether it counts towards other rules instead of yielding a hazard itself."""
        return Level(self.model.level) is Level.ELEMENT


@dataclass(frozen=True, slots=True)
class WrittenDrawing:
    """One file of a layer's folder `drawings`; `data` is None where it cannot be used: that has been told."""

    path: Path
    data: bytes | None


@dataclass(frozen=True, slots=True)
class WrittenLibrary:
    """All files of all layers, shipped ones first."""

    vocabulary: Sequence[WrittenVocabulary]
    standards: Sequence[WrittenStandard]
    rules: Sequence[WrittenRules]
    rulings: Sequence[Source[RulingFileModel]]
    unreadable: frozenset[str] = frozenset()
    """Ids of standards whose file is there but cannot be read: that has been told."""
    drawings: Sequence[WrittenDrawing] = ()
    tables: Sequence[WrittenTable] = ()
