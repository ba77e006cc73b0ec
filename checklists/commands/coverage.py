"""`panding rules coverage`: how far the cases of rules show what the rules say."""

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
@click.option(
    "--fail-under",
    "least",
    metavar="百分数",
    type=click.FloatRange(0, 100),
    help="看出的不到这个百分数时，退出状态为 1。",
)
def coverage(prefix: str, rules: tuple[Path, ...], output: str, least: float | None) -> int:
    """看用例有没有把规则说的每一点都试到；缺的给出可以直接粘贴的用例。

    每个条件成立和不成立都要有用例因它而变；每个界限要有正好在上面的和刚过去的；每项除外要有除掉的和没除掉的；每种情形要有单独
    构成的；还要有不适用的、没查清而待定的、每种读法的、要素正好满数和只差一项的。只算人核对过的用例（来源: 核对）。

    \b
    例：
      panding rules coverage gongmao-2023/11.4
      panding rules coverage gongmao-2023 --format json
    """
    from checklists.coverage_report import CoverageReport, coverage_json, coverage_text
    from judge.authoring.coverage.coverage import Coverage, Covered
    from judge.authoring.coverage.words import TEXTS
    from judge.authoring.listing import known_prefixes, opened_bench
    from judge.diagnostics import Problems, nearest

    problems = Problems()
    bench = opened_bench(layers_of(rules), problems)
    library = bench.library
    if library is None:
        raise RefusedError(problems, output)
    known = known_prefixes(library)
    if not any(name.startswith(prefix) for name in known):
        problems = Problems()
        problems.add("J008", name=prefix, nearest=nearest(prefix, known) or "")
        raise RefusedError(problems, output)
    chosen = [rule for rule in library.rules if rule.id.startswith(prefix)]
    whole = [name for name in sorted(library.standards) if name.startswith(prefix)]
    measure = Coverage(bench, library)
    of_rules: list[Covered] = []
    of_standards: list[Covered] = []
    interrupted = False
    try:
        of_rules.extend(with_progress(measure.rules(chosen), len(chosen), TEXTS["progress"]))
        of_standards.extend(measure.standards(whole))
    except KeyboardInterrupt:
        interrupted = True
    report = CoverageReport(tuple(of_rules), tuple(of_standards), interrupted)
    if output == "json":
        print_json(coverage_json(report))
    else:
        click.echo(coverage_text(report), nl=False)
    if interrupted:
        return INTERRUPTED
    return PROBLEMS if least is not None and report.is_below(least) else DONE
