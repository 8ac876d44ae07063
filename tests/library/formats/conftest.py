"""Pages printed by a real browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import sync_playwright

Print = Callable[..., bytes]
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def printed() -> Iterator[Print]:
    """Prints HTML as a PDF, with what stands above and below each page."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found)
        page = browser.new_page()

        def printing(html: str, head: str = "", foot: str = "") -> bytes:
            page.set_content(f"<html lang=en><meta charset=utf-8>{html}</html>")
            return page.pdf(
                prefer_css_page_size=True,
                display_header_footer=bool(head or foot),
                header_template=f'<span style="font-size: 8px">{head}</span>',
                footer_template=f'<span style="font-size: 8px">{foot}</span>',
            )

        yield printing
        browser.close()
