"""A report of thousands of findings, whose page holds most cards and tables back until they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from claimcheck.report.html import page as html_page

from .pages import CHROMIUM, Watched, unfold, write_report

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

LETTERS = "BCDFGHJKL"
PLAIN = "\n\n".join(
    f"Line {a}{b} rose {30 + n}% to $11.2 million from $10.4 million."
    for n, (a, b) in enumerate(zip(LETTERS, reversed(LETTERS), strict=True))
)
LISTED = (
    'Wages at Holly, of which <img src=x> & "it\'s" are listed, fell 40% to 3,100 dollars from 3,900 dollars.'
)
FOUND = len(LETTERS) + 1


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A report of ten findings, laid out as one of thousands: two cards at once."""
    folder = tmp_path_factory.mktemp("large")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html_page, "MANY_FINDINGS", 3)
        patch.setattr(html_page, "AT_ONCE", 2)
        yield write_report(folder, {"a.txt": PLAIN, "b.txt": LISTED})


@pytest.fixture
def opened(browser: Any, large: Path) -> Iterator[Watched]:
    context = browser.new_context()
    watched = Watched(context.new_page(), large)
    yield watched
    assert watched.wrong == []
    context.close()


def test_cards_that_are_held_back_can_be_found(opened: Watched, large: Path) -> None:
    page = opened.page
    assert "</noscript>" in large.read_text(encoding="utf-8")
    assert page.locator("article.finding").count() == FOUND
    for words, found in (("line", 9), ("cl 31%", 0), ('<img src=x> & "it\'s"', 1), ("finding-error", 0)):
        page.fill("[name=q]", words)
        assert page.locator("article.finding").count() == found, words
    page.fill("[name=q]", "")
    page.select_option("[name=document]", "b.txt")
    assert page.locator("article.finding").count() == 1
    assert "of which <img src=x> & " in page.locator("blockquote").first.text_content()
    assert page.locator("article.finding img").count() == 0


def test_a_link_and_a_key_lead_to_a_card_that_was_held_back(
    browser: Any, opened: Watched, large: Path
) -> None:
    last = opened.page.locator("article.finding").last
    anchor, rule = str(last.get_attribute("id")), last.get_attribute("data-rule")
    last.locator("[data-act=accept]").click()
    assert opened.page.locator(f"#{anchor}").get_attribute("data-status") == "accepted"
    page = browser.new_context().new_page()
    page.goto(f"{large.as_uri()}#{anchor}")
    page.wait_for_selector(f"#{anchor} details.body[open]")
    assert page.locator(f"#{anchor}").get_attribute("data-rule") == rule
    page.context.close()


def test_tables_stand_in_the_page_when_they_are_opened(opened: Watched) -> None:
    page = opened.page
    assert page.locator("table.sortable").count() == 0
    page.locator("section.all-claims summary").click()
    rows = page.locator("table.sortable tbody tr:visible")
    rows.first.wait_for()
    whole = rows.count()
    page.fill("#filter", "dollars")
    assert 0 < rows.count() < whole
    page.locator("section[aria-labelledby=documents] summary").click()
    page.locator("section[aria-labelledby=documents] tbody tr").first.wait_for()
    assert page.locator("section[aria-labelledby=documents] tbody tr").count() == 2


def test_without_script_a_large_report_can_be_read_whole(browser: Any, large: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(large.as_uri())
    unfold(page)
    assert page.locator("article.finding:visible").count() == FOUND
    page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true; })")
    assert page.locator("table.sortable tbody tr").first.is_visible()
    context.close()
