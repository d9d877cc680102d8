"""The report on paper, at the widths of phones and tablets, and in all its parts for people who cannot see it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from .pages import CHROMIUM, unfold, write_report

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

TABLE = "| Line | 2023 | 2024 | 2025 |\n|---|---:|---:|---:|\n| Trams | 390 | 410 | 451 |\n| Buses | 810 | 800 | 760 |\n| Total | 1,200 | 1,210 | 1,311 |\n"
EVERYTHING = {
    "a.md": f"---\ndate: 2026-02-03\n---\n\n# Rides\n\nRides of Norvale Lines by line, in thousands:\n\n{TABLE}\n"
    "Norvale Lines had revenue of $2.64 billion in 2025, $2.5 billion in 2024 and $2.3 billion in 2023.\n\n"
    "Wages of Norvale Lines rose 40% to $5.2 million from $5.0 million.\n\n"
    "<!-- claimcheck: ignore percent-change -- as printed -->\n\nFares rose 30% to $11.2 million from $10.4 million.\n",
    "b.md": "---\ndate: 2026-04-12\n---\n\n# Profile\n\nNorvale Lines had revenue of $2.94 billion in 2025.\n\n"
    "Norvale Lines plans capital expenditure of $85 million in 2026, instead of $70 million.\n",
    "c.md": "---\ndate: 2026-05-12\n---\n\n# Lines\n\nIn 2025, Norvale Lines had revenue of $2.64 billion.\n\nتقرير: $12 million.\n",
}


@pytest.fixture
def everything(tmp_path: Path) -> Path:
    return write_report(tmp_path, EVERYTHING)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 768, 390, 320])
def test_everything_opened_is_accessible(browser: Any, everything: Path, scheme: str, width: int) -> None:
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
    )
    page = context.new_page()
    page.goto(everything.as_uri())
    unfold(page)
    page.add_style_tag(content="* { content-visibility: visible !important; }")
    for heading in ("texts", "accepted", "series", "contradicted", "numbers", "documents", "run"):
        assert page.locator(f"#{heading}").count() == 1, heading
    for element in page.locator("details").all():
        element.evaluate("element => { element.open = true; }")
    page.locator("article [data-act=dismiss]").first.click()
    page.fill("dialog textarea", "as printed")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.click("#reason-dialog button[value=ok]")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    context.close()


def test_paper_shows_the_findings_and_nothing_to_press(browser: Any, everything: Path) -> None:
    page = browser.new_context(color_scheme="dark").new_page()
    page.goto(everything.as_uri())
    unfold(page)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("article.finding").first.is_visible()
    for part in (".toolbar", ".acts", "nav", ".snippets", ".steps", "button"):
        assert all(not element.is_visible() for element in page.locator(part).all()), part
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.pdf().startswith(b"%PDF")


def test_texts_are_walked_through_finding_by_finding(browser: Any, everything: Path) -> None:
    page = browser.new_context().new_page()
    page.goto(everything.as_uri())
    unfold(page)
    card = page.locator("article[data-rule=table-total]")
    card.locator("footer a", has_text="In the text").click()
    text = page.locator("details.text[open]")
    text.locator("summary", has_text="a.md").wait_for()
    assert text.locator("summary").inner_text().startswith("a.md")
    marks = text.locator("a.claim-error, a.claim-warning").count()
    assert marks >= 2
    seen = set()
    for step in range(marks):
        text.locator("[data-step='1']").click()
        assert text.locator("output").inner_text() == f"{step + 1} of {marks}"
        seen.add(page.evaluate("document.activeElement.id"))
    assert len(seen) == marks
    text.locator("[data-step='-1']").click()
    assert text.locator("output").inner_text() == f"{marks - 1} of {marks}"


def test_a_rule_of_the_overview_leads_to_its_findings(browser: Any, everything: Path) -> None:
    page = browser.new_context().new_page()
    page.goto(everything.as_uri())
    unfold(page)
    page.locator(".by-rule a", has_text="table-total").click()
    assert page.input_value("[name=rule]") == "table-total"
    assert page.locator("article.finding:visible").count() == 1


def test_findings_of_one_fact_stand_together(browser: Any, everything: Path) -> None:
    page = browser.new_context().new_page()
    page.goto(everything.as_uri())
    unfold(page)
    page.select_option("[name=group]", "fact")
    heads = page.locator(".group").all_text_contents()
    assert "Norvale Lines: revenue, 2025" in heads
    assert len(heads) == len(set(heads))
