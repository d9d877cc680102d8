"""A draft's report in a real browser: what is worth a look, and what is about the sources alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from claimcheck.report.html_format import render
from report.samples import APRIL, candidates, draft_with_sources

from .pages import CHROMIUM, Watched, unfold

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    report = replace(draft_with_sources(), candidates=candidates().candidates)
    made = tmp_path / "report.html"
    made.write_text(render(report, draft=APRIL), encoding="utf-8")
    return made


@pytest.fixture
def opened(browser: Any, path: Path) -> Iterator[Watched]:
    context = browser.new_context()
    watched = Watched(context.new_page(), path)
    yield watched
    context.close()
    assert watched.wrong == []


def heads(page: Any) -> list[str]:
    return [str(text) for text in page.locator("#finding-list .group:visible").all_text_contents()]


def test_what_is_worth_a_look_opens_on_request(opened: Watched) -> None:
    pairs = opened.page.locator(".pair")
    expect(pairs.first).to_be_hidden()
    opened.page.click("details.look > summary")
    expect(pairs).to_have_count(2)
    expect(pairs.first).to_be_visible()
    expect(pairs.first).to_contain_text("31% probable")


def test_findings_about_the_sources_stay_behind_however_they_are_arranged(opened: Watched) -> None:
    page = opened.page
    assert opened.shown() == ["conflicting-figures", "percent-change", "stale-figure"]
    assert heads(page) == ["Among the sources"]
    page.select_option("[name=sort]", "document")  # the source's path would come first
    assert opened.shown()[-1] == "stale-figure"
    page.select_option("[name=group]", "severity")
    assert heads(page) == ["Errors", "Among the sources", "Errors"]
    page.select_option("[name=group]", "")
    page.select_option("[name=rule]", "percent-change")
    assert heads(page) == []
    page.select_option("[name=rule]", "stale-figure")
    assert heads(page) == ["Among the sources"]


def test_findings_about_the_sources_can_be_decided(opened: Watched) -> None:
    page = opened.page
    for key in "jjja":
        page.keyboard.press(key)
    expect(page.locator("article[data-about=sources] .decision").first).to_have_text("Confirmed")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 320])
def test_it_is_accessible(browser: Any, path: Path, scheme: str, width: int) -> None:
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
    )
    page = context.new_page()
    page.goto(path.as_uri())
    unfold(page)
    page.add_style_tag(content="* { content-visibility: visible !important; }")
    for element in page.locator("details").all():
        element.evaluate("element => { element.open = true; }")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    context.close()


def test_the_draft_stands_first_and_a_number_brings_its_note(opened: Watched) -> None:
    page = opened.page
    expect(page.locator(".progress")).to_have_text(
        "1 of 3 numbers found in the sources, 1 contradicted, 1 not found."
    )
    shown = page.locator(".note-card:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("25,000 wafers per month")  # what is contradicted comes first
    page.locator(".pages a.claim-good").click()
    expect(shown).to_have_count(1)
    expect(shown.locator(".verdict")).to_have_text("found in the sources")
    expect(shown.locator("blockquote mark")).to_have_text("about $8.47bn")
    assert "#number-" in page.url
    page.click("[data-go='1']")
    expect(shown.locator(".verdict")).not_to_have_text("found in the sources")
    expect(page.locator(".beside-steps output")).to_have_text("1 of 2")
    page.locator(".pages a.claim-missing").focus()
    page.keyboard.press("Enter")
    expect(shown.locator(".verdict")).to_have_text("not in the sources")


def test_on_a_phone_the_note_lies_over_the_text_on_request(browser: Any, path: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(path.as_uri())
    shown = page.locator(".note-card:visible")
    expect(shown).to_have_count(0)
    page.locator(".pages a.claim-error").click()
    expect(shown).to_contain_text("25,000 wafers per month")
    page.click("[data-go=close]")
    expect(shown).to_have_count(0)
    page.locator("#missing").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('run').scrollIntoView()")
    expect(page.locator(".beside")).to_be_hidden()
    context.close()


def test_all_numbers_can_be_narrowed_to_those_of_the_draft(opened: Watched) -> None:
    page = opened.page
    rows = page.locator("table.sortable tbody tr:visible")
    expect(rows).to_have_count(3)
    page.select_option("[name=standing]", "not in the sources")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("nearest: about $8.47bn in sources/market-survey.html:1")
    page.select_option("[name=standing]", "")
    page.select_option("[name=whose]", "")
    assert rows.count() > 3


def test_without_script_the_draft_and_all_notes_can_be_read(browser: Any, path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    expect(page.locator(".note-card:visible")).to_have_count(3)
    context.close()


def test_paper_has_the_draft_and_what_is_to_be_done_about_it(browser: Any, path: Path) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    context = browser.new_context()
    page = context.new_page()
    page.goto(path.as_uri())
    pages = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    assert len(pages) <= 3
    text = "\n".join(sheet.get_textpage().get_text_bounded() for sheet in pages)
    for words in ("The draft", "Findings", "Working", "Not in the sources"):
        assert words in text, words
    for words in ("Worth a look", "All numbers", "Next to look at", "Filter", "Link to this"):
        assert words not in text, words
    context.close()
