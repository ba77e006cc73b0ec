"""The catalogue into pages of documentation, one for each code: `docs/errors/`."""

from __future__ import annotations

import re
from pathlib import Path

from judge.diagnostics.catalogue import Entry, entries, filled, label

INDEX = "README.md"
_UNKNOWN = "…"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def pages() -> dict[str, str]:
    """Code → its page in Markdown: what it means, what the message looks like, what to do."""
    return {code: _page(entry) for code, entry in entries().items()}


def index() -> str:
    """The page that lists all codes."""
    lines = [
        f"- [{code}]({code}.md) {label(entry.severity)}：{entry.title}" for code, entry in sorted(entries().items())
    ]
    return "\n".join([f"# {label('index_title')}", "", label("index_intro"), "", *lines, ""])


def write_pages(folder: Path) -> list[Path]:
    """Write the index and all pages into a folder, and remove pages of codes that are no more; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {INDEX: index(), **{f"{code}.md": text for code, text in pages().items()}}
    for stale in folder.glob("[A-Z][0-9][0-9][0-9].md"):
        if stale.name not in texts:
            stale.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return [folder / name for name in texts]


def _page(entry: Entry) -> str:
    values = {name: entry.example.get(name, _UNKNOWN) for name in _PLACEHOLDER.findall(entry.message + entry.remedy)}
    example = f"{label(entry.severity)}[{entry.code}]: {filled(entry.message, values)}"
    sections = [
        f"# {entry.code} {entry.title}",
        f"## {label('meaning')}\n\n{entry.page}",
        f"## {label('example')}\n\n```text\n{example}\n```",
        f"## {label('what_to_do')}\n\n{filled(entry.remedy, values)}",
    ]
    return "\n\n".join(sections) + "\n"
