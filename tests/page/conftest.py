"""A real browser for the page: Debian's Chromium, at the size of a phone and of a desk, from `file://`, without any network.

Where no Chromium is found these tests are skipped and say so; in CI (`CI=true`) that is a failure. `PANDING_CHROMIUM` names another
one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from checklists.asking.choice import ChecklistChoice
from checklists.asking.choosing import Wanted, choice_of
from checklists.page.html import checklist_page
from judge.diagnostics import Problems, render
from judge.resolve.resolved import Library
from tests.page.running import left_out

VARIABLE = "PANDING_CHROMIUM"
MADE_ON = date(2026, 11, 25)
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
SIZES = {"phone": PHONE, "desk": DESK}

Choose = Callable[..., ChecklistChoice]
Written = Callable[..., Path]


def chromium() -> str | None:
    """The browser's program, if there is one."""
    named = os.environ.get(VARIABLE)
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser, started once."""
    program = chromium()
    if program is None:
        left_out(f"Chromium not found, the page is not tried in a browser (install it, or set {VARIABLE})")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@dataclass(slots=True)
class Watched:
    """A page with all that went wrong on it."""

    page: Page
    context: BrowserContext
    wrong: list[str] = field(default_factory=list)

    def open(self, path: Path) -> Page:
        """The file, opened from the disk."""
        self.page.goto(path.as_uri())
        return self.page


def _watched(browser: Browser, **options: Any) -> Watched:
    """A page of its own whose network is cut; requests, messages of errors and breaches of the policy are kept."""
    context = browser.new_context(locale="zh-CN", offline=True, accept_downloads=True, **options)
    context.set_default_timeout(15_000)
    watched = Watched(context.new_page(), context)

    def told(message: Any) -> None:
        # Breaches of the policy are told as errors, too.
        if message.type == "error":
            watched.wrong.append(f"console: {message.text}")

    def asked(request: Any) -> None:
        if not request.url.startswith(("file:", "blob:", "data:", "about:")):
            watched.wrong.append(f"request: {request.url}")

    context.on("console", told)
    context.on("weberror", lambda error: watched.wrong.append(f"error: {error.error}"))
    context.on("request", asked)
    return watched


@pytest.fixture(params=list(SIZES))
def watched(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """A page at the size of a phone, then of a desk; nothing may have gone wrong on it by the end."""
    found = _watched(browser, **SIZES[request.param])
    yield found
    found.context.close()
    assert found.wrong == []


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[Watched]:
    """A page on a phone that runs no scripts."""
    found = _watched(browser, **PHONE, java_script_enabled=False)
    yield found
    found.context.close()


@pytest.fixture(scope="session")
def choose(library: Library) -> Choose:
    """Makes a choice of standards; further arguments are those of `Wanted`."""

    def run(*standards: str, **further: Any) -> ChecklistChoice:
        problems = Problems()
        choice = choice_of(Wanted(**{"made_on": MADE_ON, "standards": standards, **further}), library, problems)
        assert choice is not None, render(problems)
        return choice

    return run


@pytest.fixture(scope="session")
def written(library: Library, choose: Choose, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Writes the page of a choice to a file, once."""
    known: dict[str, Path] = {}

    def run(*standards: str, **further: Any) -> Path:
        key = repr((standards, sorted(further.items())))
        if key not in known:
            known[key] = tmp_path_factory.mktemp("page") / "检查表.html"
            known[key].write_text(checklist_page(library, choose(*standards, **further)), encoding="utf-8")
        return known[key]

    return run
