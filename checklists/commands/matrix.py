"""`panding rules matrix`: every clause with its rules, questions and cases."""

from __future__ import annotations

from pathlib import Path

import click

from checklists.authoring_words import NO_EXCEL, SHEETS
from checklists.command_line import DONE, RefusedError, deliver, format_option, layers_of, print_json, rules_option
from checklists.commands.targets import kind_of, output_option

KINDS = {".html": "html", ".xlsx": "xlsx", ".txt": "text", ".json": "json"}


@click.command()
@click.argument("prefix", metavar="[标准]", default="")
@rules_option
@format_option
@output_option("写到文件：.html（网页，可以查找、筛选）、.xlsx（Excel）、.txt 或 .json。")
def matrix(prefix: str, rules: tuple[Path, ...], output: str, target: Path | None) -> int:
    """逐条列出各标准的条款：编成了哪些规则、要问什么、有几个用例；是通则，还是没有编码及原因。

    \b
    例：
      panding rules matrix gongmao-2023
      panding rules matrix -o 条款对照.html
      panding rules matrix -o 条款对照.xlsx
    """
    from checklists import workbooks
    from checklists.bench import matrix_json, matrix_text
    from checklists.command_line import as_json
    from checklists.matrix_report import matrix_page, matrix_tables
    from judge.authoring.listing import known_prefixes, opened_bench
    from judge.authoring.matrix import clause_matrix, matrix_rows
    from judge.diagnostics import Problems, nearest

    kind = kind_of(target, KINDS, output)
    if kind == "xlsx" and not workbooks.can_write():
        raise click.UsageError(NO_EXCEL)
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
    clauses = clause_matrix(bench, library, prefix)
    if kind == "json" and target is None:
        print_json(matrix_json(clauses))
    elif kind == "xlsx":
        deliver(workbooks.workbook(SHEETS, matrix_tables(matrix_rows(clauses, bench, library))), target, output)
    else:
        texts = {
            "text": lambda: matrix_text(clauses),
            "json": lambda: as_json(matrix_json(clauses)),
            "html": lambda: matrix_page(matrix_rows(clauses, bench, library)),
        }
        deliver(texts[kind](), target, output)
    return DONE
