"""Reports as pages that a browser opens, and what such a page must not do."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from claimcheck.cli.app import app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def write_report(folder: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        result = CliRunner().invoke(
            app, ["check", *texts, "--format", "html", "-o", "report.html", "--fail-on", "never"]
        )
    assert result.exit_code == 0, result.output
    return folder / "report.html"


def unfold(page: Any) -> None:
    """Open the filters and the rows of all findings, for tests of what is in them."""
    page.evaluate(
        "document.querySelectorAll('details.controls, details.body').forEach(e => { e.open = true; })"
    )


class Watched:
    """A page that notes what it should not do."""

    def __init__(self, page: Any, path: Path) -> None:
        self.page = page
        self.wrong: list[str] = []
        page.on("console", lambda message: self.wrong.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("request", lambda request: self._request(request.url, path))
        page.goto(path.as_uri())
        unfold(page)

    def _request(self, url: str, path: Path) -> None:
        if url.partition("#")[0] != path.as_uri() and not url.startswith(("data:", "blob:")):
            self.wrong.append(f"request: {url}")

    def shown(self) -> list[str]:
        cards = self.page.locator("article.finding:visible")
        return [str(cards.nth(n).get_attribute("data-rule")) for n in range(cards.count())]
