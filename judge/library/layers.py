"""Finds the files of a library: the shipped folder first, then each layer an office lays over it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import judge

SHIPPED = Path(judge.__file__).resolve().parent.parent / "rules"
"""The folder of rules that travels with the package."""
VARIABLE = "PANDING_RULES"
_NOT_STANDARDS = frozenset({"vocabulary", "tables", "rulings", "drawings", "schema", "consequences"})
_APART = frozenset({"schema", "consequences"})
"""Folders of a layer that hold other things than what is judged with."""
WAIVERS = "waivers.yaml"
"""In a layer's top folder: findings of the check that stay as they are. Nothing is judged with them."""
_ENDINGS = frozenset({".yaml", ".yml", ".json"})
_DRAWING = ".svg"
_UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """One file of a layer: `kind` is vocabulary, table, drawing, standard, rule or rulings; rules know their standard and clause number."""

    path: Path
    kind: str
    standard: str = ""
    ref: str = ""


def layers_from(extra: Sequence[str | Path] = (), variable: str | None = None) -> tuple[Path, ...]:
    """The shipped folder, then the folders of the environment variable, then those given."""
    from_variable = os.environ.get(VARIABLE, "") if variable is None else variable
    named = [part for part in from_variable.split(os.pathsep) if part]
    return (SHIPPED, *(Path(part) for part in (*named, *extra)))


def files_of(layer: Path) -> list[LibraryFile]:
    """All files of a layer, sorted by path."""
    found = [LibraryFile(path, "vocabulary") for path in _yaml(layer / "vocabulary")]
    found.extend(LibraryFile(path, "table") for path in _yaml(layer / "tables"))
    found.extend(LibraryFile(path, "drawing") for path in _drawings(layer / "drawings"))
    found.extend(LibraryFile(path, "rulings") for path in _yaml(layer / "rulings"))
    if (layer / "rulings.yaml").is_file():
        found.append(LibraryFile(layer / "rulings.yaml", "rulings"))
    for folder in sorted(path for path in layer.iterdir() if path.is_dir() and path.name not in _NOT_STANDARDS):
        if folder.name.startswith((".", "_")):
            continue
        for path in _yaml(folder):
            if path.name == "standard.yaml":
                found.append(LibraryFile(path, "standard", folder.name))
            else:
                found.append(LibraryFile(path, "rule", folder.name, path.stem))
    return found


def _yaml(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yaml")) if folder.is_dir() else []


def _drawings(folder: Path) -> list[Path]:
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in found if path.suffix.lower() == _DRAWING and path.is_file())


def waivers_of(layer: Path) -> Path | None:
    """A layer's file of waivers, if it has one; it is no part of what is judged with, nor of its digest."""
    place = layer / WAIVERS
    return place if place.is_file() else None


def unread_files(layer: Path, read: frozenset[Path]) -> list[Path]:
    """Files that look like rules and are not `read`: a wrong ending (`.yml`), or a place where none are sought."""
    found = []
    for path in sorted((*layer.glob("*"), *layer.glob("*/*"), *layer.glob("*/*/*"))):
        above = path.relative_to(layer).parts[:-1]
        is_apart = bool(above) and (above[0] in _APART or above[0].startswith((".", "_")))
        is_apart = is_apart or path == layer / WAIVERS
        if path.suffix.lower() in _ENDINGS and path not in read and not is_apart and path.is_file():
            found.append(path)
    return found


def digest_of(files: Iterable[tuple[Path, LibraryFile]]) -> str:
    """A hash of names and contents of all files, whatever folder the layers lie in. `files` pairs each with its layer."""
    total = hashlib.sha256()
    for layer, file in files:
        name = file.path.relative_to(layer).as_posix()
        total.update(f"{name} {_content(file.path)}\n".encode(errors="surrogateescape"))
    return total.hexdigest()


def _content(path: Path) -> str:
    """A hash of a file's content; a fixed word where it cannot be had (reading it as YAML tells why)."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else _UNREADABLE
    except OSError:
        return _UNREADABLE
