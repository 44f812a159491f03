"""The sample pair as pandoc writes it in other formats gives the pairs of the Word files."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import duizhao

pytestmark = pytest.mark.acceptance

FIXTURES = Path(__file__).parents[1] / "fixtures"


def pairs(zh: Path, en: Path) -> list[tuple[str, str]]:
    """Letters of both sides of each pair; producers number lists and notes in their own way."""
    units = duizhao.align(zh, en, checks=()).units
    return [(letters(unit.zh), letters(unit.en)) for unit in units]


def letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


@pytest.mark.parametrize("form", ["docx", "odt", "epub", "html"])
def test_the_pairs_of_another_producer(form: str, tmp_path: Path) -> None:
    assert shutil.which("pandoc"), "pandoc is missing: apt-get install pandoc"
    word = [FIXTURES / f"resolution.{side}.docx" for side in ("zh", "en")]
    made = [tmp_path / f"{path.stem}.{form}" for path in word]
    for path, copy in zip(word, made, strict=True):
        subprocess.run(["pandoc", "-s", str(path), "-o", str(copy)], check=True, timeout=60)
    found = pairs(made[0], made[1])
    assert len(found) == 55
    assert sorted(found) == sorted(pairs(word[0], word[1]))
