"""Presentations, books, layouts, workbooks, tables of texts, XML and timed text."""

from __future__ import annotations

import csv
import logging
import random
from importlib.resources import files
from pathlib import Path

import pytest

from duizhao.align.encode import load
from duizhao.corpora.bilingual import read_pairs
from duizhao.corpora.document import BlockRole
from duizhao.corpora.entry import Entry
from duizhao.corpora.errors import DuizhaoError, FormatError, UnsafeFileError
from duizhao.corpora.layout import segment
from duizhao.corpora.readers import read
from duizhao.pipeline import align

from . import made_formats

FORMATS = ("pptx", "odp", "ods", "epub", "idml")


def gold() -> list[tuple[str, str]]:
    text = (files("duizhao.corpora") / "samples" / "resolution.gold.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(row["zh"], row["en"]) for row in rows]


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def shown(path: Path) -> list[str]:
    return [block.text for block in read(path).blocks if block.role is not BlockRole.FURNITURE]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_sample_in_each_format(tmp_path: Path, suffix: str) -> None:
    make = getattr(made_formats, suffix)
    for side, language in enumerate(("zh", "en")):
        texts = [pair[side] for pair in gold()]
        path = make(tmp_path / f"a.{language}.{suffix}", texts)
        found = segment(read(path), language).paragraphs  # type: ignore[arg-type]
        assert sorted(each.text for each in found) == sorted(texts)
        assert shown(path) == texts


@pytest.mark.parametrize("suffix", FORMATS)
def test_mutated_files_raise_our_errors_only(tmp_path: Path, suffix: str) -> None:
    sound = getattr(made_formats, suffix)(tmp_path / f"a.{suffix}", ["甲", "乙", "丙", "丁"])
    data = sound.read_bytes()
    rng = random.Random(suffix)
    for number in range(40):
        changed = bytearray(data)
        for _ in range(1 + number % 4):
            changed[rng.randrange(len(changed))] = rng.randrange(256)
        path = tmp_path / f"b.{suffix}"
        path.write_bytes(changed)
        try:
            read(path)
        except DuizhaoError:
            continue


def test_a_workbook_of_opendocument_with_pairs(tmp_path: Path) -> None:
    content = made_formats.ods(tmp_path / "a.ods", ["x"])
    cells = "".join(
        f"<table:table-row><table:table-cell><text:p>{zh}</text:p></table:table-cell>"
        f"<table:table-cell><text:p>{en}</text:p></table:table-cell></table:table-row>"
        for zh, en in [("中文", "English"), ("图书馆", "library"), ("读者", "reader")]
    )
    made_formats.packed(
        content,
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": "<o:d xmlns:o='o' xmlns:table='t' xmlns:text='x'><o:body>"
            f"<o:spreadsheet><table:table table:name='A'>{cells}</table:table>"
            "</o:spreadsheet></o:body></o:d>",
        },
    )
    pairs = [(i.unit.zh, i.unit.en) for i in read_pairs(content) if isinstance(i, Entry)]
    assert pairs == [("图书馆", "library"), ("读者", "reader")]


def test_rows_repeated_without_end_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    row = "<t:table-row t:number-rows-repeated='9999999'><t:table-cell><x:p>a</x:p></t:table-cell>"
    made_formats.packed(
        path,
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<o:d xmlns:o='o' xmlns:t='t' xmlns:x='x'><o:body><o:spreadsheet>"
            f"<t:table>{row}</t:table-row></t:table></o:spreadsheet></o:body></o:d>",
        },
    )
    with pytest.raises(UnsafeFileError, match="repeats a row"):
        read(path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", '{"menu": {"open": "打开", "list": ["关闭", "另存为"], "size": 3}}'),
        ("a.yaml", "menu:\n  open: 打开\n  list:\n  - 关闭\n  - &x 另存为\n  - *x\nsize: 3\n"),
        ("a.properties", "menu.open=\\u6253\\u5f00\nclose = 关闭\n# note\nsave=另存为\n"),
        ("a.strings", '"open" = "打开";\n/* note */\n"close" = "关闭";\n"save" = "另存为";\n'),
        (
            "a.resx",
            '<root><data name="a"><value>打开</value></data>'
            '<data name="b"><value>关闭</value></data>'
            '<data name="i" type="Bitmap"><value>x</value></data>'
            '<data name="c"><value>另存为</value></data></root>',
        ),
    ],
)
def test_tables_of_texts(tmp_path: Path, name: str, text: str) -> None:
    assert shown(written(tmp_path / name, text)) == ["打开", "关闭", "另存为"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.dita",
            '<concept id="c"><title>标题</title><conbody><p>用<uicontrol>打开</uicontrol>。</p>'
            "<codeblock>x</codeblock><draft-comment>不</draft-comment></conbody></concept>",
        ),
        (
            "a.xml",
            "<article><info><title>无</title></info><title>标题</title><para>用<guimenu>打开"
            "</guimenu>。</para><programlisting>x</programlisting></article>",
        ),
        (
            "a.tei",
            "<TEI><teiHeader>无</teiHeader><text><body><head>标题</head><p>用<hi>打开</hi>。</p>"
            "<eg>x</eg></body></text></TEI>",
        ),
    ],
)
def test_xml_of_technical_writers(tmp_path: Path, name: str, text: str) -> None:
    found = read(written(tmp_path / name, text)).without_code()
    assert [block.text for block in found.blocks] == ["标题", "用打开。"]


def test_xml_of_another_kind_is_named(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"unknown kind .<invoice>.*DITA"):
        read(written(tmp_path / "a.xml", "<invoice><p>a</p></invoice>"))


def test_timed_text(tmp_path: Path) -> None:
    script = (
        "[Script Info]\nTitle: x\n\n[Events]\nFormat: Start, End, Text\n"
        "Dialogue: 0:00:02.00,0:00:03.00,{\\i1}第二句，\\N还有。\n"
        "Dialogue: 0:00:01.00,0:00:02.00,第一句。\nComment: 0:00:01.00,0:00:02.00,不\n"
    )
    assert shown(written(tmp_path / "a.ass", script)) == ["第一句。", "第二句， 还有。"]
    lyrics = "[ti:歌]\n[00:02.00]第二句\n[00:01.00][00:03.00]第一句\n"
    found = read(written(tmp_path / "a.lrc", lyrics)).blocks
    assert [(block.text, block.place) for block in found] == [
        ("第一句", "00:00:01,000"),
        ("第二句", "00:00:02,000"),
        ("第一句", "00:00:03,000"),
    ]


def test_what_shares_a_key_is_paired(tmp_path: Path) -> None:
    zh = '{"a": "打开", "b": "关闭文件", "c": "馆长"}'
    en = '{"c": "Librarian", "b": "Close the file", "a": "Open"}'
    paths = written(tmp_path / "zh.json", zh), written(tmp_path / "en.json", en)
    pair = align(*paths, encoder=load("use"), checks=())
    assert {(unit.zh, unit.en) for unit in pair.units} == {
        ("打开", "Open"),
        ("关闭文件", "Close the file"),
        ("馆长", "Librarian"),
    }
    assert pair.units[0].reasons[0] == "under the same key in both"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "a picture"),
        (b"7z\xbc\xaf\x27\x1c" + b"\0" * 40, "a packed file"),
        (b"\0\0\0\x18ftypmp42" + b"\0" * 40, "sound or film"),
        (
            b'<?xml version="1.0"?>\n\n<office:document xmlns:office="a">',
            "OpenDocument in one XML file",
        ),
        (
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><p/>',
            "Word in one XML file",
        ),
    ],
)
def test_other_formats_are_named(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(data)
    with pytest.raises(FormatError, match=f"is {said}, which is not read"):
        read(path)


def test_a_library_says_nothing_to_the_user(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # pytest's own handler would take what goes to the terminal elsewhere.
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    path = tmp_path / "a.strings"
    path.write_bytes('"a" = "打开文件夹";\n"b" = "关闭";\n'.encode("gb18030"))
    assert shown(path) == ["打开文件夹", "关闭"]
    assert capfd.readouterr().err == ""


def test_xml_of_a_kind_that_the_user_describes(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(
        "<law><num>第一条</num><txt>馆长<b>每年</b>提出预算。<fn>见附件。</fn></txt>"
        "<draft>待定</draft></law>",
        encoding="utf-8",
    )
    rules = tmp_path / "duizhao.xml.toml"
    rules.write_text(
        '[law]\nroots = "law"\ninline = "b"\nheadings = "num"\nnotes = "fn"\nleft_out = "draft"\n'
    )
    source = read(path)
    assert [(block.text, block.role.value) for block in source.blocks] == [
        ("第一条", "heading"),
        ("馆长每年提出预算。", "text"),
        ("见附件。", "footnote"),
    ]
    assert [change.text for change in source.skipped] == ["待定"]
    for wrong in ("[law", '[law]\nheads = "num"\n', "law = 3\n", "[law]\nroots = 3\n"):
        rules.write_text(wrong)
        with pytest.raises(FormatError) as caught:
            read(path)
        assert str(rules) in str(caught.value)
