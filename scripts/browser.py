"""Chromium for the scripts that look at our pages."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

Scheme = Literal["dark", "light"]


@contextmanager
def page_in(language: str = "en", scheme: Scheme = "light", width: int = 1360) -> Iterator[Any]:
    """A page of a browser in a language and with its colours; faults of its scripts are printed."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(
            viewport={"width": width, "height": 800},
            locale={"en": "en-GB", "zh": "zh-CN"}[language],
            color_scheme=scheme,
        )
        page.on("pageerror", lambda error: print("fault:", error, file=sys.stderr))
        yield page
        browser.close()
