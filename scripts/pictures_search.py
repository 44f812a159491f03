"""Pictures of the search page for the documentation, in both languages.

    python scripts/pictures_search.py MEMORY TEXT DRAFT docs/images

Serves a memory, searches it for a text, looks up a draft (a file), and takes a picture of each.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Literal

Scheme = Literal["dark", "light"]


def pictures(
    address: str, text: str, draft: str, language: str, scheme: Scheme, target: Path
) -> None:
    """All pictures in one language."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(
            viewport={"width": 1360, "height": 800},
            locale={"en": "en-GB", "zh": "zh-CN"}[language],
            color_scheme=scheme,
        )
        page.on("pageerror", lambda error: print("fault:", error, file=sys.stderr))
        page.goto(f"{address}?text={text}")
        page.wait_for_selector("#lines li")
        page.locator("#lines li").nth(1).locator(".about button").nth(1).click()
        page.wait_for_selector(".edit")
        page.screenshot(path=target / f"search.{language}.png")
        page.goto(f"{address}?view=draft")
        page.fill("#text", draft)
        page.keyboard.press("Control+Enter")
        page.wait_for_timeout(3000)
        page.locator("#coloured .fuzzy, #coloured .near").first.click()
        page.screenshot(path=target / f"search-draft.{language}.png")
        browser.close()


def main() -> None:
    """Take them."""
    memory, text, draft, target = sys.argv[1:]
    command = [sys.executable, "-m", "duizhao", "tm", "serve", memory, "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout
    address = next(w for w in server.stdout.readline().split() if w.startswith("http"))
    try:
        given = Path(draft).read_text(encoding="utf-8")
        pictures(address, text, given, "en", "light", Path(target))
        pictures(address, text, given, "zh", "dark", Path(target))
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
