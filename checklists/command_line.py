"""What all commands share: exit statuses, common options, opening the library, printing, and giving up with diagnostics."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from checklists.command_words import MESSAGES, WRITE_FAILURES

if TYPE_CHECKING:
    from judge.diagnostics import Problems
    from judge.resolve.resolved import Library

DONE, PROBLEMS, USAGE, FAULT, TRIPPED, INTERRUPTED = 0, 1, 2, 3, 4, 130
F = TypeVar("F", bound=Callable[..., object])
T = TypeVar("T")


class RefusedError(Exception):
    """What the user wrote cannot be used: its problems are printed, and nothing else happens."""

    def __init__(self, problems: Problems, output: str) -> None:
        super().__init__()
        self.problems, self.output = problems, output


def rules_option(command: F) -> F:
    """`--rules DIR`, repeatable."""
    return click.option(
        "--rules",
        "rules",
        metavar="DIR",
        multiple=True,
        type=click.Path(path_type=Path),
        help="叠在自带规则库上的文件夹（本地标准、规则、词表、裁定），可写多次；也可用环境变量 PANDING_RULES。",
    )(command)


def format_option(command: F) -> F:
    """`--format text|json`."""
    return click.option(
        "--format",
        "output",
        type=click.Choice(["text", "json"]),
        default="text",
        help="给人看的文字（text，默认）或给程序读的 JSON。",
    )(command)


def layers_of(rules: Sequence[Path]) -> tuple[Path, ...]:
    """The shipped folder, those of the environment, and those of `--rules`."""
    from judge.library import layers_from

    return layers_from(rules)


def opened_library(rules: Sequence[Path], output: str) -> Library:
    """The library of all layers. Raises RefusedError with its problems."""
    from judge.diagnostics import Problems
    from judge.library import open_library

    problems = Problems()
    library = open_library(layers_of(rules), problems)
    if library is None:
        raise RefusedError(problems, output)
    return library


def as_json(data: object) -> str:
    """Data as the text that is given out: the same data, the same bytes."""
    import json

    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def with_progress(items: Iterable[T], count: int, label: str) -> Iterable[T]:
    """The items, with a bar on a terminal while they are worked through, if there are several."""
    return _barred(items, count, label) if count > 1 and sys.stderr.isatty() else items


def _barred(items: Iterable[T], count: int, label: str) -> Iterator[T]:
    with click.progressbar(items, length=count, label=label, file=sys.stderr, show_pos=True) as bar:
        yield from bar


def print_json(data: object) -> None:
    """Print data."""
    click.echo(as_json(data), nl=False)


def print_refusal(refused: RefusedError) -> int:
    """Print what is wrong, for people or for programs."""
    if refused.output == "json":
        from judge.diagnostics import to_json

        print_json({"diagnostics": to_json(refused.problems)})
    else:
        print_problems(refused.problems)
    return PROBLEMS


def print_problems(problems: Problems) -> None:
    """Print diagnostics for people, if there are any."""
    from judge.diagnostics import render

    if len(problems):
        click.echo(render(problems), err=True)


def print_note(text: str) -> None:
    """Print something to know beside the output, if there is anything."""
    if text:
        click.echo(text, err=True)


def deliver(content: str | bytes, target: Path | None, output: str) -> None:
    """Print the text, or write it whole to a file. Raises RefusedError where the file cannot be written."""
    if target is None:
        click.echo(content, nl=False)
        return
    _write({target: content}, output)


def deliver_all(texts: Mapping[Path, str]) -> None:
    """Write several files, in folders that are made if need be. Raises RefusedError where one cannot be written."""
    _write(texts, "text", make_folders=True)


def _write(contents: Mapping[Path, str | bytes], output: str, *, make_folders: bool = False) -> None:
    from checklists.writing import write_whole
    from judge.diagnostics import Position, Problems

    for target, content in contents.items():
        try:
            if make_folders:
                target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, content)
        except OSError as error:
            problems = Problems()
            reason = WRITE_FAILURES.get(error.errno or 0, str(error))
            problems.add("J006", Position(str(target)), reason=reason)
            raise RefusedError(problems, output) from None
        click.echo(MESSAGES["written"].format(path=target), err=True)
