"""Not a character is lost, doubled or changed, whatever the text."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from duizhao.corpora.document import Block, BlockRole, Document, Kind, Language, Source
from duizhao.corpora.errors import EmptyFileError
from duizhao.corpora.layout import segment
from duizhao.corpora.layout.line import EDGE
from duizhao.corpora.readers.text import from_text

# What layout looks at, mixed with what it must leave alone.
ATOMS = [
    "大会，", "回顾其", "第 64/293 号决议", "2010", "。", "，", "、", "；",
    "国际社会面临的严重挑战", "¹", "²", "⁴ ", "1. ", "2. ", "8. ", "(a) ",
    "1/ ", "[1] ", "* ", "一、", "（二）", "第一条", "- 3 -", "2/5",
    "3", "12-58345", "A/C.3/67/L.14", "Page 3", "第 3 页", "___",
    "* * *", "-----", "The General Assembly,", "Recalling",
    "non-", "gov-", "ernmental", "women and", "for", "the",
    "of the", ". ", ", ", "“", "”", "(", ")",
    "https://example.org/a/very/long/address/of/a/page",
    "\u3000\u3000", "\t", "\x07", "\xad", "\ufeff", "\u200b",
    "\x1c", "\x00", "\ufffe", "\U0001f600", "\n", "\n", "\n",
    "\n\n", "\r\n", "\r", "\u2028", "\x85", "\x0c", " ", " ", " ",
]  # fmt: skip

texts = st.one_of(
    st.lists(st.sampled_from(ATOMS), min_size=1, max_size=120).map("".join),
    st.text(st.characters(codec="utf-8"), max_size=300),
)


def visible(text: str) -> Counter[str]:
    return Counter(char for char in text if char not in EDGE and not char.isspace())


def kept(document: Document) -> Counter[str]:
    found: Counter[str] = Counter()
    for paragraph in document.paragraphs:
        found.update(visible(paragraph.text))
    for change in document.changes:
        if change.action == "removed":
            found.update(visible(change.text))
    return found


def segmented(source: Source, language: Language) -> Document:
    try:
        return segment(source, language)
    except EmptyFileError:
        # Nothing but page numbers and the like.
        assume(False)
        raise


def cut(text: str, width: int) -> str:
    lines = text.split("\n")
    return "\n".join(
        "\n".join(line[i : i + width] for i in range(0, len(line), width)) for line in lines
    )


@settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.filter_too_much],
)
@given(text=texts, language=st.sampled_from(["zh", "en"]), width=st.sampled_from([0, 16, 35, 70]))
def test_every_visible_character_once(text: str, language: Language, width: int) -> None:
    text = cut(text, width) if width else text
    assume(any(char.isalpha() for char in text))
    document = segmented(from_text(text), language)
    assert kept(document) == visible(text)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(text=texts, language=st.sampled_from(["zh", "en"]))
def test_without_joins_paragraphs_are_lines(text: str, language: Language) -> None:
    assume(any(char.isalpha() for char in text))
    source = from_text(text)
    document = segmented(source, language)
    lines = {block.text.strip(EDGE) for block in source.blocks}
    joins = sum(change.action == "joined" for change in document.changes)
    altered = [p for p in document.paragraphs if p.text not in lines]
    assert len(altered) <= joins


@settings(max_examples=200, deadline=None, derandomize=True)
@given(text=texts, language=st.sampled_from(["zh", "en"]))
def test_body_before_notes_each_in_order(text: str, language: Language) -> None:
    assume(any(char.isalpha() for char in text))
    paragraphs = segmented(from_text(text), language).paragraphs
    is_note = [paragraph.kind is Kind.FOOTNOTE for paragraph in paragraphs]
    assert is_note == sorted(is_note)
    for notes in (True, False):
        places = [
            int(paragraph.place.removeprefix("line "))
            for paragraph, note in zip(paragraphs, is_note, strict=True)
            if note is notes
        ]
        assert places == sorted(places)
    assert all(paragraph.text for paragraph in paragraphs)


blocks = st.builds(
    Block,
    text=st.lists(st.sampled_from(ATOMS), min_size=1, max_size=12).map("".join),
    place=st.just("paragraph"),
    role=st.sampled_from(list(BlockRole)),
    label=st.sampled_from(["", "", "1.", "(a)"]),
    note=st.sampled_from(["", "1"]),
    page=st.sampled_from([None, 1, 2, 3]),
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(items=st.lists(blocks, min_size=1, max_size=12), language=st.sampled_from(["zh", "en"]))
def test_marked_paragraphs_keep_every_character(items: list[Block], language: Language) -> None:
    document = segmented(Source("x", "docx", tuple(items), lines=False), language)
    # Automatic numbers, which no block's text holds, are written out.
    spelled = [change.text for change in document.changes if "written out" in change.reason]
    text = "".join(block.text for block in items)
    assert kept(document) == visible(text + "".join(spelled))
