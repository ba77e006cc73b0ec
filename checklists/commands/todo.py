"""`panding rules todo`: clauses that wait for their official text."""

from __future__ import annotations

from pathlib import Path

import click

from checklists.command_line import DONE, RefusedError, as_json, deliver, format_option, layers_of, rules_option
from checklists.commands.targets import kind_of, output_option

KINDS = {".txt": "text", ".json": "json", ".yaml": "form"}


@click.command()
@click.argument("prefix", metavar="[标准]", default="")
@rules_option
@format_option
@output_option("写到文件：.yaml（查到原文后逐条填的登记表）、.txt 或 .json。")
def todo(prefix: str, rules: tuple[Path, ...], output: str, target: Path | None) -> int:
    """列出等着核对官方原文的条款：没有编码的、条文不全的、凭记忆的、只有一个来源的，以及到哪里查。

    \b
    例：
      panding rules todo weihua-2026
      panding rules todo -o 待核.yaml
    """
    from checklists.waiting import form_text, todo_json, todo_text
    from judge.authoring.listing import known_prefixes
    from judge.authoring.todo import waiting_clauses
    from judge.diagnostics import Problems, nearest
    from judge.library import open_library

    problems = Problems()
    library = open_library(layers_of(rules), problems)
    if library is None:
        raise RefusedError(problems, output)
    known = known_prefixes(library)
    if not any(name.startswith(prefix) for name in known):
        problems = Problems()
        problems.add("J008", name=prefix, nearest=nearest(prefix, known) or "")
        raise RefusedError(problems, output)
    clauses = waiting_clauses(library, prefix)
    kind = kind_of(target, KINDS, output)
    if kind == "form":
        text = form_text(clauses, library)
    elif kind == "json":
        text = as_json(todo_json(clauses, library))
    else:
        text = todo_text(clauses, library)
    deliver(text, target, output)
    return DONE
