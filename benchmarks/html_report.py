"""The HTML report with thousands of findings in headless Chromium, beside a plain table of the same rows.

    pip install -e '.[dev]'          (and Chromium)
    python benchmarks/html_report.py [--documents 2000] [--findings 5000] [--json FILE]

Prints the size of each file, the time to first content, the time until the page is complete and can be used, and how long it
takes from a change of the search field to the next frame, the worst of five; the best of three loads each.
"""

from __future__ import annotations

import argparse
import html
import json
import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import claimcheck
from claimcheck.checks import folding
from claimcheck.model import Report
from claimcheck.report import REPORT_FORMATS, Presentation
from verify import KINDS

TABLE_SCRIPT = """
document.querySelector('input').addEventListener('input', (event) => {
  const words = event.target.value.toLowerCase();
  for (const row of document.querySelectorAll('tbody tr')) row.hidden = !row.textContent.toLowerCase().includes(words);
});
"""
FILTER = """async (words) => {
  const field = document.querySelector('input[name=q], input');
  const start = performance.now();
  field.value = words;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  return performance.now() - start;
}"""
PAINT = """() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().find((e) => e.name === 'first-contentful-paint')?.startTime ?? null))
    .observe({ type: 'paint', buffered: true });
})"""


def make_report(folder: Path, documents: int, findings: int) -> Report:
    """Pairs of documents that contradict each other, with two equations that do not hold in each.

    A run tells findings of one kind as one; here each is told, so that there are many on the page.
    """
    folding.MOST_ALIKE = folding.MOST_FINDINGS = findings
    for number in range(documents):
        pair, side = divmod(number, 2)
        firm = f"{chr(65 + pair % 26)}{'aeiou'[pair // 26 % 5]}l{'vnrst'[pair // 130 % 5]}ale {KINDS[pair // 650 % 10]}"
        text = (
            f"# {firm} in 2025\n\nIn 2025, {firm} had revenue of ${100 + pair * 7 % 891 + side * 3}.3 million, and it employed "
            f"{1000 + pair * 13 % 8999 + side * 120:,} people at the end of 2025.\n\nCosts of {firm} rose {30 + number % 40}% to $11.{number % 9}2 "
            f"million from $10.43 million. Wages of {firm} rose {20 + number % 60}% to $4.{number % 9}7 million from $3.88 million.\n\n"
            f"Capital expenditure of {firm} was ${50 + pair % 90 + side * 2}.5 million in 2025.\n"
        )
        (folder / f"{number:05}.md").write_text(text, encoding="utf-8")
    report = claimcheck.check([folder])
    return replace(report, findings=report.findings[:findings])


def plain_table(report: Report) -> str:
    """The findings as rows of a table with a field to search them."""
    rows = "".join(
        f"<tr><td>{html.escape(f.rule)}</td><td>{html.escape(f.message)}</td><td>{html.escape(f.derivation)}</td></tr>"
        for f in report.findings
    )
    return f"<!doctype html><meta charset=utf-8><input><table><tbody>{rows}</tbody></table><script>{TABLE_SCRIPT}</script>"


COMPLETE = "() => performance.getEntriesByType('navigation')[0].domComplete"


def measure(browser: Any, path: Path) -> tuple[float, float, float]:
    """Milliseconds to first content, to the complete page, and of the slowest filtering."""
    page = browser.new_page(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    page.goto(path.as_uri(), timeout=120_000)
    paint, complete = page.evaluate(PAINT), page.evaluate(COMPLETE)
    page.evaluate(FILTER, "warm")
    slowest = max(
        page.evaluate(FILTER, words) for words in ("revenue", "people 2025", "costs", "expenditure", "")
    )
    page.close()
    return float(paint), float(complete), float(slowest)


def main() -> None:
    """Print the table, and the results as JSON on request."""
    from playwright.sync_api import sync_playwright

    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--documents", type=int, default=2000)
    options.add_argument("--findings", type=int, default=5000)
    options.add_argument("--json", type=Path, help="write the figures to this file, too")
    arguments = options.parse_args()
    with TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place)
        report = make_report(folder, arguments.documents, arguments.findings)
        pages = {
            "report": REPORT_FORMATS["html"].render(report, Presentation(folder=folder)),
            "plain table": plain_table(report),
        }
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        print(f"{len(report.findings):,} findings over {len(report.documents):,} documents")
        print(f"{'':14}{'size':>10}{'first content':>16}{'complete':>13}{'filter, slowest':>18}")
        figures: dict[str, float] = {}
        for name, text in pages.items():
            path = folder / f"{name}.html"
            path.write_text(text, encoding="utf-8")
            paint, complete, slowest = map(min, zip(*(measure(browser, path) for _ in range(3)), strict=True))
            size = len(text.encode()) / 1e6
            print(f"{name:14}{size:>7.1f} MB{paint:>13.0f} ms{complete:>10.0f} ms{slowest:>15.0f} ms")
            if name == "report":
                figures = {
                    "findings": len(report.findings),
                    "megabytes": round(size, 1),
                    "first_content_ms": round(paint),
                    "complete_ms": round(complete),
                    "filter_ms": round(slowest),
                }
            else:
                figures["plain_table_to_filter"] = round(slowest / figures["filter_ms"], 1)
        browser.close()
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
