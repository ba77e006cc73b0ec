"""Fills the templates of this room; a template that names something unknown is an error, never an empty place."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from judge.library.cache import cache_folder

if TYPE_CHECKING:
    from jinja2 import Environment, FileSystemBytecodeCache
    from jinja2.nodes import Template

TEMPLATES = Path(__file__).with_name("templates")


def _kept_bytecode() -> FileSystemBytecodeCache | None:
    """Compiled templates kept beside the compiled libraries; None where nothing can be kept."""
    from jinja2 import FileSystemBytecodeCache

    folder = cache_folder()
    if folder is None:
        return None
    place = folder / "templates"
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        mine = not hasattr(os, "getuid") or place.stat().st_uid == os.getuid()
    except OSError:
        return None
    return FileSystemBytecodeCache(str(place)) if mine and os.access(place, os.W_OK) else None


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        bytecode_cache=_kept_bytecode(),
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=lambda name: name is not None and name.endswith(".html.j2"),
        keep_trailing_newline=True,
    )


def parsed(template: str) -> Template:
    """The parse tree of a template."""
    return _environment().parse((TEMPLATES / template).read_text(encoding="utf-8"))


def rendered(template: str, **values: Any) -> str:
    """The text of a template filled with values."""
    return _environment().get_template(template).render(**values)
