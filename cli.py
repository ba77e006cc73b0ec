"""The command `panding`: parses what was typed, calls the rooms below, prints, and says by its exit status how it went.

Exit status: 0 done, 1 problems in what the user wrote, 2 wrong usage, 3 our own fault, 4 `--fail-on` tripped.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checklists.ask_command import ask
from checklists.checklist_command import checklist
from checklists.command_line import (
    DONE,
    FAULT,
    INTERRUPTED,
    PROBLEMS,
    TRIPPED,
    USAGE,
    RefusedError,
    as_json,
    deliver,
    format_option,
    opened_library,
    print_json,
    print_note,
    print_problems,
    print_refusal,
    rules_option,
    with_progress,
)
from checklists.command_words import COPY_OUT, MESSAGES, OUTWARD, PAPERS, WORKING, speak_chinese
from checklists.inventory_command import inventory
from checklists.priors_command import priors
from checklists.rule_commands import rules

if TYPE_CHECKING:
    from checklists.judging import Judged
    from checklists.visits import OpenedVisit
    from judge.judging import Compiled
    from judge.resolve.resolved import Library

DEBUG = "PANDING_DEBUG"


def main() -> None:
    """The entry point of the command."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit status."""
    speak_chinese()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = panding.main(list(arguments), prog_name="panding", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else DONE
    except RefusedError as refused:
        return print_refusal(refused)
    except click.UsageError as error:
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo(MESSAGES["interrupted"], err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        return _own_fault(error)


def _own_fault(error: Exception) -> int:
    import traceback

    if os.environ.get(DEBUG):
        traceback.print_exc()
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    click.echo(MESSAGES["own_fault"].format(error=type(error).__name__, place=where, debug=DEBUG), err=True)
    return FAULT


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from judge.judging.output import ENGINE_VERSION

        click.echo(f"panding {ENGINE_VERSION}")
        context.exit(DONE)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="显示版本。")
def panding() -> None:
    """判定：按各部委的重大事故隐患判定标准，判定一次检查的答案。

    写明每一条每个对象是不是重大事故隐患、为什么、依据哪一条、还要问什么、怎样才算消除。

    \b
    例：
      panding judge examples/furniture-works.yaml
      panding rules list
    """


@panding.command()
@click.argument("visits", metavar="检查文件...", nargs=-1, required=True, type=click.Path(path_type=Path))
@rules_option
@format_option
@click.option("--on", metavar="日期", type=click.DateTime(["%Y-%m-%d"]), help="按这一天判定，代替文件里的判定日期。")
@click.option(
    "--what-if",
    "what_if",
    metavar="对象.事实=值",
    multiple=True,
    help="试算：换成这个答案，哪些结论会变；可写多次，原答案不动。",
)
@click.option(
    "--compare",
    metavar="日期",
    type=click.DateTime(["%Y-%m-%d"]),
    help="再按这一天的标准判一遍，两天并排，列出结论不同的和为什么。",
)
@click.option("--all", "everything", is_flag=True, help="列出全部问题，以及未达、不适用的各条和理由。")
@click.option(
    "--fail-on",
    type=click.Choice(["major", "ordinary", "open"]),
    help="有重大（major）、有重大或一般（ordinary）、另有疑似或未定未查（open）时，退出码为 4。",
)
@click.option(
    "-o",
    "--output",
    "target",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="写到文件（.txt、.json，或者 .html：可打印的文书），写成才替换旧文件。",
)
@click.option(
    "--paper",
    type=click.Choice(PAPERS),
    help="写 .html 时写哪一种：working 工作底稿（默认，什么都有，内部用）；outward 检查记录（送达被检查单位的）；"
    "copy 手抄稿（最多十行，也可以是文本）；list 要企业补充的资料清单。",
)
def judge(
    visits: tuple[Path, ...],
    rules: tuple[Path, ...],
    output: str,
    on: datetime | None,
    what_if: tuple[str, ...],
    compare: datetime | None,
    everything: bool,
    fail_on: str | None,
    target: Path | None,
    paper: str | None,
) -> int:
    """判定一次或多次检查。

    先列重大、一般隐患和除外未定的，再列还要问什么、名单未全的，最后是判定范围。写到 .html 是一份可以打印的文书，
    一次写一个检查；条文待核、没有定的只写进工作底稿，检查记录里没有。

    \b
    例：
      panding judge examples/furniture-works.yaml
      panding judge examples/furniture-works.yaml --what-if '2号除尘.防点燃源措施=有且有效'
      panding judge examples/furniture-works.yaml --compare 2023-03-10
      panding judge examples/furniture-works.yaml --format json
      panding judge examples/furniture-works.yaml -o 底稿.html
      panding judge examples/furniture-works.yaml -o 记录.html --paper outward
      panding judge examples/furniture-works.yaml --paper copy
    """
    from checklists import judging
    from judge.judging import Compiled

    if what_if and len(visits) > 1:
        raise click.UsageError(MESSAGES["one_visit"])
    output = _output_kind(target, output)
    _check_paper(output, paper, len(visits), is_tried_out=bool(what_if or compare))
    library = opened_library(rules, output)
    opened = _opened(visits, library, output, on.date() if on else None, target)
    compiled = Compiled(library)
    others = _opened(visits, library, output, compare.date(), None) if compare else [None] * len(opened)
    judged = [
        _judged(item, other, library, compiled, what_if, output)
        for item, other in with_progress(zip(opened, others, strict=True), len(opened), MESSAGES["progress"])
    ]
    if output == "json":
        text = as_json(judging.as_json(judged))
    elif output == "html":
        text = judging.as_paper(judged[0], library, paper or WORKING)
    elif paper == COPY_OUT:
        text = judging.as_copy(judged[0], library)
    else:
        text = judging.as_text(judged, library, everything=everything)
    deliver(text, target, output)
    if paper in (OUTWARD, COPY_OUT):
        print_note(judging.left_out_text(judged[0].judgement, library))
    return TRIPPED if fail_on and judging.trips(judged, fail_on) else DONE


def _output_kind(target: Path | None, output: str) -> str:
    if target is None:
        return output
    kind = {".txt": "text", ".json": "json", ".html": "html"}.get(target.suffix.lower())
    if kind is None:
        raise click.BadParameter(MESSAGES["endings"], param_hint="-o")
    return kind


def _check_paper(output: str, paper: str | None, visits: int, *, is_tried_out: bool) -> None:
    """Wrong usage: a paper that is no page (lines to copy may be text), several visits in one paper, answers tried out, or
    another day, in another than the working paper."""
    from checklists.texts import PAPER_NAMES

    if paper is not None and output != "html" and not (paper == COPY_OUT and output == "text"):
        raise click.UsageError(MESSAGES["paper_is_html"])
    if visits > 1 and (output == "html" or paper is not None):
        raise click.UsageError(MESSAGES["one_paper"])
    if paper not in (None, WORKING) and is_tried_out:
        raise click.UsageError(MESSAGES["no_what_if_here"].format(paper=PAPER_NAMES[paper]))


def _opened(
    paths: Sequence[Path], library: Library, output: str, on: date | None, target: Path | None
) -> list[OpenedVisit]:
    """All visits, or the end of the command with the problems of all of them."""
    from checklists.visits import opened_visit
    from checklists.writing import is_one_of
    from judge.diagnostics import Position, Problems

    problems = Problems()
    if target is not None and is_one_of(target, paths):
        problems.add("J005", Position(str(target)))
    found = [opened_visit(path, library, problems, on) for path in paths]
    if problems.has_errors:
        raise RefusedError(problems, output)
    print_problems(problems)
    return [visit for visit in found if visit is not None]


def _judged(
    opened: OpenedVisit,
    other_day: OpenedVisit | None,
    library: Library,
    compiled: Compiled,
    what_if: Sequence[str],
    output: str,
) -> Judged:
    from checklists.judging import Judged
    from checklists.visits import tried_out
    from judge.diagnostics import Problems
    from judge.judging import judge as judge_visit
    from judge.judging.comparison import compared

    judgement = judge_visit(opened.visit, library, compiled=compiled)
    comparison = None
    if other_day is not None:
        other = judge_visit(other_day.visit, library, compiled=compiled)
        first, second = sorted((judgement, other), key=lambda judged: judged.visit.judged_on)
        comparison = compared(first, second, library)
    if not what_if:
        return Judged(judgement, None, comparison)
    problems = Problems()
    record = tried_out(judgement, opened, what_if, library, problems)
    if record is None:
        raise RefusedError(problems, output)
    return Judged(judgement, record, comparison)


@panding.command()
@click.argument("result", metavar="结果文件", type=click.Path(path_type=Path))
@rules_option
@format_option
def verify(result: Path, rules: tuple[Path, ...], output: str) -> int:
    """核验存下的判定结果：重新判定一遍，证明没有变。

    结果文件是 panding judge --format json（或 -o 某.json）存下的。没有变退出码为 0；答案、结论有不同的，
    逐处说明，退出码为 1。

    \b
    例：
      panding judge examples/furniture-works.yaml -o result.json
      panding verify result.json
    """
    from checklists.verifying import verification_json, verification_text
    from judge.diagnostics import Problems
    from judge.judging.verify import read_results, verify_stored

    problems = Problems()
    stored = read_results(result, problems)
    if stored is None:
        raise RefusedError(problems, output)
    library = opened_library(rules, output)
    found = list(verify_stored(stored, library, problems))
    if problems.has_errors:
        raise RefusedError(problems, output)
    if output == "json":
        print_json(verification_json(found))
    else:
        click.echo(verification_text(found, library), nl=False)
    return DONE if all(verification.unchanged for verification in found) else PROBLEMS


panding.add_command(ask)
panding.add_command(checklist)
panding.add_command(inventory)
panding.add_command(priors)
panding.add_command(rules)

if __name__ == "__main__":
    main()
