"""The page's judge and this one, given the same formulas and visits: what each finds, in one form that can be compared."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright._impl._driver import compute_driver_executable

from checklists.page.packing import pack
from judge.evaluate.build import BuiltWorld, build_world
from judge.evaluate.calculators import Calculation
from judge.evaluate.exact import Analysis, Choice, Exact
from judge.evaluate.reads import reads
from judge.evaluate.world import Item, Node, World
from judge.expr.formula import Formula
from judge.resolve.given import Answer
from judge.resolve.objects import ObjectInstance
from judge.resolve.resolved import Library
from judge.values.knowledge import Knowledge
from judge.values.number import Interval, Number

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "checklists" / "page" / "panding.js"
Found = list[Any]


def node_executable() -> str:
    """A JavaScript engine: node where it is installed, else the one that comes with playwright."""
    return shutil.which("node") or str(compute_driver_executable()[0])


@dataclass(frozen=True)
class Visit:
    """What a world is built from."""

    objects: tuple[ObjectInstance, ...]
    answers: tuple[Answer, ...]
    complete: frozenset[tuple[str, str]]
    judged_on: int


@dataclass(frozen=True)
class Job:
    """Formulas, each with the type of the objects it is asked of, and visits. A thorough job asks all that there is to ask."""

    library: Library
    formulas: tuple[tuple[str, Formula], ...]
    visits: tuple[Visit, ...]
    thorough: bool = False


def on_the_page(jobs: Iterable[Job], folder: Path, script: str = "analyse.mjs") -> Iterator[Found]:
    """What the page's judge finds of each job."""
    path = folder / "jobs.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for job in jobs:
            file.write(json.dumps(pack(job), ensure_ascii=False) + "\n")
    command = [node_executable(), str(Path(__file__).parent / script), str(SCRIPT), str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        yield from map(json.loads, process.stdout)
    assert process.returncode == 0


def here(job: Job) -> Found:
    """What this judge finds of a job, in the same form."""
    return [_at_visit(job, visit) for visit in job.visits]


def _at_visit(job: Job, visit: Visit) -> Found:
    built = build_world(visit, job.library)  # type: ignore[arg-type]
    world, exact, rows = built.world, Exact(built.world), []
    for object_type, formula in job.formulas:
        for node in list(world.nodes.values()):
            if node.type == object_type:
                rows.append(_row(job, exact, formula, node))
        for node in _supposed(world, object_type) if job.thorough else ():
            with world.supposing(node):
                rows.append([_analysis(exact.analyse(formula, node))])
    return [_built(built), rows]


def _row(job: Job, exact: Exact, formula: Formula, node: Node) -> Found:
    row: Found = [_analysis(exact.analyse(formula, node))]
    if job.thorough:
        row += [exact.truth(formula, node), exact.kleene_is_exact(formula, node), *_partly(exact, formula, node)]
        row.append(sorted(f"{at} {key}" for at, key in reads(formula, exact.world, node, node)))
    return row


def _partly(exact: Exact, formula: Formula, node: Node) -> Found:
    """What is found where all is watched, and where some of it is hidden; and everything that was read, in order."""
    told: list[Item] = []

    def watching(shows: Callable[[Item], bool]) -> Callable[[Item], bool]:
        def watch(item: Item) -> bool:
            told.append(item)
            return shows(item)

        return watch

    try:
        found = []
        for shows in (lambda item: True, lambda item: _is_shown(item, 0), lambda item: _is_shown(item, 1)):
            exact.world.watch = watching(shows)
            found.append(_analysis(exact.analyse(formula, node)))
        seen = [list(item) for item in told]
        return [found, seen, exact.truth(formula, node)]
    finally:
        exact.world.watch = None


def _is_shown(item: Item, of: int) -> bool:
    return (of + sum(map(ord, item[1] + item[2]))) % 3 != 0


def _supposed(world: World, object_type: str) -> Iterator[Node]:
    for parent in world.nodes.values():
        if world.types[object_type].parent == parent.type and object_type not in parent.complete:
            yield from world.suppose(parent, (object_type,))


def _analysis(found: Analysis) -> Found:
    relevant = [list(item) for item in found.relevant]
    return [
        found.truth,
        relevant,
        _choices(found.to_true),
        _choices(found.to_false),
        found.is_exact,
        list(found.costs),
    ]


def _choices(found: Sequence[Choice] | None) -> Found | None:
    if found is None:
        return None
    return [[list(each.item), [knowledge(cell) for cell in each.values], each.option] for each in found]


def _built(built: BuiltWorld) -> Found:
    made = [[at, name, _calculation(found)] for (at, name), found in built.calculations.items()]
    refused = [[d.object, d.fact, knowledge(d.answered), _calculation(d.calculation)] for d in built.disagreements]
    return [made, refused]


def _calculation(found: Calculation) -> Found:
    return [knowledge(found.known), found.figures, [list(item) for item in found.open_inputs]]


def knowledge(known: Knowledge) -> Found:
    """Knowledge in a form that is the same on both sides."""
    if isinstance(known, Interval):
        return [_end(known.low), _end(known.high), known.low_open, known.high_open]
    return sorted(known)


def _end(value: Number | None) -> str | None:
    return None if value is None else str(value)
