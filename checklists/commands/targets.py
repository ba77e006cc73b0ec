"""The option `-o`: a file whose ending says what is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from checklists.authoring_words import ENDINGS
from checklists.command_line import F


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
