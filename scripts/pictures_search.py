"""Pictures of the search page for the documentation, in both languages.

    python scripts/pictures_search.py MEMORY TEXT DRAFT docs/images

Serves a memory, searches it for a text, looks up a draft (a file), and takes a picture of each.
"""

from __future__ import annotations

import sys
from pathlib import Path

from browser import Scheme, page_in
from measured import serving


def pictures(
    address: str, text: str, draft: str, language: str, scheme: Scheme, target: Path
) -> None:
    """All pictures in one language."""
    with page_in(language, scheme) as page:
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


def main() -> None:
    """Take them."""
    memory, text, draft, target = sys.argv[1:]
    given = Path(draft).read_text(encoding="utf-8")
    with serving("tm", "serve", memory, "--port", "0") as (address, _):
        pictures(address, text, given, "en", "light", Path(target))
        pictures(address, text, given, "zh", "dark", Path(target))


if __name__ == "__main__":
    main()
