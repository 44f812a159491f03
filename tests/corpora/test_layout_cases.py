"""Data-driven cases: a file, the paragraphs that it must become, and what is taken out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from duizhao.corpora.layout import segment
from duizhao.corpora.readers.text import from_text

CASES = Path(__file__).resolve().parents[1] / "cases"


@dataclass(frozen=True)
class LayoutCase:
    """A file and what it must become.

    Attributes:
        name: of the case's file.
        language: of the text.
        file: the text of the file.
        paragraphs: kind, label and text of each.
        removed: texts taken out, in order.
    """

    name: str
    language: str
    file: str
    paragraphs: list[tuple[str, str, str]]
    removed: list[str]


def control(text: str) -> str:
    """The control characters of a case, which would not survive an editor."""
    return text.replace("<FF>", "\f").replace("<BEL>", "\a").replace("<SHY>", "\xad")


def layout_cases() -> list[LayoutCase]:
    """All cases in tests/cases/layout, by name."""
    return [_layout_case(path) for path in sorted((CASES / "layout").glob("*.case"))]


def _layout_case(path: Path) -> LayoutCase:
    head, rest = path.read_text(encoding="utf-8").split("=== file\n", 1)
    file, rest = rest.split("=== paragraphs\n", 1)
    paragraphs, removed = rest.split("=== removed\n", 1)
    rows = [line.split("\t", 2) for line in control(paragraphs).split("\n")[:-1]]
    return LayoutCase(
        path.stem,
        head.splitlines()[0].removeprefix("language: "),
        control(file),
        [(row[0], row[1], row[2]) for row in rows],
        removed.splitlines(),
    )


@pytest.mark.parametrize("case", layout_cases(), ids=lambda case: case.name)
def test_case(case: LayoutCase) -> None:
    document = segment(from_text(case.file))
    assert document.language == case.language
    rows = [(str(p.kind), p.label, p.text) for p in document.paragraphs]
    assert rows == case.paragraphs
    removed = [change.text for change in document.changes if change.action == "removed"]
    assert removed == case.removed
