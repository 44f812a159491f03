"""Poppler and pandoc see no character that is neither in our text nor in the list of what was
left out."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from duizhao.corpora.document import Source
from duizhao.corpora.readers import read

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
PDFS = sorted(FIXTURES.glob("*.pdf"))
OFFICE = sorted(path for path in FIXTURES.iterdir() if path.suffix in (".docx", ".odt", ".html"))

pytestmark = pytest.mark.acceptance


def letters(text: str, *, figures: bool) -> Counter[str]:
    """Letters (and figures) of a text, in the form that ligatures and raised figures have apart."""
    plain = unicodedata.normalize("NFKC", text)
    return Counter(char for char in plain if char.isalpha() or (figures and char.isdigit()))


def ours(source: Source) -> str:
    """All text that we give or list."""
    blocks = [part for block in source.blocks for part in (block.label, block.note, block.text)]
    left_out = [change.text for change in source.skipped if change.action != "joined"]
    return "\n".join((*blocks, *left_out))


def seen_by(*command: str | Path) -> str:
    assert shutil.which(str(command[0])), f"{command[0]} is not installed"
    return subprocess.run(
        [str(part) for part in command], check=True, capture_output=True, encoding="utf-8"
    ).stdout


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.name)
def test_poppler_sees_nothing_that_we_do_not(path: Path) -> None:
    theirs = letters(seen_by("pdftotext", path, "-"), figures=True)
    missing = theirs - letters(ours(read(path)), figures=True)
    assert not missing


@pytest.mark.parametrize("path", OFFICE, ids=lambda path: path.name)
def test_pandoc_sees_nothing_that_we_do_not(path: Path) -> None:
    # Pandoc numbers lists and notes in its own way; letters are those of the file.
    theirs = letters(seen_by("pandoc", "-t", "plain", path), figures=False)
    missing = theirs - letters(ours(read(path)), figures=False)
    assert not missing


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.name)
def test_the_same_pages_by_cairo_read_the_same(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "cairo.pdf"
    seen_by("pdftocairo", "-pdf", path, copy)
    # Cairo writes no spaces: whether a gap is one is a guess.
    found, wanted = (
        ["".join(block.text.split()) for block in read(p).blocks] for p in (copy, path)
    )
    assert found == wanted
