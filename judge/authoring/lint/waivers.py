"""Reads the waivers of all layers and sets the findings apart that they waive; a waiver of nothing is a finding itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from judge.authoring.lint.desk import Finding, finding
from judge.diagnostics import Diagnostic, Position, Problems
from judge.library.layers import waivers_of
from judge.load import load
from judge.model.waiver import WaiverFileModel, WaiverModel


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waiver with its place; `is_last` if no further layer lies over its own, so that it must fit what is read."""

    model: WaiverModel
    place: Position
    is_last: bool

    def covers(self, found: Finding) -> bool:
        """Whether it is about a finding."""
        return self.model.code == found.diagnostic.code and self.model.place in found.places


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that stays as it is, and by which waiver."""

    diagnostic: Diagnostic
    reason: str
    date: str
    place: Position


@dataclass(frozen=True, slots=True)
class Sorted:
    """The findings that ask for something, and those that are waived."""

    findings: tuple[Diagnostic, ...]
    waived: tuple[Waived, ...]


def read_waivers(layers: Sequence[Path], problems: Problems) -> list[Waiver]:
    """The waivers of all layers; of each layer's `waivers.yaml` every problem is recorded."""
    found = []
    distinct = list({layer.resolve(): layer for layer in layers}.values())
    for number, layer in enumerate(distinct):
        place = waivers_of(layer)
        loaded = load(place, WaiverFileModel, problems) if place is not None else None
        for index, model in enumerate(loaded.model.waivers if loaded else ()):
            assert loaded is not None
            at = loaded.document.position(("豁免", index, "处"))
            found.append(Waiver(model, at, number == len(distinct) - 1))
    return found


def sort_out(found: Iterable[Finding], waivers: Sequence[Waiver]) -> Sorted:
    """The findings apart from the waived ones; among them, of each waiver that no finding meets, that it is stale."""
    open_, waived = [], []
    met: set[int] = set()
    for each in dict.fromkeys(found):
        covering = [n for n, waiver in enumerate(waivers) if waiver.covers(each)]
        met.update(covering)
        if covering:
            by = waivers[covering[0]]
            waived.append(Waived(each.diagnostic, by.model.reason, by.model.date.isoformat(), by.place))
        else:
            open_.append(each.diagnostic)
    stale = _stale(waiver for n, waiver in enumerate(waivers) if n not in met and waiver.is_last)
    open_.extend(each.diagnostic for each in stale)
    return Sorted(tuple(open_), tuple(waived))


def _stale(unmet: Iterable[Waiver]) -> Iterator[Finding]:
    for waiver in unmet:
        name = waiver.model.place
        yield finding("L024", waiver.place, (name,), name=name, waived=waiver.model.code)
