"""Documents that hold both languages: the forms, and what stands beside what."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.corpora.bilingual import read_pairs
from duizhao.corpora.bilingual.both import Both, split
from duizhao.corpora.borders import line_halves, line_spans
from duizhao.corpora.entry import Entry
from duizhao.corpora.errors import FormatError, LanguageError
from duizhao.corpora.readers import read
from duizhao.corpora.skipped import Skipped

PAIRS = [
    ("图书馆章程", "Rules of the library"),
    (
        "图书馆每天九点开门，下午六点关门。",
        "The library opens at nine every day and closes at six.",
    ),
    ("读者应当爱护图书。", "Readers shall take care of the books."),
    ("借出的图书应在三十天内归还。", "Books on loan shall be returned within thirty days."),
    ("馆长每年向理事会提交报告。", "The librarian reports to the council every year."),
]


def both(tmp_path: Path, text: str, name: str = "both.txt") -> Both:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return split(read(path).without_code())


def linked(found: Both) -> list[tuple[str, str]]:
    return [
        (found.zh.paragraphs[zh[0]].text, found.en.paragraphs[en[0]].text) for zh, en in found.links
    ]


@pytest.mark.parametrize(
    ("layout", "name", "text"),
    [
        ("alternating", "a.txt", "\n".join(f"{zh}\n{en}" for zh, en in PAIRS)),
        ("alternating", "a.txt", "\n\n".join(f"{en}\n\n{zh}" for zh, en in PAIRS)),
        ("alternating", "a.md", "\n\n".join(f"{zh}\n{en}" for zh, en in PAIRS)),
        ("alternating", "a.html", "".join(f"<p>{zh}<br/>{en}</p>" for zh, en in PAIRS)),
        (
            "alternating",
            "a.html",
            "".join(f'<p><b lang="zh">{z}</b> <i lang="en">{e}</i></p>' for z, e in PAIRS),
        ),
        (
            "alternating",
            "a.srt",
            "".join(f"1\n00:00:01,0 --> 00:00:02,0\n{zh}\n{en}\n\n" for zh, en in PAIRS),
        ),
        ("inline", "a.txt", "\n".join(f"{zh} {en}" for zh, en in PAIRS)),
        ("inline", "a.txt", "\n".join(f"{en} | {zh}" for zh, en in PAIRS)),
        (
            "table",
            "a.md",
            "| 1 | 中文 | English |\n|-|-|-|\n" + "\n".join(f"| 1 | {z} | {e} |" for z, e in PAIRS),
        ),
    ],
)  # fmt: skip
def test_forms(tmp_path: Path, layout: str, name: str, text: str) -> None:
    found = both(tmp_path, text, name)
    assert found.layout == layout
    assert linked(found)[-len(PAIRS) :] == PAIRS


def test_one_after_the_other_is_left_to_the_aligner(tmp_path: Path) -> None:
    found = both(tmp_path, "\n\n".join([zh for zh, _ in PAIRS] + [en for _, en in PAIRS]))
    assert (found.layout, found.links) == ("sections", ())
    assert len(found.zh.paragraphs) == len(found.en.paragraphs) == len(PAIRS)


def test_a_heading_in_both_languages_is_a_pair(tmp_path: Path) -> None:
    heads = [("Loans and returns", "借阅与归还"), ("Item 3: The Reader class", "Reader 类的说明")]
    text = "".join(f"## {en}（{zh}）\n\n" for en, zh in heads)
    text += "".join(f"{en}\n\n{zh}\n\n" for zh, en in PAIRS)
    found = both(tmp_path, text, "a.md")
    assert linked(found) == [(zh, en) for en, zh in heads] + PAIRS


def test_a_missing_translation_shifts_nothing(tmp_path: Path) -> None:
    texts = [text for pair in PAIRS for text in pair]
    del texts[4]
    found = linked(both(tmp_path, "\n\n".join(texts)))
    assert found == [PAIRS[0], PAIRS[3], PAIRS[4]]


def test_names_and_symbols_go_to_both_sides(tmp_path: Path) -> None:
    pairs = [*PAIRS[:2], ("A/67/156。", "A/67/156."), ("UNICEF", "UNICEF"), *PAIRS[2:]]
    found = both(tmp_path, "\n".join(f"{zh}\n{en}" for zh, en in pairs))
    assert linked(found) == pairs


def test_one_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match="holds Chinese only"):
        both(tmp_path, "\n".join(zh for zh, _ in PAIRS))
    with pytest.raises(LanguageError, match="holds little English"):
        both(tmp_path, "\n".join([*(zh for zh, _ in PAIRS), "Rules"]))


def test_the_reader_of_pairs_reads_them(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join(f"{zh}\n{en}" for zh, en in PAIRS) + "\n只有中文。\n再来一句。")
    items = list(read_pairs(path))
    entries = [(item.unit.zh, item.unit.en) for item in items if isinstance(item, Entry)]
    assert entries == PAIRS
    assert [item.text for item in items if isinstance(item, Skipped)] == [
        "只有中文。",
        "再来一句。",
    ]
    path.write_text("\n".join([zh for zh, _ in PAIRS] + [en for _, en in PAIRS]))
    with pytest.raises(FormatError, match="has to be aligned first"):
        list(read_pairs(path))
    path.write_text("\n".join(zh for zh, _ in PAIRS))
    with pytest.raises(FormatError, match="holds no pairs"):
        list(read_pairs(path))


@pytest.mark.parametrize(
    ("line", "halves"),
    [
        ("第一条 总则 Article 1 General", ("第一条 总则", "Article 1 General")),
        ("Chapter 2 (Loans) 第2章 借阅", ("Chapter 2 (Loans)", "第2章 借阅")),
        ("合同 (Contract)", ("合同", "Contract")),
        ("The Reader class（Reader 类的说明）", ("The Reader class", "Reader 类的说明")),
        ("共十二本。Twelve in all.", ("共十二本。", "Twelve in all.")),
        ("使用 GNU Make 编译", None),
        ("只有中文。", None),
        ("合同编号（Contract No.）：ABC-2024-001", None),
    ],
)
def test_halves_of_a_line(line: str, halves: tuple[str, str] | None) -> None:
    found = line_halves(line)
    assert (found and tuple(line[start:end] for start, end in found)) == halves


def test_a_wrapped_text_is_no_translation_of_itself() -> None:
    text = "我们用\nGNU Compiler Collection\n来编译。"
    assert line_spans(text) == [(0, len(text))]
