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

from .pages import CHROMIUM, Watched

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
    page.add_style_tag(content="* { content-visibility: visible !important; }")
    for element in page.locator("details").all():
        element.evaluate("element => { element.open = true; }")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    context.close()
