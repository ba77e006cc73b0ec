"""The option `-o`: a file whose ending says what is written."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from checklists.authoring_words import ENDINGS
from checklists.command_line import F, RefusedError


def output_option(text: str) -> Callable[[F], F]:
    """`-o FILE` with its help."""
    return click.option("-o", "--output", "target", metavar="文件", type=click.Path(path_type=Path), help=text)


def kind_of(target: Path | None, kinds: Mapping[str, str], output: str) -> str:
    """What is asked for: by the file's ending, or by `--format` where nothing is written to a file."""
    if target is None:
        return output
    kind = kinds.get(target.suffix.lower())
    if kind is None:
        raise click.BadParameter(ENDINGS.format(endings="、".join(kinds)), param_hint="-o")
    return kind


def deliver_bytes(content: bytes, target: Path, output: str) -> None:
    """Write a file that is no text whole. Raises RefusedError where it cannot be written."""
    from checklists.command_words import MESSAGES, WRITE_FAILURES
    from judge.diagnostics import Position, Problems

    try:
        _write_whole(target, content)
    except OSError as error:
        problems = Problems()
        problems.add("J006", Position(str(target)), reason=WRITE_FAILURES.get(error.errno or 0, str(error)))
        raise RefusedError(problems, output) from None
    click.echo(MESSAGES["written"].format(path=target), err=True)


def _write_whole(target: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent or ".", prefix=f".{target.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, target.stat().st_mode & 0o777 if target.exists() else 0o644)
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
