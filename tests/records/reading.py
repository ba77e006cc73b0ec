"""Reads a paper as a browser would: its tree must be whole, its text is what people see."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_VOID = frozenset({"meta", "br", "img", "link", "hr", "input"})
_SKIPPED = frozenset({"style", "script"})


class Page(HTMLParser):
    """A page: its text in order, its tags with their attributes, its sections by heading."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self._parts: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == [], self._open
        self.text = re.sub(r"[ \t]*\n\s*", "\n", "".join(self._parts)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "h2":
            self._parts.append("\n【")
        elif tag not in ("b", "small", "span", "a", "i"):
            self._parts.append("\n")
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, (tag, self._open)
        if tag == "h2":
            self._parts.append("】")
        if tag in ("dt", "li", "p", "h2", "h3", "div", "td"):
            self._parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not _SKIPPED.intersection(self._open):
            self._parts.append(data)

    def part(self, heading: str) -> str:
        """The text under a heading, up to the next one."""
        found = re.search(rf"【{heading}(?:（[^】]*）)?】(.*?)(?=\n【|\Z)", self.text, re.S)
        assert found, (heading, re.findall(r"【.*?】", self.text))
        return found[1]

    @property
    def headings(self) -> list[str]:
        """All headings, without the counts in them."""
        return [re.sub(r"（.*", "", heading) for heading in re.findall(r"【(.*?)】", self.text)]

    def finding(self, title: str) -> str:
        """The text of one numbered finding."""
        found = re.search(rf"\n(\d+{re.escape(title)}.*?)(?=\n认定层级\n)", self.text, re.S)
        assert found, title
        return found[1]

    def field(self, title: str, name: str) -> str:
        """What stands in one field of a finding."""
        names = "判定依据|违反条款|处理依据|对照说明|条文状态|裁定|情形|整改要求|整改期限|并案|消除条件|改变适用条件|说明|等级|位置|对象|记录"
        found = re.search(rf"\n{name}\n(.*?)(?=\n(?:{names})\n|\Z)", self.finding(title), re.S)
        assert found, (name, self.finding(title))
        return found[1].strip()
