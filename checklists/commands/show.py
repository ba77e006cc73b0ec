"""`panding rules show`: one rule in full."""

from __future__ import annotations

from pathlib import Path

import click

from checklists.command_line import DONE, RefusedError, deliver, format_option, layers_of, rules_option
from checklists.commands.targets import kind_of, output_option

KINDS = {".html": "html", ".svg": "svg", ".txt": "text", ".json": "json"}


@click.command()
@click.argument("rule_id", metavar="规则编号")
@rules_option
@format_option
@output_option("写到文件：.html（网页，带判定图，可打印）、.svg（只要判定图）、.txt 或 .json。")
def show(rule_id: str, rules: tuple[Path, ...], output: str, target: Path | None) -> int:
    """看一条规则的全文：用普通话说清怎样判，画成判定图，列出解释、要问的事实、用例。

    \b
    例：
      panding rules show gongmao-2023/11.4-除尘系统
      panding rules show gongmao-2023/11.4-除尘系统 -o 11.4.html
    """
    from checklists.showing import rule_as
    from judge.authoring.listing import opened_bench
    from judge.authoring.telling.showing import show_rule
    from judge.diagnostics import Problems, nearest

    kind = kind_of(target, KINDS, output)
    problems = Problems()
    bench = opened_bench(layers_of(rules), problems)
    if bench.library is None:
        raise RefusedError(problems, output)
    rule, model = bench.library.rule_by_id.get(rule_id), bench.written_rule(rule_id)
    if rule is None or model is None:
        problems = Problems()
        problems.add("J007", name=rule_id, nearest=nearest(rule_id, bench.library.rule_by_id) or "")
        raise RefusedError(problems, output)
    deliver(rule_as(kind, show_rule(rule, model, bench.library), bench.library), target, output)
    return DONE
