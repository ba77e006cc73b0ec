"""`panding checklist`: a form to fill on the visit, for chosen standards, in the shape that the file's ending says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checklists.authoring_words import NO_EXCEL
from checklists.command_line import (
    DONE,
    RefusedError,
    deliver,
    opened_library,
    print_note,
    print_problems,
    rules_option,
)
from checklists.command_words import CHECKLIST, VISIT_KINDS

if TYPE_CHECKING:
    from checklists.asking.choice import ChecklistChoice
    from judge.model.visit import PersonModel, VisitModel
    from judge.resolve.resolved import Library

DAY = click.DateTime(["%Y-%m-%d"])
TEXT = "text"


@click.command()
@click.argument("standards", metavar="[标准]...", nargs=-1)
@click.option(
    "-o",
    "--output",
    "target",
    metavar="文件",
    required=True,
    type=click.Path(path_type=Path),
    help="写到这个文件，写成才替换旧文件。.html：网页，引导填写，自己判定；.xlsx：表格，可用 WPS 填；.docx、.md：打印出来手填。",
)
@click.option(
    "--clauses", metavar="条款", multiple=True, help="只做这些条或章，例如 11.4 或 gongmao-2023/11；可写多次。"
)
@click.option("--on", metavar="日期", type=DAY, help="检查的日期，决定按哪一版判；不写的，表上当场填，先按今天。")
@click.option("--kind", type=click.Choice(VISIT_KINDS), help="检查类型，事先填好。")
@click.option("--enterprise", metavar="名称", help="被检查单位的名称，事先填好。")
@click.option("--inspector", "inspectors", metavar="姓名[:证号]", multiple=True, help="检查人员，事先填好；可写多次。")
@click.option("--visit", "visit_id", metavar="编号", help="检查编号，事先定好。")
@click.option(
    "--from",
    "earlier",
    metavar="检查文件",
    type=click.Path(path_type=Path),
    help="接着以前的一次检查：带上它没有查清的、查出的隐患和能沿用的答案。",
)
@click.option("--review-by", metavar="日期", type=DAY, help="复核日：过了这天，表上提示要重做。默认做出后六个月。")
@click.option("--made-on", metavar="日期", type=DAY, help="做出的日期，默认今天；写了它，同样的输入得到同样的文件。")
@rules_option
def checklist(
    standards: tuple[str, ...],
    target: Path,
    clauses: tuple[str, ...],
    on: datetime | None,
    kind: str | None,
    enterprise: str | None,
    inspectors: tuple[str, ...],
    visit_id: str | None,
    earlier: Path | None,
    review_by: datetime | None,
    made_on: datetime | None,
    rules: tuple[Path, ...],
) -> int:
    """做一份检查表：现场照着问、照着看，填完就能判定。

    标准写编号（gongmao-2023）、族（gongmao）、简称或行业（工贸、化工、房屋市政、消防、教育），可写几个，不写就是全部。
    .html 是一个文件，发到手机上用浏览器打开，不联网、不安装，边填边判；填完导出的文件用 panding judge 判定，结论一样。
    .xlsx 填好也用 panding judge 判定；.docx、.md 打印出来，每题有短编号。

    \b
    例：
      panding checklist 工贸 -o 工贸检查表.html
      panding checklist 工贸 消防 -o 检查表.html --enterprise 某家具厂 --kind 行政检查
      panding checklist 教育 -o 教育检查表.xlsx
      panding checklist 化工 -o 检查表.html --clauses weihua-2026/5.1 --on 2026-10-08
    """
    from checklists.asking.choosing import Wanted, choice_of
    from judge.diagnostics import Problems

    make = _maker(target)
    made = (made_on or datetime.now()).date()
    if review_by is not None and review_by.date() < made:
        raise click.BadParameter(CHECKLIST["review_too_early"].format(made_on=made), param_hint="--review-by")
    library = opened_library(rules, TEXT)
    wanted = Wanted(
        made_on=made,
        standards=standards,
        clauses=clauses,
        day=on.date() if on else None,
        kind=kind,
        enterprise=enterprise,
        inspectors=_people(inspectors),
        visit_id=visit_id,
        review_by=review_by.date() if review_by else None,
        earlier=_earlier(earlier, library, target),
    )
    problems = Problems()
    choice = choice_of(wanted, library, problems)
    if choice is None:
        raise RefusedError(problems, TEXT)
    print_problems(problems)
    content = make(library, choice)
    deliver(content, target, TEXT)
    print_note(_made_note(library, choice, content))
    return DONE


Maker = Callable[["Library", "ChecklistChoice"], str | bytes]


def _page(library: Library, choice: ChecklistChoice) -> str:
    from checklists.page.html import checklist_page

    return checklist_page(library, choice)


def _workbook(library: Library, choice: ChecklistChoice) -> bytes:
    from checklists.workbooks import can_write

    if not can_write():
        raise click.UsageError(NO_EXCEL)
    from checklists.workbook.writing import checklist_workbook

    return checklist_workbook(library, choice)


def _document(library: Library, choice: ChecklistChoice) -> bytes:
    from checklists.paper.word import WordMissingError, checklist_document

    try:
        return checklist_document(library, choice)
    except WordMissingError as error:
        raise click.UsageError(str(error)) from None


def _text(library: Library, choice: ChecklistChoice) -> str:
    from checklists.paper.text import checklist_text

    return checklist_text(library, choice)


MAKERS: Mapping[str, Maker] = {".html": _page, ".xlsx": _workbook, ".docx": _document, ".md": _text}
"""By the file's ending."""


def _maker(target: Path) -> Maker:
    found = MAKERS.get(target.suffix.lower())
    if found is None:
        raise click.BadParameter(CHECKLIST["endings"].format(endings="、".join(MAKERS)), param_hint="-o")
    return found


def _people(written: Sequence[str]) -> tuple[PersonModel, ...]:
    """Names with certificate numbers. Raises BadParameter where a name is missing."""
    from judge.model.visit import PersonModel

    found = []
    for text in written:
        name, _, certificate = (part.strip() for part in text.replace("：", ":").partition(":"))
        if not name:
            raise click.BadParameter(CHECKLIST["inspector"], param_hint="--inspector")
        parts = {"姓名": name, **({"证号": certificate} if certificate else {})}
        found.append(PersonModel.model_validate(parts))
    return tuple(found)


def _earlier(path: Path | None, library: Library, target: Path) -> VisitModel | None:
    """The earlier visit as written. Raises RefusedError where it is faulty or would be overwritten."""
    from checklists.visits import opened_visit
    from checklists.writing import is_one_of
    from judge.diagnostics import Position, Problems

    if path is None:
        return None
    problems = Problems()
    if is_one_of(target, [path]):
        problems.add("J005", Position(str(target)))
    opened = opened_visit(path, library, problems)
    if opened is None or problems.has_errors:
        raise RefusedError(problems, TEXT)
    return opened.visit.model


def _made_note(library: Library, choice: ChecklistChoice, content: str | bytes) -> str:
    from checklists.asking.choice import library_code

    size = len(content.encode() if isinstance(content, str) else content)
    return CHECKLIST["made"].format(
        code=library_code(library.digest),
        rules=len(choice.all_rules),
        review_by=choice.review_by,
        size=f"{size / 1_000_000:.2f} MB" if size >= 100_000 else f"{size / 1000:.0f} kB",
    )
