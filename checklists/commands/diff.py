"""`panding rules diff A B`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checklists.command_line import (
    DONE,
    PROBLEMS,
    RefusedError,
    format_option,
    layers_of,
    print_json,
    print_problems,
    rules_option,
    with_progress,
)

if TYPE_CHECKING:
    from judge.authoring.difference.diff import Diff


@click.command()
@click.argument("first", metavar="甲")
@click.argument("second", metavar="乙")
@click.option(
    "--map",
    "declared",
    metavar="旧=新",
    multiple=True,
    help="两版标准对照时，指明甲的哪一条（条号或规则编号）现在是乙的哪一条；可写多次。",
)
@click.option("--all", "everything", is_flag=True, help="相同的规则也逐条列出。")
@rules_option
@format_option
def diff(
    first: str, second: str, declared: tuple[str, ...], everything: bool, rules: tuple[Path, ...], output: str
) -> int:
    """比较两条规则、两个标准或两个规则库：证明意思相同，或者举出最小的例子说明哪里不同。

    甲、乙各写一个：规则编号、标准编号、文件夹（一层本地规则，或整个规则库），或 文件夹:编号。
    两个标准逐条对照：新增、取消、更严（乙判得多）、更宽、移动、相同、两不相含；先按 --map，再按条号，再按意思配对。
    两个文件夹按规则编号逐条对照，并列出词表、标准、裁定的增减。

    \b
    相同退出码为 0，有不同（或不能证明相同）为 1。只是“不适用”与“不构成”、“除外”与“未见情形”的写法不同，
    结论一样，只作说明，不算不同。

    \b
    写法：
      … diff gongmao-2017 gongmao-2023 --map 行业.有色.4=9.1   两版标准
      … diff 编码甲 编码乙                                     两个文件夹
      … diff 本地规则:gongmao-2023/11.4-除尘系统 gongmao-2023/11.4-除尘系统

    \b
    例：
      panding rules diff gongmao-2023/11.4-除尘系统 gongmao-2023/11.4-除尘系统
      panding rules diff gongmao-2023 gongmao-2023 --all
    """
    from checklists.diff_report import diff_json, diff_text, progress_label

    started = _started(first, second, declared, rules, output)
    report = started.report(list(with_progress(started.rows(), started.count, progress_label())))
    if output == "json":
        print_json(diff_json(report))
    else:
        click.echo(diff_text(report, everything=everything), nl=False)
    return DONE if report.is_equal else PROBLEMS


def _started(first: str, second: str, declared: Sequence[str], rules: Sequence[Path], output: str) -> Diff:
    """Both sides opened, or the end of the command with what is wrong about them."""
    from judge.authoring.difference.diff import Diff
    from judge.authoring.difference.sides import Sides
    from judge.diagnostics import Problems

    problems = Problems()
    sides = Sides(layers_of(rules), problems)
    one = sides.opened(first)
    other = sides.opened(second) if one is not None or not problems.has_errors else None
    pairs = [text.partition("=")[::2] for text in declared]
    for text, (old, new) in zip(declared, pairs, strict=True):
        if not old.strip() or not new.strip():
            problems.add("J092", name=text)
    if one is None or other is None or problems.has_errors:
        raise RefusedError(problems, output)
    started = Diff(one, other, {old.strip(): new.strip() for old, new in pairs})
    for side, numbers in zip((first, second), started.unknown_numbers(), strict=True):
        for number in numbers:
            problems.add("J091", name=number, side=side)
    if problems.has_errors:
        raise RefusedError(problems, output)
    if output == "text":
        print_problems(sides.inexact)
    return started
