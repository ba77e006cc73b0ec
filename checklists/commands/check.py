"""`panding rules check`: everything that is wrong or doubtful in a library, as text, JSON or SARIF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from checklists.command_line import DONE, PROBLEMS, layers_of, print_json, print_problems, rules_option, with_progress
from checklists.command_words import CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judge.authoring.lint.waivers import Sorted, Waived
    from judge.authoring.listing import Bench, Counts
    from judge.diagnostics import Problems


@click.command()
@click.option("--strict", is_flag=True, help="有没处理的提醒，也按没通过算（退出状态 1）。")
@click.option("--waived", "show_waived", is_flag=True, help="把已经豁免的提醒和理由也列出来。")
@rules_option
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    help="给人看的文字（text，默认），给程序读的 JSON，或编辑器、代码评审用的 SARIF 2.1.0。",
)
def check(strict: bool, show_waived: bool, rules: tuple[Path, ...], output: str) -> int:
    """检查规则库的全部文件，列出所有错误和提醒。

    读得通的规则库再深入查一遍：永远不会构成的规则、不起作用的条件和除外、意思重复的规则、漏掉的数、没人用的事实、
    缺的查法和用例……看过以后决定不改的，写进那一层规则库的 waivers.yaml，并说明理由。

    \b
    例：
      panding rules check
      panding rules check --waived
      panding rules check --rules 本地规则 --format json
    """
    from judge.authoring.lint.waivers import Sorted
    from judge.authoring.listing import counts_of, opened_bench
    from judge.diagnostics import Problems

    problems = Problems()
    layers = layers_of(rules)
    bench = opened_bench(layers, problems)
    found = Sorted((), ()) if bench.library is None else _looked_through(bench, layers, problems)
    problems.extend(found.findings)
    _print(problems, found.waived, counts_of(bench.written), output, show_waived)
    is_wrong = problems.has_errors or (strict and len(problems) > 0)
    return PROBLEMS if is_wrong else DONE


def _looked_through(bench: Bench, layers: Sequence[Path], problems: Problems) -> Sorted:
    """What the finders find, the waived findings apart; what is wrong with the waivers is among the problems."""
    from judge.authoring.lint.desk import Desk
    from judge.authoring.lint.lint import look, steps_of
    from judge.authoring.lint.waivers import read_waivers, sort_out

    assert bench.library is not None
    waivers = read_waivers(layers, problems)
    desk = Desk(bench, bench.library)
    steps = with_progress(look(desk), steps_of(desk), CHECKING["progress"])
    return sort_out((found for step in steps for found in step), waivers)


def _print(problems: Problems, waived: Sequence[Waived], counts: Counts, output: str, show_waived: bool) -> None:
    if output == "sarif":
        import importlib.metadata

        from judge.authoring.lint.sarif import sarif_of

        print_json(sarif_of(problems, waived, importlib.metadata.version("panding"), Path.cwd()))
        return
    from checklists.checking import check_json, check_text

    if output == "json":
        print_json(check_json(problems, waived, counts))
    else:
        print_problems(problems)
        click.echo(check_text(problems, waived, counts, show_waived=show_waived), nl=False)
