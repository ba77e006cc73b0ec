"""`panding rules mutate`: whether the cases of rules notice when a rule is written wrong."""

from __future__ import annotations

from pathlib import Path

import click

from checklists.command_line import (
    DONE,
    INTERRUPTED,
    PROBLEMS,
    RefusedError,
    format_option,
    layers_of,
    print_json,
    rules_option,
    with_progress,
)


@click.command()
@click.argument("prefix", metavar="[标准或规则]", default="")
@rules_option
@format_option
@click.option("--limit", metavar="个数", type=click.IntRange(min=1), help="每条规则最多试这么多种写错，均匀地挑。")
@click.option("--all", "everything", is_flag=True, help="没有漏网的规则也列出来。")
def mutate(prefix: str, rules: tuple[Path, ...], output: str, limit: int | None, everything: bool) -> int:
    """故意把规则写错一处，看用例查不查得出来。

    门槛、比较号、且或非、存在与每个、个数、选项、除外、情形、单位、事实、对象、期限、读法，各错一处。没查出来的，给出能查出它的
    最小用例，核对后粘贴到规则文件里。意思没变的，先证明再剔除。有没查出来的，退出码为 1。时间长时可按 Ctrl-C 中断，已得的结果照样列出。

    \b
    例：
      panding rules mutate gongmao-2023/12.1
      panding rules mutate gongmao-2023 --limit 20
    """
    from checklists.mutations import mutations_json, mutations_text
    from judge.authoring.listing import known_prefixes, opened_bench
    from judge.authoring.mutation.mutation import RuleMutation, mutate_rule, rules_under
    from judge.authoring.mutation.words import TEXTS
    from judge.diagnostics import Problems, nearest

    problems = Problems()
    bench = opened_bench(layers_of(rules), problems)
    library = bench.library
    if library is None:
        raise RefusedError(problems, output)
    chosen = rules_under(library, prefix)
    if not chosen:
        refused, known = Problems(), known_prefixes(library)
        if not any(name.startswith(prefix) for name in known):
            refused.add("J008", name=prefix, nearest=nearest(prefix, known) or "")
            raise RefusedError(refused, output)
    found: list[RuleMutation] = []
    interrupted = False
    try:
        tried = (mutate_rule(rule, bench, library, limit) for rule in chosen)
        found.extend(with_progress(tried, len(chosen), TEXTS["progress"]))
    except KeyboardInterrupt:
        interrupted = True
    if output == "json":
        print_json(mutations_json(found, interrupted=interrupted))
    else:
        click.echo(mutations_text(found, everything=everything, interrupted=interrupted), nl=False)
    if interrupted:
        return INTERRUPTED
    return PROBLEMS if any(rule.survivors for rule in found) else DONE
