"""A new rule file: its text, and what its author is told."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from checklists.rendering import rendered
from judge.authoring.scaffold import Scaffold

COMMAND = "panding rules"


def draft_text(draft: Scaffold) -> str:
    """The rule file."""
    return rendered("rule_new.yaml.j2", draft=draft)


def told_text(draft: Scaffold, layers: Sequence[Path], into: Path) -> str:
    """What was written and what comes next; with the option that makes the commands read the folder."""
    layer = "" if _is_shipped(into) else f" --rules {into}"
    others = [path for path in layers if path.resolve() != into.resolve()]
    return rendered(
        "rules_new.txt.j2", draft=draft, command=COMMAND, layer="".join(f" --rules {p}" for p in others) + layer
    )


def draft_json(draft: Scaffold) -> dict[str, object]:
    """The same as data."""
    place = draft.not_encoded_at
    return {
        "path": str(draft.path),
        "rule": draft.rule,
        "standard": draft.standard,
        "clause": draft.ref,
        "object_type": draft.object_type,
        "not_encoded": draft.not_encoded,
        "not_encoded_at": f"{place.path}:{place.line}" if place else None,
    }


def _is_shipped(into: Path) -> bool:
    from judge.library import SHIPPED

    return into.resolve() == SHIPPED.resolve()


def write_new(path: Path, text: str) -> None:
    """Write a file that must not be there yet, whole or not at all. Raises OSError; FileExistsError if it is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(name, 0o644)
        _put(name, path)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(name)


def _put(name: str, path: Path) -> None:
    """Give the written file its name unless another has it; in one step where the file system can link."""
    try:
        os.link(name, path)
    except FileExistsError:
        raise
    except OSError:
        if path.exists():
            raise FileExistsError(path) from None
        os.replace(name, path)
