"""Pictures of the review for the documentation, in both languages.

    python scripts/pictures_review.py ZH EN FOLDER docs/images

Opens two documents in a folder of its own, makes a few changes, and takes a picture of each screen;
then drops the folder of documents.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from browser import Scheme, page_in
from measured import serving

LABELS = {
    "en": {
        "again": "Align again…",
        "memory": "Send to memory",
        "history": "History",
        "close": "Open another",
    },
    "zh": {"again": "重新对齐…", "memory": "写入记忆库", "history": "历史", "close": "打开其他"},
}


def take(page: Any, folder: Path, name: str, language: str) -> None:
    """One picture."""
    page.wait_for_timeout(700)
    page.screenshot(path=folder / f"review-{name}.{language}.png")


def pictures(link: str, language: str, scheme: Scheme, target: Path, folder: Path) -> None:
    """All pictures in one language; those of a folder are of the folder given."""
    with page_in(language, scheme) as page:
        page.goto(link)
        page.wait_for_selector(".row", timeout=120_000)
        page.wait_for_timeout(500)
        for key in ("Enter", "Enter", "Enter", "x", "j", "m", "b", "j", "j"):
            page.keyboard.press(key)
            page.wait_for_timeout(250)
        page.keyboard.press("n")
        take(page, target, "grid", language)
        page.keyboard.press("s")
        take(page, target, "split", language)
        page.keyboard.press("Escape")
        for key, name in (("?", "keys"), ("Control+s", "export")):
            page.keyboard.press(key)
            take(page, target, name, language)
            page.keyboard.press("Escape")
        page.get_by_role("button", name=LABELS[language]["again"]).click()
        page.wait_for_selector(".proposals, dialog p[role=status]")
        page.wait_for_timeout(4000)
        take(page, target, "again", language)
        page.keyboard.press("Escape")
        for name in ("history", "memory"):
            page.get_by_role("button", name=LABELS[language][name], exact=True).click()
            if name == "memory":
                page.locator("dialog button.main").click()
                page.wait_for_selector("dialog .told p")
            take(page, target, name, language)
            page.keyboard.press("Escape")
        page.get_by_role("button", name=LABELS[language]["close"]).click()
        page.wait_for_selector(".opening")
        take(page, target, "open", language)
        page.locator("input[webkitdirectory]").set_input_files(folder)
        page.wait_for_selector(".collection tbody tr", timeout=120_000)
        take(page, target, "documents", language)


def main() -> None:
    """Take all of them."""
    zh, en, documents, target = map(Path, sys.argv[1:5])
    shown: tuple[tuple[str, Scheme], ...] = (("en", "light"), ("zh", "dark"))
    for language, scheme in shown:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name, "work")
            folder.mkdir()
            names = [shutil.copy(one, folder) for one in (zh, en)]
            options = {"cwd": folder, "env": os.environ | {"DUIZHAO_STATE": name}}
            with serving("review", "-q", "--no-browser", *names, **options) as (link, _):
                pictures(link, language, scheme, target, documents)


if __name__ == "__main__":
    main()
