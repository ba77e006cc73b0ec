"""The words of the command line itself in Chinese: what click says in English is replaced where it looks it up."""

from __future__ import annotations

import errno
import sys

WORDS = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Show this message and exit.": "显示这段说明。",
    "Show the version and exit.": "显示版本。",
    "Missing command.": "没有写命令。",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Error: {message}": "错误：{message}",
    "Try '{command} {option}' for help.": "用法见：{command} {option}",
    "Invalid value: {message}": "值不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "No such option {name!r}.": "没有这个选项：{name}",
    "No such option: {name}": "没有这个选项：{name}",
    "No such command {name!r}.": "没有这个命令：{name}",
    "Option {name!r} does not take a value.": "选项 {name} 后面不写值。",
    "Option {name!r} requires an argument.": "选项 {name} 后面要写值。",
    "Choose from:\n\t{choices}": "可选：\n\t{choices}",
    "{value!r} is not one of {choices}.": "“{value}”不在可选的里面：{choices}。",
    "{value!r} does not match the format {format}.": "“{value}”不是日期，写成 {format} 的样子。",
    "{value!r} does not match the formats {formats}.": "“{value}”不是日期，写成 {formats} 的样子。",
    "Got unexpected extra argument ({args})": "多出来的参数：{args}",
    "Got unexpected extra arguments ({args})": "多出来的参数：{args}",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "Did you mean {suggestions}?": "是不是 {suggestions}？",
    "(Did you mean one of: {possibilities}?)": "（是不是其中一个：{possibilities}？）",
    "(Possible options: {possibilities})": "（相近的选项：{possibilities}）",
    "required": "必填",
    "default: {default}": "默认：{default}",
    "env var: {var}": "环境变量：{var}",
    "Aborted!": "已中断。",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
}

MESSAGES = {
    "written": "已写入 {path}",
    "interrupted": "已中断。",
    "own_fault": "panding 自身出错，不是您写的文件的问题：{error}（{place}）\n"
    "请把这一行和所用的命令报告给维护者；设环境变量 {debug}=1 重试，可以得到详细的出错位置。",
    "one_visit": "--what-if 一次只能试一个检查文件",
    "endings": "文件名要以 .txt、.json 或 .html 结尾",
    "one_paper": "一份文书写一个检查：几个检查分几次写",
    "paper_is_html": "--paper 只用于写 .html：加上 -o 某某.html（copy 也可以是文本）",
    "no_what_if_here": "{paper}里不写试算和新旧对照：去掉 --what-if、--compare，或者写工作底稿",
    "progress": "判定",
    "cases": "用例",
    "one_kind": "写一个种类，或者用 -o 写出全部",
    "no_kind": "没有“{kind}”，可选：{kinds}",
}
WORKING, OUTWARD, COPY_OUT, HAND_IN = "working", "outward", "copy", "list"
PAPERS = (WORKING, OUTWARD, COPY_OUT, HAND_IN)
"""The papers that a visit can be written as."""
CHECKLIST = {
    "endings": "文件名要以 {endings} 结尾",
    "review_too_early": "复核日不能早于做出的那天（{made_on}）",
    "inspector": "写成 姓名 或者 姓名:证号",
    "made": "规则库 {code}，{rules} 条规则，{review_by} 前复核，{size}",
}
"""Words of `panding checklist`."""
VISIT_KINDS = ("行政检查", "日常巡查", "专家帮扶", "企业自查", "复查")
"""As the visit's model has them, without loading it for a help text."""
CHECKING = {"progress": "检查"}
"""Words of `panding rules check`."""
WRITE_FAILURES = {
    errno.ENOENT: "文件夹不存在",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.EACCES: "没有写的权限",
    errno.EPERM: "没有写的权限",
    errno.EROFS: "这里只能读",
    errno.ENOSPC: "磁盘满了",
    errno.EEXIST: "同名的文件挡着",
}


def speak_chinese() -> None:
    """Make click's own messages Chinese, as far as this table has them."""
    import click

    def one(message: str) -> str:
        return WORDS.get(message, message)

    def many(singular: str, plural: str, count: int) -> str:
        chosen = singular if count == 1 else plural
        return WORDS.get(chosen, WORDS.get(singular, chosen))

    for name, module in list(sys.modules.items()):
        if name == click.__name__ or name.startswith(f"{click.__name__}."):
            if hasattr(module, "_"):
                module._ = one  # type: ignore[attr-defined]
            if hasattr(module, "ngettext"):
                module.ngettext = many  # type: ignore[attr-defined]
