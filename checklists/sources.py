"""Where the official text of a standard can be looked up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from checklists.texts import BLANK
from judge.resolve.resolved import Standard

_ADDRESS = re.compile(r"https?://[^\s（(，；]+")


@dataclass(frozen=True, slots=True)
class Source:
    """Where an official text can be looked up; `link` only where it is an address of the web."""

    text: str
    link: str | None
    is_official: bool


def source_of(standard: Standard) -> Source:
    """The first address of a government's site, else the first address at all, else nothing."""
    addresses = [found[0] for text in standard.sources if (found := _ADDRESS.search(text))]
    official = next((address for address in addresses if _is_official(address)), None)
    chosen = official or next(iter(addresses), None)
    if chosen is None:
        return Source(BLANK["address"], None, False)
    return Source(chosen, chosen, official is not None)


def _is_official(address: str) -> bool:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    return host == "gov.cn" or host.endswith(".gov.cn")
