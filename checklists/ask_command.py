"""`panding ask`: the guided interview in the terminal, and quick entry from a filled sheet."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checklists.command_line import DONE, RefusedError, opened_library, print_note, print_problems, rules_option
from checklists.command_words import VISIT_KINDS

if TYPE_CHECKING:
    from checklists.terminal.keeping import Kept
    from judge.model.visit import VisitModel
    from judge.resolve.resolved import Library

TEXT = "text"


@click.command()
@click.argument("visit", metavar="[检查文件]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--standard", "standards", metavar="标准", multiple=True, help="新建检查时定的标准（工贸、gongmao…）；可写多次。"
)
@click.option("--person", metavar="姓名", help="谁在答；不写的，用检查文件里的第一个检查人员。")
@click.option(
    "--from",
    "earlier",
    metavar="检查文件",
    type=click.Path(path_type=Path),
    help="以前的一次检查：还作数的长期答案列出来，挑了才沿用。",
)
@click.option("--quick", is_flag=True, help="速录：照填好的检查表逐行敲，如 A12 3 否；从标准输入读，一行一条。")
@rules_option
def ask(
    visit: Path | None,
    standards: tuple[str, ...],
    person: str | None,
    earlier: Path | None,
    quick: bool,
    rules: tuple[Path, ...],
) -> int:
    """在终端里一问一答：先问决定适用的，再一处一处、一个对象一个对象地问；不会再改变结论的不问。

    每答一问就存好，随时可以停，下次接着问。手写的 .yaml 不改动，答案存在同名的 .json 里。
    输入 /? 看全部命令：怎么查、以后再问、改上一问、现在的结论、只剩十分钟先问哪些。

    \b
    例：
      panding ask 检查.json --standard 工贸
      panding ask examples/furniture-works.yaml
      panding ask examples/die-casting.yaml --quick
    """
    from checklists.terminal.words import ASK

    library = opened_library(rules, TEXT)
    if quick:
        if visit is None or not visit.exists():
            raise click.UsageError(ASK["no_visit_quick"])
        return _quick(_opened(visit, library), standards, person, library)
    read = _reader()
    try:
        kept = _opened(visit, library) if visit and visit.exists() else _begun(visit, standards, library, read)
    except EOFError:
        raise click.Abort from None
    _interviewed(kept, library, person, _earlier(earlier, library), read)
    return DONE


def _opened(path: Path, library: Library) -> Kept:
    """The visit of a file. Raises RefusedError where it is faulty."""
    from checklists.terminal.keeping import opened
    from checklists.terminal.words import ASK
    from judge.diagnostics import Problems

    problems = Problems()
    kept = opened(path, library, problems)
    if kept is None:
        raise RefusedError(problems, TEXT)
    print_problems(problems)
    answers = sum(len(given) for given in kept.document.get("答案", {}).values())
    print_note(ASK["resumed"].format(target=kept.target, count=len(kept.document.get("对象", ())), answers=answers))
    if kept.resumed_from is not None:
        print_note(ASK["beside"].format(source=kept.resumed_from, target=kept.target))
    return kept


def _begun(path: Path | None, standards: Sequence[str], library: Library, read: Callable[[str], str]) -> Kept:
    """A new visit: its head is asked. Raises RefusedError for an unknown standard."""
    from checklists.terminal.keeping import begun, now
    from checklists.terminal.words import ASK

    names = _named(standards, library)
    today = datetime.date.today().isoformat()
    head: dict[str, Any] = {}
    for key, text in ASK["head"]:
        head[key] = _asked(f"{text.format(today=today)}：", key, today, read)
    day = head["date"]
    number = f"JC-{day}-{now()[11:19].replace(':', '')}"
    people = [{"姓名": head["person"], **({"证号": head["certificate"]} if head["certificate"] else {})}]
    document: dict[str, Any] = {
        "检查": {"编号": number, "类型": head["kind"], "日期": [day], "人员": people},
        "企业": {"名称": head["enterprise"]},
    }
    if names:
        document["范围"] = {"标准": list(names)}
    kept = begun(path or Path(f"{number}.json"), document, library)
    kept.save(kept.document)
    print_note(ASK["begun"].format(target=kept.target))
    return kept


def _asked(prompt: str, key: str, today: str, read: Callable[[str], str]) -> str:
    """One line of the head, asked until it can be used."""
    while True:
        typed = read(prompt).strip()
        if key == "certificate":
            return typed
        if key == "date":
            typed = typed or today
            try:
                return datetime.date.fromisoformat(typed).isoformat()
            except ValueError:
                continue
        if typed and (key != "kind" or typed in VISIT_KINDS):
            return typed


def _named(standards: Sequence[str], library: Library) -> tuple[str, ...]:
    from checklists.asking.naming import named_standard
    from judge.diagnostics import Position, Problems

    problems = Problems()
    names = [named_standard(word, library, Position("panding ask --standard"), problems) for word in standards]
    if problems.has_errors:
        raise RefusedError(problems, TEXT)
    return tuple(dict.fromkeys(name for name in names if name is not None))


def _earlier(path: Path | None, library: Library) -> VisitModel | None:
    from checklists.visits import opened_visit
    from judge.diagnostics import Problems

    if path is None:
        return None
    problems = Problems()
    opened = opened_visit(path, library, problems)
    if opened is None:
        raise RefusedError(problems, TEXT)
    return opened.visit.model


def _reader() -> Callable[[str], str]:
    """Reads lines: with editing of wide characters on a terminal, plainly from a pipe."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        try:
            from prompt_toolkit import PromptSession
        except ImportError:
            return input
        return PromptSession[str]().prompt
    return _plain_line


def _plain_line(prompt: str) -> str:
    click.echo(prompt, nl=False)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")


def _interviewed(
    kept: Kept, library: Library, person: str | None, earlier: VisitModel | None, read: Callable[[str], str]
) -> None:
    from checklists.terminal.interview import Interview
    from checklists.terminal.words import ASK

    click.echo(ASK["help_hint"])
    Interview(kept, library, _person(kept.document, person), read, click.echo, earlier).run()


def _person(document: Mapping[str, Any], person: str | None) -> str | None:
    people = document["检查"].get("人员", ())
    return person or next((each["姓名"] for each in people if each.get("身份", "检查人员") == "检查人员"), None)


def _quick(kept: Kept, standards: Sequence[str], person: str | None, library: Library) -> int:
    """Enters the lines of standard input. What cannot be entered is told; the rest is kept. Raises RefusedError at the end."""
    from checklists.asking.choice import rules_for
    from checklists.asking.filling import By
    from checklists.asking.questionnaire import questionnaire
    from checklists.asking.quick import entered
    from checklists.terminal.keeping import now, resolved
    from checklists.terminal.words import ASK
    from judge.diagnostics import Problems

    problems = Problems()
    visit = resolved(kept.document, library, problems)
    if visit is None:
        raise RefusedError(problems, TEXT)
    names = _named(standards, library) or visit.scope.standards
    day = datetime.date.fromordinal(visit.judged_on)
    rules, _, _ = rules_for(library, names, visit.scope.clauses, day)
    lines = sys.stdin.read().splitlines()
    by = By(_person(kept.document, person), now())
    document = entered(kept.document, lines, questionnaire(library, rules), library, by, problems)
    if resolved(document, library, problems) is None:
        raise RefusedError(problems, TEXT)
    kept.save(document)
    print_note(
        ASK["quick_done"].format(
            count=len([line for line in lines if line.strip()]) - len(problems), target=kept.target
        )
    )
    if problems.has_errors:
        raise RefusedError(problems, TEXT)
    return DONE
