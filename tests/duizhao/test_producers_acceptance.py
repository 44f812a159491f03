"""The sample pair as other programs write it gives the pairs of the Word files."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import duizhao

pytestmark = pytest.mark.acceptance

FIXTURES = Path(__file__).parents[1] / "fixtures"
WORD = [FIXTURES / f"resolution.{side}.docx" for side in ("zh", "en")]


def pairs(zh: Path, en: Path) -> list[tuple[str, str]]:
    """Letters of both sides of each pair; producers number lists and notes in their own way."""
    units = duizhao.align(zh, en, checks=()).units
    return [(letters(unit.zh), letters(unit.en)) for unit in units]


def letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def by_pandoc(form: str, folder: Path) -> list[Path]:
    """The Word files in another format."""
    assert shutil.which("pandoc"), "pandoc is missing: apt-get install pandoc"
    made = [folder / f"{path.stem}.{form}" for path in WORD]
    for path, copy in zip(WORD, made, strict=True):
        subprocess.run(["pandoc", "-s", str(path), "-o", str(copy)], check=True, timeout=60)
    return made


@pytest.mark.parametrize("form", ["docx", "odt", "epub", "html"])
def test_the_pairs_of_another_producer(form: str, tmp_path: Path) -> None:
    found = pairs(*by_pandoc(form, tmp_path))
    assert len(found) == 55
    assert sorted(found) == sorted(pairs(*WORD))


def test_the_pairs_of_a_page_that_a_browser_printed(tmp_path: Path) -> None:
    # Lines with a raised mark are further from the line above than others.
    program = shutil.which("chromium") or shutil.which("google-chrome")
    assert program, "Chromium is missing: apt-get install chromium"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    printed = [path.with_suffix(".pdf") for path in by_pandoc("html", tmp_path)]
    for path in printed:
        page = path.with_suffix(".html")
        command = [program, *options, f"--print-to-pdf={path}", str(page)]
        subprocess.run(command, check=True, timeout=120, capture_output=True)
    found, word = set(pairs(*printed)), set(pairs(*WORD))
    # The second line of one note begins with 第一章, and is taken for a heading.
    assert len(word - found) <= 1
    assert len(found - word) <= 2
