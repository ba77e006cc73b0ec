"""The commands of the rule author's bench: `panding rules …`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checklists.command_line import (
    DONE,
    PROBLEMS,
    RefusedError,
    deliver_all,
    format_option,
    layers_of,
    print_json,
    print_problems,
    rules_option,
    with_progress,
)
from checklists.command_words import MESSAGES
from checklists.commands.check import check
from checklists.commands.coverage import coverage
from checklists.commands.diff import diff
from checklists.commands.matrix import matrix
from checklists.commands.mutate import mutate
from checklists.commands.new import new
from checklists.commands.show import show
from checklists.commands.todo import todo

if TYPE_CHECKING:
    from judge.authoring.listing import Bench
    from judge.resolve.resolved import Library


@click.group()
def rules() -> None:
    """规则编写者的工作台：检查、跑用例、查看规则。

    \b
    例：
      panding rules check
      panding rules show gongmao-2023/11.4-除尘系统
    """


def _bench(layers: Sequence[Path], output: str) -> tuple[Bench, Library]:
    """All files read and resolved, or the end of the command with their problems."""
    from judge.authoring.listing import opened_bench
    from judge.diagnostics import Problems

    problems = Problems()
    bench = opened_bench(layers_of(layers), problems)
    if bench.library is None:
        raise RefusedError(problems, output)
    return bench, bench.library


def _known_prefix(prefix: str, library: Library, output: str) -> None:
    """Ends the command if nothing begins with the prefix."""
    from judge.authoring.listing import known_prefixes
    from judge.diagnostics import Problems, nearest

    known = known_prefixes(library)
    if not any(name.startswith(prefix) for name in known):
        problems = Problems()
        problems.add("J008", name=prefix, nearest=nearest(prefix, known) or "")
        raise RefusedError(problems, output)


@rules.command()
@click.argument("prefix", metavar="[标准或规则]", default="")
@rules_option
@format_option
def test(prefix: str, rules: tuple[Path, ...], output: str) -> int:
    """跑规则的用例；可以只跑一个标准或一条规则的。

    \b
    例：
      panding rules test
      panding rules test gongmao-2023/11.4
    """
    from checklists.bench import cases_json, cases_text
    from judge.authoring.cases import run_cases
    from judge.authoring.listing import files_with
    from judge.diagnostics import Problems

    bench, library = _bench(rules, output)
    _known_prefix(prefix, library, output)
    problems = Problems()
    files = files_with(bench.written, prefix)
    count = sum(len(rule.cases) for file in files for rule in file.source.model.rules)
    found = with_progress(run_cases(files, library, problems), count, MESSAGES["cases"])
    results = [result for result in found if result.rule.startswith(prefix)]
    if output == "json":
        print_json(cases_json(results))
    else:
        print_problems(problems)
        click.echo(cases_text(results), nl=False)
    return DONE if all(result.passed for result in results) else PROBLEMS


@rules.command(name="list")
@click.argument("prefix", metavar="[标准或规则]", default="")
@rules_option
@format_option
def list_(prefix: str, rules: tuple[Path, ...], output: str) -> int:
    """列出标准和规则：编号、条款、对象、等级、状态。

    \b
    例：
      panding rules list
      panding rules list gongmao-2023
    """
    from checklists.bench import list_json, list_text
    from judge.authoring.listing import list_rules

    bench, library = _bench(rules, output)
    _known_prefix(prefix, library, output)
    standards = list_rules(bench, library, prefix)
    if output == "json":
        print_json(list_json(standards))
    else:
        click.echo(list_text(standards), nl=False)
    return DONE


@rules.command()
@click.argument("kind", metavar="[种类]", required=False)
@click.option(
    "-o",
    "--output",
    "target",
    metavar="文件夹",
    type=click.Path(path_type=Path),
    help="把各种文件的（不含判定结果）都写到这个文件夹。",
)
def schema(kind: str | None, target: Path | None) -> int:
    """输出各种文件的 JSON Schema，供编辑器补全和检查。

    种类：standard（标准）、vocabulary（词表）、rule（规则）、visit（检查）、rulings（裁定）、judgement（判定结果）。

    \b
    例：
      panding rules schema rule
      panding rules schema -o schema
    """
    from judge.authoring.schema import KINDS, MODELS, schema_text

    if (kind is None) == (target is None):
        raise click.UsageError(MESSAGES["one_kind"])
    if kind is not None:
        if kind not in KINDS:
            raise click.BadParameter(MESSAGES["no_kind"].format(kind=kind, kinds="、".join(KINDS)), param_hint="种类")
        click.echo(schema_text(kind), nl=False)
    if target is not None:
        deliver_all({target / f"{name}.json": schema_text(name) for name in MODELS})
    return DONE


for command in (check, coverage, diff, matrix, mutate, new, show, todo):
    rules.add_command(command)
