"""A review in a real browser: decisions reach the baseline, tabs see each other's, and the place is kept when files change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from review.serving import TEXTS, Review, reviewed, until

from .pages import CHROMIUM, unfold

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


@pytest.fixture
def review(tmp_path: Path) -> Iterator[Review]:
    with reviewed(tmp_path) as served:
        yield served


def opened(browser: Any, review: Review, wrong: list[str], context: Any = None) -> Any:
    """A page of the review in a window of its own, which notes what it should not do."""
    page = (context or browser.new_context()).new_page()
    page.on("console", lambda message: wrong.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith(review.url) else wrong.append(f"request: {request.url}")
        ),
    )
    page.goto(review.url)
    unfold(page)
    return page


def decision(page: Any, rule: str) -> Any:
    return page.locator(f"article[data-rule={rule}] .decision")


def dismiss(page: Any, rule: str, reason: str) -> None:
    page.locator(f"article[data-rule={rule}] [data-act=dismiss]").click()
    page.fill("dialog textarea", reason)
    page.click("#reason-dialog button[value=ok]")


def test_decisions_go_into_the_baseline_and_two_tabs_keep_both(browser: Any, review: Review) -> None:
    wrong: list[str] = []
    first, second = opened(browser, review, wrong), opened(browser, review, wrong)
    dismiss(first, "percent-change", "as printed")
    expect(decision(second, "percent-change")).to_have_text("Dismissed: as printed")
    second.locator("article[data-rule=duration] [data-act=accept]").click()
    expect(decision(first, "duration")).to_have_text("Confirmed")
    dismiss(second, "value-conflict", "another segment")
    expect(decision(first, "value-conflict")).to_have_text("Dismissed: another segment")
    until(lambda: review.baseline.is_file() and review.baseline.read_text().count("fingerprint:") == 2)
    first.reload()
    unfold(first)
    expect(decision(first, "duration")).to_have_text("Confirmed")
    expect(first.locator("article[data-status=dismissed]")).to_have_count(2)
    assert wrong == []


def test_a_tab_that_was_cut_off_does_not_overwrite(browser: Any, review: Review) -> None:
    context = browser.new_context()
    stale = context.new_page()
    # This tab hears nothing of what others decide.
    stale.route("**/events", lambda route: route.abort())
    stale.goto(review.url)
    unfold(stale)
    wrong: list[str] = []
    other = opened(browser, review, wrong)
    dismiss(other, "percent-change", "as printed")
    until(lambda: review.baseline.is_file())
    stale.locator("article[data-rule=percent-change] [data-act=accept]").click()
    expect(stale.locator("#review-state")).to_contain_text("decided otherwise meanwhile")
    expect(decision(stale, "percent-change")).to_have_text("Dismissed: as printed")
    assert "as printed" in review.baseline.read_text()
    assert wrong == []


def test_the_keyboard_decides_and_takes_back(browser: Any, review: Review) -> None:
    wrong: list[str] = []
    page = opened(browser, review, wrong)
    for key in ("j", "d"):
        page.keyboard.press(key)
    page.keyboard.type("printed so")
    page.keyboard.press("Control+Enter")
    until(lambda: review.baseline.is_file() and "printed so" in review.baseline.read_text())
    page.keyboard.press("n")
    page.keyboard.type("ask the desk")
    page.keyboard.press("Control+Enter")
    until(lambda: review.others.is_file() and "ask the desk" in review.others.read_text())
    page.keyboard.press("u")
    until(lambda: "fingerprint" not in review.baseline.read_text().replace("fingerprints", ""))
    expect(page.locator("article.current .decision")).to_have_text("Note: ask the desk")
    assert wrong == []


def test_it_checks_again_and_keeps_the_place(browser: Any, tmp_path: Path) -> None:
    faulty = "".join(f"Line {n} rose {30 + n}% to $11.2 million from $10.4 million.\n\n" for n in range(30))
    with reviewed(tmp_path, {**TEXTS, "a.md": faulty}) as review:
        wrong: list[str] = []
        page = opened(browser, review, wrong)
        page.select_option("[name=rule]", "percent-change")
        page.locator("[name=rule]").blur()
        for _ in range(12):
            page.keyboard.press("j")
        place = "document.querySelector('article.current').getBoundingClientRect().top"
        chosen, top = page.locator("article.current").get_attribute("id"), page.evaluate(place)
        (tmp_path / "b.md").write_text(
            "Costs rose 90% to $11.2 million from $10.4 million.\n", encoding="utf-8"
        )
        page.wait_for_selector("article:has-text('90%')")
        expect(page.locator("article.current")).to_have_attribute("id", str(chosen))
        assert page.input_value("[name=rule]") == "percent-change"
        assert abs(page.evaluate(place) - top) < 3
        assert wrong == []


def test_it_waits_for_a_reason_that_is_being_written(browser: Any, review: Review) -> None:
    wrong: list[str] = []
    page = opened(browser, review, wrong)
    page.locator("article[data-rule=percent-change] [data-act=dismiss]").click()
    page.fill("dialog textarea", "half a rea")
    (review.folder / "b.md").write_text("Nothing.\n", encoding="utf-8")
    until(lambda: review.session.version >= 2)
    page.wait_for_timeout(200)
    assert page.input_value("dialog textarea") == "half a rea"
    page.fill("dialog textarea", "half a reason")
    page.click("#reason-dialog button[value=ok]")
    until(lambda: review.baseline.is_file() and "half a reason" in review.baseline.read_text())
    expect(page.locator("article")).to_have_count(1)
    expect(decision(page, "percent-change")).to_have_text("Dismissed: half a reason")
    assert wrong == []


def test_places_open_the_document_without_its_script(browser: Any, tmp_path: Path) -> None:
    page_text = f"<html><body>{'<p>Nothing to see.</p>' * 200}<p>Revenue rose 30% to $11.2 million from $10.4 million.</p><script>document.title = 'hurt'</script></body></html>"
    with reviewed(tmp_path, {"a.html": page_text}) as review:
        page = browser.new_context().new_page()
        page.goto(review.url)
        unfold(page)
        page.locator("article a.place").first.click()
        assert page.url.split("#")[0].endswith("/file/0/a.html")
        assert page.title() != "hurt"
        assert "Revenue rose" in page.locator("body").inner_text()
        page.wait_for_function("scrollY > 1000")


def test_it_says_when_the_review_has_ended(browser: Any, tmp_path: Path) -> None:
    page = browser.new_context().new_page()
    with reviewed(tmp_path) as review:
        page.goto(review.url)
        unfold(page)
        expect(page.locator("article")).to_have_count(3)
    expect(page.locator("#review-state")).to_contain_text("cannot be reached")
    page.locator("article[data-rule=duration] [data-act=accept]").click()
    expect(page.locator("article[data-rule=duration] .decision")).to_be_hidden()


OPEN = {
    "a.md": "# Arnlo\n\nThe bridge at Arnlo was closed to lorries. A survey put the cracks at 14 millimetres.\n\nThe toll is 6 crowns.\n",
    "b.md": "# Inspection\n\nFissures of 31 millimetres, the inspectors wrote, and no lorry may pass at Arnlo.\n\nDrivers pay 8 crowns.\n",
}


def test_quick_questions_are_answered_by_key_and_the_report_follows(browser: Any, tmp_path: Path) -> None:
    wrong: list[str] = []
    with reviewed(tmp_path, OPEN) as review:
        page = opened(browser, review, wrong)
        number = len(review.session._questions)
        expect(page.locator("#questions button[data-act=ask]")).to_contain_text(f"Answer {number} question")
        page.keyboard.press("q")
        dialog = page.locator("#questions-dialog")
        expect(dialog).to_be_visible()
        expect(dialog.locator(".question:visible mark")).to_have_count(2)
        first = dialog.locator(".question:visible").get_attribute("data-id")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowLeft")
        expect(dialog.locator(".question:visible")).to_have_attribute("data-id", first or "")
        page.keyboard.press("s")
        until(lambda: review.record.is_file() and (first or "") in review.record.read_text())
        expect(page.locator("#question-place")).to_contain_text("1 answered")
        until(lambda: review.session.version > 1)
        expect(dialog).to_be_visible()  # the page waits until the questions are done with
        page.keyboard.press("Escape")
        expect(page.locator("article[data-rule=value-conflict]")).to_have_count(1)
        expect(page.locator(f'.question[data-id="{first}"]')).to_have_count(0)
    assert wrong == []


def test_a_page_that_stands_alone_asks_nothing(browser: Any, tmp_path: Path) -> None:
    from claimcheck import check

    for name, text in OPEN.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "report.html").write_text(check([tmp_path / "a.md", tmp_path / "b.md"]).to_html())
    page = browser.new_page()
    page.goto((tmp_path / "report.html").as_uri())
    unfold(page)
    assert page.locator("#questions").count() == 0
