"""Nothing is lost in silence at a parser's limit."""

from __future__ import annotations

import re
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


@pytest.mark.parametrize(
    "page",
    [
        "<ul>第1行<ul>第2行</ul>第3行<li>第4行</li>第5行<b>第6行</b></ul>",
        "<ol><li>第1行</li>第2行<li>第3行</ol>",
        "<table>第1行<tr>第2行<td>第3行<td>第4行</tr>第5行<form><tr><td>第6行<td>第7行</form></table>",
        "<table><tr><form><td>第1行<td>第2行</form></tr><tbody>第3行<tr><p>第4行</p><td>第5行</table>",
    ],
)
def test_text_beside_items_and_cells_stays(tmp_path: Path, page: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<html><body>{page}<p>完</p>", encoding="utf-8")
    text = "".join(block.text for block in read(path).blocks)
    assert sorted(re.findall("第.行", text)) == sorted(re.findall("第.行", page))
    assert text.endswith("完")


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
