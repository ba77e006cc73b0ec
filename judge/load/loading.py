"""A file of ours into its typed model with positions: text, tree and types in one step."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from judge.diagnostics import Position, Problems
from judge.load.document import Document
from judge.load.json_reader import read_json
from judge.load.text import SIZE_LIMIT, check_characters, read_text
from judge.load.typed import typed
from judge.load.yaml_reader import read_yaml

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[M]):
    """A typed file, and the document that knows where everything in it stands."""

    model: M
    document: Document


def load(path: str | Path, model: type[M], problems: Problems) -> Loaded[M] | None:
    """Read a YAML or (`.json`) JSON file as `model`; None, with at least one error among the problems, if it is not."""
    text = read_text(path, problems)
    return None if text is None else _load_checked(text, str(path), model, problems)


def load_text(text: str, path: str | Path, model: type[M], problems: Problems) -> Loaded[M] | None:
    """As `load`, of a text at hand; `path` is what diagnostics call it, and its ending tells JSON from YAML."""
    checked = _checked(text, str(path), problems)
    return None if checked is None else _load_checked(checked, str(path), model, problems)


def compose(text: str, path: str | Path, problems: Problems) -> Document | None:
    """The plain tree of a text with positions; None, with at least one error among the problems, if it is faulty."""
    checked = _checked(text, str(path), problems)
    if checked is None:
        return None
    mine = Problems()
    document = _document(checked, str(path), mine)
    problems.extend(mine)
    return None if mine.has_errors else document


def _load_checked(text: str, path: str, model: type[M], problems: Problems) -> Loaded[M] | None:
    mine = Problems()
    document = _document(text, path, mine)
    if document is None:
        problems.extend(mine)
        return None
    misfits = Problems()
    found = typed(document, model, misfits)
    # What is wrong with the writing at a place usually makes its content wrong too: told once is enough.
    told = {problem.position for problem in mine}
    mine.extend(problem for problem in misfits if problem.position not in told)
    problems.extend(mine)
    return Loaded(found, document) if found is not None and not mine.has_errors else None


def _checked(text: str, path: str, problems: Problems) -> str | None:
    """A text that did not come through `read_text`, held to the same rules."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > SIZE_LIMIT:
        problems.add("F005", Position(path), size=round(len(text) / 1e6, 1), limit=SIZE_LIMIT // 1_000_000)
        return None
    return text if check_characters(text, path, problems) else None


def _document(text: str, path: str, problems: Problems) -> Document | None:
    """The document as far as it can be read; what the problems refuse is still there, so that all is told at once."""
    reader = read_json if path.lower().endswith(".json") else read_yaml
    if not text.strip():
        problems.add("F019", Position(path))
        return None
    root = reader(text, path, problems)
    if root is None or root.value is None:
        if not problems.has_errors:
            problems.add("F019", Position(path))
        return None
    return Document(path, text, root)
