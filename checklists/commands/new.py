"""`panding rules new`: a draft of a rule file for a clause."""

from __future__ import annotations

from pathlib import Path

import click

from checklists.command_line import DONE, RefusedError, format_option, layers_of, print_json, rules_option
from checklists.command_words import MESSAGES, WRITE_FAILURES


@click.command()
@click.argument("standard", metavar="标准")
@click.argument("ref", metavar="条号")
@click.option("--object", "object_type", metavar="对象", help="在哪种对象上判（每个判一次）；不写的，先按企业起草。")
@click.option(
    "--into",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="写到哪个规则文件夹；不写的，写到 --rules 的最后一个，没有 --rules 就写到 rules。",
)
@rules_option
@format_option
def new(
    standard: str, ref: str, object_type: str | None, into: Path | None, rules: tuple[Path, ...], output: str
) -> int:
    """起草一条规则：按标准里的一条条款建好规则文件，留出要写的地方。

    已经有的文件不会覆盖。

    \b
    例：
      panding rules new weihua-2026 5.2.8 --object 危化仓库 --into 本地规则
    """
    import datetime

    from checklists.drafting import draft_json, draft_text, told_text, write_new
    from judge.authoring.listing import opened_bench
    from judge.authoring.scaffold import FOLDER, scaffold
    from judge.diagnostics import Position, Problems

    problems = Problems()
    layers = layers_of((*rules, into) if into is not None and into.is_dir() else rules)
    bench = opened_bench(layers, problems)
    if bench.library is None:
        raise RefusedError(problems, output)
    folder = into or (layers[-1] if len(layers) > 1 else FOLDER)
    problems = Problems()
    draft = scaffold(bench, bench.library, standard, ref, object_type, folder, datetime.date.today(), problems)
    if draft is None:
        raise RefusedError(problems, output)
    try:
        write_new(draft.path, draft_text(draft))
    except OSError as error:
        problems.add("J006", Position(str(draft.path)), reason=WRITE_FAILURES.get(error.errno or 0, str(error)))
        raise RefusedError(problems, output) from None
    if output == "json":
        print_json(draft_json(draft))
    else:
        click.echo(told_text(draft, layers[1:], folder), nl=False)
    click.echo(MESSAGES["written"].format(path=draft.path), err=True)
    return DONE
