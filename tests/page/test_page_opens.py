"""The page in a browser: it opens without a word of complaint, and where it cannot work it says what to do instead."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import expect

from tests.page.conftest import Watched, Written

OVERDUE = {"made_on": date(2020, 1, 1), "review_by": date(2020, 7, 1), "day": date(2026, 11, 25)}


def test_page_of_all_standards_opens_without_errors_or_requests(watched: Watched, written: Written) -> None:
    page = watched.open(written())
    page.wait_for_load_state("load")
    assert page.evaluate("typeof globalThis.panding") == "object"


def test_names_from_outside_are_text(watched: Watched, written: Written) -> None:
    hostile = "</script><img src=x onerror=alert(1)><!--\u2028"
    page = watched.open(written("教育", enterprise=hostile))
    assert hostile.replace("\u2028", "") in page.title().replace("\u2028", "")
    about = page.evaluate("JSON.parse(document.getElementById('panding-about').textContent)")
    assert about["preset"]["企业"]["名称"] == hostile
    assert page.locator("img[src=x]").count() == 0


def test_without_scripts_instructions_are_shown(scriptless: Watched, written: Written) -> None:
    page = scriptless.open(written("教育"))
    expect(page.get_by_text("这里不运行脚本，检查表不能用。")).to_be_visible()
    expect(page.get_by_role("heading", name="怎样打开")).to_be_visible()
    expect(page.get_by_text("《教育系统重大事故隐患判定指南》")).to_be_visible()


def test_a_browser_without_large_numbers_is_told_so(watched: Watched, written: Written) -> None:
    watched.context.add_init_script("delete globalThis.BigInt")
    page = watched.open(written("教育"))
    expect(page.get_by_text("这个浏览器太旧，运行不了检查表。")).to_be_visible()
    watched.wrong.clear()


def test_banner_past_the_day_of_review(watched: Watched, written: Written) -> None:
    page = watched.open(written("教育", **OVERDUE))
    expect(page.get_by_text("这份检查表已过复核日（2020-07-01）。")).to_be_visible()


def test_no_banner_before_the_day_of_review(watched: Watched, written: Written) -> None:
    page = watched.open(written("教育", review_by=date(2999, 1, 1)))
    expect(page.get_by_text("这份检查表已过复核日")).to_be_hidden()


def test_policy_lets_no_other_script_run(watched: Watched, written: Written) -> None:
    page = watched.open(written("教育"))
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.evil = 1'; document.body.append(s) }"
    )
    assert page.evaluate("window.evil") is None
    assert [told for told in watched.wrong if "Content Security Policy" in told]
    watched.wrong.clear()


def test_policy_lets_nothing_out(watched: Watched, written: Written) -> None:
    page = watched.open(written("教育"))
    assert page.evaluate("fetch('https://example.org/').then(() => 'out', () => 'kept in')") == "kept in"
    assert [told for told in watched.wrong if "Content Security Policy" in told]
    watched.wrong.clear()
