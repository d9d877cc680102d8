"""The browser that all these tests share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from .pages import CHROMIUM


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()
