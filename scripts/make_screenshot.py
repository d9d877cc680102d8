"""Makes the pictures of the report that the README shows, from the example corpus.

    pip install -e '.[dev]'          (and Chromium)
    python scripts/make_screenshot.py

Writes docs/images/report-light.png and docs/images/report-dark.png.
"""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

import claimcheck
from claimcheck.report import REPORT_FORMATS, Presentation

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
WIDTH = 1000
RULE = "stale-figure"
"""The finding that is shown: two sides, what they allow, and what is between them."""
MARGIN = 24


def main() -> None:
    """Write both pictures."""
    os.chdir(ROOT)
    report = claimcheck.check(["sources"])
    shown = Presentation(scope="corpus", generated=datetime(2026, 11, 21, 9, 0, tzinfo=UTC))
    IMAGES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "report.html"
        page_file.write_text(REPORT_FORMATS["html"].render(report, shown), encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
            args=["--no-sandbox"],
        )
        for scheme in ("light", "dark"):
            page = browser.new_page(
                viewport={"width": WIDTH, "height": 2400}, color_scheme=scheme, reduced_motion="reduce"
            )
            page.goto(f"{page_file.as_uri()}#?rule={RULE}")
            card = page.locator("#finding-list article:not([hidden])")
            top = card.evaluate("element => element.getBoundingClientRect().top")
            end = card.locator(".derivation").evaluate("element => element.getBoundingClientRect().bottom")
            clip = {"x": 0, "y": top - MARGIN / 2, "width": WIDTH, "height": end - top + MARGIN}
            page.screenshot(path=IMAGES / f"report-{scheme}.png", clip=clip)
        browser.close()


if __name__ == "__main__":
    main()
