"""Nothing is lost in silence at a parser's limit."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.corpora.readers import read
from duizhao.corpora.readers.markup import parse_xml


@pytest.mark.parametrize("opening", ["<blockquote>", "<div><font>", "<ul><li>", "<b><i>"])
def test_tags_that_are_never_closed_lose_no_line(tmp_path: Path, opening: str) -> None:
    path = tmp_path / "a.html"
    lines = [f"第{number}号渡船靠岸。" for number in range(600)]
    path.write_text("<html><body>" + "".join(f"{opening}{line}<br>" for line in lines), "utf-8")
    source = read(path)
    text = "".join(block.text for block in source.blocks)
    assert [line for line in lines if line not in text] == []
    assert not source.skipped


def test_what_is_deeper_than_any_parser_goes_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body>" + "".join(f"<div>渡船{n}靠岸" for n in range(4_000)), "utf-8")
    source = read(path)
    assert ["lost by the parser" in change.reason for change in source.skipped] == [True]


def test_lists_in_lists_lose_no_item(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("\n".join(f"{'  ' * n}- 第{n}层的渡船" for n in range(60)), "utf-8")
    source = read(path)
    assert [block.text for block in source.blocks] == [f"第{n}层的渡船" for n in range(60)]
    assert not source.skipped


def test_lines_that_the_parser_of_markdown_drops_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "# 题目\n\n正文[一][a]。\n\n[a]: https://example.org/x\n\n- 甲\n-\n\n"
        + "> " * 1_200
        + "深处",
        "utf-8",
    )
    source = read(path)
    assert [block.text for block in source.blocks] == ["题目", "正文一。", "甲"]
    assert [change.reason for change in source.skipped] == [
        "the address of a link",
        "lost by the parser",
    ]


def test_text_after_an_entity_stays() -> None:
    data = b'<!DOCTYPE a [<!ENTITY e "x">]><a><b>before &e; after &e;</b>&e; end</a>'
    root = parse_xml(data, "a.docx", "word/document.xml")
    assert "".join(map(str, root.itertext())) == "before &e; after &e;&e; end"
    assert root[0].text == "before &e; after &e;" and root[0].tail == "&e; end"
