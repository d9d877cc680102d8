"""The HTML report in a real browser: filters, keys, decisions, no script, no request, no violation of accessibility."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import expect
from typer.testing import CliRunner

from claimcheck.cli.app import app
from review.serving import reviewed

from .pages import CHROMIUM, Watched, unfold, write_report

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

TEXTS = {
    "a.md": "Revenue rose 30% to $11.2 million from $10.4 million.\n\nIn 2025, Norvale Packaging had revenue of $2.64 billion.\n",
    "b.md": "Norvale Packaging had revenue of $2.94 billion in 2025.\n\nShe led the museum from 2008 to 2019, fifteen years in all.\n",
}
HOSTILE = (
    "</script><script>window.hurt=1</script><img src=x onerror=window.hurt=1> {{7*7}} {% raw %} javascript:alert(1) \u202egnp.exe "
    "[x](javascript:alert(1)) <a href='javascript:window.hurt=1'>x</a>"
)

LETTERS = "BCDFGHJKL"
"""Sentences that differ in their numbers alone would be told as one finding."""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return write_report(tmp_path, TEXTS)


@pytest.fixture
def opened(browser: Any, report: Path) -> Iterator[Watched]:
    context = browser.new_context(accept_downloads=True)
    watched = Watched(context.new_page(), report)
    yield watched
    context.close()
    assert watched.wrong == []


def test_filters_and_their_address(opened: Watched) -> None:
    page = opened.page
    assert opened.shown() == ["percent-change", "value-conflict", "duration"]
    page.select_option("[name=severity]", "warning")
    assert opened.shown() == ["duration"]
    assert page.url.endswith("#?severity=warning")
    page.click("[data-act=reset]")
    page.select_option("[name=rule]", "value-conflict")
    assert opened.shown() == ["value-conflict"]
    page.select_option("[name=rule]", "")
    page.fill("[name=q]", "museum led")
    assert opened.shown() == ["duration"]
    page.fill("[name=q]", "")
    page.select_option("[name=document]", "a.md")
    assert opened.shown() == ["percent-change", "value-conflict"]
    page.select_option("[name=document]", "")
    page.select_option("[name=confidence]", "0.9")
    assert "duration" not in opened.shown()


def test_an_address_restores_what_its_sender_saw(browser: Any, report: Path) -> None:
    page = browser.new_page()
    page.goto(f"{report.as_uri()}#?severity=error&group=rule&q=revenue")
    unfold(page)
    assert page.input_value("[name=q]") == "revenue"
    assert page.locator(".group:visible").all_text_contents() == ["percent-change", "value-conflict"]
    page.close()


def test_sorting_and_grouping(opened: Watched) -> None:
    opened.page.select_option("[name=sort]", "rule")
    assert opened.shown() == ["duration", "percent-change", "value-conflict"]
    opened.page.select_option("[name=group]", "document")
    heads = opened.page.locator(".group:visible").all_text_contents()
    assert sorted(heads) == ["a.md", "b.md"]


def test_reviewing_with_the_keyboard(opened: Watched) -> None:
    page = opened.page
    keys = page.keyboard
    keys.press("j")
    keys.press("a")
    expect(page.locator("article.current .decision")).to_have_text("Confirmed")
    keys.press("j")
    keys.press("d")
    keys.type("restated in May")
    keys.press("Control+Enter")
    expect(page.locator("article[data-rule=value-conflict] .decision")).to_have_text(
        "Dismissed: restated in May"
    )
    keys.press("n")
    keys.type("ask the desk")
    keys.press("Control+Enter")
    expect(page.locator("article[data-rule=value-conflict] .decision")).to_contain_text("Note: ask the desk")
    page.select_option("[name=status]", "open")
    assert opened.shown() == ["duration"]
    page.locator("[name=status]").blur()
    keys.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    keys.press("Escape")
    keys.press("?")
    assert page.locator("#keys-dialog").is_visible()
    keys.press("Escape")
    page.reload()
    unfold(page)
    page.select_option("[name=status]", "dismissed")
    assert opened.shown() == ["value-conflict"]
    page.locator("[name=status]").blur()
    keys.press("j")
    keys.press("u")
    assert page.locator("article[data-status=dismissed]").count() == 0


def test_decisions_go_out_and_come_in_again(
    opened: Watched, browser: Any, report: Path, tmp_path: Path
) -> None:
    page = opened.page
    page.locator("article[data-rule=percent-change] [data-act=dismiss]").click()
    page.fill("dialog textarea", "as printed")
    page.click("#reason-dialog button[value=ok]")
    with page.expect_download() as download:
        page.click("[data-act=export]")
    file = tmp_path / "decisions.json"
    download.value.save_as(file)
    (made,) = json.loads(file.read_text(encoding="utf-8"))["decisions"]
    assert (made["rule"], made["path"], made["decision"], made["reason"]) == (
        "percent-change",
        "a.md",
        "dismissed",
        "as printed",
    )

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        taken = CliRunner().invoke(app, ["baseline", "--import", "decisions.json", "--by", "desk"])
        assert taken.exit_code == 0, taken.output
        checked = CliRunner().invoke(app, ["check", "a.md", "--format", "json"])
    assert checked.exit_code == 0
    (accepted,) = json.loads(checked.stdout)["suppressed"]
    assert (accepted["finding"]["rule"], accepted["reason"], accepted["by"]) == (
        "percent-change",
        "as printed",
        "desk",
    )

    context = browser.new_context()
    other = context.new_page()
    other.goto(report.as_uri())
    unfold(other)
    other.set_input_files("[name=import]", file)
    other.wait_for_selector("article[data-status=dismissed]")
    other.set_input_files(
        "[name=import]", {"name": "x.json", "mimeType": "application/json", "buffer": b"[1]"}
    )
    expect(other.locator("#finding-live")).to_contain_text("no decisions")


def test_what_accepts_a_finding_can_be_copied(browser: Any, tmp_path: Path) -> None:
    faulty = "Revenue rose 30% to $11.2 million from $10.4 million.\n"
    path = write_report(tmp_path, {"a.md": faulty, "b.txt": faulty.replace("Revenue", "Sales")})
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(path.as_uri())
    unfold(page)
    for name, snippets in (("a.md", 2), ("b.txt", 1)):
        card = page.locator(f"article[data-documents='{name}']")
        card.locator(".snippets summary").click()
        assert card.locator(".snippet:visible").count() == snippets
        card.locator(".snippet:visible button").last.click()
        (entry,) = yaml.safe_load(page.evaluate("navigator.clipboard.readText()"))
        assert (entry["rule"], entry["path"]) == ("percent-change", name)
        assert entry["fingerprint"] == card.get_attribute("data-fingerprint")
    page.locator("article[data-documents='a.md'] .snippet button").first.click()
    comment = page.evaluate("navigator.clipboard.readText()")
    (tmp_path / "a.md").write_text(f"{comment}\n\n{faulty}", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        assert CliRunner().invoke(app, ["check", "a.md"]).exit_code == 0


def test_two_tabs_do_not_lose_each_others_decisions(browser: Any, report: Path) -> None:
    context = browser.new_context()
    first, second = context.new_page(), context.new_page()
    for page in (first, second):
        page.goto(report.as_uri())
        unfold(page)
    first.locator("article[data-rule=duration] [data-act=accept]").click()
    second.locator("article[data-rule=percent-change] [data-act=accept]").click()
    first.reload()
    unfold(first)
    assert first.locator("article[data-status=accepted]").count() == 2
    context.close()


def test_a_faulty_table_is_drawn_and_its_text_shown(browser: Any, tmp_path: Path) -> None:
    table = "| Line | 2024 | 2025 |\n|---|---:|---:|\n| Trams | 410 | 451 |\n| Buses | 800 | 760 |\n| Total | 1,210 | 1,311 |\n"
    path = write_report(
        tmp_path, {"a.md": f"# Rides\n\nRides by line, thousands:\n\n{table}\nTrams carried 451,000.\n"}
    )
    context = browser.new_context()
    page = context.new_page()
    page.goto(path.as_uri())
    unfold(page)
    card = page.locator("article[data-rule=table-total]")
    expect(card.locator("td.cell-stated")).to_contain_text("1,311")
    assert card.locator("td.cell-operand").all_text_contents() == ["451", "760"]
    assert card.locator("a.place").first.get_attribute("href") == "./a.md"
    text = page.locator("details.text")
    text.locator("summary").click()
    marked = text.locator("a.claim-error")
    expect(marked).to_contain_text("1,311")
    expect(card.locator(".worked")).to_contain_text("1,211")
    marked.click()
    assert page.url.endswith(str(card.get_attribute("id")))
    number = text.locator("span.claim").last
    number.focus()
    expect(number.locator(".tip")).to_be_visible()
    context.close()


def test_many_findings_are_shown_by_the_fifty(browser: Any, tmp_path: Path) -> None:
    path = write_report(
        tmp_path,
        {
            "a.md": "\n\n".join(
                f"Line {chr(65 + n % 26)}{n} rose {30 + n % 9}% to $11.2 million from $10.4 million."
                for n in range(130)
            )
        },
    )
    context = browser.new_context()
    page = context.new_page()
    page.goto(path.as_uri())
    unfold(page)
    cards = page.locator("article.finding:not([hidden])")
    assert cards.count() == 50
    page.click("#more-findings")
    assert cards.count() == 100
    for _ in range(101):
        page.keyboard.press("j")
    assert cards.count() == 130
    expect(page.locator("#more-findings")).to_be_hidden()
    page.fill("[name=q]", "b27")
    assert cards.count() == 1
    context.close()


def test_without_script_everything_can_be_read(browser: Any, report: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report.as_uri())
    unfold(page)
    assert page.locator("article.finding:visible").count() == 3
    assert not page.locator("form.toolbar").is_visible()
    assert page.locator("table.sortable tbody tr").first.is_visible()
    context.close()


NAMES = (
    "<img src=x onerror=window.hurt=1>.md",
    "'\"><svg onload=window.hurt=1>.md",
    "javascript:window.hurt=1.md",
    "{{7*7}}.md",
)


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be")
def test_hostile_names_reasons_and_claims_stay_text(browser: Any, tmp_path: Path) -> None:
    """File names, titles, reasons of comments and of the baseline, and the registry, in the page and in the review."""
    texts = {
        name: f"# {HOSTILE}\n\nIn 2025, {HOSTILE} Norvale had revenue of ${2 + number}.64 billion.\n\nCosts rose 40% to $11.2 million from $10.4 million.\n\n"
        f"<!-- claimcheck: ignore percent-change -- {HOSTILE.replace('--', '')} -->\n\nSales rose 30% to $11.2 million from $10.4 million.\n"
        for number, name in enumerate(NAMES)
    }
    path = write_report(tmp_path, texts)
    watched = Watched(browser.new_context().new_page(), path)
    page = watched.page
    for rule in page.locator("[name=rule] option").all():
        page.select_option("[name=rule]", rule.get_attribute("value"))
    page.select_option("[name=group]", "document")
    page.select_option("[name=group]", "fact")
    for text in page.locator("details").all():
        text.evaluate("element => { element.open = true; }")
    for mark in page.locator(".claim").all()[:40]:
        mark.evaluate("element => element.focus()")
    assert page.locator("#accepted").count() == 1
    assert "onerror" in str(page.locator("section[aria-labelledby=accepted]").text_content())
    _is_unhurt(page)
    assert watched.wrong == []

    with reviewed(tmp_path, texts) as review:
        review.decide("percent-change", "dismissed", reason=HOSTILE, note=HOSTILE)
        wrong: list[str] = []
        served = browser.new_context().new_page()
        served.on("pageerror", lambda error: wrong.append(str(error)))
        served.goto(review.url)
        unfold(served)
        expect(served.locator("article[data-status=dismissed] .decision")).to_contain_text("onerror")
        _is_unhurt(served)
        assert wrong == []


def _is_unhurt(page: Any) -> None:
    assert page.evaluate("window.hurt") is None
    assert page.locator("img, iframe, object, svg[onload], [onerror], [onclick]").count() == 0
    assert page.locator("a[href^='javascript' i], a[href^='data' i]").count() == 0
    assert page.locator("script").count() == 1


def test_hostile_decisions_stay_text(opened: Watched, tmp_path: Path) -> None:
    page = opened.page
    mark = page.locator("article").first.get_attribute("data-fingerprint")
    made = {
        "fingerprint": mark,
        "rule": HOSTILE,
        "path": HOSTILE,
        "message": HOSTILE,
        "decision": "dismissed",
        "reason": HOSTILE,
        "note": HOSTILE,
        "at": "9999",
    }
    odd = [{**made, "fingerprint": value} for value in ("__proto__", "constructor", 7, None, {"a": 1})]
    data = json.dumps({"claimcheck_decisions": 1, "decisions": [*odd, {**made, "decision": "hurt()"}, made]})
    page.set_input_files(
        "[name=import]", {"name": "x.json", "mimeType": "application/json", "buffer": data.encode()}
    )
    expect(page.locator("article[data-status=dismissed] .decision")).to_contain_text("onerror")
    for broken in (b"null", b'{"claimcheck_decisions": 1, "decisions": [null, 3, "x"]}', b"\xff", b"{}"):
        page.set_input_files(
            "[name=import]", {"name": "x.json", "mimeType": "application/json", "buffer": broken}
        )
        expect(page.locator("#finding-live")).to_contain_text("no decisions")
    _is_unhurt(page)
    assert page.evaluate("({}).decision") is None


@pytest.mark.parametrize(
    "address",
    [
        "#?q=%3Cimg%20src=x%20onerror=window.hurt=1%3E",
        "#%",
        "#?rule=%FF",
        "#?group=hurt&sort=hurt",
        "#__proto__",
    ],
)
def test_a_hostile_address_changes_nothing(browser: Any, report: Path, address: str) -> None:
    wrong: list[str] = []
    page = browser.new_context().new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(report.as_uri() + address)
    unfold(page)
    _is_unhurt(page)
    page.click("[data-act=reset]")
    assert page.locator("article").count() == 3
    assert wrong == []


def test_hostile_text_stays_text(browser: Any, tmp_path: Path) -> None:
    path = write_report(
        tmp_path,
        {
            f"{'<b>x'.replace('<', '(').replace('>', ')')}.md": f"# {HOSTILE}\n\nRevenue {HOSTILE} rose 30% to $11.2 million from $10.4 million.\n",
            "b.md": f"`{HOSTILE}` "
            + "word " * 190_000
            + "\n\nCosts rose 40% to $11.2 million from $10.4 million.\n",
        },
    )
    context = browser.new_context()
    watched = Watched(context.new_page(), path)
    page = watched.page
    assert page.evaluate("window.hurt") is None
    assert page.locator("a[href^='javascript']").count() == 0
    assert page.locator("img").count() == 0
    assert page.locator("article.finding").count() >= 1
    assert "49" not in str(page.locator("h1").text_content())
    assert watched.wrong == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_accessibility(browser: Any, report: Path, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
    )
    page = context.new_page()
    page.goto(report.as_uri())
    unfold(page)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    context.close()


def test_a_link_leads_to_a_finding_that_is_not_shown(browser: Any, tmp_path: Path) -> None:
    path = write_report(
        tmp_path,
        {
            "a.md": "\n\n".join(
                f"Line {LETTERS[n // 9]}{LETTERS[n % 9]} rose {30 + n % 9}% to $11.2 million from $10.4 million."
                for n in range(80)
            )
        },
    )
    context = browser.new_context()
    page = context.new_page()
    page.goto(path.as_uri())
    page.click("#more-findings")
    last = str(page.locator("article.finding").last.get_attribute("id"))
    page.goto("about:blank")
    page.goto(f"{path.as_uri()}#{last}")
    expect(page.locator(f"#{last}")).to_be_in_viewport()
    page.goto(f"{path.as_uri()}#?q=nothing+like+it")
    assert page.locator(f"#{last}").count() == 0
    page.evaluate(f"location.hash = '{last}'")
    expect(page.locator(f"#{last}")).to_be_in_viewport()
    assert page.input_value("[name=q]") == ""
    context.close()


def test_what_is_shown_keeps_the_focus(opened: Watched) -> None:
    page = opened.page
    page.keyboard.press("j")
    page.keyboard.press("j")
    focused = page.evaluate("document.activeElement.id")
    page.evaluate("document.querySelector('[name=severity]').value = 'error'")
    page.evaluate(
        "document.querySelector('[name=severity]').dispatchEvent(new Event('input', {bubbles: true}))"
    )
    assert page.locator("article.finding").count() == 2
    assert page.evaluate("document.activeElement.id") == focused


def test_paper_has_all_findings(browser: Any, tmp_path: Path) -> None:
    path = write_report(
        tmp_path,
        {
            "a.md": "\n\n".join(
                f"Line {LETTERS[n // 9]}{LETTERS[n % 9]} rose {30 + n % 9}% to $11.2 million from $10.4 million."
                for n in range(60)
            )
        },
    )
    page = browser.new_context().new_page()
    page.goto(path.as_uri())
    unfold(page)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("article.finding").count() == 60
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("article.finding").count() == 50


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_the_first_finding_stands_above_the_fold(browser: Any, report: Path, width: int, height: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(report.as_uri())
    first = page.locator("article.finding").first
    expect(first.locator("details.body")).to_have_attribute("open", "")
    expect(first.locator("blockquote").first).to_be_in_viewport(ratio=1)
    expect(page.locator("article.finding details.body[open]")).to_have_count(1)
    # Before it stand the list of contents and the filters, each behind one control.
    controls = page.evaluate(
        "Array.from(document.querySelectorAll('a, button, select, input, summary')).filter(e => e.checkVisibility()"
        " && e.compareDocumentPosition(document.querySelector('article.finding')) & 4).map(e => e.textContent.trim())"
    )
    assert len(controls) == 3, controls  # the link for the keyboard among them
    context.close()


def test_rows_open_by_key_and_close_behind(browser: Any, report: Path) -> None:
    page = browser.new_context().new_page()
    page.goto(report.as_uri())
    bodies = page.locator("article.finding details.body")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(bodies.nth(1)).to_have_attribute("open", "")
    page.keyboard.press("j")
    expect(bodies.nth(1)).not_to_have_attribute("open", "")
    expect(bodies.nth(2)).to_have_attribute("open", "")
    page.keyboard.press("o")
    expect(bodies.nth(2)).not_to_have_attribute("open", "")
