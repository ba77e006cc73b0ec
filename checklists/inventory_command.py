"""`panding inventory`: a spreadsheet of chemicals into the inventory of a unit."""

from __future__ import annotations

from pathlib import Path

import click

from checklists.command_line import (
    DONE,
    RefusedError,
    as_json,
    deliver,
    format_option,
    opened_library,
    print_problems,
    rules_option,
)

UNIT_TYPES = ("罐区", "生产装置", "危化仓库")


@click.command()
@click.argument("table", metavar="存量表", type=click.Path(path_type=Path))
@click.option("--unit", metavar="编号", required=True, help="这张表是哪个单元的：罐区、生产装置或者危化仓库的编号。")
@click.option(
    "--type",
    "unit_type",
    type=click.Choice(UNIT_TYPES),
    default=UNIT_TYPES[0],
    help="单元是哪一种，默认罐区；写了 --into 的由检查文件知道，不用写。",
)
@click.option("--sheet", metavar="工作表", help="Excel 里的哪一张工作表，默认第一张。")
@click.option("--complete", is_flag=True, help="这张表列全了：同时写下名单完整。没有列全的不要写，那时只算得出下限。")
@click.option("--into", metavar="检查文件", type=click.Path(path_type=Path), help="写进这个检查文件；不写就印出来。")
@rules_option
@format_option
def inventory(
    table: Path,
    unit: str,
    unit_type: str,
    sheet: str | None,
    complete: bool,
    into: Path | None,
    rules: tuple[Path, ...],
    output: str,
) -> int:
    """把一张存量表（Excel 或 CSV）读成检查文件里的危险化学品存量。

    表里要有名称（或 CAS 号）和设计最大量两列，可以有单位、危险性类别、临界量、β；单位也可以写在表头里，例如
    设计最大量（t）。一行有错，整张表都不写，每处错都指到格子。类别写 GB 18218 表2的符号，写了的算“是”，没写的算“否”。
    读 Excel 要装 openpyxl（pip install "panding[excel]"）；CSV 不用，WPS、Excel 另存的 GBK 和 UTF-8 都认。

    \b
    例：
      panding inventory examples/inventory.csv --unit 一号罐区
      panding inventory examples/inventory.csv --unit 一号罐区 --complete --format json
    """
    from checklists.inventory.importing import Wanted, imported
    from checklists.inventory.writing import as_data, as_yaml
    from judge.diagnostics import Problems

    library = opened_library(rules, output)
    problems = Problems()
    found = imported(Wanted(table, sheet, unit, unit_type, into, complete), library, problems)
    if found is None:
        raise RefusedError(problems, output)
    print_problems(problems)
    if into is not None and found.text is not None:
        deliver(found.text, into, output)
    else:
        click.echo(as_json(as_data(found.parts)) if output == "json" else as_yaml(found.parts), nl=False)
    return DONE
