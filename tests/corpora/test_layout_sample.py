"""The sample resolution: all its paragraphs, however the file was saved or wrapped."""

from __future__ import annotations

import csv
import textwrap
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from opencc import OpenCC

from duizhao.corpora.document import Document, Kind
from duizhao.corpora.layout import segment
from duizhao.corpora.readers import read
from duizhao.corpora.readers.text import from_text

SAMPLES = Path(__file__).resolve().parents[2] / "corpora" / "samples"
WIDTH = {"zh": 35, "en": 70}


def gold(language: str) -> list[str]:
    with (SAMPLES / "resolution.gold.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row[language] for row in rows]


def sample(language: str) -> str:
    return (SAMPLES / f"resolution.{language}.txt").read_text(encoding="utf-8")


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_paragraphs_are_those_of_the_gold(language: str) -> None:
    document = segment(read(SAMPLES / f"resolution.{language}.txt"))
    assert document.language == language
    assert texts(document) == gold(language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_kinds_and_labels(language: str) -> None:
    paragraphs = segment(from_text(sample(language))).paragraphs
    kinds = [paragraph.kind for paragraph in paragraphs]
    assert kinds == (
        [Kind.MASTHEAD] * 5
        + [Kind.TITLE]
        + [Kind.PREAMBULAR] * 23
        + [Kind.OPERATIVE] * 14
        + [Kind.FOOTNOTE] * 12
    )
    labels = [paragraph.label for paragraph in paragraphs]
    marks = ["¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "¹⁰", "¹¹", "¹²"]
    assert labels == [""] * 29 + [f"{n}." for n in range(1, 15)] + marks


@pytest.mark.parametrize("language", ["zh", "en"])
def test_marks_in_the_text(language: str) -> None:
    paragraphs = segment(from_text(sample(language))).paragraphs
    body = [paragraph.notes for paragraph in paragraphs if paragraph.kind is not Kind.FOOTNOTE]
    assert [notes for notes in body if notes] == [
        ("¹",),
        ("²",),
        ("³",),
        ("⁴", "⁵", "⁶", "⁷"),
        ("⁸",),
        ("⁹",),
        ("¹⁰",),
        ("¹¹",),
        ("⁴", "⁵"),
        ("⁶", "¹²", "⁷"),
        ("¹¹",),
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_changes_are_the_notes_and_two_joins(language: str) -> None:
    changes = segment(from_text(sample(language))).changes
    assert [change.action for change in changes].count("moved") == 12
    joins = [change for change in changes if change.action == "joined"]
    assert [change.place for change in joins] == (
        ["line 56", "line 104"] if language == "zh" else ["line 38", "line 94"]
    )
    assert all("footnotes" in change.reason for change in joins)
    assert len(changes) == 14


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("gb18030", "gb18030"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str, found: str, end: str) -> None:
    path = tmp_path / "resolution.txt"
    path.write_bytes(sample("zh").replace("\n", end).encode(encoding))
    document = segment(read(path))
    assert document.encoding == found
    assert texts(document) == gold("zh")


def test_traditional_characters() -> None:
    convert = OpenCC("s2t").convert
    document = segment(from_text(convert(sample("zh"))))
    assert texts(document) == [convert(text) for text in gold("zh")]
    assert document.paragraphs[7].kind is Kind.PREAMBULAR


def at_spaces(line: str, width: int) -> list[str]:
    return textwrap.wrap(line, width)


def hyphens_kept(line: str, width: int) -> list[str]:
    return textwrap.wrap(line, width, break_on_hyphens=False)


def sliced(line: str, width: int) -> list[str]:
    return [line[i : i + width] for i in range(0, len(line), width)]


def sliced_and_stripped(line: str, width: int) -> list[str]:
    return [part.strip() for part in sliced(line, width)]


def wrapped(language: str, how: Callable[[str, int], list[str]], text: str = "") -> str:
    lines = (text or sample(language)).split("\n")
    return "\n".join("\n".join(how(line, WIDTH[language])) for line in lines)


WAYS = [
    ("en", at_spaces),
    ("en", hyphens_kept),
    ("en", sliced),
    ("zh", at_spaces),
    ("zh", sliced),
    ("zh", sliced_and_stripped),
]


@pytest.mark.parametrize(("language", "how"), WAYS)
def test_wrapped_lines(language: str, how: Callable[[str, int], list[str]]) -> None:
    document = segment(from_text(wrapped(language, how)))
    assert texts(document) == gold(language)


@pytest.mark.parametrize(("language", "how"), WAYS)
def test_wrapped_lines_without_blank_lines(
    language: str, how: Callable[[str, int], list[str]]
) -> None:
    text = "\n".join(line for line in wrapped(language, how).split("\n") if line.strip())
    document = segment(from_text(text))
    assert texts(document) == gold(language)


def test_wrapped_traditional() -> None:
    convert = OpenCC("s2t").convert
    document = segment(from_text(wrapped("zh", sliced, convert(sample("zh")))))
    assert texts(document) == [convert(text) for text in gold("zh")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_paragraph_on_each_line(language: str) -> None:
    text = "\n".join(line for line in sample(language).split("\n") if line.strip())
    assert texts(segment(from_text(text))) == gold(language)


FURNITURE = {
    "symbols": ["A/C.3/67/L.14", "12-57634 ({c})", "{n}/5"],
    "numbers": ["- {n} -"],
    "words": ["A/C.3/67/L.14", "{page}"],
    "one line": ["12-57634    {n}"],
    "form feed": ["\f"],
}


@pytest.mark.parametrize(("language", "name"), list(product(["zh", "en"], FURNITURE)))
def test_page_furniture_where_the_pages_end(language: str, name: str) -> None:
    # The sample has a run of three blank lines at each page end in English, and one
    # after the first page in Chinese.
    pages = sample(language).strip("\n").split("\n\n\n\n")
    text = pages[0]
    for number, page in enumerate(pages[1:], 1):
        lines = [
            line.format(
                n=number,
                c="C" if language == "zh" else "E",
                page=f"第 {number} 页" if language == "zh" else f"Page {number}",
            )
            for line in FURNITURE[name]
        ]
        text += "\n\n" + "\n".join(lines) + "\n\n" + page
    document = segment(from_text(text))
    assert texts(document) == gold(language)
    removed = [change for change in document.changes if change.action == "removed"]
    lines = [line for line in FURNITURE[name] if line.strip()]
    assert len(removed) == len(lines) * (len(pages) - 1)


def test_bare_page_numbers() -> None:
    first, *pages = sample("en").strip("\n").split("\n\n\n\n")
    text = first + "".join(f"\n\n{n}\n\n{page}" for n, page in enumerate(pages, 1))
    document = segment(from_text(text))
    assert texts(document) == gold("en")
    removed = [change.text for change in document.changes if change.action == "removed"]
    assert removed == ["1", "2", "3", "4"]
