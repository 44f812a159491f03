"""Inline codes: read from formats, moved with their text, written into segments."""

from __future__ import annotations

from pathlib import Path

from duizhao.corpora.bilingual.tmx.coded import contents
from duizhao.corpora.codes import Code, Coded, CodeKind, carried, cut, tagged, within
from duizhao.corpora.layout import segment
from duizhao.corpora.readers import read

K = CodeKind


def _html(folder: Path, body: str) -> tuple[str, tuple[Code, ...]]:
    path = folder / "a.html"
    path.write_text(f"<html><body><p>{body}</p></body></html>", encoding="utf-8")
    (paragraph, *_) = segment(read(path), "en").paragraphs
    return paragraph.text, paragraph.codes


def test_html_formatting_is_codes_beside_the_text(tmp_path: Path) -> None:
    text, codes = _html(
        tmp_path,
        "Pay <b>ten <i>days</i></b> after the goods have come to the house,<br>see below for more.",
    )
    assert text == "Pay ten days after the goods have come to the house, see below for more."
    shown = [(code.kind, code.data, text[: code.start]) for code in codes if code.kind != K.SEAM]
    assert shown == [
        (K.OPEN, "bold", "Pay "),
        (K.OPEN, "italic", "Pay ten "),
        (K.CLOSE, "italic", "Pay ten days"),
        (K.CLOSE, "bold", "Pay ten days"),
        (K.BREAK, "", text[:52]),
    ]


def test_markdown_and_word_mark_the_same_things(tmp_path: Path) -> None:
    import docx

    (tmp_path / "a.md").write_text("Pay **ten** days.\n", encoding="utf-8")
    document = docx.Document()
    paragraph = document.add_paragraph("Pay ")
    paragraph.add_run("ten").bold = True
    paragraph.add_run(" days.")
    document.save(str(tmp_path / "a.docx"))
    found = []
    for name in ("a.md", "a.docx"):
        (only,) = segment(read(tmp_path / name), "en").paragraphs
        found.append([(c.start, c.end, c.kind, c.data, c.tag) for c in only.codes])
    assert found[0] == found[1] == [(4, 4, K.OPEN, "bold", 0), (7, 7, K.CLOSE, "bold", 1)]


def test_codes_keep_their_words_when_white_space_changes() -> None:
    codes = (Code(3, 4, K.BREAK), Code(5, 5, K.OPEN, "bold"))
    moved = carried(codes, "one\n two", "one two")
    assert [(code.start, code.end) for code in moved] == [(3, 4), (4, 4)]


def test_a_piece_takes_the_codes_inside_it() -> None:
    codes = (Code(0, 0, K.OPEN, "a"), Code(4, 4, K.CLOSE, "a"), Code(4, 4, K.OPEN, "b"))
    assert within(codes, 0, 4) == codes[:2]
    assert within(codes, 4, 9) == (Code(0, 0, K.OPEN, "b"),)


def test_tags_are_counted_as_gaps_between_text() -> None:
    codes = (Code(0, 2, K.NUMBER), Code(3, 3, K.CLOSE, "b"), Code(3, 4, K.NOTE), Code(6, 7, K.NOTE))
    assert [code.tag for code in tagged("1 a⁴ bc⁵", codes)] == [-1, 0, 0, 1]
    assert [code.tag for code in tagged("1 a⁴ bc⁵"[:7], codes)] == [-1, 0, 0, -1]


def test_numbers_and_marks_are_cut_and_places_follow() -> None:
    coded = Coded("1. 条约⁴ 生效。", (Code(0, 3, K.NUMBER), Code(5, 6, K.NOTE)))
    left, places = cut(coded, {K.NUMBER, K.NOTE})
    assert left == Coded("条约 生效。", (Code(2, 2, K.NOTE),))
    assert [places[3], places[6], places[-1]] == [0, 2, 6]


PAIR = (
    Coded(
        "the Convention⁴ of 2000",
        (Code(4, 4, K.OPEN, "bold"), Code(14, 14, K.CLOSE, "bold"), Code(14, 15, K.NOTE)),
    ),
    Coded(
        "2000 年《公约》⁴",
        (Code(6, 6, K.OPEN, "bold"), Code(10, 10, K.CLOSE, "bold"), Code(10, 11, K.NOTE)),
    ),
)


def test_codes_as_tmx_elements_linked_by_x() -> None:
    source, target = contents(*PAIR, "tmx")
    assert source == (
        'the <bpt i="1" x="1" type="bold">&lt;b&gt;</bpt>Convention<ept i="1">&lt;/b&gt;</ept>'
        '<ph x="3" type="fnote">&lt;note/&gt;</ph> of 2000'
    )
    assert target.endswith('<ph x="3" type="fnote">&lt;note/&gt;</ph>')
    assert 'x="1"' in target


def test_codes_as_omegat_counts_them() -> None:
    source, target = (Coded(side.text, tagged(side.text, side.codes)) for side in PAIR)
    written = contents(source, target, "omegat")
    assert written[0] == "the &lt;t0/&gt;Convention&lt;t1/&gt; of 2000"
    # Each tag of the source, in its order, and no other.
    assert written[1].count("&lt;t") == 2
    assert written[1].startswith("2000 年&lt;t0/&gt;《公约》")
    assert written[1].index("t0") < written[1].index("t1")


def test_without_codes_the_text_stays_as_it_is() -> None:
    assert contents(*PAIR, "none") == (PAIR[0].text, PAIR[1].text)
