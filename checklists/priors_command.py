"""`panding priors`: how common answers are, learned from past visits."""

from __future__ import annotations

from pathlib import Path

import click

from checklists.command_line import DONE, RefusedError, deliver, opened_library, print_problems, rules_option


@click.command()
@click.argument("visits", metavar="检查文件...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--from", "before", metavar="先验", type=click.Path(path_type=Path), help="从这份先验学起，默认自带的。")
@click.option("-o", "target", metavar="文件", type=click.Path(path_type=Path), help="写进文件；不写就印出来。")
@rules_option
def priors(visits: tuple[Path, ...], before: Path | None, target: Path | None, rules: tuple[Path, ...]) -> int:
    """从过往的检查里学各种答案大概有多常见，写成一份先验。

    先验只用来排先问哪个、后问哪个，不影响任何判定。只学有固定选项的事实；一个答案算一次，原来的先验算两次。

    \b
    例：
      panding priors examples/die-casting.yaml examples/furniture-works.yaml
    """
    from checklists.asking.priors import learned, opened_priors, shipped_priors, written
    from checklists.visits import opened_visit
    from judge.diagnostics import Problems

    library = opened_library(rules, "text")
    problems = Problems()
    start = shipped_priors(library) if before is None else opened_priors(before, library, problems)
    found = [opened_visit(path, library, problems) for path in visits]
    opened = [each.visit for each in found if each is not None]
    if start is None or len(opened) < len(found):
        raise RefusedError(problems, "text")
    print_problems(problems)
    deliver(written(learned(start, opened)), target, "text")
    return DONE
