"""Markdown and pages: what is text, and what only a site generator or a program reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline

from duizhao.corpora.document import BlockRole, Source
from duizhao.corpora.readers import read


def source(tmp_path: Path, text: str, name: str = "page.md") -> Source:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read(path)


def texts(found: Source) -> list[str]:
    return [block.text for block in found.blocks if block.role is not BlockRole.CODE]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**请保持安静。**2号桌除外。", "请保持安静。2号桌除外。"),
        ("他说**「可以」**就走了。", "他说「可以」就走了。"),
        ("见**“第一条”**规定。", "见“第一条”规定。"),
        ("**(一)**总则", "(一)总则"),
        ("a * b 与 c * d", "a * b 与 c * d"),
        ("**bold.**Next", "**bold.**Next"),
    ],
)
def test_emphasis_beside_chinese_marks(tmp_path: Path, text: str, shown: str) -> None:
    assert texts(source(tmp_path, text)) == [shown]


def test_comments_are_listed_and_no_text(tmp_path: Path) -> None:
    found = source(tmp_path, "甲。\n\n<!--\n第一行\n\n第二行\n-->\n\n乙<!-- 丙 -->。\n")
    assert texts(found) == ["甲。", "乙。"]
    assert [change.reason for change in found.skipped] == ["a comment", "a comment"]


def test_code_has_a_role_and_is_left_out(tmp_path: Path) -> None:
    found = source(tmp_path, "运行：\n\n```sh\nmake\n```\n\n    indented\n\n完。")
    assert texts(found) == ["运行：", "完。"]
    left = found.without_code()
    assert [block.text for block in left.blocks] == ["运行：", "完。"]
    assert [change.text for change in left.skipped] == ["make", "indented"]


def test_admonitions_keep_their_text(tmp_path: Path) -> None:
    text = (
        '!!! note "注意"\n\n    第一段。\n\n    ```\n    x\n    ```\n\n外面。\n\n'
        "::: tip 提示\n里面。\n:::\n\n> [!WARNING]\n> 小心。\n"
    )
    assert texts(source(tmp_path, text)) == [
        "注意",
        "第一段。",
        "外面。",
        "提示",
        "里面。",
        "小心。",
    ]


def test_places_are_lines_of_the_file(tmp_path: Path) -> None:
    found = source(tmp_path, "---\ntitle: 甲\n---\n\n# 乙 {#b}\n\n::: note\n丙\n:::\n")
    assert [(block.text, block.place) for block in found.blocks] == [
        ("乙", "line 5"),
        ("丙", "line 8"),
    ]


def test_a_rule_at_the_top_is_no_metadata(tmp_path: Path) -> None:
    assert texts(source(tmp_path, "---\n一段文字\n\n---\n\n又一段\n")) == ["一段文字", "又一段"]


def test_mdx(tmp_path: Path) -> None:
    text = (
        "import Tabs from '@theme/Tabs';\nimport {\n  A\n} from 'b';\n\n{/* 注释 */}\n\n# 标题\n\n"
        '<Tabs>\n<TabItem value="a"\n  label="b">\n\n正文。\n\n</TabItem>\n</Tabs>\n\n'
        "<Note>一行。</Note>\n"
    )
    assert texts(source(tmp_path, text, "page.mdx")) == ["标题", "正文。", "一行。"]


def test_parts_that_nobody_translates(tmp_path: Path) -> None:
    page = (
        '<html translate="no"><body><p>我用<span translate="no">Emacs</span>写字。</p>'
        '<p translate="no">Emacs</p><pre><code>x = 1</code></pre><pre>春眠不觉晓</pre>'
        "</body></html>"
    )
    found = source(tmp_path, page, "page.html")
    assert texts(found) == ["我用Emacs写字。", "春眠不觉晓"]
    assert [change.text for change in found.skipped] == ["Emacs"]


@pytest.mark.parametrize(
    "listing",
    [
        '<pre class="programlisting">x = 1</pre>',
        '<pre class="screen">$ ls</pre>',
        '<div class="highlight-sh"><div class="highlight"><pre>$ ls</pre></div></div>',
        '<div class="listingblock"><div><pre>$ ls</pre></div></div>',
    ],
)
def test_a_listing_of_a_manual_is_code(tmp_path: Path, listing: str) -> None:
    page = f"<html><body><p>这样写：</p>{listing}<pre>春眠不觉晓</pre></body></html>"
    roles = [block.role for block in source(tmp_path, page, "page.html").blocks]
    assert roles == [BlockRole.TEXT, BlockRole.CODE, BlockRole.TEXT]


@pytest.mark.parametrize("piece", ["[", "![", "[a](", "[^1"])
def test_brackets_inside_one_another_cost_their_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: str
) -> None:
    skip = ParserInline.skipToken
    looked = []

    def counted(parser: ParserInline, state: StateInline) -> None:
        looked.append(state.pos)
        skip(parser, state)

    monkeypatch.setattr(ParserInline, "skipToken", counted)
    steps = []
    for size in (200, 400, 800):
        looked.clear()
        text = "开放" + piece * size
        assert texts(source(tmp_path, text)) == [text]
        steps.append(len(looked))
    assert steps[2] - steps[1] <= 2.3 * (steps[1] - steps[0])
